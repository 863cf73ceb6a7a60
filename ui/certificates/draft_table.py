"""The drafts of many certificates as a table: who gets one, who does not, and why."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lärcentrum.documents.certificate_drafts import CertificateDraft, Hindrance
from lärcentrum.language import _
from ui.kit.chips import Chip
from ui.kit.table import Column, RecordModel, Table
from ui.kit.texts import moment
from ui.kit.tokens import Tone


@dataclass(frozen=True, slots=True)
class Line:
    """A draft, and whether it is to be issued."""

    draft: CertificateDraft
    taken: bool

    @property
    def uid(self) -> str:
        """Give what tells it from the others."""
        return self.draft.uid


class DraftTable(Table):
    """Shows drafts; Space or Enter leaves the marked ones out, or takes them in again.

    Signals:
        changed: other drafts are to be issued.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._model_of_drafts = RecordModel(_columns())
        super().__init__(
            self._model_of_drafts, name="drafts", title=_("Utkast"), compact=True, parent=parent
        )
        self.opened.connect(self.toggle)
        self.empty.say("award", _("Inga utkast"), _("Ingen tentamen finns där."))

    def show_drafts(self, drafts: list[CertificateDraft]) -> None:
        """Show drafts; all that can be issued are to be."""
        self._show([Line(one, one.hindrance is None) for one in drafts])

    def lines(self) -> list[Line]:
        """Give all of them, in the order shown."""
        return [self._model_of_drafts.record(n) for n in range(self._model_of_drafts.rows())]

    def taken(self) -> list[str]:
        """Give the bookings of the drafts that are to be issued."""
        return [one.draft.booking for one in self.lines() if one.taken]

    def toggle(self, _record: object = None) -> None:
        """Leave the marked drafts out, or take them in when none of them is."""
        marked = {one.uid for one in self.records() if one.draft.hindrance is None}
        if not marked:
            return
        take = not any(one.taken for one in self.records())
        row = self.currentIndex().row()
        self._show([Line(one.draft, take) if one.uid in marked else one for one in self.lines()])
        self.choose(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt."""
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
        else:
            super().keyPressEvent(event)

    def _show(self, lines: list[Line]) -> None:
        self._model_of_drafts.show(lines)
        self.changed.emit()


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda one: one.draft.name, width=180),
        Column(key="course", title=_("Avser"), text=lambda one: one.draft.course),
        Column(
            key="starts",
            title=_("Tid"),
            text=lambda one: moment(one.draft.starts) if one.draft.starts else "",
            sort=lambda one: str(one.draft.starts or ""),
            width=150,
        ),
        Column(key="state", title=_("Läge"), text=_said, chip=_chip, tip=_said, width=270),
    ]


def _said(line: Line) -> str:
    if line.draft.hindrance is not None:
        return line.draft.reason
    return _("Utfärdas") if line.taken else _("Utelämnas")


def _chip(line: Line) -> Chip:
    if line.draft.hindrance is None:
        return Chip(_said(line), Tone.GOOD if line.taken else Tone.NEUTRAL)
    done = line.draft.hindrance in (Hindrance.ALREADY, Hindrance.ABSENT)
    return Chip(_said(line), Tone.NEUTRAL if done else Tone.WARN)
