"""What Idag says beside its cards: nothing today, the next open day, how far ahead it looks."""

from lärcentrum.exams.custody import day_custody
from lärcentrum.exams.custody_log import day_text
from lärcentrum.exams.days import Day
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.language import _, ngettext
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.kit.texts import short_day


def nothing_today(day: Day) -> tuple[str, str]:
    """Say that nobody writes today, and what the page is for."""
    title = _("Stängt idag: {why}").format(why=day.closed) if day.closed else ""
    return (
        title or _("Inga skrivningar idag"),
        _("När någon skriver här står salen, klockslaget och närvaron på den här sidan."),
    )


def next_day(store: Store, day: Day) -> str:
    """Say when the next open day is, and what it holds; "" to a substitute."""
    if Right.SEE not in store.session.rights:
        return ""
    coming = list_sittings(store, first=day.next_open, last=day.next_open)
    booked = sum(one.booked for one in coming)
    text = _("Nästa öppna dag: {day}").format(day=short_day(day.next_open))
    what = _("inga skrivningar")
    if coming:
        count = len(coming)
        what = ngettext("{n} skrivtillfälle", "{n} skrivtillfällen", count).format(n=count)
        what += ", " + _("{n} bokade").format(n=booked)
    return f"{text} · {what}"


def ahead(store: Store) -> str:
    """Say how many days ahead the list reaches."""
    days = number_setting(store, "todo_days")
    return ngettext("{n} dag", "{n} dagar", days).format(n=number(days))


def custody_foot(store: Store, day: Day) -> str:
    """Say where the day's exams are, where the centre follows them; a substitute sees it too."""
    if not number_setting(store, "use_custody"):
        return ""
    text = day_text(day_custody(store, day=day.day))
    return _("Dagens tentor: {where}.").format(where=text) if text else ""
