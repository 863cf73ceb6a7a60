"""What a register that is not the centre's own says of itself: example data, a copy to look in."""

from datetime import datetime

from lärcentrum.language import _
from ui import doors
from ui.kit import texts
from ui.kit.chips import Chip
from ui.kit.frame import TopBar
from ui.kit.tokens import Tone


def mark(top: TopBar, copy_made: datetime | None, is_example: bool) -> None:
    """Say on every page that this is a copy, or example data.

    Args:
        top: the bar that says it.
        copy_made: when the copy was made that is looked in, on the wall; None for no copy.
        is_example: whether everything in it is made up.
    """
    if copy_made is not None:
        said = _("Kopia från {when} – bara för att titta").format(when=texts.moment(copy_made))
        tip = _("Det som gjorts efteråt saknas här, och inget kan ändras.")
        top.mark(Chip(said, Tone.WARN, "eye"), tip)
    elif is_example:
        tip = _("Allt här är påhittat. Starta programmet igen för att göra ett eget register.")
        top.mark(Chip(_("Exempeldata"), Tone.WARN, "eye"), tip)


def show_backup_age(top: TopBar, last: datetime | None, now: datetime, warning: str) -> None:
    """Show how old the last back-up is.

    Args:
        top: the bar that shows it.
        last: when it was made, UTC; None for none.
        now: the time now, UTC.
        warning: what went wrong with it, "" for nothing.
    """
    age = texts.ago(last, now) if last else _("ingen kopia")
    late = last is None or (now - last).days >= 1 or warning
    said = _("Senaste säkerhetskopia: {age}").format(age=age)
    tip = f"{said}\n{warning}" if warning else said
    top.indicate("backup_age", "archive", age, tip, Tone.WARN if late else Tone.NEUTRAL)


def lock_text(is_example: bool) -> str:
    """Give what the lock says below its title; for example data also how it is opened."""
    kept = _("Det du höll på med finns kvar.")
    if not is_example:
        return kept
    login, password = doors.example_login()
    said = _("Exempeldata: användarnamn {login}, lösenord {password}.")
    return f"{kept} {said.format(login=login, password=password)}"
