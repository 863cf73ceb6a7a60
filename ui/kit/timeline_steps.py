"""Where the arrow keys go on a timeline: from block to block, and by the hour where it is free."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ui.kit.timeline_items import Axis, Block, Layout, midnight

_HOUR = timedelta(hours=1)
Stop = tuple[Block | None, datetime]
"""A block, or None and the hour of a free place."""


def along(blocks: Sequence[Block], at: Stop, step: int, axis: Axis) -> Stop:
    """Give the next stop in a lane.

    Args:
        blocks: the lane's blocks by time.
        at: where the cursor is.
        step: 1 for later, -1 for earlier.
        axis: what is shown.

    Returns:
        the next stop; the same one where there is none.
    """
    return _later(blocks, at, axis) if step > 0 else _earlier(blocks, at, axis)


def _later(blocks: Sequence[Block], at: Stop, axis: Axis) -> Stop:
    chosen, wall = at
    if chosen is not None:
        place = blocks.index(chosen)
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        hour = _full(chosen.ends + _HOUR - timedelta(minutes=1))
    else:
        following = next((one for one in blocks if one.starts >= wall), None)
        hour = _full(wall) + _HOUR
    hour = _shown_later(hour, axis)
    if following is not None and (following.starts <= hour or not _is_shown(hour, axis)):
        return following, following.starts
    return (None, hour) if _is_shown(hour, axis) else at


def _earlier(blocks: Sequence[Block], at: Stop, axis: Axis) -> Stop:
    chosen, wall = at
    if chosen is not None:
        place = blocks.index(chosen)
        before = blocks[place - 1] if place else None
        hour = _full(chosen.starts - _HOUR)
    else:
        before = next((one for one in reversed(blocks) if one.ends <= wall), None)
        hour = _full(wall - timedelta(minutes=1))
    hour = _shown_earlier(hour, axis)
    if before is not None and (before.ends > hour or not _is_shown(hour, axis)):
        return before, before.starts
    return (None, hour) if _is_shown(hour, axis) else at


def across(layout: Layout, place: int, wall: datetime) -> Stop:
    """Give the stop of a lane at a time: the block that runs then, or the free hour."""
    for one in layout.in_lane(place):
        if one.starts <= wall < one.ends or wall <= one.starts < wall + _HOUR:
            return one, one.starts
    return None, wall


def _full(wall: datetime) -> datetime:
    return wall.replace(minute=0, second=0, microsecond=0)


def _minute(wall: datetime) -> int:
    return wall.hour * 60 + wall.minute


def _shown_later(hour: datetime, axis: Axis) -> datetime:
    """Go on to the next morning where the day is over."""
    if _minute(hour) < axis.first:
        return midnight(hour.date()) + timedelta(minutes=axis.first)
    if _minute(hour) + 60 > axis.last:
        return midnight(hour.date()) + timedelta(days=1, minutes=axis.first)
    return hour


def _shown_earlier(hour: datetime, axis: Axis) -> datetime:
    """Go back to the evening before where the day has not begun."""
    last = timedelta(minutes=axis.last - 60)
    if _minute(hour) < axis.first:
        return midnight(hour.date()) - timedelta(days=1) + last
    return min(hour, midnight(hour.date()) + last)


def _is_shown(hour: datetime, axis: Axis) -> bool:
    return axis.days[0] <= hour.date() <= axis.days[-1]
