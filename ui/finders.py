"""What Ctrl+K finds beside the window's commands: persons, bookings, certificates, daily deeds.

What the role may not see is not asked for; the readings refuse it in any case.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from lärcentrum.exams.booking_lists import BookingRow, list_bookings
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.swedish import fold
from ui.kit.desk import Desk
from ui.kit.search import Hit, Provider
from ui.kit.texts import long_day, short_day, span

Go = Callable[[str, object], Any]
"""Shows a page by its key, at a record; gives the page."""
_MOST = 8
_BACK, _AHEAD = timedelta(days=90), timedelta(days=400)
"""How far from today bookings are looked for."""


def providers(desk: Desk, go: Go) -> Sequence[Provider]:
    """Give what finds persons, bookings, certificates and what is done every day.

    Args:
        desk: the register.
        go: shows a page at what was found.
    """
    rights = desk.store.session.rights
    if desk.is_office:
        return ()
    found: list[Provider] = []
    if Right.SEE in rights:
        found += [partial(_find_students, desk, go)]
    if Right.TODAY in rights:
        found += [BookingSearch(desk, go).find]
    if Right.SEE in rights:
        found += [partial(_find_certificates, desk, go), partial(_find_receipts, desk, go)]
    return [*found, partial(_find_deeds, rights, go)]


class BookingSearch:
    """Finds bookings by person, course, code, provider, room and day.

    Args:
        desk: the register; what was read is kept until something in it changes.
        go: shows a page at what was found.
    """

    def __init__(self, desk: Desk, go: Go) -> None:
        self._desk, self._go = desk, go
        self._sees = Right.SEE in desk.store.session.rights
        self._read: tuple[date, list[tuple[str, BookingRow]]] | None = None
        desk.bus.changed.connect(self._forget)

    def find(self, text: str) -> list[Hit]:
        """Give the bookings that have all the words, those to come first."""
        asked = fold(text).split()
        if len("".join(asked)) < 2:
            return []
        today = self._desk.today()
        found = [row for words, row in self._rows(today) if has(asked, words)]
        coming = [row for row in found if row.starts.date() >= today]
        past = [row for row in reversed(found) if row.starts.date() < today]
        return [self._hit(row) for row in [*coming, *past][:_MOST]]

    def _hit(self, row: BookingRow) -> Hit:
        # Whoever reaches today only has no list of bookings, but the day's attendance.
        page, record = ("exams", row.uid) if self._sees else ("today", row.sitting)
        what = " ".join(part for part in (row.course_name, row.course_code) if part)
        return Hit(
            title=row.name,
            detail=f"{span(row.starts, row.ends)} · {what}",
            kind=_("Bokning"),
            icon="calendar-check",
            run=partial(self._go, page, record),
        )

    def _rows(self, today: date) -> list[tuple[str, BookingRow]]:
        if self._read is None or self._read[0] != today:
            first, last = (today - _BACK, today + _AHEAD) if self._sees else (today, today)
            rows = list_bookings(self._desk.store, first=first, last=last)
            self._read = today, [(_words(row), row) for row in rows]
        return self._read[1]

    def _forget(self) -> None:
        self._read = None


def _words(row: BookingRow) -> str:
    day = row.starts.date()
    parts = (
        row.name, row.listed_name, row.course_name, row.course_code, row.exam_code,
        row.provider_name, row.room_name, day.isoformat(), f"{day.day}/{day.month}",
        short_day(day), long_day(day),
    )  # fmt: skip
    return " " + fold(" ".join(parts)).replace("(", " ")


def has(asked: list[str], words: str) -> bool:
    """Tell whether every word that is asked for begins one of those after a space, all folded."""
    return all(f" {one}" in words for one in asked)


def _find_students(desk: Desk, go: Go, text: str) -> list[Hit]:
    from lärcentrum.people.students import search_students

    if not text.strip():
        return []
    return [
        Hit(
            title=one.name,
            detail=one.programme,
            kind=_("Student"),
            icon="user",
            run=partial(go, "students", one.uid),
        )
        for one in search_students(desk.store, text=text, limit=_MOST)
    ]


def _find_certificates(desk: Desk, go: Go, text: str) -> list[Hit]:
    # A certificate is asked for by its number; names are found as persons.
    if not any(sign.isdigit() for sign in text):
        return []
    from lärcentrum.certificates.certificates import list_certificates

    return [
        Hit(
            title=one.number,
            detail=one.name,
            kind=_("Intyg"),
            icon="award",
            run=partial(go, "certificates", one.uid),
        )
        for one in list_certificates(desk.store, text=text.strip())[:_MOST]
    ]


def _find_receipts(desk: Desk, go: Go, text: str) -> list[Hit]:
    # Their numbers begin with a K; a centre without fees has none.
    if text.strip()[:1].casefold() != "k" or not any(sign.isdigit() for sign in text):
        return []
    from lärcentrum.exams.fees_lists import find_receipts

    return [
        Hit(
            title=one.number,
            detail=one.name,
            kind=_("Kvitto"),
            icon="banknote",
            run=partial(go, "exams", one.booking),
        )
        for one in find_receipts(desk.store, text=text, limit=_MOST)
    ]


def _find_deeds(rights: frozenset[Right], go: Go, text: str) -> list[Hit]:
    """Find what is done every day, from whichever page; the page's own commands are found too."""
    asked = fold(text).split()
    if not asked:
        return []
    today = _("Idag")
    deeds = [
        (Right.TODAY, "note_attendance", _("Notera närvaro"), today, "user-check",
         _("närvaro upprop ankomst"), partial(_note_attendance, go)),
        (Right.TODAY, "note_hand_in", _("Notera inlämning"), today, "clipboard-check",
         _("inlämning inlämnad lämna in blad"), partial(_note_hand_in, go)),
        (Right.REGISTER, "", _("Ny bokning"), _("Tentor"), "calendar-plus",
         _("boka tentamen"), partial(_begin, go, "exams")),
        (Right.REGISTER, "", _("Ny student"), _("Studenter"), "user-plus",
         _("person"), partial(_begin, go, "students")),
        (Right.REGISTER, "", _("Ny praktik"), _("Praktik"), "briefcase",
         _("vfu lia apl"), partial(_begin, go, "practice")),
        (Right.REGISTER, "", _("Nytt intyg"), _("Intyg"), "award",
         _("utfärda"), partial(_begin, go, "certificates")),
    ]  # fmt: skip
    return [
        Hit(title=title, kind=kind, icon=icon, run=run, key=key)
        for right, key, title, kind, icon, words, run in deeds
        if right in rights and has(asked, " " + fold(f"{title} {words}"))
    ]


def _note_attendance(go: Go) -> None:
    go("today", None).note_next()


def _note_hand_in(go: Go) -> None:
    """Open the hand-ins of the first sitting that waits for one, else the day itself."""
    page = go("today", None)
    waiting = [one.card for one in page.views if one.card.handed_in < one.card.arrived]
    if waiting:
        page.note_hand_in(waiting[0].uid)


def _begin(go: Go, page: str) -> None:
    primary = go(page, None).primary
    if primary is not None:
        primary.run()
