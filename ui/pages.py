"""Which pages the window has; the areas meet here.

What the role may not see is not offered; the operations refuse it in any case.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from ui import finders
from ui.finders import Go
from ui.kit.desk import Desk
from ui.kit.page import Page, PageSpec
from ui.kit.search import Hit, Provider
from ui.places import find_lists, find_parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lärcentrum.selections import Selection
    from ui.kit.banner import Banner
    from ui.kit.selections import SaveList


def pages(desk: Desk) -> list[PageSpec]:
    """Give the pages of a register, in the rail's order; each is imported when it is built."""
    rights = desk.store.session.rights
    offered: list[PageSpec] = []
    office = desk.is_office

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
    if number_setting(desk.store, "use_fees"):
        offer(Right.SEE, "fees", _("Avgifter"), "banknote", _fees)
    offer(Right.TODAY, "settings", _("Inställningar"), "settings", _settings)
    return offered


def providers(desk: Desk, go: Go) -> list[Provider]:
    """Give what Ctrl+K finds beside the window's commands, from whichever page.

    Args:
        desk: the register.
        go: shows a page at what was found.
    """
    found = list(finders.providers(desk, go))
    if desk.is_office:
        return found
    lists = partial(find_lists, desk, go, _open_import)
    return [*found, partial(find_parts, desk, go), lists, partial(_find_selections, desk, go)]


def _find_selections(desk: Desk, go: Go, text: str) -> list[Hit]:
    from ui.saved import find_selections

    return find_selections(desk, go, text)


def _today(desk: Desk) -> Page:
    from ui.papers import changed_since, open_day_list, open_sitting_papers
    from ui.today.sitting_view import Doors
    from ui.today.today_page import TodayPage

    def papers(sitting: str) -> object:
        return open_sitting_papers(desk.store, desk.memory, lambda: page, sitting)

    def book() -> None:
        page.go.emit("exams", "new")

    def certify(sitting: str) -> None:
        page.go.emit("certificates", f"sitting:{sitting}")

    def certify_all(sitting: str) -> None:
        page.go.emit("certificates", f"everyone:{sitting}")

    def plan(sitting: str) -> object:
        from ui.exams.seat_commands import show_plan

        return show_plan(desk.store, sitting, page)

    rights = desk.store.session.rights
    doors = Doors(
        papers=papers,
        certify=certify if Right.CERTIFY in rights else None,
        certify_all=certify_all if Right.CERTIFY in rights else None,
        plan=plan,
        custody=lambda exam: _open_custody(desk, page, exam),
        changed=partial(changed_since, desk.store),
    )
    page = TodayPage(
        desk.store, desk.bus, desk.memory, doors, book if Right.REGISTER in rights else None,
        lambda: open_day_list(desk.store, desk.memory, lambda: page), desk.drafts,
    )  # fmt: skip
    return page


def _open_custody(desk: Desk, page: Page, exam: str) -> object:
    from ui.exams.custody_dialog import CustodyDialog

    dialog = CustodyDialog(desk.store, exam, page)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _exams(desk: Desk) -> Page:
    from ui.exams.confirmation_dialog import ConfirmationDialog
    from ui.exams.exams_page import ExamsPage
    from ui.papers import open_week_lists, show_confirmation

    def certificate(booking: str) -> None:
        page.go.emit("certificates", f"booking:{booking}")

    def confirmation(booking: str) -> object:
        dialog = ConfirmationDialog(
            desk.store, booking, partial(show_confirmation, desk.store, desk.memory), page
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    page = ExamsPage(
        desk.store, desk.bus, desk.memory, desk.drafts, certificate, confirmation,
        bring_in=_brings_in(desk, "bookings"), save=_saves(desk, "bookings"), jobs=desk.jobs,
    )  # fmt: skip
    page.views.block_details.staff.connect(lambda sitting: _open_staff(desk, page, sitting))
    page.views.rooms.bar.printing.connect(
        lambda day: open_week_lists(desk.store, desk.memory, page, day)
    )
    return page


def _open_staff(desk: Desk, page: Page, sitting: str) -> object:
    from ui.today.staff_dialog import StaffDialog

    dialog = StaffDialog(desk.store, sitting, page)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _practice(desk: Desk) -> Page:
    from ui.practice.practice_page import PracticePage

    return PracticePage(
        desk.store, desk.bus, desk.memory, desk.drafts, bring_in=_brings_in(desk, "workplaces"),
        saves={one: _saves(desk, one) for one in ("internships", "workplaces", "supervisors")},
    )  # fmt: skip


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
        bring_in=_brings_in(desk, "students"),
        save=_saves(desk, "students"),
    )


def _certificates(desk: Desk) -> Page:
    from ui.certificates.certificates_page import CertificatesPage
    from ui.kit.printing import sender

    return CertificatesPage(
        desk.store, desk.bus, desk.memory, printer=partial(sender, desk.memory, "certificate"),
        drafts=desk.drafts, save=_saves(desk, "certificates"), jobs=desk.jobs,
    )  # fmt: skip


def _month(desk: Desk) -> Page:
    from ui.sync.month_page import MonthPage

    return MonthPage(desk.store, desk.bus, desk.jobs, desk.memory)


def _fees(desk: Desk) -> Page:
    from ui.exams.fee_page import FeesPage

    return FeesPage(
        desk.store, desk.bus, desk.memory, drafts=desk.drafts, save=_saves(desk, "fees")
    )


def _region(desk: Desk) -> Page:
    from ui.region.region_page import RegionPage

    return RegionPage(desk.store, desk.bus, desk.jobs, desk.memory)


def _settings(desk: Desk) -> Page:
    from ui.settings.settings_page import SettingsPage

    def bring_in(kind: str) -> object:
        return _open_import(desk, page, kind)

    lists = None if desk.is_office else bring_in
    page = SettingsPage(
        desk.store, desk.bus, desk.jobs, desk.memory, desk.drafts, lists, restore=desk.restore
    )
    return page


def _saves(desk: Desk, listing: str) -> "SaveList":
    """Give what saves a list as a file; who sees a list may save it, and that is logged."""

    def save(parent: "QWidget", banner: "Banner", shown: "Selection") -> object:
        from lärcentrum.reports.lists import Listing
        from ui.reports.save_list_dialog import save_list_dialog

        return save_list_dialog(desk.store, desk.jobs, Listing(listing), shown, banner, parent)

    return save


def _brings_in(desk: Desk, kind: str) -> Callable[["QWidget"], object] | None:
    """Give what opens the dialog for a kind of list; None for who may not write."""
    if Right.REGISTER not in desk.store.session.rights:
        return None
    return lambda parent: _open_import(desk, parent, kind)


def _open_import(desk: Desk, parent: "QWidget", kind: str) -> object:
    from lärcentrum.imports.fields import ListKind
    from ui.imports.import_dialog import open_import

    return open_import(desk.store, desk.jobs, desk.memory, parent, ListKind(kind))
