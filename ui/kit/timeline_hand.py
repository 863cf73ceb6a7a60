"""What is held over a timeline by the mouse or the keys, and where it would land."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from ui.kit.timeline_items import SNAP, Axis, Block, Judge, Layout, Verdict

_STEP = timedelta(minutes=SNAP)


class Grip(Enum):
    """What of a block is held."""

    WHOLE = "whole"
    START = "start"
    END = "end"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something over the timeline that has not been dropped yet.

    Args:
        grip: what is held.
        block: what it was before; for something new, a block of its first step.
        ghost: where it would land.
        verdict: what is said of that place.
        anchor: the time under the pointer when it was taken.
    """

    grip: Grip
    block: Block
    ghost: Block
    verdict: Verdict
    anchor: datetime

    @property
    def has_moved(self) -> bool:
        """Tell whether it would land elsewhere."""
        one, other = self.block, self.ghost
        return (one.lane, one.starts, one.ends) != (other.lane, other.starts, other.ends)


class Hand:
    """Holds a block, an edge or a new span, and asks what is in the way wherever it comes.

    Args:
        judge: gives what is said of a place.
        changed: called when what is held is elsewhere.
    """

    def __init__(self, judge: Callable[[], Judge | None], changed: Callable[[], object]) -> None:
        self._judge, self._changed = judge, changed
        self.held: Held | None = None

    def take(self, block: Block, grip: Grip, anchor: datetime) -> None:
        """Take hold of a block, or of its edge."""
        self._hold(grip, block, block, anchor)

    def begin(self, lane: str, at: datetime, title: str) -> None:
        """Begin something new at a time."""
        new = Block(key="", lane=lane, starts=at, ends=at + _STEP, title=title, spoken=title)
        self._hold(Grip.NEW, new, new, at)

    def carry(self, lane: str, at: datetime, axis: Axis) -> None:
        """Follow the pointer to a lane and a time."""
        held = self.held
        if held is None:
            return
        block = held.block
        if held.grip is Grip.WHOLE:
            starts = _snapped(block.starts + (at - held.anchor))
            ghost = _within(block.at(lane, starts, starts + (block.ends - block.starts)), axis)
        elif held.grip is Grip.START:
            ghost = block.at(block.lane, min(at, block.ends - _STEP), block.ends)
        elif held.grip is Grip.END:
            ends = max(at + _STEP, block.starts + _STEP)
            ghost = block.at(block.lane, block.starts, ends)
        else:
            starts, ends = min(held.anchor, at), max(held.anchor, at) + _STEP
            ghost = block.at(block.lane, starts, ends)
        self._move_to(ghost)

    def nudge(self, minutes: int, lanes: int, layout: Layout, axis: Axis) -> None:
        """Move what is held by keys: so many minutes later, so many lanes down."""
        held = self.held
        if held is None:
            return
        ghost = held.ghost
        last = len(layout.lanes) - 1
        place = min(max(layout.place(ghost.lane) + lanes, 0), last)
        shift = timedelta(minutes=minutes)
        moved = ghost.at(layout.lanes[place].key, ghost.starts + shift, ghost.ends + shift)
        self._move_to(_within(moved, axis))

    def stretch(self, minutes: int) -> None:
        """Move the end of what is held by keys."""
        held = self.held
        if held is None or not held.block.stretchable:
            return
        ends = max(held.ghost.ends + timedelta(minutes=minutes), held.ghost.starts + _STEP)
        self._move_to(held.ghost.at(held.ghost.lane, held.ghost.starts, ends))

    def drop(self) -> Held | None:
        """Let go, and give what was held if it may land there; what may not stays held."""
        held = self.held
        if held is None or (held.verdict.word and held.verdict.tone.value == "bad"):
            return None
        self.release()
        return held

    def release(self) -> None:
        """Let go without dropping anything."""
        self.held = None
        self._changed()

    def _hold(self, grip: Grip, block: Block, ghost: Block, anchor: datetime) -> None:
        said = self._said(ghost, grip)
        self.held = Held(grip=grip, block=block, ghost=ghost, verdict=said, anchor=anchor)
        self._changed()

    def _move_to(self, ghost: Block) -> None:
        held = self.held
        if held is not None and ghost != held.ghost:
            self._hold(held.grip, held.block, ghost, held.anchor)

    def _said(self, ghost: Block, grip: Grip) -> Verdict:
        judge = self._judge()
        if judge is None:
            return Verdict()
        block = None if grip is Grip.NEW else ghost
        return judge(block, ghost.lane, ghost.starts, ghost.ends)


def _snapped(wall: datetime) -> datetime:
    past = wall.minute % SNAP
    return wall + timedelta(minutes=-past if past * 2 < SNAP else SNAP - past)


def _within(ghost: Block, axis: Axis) -> Block:
    """Keep a block on the days that are shown."""
    first, last = axis.days[0], axis.days[-1]
    days = 0
    if ghost.starts.date() < first:
        days = (first - ghost.starts.date()).days
    elif ghost.starts.date() > last:
        days = (last - ghost.starts.date()).days
    shift = timedelta(days=days)
    return ghost.at(ghost.lane, ghost.starts + shift, ghost.ends + shift) if days else ghost
