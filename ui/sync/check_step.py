"""Kontrollera: what falls short, each with its link; a comment where something is unusual."""

from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.language import _, ngettext
from lärcentrum.swedish import short_day
from lärcentrum.sync.month_check import Finding, Weight
from lärcentrum.sync.months import MonthState
from ui.kit.button_row import ButtonRow
from ui.kit.chips import Chip
from ui.kit.fields import LongTextField
from ui.kit.low_table import LowTable
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel
from ui.kit.tokens import Tone
from ui.kit.widgets import button, column, label
from ui.sync.words import Situation, title_of


class CheckStep(QWidget):
    """The list of what falls short, and the button that closes the month.

    Signals:
        opening: a finding is to be mended; the Finding.
        closing: the month is to be closed; the comment.
        reopening: the closed month is to be opened again.
    """

    opening = Signal(object)
    closing = Signal(str)
    reopening = Signal()

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label(wrap=True, strong=True, name="check_text")
        self.hint = label(wrap=True, soft=True, name="check_hint")
        self.model = RecordModel(_columns())
        self.table = LowTable(
            self.model, least=120, name="findings", title=_("Det som saknas"), memory=memory
        )
        self.open_button = button(
            _("Öppna och rätta"), self._open, icon="arrow-right", name="open_finding"
        )
        self.comment_title = label(_("Kommentar till månaden"), strong=True)
        self.comment = LongTextField(_("Vad är ovanligt, och varför? Inga namn."), lines=2)
        self.comment.setObjectName("month_comment")
        self.comment.focus_widget().setAccessibleName(self.comment_title.text())
        self.close_button = button(
            _("Stäng månaden"), self._close, kind="primary", icon="lock", name="close_month"
        )
        self.reopen_button = button(
            _("Öppna igen …"), self.reopening.emit, icon="pencil", name="reopen_month"
        )
        column(
            self.text, self.hint, self.table, self.comment_title, self.comment, None,
            ButtonRow(self.reopen_button, self.open_button, None, self.close_button),
            parent=self,
        ).setStretch(2, 100)  # fmt: skip
        self.table.opened.connect(self.opening)
        self.table.clicked.connect(self._on_clicked)
        self.table.chosen.connect(self._on_chosen)

    def show_situation(self, now: Situation) -> None:
        """Show what falls short in a month."""
        self.text.setText(_headline(now))
        self.hint.setText(_advice(now))
        self.hint.setVisible(bool(self.hint.text()))
        self.model.show([] if now.closed else now.findings)
        over = not now.closed and now.month.state is not MonthState.AHEAD
        self.table.setVisible(not now.closed and bool(now.findings))
        self.open_button.setVisible(not now.closed and bool(now.findings))
        asks = over and bool(now.soft) and not now.hard
        self.comment_title.setVisible(asks)
        self.comment.setVisible(asks)
        self.close_button.setVisible(over)
        self.close_button.setEnabled(not now.hard)
        self.reopen_button.setVisible(now.closed)

    def act(self) -> None:
        """Do the step's main thing."""
        if self.close_button.isVisibleTo(self) and self.close_button.isEnabled():
            self._close()

    def _close(self) -> None:
        self.closing.emit(self.comment.value() if self.comment.isVisibleTo(self) else "")

    def _open(self) -> None:
        record = self.table.record()
        if record is not None:
            self.opening.emit(record)

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].key == "link":
            self.opening.emit(self.model.record(index.row()))

    def _on_chosen(self, record: Any) -> None:
        self.open_button.setEnabled(record is not None)


def _headline(now: Situation) -> str:
    name = title_of(now.month.period)
    if now.closed:
        return _("{month} är stängd.").format(month=name.capitalize())
    if now.month.state is MonthState.AHEAD:
        return _("{month} pågår.").format(month=name.capitalize())
    if now.hard:
        return ngettext(
            "{n} uppgift saknas i {month}.", "{n} uppgifter saknas i {month}.", now.hard
        ).format(n=now.hard, month=name)
    if now.soft:
        return ngettext(
            "{n} sak är ovanlig i {month}.", "{n} saker är ovanliga i {month}.", now.soft
        ).format(n=now.soft, month=name)
    return _("Inget saknas i {month}.").format(month=name)


def _advice(now: Situation) -> str:
    if now.closed:
        said = now.month.comment
        return _("Kommentar: {text}").format(text=said) if said else ""
    if now.month.state is MonthState.AHEAD:
        return _("Den stängs när månaden är slut. Det som saknas hittills visas redan nu.")
    if now.hard:
        return _("Rätta det som saknas. Listan uppdateras av sig själv.")
    if now.soft:
        return _("Rätta, eller skriv en kort kommentar och stäng månaden.")
    due = short_day(now.month.due)
    return _("Stäng månaden, så kan filen skapas. Senast {day}.").format(day=due)


def _columns() -> list[Column]:
    return [
        Column(key="weight", title=_("Läge"), text=_weight, chip=_chip, width=108,
               sort=lambda x: x.weight is not Weight.HARD),
        Column(key="text", title=_("Vad"), text=lambda x: x.text, tip=lambda x: x.text),
        Column(key="link", title=_("Rätta"), text=lambda _x: _("Öppna →"), width=84,
               sortable=False),
    ]  # fmt: skip


def _weight(one: Finding) -> str:
    return _("Saknas") if one.weight is Weight.HARD else _("Fråga")


def _chip(one: Finding) -> Chip:
    return Chip(_weight(one), Tone.BAD if one.weight is Weight.HARD else Tone.WARN)
