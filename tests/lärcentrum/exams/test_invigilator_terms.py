from datetime import date, datetime, time

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.invigilator_terms import (
    Terms,
    WeekHours,
    cannot,
    invigilator_terms,
    qualified,
    usually_free,
)
from lärcentrum.exams.invigilators import add_invigilator, change_invigilator
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_provider
from tests.helpers.matrix import Case, check

ONE = datetime(2026, 12, 14, 13)
MONDAY = WeekHours(weekday=0, opens=time(8), closes=time(13))


def test_terms_are_kept_changed_and_taken_back_with_the_person(store: Store) -> None:
    provider = make_provider(store)
    terms = Terms(
        providers=(provider,), platforms=("Inspera",), week=(MONDAY,), can=(DAY,),
        cannot=(date(2026, 12, 24),), least_hours=5, most_hours=40, target_hours=20,
    )  # fmt: skip
    bad = [
        Terms(least_hours=20, most_hours=10),
        Terms(most_hours=401),
        Terms(week=(WeekHours(weekday=0, opens=time(9), closes=time(9)),)),
        Terms(week=(MONDAY, MONDAY)),
        Terms(can=(DAY,), cannot=(DAY,)),
    ]
    who = check(
        store,
        Case(
            operation=add_invigilator,
            good={"name": "Vera", "terms": terms},
            bad=[
                *(({"name": "Vera", "terms": one}, BadValue) for one in bad),
                ({"name": "Vera", "terms": Terms(providers=("x",))}, NotFound),
            ],
        ),
    )
    assert invigilator_terms(store, invigilator=who) == terms
    fewer = Terms(providers=(provider,), week=(MONDAY,), cannot=(DAY,), most_hours=30)
    good = {"invigilator": who, "name": "Vera", "terms": fewer}
    check(store, Case(operation=change_invigilator, good=good))
    assert invigilator_terms(store, invigilator=who) == fewer
    change_invigilator(store, invigilator=who, name="Vera Vakt")
    assert invigilator_terms(store, invigilator=who) == fewer, "kept where none are given"
    with pytest.raises(NotFound):
        invigilator_terms(store, invigilator="x")


def test_who_has_said_nothing_can_be_asked_for_everything() -> None:
    assert qualified(Terms(), "p", "Inspera")
    assert usually_free(Terms(), NINE, ONE) is None
    assert not cannot(Terms(), NINE, ONE)


def test_hours_and_days() -> None:
    terms = Terms(week=(MONDAY,))
    assert usually_free(terms, NINE, ONE)
    assert not usually_free(terms, NINE, ONE.replace(minute=1))
    assert not usually_free(terms, NINE.replace(day=15), ONE.replace(day=15))
    assert usually_free(Terms(week=(MONDAY,), can=(DAY,)), NINE, ONE.replace(hour=20))
    assert cannot(Terms(cannot=(DAY,)), NINE, ONE)
    over = NINE.replace(hour=22), NINE.replace(day=15, hour=1)
    assert usually_free(terms, *over) is False
    assert cannot(Terms(cannot=(date(2026, 12, 15),)), *over)


def test_qualified_by_provider_or_platform() -> None:
    both = Terms(providers=("p",), platforms=("Inspera",))
    assert qualified(both, "p", "")
    assert not qualified(both, "other", "")
    assert qualified(both, "p", "inspera")
    assert not qualified(both, "p", "WISEflow")
    assert qualified(Terms(platforms=("Inspera",)), "any", "")
    assert not qualified(Terms(providers=("p",)), "other", "Inspera")
