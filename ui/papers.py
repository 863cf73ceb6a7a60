"""Papers that several pages open: drawn from the register, shown, printed, saved."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.fields import Choice
from ui.kit.page import Page
from ui.kit.settings import Memory

_CHOSEN = "sitting_papers"
"""Where the window remembers which papers a set is of."""


def open_sitting_papers(
    store: Store, memory: Memory, page: Callable[[], Page], sitting: str
) -> QWidget | None:
    """Show a sitting's papers as one set; which papers is remembered."""
    from lärcentrum.documents.sitting_papers import PAPER_NAMES, SittingPaper, sitting_papers_pdf
    from ui.kit.paper_set import PaperSetDialog
    from ui.kit.printing import has_printer, print_pdf

    def draw(chosen: list[str]) -> bytes:
        asked = [SittingPaper(one) for one in chosen]
        return sitting_papers_pdf(store, sitting=sitting, papers=asked)

    kinds = [Choice(one.value, _(name)) for one, name in PAPER_NAMES.items()]
    kept = memory.get(_CHOSEN)
    dialog = PaperSetDialog(
        kinds,
        kept if isinstance(kept, list) else [one.key for one in kinds],
        draw,
        lambda chosen: memory.put(_CHOSEN, chosen),
        title=_("Salens papper"),
        file_name=f"papper-{store.clock.today().isoformat()}.pdf",
        send=print_pdf if has_printer() else None,
        parent=page(),
    )
    dialog.open()
    return dialog


def open_day_list(store: Store, page: Callable[[], Page]) -> QWidget | None:
    """Show today's list of who sits where; a refusal is said on top of the page."""
    from lärcentrum.documents.day_papers import day_list_pdf

    return _open(
        page(),
        lambda: day_list_pdf(store),
        _("Dagslista"),
        f"dagslista-{store.clock.today().isoformat()}.pdf",
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
