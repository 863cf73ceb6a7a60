from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lärcentrum import settings
from lärcentrum.errors import BadValue, NotAllowed, NotFound
from lärcentrum.people.errors import TooLong
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import end_student
from lärcentrum.practice.employers import list_employers
from lärcentrum.practice.errors import (
    BadOrganisationNumber,
    BadPeriods,
    NotAtWorkplace,
    OverlappingInternship,
    PapersMissing,
    WorkplaceFull,
    WrongOrder,
)
from lärcentrum.practice.internship_states import Facts
from lärcentrum.practice.internships import (
    add_internship,
    change_internship,
    list_internships,
    move_internship,
    note_internship,
    place_warnings,
    read_internship,
    remove_internship,
)
from lärcentrum.practice.periods import Period
from lärcentrum.practice.supervisors import NewSupervisor, list_supervisors
from lärcentrum.practice.words import Fact, InternshipKind, Missing, Paper, Stage, State
from lärcentrum.practice.workplaces import NewWorkplace, list_workplaces
from lärcentrum.rights import Right
from lärcentrum.store.errors import InUse, RuleBroken
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student
from tests.helpers.practice import (
    AUTUMN,
    SPRING,
    make_internship,
    make_supervisor,
    make_workplace,
    number_of_employer,
)

LIA = InternshipKind.LIA


@pytest.fixture
def student(store: Store) -> str:
    return make_student(store)


@pytest.fixture
def place(store: Store) -> str:
    return make_workplace(store)


def state(store: Store, internship: str) -> State:
    found: State = read_internship(store, internship=internship).state
    return found


def test_add_internship(store: Store, student: str, place: str) -> None:
    supervisor = make_supervisor(store, place)
    elsewhere = make_supervisor(store, make_workplace(store, 1))
    good: dict[str, Any] = {
        "student": student, "kind": LIA, "workplace": place, "supervisor": supervisor,
        "programme": "Elkraftsingenjör", "course_code": "LIA 1", "points": 25,
        "responsible_teacher": "Łukasz Żak", "hours_per_week": 40, "periods": [SPRING, AUTUMN],
        "facts": Facts(asked_on=date(2026, 10, 1)), "note": "Har körkort.",
    }  # fmt: skip
    bad = [
        (good | {"student": "gone"}, NotFound),
        (good | {"workplace": "gone"}, NotFound),
        (good | {"provider": "gone"}, NotFound),
        (good | {"supervisor": elsewhere}, NotAtWorkplace),
        (good | {"workplace": ""}, NotAtWorkplace),
        (good | {"points": 601}, BadValue),
        (good | {"hours_per_week": 0}, BadValue),
        (good | {"periods": [AUTUMN, AUTUMN]}, BadPeriods),
        (good | {"programme": "Å" * 201}, TooLong),
        (good | {"note": "Å" * 4001}, TooLong),
        (good | {"facts": Facts(asked_on=date(2026, 11, 24))}, WrongOrder),
        (good | {"facts": Facts(started_on=date(2026, 11, 2))}, PapersMissing),
        (good | {"new_supervisor": NewSupervisor(name="")}, BadValue),
    ]
    uid = check(store, Case(operation=add_internship, good=good, bad=bad))
    read = check(store, Case(operation=read_internship, good={"internship": uid}))
    assert (read.name, read.kind, read.state) == ("Eva Linnéa Östberg", LIA, State.ASKED)
    assert (read.workplace_name, read.employer) == ("Enhet 1", "Region Västerbotten")
    assert read.supervisor_name == "Sára Čuorgu"
    assert read.periods == (AUTUMN, SPRING)
    assert (read.starts_on, read.ends_on) == (AUTUMN.starts_on, SPRING.ends_on)
    assert read.facts == Facts(wished_on=date(2026, 11, 23), asked_on=date(2026, 10, 1))
    assert read.late


def test_a_new_workplace_and_supervisor_in_the_same_form(store: Store, student: str) -> None:
    new = NewWorkplace(employer_name="Umlax", organisation_number=number_of_employer(8))
    good = {
        "student": student, "kind": LIA, "new_workplace": new,
        "new_supervisor": NewSupervisor(name="Ánte Čuovga", trained=True),
    }  # fmt: skip
    wrong = replace(new, organisation_number="556036-0794")
    bad = [
        (good | {"new_workplace": wrong}, BadOrganisationNumber),
        (good | {"new_workplace": None}, BadValue),
    ]
    uid = check(store, Case(operation=add_internship, good=good, bad=bad))
    read = read_internship(store, internship=uid)
    assert (read.workplace_name, read.supervisor_name) == ("Umlax", "Ánte Čuovga")
    add_internship(
        store,
        student=student,
        kind=LIA,
        new_workplace=NewWorkplace(name="Smolt", employer=list_employers(store)[0].uid),
    )
    assert [w.title for w in list_workplaces(store)] == ["Smolt, Umlax", "Umlax"]


