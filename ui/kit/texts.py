"""How values are said on the screen; days and money as `lärcentrum.swedish` writes them."""

from datetime import datetime, time, timedelta

from lärcentrum.language import _, ngettext
from lärcentrum.swedish import kronor, long_day, number, short_day, span
from ui.kit.refusals import error_lines

__all__ = [
    "ago", "duration", "error_lines", "hours", "kronor", "long_day", "moment", "number",
    "short_day", "span",
]  # fmt: skip


def moment(value: datetime) -> str:
    """Say a wall-clock time as *mån 14 dec 09:00*."""
    return f"{short_day(value)} {value:%H:%M}"


def hours(starts: time | datetime, ends: time | datetime) -> str:
    """Say two times of one day as *09:00–13:00*."""
    return f"{starts:%H:%M}–{ends:%H:%M}"


def duration(minutes: int) -> str:
    """Say a length as *4 tim 30 min*."""
    whole, rest = divmod(minutes, 60)
    parts = [_("{n} tim").format(n=whole)] if whole else []
    if rest or not whole:
        parts.append(_("{n} min").format(n=rest))
    return " ".join(parts)


def ago(past: datetime, now: datetime) -> str:
    """Say how long ago an instant was, in the largest fitting unit.

    Args:
        past: an instant of the same kind (aware or naive) as `now`.
        now: the instant now.
    """
    passed = now - past
    if passed < timedelta(minutes=1):
        return _("nyss")
    minutes = int(passed.total_seconds() // 60)
    if minutes < 60:
        return _("för {n} min sedan").format(n=minutes)
    if minutes < 24 * 60:
        return _("för {n} tim sedan").format(n=minutes // 60)
    days = minutes // (24 * 60)
    return ngettext("för {n} dag sedan", "för {n} dagar sedan", days).format(n=days)
