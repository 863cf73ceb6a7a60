"""A list of students: who is new, here already, in doubt or refused, and why."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lärcentrum.errors import UserError
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.importing import import_list, try_import
from lärcentrum.imports.rows import Decision, Found, RowDecision, RowState
from lärcentrum.imports.student_rows import language_codes, municipality_code, read_identity
from lärcentrum.people import students
from lärcentrum.people.identity_numbers import NumberKind, check_digit, generate
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from tests.helpers.exams import make_provider
from tests.helpers.lists import HEADINGS, csv_of, excel_of, states, tried
from tests.helpers.people import make_student, number_of

TODAY = date(2026, 11, 23)
STUDENTS = ListKind.STUDENTS
NEW, ALREADY, DOUBTFUL, REFUSED, SKIPPED, CHANGES = RowState
BIRTHS = st.dates(date(1927, 1, 1), date(2026, 1, 1))
TWO = ("Namn", "Personnummer")


def read(text, *, birth=None, decision=None):
    decided = frozenset({decision} if decision else ())
    found = read_identity(text, today=TODAY, birth=birth, decided=decided)
    return found and found.number


def outcome(text):
    """The number that is read, or what is asked."""
    try:
        return read(text), set()
    except Found as asked:
        return None, set(asked.choices)


@settings(deadline=None)
@given(BIRTHS, st.integers(980, 999), st.sampled_from(
    [NumberKind.PERSONNUMMER, NumberKind.SAMORDNINGSNUMMER, NumberKind.T_NUMBER]))  # fmt: skip
def test_numbers_in_every_form(birth, serial, kind):
    number = generate(birth, serial, kind=kind)
    day, rest = number[:8], number[8:]
    for between in ("", "-", " ", "\u00a0-\u00a0", "\u2013"):
        assert read(f"{day}{between}{rest}") == number
    assert read(f"{day[2:]}-{rest}") == number


@settings(deadline=None)
@given(BIRTHS, st.integers(980, 999))
def test_numbers_that_excel_cut(birth, serial):
    number = generate(birth, serial)
    cut = str(int(number[2:]))
    if len(cut) < 5:
        return
    assert read(cut, birth=birth) == number, "the date of birth beside it tells the century"
    century = Decision.BORN_1900 if birth.year < 2000 else Decision.BORN_2000
    found, choices = outcome(cut)
    assert found == number or choices == {Decision.SKIP, Decision.BORN_1900, Decision.BORN_2000}
    assert read(cut, decision=century) == number


def test_the_reason_never_says_the_number(store):
    good = number_of(3)
    wrong = good[:-1] + str((int(good[-1]) + 1) % 10)
    future = "20990101" + "980" + str(check_digit("990101980"))
    run = tried(store, STUDENTS, TWO, ("Eva Ek", wrong), ("Bo Ek", future), ("Ek", "19901301-9800"))
    assert states(run) == [REFUSED] * 3
    for one, text in zip(run.rows, (wrong, future, "9800"), strict=True):
        assert one.field == "identity_number"
        assert text[-4:] not in f"{one.reason}{one.shown}"
    assert "kontrollsiffra" in run.rows[0].reason


def test_who_is_here_already(store):
    make_student(store, 0, given_name="Eva", family_name="Ek")
    make_student(store, 1, given_name="Bo", family_name="Ek", identity_number="",
                 birth_date=date(1990, 5, 1))  # fmt: skip
    make_student(store, 2, given_name="Åke", family_name="Öst", identity_number="")
    rows = [("Namn", "Personnummer", "Född"), ("Eva Ek", number_of(0), ""),
            ("Bo Ek", "", "1990-05-01"), ("Ake Ost", "", ""), ("Eva Ek", number_of(9), ""),
            ("Åke Öst", "", "1991-01-01")]  # fmt: skip
    run = tried(store, STUDENTS, *rows)
    assert states(run) == [ALREADY, ALREADY, ALREADY, NEW, DOUBTFUL]
    likes = [one.other_shown for one in run.rows[:3]]
    assert likes == ["Eva Ek, 1980-01-01", "Bo Ek, 1990-05-01", "Åke Öst"]


def test_near_duplicates_are_shown_and_decided(store):
    uid = make_student(store, 0, given_name="Åsa", family_name="Lindkvist", identity_number="",
                       birth_date=date(1990, 5, 1))  # fmt: skip
    rows = [("Namn", "Född"), ("Åsa Lindqvist", "1990-05-01")]
    run = tried(store, STUDENTS, *rows)
    (one,) = run.rows
    assert (one.state, one.other, one.other_shown) == (DOUBTFUL, uid, "Åsa Lindkvist, 1990-05-01")
    for decision, state in ((Decision.NEW, NEW), (Decision.SKIP, SKIPPED)):
        decided = (RowDecision(row=2, decision=decision),)
        assert states(tried(store, STUDENTS, *rows, decisions=decided)) == [state]


def test_the_same_person_twice_in_the_file(store):
    rows = [("Namn", "Personnummer"), ("Eva Ek", number_of(0)), ("Eva Eek", number_of(0)),
            ("Bo Öst", ""), ("Bo Ost", "")]  # fmt: skip
    run = tried(store, STUDENTS, *rows)
    assert states(run) == [NEW, DOUBTFUL, NEW, DOUBTFUL]
    assert [(one.other, one.other_row) for one in run.rows[1::2]] == [("", 2), ("", 4)]
    other = (RowDecision(row=2, decision=Decision.SKIP),)
    assert states(tried(store, STUDENTS, *rows, decisions=other))[:2] == [SKIPPED, NEW]


def test_nothing_is_told_of_a_protected_identity(store):
    uid = make_student(store, 0, given_name="Eva", family_name="Ek")
    set_protection(store, student=uid, protection=Protection.MARKED, reason="Navet")
    from dataclasses import replace

    from lärcentrum.rights import Right

    store.session = replace(store.session, rights=store.session.rights - {Right.PROTECTED})
    run = tried(store, STUDENTS, TWO, ("Eva Ek", number_of(0)), ("Eva Ek", ""))
    assert states(run) == [REFUSED, NEW]
    assert run.rows[0].other == run.rows[0].other_shown == ""
    assert "skydd" not in run.rows[0].reason.lower()


def test_what_stands_beside(store):
    make_provider(store, "Umeå universitet", short="UmU")
    headings = (*HEADINGS, "Mobil", "Lärosäte", "Språk", "Anteckning", "Skonummer")
    row = ("Eva", "Ek", number_of(0), "Eva <eva@example.org>", "Storumans kommun",
           "'+46 70 123 45 67", "umu", "Svenska, arabiska", "rad 1\nrad 2", "42")  # fmt: skip
    data = csv_of([headings, row])
    assert try_import(store, kind=STUDENTS, data=data).unused == ("Skonummer",)
    import_list(store, kind=STUDENTS, data=data)
    (found,) = students.search_students(store, text="eva")
    one = students.read_student(store, student=found.uid)
    assert (one.email, one.phone, one.municipality) == (
        "eva@example.org",
        "+46 70 123 45 67",
        "2421",
    )
    assert (one.provider_name, one.languages) == ("Umeå universitet", ("sv", "ar"))
    assert one.note == "rad 1\nrad 2"


def test_an_unknown_provider_names_the_near_ones(store):
    make_provider(store, "Umeå universitet", short="UmU")
    run = tried(store, STUDENTS, ("Namn", "Lärosäte"), ("Eva Ek", "Umea univ"), ("Bo", "Xyz"))
    assert states(run) == [REFUSED, REFUSED]
    assert run.rows[0].reason.startswith("Lärosäte finns inte i registret; menas Umeå universitet")


def test_names_in_every_script_and_what_cannot_be_seen(store):
    names = [("Юлия", "Орлова"), ("ليلى", "حداد"), ("E\u202eva", "E\u200bk"), ("Bo", "x" * 201)]
    run = tried(store, STUDENTS, ("Förnamn", "Efternamn"), *names)
    assert states(run) == [NEW, NEW, NEW, REFUSED]
    assert run.rows[2].shown == "Eva Ek"
    assert run.rows[3].field == "family_name"


def test_what_excel_makes_of_numbers_in_a_csv(store):
    """Opened and saved in Swedish Excel (FC20): rounded numbers are refused, cut ones restored."""
    young = generate(date(2004, 2, 3), 981)
    rows = [("Namn", "Personnummer", "Telefon"), ("Eva Ek", "1,98001E+11", ""),
            ("Bo Ek", young[2:].lstrip("0"), "'+46 70 123 45 67"),
            ("Siv Ek", f'="{number_of(4)}"', "")]  # fmt: skip
    assert states(tried(store, STUDENTS, *rows)) == [REFUSED, NEW, NEW]
    data = csv_of(rows, encoding="cp1252")
    import_list(store, kind=STUDENTS, data=data, skip_refused=True)
    kept = {row["number"] for row in store.query("SELECT number FROM identity_number")}
    assert kept == {young, number_of(4)}
    assert store.value("SELECT phone FROM student WHERE given_name = 'Bo'") == "+46 70 123 45 67"


def test_excel_cells(store):
    young = generate(date(2004, 2, 3), 981)
    data = excel_of([
        ["Förnamn", "Efternamn", "Personnummer", "Födelsedag"],
        ["Eva", "Ek", int(number_of(0)[2:]), None], ["Bo", "Ek", int(young[2:]), None],
        ["Siv", "Ek", None, date(1999, 9, 9)],
    ])  # fmt: skip
    assert states(try_import(store, kind=STUDENTS, data=data)) == [NEW, NEW, NEW]
    import_list(store, kind=STUDENTS, data=data)
    kept = {row["number"] for row in store.query("SELECT number FROM identity_number")}
    assert kept == {number_of(0), young}


@pytest.mark.parametrize(("text", "code"), [("Storuman", "2421"), ("storumans kommun", "2421"),
                                            ("180", "180"), ("Atlantis", "Atlantis")])  # fmt: skip
def test_municipalities(text, code):
    assert municipality_code(text) == code


def test_languages():
    assert language_codes("Svenska och nordsamiska") == "sv se"
    assert language_codes("bosniska, kroatiska, serbiska") == "bs"
    assert language_codes("sv fi") == "sv fi"


def test_a_needed_column_is_missing(store):
    with pytest.raises(UserError) as caught:
        try_import(store, kind=STUDENTS, data=csv_of([("Kön", "Ort"), ("k", "Åsele")]))
    assert caught.value.code == "FC08"
    assert "Kön, Ort" in str(caught.value)


def test_a_century_and_another_person_are_decided_together(store):
    number = generate(date(2015, 5, 1), 981)
    make_student(store, 0, given_name="Åsa", family_name="Lindkvist", identity_number="",
                 birth_date=date(2015, 5, 1))  # fmt: skip
    rows = [TWO, ("Åsa Lindqvist", number[2:])]
    (asked,) = tried(store, STUDENTS, *rows).rows
    assert (asked.state, asked.field) == (DOUBTFUL, "identity_number")
    century = RowDecision(row=2, decision=Decision.BORN_2000)
    (near,) = tried(store, STUDENTS, *rows, decisions=(century,)).rows
    assert (near.state, near.other_shown) == (DOUBTFUL, "Åsa Lindkvist, 2015-05-01")
    both = (century, RowDecision(row=2, decision=Decision.NEW))
    assert states(tried(store, STUDENTS, *rows, decisions=both)) == [NEW]
