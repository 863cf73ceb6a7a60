from datetime import date

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.adaptations import (
    Adaptation,
    add_adaptation,
    change_adaptation,
    end_adaptation,
    in_force,
    list_adaptations,
)
from lärcentrum.exams.times import ExtraTime
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student


def test_add_change_end(store: Store) -> None:
    student = make_student(store)
    longer = ExtraTime(percent=150)
    good = {"student": student, "kind": "förlängd skrivtid", "extra": longer}
    bad = [
        (good | {"student": "x"}, NotFound),
        (good | {"kind": ""}, BadValue),
        (good | {"extra": ExtraTime(percent=99)}, BadValue),
        (good | {"extra": ExtraTime(minutes_per_hour=61)}, BadValue),
    ]
    uid = check(store, Case(operation=add_adaptation, good=good, bad=bad))
    change = {"adaptation": uid, "kind": "eget rum", "extra": longer, "own_room": True}
    check(
        store,
        Case(
            operation=change_adaptation, good=change, bad=[(change | {"adaptation": "x"}, NotFound)]
        ),
    )
    check(
        store,
        Case(
            operation=end_adaptation,
            good={"adaptation": uid},
            bad=[({"adaptation": "x"}, NotFound)],
        ),
    )
    ended = date(2026, 11, 23)
    assert list_adaptations(store, student=student) == [
        Adaptation(
            uid=uid, kind="eget rum", extra=longer, own_room=True, small_group=False, valid_to=ended
        )
    ]


def test_in_force_until_the_last_day(store: Store) -> None:
    student, last = make_student(store), date(2026, 12, 14)
    add_adaptation(store, student=student, kind="lampa", valid_to=last)
    known = list_adaptations(store, student=student)
    assert in_force(known, last) == known
    assert in_force(known, date(2026, 12, 15)) == []
