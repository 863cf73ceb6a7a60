"""Check what is typed into a field before it is stored."""

from datetime import date, datetime

from lärcentrum import swedish
from lärcentrum.errors import BadValue
from lärcentrum.language import _
from lärcentrum.store.store import Store

LINE = 200
NOTE = 4000


def line(name: str, typed: str, *, most: int = LINE, required: bool = False) -> str:
    """Clean one line of text.

    Args:
        name: the operation's parameter, for the error.
        typed: what the user wrote.
        most: the greatest length in characters.
        required: whether it may be empty.

    Raises:
        BadValue: empty or too long.
    """
    return _measured(name, swedish.clean(typed), most, required)


def note(name: str, typed: str) -> str:
    """Clean a text of several lines.

    Raises:
        BadValue: longer than 4,000 characters.
    """
    return _measured(name, swedish.clean_lines(typed), NOTE, required=False)


def number(name: str, typed: int, least: int, most: int) -> int:
    """Check a whole number.

    Raises:
        BadValue: out of its range.
    """
    if not least <= typed <= most:
        raise BadValue(name, _("ska vara {least}–{most}").format(least=least, most=most))
    return typed


def now_minutes(store: Store) -> int:
    """Give the instant now as the register keeps it: minutes since 1970, UTC."""
    return int(store.clock.now().timestamp()) // 60


def iso(day: date | None) -> str | None:
    """Write a date as the register keeps it."""
    return None if day is None else day.isoformat()


def read_day(text: str | None) -> date | None:
    """Read a date as the register keeps it."""
    return None if text is None else date.fromisoformat(text)


def read_wall(text: str) -> datetime:
    """Read a wall-clock time as the register keeps it."""
    return datetime.fromisoformat(text)


def _measured(name: str, text: str, most: int, required: bool) -> str:
    if required and not text:
        raise BadValue(name, _("är tomt"))
    if len(text) > most:
        raise BadValue(name, _("är längre än {most} tecken").format(most=most))
    return text
