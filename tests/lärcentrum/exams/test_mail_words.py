"""What a mail says of an exam, and what is left out because it is not sure."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.exams.mail_times import days_in, length_in, time_in, without_days
from lärcentrum.exams.mail_words import MOST, mail_words
from lärcentrum.people.identity_numbers import formatted, generate

TODAY = date(2026, 11, 23)
NUMBER = generate(date(1994, 8, 4), 981)

STUDENT = f"""Från: Elin Sjöberg <elin.sjoberg@student.ltu.se>
Skickat: den 20 november 2026 10:13
Till: larcentrum@storuman.example
Ämne: Tentamen på annan ort

Hej!

Jag läser distans vid Luleå tekniska universitet och skulle vilja skriva min tenta i
Matematik I (M0101N, 7,5 hp) hos er torsdagen den 14 januari 2027 kl. 09.00–14.00.
Mitt personnummer är {formatted(NUMBER)} och jag nås på 070-123 45 67.
Jag har förlängd skrivtid.

Hälsningar
Elin
"""

PROVIDER = """From: Anna Berg <anna.berg@umu.se>
Sent: Friday, 20 November 2026 08:00
To: Lärcentrum
Subject: SV: Tenta på distans

Student: Örjan Åkerlund
Kurs: Statistik A, 15 hp
Kurskod: 2ST063
Datum: 2026-12-14
Tid: 9-13
Plattform: Inspera
Kontakt: Anna Berg, anna.berg@umu.se
"""


def test_a_students_own_mail():
    words = mail_words(STUDENT, TODAY)
    assert words.sender == "Elin Sjöberg"
    assert words.emails[0] == "elin.sjoberg@student.ltu.se"
    assert words.identity_number == NUMBER
    assert words.phone == "070-123 45 67"
    assert (words.course_name, words.course_code) == ("Matematik I", "M0101N")
    assert words.day == date(2027, 1, 14)
    assert (words.starts, words.minutes) == (time(9), 300)
    assert words.extra_time


@pytest.mark.parametrize("said", [
    "Vår student Karin Holm, {number}, vill skriva hos er.",
    "Studenten Karin Holm ({number}) vill skriva hos er.",
    "Det gäller Karin Holm {number}.",
])  # fmt: skip
def test_a_name_before_its_number_is_the_students(said):
    words = mail_words(said.format(number=formatted(NUMBER)), TODAY)
    assert (words.name, words.identity_number) == ("Karin Holm", NUMBER)


def test_two_names_with_numbers_are_left_to_the_eye():
    other = formatted(generate(date(1990, 1, 1), 982))
    words = mail_words(f"Karin Holm {formatted(NUMBER)} och Per Ek {other}", TODAY)
    assert (words.name, words.identity_number) == ("", "")


def test_the_word_for_the_code_is_no_part_of_the_course():
    words = mail_words("Kurs: Företagsekonomi A, kurskod R0012N\nDatum: 2027-01-13", TODAY)
    assert (words.course_name, words.course_code) == ("Företagsekonomi A", "R0012N")


def test_a_providers_mail_with_labels():
    words = mail_words(PROVIDER, TODAY)
    assert words.name == "Örjan Åkerlund"
    assert (words.course_name, words.course_code) == ("Statistik A", "2ST063")
    assert words.day == date(2026, 12, 14)
    assert (words.starts, words.minutes) == (time(9), 240)
    assert words.platform == "Inspera"
    assert words.contact_name == "Anna Berg"
    assert words.emails == ("anna.berg@umu.se",)
    assert not words.extra_time


def test_the_head_of_the_mail_is_no_day_of_an_exam():
    words = mail_words(
        "Från: A B <a@b.se>\nDatum: 1 december 2026 10:00\nTill: c@d.se\n\nHej!", TODAY
    )
    assert (words.day, words.starts) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Tentan är 14 januari eller 15 januari.",
        "Tentan var den 3 mars 2025.",
        "Vi är 14 personer i kursen, 7,5 hp.",
        "Ring 0951-140 50 om tentan.",
    ],
)
def test_what_is_not_sure_is_left_out(text):
    words = mail_words(text, TODAY)
    assert (words.day, words.starts, words.minutes) == (None, None, None)


def test_a_quoted_mail_is_read_as_if_it_were_not():
    quoted = "".join(f"> {line}\n" for line in STUDENT.splitlines())
    assert mail_words(quoted, TODAY) == mail_words(STUDENT, TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-14", date(2027, 1, 14)), ("14/1", date(2027, 1, 14)),
        ("14/1 2027", date(2027, 1, 14)), ("den 14:e januari", date(2027, 1, 14)),
        ("torsdag 14 jan", date(2027, 1, 14)), ("January 14, 2027", date(2027, 1, 14)),
        ("14 December", date(2026, 12, 14)), ("23 nov", date(2026, 11, 23)),
        ("22 nov", date(2027, 11, 22)), ("31/2", None), ("14 personer", None), ("1/2/3", None),
    ],
)  # fmt: skip
def test_days(text, day):
    assert [one.day for one in days_in(text, TODAY)] == ([day] if day else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kl 9-13", (time(9), 240)), ("09:00–13:00", (time(9), 240)),
        ("mellan 8 och 12", None), ("kl. 14.00 till 18.30", (time(14), 270)),
        ("kl 9", (time(9), None)), ("klockan 13.15", (time(13, 15), None)),
        ("0900-1300", (time(9), 240)), ("9-13", None), ("sidorna 10-14", None),
        ("kl 13-9", (time(13), None)), ("03:00-05:00", None),
    ],
)  # fmt: skip
def test_times(text, told):
    assert time_in(text) == told


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4 timmar", 240), ("4,5 tim", 270), ("240 min", 240), ("5h", 300), ("7,5 hp", None),
        ("4 timmar och 30", 240), ("100 timmar", None), ("2 minuter", None),
    ],
)  # fmt: skip
def test_lengths(text, minutes):
    assert length_in(text) == minutes


@given(st.dates(min_value=TODAY, max_value=date(2030, 12, 31)), st.sampled_from("-/."))
def test_a_whole_day_is_always_read_and_taken_out(day, sign):
    text = f"Tentan är {day.year}{sign}{day.month:02}{sign}{day.day:02} kl 9-13."
    assert [one.day for one in days_in(text, TODAY)] == [day]
    assert time_in(without_days(text, TODAY)) == (time(9), 240)


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fault(text):
    assert mail_words(text, TODAY).day is None or mail_words(text, TODAY).day >= TODAY


def test_a_very_long_text_is_read_to_a_limit():
    assert mail_words("x " * MOST + STUDENT, TODAY).day is None
