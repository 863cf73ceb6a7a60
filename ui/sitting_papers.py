"""A sitting's papers as the dialog of a set shows them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from lärcentrum.documents.day_papers import wall_now
from lärcentrum.documents.paper_kinds import PAPER_NAMES, SittingPaper
from lärcentrum.documents.prints import (
    PaperContent,
    PrintHow,
    changed_lines,
    note_prints,
    paper_contents,
    print_time,
    printed_papers,
)
from lärcentrum.documents.sitting_papers import sitting_papers_pdf
from lärcentrum.exams.row_order import RowOrder
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.paper_set import PrintNews
from ui.kit.printing import has_printer, print_pdf, remembering
from ui.kit.settings import Memory

CHOSEN, ORDER = "sitting_papers", "register_order"
"""Where the window remembers which papers a set is of, and by what the register is sorted."""


class SittingPapers:
    """The papers of a sitting: drawn, remembered, and noted when they have been printed.

    Args:
        store: the register.
        memory: remembers the choice.
        sitting: the sitting's uid.
    """

    def __init__(self, store: Store, memory: Memory, sitting: str) -> None:
        self._store, self._memory, self._sitting = store, memory, sitting
        self._drawn: Sequence[PaperContent] = ()
        self._order = RowOrder.NUMBER
        self.title = _("Salens papper")
        self.file_name = f"papper-{store.clock.today().isoformat()}.pdf"
        self.prints = has_printer()

    def draw(self, chosen: list[str], order: str) -> bytes:
        """Draw papers, and hold what stands on them for `sent`."""
        asked = [SittingPaper(one) for one in chosen]
        self._order = RowOrder(order)
        # What a sitting has nothing of has no content either, and is not noted as printed.
        found = paper_contents(self._store, sitting=self._sitting, papers=asked)
        self._drawn = [one for one in found if one.facts]
        return sitting_papers_pdf(
            self._store, sitting=self._sitting, papers=asked, order=self._order
        )

    def keep(self, chosen: list[str], order: str) -> None:
        """Remember another choice."""
        self._memory.put(CHOSEN, chosen)
        self._memory.put(ORDER, order)

    def send(self, pdf: bytes, title: str, parent: QWidget) -> bool:
        """Hand them to a printer."""
        # One paper alone may go to a printer of its own, such as the one with thick paper.
        kinds = {one.paper for one in self._drawn}
        kind = kinds.pop() if len(kinds) == 1 else CHOSEN
        return print_pdf(pdf, title, parent, remembering(self._memory, kind))

    def sent(self) -> None:
        """Note that what was drawn was handed to a printer."""
        self._note(PrintHow.PRINTER)

    def saved(self) -> None:
        """Note that what was drawn was saved as a file."""
        self._note(PrintHow.FILE)

    def news(self) -> PrintNews:
        """Tell what was printed, and what has changed since."""
        found, now = printed_papers(self._store, sitting=self._sitting), wall_now(self._store)
        same: dict[str, list[str]] = {}
        for one in found:
            if not one.changes:
                when = print_time(one.printed, now)
                same.setdefault(when, []).append(_(PAPER_NAMES[one.paper]))
        said = [f"{when}: {', '.join(names)}" for when, names in same.items()]
        return PrintNews(
            printed=_("Utskrivet och oförändrat {papers}").format(papers="; ".join(said))
            if said
            else "",
            changed=changed_lines(found, now),
            stale=frozenset(one.paper.value for one in found if one.changes),
        )

    def _note(self, how: PrintHow) -> None:
        note_prints(
            self._store, sitting=self._sitting, contents=list(self._drawn), how=how,
            order=self._order,
        )  # fmt: skip
