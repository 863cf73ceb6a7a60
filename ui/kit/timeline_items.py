"""What a timeline shows, and where: lanes down, hours across, one day beside the other."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from ui.kit.tokens import Tone

SNAP = 15
"""Minutes that a dragged thing moves by."""
_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A row of the timeline.

    Args:
        key: its name in the program.
        title: what is read at its left.
        detail: a second, softer line.
    """

    key: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the timeline.

    Args:
        day: the day.
        title: what is read above it.
        opens: minutes after midnight from which it is open; None for a closed day.
        closes: minutes after midnight until which it is open.
        note: why it is closed, "" for nothing.
    """

    day: date
    title: str
    opens: int | None = None
    closes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something that takes a lane for a while. Times are wall clock.

    Args:
        key: its name in the program.
        lane: the key of its lane.
        starts: when it begins.
        ends: when it ends.
        title: what it is.
        detail: a second line.
        spoken: all of it in words, for the tooltip and the screen reader.
        icon: its sign.
        tone: its colour.
        plain_ends: from here to the end it is hatched; None hatches nothing.
        before: minutes held before, drawn thin.
        after: minutes held after, drawn thin.
        dashed: whether its edge is broken: it may still change.
        movable: whether it can be dragged.
        stretchable: whether its edges can be dragged.
    """

    key: str
    lane: str
    starts: datetime
    ends: datetime
    title: str
    detail: str = ""
    spoken: str = ""
    icon: str = ""
    tone: Tone = Tone.ACCENT
    plain_ends: datetime | None = None
    before: int = 0
    after: int = 0
    dashed: bool = False
    movable: bool = False
    stretchable: bool = False

    def at(self, lane: str, starts: datetime, ends: datetime) -> "Block":
        """Give the same thing at another place; its hatched end goes with it."""
        plain = self.plain_ends and self.plain_ends + (ends - self.ends)
        return replace(self, lane=lane, starts=starts, ends=ends, plain_ends=plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said of a place before something is dropped there.

    Args:
        tone: BAD stops it, WARN does not.
        word: why, in a few words; "" where nothing is in the way.
    """

    tone: Tone = Tone.GOOD
    word: str = ""


Judge = Callable[[Block | None, str, datetime, datetime], Verdict]
"""Says what of a block (None for a new one), in a lane, from, to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """How time lies across.

    Args:
        days: the days, one after the other.
        first: minutes after midnight at a day's left edge.
        last: minutes after midnight at its right edge.
        width: pixels of a day.
    """

    days: tuple[date, ...]
    first: int
    last: int
    width: float

    @property
    def length(self) -> float:
        """Give the pixels of all days."""
        return self.width * len(self.days)

    @property
    def per_minute(self) -> float:
        """Give the pixels of a minute."""
        return self.width / (self.last - self.first)

    def x(self, wall: datetime) -> float:
        """Give the place of a time, the nearest edge for one that is not shown."""
        place = (wall.date() - self.days[0]).days
        minute = wall.hour * 60 + wall.minute
        inside = min(max(minute, self.first), self.last) - self.first
        return min(max(place * self.width + inside * self.per_minute, 0.0), self.length)

    def at(self, x: float, snap: int = SNAP) -> datetime:
        """Give the time at a place, on the last step that has passed."""
        place = min(max(int(x // self.width), 0), len(self.days) - 1)
        minute = self.first + (x - place * self.width) / self.per_minute
        steps = int(min(max(minute, self.first), self.last - snap) // snap)
        return midnight(self.days[place]) + timedelta(minutes=steps * snap)

    def hours(self) -> range:
        """Give the full hours of a day, in minutes after midnight."""
        return range(-(-self.first // 60) * 60, self.last + 1, 60)


def midnight(day: date) -> datetime:
    """Give the beginning of a day."""
    return datetime.combine(day, time.min)


def bounds(days: Sequence[Day], blocks: Sequence[Block]) -> tuple[int, int]:
    """Give the first and last full hour, in minutes, that hold opening hours and blocks.

    Between seven and eighteen is always shown.
    """
    first, last = 7 * 60, 18 * 60
    for day in days:
        if day.opens is not None and day.closes is not None:
            first, last = min(first, day.opens), max(last, day.closes)
    for one in blocks:
        if one.ends.date() > one.starts.date():
            return 0, _DAY
        first = min(first, one.starts.hour * 60 + one.starts.minute - one.before)
        last = max(last, one.ends.hour * 60 + one.ends.minute + one.after)
    return max(first // 60 * 60, 0), min(-(-last // 60) * 60, _DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block in its lane: which of several rows, where some overlap."""

    block: Block
    row: int


class Layout:
    """Which blocks stand in which lane, and how high a lane is.

    Args:
        lanes: from above.
        blocks: what stands in them; those of an unknown lane are left out.
        height: pixels of a row.
    """

    def __init__(self, lanes: Sequence[Lane], blocks: Sequence[Block], height: int) -> None:
        self.lanes, self.height = tuple(lanes), height
        self._place = {lane.key: place for place, lane in enumerate(self.lanes)}
        self.placed: list[list[Placed]] = [[] for _lane in self.lanes]
        self.rows = [1 for _lane in self.lanes]
        self.blocks = {one.key: one for one in blocks if one.lane in self._place}
        by_lane: list[list[Block]] = [[] for _lane in self.lanes]
        for one in self.blocks.values():
            by_lane[self._place[one.lane]].append(one)
        self.tops = [0]
        for place, found in enumerate(by_lane):
            self.placed[place], self.rows[place] = _stack(found)
            self.tops.append(self.tops[-1] + self.rows[place] * height)

    @property
    def total(self) -> int:
        """Give the pixels of all lanes."""
        return self.tops[-1]

    def place(self, lane: str) -> int:
        """Give a lane's number from above."""
        return self._place[lane]

    def lane_at(self, y: float) -> int:
        """Give the number of the lane at a height, the nearest one."""
        return min(max(bisect_right(self.tops, y) - 1, 0), max(len(self.lanes) - 1, 0))

    def between(self, top: float, bottom: float) -> range:
        """Give the numbers of the lanes that lie between two heights."""
        return range(self.lane_at(top), self.lane_at(bottom) + 1 if self.lanes else 0)

    def in_lane(self, place: int) -> list[Block]:
        """Give a lane's blocks by time."""
        return [one.block for one in self.placed[place]]


def _stack(blocks: Sequence[Block]) -> tuple[list[Placed], int]:
    """Put blocks that overlap below each other."""
    ends: list[datetime] = []
    placed = []
    for one in sorted(blocks, key=lambda block: (block.starts, block.key)):
        row = next((at for at, free in enumerate(ends) if free <= one.starts), len(ends))
        ends[row:] = [one.ends, *ends[row + 1 :]]
        placed.append(Placed(block=one, row=row))
    return placed, max(len(ends), 1)