def test_change_internship(store: Store, student: str, place: str) -> None:
    supervisor = make_supervisor(store, place)
    uid = make_internship(store, student, workplace=place, supervisor=supervisor)
    other = make_workplace(store, 1)
    good = {"internship": uid, "workplace": other, "periods": [SPRING], "programme": "Dataspel"}
    bad = [
        ({"internship": "gone", "note": "x"}, NotFound),
        ({"internship": uid, "workplace": other, "supervisor": supervisor}, NotAtWorkplace),
        ({"internship": uid, "periods": [replace(AUTUMN, percent=0)]}, BadPeriods),
    ]
    check(store, Case(operation=change_internship, good=good, bad=bad))
    read = read_internship(store, internship=uid)
    assert (read.workplace, read.supervisor, read.periods) == (other, "", (SPRING,))
    change_internship(store, internship=uid, workplace="", provider="", facts=Facts())
    read = read_internship(store, internship=uid)
    assert (read.workplace, read.state) == ("", State.WISH)
    assert read.facts.wished_on == date(2026, 11, 23)


def test_nothing_starts_without_the_papers_of_its_kind(
    store: Store, student: str, place: str
) -> None:
    supervisor = make_supervisor(store, place, trained=False)
    uid = make_internship(store, student, kind=InternshipKind.VFU, workplace=place,
                          supervisor=supervisor)  # fmt: skip
    start = {"internship": uid, "fact": Fact.STARTED}
    with pytest.raises(PapersMissing) as caught:
        note_internship(store, **start)
    assert caught.value.papers == (Paper.AGREEMENT, Paper.TRAINED_SUPERVISOR)
    assert caught.value.field == "started_on"
    note_internship(store, internship=uid, fact=Fact.AGREEMENT_SIGNED)
    with pytest.raises(PapersMissing):
        note_internship(store, **start)
    settings.change_settings(store, values={"vfu_trained": "0"})
    early = {"internship": uid, "fact": Fact.STARTED, "on": date(2026, 11, 20)}
    wish = {"internship": uid, "fact": Fact.WISHED, "undone": True}
    bad = [(early, WrongOrder), (wish, BadValue), (start | {"internship": "gone"}, NotFound)]
    check(store, Case(operation=note_internship, good=start, bad=bad))
    assert state(store, uid) is State.ONGOING
    # The paper that it began with stays.
    with pytest.raises(PapersMissing):
        note_internship(store, internship=uid, fact=Fact.AGREEMENT_SIGNED, undone=True)
    settings.change_settings(store, values={"vfu_trained": "1"})
    change_internship(store, internship=uid, note="Handledaren går kurs i vår.")
    with pytest.raises(BadValue):
        change_internship(store, internship=uid, workplace="")


def test_an_apl_waits_for_its_undertaking_but_other_practice_does_not(
    store: Store, student: str, place: str
) -> None:
    apl = make_internship(store, student, kind=InternshipKind.APL, workplace=place)
    with pytest.raises(PapersMissing):
        note_internship(store, internship=apl, fact=Fact.STARTED)
    other = make_internship(
        store, make_student(store, 1), kind=InternshipKind.PRACTICE, workplace=place, warned=True
    )
    note_internship(store, internship=other, fact=Fact.STARTED)
    homeless = make_internship(store, make_student(store, 2), kind=InternshipKind.PRACTICE)
    with pytest.raises(BadValue):
        note_internship(store, internship=homeless, fact=Fact.STARTED)


def test_overlap_is_warned_and_can_be_accepted(store: Store, student: str) -> None:
    first = make_internship(store, student)
    late = Period(starts_on=AUTUMN.ends_on, ends_on=date(2026, 12, 18))
    good = {"student": student, "kind": LIA, "periods": [late]}
    with pytest.raises(OverlappingInternship) as caught:
        add_internship(store, **good)
    assert (caught.value.internships, caught.value.field) == ((first,), "periods")
    second = add_internship(store, **good, warned=True)
    change_internship(store, internship=second, note="Halvdagar på båda.", periods=[late])
    with pytest.raises(OverlappingInternship):
        change_internship(store, internship=second, periods=[AUTUMN])
    note_internship(store, internship=first, fact=Fact.BROKEN_OFF)
    change_internship(store, internship=second, periods=[replace(late, percent=50)])
    add_internship(store, student=student, kind=LIA, periods=[SPRING])


