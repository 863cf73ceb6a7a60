"""Twelve internships at invented workplaces, each somewhere else on its way."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from lärcentrum.demo.stage import TODAY, Stage, listed
from lärcentrum.practice.employers import add_employer
from lärcentrum.practice.internship_states import Facts
from lärcentrum.practice.internships import add_internship
from lärcentrum.practice.organisation_numbers import make_number
from lärcentrum.practice.periods import Period
from lärcentrum.practice.supervisors import add_supervisor
from lärcentrum.practice.words import InternshipKind, Sector
from lärcentrum.practice.workplaces import add_workplace


@dataclass(frozen=True, slots=True)
class Place:
    """A workplace with its supervisor, and whether that person is trained."""

    workplace: str
    supervisor: str
    trained: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How far an internship has come.

    Args:
        kind: what sort of internship it is.
        starts: its first day as days from today.
        weeks: its length.
        facts: what has happened, by the day as days from today.
    """

    kind: InternshipKind
    starts: int
    weeks: int
    facts: dict[str, int] = field(default_factory=dict)


_SIGNED = {"asked_on": -90, "offered_on": -85, "agreement_sent_on": -84, "agreement_signed_on": -80,
           "published_on": -79}  # fmt: skip
_WAYS = (
    Way(InternshipKind.VFU, -70, 5, _SIGNED | {"started_on": -70, "ended_on": -37,
                                               "assessment_sent_on": -33}),
    Way(InternshipKind.LIA, -63, 8, _SIGNED | {"started_on": -63, "ended_on": -8}),
    Way(InternshipKind.APL, -49, 6, _SIGNED | {"started_on": -49, "ended_on": -10,
                                               "assessment_sent_on": -6}),
    Way(InternshipKind.LIA, -28, 10, _SIGNED | {"started_on": -28, "talk_planned_on": 7}),
    Way(InternshipKind.VFU, -14, 5, _SIGNED | {"started_on": -14}),
    Way(InternshipKind.PRACTICE, -21, 6, {"offered_on": -30, "started_on": -21}),
    Way(InternshipKind.APL, -35, 12, _SIGNED | {"started_on": -35, "broken_off_on": -12}),
    Way(InternshipKind.VFU, 49, 5, _SIGNED),
    Way(InternshipKind.LIA, 56, 8, {"asked_on": -20, "offered_on": -12, "agreement_sent_on": -10}),
    Way(InternshipKind.APL, 56, 6, {"asked_on": -9, "offered_on": -3}),
    Way(InternshipKind.LIA, 63, 10, {"asked_on": -18}),
    Way(InternshipKind.PRACTICE, 70, 4, {}),
)  # fmt: skip


def add_practice(stage: Stage) -> None:
    """Add employers, workplaces, supervisors and internships."""
    with stage.batch():
        places = [place for n in range(stage.scale) for place in _add_places(stage, n)]
    trained = [place for place in places if place.trained]
    for n in range(stage.scale * len(_WAYS)):
        way = _WAYS[n % len(_WAYS)]
        choice = trained if way.kind is InternshipKind.VFU else places
        _add(stage, way, stage.adults[40 + n], choice[n % len(choice)])


def _add_places(stage: Stage, copy: int) -> list[Place]:
    places = []
    for n, employer in enumerate(listed("places")["employer"]):
        number = f"{'21' if employer['sector'] in ('municipality', 'region') else '55'}"
        uid = add_employer(
            stage.store,
            name=employer["name"] if not copy else f"{employer['name']} {copy + 1}",
            organisation_number=make_number(f"{number}{9970000 + 10 * copy + n:07}"),
            sector=Sector(employer["sector"]),
            sni=employer["sni"],
        )
        places += [_add_place(stage, uid, one) for one in employer["workplaces"]]
    return places


def _add_place(stage: Stage, employer: str, one: dict[str, Any]) -> Place:
    uid = add_workplace(
        stage.store,
        employer=employer,
        name=one["name"],
        address=f"{stage.dice.pick(listed('places')['streets'])} {1 + stage.dice.below(40)}",
        municipality="2421",
        places=2,
        contact=one["supervisor"],
    )
    supervisor = add_supervisor(
        stage.store,
        workplace=uid,
        name=one["supervisor"],
        title=one["title"],
        trained=one["trained"],
    )
    return Place(uid, supervisor, one["trained"])


def _add(stage: Stage, way: Way, student: str, place: Place) -> None:
    first = TODAY + timedelta(days=way.starts)
    last = first + timedelta(weeks=way.weeks, days=-3)
    facts = {name: TODAY + timedelta(days=shift) for name, shift in way.facts.items()}
    named = bool(way.facts)
    add_internship(
        stage.store,
        student=student,
        kind=way.kind,
        workplace=place.workplace if named else "",
        supervisor=place.supervisor if named and "offered_on" in way.facts else "",
        provider=stage.providers[_PROVIDERS[way.kind]],
        periods=[Period(starts_on=first, ends_on=last)],
        points=5 * way.weeks if way.kind is InternshipKind.LIA else 0,
        facts=Facts(wished_on=date(2026, 8, 24), **facts),
        warned=True,
    )


_PROVIDERS = {
    InternshipKind.VFU: "Umeå universitet",
    InternshipKind.LIA: "Nackademin",
    InternshipKind.APL: "Hermods",
    InternshipKind.PRACTICE: "Hermods",
}
