"""What stands on a sitting's papers as plain facts, and what differs between two prints (C-07).

A paper has changed when one of its facts has: what people fill in by hand (attendance, sheets) is
none of them. Names and long texts are facts by a digest only, so that what is kept of a print
tells nobody's name.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial

from lärcentrum.documents.day_papers import (
    course,
    exam_name,
    exam_rules,
    hours_text,
    last_times,
    short_course,
    stands_as,
)
from lärcentrum.documents.exam_sides import (
    contact_text,
    form_text,
    material_text,
    provider_side,
    seats_text,
)
from lärcentrum.documents.paper_kinds import SittingPaper
from lärcentrum.documents.toilet_log_paper import toilet_pages
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.confirmations import measure_text
from lärcentrum.exams.exams import WITHOUT_MATERIAL, exam_page
from lärcentrum.exams.moved_ends import times_text
from lärcentrum.exams.seat_plans import room_plan
from lärcentrum.exams.sittings import SittingPage
from lärcentrum.language import N_, SOURCE, _, in_language, ngettext
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


class About(StrEnum):
    """What a fact is about, in the order in which changes are said."""

    ROOM = "room"
    TIME = "time"
    ENDS = "ends"
    EXAM = "exam"
    DETAILS = "details"
    MATERIAL = "material"
    RULES = "rules"
    AIDS = "aids"
    FORM = "form"
    CONTACT = "contact"
    WATCH = "watch"
    NOTE = "note"
    PAGES = "pages"
    LAYOUT = "layout"
    COUNT = "count"
    SEATS = "seats"
    PERSON = "person"
    SEAT = "seat"
    HOURS = "hours"
    MEASURE = "measure"
    WRITES = "writes"
    COURSE = "course"
    WHERE = "where"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that stands on a paper.

    Args:
        about: what it is about.
        of: the booking's or exam's uid; "" for the sitting's own.
        exam: the exam's uid that it belongs to; "" for the sitting's own.
        value: as it stands there; a digest of a name or a long text.
    """

    about: About
    of: str = ""
    exam: str = ""
    value: str


_A = About
_PLACE = frozenset({_A.ROOM, _A.TIME})
_WHO = frozenset({_A.PERSON, _A.SEAT, _A.FORM})
_ON: dict[SittingPaper, frozenset[About]] = {
    SittingPaper.DOOR: _PLACE | {_A.EXAM},
    SittingPaper.PLAN: _PLACE | _WHO | {_A.LAYOUT, _A.COURSE},
    SittingPaper.ATTENDANCE: _PLACE | _WHO | {_A.COURSE, _A.RULES, _A.WATCH, _A.MEASURE},
    SittingPaper.PROTOCOL: _PLACE | {_A.RULES, _A.WATCH, _A.NOTE, _A.ENDS},
    SittingPaper.TOILET: _PLACE | {_A.PAGES},
    SittingPaper.DESK: _WHO | {_A.WRITES, _A.HOURS, _A.AIDS},
    SittingPaper.COVER: _PLACE
    | {_A.EXAM, _A.DETAILS, _A.MATERIAL, _A.RULES, _A.WATCH, _A.COUNT, _A.SEATS},
    SittingPaper.RETURN: frozenset({_A.EXAM, _A.CONTACT, _A.PERSON}),
}
_OF_MATERIAL = frozenset({SittingPaper.COVER, SittingPaper.RETURN})
"""Papers that only an exam with material has."""

# --- rules -----------------------------------------------------------------

