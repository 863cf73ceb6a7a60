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

if TYPE_CHECKING:
    from lärcentrum.exams.confirmations import Addressee
    from lärcentrum.exams.letters import LetterLanguage


def open_sitting_papers(
    store: Store, memory: Memory, page: Callable[[], Page], sitting: str
) -> QWidget | None:
    """Show a sitting's papers as one set; which papers, and their order, is remembered."""
    from lärcentrum.documents.paper_kinds import PAPER_NAMES, kinds_of
    from lärcentrum.exams.row_order import ORDER_NAMES, RowOrder
    from ui.kit.paper_set import PaperSetDialog
    from ui.sitting_papers import CHOSEN, ORDER, SittingPapers

    kinds = [Choice(one.value, _(PAPER_NAMES[one])) for one in kinds_of(store)]
    kept = memory.get(CHOSEN)
    dialog = PaperSetDialog(
        SittingPapers(store, memory, sitting),
        kinds,
        kept if isinstance(kept, list) else [one.key for one in kinds],
        [Choice(one.value, _(name)) for one, name in ORDER_NAMES.items()],
        str(memory.get(ORDER, RowOrder.NUMBER)),
        parent=page(),
    )
    dialog.open()
    return dialog


def changed_since(store: Store, sitting: str) -> tuple[str, ...]:
    """Say what has changed on a sitting's papers since they were printed, a line for each."""
    from lärcentrum.documents.day_papers import wall_now
    from lärcentrum.documents.prints import changed_lines, printed_papers

    return changed_lines(printed_papers(store, sitting=sitting), wall_now(store))


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