def test_a_full_workplace_is_warned_and_a_place_is_freed_when_a_student_leaves(
    store: Store, student: str, place: str
) -> None:
    offered = Facts(offered_on=date(2026, 10, 1))
    first = make_internship(store, student, workplace=place, facts=offered)
    other = make_student(store, 1)
    good = {"student": other, "workplace": place, "facts": offered, "periods": [SPRING, AUTUMN]}
    with pytest.raises(WorkplaceFull) as caught:
        make_internship(store, **good)
    assert (caught.value.places, caught.value.taken) == (1, 1)
    asked = {"periods": [AUTUMN], "workplace": place}
    warned = check(store, Case(operation=place_warnings, good=asked))
    assert (warned.full, warned.overlapping) == (True, ())
    assert not place_warnings(store, **asked, internship=first).full
    assert not place_warnings(store, periods=[SPRING], workplace=place).full
    note_internship(store, internship=first, fact=Fact.BROKEN_OFF, on=date(2026, 11, 1))
    assert not place_warnings(store, **asked).full
    note_internship(store, internship=first, fact=Fact.BROKEN_OFF, undone=True)
    assert place_warnings(store, **asked).full
    end_student(store, student=student, ended_on=date(2026, 11, 1))
    assert not place_warnings(store, **asked).full
    make_internship(store, **good)


def test_move_internship(store: Store, student: str, place: str) -> None:
    signed = {"agreement_signed_on": date(2026, 10, 1), "started_on": AUTUMN.starts_on}
    uid = make_internship(store, student, workplace=place, facts=Facts(**signed))
    wish = make_internship(store, make_student(store, 1))
    other = make_workplace(store, 1)
    good = {"internship": uid, "workplace": other, "new_supervisor": NewSupervisor(name="Åke")}
    bad = [
        (good | {"internship": wish}, BadValue),
        (good | {"workplace": place}, BadValue),
        (good | {"workplace": ""}, BadValue),
        (good | {"moved_on": date(2026, 10, 1)}, WrongOrder),
    ]
    check(store, Case(operation=move_internship, good=good, bad=bad))
    read = read_internship(store, internship=uid)
    assert (read.state, read.workplace, read.supervisor_name) == (State.MOVED, other, "Åke")
    assert Missing.AGREEMENT in [lack.what for lack in read.missing]
    note_internship(store, internship=uid, fact=Fact.AGREEMENT_SIGNED)
    assert state(store, uid) is State.ONGOING


def test_remove_internship(store: Store, student: str) -> None:
    uid = make_internship(store, student, periods=[AUTUMN, SPRING])
    attested = make_internship(store, make_student(store, 1))
    _certify(store, attested)
    assert state(store, attested) is State.CERTIFICATE_ISSUED
    bad = [({"internship": "gone"}, NotFound), ({"internship": attested}, InUse)]
    check(store, Case(operation=remove_internship, good={"internship": uid}, bad=bad))
    assert store.value("SELECT count(*) FROM internship_period") == 1


def test_list_internships(store: Store, place: str) -> None:
    eva, asa, ante = (make_student(store, n) for n in range(3))
    wish = make_internship(store, eva, periods=[])
    going = make_internship(
        store, asa, kind=InternshipKind.PRACTICE, workplace=place, programme="Barnskötare",
        supervisor=make_supervisor(store, place),
        facts=Facts(started_on=AUTUMN.starts_on, offered_on=date(2026, 10, 1),
                    published_on=date(2026, 10, 2)),
    )  # fmt: skip
    late = make_internship(
        store, ante, facts=Facts(asked_on=date(2026, 11, 1)), workplace=place, warned=True
    )
    listed = check(store, Case(operation=list_internships, good={}))
    assert [one.uid for one in listed.rows] == [going, late, wish]
    assert (listed.late, listed.total) == (1, 3)
    assert listed.stages == {
        Stage.SEEKING: 2, Stage.PLANNED: 0, Stage.ONGOING: 1, Stage.ENDED: 0, Stage.DONE: 0,
        Stage.STOPPED: 0,
    }  # fmt: skip

    def found(**asked: Any) -> list[str]:
        return [one.uid for one in list_internships(store, **asked).rows]

    assert found(stage=Stage.SEEKING) == [late, wish]
    assert found(late=True) == [late]
    assert found(kind=LIA) == [late, wish]
    assert found(student=asa) == [going]
    assert found(workplace=place) == [going, late]
    assert found(text="asa VASTER") == [going]
    assert found(text="barnsk") == [going]
    assert list_internships(store, text="asa", stage=Stage.SEEKING).stages[Stage.ONGOING] == 1


