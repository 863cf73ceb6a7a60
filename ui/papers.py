"""Papers that several pages open: drawn from the register, shown, printed, saved."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.fields import Choice
from ui.kit.page import Page
from ui.kit.settings import Memory

_CHOSEN = "sitting_papers"
"""Where the window remembers which papers a set is of."""

if TYPE_CHECKING:
    from lärcentrum.exams.confirmations import Addressee
    from lärcentrum.exams.letters import LetterLanguage


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


def open_week_lists(store: Store, page: Page, day: date) -> QWidget | None:
    """Show the week of every room; a refusal is said on top of the page."""
    from lärcentrum.documents.week_lists import week_list_pdf

    return _open(
        page,
        lambda: week_list_pdf(store, day=day),
        _("Veckolista"),
        f"veckolista-{day.isoformat()}.pdf",
    )


def open_day_list(store: Store, page: Callable[[], Page]) -> QWidget | None:
    """Show today's list of who sits where; a refusal is said on top of the page."""
    from lärcentrum.documents.day_papers import day_list_pdf

    return _open(
        page(),
        lambda: day_list_pdf(store),
        _("Dagslista"),
        f"dagslista-{store.clock.today().isoformat()}.pdf",
    )


def show_confirmation(
    store: Store, booking: str, to: "Addressee", language: "LetterLanguage", parent: QWidget
) -> QWidget:
    """Show a booking's confirmation: the student's card, or the letter to the provider.

    Raises:
        UserError: it cannot be drawn.
    """
    from lärcentrum.documents.day_papers import confirmation_pdf
    from lärcentrum.documents.letter_paper import confirmation_letter_pdf
    from lärcentrum.exams.confirmations import Addressee

    if to is Addressee.STUDENT:
        pdf = confirmation_pdf(store, booking=booking, language=language)
    else:
        pdf = confirmation_letter_pdf(store, booking=booking, to=to, language=language)
    return _show(parent, pdf, _("Bokningsbekräftelse"), "bokningsbekraftelse.pdf")


def _open(page: Page, draw: Callable[[], bytes], title: str, name: str) -> QWidget | None:
    try:
        return _show(page, draw(), title, name)
    except UserError as error:
        page.banner.say_error(error)
        return None


def _show(parent: QWidget, pdf: bytes, title: str, name: str) -> QWidget:
    from ui.kit.paper_dialog import PaperDialog
    from ui.kit.printing import has_printer, print_pdf

    send = print_pdf if has_printer() else None
    dialog = PaperDialog(pdf, title=title, file_name=name, sent=_nothing, send=send, parent=parent)
    dialog.open()
    return dialog


def _nothing() -> None:
    """A day's paper keeps no mark of having been printed."""