_SAID = {
    _A.ROOM: N_("salen är {new} i stället för {old}"),
    _A.TIME: N_("tiden var {old}, nu {new}"),
    _A.ENDS: N_("så slutar skrivtiden: {new}"),
    _A.EXAM: N_("{new} i stället för {old}"),
    _A.DETAILS: N_("uppgifterna om {what} är ändrade"),
    _A.MATERIAL: N_("försändelsen med {what} är ändrad"),
    _A.RULES: N_("reglerna för {what} är ändrade"),
    _A.AIDS: N_("hjälpmedlen för {what} är ändrade"),
    _A.FORM: N_("{what} skrivs på annat sätt"),
    _A.CONTACT: N_("mottagaren av {what} är ändrad"),
    _A.WATCH: N_("tentamensvakterna är ändrade"),
    _A.NOTE: N_("anteckningen om salen är ändrad"),
    _A.PAGES: N_("antalet sidor är {new} i stället för {old}"),
    _A.LAYOUT: N_("salen står på annat sätt"),
    _A.COUNT: N_("{new} skriver {what} i stället för {old}"),
    _A.SEATS: N_("{what} har platserna {new} i stället för {old}"),
    _A.PERSON: N_("{what} stod under ett annat namn"),
    _A.SEAT: N_("{what} har plats {new} i stället för {old}"),
    _A.HOURS: N_("{what} skriver {new} i stället för {old}"),
    _A.MEASURE: N_("{what}: {new} i stället för {old}"),
    _A.WRITES: N_("{what} skriver {new} i stället för {old}"),
    _A.COURSE: N_("{what} skriver {new} i stället för {old}"),
    _A.WHERE: N_("{what} sitter i {new} i stället för {old}"),
}
_CAME, _WENT = N_("{what} är tillagd"), N_("{what} är borttagen")
_NEW_MEASURE, _NO_MEASURE = N_("{what}: {new}"), N_("{what}: inte längre {old}")
_OF_MANY = frozenset({_A.HOURS, _A.MEASURE})
"""What a fire alarm changes alike for a whole room: said once, with how many it is for."""
_MANY = 3
_ORDER = {about: place for place, about in enumerate(About)}


def on_paper(
    facts: Sequence[Fact], paper: SittingPaper, without_material: frozenset[str]
) -> tuple[Fact, ...]:
    """Give those facts that stand on a paper.

    Args:
        facts: all of a sitting's.
        paper: which paper.
        without_material: uids of the exams that have nothing to send.
    """
    away = without_material if paper in _OF_MATERIAL else frozenset()
    return tuple(one for one in facts if one.about in _ON[paper] and one.exam not in away)


def of_exam(facts: Sequence[Fact], exam: str) -> tuple[Fact, ...]:
    """Give those facts that a paper for one exam's provider holds; all of them for ""."""
    return tuple(one for one in facts if not exam or one.exam in ("", exam))


def digest_of(facts: Sequence[Fact]) -> str:
    """Give one hash for what a paper says, in whatever order it says it."""
    said = sorted([one.about, one.of, one.exam, one.value] for one in facts)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def secret(of: str, text: str) -> str:
    """Give the digest that stands for a name or a long text among the facts of something."""
    return hashlib.sha256(f"{of}\n{text}".encode()).hexdigest()[:16]


def written(facts: Sequence[Fact]) -> str:
    """Give facts as a text to keep; `read_facts` reads it."""
    return json.dumps([asdict(one) for one in facts], ensure_ascii=False, separators=(",", ":"))


def read_facts(text: str) -> tuple[Fact, ...]:
    """Read what `written` gave."""
    return tuple(Fact(**one | {"about": About(one["about"])}) for one in json.loads(text))


def differences(
    old: Sequence[Fact], new: Sequence[Fact], called: Callable[[Fact], str]
) -> tuple[str, ...]:
    """Say what differs between two prints of a paper, each thing once, in the paper's order.

    Args:
        old: what stood on the first.
        new: what stands on the second.
        called: gives the name of what a fact is of, as papers show it.
    """
    before, after = _keyed(old), _keyed(new)
    turned = _there(old) ^ _there(new)
    said: set[str] = set()
    found: dict[str, None] = {}
    alike = Counter(
        (key[0], before[key].value, after[key].value) for key in before.keys() & after.keys()
    )
    for key in sorted({**before, **after}, key=lambda key: _ORDER[key[0]]):
        was, now = before.get(key), after.get(key)
        there = now or was
        if there is None or there.of in said or (was and now and was.value == now.value):
            continue
        if there.of in turned:
            # What else stands there of one that came or went goes without saying.
            said.add(there.of)
            found[_(_CAME if now else _WENT).format(what=called(there))] = None
        else:
            many = alike[key[0], was.value, now.value] if was and now else 0
            together = key[0] in _OF_MANY and many >= _MANY
            what = ngettext("{n} person", "{n} personer", many).format(n=many)
            what = what if together else _called(there, called)
            found[_sentence(there.about, what, _value(was), _value(now))] = None
    return tuple(found)


