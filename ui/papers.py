"""Papers that several pages open: drawn from the register, shown, printed, saved."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.fields import Choice
from ui.kit.page import Page
from ui.kit.settings import Memory

if TYPE_CHECKING:
    from lärcentrum.documents.prints import PrintHow
    from lärcentrum.exams.confirmations import Addressee
    from lärcentrum.exams.letters import LetterLanguage
    from ui.kit.paper_dialog import Print


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


def changed_since(store: Store, sitting: str | None) -> tuple[str, ...]:
    """Say what has changed on a sitting's papers since they were printed, a line for each.

    Args:
        store: the register.
        sitting: the sitting's uid; None asks about today's list.
    """
    from lärcentrum.documents.day_papers import wall_now
    from lärcentrum.documents.prints import changed_lines, printed_papers

    if sitting is not None:
        return changed_lines(printed_papers(store, sitting=sitting), wall_now(store))
    from lärcentrum.documents.day_lists import changed_day_list

    line = changed_day_list(store)
    return (line,) if line else ()


def open_week_lists(store: Store, memory: Memory, page: Page, day: date) -> QWidget | None:
    """Show the week of every room; a refusal is said on top of the page."""
    from lärcentrum.documents.week_lists import week_list_pdf
    from ui.kit.printing import sender

    return _open(
        page,
        lambda: week_list_pdf(store, day=day),
        sender(memory, "week_list"),
        _("Veckolista"),
        f"veckolista-{day.isoformat()}.pdf",
    )


def open_day_list(store: Store, memory: Memory, page: Callable[[], Page]) -> QWidget | None:
    """Show today's list of who sits where; a refusal is said on top of the page."""
    from lärcentrum.documents.day_lists import day_list_content, day_list_pdf, note_day_list
    from lärcentrum.documents.prints import PrintHow
    from ui.kit.printing import sender

    day = store.clock.today()
    drawn = day_list_content(store, day=day)

    def note(how: PrintHow) -> None:
        note_day_list(store, day=day, facts=drawn, how=how)

    return _open(
        page(),
        lambda: day_list_pdf(store),
        sender(memory, "day_list"),
        _("Dagslista"),
        f"dagslista-{day.isoformat()}.pdf",
        note,
    )


def show_confirmation(
    store: Store,
    memory: Memory,
    booking: str,
    to: "Addressee",
    language: "LetterLanguage",
    parent: QWidget,
) -> QWidget:
    """Show a booking's confirmation: the student's card, or the letter to the provider.

    Raises:
        UserError: it cannot be drawn.
    """
    from lärcentrum.documents.day_papers import confirmation_pdf
    from lärcentrum.documents.letter_paper import confirmation_letter_pdf
    from lärcentrum.exams.confirmations import Addressee
    from ui.kit.printing import sender

    if to is Addressee.STUDENT:
        pdf = confirmation_pdf(store, booking=booking, language=language)
    else:
        pdf = confirmation_letter_pdf(store, booking=booking, to=to, language=language)
    send = sender(memory, "confirmation")
    return _show(parent, pdf, send, _("Bokningsbekräftelse"), "bokningsbekraftelse.pdf")


def _open(
    page: Page,
    draw: Callable[[], bytes],
    send: "Print | None",
    title: str,
    name: str,
    note: "Callable[[PrintHow], object] | None" = None,
) -> QWidget | None:
    try:
        return _show(page, draw(), send, title, name, note)
    except UserError as error:
        page.banner.say_error(error)
        return None


def _show(
    parent: QWidget,
    pdf: bytes,
    send: "Print | None",
    title: str,
    name: str,
    note: "Callable[[PrintHow], object] | None" = None,
) -> QWidget:
    """Show a paper.

    Args:
        parent: see Qt.
        pdf: the paper.
        send: hands it to a printer; None when there is none.
        title: what it is called, in the print queue as well.
        name: the file's name when it is saved.
        note: told where it went; None for a paper that keeps no mark of having been printed.
    """
    from lärcentrum.documents.prints import PrintHow
    from ui.kit.paper_dialog import PaperDialog

    noted = note or _nothing
    dialog = PaperDialog(
        pdf, title=title, file_name=name, sent=partial(noted, PrintHow.PRINTER),
        saved=partial(noted, PrintHow.FILE), send=send, parent=parent,
    )  # fmt: skip
    dialog.open()
    return dialog


def _nothing(_how: "PrintHow") -> None:
    """A paper of a week or of one booking keeps no mark of having been printed."""