def test_a_protected_identity_is_masked(store: Store, student: str, place: str) -> None:
    supervisor = make_supervisor(store, place)
    uid = make_internship(store, student, workplace=place, supervisor=supervisor,
                          programme="Elkraft", note="Bor på Storgatan")  # fmt: skip
    set_protection(store, student=student, protection=Protection.MARKED, reason="beslut 12")
    seen = read_internship(store, internship=uid)
    assert (seen.name, seen.workplace) == ("Skyddad uppgift · Person 1", place)
    store.session = replace(store.session, rights=store.session.rights - {Right.PROTECTED})
    row = list_internships(store).rows[0]
    text = repr(row)
    for secret in ("Östberg", "Enhet", "Region", "Čuorgu", "Elkraft", "Storgatan", place, "2463"):
        assert secret not in text
    assert row.protected
    assert list_internships(store, text="ostberg").rows == ()
    assert list_internships(store, workplace=place).rows == ()
    # The place counts as taken all the same.
    assert list_workplaces(store)[0].open_internships == 1
    with pytest.raises(NotAllowed):
        change_internship(store, internship=uid, note="x")
    with pytest.raises(NotAllowed):
        note_internship(store, internship=uid, fact=Fact.ASKED)
    with pytest.raises(NotAllowed):
        remove_internship(store, internship=uid)


def test_a_supervisor_who_left_is_missed_and_the_others_are_listed(
    store: Store, student: str, place: str
) -> None:
    from lärcentrum.practice.supervisors import end_supervisor

    supervisor = make_supervisor(store, place)
    offered = Facts(offered_on=date(2026, 10, 1))
    uid = make_internship(store, student, workplace=place, supervisor=supervisor, facts=offered)
    end_supervisor(store, supervisor=supervisor)
    read = read_internship(store, internship=uid)
    assert read.supervisor_left
    assert Missing.NEW_SUPERVISOR in [lack.what for lack in read.missing]
    assert list_supervisors(store, workplace=place) == []


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "prao"},
        {"hours_per_week": 61},
        {"points": -1},
        {"started_on": "i går"},
        {"wished_on": "20261123"},
        {"moved_on": "2026-1-1"},
    ],
)
def test_the_database_refuses_wrong_rows_on_any_path(
    store: Store, student: str, values: dict[str, object]
) -> None:
    row = {"student_id": store.id_of("student", student), "kind": "lia", "wished_on": "2026-11-23"}
    with pytest.raises(RuleBroken), store.operating("test", "test", True), store.write():
        store.insert("internship", **(row | values))


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        ("2026-12-04", "2026-12-04"),
        ("2026-10-01", "2026-11-02"),
        ("2026-10-01", "2027-12-01"),
        ("2026-11-10", "2026-11-10"),
        ("2027-01-02", "2027-01-01"),
    ],
)
def test_periods_lie_apart_on_any_path(
    store: Store, student: str, starts_on: str, ends_on: str
) -> None:
    own = store.id_of("internship", make_internship(store, student))
    row = {"internship_id": own, "starts_on": starts_on, "ends_on": ends_on}
    with pytest.raises(RuleBroken), store.operating("test", "test", True), store.write():
        store.insert("internship_period", **row)
    with store.operating("test", "test", True), store.write():
        free = {"starts_on": "2027-03-01", "ends_on": "2027-03-02"}
        made = store.insert("internship_period", internship_id=own, **free)
        with pytest.raises(RuleBroken):
            store.update("internship_period", made.uid, starts_on=starts_on, ends_on=ends_on)


def _certify(store: Store, internship: str) -> None:
    own = store.row("internship", internship)
    with store.operating("test", "test", True), store.write():
        key = store.insert(
            "signing_key", purpose="certificate", public_key="k", made_on="2026-01-01"
        )
        store.insert(
            "certificate", number="2463-2026-1", year=2026, running=1, kind="internship",
            student_id=own["student_id"], internship_id=own["id"], language="sv", facts="{}",
            seal="s", key_id=key.id, issued_at=0, issued_by="u", original_sha256="",
            copy_sha256="",
        )  # fmt: skip
