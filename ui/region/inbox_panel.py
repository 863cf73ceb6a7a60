"""The inbox on the region's page: files that were opened or wait, and what becomes of them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lärcentrum.language import _, ngettext
from lärcentrum.region.merge import Change, Verdict
from lärcentrum.swedish import number
from ui.kit import theme
from ui.kit.button_row import ButtonRow
from ui.kit.low_table import LowTable
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel
from ui.kit.widgets import button, column, label, row
from ui.region.region_desk import Item
from ui.region.words import about, summary, title_of, verdict_chip


class InboxPanel(QWidget):
    """Lists files with their counts.

    Signals:
        taking: the shown files are to be read in.
        saving: receipts of these packages are to be saved; a list of uids.
        deciding: a file that waits is to be accepted (True) or refused; the Item.
    """

    taking = Signal()
    saving = Signal(object)
    deciding = Signal(object, bool)

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: list[Item] = []
        self.text = label(strong=True, wrap=True, name="inbox_text")
        self.model = RecordModel(_columns())
        self.table = LowTable(
            self.model, least=124, name="inbox", title=_("Inkorg"), memory=memory, compact=True
        )
        self.hint = _hint()
        self.more = label(wrap=True, soft=True, name="inbox_more")
        self.refuse_button = button(_("Avvisa …"), self._refuse, icon="x", name="refuse_package")
        self.accept_button = button(_("Godta …"), self._accept, icon="check", name="accept_package")
        self.save_button = button(
            _("Spara kvittenser …"), self._save, icon="download", name="save_receipts"
        )
        self.take_button = button(
            _("Läs in"), self.taking.emit, kind="primary", icon="check", name="receive"
        )
        column(
            self.hint, self.text, self.table, self.more,
            ButtonRow(self.accept_button, self.refuse_button, None, self.save_button,
                      self.take_button),
            parent=self,
        ).setStretch(2, 1)  # fmt: skip
        self.table.chosen.connect(self._on_chosen)
        self.show_items([])

    def show_items(self, items: Sequence[Item]) -> None:
        """Show files, and choose the first."""
        self.items = list(items)
        self.model.show(items)
        self.hint.setVisible(not items)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Expanding if items else policy.Maximum)
        self.table.setVisible(bool(items))
        done = all(one.done for one in items)
        waiting = [one for one in items if one.path is None]
        results = [one.result for one in items if one.path is not None]
        text = summary(results, done) if results else ""
        if not results and waiting:
            text = ngettext(
                "{n} fil väntar på beslut.", "{n} filer väntar på beslut.", len(waiting)
            ).format(n=len(waiting))
        self.text.setText(text)
        self.text.setVisible(bool(text))
        fresh = sum(one.readable and _brings(one) for one in items)
        self.take_button.setText(
            ngettext("Läs in {n} fil", "Läs in {n} filer", fresh).format(n=fresh)
        )
        self.take_button.setVisible(any(one.readable for one in items))
        self.take_button.setEnabled(fresh > 0)
        self.save_button.setVisible(bool(self.receipts()))
        self.table.choose(0)
        self._on_chosen(self.table.record())

    def receipts(self) -> list[str]:
        """Give the packages among the shown files that have a receipt."""
        return [one.result.uid for one in self.items if one.result.receipt and one.result.uid]

    def _on_chosen(self, record: Any) -> None:
        self.more.setText(about(record.result, record.done) if record is not None else "")
        self.more.setVisible(bool(self.more.text()))
        waits = record is not None and record.waits
        self.accept_button.setVisible(waits)
        self.refuse_button.setVisible(waits)

    def _accept(self) -> None:
        self.deciding.emit(self.table.record(), True)

    def _refuse(self) -> None:
        self.deciding.emit(self.table.record(), False)

    def _save(self) -> None:
        self.saving.emit(self.receipts())


def _hint() -> QWidget:
    sign, box = QLabel(), QWidget()
    theme.dress(sign, "inbox", size=20)
    said = _("Släpp månadsfiler var som helst på sidan. Först visas vad som skulle hända; inget"
             " läses in förrän du säger till.")  # fmt: skip
    row(sign, label(said, soft=True, wrap=True), parent=box).setStretch(1, 1)
    return box


def _brings(one: Item) -> bool:
    # A file that nobody can open gets no receipt; one that is refused by its content does.
    unread = one.result.verdict is Verdict.QUARANTINE and not one.result.centre
    return one.result.verdict is not Verdict.ALREADY and not unread


def _columns() -> list[Column]:
    return [
        Column(key="file", title=_("Fil"), text=lambda x: x.result.file or _("i registret")),
        Column(key="centre", title=_("Centrum"), text=lambda x: x.result.centre or "–", width=80),
        Column(key="period", title=_("Månad"), text=lambda x: title_of(x.result.period), width=124,
               sort=lambda x: x.result.period),
        Column(key="verdict", title=_("Vad som händer"), text=lambda x: _chip(x).word, chip=_chip,
               width=142),
        *(_count(change, title) for change, title in (
            (Change.NEW, _("Nya")), (Change.UPDATED, _("Ändrade")),
            (Change.UNCHANGED, _("Lika")), (Change.WITHDRAWN, _("Borta")))),
    ]  # fmt: skip


def _chip(one: Item) -> Any:
    return verdict_chip(one.result, one.done)


def _count(change: Change, title: str) -> Column:
    def n(one: Item) -> int:
        return one.result.changes.get(change, 0)

    return Column(
        key=change.value, title=title, number=True, width=70, sort=n,
        text=lambda one: number(n(one)) if one.result.changes else "–",
    )  # fmt: skip