def _there(facts: Sequence[Fact]) -> set[str]:
    """Give the people and exams that a paper names."""
    return {one.of for one in facts if one.of and (one.about is _A.PERSON or one.of == one.exam)}


def _keyed(facts: Sequence[Fact]) -> dict[tuple[About, str], Fact]:
    return {(one.about, one.of): one for one in facts}


def _value(fact: Fact | None) -> str:
    return fact.value if fact else ""


def _called(there: Fact, called: Callable[[Fact], str]) -> str:
    return called(there) if there.of else ""


def _sentence(about: About, what: str, old: str, new: str) -> str:
    said = _SAID[about]
    if about is _A.MEASURE and not (old and new):
        said = _NEW_MEASURE if new else _NO_MEASURE
    nothing = _("inget")
    # A time that was moved ends its own sentence; here it stands inside another.
    new, old = (new or nothing).rstrip("."), (old or nothing).rstrip(".")
    return _(said).format(what=what, new=new, old=old)


# --- operations ------------------------------------------------------------


def sitting_facts(store: Store, page: SittingPage) -> tuple[Fact, ...]:
    """Give all that stands on any of a sitting's papers, in Swedish as they are."""
    with in_language(SOURCE):
        return tuple(_of_sitting(store, page))


def without_material(store: Store, page: SittingPage) -> frozenset[str]:
    """Give the uids of a sitting's exams that have nothing to send."""
    forms = {one.uid: exam_page(store, exam=one.uid).facts.form for one in page.card.exams}
    return frozenset(uid for uid, form in forms.items() if form in WITHOUT_MATERIAL)


def _of_sitting(store: Store, page: SittingPage) -> Iterator[Fact]:
    card, bookings = page.card, page.bookings
    digest = partial(secret, card.uid)
    plan = room_plan(store, room=card.room)
    stands = [(one.label, one.off, one.at.row, one.at.col) for one in plan.seats]
    yield Fact(about=_A.LAYOUT, value=digest(f"{plan.rows} {plan.cols} {stands}"))
    yield Fact(about=_A.ROOM, value=card.room_name)
    yield Fact(about=_A.TIME, value=times_text(card.starts, card.ends, card.moved))
    yield Fact(about=_A.ENDS, value=", ".join(last_times(bookings)))
    yield Fact(about=_A.WATCH, value=digest(", ".join(card.invigilators)))
    yield Fact(about=_A.NOTE, value=digest(card.note))
    yield Fact(about=_A.PAGES, value=str(toilet_pages(len(bookings))))
    yield from _of_exams(store, page, digest)
    for one in bookings:
        yield from _of_booking(one, digest)


def _of_exams(store: Store, page: SittingPage, digest: Callable[[str], str]) -> Iterator[Fact]:
    for one, rules in zip(page.card.exams, exam_rules(store, page), strict=True):
        exam = exam_page(store, exam=one.uid)
        facts = exam.facts
        mine = [booking for booking in page.bookings if booking.exam == one.uid]
        for about, value in (
            (_A.EXAM, exam_name(one)),
            (_A.DETAILS, digest(str(provider_side(one, facts)))),
            (_A.MATERIAL, digest(material_text(store, exam))),
            (_A.RULES, digest(rules)),
            (_A.AIDS, digest(facts.aids)),
            (_A.FORM, form_text(facts)),
            (_A.CONTACT, digest(f"{one.provider_name} {facts.exam_code} {contact_text(facts)}")),
            (_A.COUNT, str(len(mine))),
            (_A.SEATS, seats_text(mine)),
        ):
            yield Fact(about=about, of=one.uid, exam=one.uid, value=value)


def _of_booking(one: BookingRow, digest: Callable[[str], str]) -> Iterator[Fact]:
    for about, value in (
        (_A.PERSON, digest(stands_as(one))),
        (_A.SEAT, one.seat_label),
        (_A.HOURS, hours_text(one)),
        (_A.MEASURE, measure_text(one)),
        (_A.WRITES, course(one)),
        (_A.COURSE, short_course(one)),
    ):
        yield Fact(about=about, of=one.uid, exam=one.exam, value=value)
