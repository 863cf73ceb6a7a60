"""Kvittens: what the region answered, and its words about single records."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.language import N_, _
from lärcentrum.sync.kinds import KINDS, Kind
from lärcentrum.sync.receipt_format import Mark
from lärcentrum.sync.receipts import Answered
from ui.kit.button_row import ButtonRow
from ui.kit.chips import Chip, ChipLabel
from ui.kit.low_table import LowTable
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel
from ui.kit.tokens import Tone
from ui.kit.widgets import button, column, label, row
from ui.sync.words import RECEIPTS, Situation

_SAID = {
    "accepted": N_("Regionen har läst in filen."),
    "already": N_("Regionen hade redan läst in samma innehåll."),
    "late": N_("Regionen har noterat månaden. En senare fil var redan inläst och gäller."),
    "held": N_("Regionen har fått filen men väntar på ett beslut. Ring dem om det dröjer."),
    "refused": N_("Regionen har avvisat filen. Öppna månaden igen, rätta och skapa en ny fil."),
}  # fmt: skip


class ReceiptStep(QWidget):
    """Reads receipts and shows what they say.

    Signals:
        reading: a receipt file is to be chosen.
        opening: a record that the region asks about is to be opened; the Answered.
        reopening: the month is to be opened again, since its file was refused.
    """

    reading = Signal()
    opening = Signal(object)
    reopening = Signal()

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = ChipLabel()
        self.text = label(wrap=True, strong=True, name="receipt_text")
        self.hint = label(wrap=True, soft=True, name="receipt_hint")
        self.model = RecordModel(_columns())
        self.table = LowTable(
            self.model,
            least=96,
            name="answers",
            title=_("Regionens frågor"),
            memory=memory,
            compact=True,
        )
        self.read_button = button(
            _("Läs in kvittens …"), self.reading.emit, kind="primary", icon="folder-open",
            name="read_receipt",
        )  # fmt: skip
        self.reopen_button = button(
            _("Öppna månaden igen …"), self.reopening.emit, icon="pencil", name="reopen_refused"
        )
        self._outer = column(
            row(self.chip, None), self.text, self.hint, self.table,
            ButtonRow(self.reopen_button, None, self.read_button), parent=self,
        )  # fmt: skip
        self._outer.insertStretch(4)
        self._outer.setStretch(3, 1)
        self.table.opened.connect(self._open)

    def show_situation(self, now: Situation) -> None:
        """Show what the region answered about a month's newest file."""
        receipt = now.month.receipt
        known = RECEIPTS.get(receipt)
        self.chip.show_chip(Chip(_(known[0]), known[1], known[2]) if known else None)
        self.text.setText(_headline(now))
        self.hint.setText(_advice(now))
        self.hint.setVisible(bool(self.hint.text()))
        self.model.show(now.answers)
        self.table.setVisible(bool(now.answers))
        self.reopen_button.setVisible(now.closed and receipt in ("held", "refused"))

    def act(self) -> None:
        """Do the step's main thing."""
        self.reading.emit()

    def _open(self, record: Any) -> None:
        if record.uid:
            self.opening.emit(record)


def _headline(now: Situation) -> str:
    if now.month.receipt:
        return _(_SAID.get(now.month.receipt, now.month.receipt))
    if now.package is None:
        return _("Kvittensen kommer när regionen har läst in månadens fil.")
    return _("{file} är inte kvitterad ännu.").format(file=now.package.name)


def _advice(now: Situation) -> str:
    if now.answers:
        return _("Regionen har frågor om poster. Enter öppnar posten.")
    if now.month.receipt:
        return ""
    return _("Läs in filen som slutar på .kvittens, eller släpp den var som helst på sidan.")


_KINDS = {
    Kind.STUDENT.value: N_("Student"), Kind.BOOKING.value: N_("Bokning"),
    Kind.INTERNSHIP.value: N_("Praktik"), "": N_("Finns inte längre"),
}  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(key="mark", title=_("Läge"), text=_mark, chip=_chip, width=120, sortable=False),
        Column(key="kind", title=_("Post"), text=lambda a: _(_KINDS.get(a.kind, a.kind)),
               sortable=False),
        Column(key="about", title=_("Uppgift"), text=_field, sortable=False),
        Column(key="code", title=_("Kod"), text=lambda a: a.code, width=120, sortable=False),
    ]  # fmt: skip


def _field(one: Answered) -> str:
    known = {field.name: field.label for kind in KINDS if kind == one.kind for field in KINDS[kind]}
    return _(known[one.about]) if one.about in known else one.about or _("hela posten")


def _mark(one: Answered) -> str:
    return _("Fråga") if one.mark is Mark.QUESTION else _("Avvisad")


def _chip(one: Answered) -> Chip:
    return Chip(_mark(one), Tone.WARN if one.mark is Mark.QUESTION else Tone.BAD)
