"""What the register knows of what stands in a mail."""

from datetime import date, time

import pytest

from lärcentrum.exams.exams import ExamForm, cancel_exam
from lärcentrum.exams.mail_requests import NotARequest, provider_in, read_mail_request
from lärcentrum.exams.providers import list_providers
from lärcentrum.people.identity_numbers import formatted, generate
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.store.store import Store
from tests.helpers.exams import make_exam, make_provider
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student, number_of

STAFF = """Från: Anna Berg <anna.berg@ltu.se>
Till: oss@centre.example

Student: {name}
Kurs: Statistik A (ST101G)
Datum: 2026-12-14
Tid: 9-13
Plattform: Inspera
"""


@pytest.fixture
def ltu(store: Store) -> str:
    return make_provider(store, "Luleå tekniska universitet", short="LTU")


def test_a_mail_is_read_and_nothing_is_kept(store: Store, ltu: str) -> None:
    known = make_student(store, 1)
    asked = check(store, Case(
        operation=read_mail_request, good={"text": STAFF.format(name="Åsa Ärlig")},
        bad=[({"text": "Hej!"}, NotARequest), ({"text": ""}, NotARequest)],
    ))  # fmt: skip
    assert (asked.student, asked.provider, asked.exam) == (known, ltu, "")
    assert (asked.course_name, asked.course_code) == ("Statistik A", "ST101G")
    assert (asked.day, asked.starts, asked.minutes) == (date(2026, 12, 14), time(9), 240)
    assert (asked.form, asked.platform) == (ExamForm.DIGITAL, "Inspera")
    assert (asked.contact_name, asked.contact_email) == ("Anna Berg", "anna.berg@ltu.se")


def test_a_number_that_fits_nobody_is_a_new_persons(store: Store, ltu: str) -> None:
    make_student(store, 1)
    number = generate(date(1994, 8, 4), 981)
    asked = read_mail_request(store, text=STAFF.format(name="Åsa Ärlig") + formatted(number))
    assert (asked.student, asked.given_name, asked.family_name) == ("", "Åsa", "Ärlig")
    assert asked.identity_number == number
    assert asked.email == ""  # the address is the provider's


def test_two_of_one_name_are_left_to_the_eye(store: Store, ltu: str) -> None:
    for n in (1, 11):
        make_student(store, n)
    assert read_mail_request(store, text=STAFF.format(name="Åsa Ärlig")).student == ""


def test_the_exam_that_stands_there_is_found_unless_it_is_called_off(store: Store) -> None:
    exam = make_exam(store, 0, course_name="Statistik A", course_code="ST101G")
    text = STAFF.format(name="Ny Person")
    assert read_mail_request(store, text=text).exam == exam
    cancel_exam(store, exam=exam)
    assert read_mail_request(store, text=text).exam == ""


def test_a_protected_person_is_found_only_with_the_right(store: Store, ltu: str) -> None:
    uid = make_student(store, 1)
    set_protection(store, student=uid, protection=Protection.PROTECTED, reason="beslut")
    text = STAFF.format(name="Åsa Ärlig") + formatted(number_of(1))
    assert read_mail_request(store, text=text).student == uid
    store.session = type(store.session)(
        user=store.session.user, name="x", rights=store.session.rights - {"protected"}
    )
    asked = read_mail_request(store, text=text)
    assert (asked.student, asked.identity_number) == ("", number_of(1))


def test_providers_are_told_by_name_short_name_and_address(store: Store, ltu: str) -> None:
    umu = make_provider(store, "Umeå universitet", short="UmU")
    law = make_provider(store, "Juridiska institutionen", parent=umu)
    known = list_providers(store)
    assert provider_in("vid Umeå universitet, Juridiska institutionen.", (), known) == law
    assert provider_in("tenta på LTU nästa vecka", (), known) == ltu
    assert provider_in("ultunaltu", (), known) == ""
    assert provider_in("hej", ("a@student.umu.se",), known) == umu
    assert provider_in("LTU eller UmU", (), known) == ""
