"""Papers that several pages open: drawn from the register, shown, printed, saved."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.page import Page


def open_attendance_list(store: Store, page: Callable[[], Page], sitting: str) -> QWidget | None:
    """Show a sitting's attendance list; a refusal is said on top of the page."""
    from lärcentrum.documents.day_papers import attendance_list_pdf

    return _open(
        page(),
        lambda: attendance_list_pdf(store, sitting=sitting),
        _("Närvarolista"),
        f"narvarolista-{store.clock.today().isoformat()}.pdf",
    )


def open_confirmation(store: Store, page: Callable[[], Page], booking: str) -> QWidget | None:
    """Show a booking's confirmation; a refusal is said on top of the page."""
    from lärcentrum.documents.day_papers import confirmation_pdf

    return _open(
        page(),
        lambda: confirmation_pdf(store, booking=booking),
        _("Bokningsbekräftelse"),
        "bokningsbekraftelse.pdf",
    )


def _open(page: Page, draw: Callable[[], bytes], title: str, name: str) -> QWidget | None:
    from ui.kit.paper_dialog import PaperDialog
    from ui.kit.printing import has_printer, print_pdf

    try:
        pdf = draw()
    except UserError as error:
        page.banner.say_error(error)
        return None
    send = print_pdf if has_printer() else None
    dialog = PaperDialog(pdf, title=title, file_name=name, sent=_nothing, send=send, parent=page)
    dialog.open()
    return dialog


def _nothing() -> None:
    """A day's paper keeps no mark of having been printed."""
