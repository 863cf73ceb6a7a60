"""Which pages the window has, and what Ctrl+K finds beside commands; the areas meet here.

What the role may not see is not offered; the operations refuse it in any case.
"""

from collections.abc import Callable, Sequence
from functools import partial

from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.store import meta
from ui.kit.desk import Desk
from ui.kit.page import Page, PageSpec
from ui.kit.search import Hit, Provider

Go = Callable[[str, object], object]
"""Shows a page by its key, at a record."""
_MOST = 8


def pages(desk: Desk) -> list[PageSpec]:
    """Give the pages of a register, in the rail's order; each is imported when it is built."""
    rights = desk.store.session.rights
    offered: list[PageSpec] = []
    office = _is_office(desk)

    def offer(right: Right, key: str, title: str, icon: str, build: Callable[[Desk], Page]) -> None:
        foot = key == "settings"
        # A regional office has no students of its own: its own page, and the settings.
        if right in rights and (foot or office == (key == "region")):
            made = partial(build, desk)
            offered.append(PageSpec(key=key, title=title, icon=icon, build=made, foot=foot))

    offer(Right.REGION, "region", _("Region"), "inbox", _region)
    offer(Right.TODAY, "today", _("Idag"), "calendar-check", _today)
    offer(Right.SEE, "exams", _("Tentor"), "clipboard-list", _exams)
    offer(Right.SEE, "students", _("Studenter"), "users", _students)
    offer(Right.SEE, "practice", _("Praktik"), "briefcase", _practice)
    offer(Right.SEE, "certificates", _("Intyg"), "award", _certificates)
    offer(Right.MONTH, "month", _("Månadsfil"), "send", _month)
    offer(Right.TODAY, "settings", _("Inställningar"), "settings", _settings)
    return offered


def providers(desk: Desk, go: Go) -> Sequence[Provider]:
    """Give what finds persons and certificates.

    Args:
        desk: the register.
        go: shows a page at what was found.
    """
    if Right.SEE not in desk.store.session.rights:
        return ()
    return (partial(_find_students, desk, go), partial(_find_certificates, desk, go))


def _today(desk: Desk) -> Page:
    from ui.papers import open_attendance_list
    from ui.today.today_page import TodayPage

    def papers(sitting: str) -> object:
        return open_attendance_list(desk.store, lambda: page, sitting)

    def book() -> None:
        page.go.emit("exams", "new")

    writes = Right.REGISTER in desk.store.session.rights
    page = TodayPage(desk.store, desk.bus, desk.memory, papers, book if writes else None)
    return page


def _exams(desk: Desk) -> Page:
    from ui.exams.exams_page import ExamsPage
    from ui.papers import open_confirmation

    def certificate(booking: str) -> None:
        page.go.emit("certificates", f"booking:{booking}")

    def confirmation(booking: str) -> object:
        return open_confirmation(desk.store, lambda: page, booking)

    page = ExamsPage(desk.store, desk.bus, desk.memory, desk.drafts, certificate, confirmation)
    return page


def _practice(desk: Desk) -> Page:
    from ui.practice.practice_page import PracticePage

    return PracticePage(desk.store, desk.bus, desk.memory, desk.drafts)


def _students(desk: Desk) -> Page:
    from ui.people.students_page import StudentsPage
    from ui.timeline import provider_choices, student_events

    return StudentsPage(
        desk.store,
        desk.bus,
        desk.memory,
        desk.drafts,
        providers=partial(provider_choices, desk.store),
        events=partial(student_events, desk.store),
    )


def _certificates(desk: Desk) -> Page:
    from ui.certificates.certificates_page import CertificatesPage
    from ui.kit.printing import has_printer, print_pdf

    return CertificatesPage(
        desk.store, desk.bus, desk.memory, printer=lambda: print_pdf if has_printer() else None
    )


def _month(desk: Desk) -> Page:
    from ui.sync.month_page import MonthPage

    return MonthPage(desk.store, desk.bus, desk.jobs, desk.memory)


def _region(desk: Desk) -> Page:
    from ui.region.region_page import RegionPage

    return RegionPage(desk.store, desk.bus, desk.jobs, desk.memory)


def _is_office(desk: Desk) -> bool:
    with desk.store.reading() as conn:
        return meta.read(conn, "kind") == "region"


def _settings(desk: Desk) -> Page:
    from ui.settings.settings_page import SettingsPage

    return SettingsPage(desk.store, desk.bus, desk.jobs, desk.memory, desk.drafts)


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
