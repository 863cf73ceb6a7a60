"""A sitting whose papers are being drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from lärcentrum.documents.paper_kinds import SittingPaper
from lärcentrum.documents.prints import PaperContent, reprint_note
from lärcentrum.exams.row_order import RowOrder
from lärcentrum.exams.sittings import SittingPage
from lärcentrum.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperedRoom:
    """What a sitting's papers are drawn from.

    Args:
        store: the register.
        page: the sitting.
        contents: what each paper says now.
        order: by what its register is sorted.
    """

    store: Store
    page: SittingPage
    contents: Mapping[SittingPaper, PaperContent]
    order: RowOrder

    def changed(self, paper: SittingPaper, exam: str = "") -> str:
        """Say what is new on a reprint, to one exam's provider only what concerns it."""
        return reprint_note(self.store, self.page.card.uid, self.contents[paper], exam)
