"""What the seat proposal knows and says: people, rooms, rules, places, costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lärcentrum.exams.seat_plans import At, PeopleOrder, Together
from lärcentrum.exams.times import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place: a room, and the seat in it when one is given."""

    room: str
    seat: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who writes on the day.

    Args:
        key: the booking.
        exam: what is written.
        span: when, extra time included.
        own_room: whether the person writes alone.
        small_group: whether the person writes among few.
        needs: words that the room's equipment must hold.
        avoids: rooms where somebody near the person watches.
        now: where the person is placed already; None for one who only asks.
        number: the place in the order of booking.
        name: what names are sorted by.
        measure: whether the person has an adaptation.
    """

    key: str
    exam: str
    span: Span
    own_room: bool = False
    small_group: bool = False
    needs: frozenset[str] = frozenset()
    avoids: frozenset[str] = frozenset()
    now: Spot | None = None
    number: int = 0
    name: str = ""
    measure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """A seat that can be used, and where it stands."""

    key: str
    at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFacts:
    """A room on the day.

    Args:
        key: the room.
        chairs: its seats in fill order, those that are off left out.
        gap: seats that stay empty between two people in a row.
        together: whether several exams may be written there at once.
        people: in what order people get the free seats.
        setup_min: minutes held before a sitting.
        clearing_min: minutes held after it.
        has: words of its equipment.
        sittings: sittings that are there already and may be joined.
        busy: when the room is held by something else.
    """

    key: str
    chairs: tuple[Chair, ...]
    gap: int = 0
    together: Together = Together.MIXED
    people: PeopleOrder = PeopleOrder.NUMBER
    setup_min: int = 0
    clearing_min: int = 0
    has: frozenset[str] = frozenset()
    sittings: tuple[Span, ...] = ()
    busy: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRules:
    """What the centre has settled.

    Args:
        small_group: the most people in a room where somebody writes among few.
        per_invigilator: how many people one invigilator watches over.
    """

    small_group: int = 5
    per_invigilator: int = 30


class Why(StrEnum):
    """Why somebody cannot be placed, in the order it is looked for."""

    QUEUED = "queued"
    FROZEN = "frozen"
    AT_ONCE = "at_once"
    RULES = "rules"
    REASON = "reason"
    NO_ROOM = "no_room"
    EQUIPMENT = "equipment"
    NEAR = "near"
    OWN_ROOM = "own_room"
    SMALL_GROUP = "small_group"
    APART = "apart"
    GAPS = "gaps"
    FULL = "full"


class Moving(StrEnum):
    """Why somebody is moved: the seat is not there any more, it was too crowded, or it saves."""

    GONE = "gone"
    CROWDED = "crowded"
    SAVES = "saves"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a plan costs, in parts.

    Args:
        unplaced: people without a place.
        rooms: rooms in use on the day.
        invigilators: invigilators needed, counted for each sitting.
        moved: people who had a place and get another, or none.
        mixes: exams beside another in the same sitting.
    """

    unplaced: int
    rooms: int
    invigilators: int
    moved: int
    mixes: int

    @property
    def total(self) -> int:
        """Give the whole cost (issue 4): 10,000 · 100 · 80 · 10 · 1."""
        return (
            UNPLACED * self.unplaced
            + ROOM * self.rooms
            + INVIGILATOR * self.invigilators
            + MOVED * self.moved
            + MIX * self.mixes
        )


UNPLACED, ROOM, INVIGILATOR, MOVED, MIX = 10_000, 100, 80, 10, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Who sits where.

    Args:
        places: the room and the seat of each who is placed.
        unplaced: why each of the others is not.
        moved: why each who had a place gets another, or none.
        cost: what it costs.
    """

    places: Mapping[str, Spot]
    unplaced: Mapping[str, Why]
    moved: Mapping[str, Moving]
    cost: Cost
