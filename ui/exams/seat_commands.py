"""The commands of seats on Tentor, there only when the centre gives seats."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.errors import Busy
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from ui.kit.commands import Command
from ui.kit.jobs import JobRunner


def propose_seats(store: Store, day: date, jobs: JobRunner, parent: QWidget) -> QDialog:
    """Open the proposal of a day's seats; jobs work it out."""
    from ui.exams.propose_dialog import ProposeDialog

    return _opened(ProposeDialog(store, day, jobs, parent))


def show_plan(store: Store, sitting: str, parent: QWidget) -> QDialog:
    """Open a sitting's seating plan."""
    from ui.exams.sitting_plan import SittingPlanDialog

    return _opened(SittingPlanDialog(store, sitting, parent))


def seat_commands(
    store: Store,
    jobs: JobRunner,
    parent: QWidget,
    group: str,
    chosen: Callable[[], BookingRow | None],
) -> list[Command]:
    """Give the commands; none while the centre gives no seats.

    Args:
        store: the register.
        jobs: works proposals out beside the window.
        parent: the page.
        group: the page's title.
        chosen: gives the booking that is chosen, whose day is meant; None means today.
    """
    if Right.REGISTER not in store.session.rights or not _gives_seats(store):
        return []

    def propose() -> QDialog:
        booking = chosen()
        day = booking.starts.date() if booking else store.clock.today()
        return propose_seats(store, day, jobs, parent)

    return [
        Command(
            key="propose_seats", label=_("Föreslå platser"), run=propose, group=group,
            shortcut="Ctrl+Shift+P", icon="armchair", words=_("sittplan placera placering salar"),
        )
    ]  # fmt: skip


def _gives_seats(store: Store) -> bool:
    try:
        return bool(number_setting(store, "use_seats"))
    except Busy:
        return True  # a job holds the register: better a command too many than a page that fails


def _opened(dialog: QDialog) -> QDialog:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
