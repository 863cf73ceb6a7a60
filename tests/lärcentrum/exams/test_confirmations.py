from datetime import datetime

import pytest

from lärcentrum import history, settings
from lärcentrum.documents.letter_paper import confirmation_letter_pdf
from lärcentrum.errors import NotAsItStands, NotFound
from lärcentrum.exams.booking_changes import (
    CancelledBy,
    cancel_booking,
    move_booking,
    put_in_queue,
)
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.confirmations import (
    Addressee,
    confirmation_text,
    confirmations_of,
    limit_text,
    note_confirmed,
    protected_confirmation_text,
)
from lärcentrum.exams.errors import WrongStep
from lärcentrum.exams.exams import Contact
from lärcentrum.exams.letters import LetterLanguage
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import change_student
from lärcentrum.store.store import Store
from tests.helpers.certificates import words_of
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.matrix import Case, check
from tests.helpers.sat import name_centre

PROVIDER = {"to": Addressee.PROVIDER}


@pytest.fixture
def booking(store: Store) -> str:
    name_centre(store)
    settings.change_settings(store, values={"centre_address": "Skolgatan 1"})
    exam = make_exam(
        store, aids="miniräknare", contact=Contact(name="Ines Berg", title="Handläggare",
                                                   email="ines@example.se", phone="090-123 45"),
    )  # fmt: skip
    made = make_booking(store, exam=exam)
    who = booking_page(store, booking=made).student
    change_student(store, student=who, email="elsa@example.se")
    return made


def test_the_students_text_has_all_that_is_needed(store: Store, booking: str) -> None:
    made = check(store, Case(
        operation=confirmation_text, good={"booking": booking}
    ))  # fmt: skip
    one = booking_page(store, booking=booking)
    for text in (
        one.name, one.course_name, "måndag 14 december 2026 09:00–13:00", "Sal Å, Skolgatan 1",
        "miniräknare", "legitimation", "0951-140 00", "60 min efter start",
        "Ines Berg, Handläggare, ines@example.se", "Återstår: tentan",
    ):  # fmt: skip
        assert text in made.body
    assert made.subject == "Din tentamen måndag 14 december 2026"
    english = confirmation_text(store, booking=booking, language=LetterLanguage.ENGLISH)
    assert "Monday 14 December 2026" in english.body
    assert "60 min after" in english.body
    with pytest.raises(NotFound):
        confirmation_text(store, booking="x")


def test_the_providers_text_has_the_students_contact_and_no_measure(
    store: Store, booking: str
) -> None:
    made = confirmation_text(store, booking=booking, **PROVIDER)
    assert made.body.startswith("Hej Ines Berg!")
    assert "elsa@example.se" in made.body
    assert "Anpassning" not in made.body


def test_a_protected_person_is_an_alias_until_a_reason_is_logged(
    store: Store, booking: str, tmp_path: object
) -> None:
    who = booking_page(store, booking=booking).student
    name = booking_page(store, booking=booking).name
    set_protection(store, student=who, protection=Protection.MARKED, reason="Navet")
    for to in Addressee:
        made = confirmation_text(store, booking=booking, to=to)
        assert "Person 1" in made.body
        assert name not in made.body
        assert "elsa@" not in made.body
    words = words_of(confirmation_letter_pdf(store, booking=booking), tmp_path)
    assert "Person 1" in words
    good = {"booking": booking, "reason": "Studenten bad om det"} | PROVIDER
    shown = check(store, Case(
        operation=protected_confirmation_text, good=good, only_noted=True,
        bad=[(good | {"reason": " "}, ReasonNeeded), (good | {"booking": "x"}, NotFound)],
    ))  # fmt: skip
    assert name in shown.body
    assert "Studenten bad om det" in (history.log(store, limit=1)[0].note or "")


def test_who_was_told_and_whether_it_still_holds(store: Store, booking: str) -> None:
    asked = make_booking(store, 3, give_place=False)
    good = {"booking": booking} | PROVIDER
    bad = [(good | {"booking": "x"}, NotFound), (good | {"booking": asked}, NotAsItStands)]
    check(store, Case(operation=note_confirmed, good=good, bad=bad))
    (told,) = check(store, Case(operation=confirmations_of, good={"booking": booking}))
    assert (told.to, told.outdated) == (Addressee.PROVIDER, False)
    move_booking(store, booking=booking, starts=datetime(2026, 12, 14, 10), reason="Flyttad")
    assert confirmations_of(store, booking=booking)[0].outdated
    note_confirmed(store, booking=booking, to=Addressee.STUDENT)
    found = {one.to: one.outdated for one in confirmations_of(store, booking=booking)}
    assert found == {Addressee.STUDENT: False, Addressee.PROVIDER: True}
    put_in_queue(store, booking=booking)
    with pytest.raises(NotAsItStands):
        note_confirmed(store, **good)
    cancel_booking(store, booking=booking, by=CancelledBy.STUDENT)
    with pytest.raises(WrongStep):
        note_confirmed(store, **good)


def test_a_letter_of_many_pages(store: Store, booking: str, tmp_path: object) -> None:
    from lärcentrum.exams.letters import LetterKind, change_letter_text

    long = "\n".join(f"Rad {n} {{student}}" for n in range(120))
    change_letter_text(
        store, kind=LetterKind.PROVIDER, language=LetterLanguage.SWEDISH, body=long, subject="S"
    )
    case = Case(operation=confirmation_letter_pdf, good={"booking": booking})
    words = words_of(check(store, case), tmp_path)
    assert "Rad 0 " in words
    assert "Rad 119" in words


def test_limits_in_words() -> None:
    assert limit_text(None) == "ingen gräns"
    assert limit_text(0) == "vid start"
