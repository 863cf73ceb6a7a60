"""Avgifter: what is unpaid, overdue, to be invoiced or paid back; there when switched on."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.fees_export import WANTED, FeeList, save_fee_list
from lärcentrum.exams.fees_lists import FILTER_NAMES, FeeFilter, FeeRow, list_fees, total
from lärcentrum.exams.fees_rules import KIND_NAMES
from lärcentrum.language import _, ngettext
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import kronor, number, short_day, sort_key
from ui.exams.fee_form import TOPIC
from ui.exams.fee_line import FEE_ACTIONS
from ui.exams.fee_parts import amount_text, fee_chip, fee_text
from ui.kit.bus import Bus
from ui.kit.button_row import ButtonRow
from ui.kit.commands import Command
from ui.kit.fields import Choice, ChoiceField
from ui.kit.form import Drafts
from ui.kit.help import about
from ui.kit.page import Page
from ui.kit.paths import Paths
from ui.kit.selections import SaveList, SelectionButton
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Tone
from ui.kit.widgets import button


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fee in the list; one that is only proposed has no uid of its own."""

    uid: str
    fee: FeeRow


class FeesPage(Page):
    """The fees.

    Args:
        store: the register.
        bus: tells what changed.
        memory: remembers columns and the filter.
        paths: asks for a folder.
        drafts: keeps saved selections.
        save: saves the list as a file; None where that may not be.
        parent: see Qt.
    """

    tables: ClassVar[tuple[str, ...]] = (
        "fee", "fee_tariff", "fee_receipt", "booking", "exam", "student", "provider", "setting",
    )  # fmt: skip

    def __init__(
        self,
        store: Store,
        bus: Bus,
        memory: Memory | None = None,
        paths: Paths | None = None,
        drafts: Drafts | None = None,
        save: SaveList | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("fees", _("Avgifter"), bus=bus, memory=memory, parent=parent)
        about(self, TOPIC)
        self._store, self._paths = store, paths or Paths()
        self.which = ChoiceField([Choice(one.value, _(FILTER_NAMES[one])) for one in FeeFilter])
        self.which.combo.setObjectName("fee_filter")
        self.which.combo.setAccessibleName(_("Vilka avgifter"))
        self.which.put(self.remembered("which", FeeFilter.OPEN.value))
        self.model = RecordModel(_columns())
        self.table = Table(self.model, name="fees", title=_("Avgifter"), memory=memory)
        terms = {"which": (self.which.value, self.which.put)}
        self.selections = SelectionButton(drafts, self.key, self.table, terms, save, self.banner)
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.which.changed.connect(self._narrow)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._open_booking)

    def reload(self) -> None:
        """Show what the register says now."""
        which = FeeFilter(self.which.value() or FeeFilter.OPEN)
        found = list_fees(self._store, which=which)
        self.model.show([_line(one) for one in found])
        count = ngettext("{n} avgift", "{n} avgifter", len(found)).format(n=number(len(found)))
        self.say_count(f"{count} · {kronor(total(found))}" if found else count)
        self.table.empty.say(
            "banknote",
            _("Inga avgifter här"),
            _("Avgifter sätts på bokningen; här står de som väntar på något."),
        )

    def show_record(self, uid: Any) -> None:
        """Show one filter of the list by its name."""
        if str(uid) in list(FeeFilter):
            self.which.put(str(uid))

    def commands(self) -> list[Command]:
        """Give the page's commands."""
        return [
            *self.selections.commands(self.title),
            Command(
                key="save_unpaid", label=_("Spara obetalda avgifter som Excel"),
                run=self.save_unpaid, group=self.title, icon="file-spreadsheet",
            ),
            Command(
                key="save_billing", label=_("Spara det som ska faktureras som Excel"),
                run=self.save_billing, group=self.title, icon="file-spreadsheet",
            ),
        ]  # fmt: skip

    def save(self) -> None:
        """Save the list that the filter is about: what is to be invoiced, or what is unpaid."""
        invoices = self.which.value() == FeeFilter.INVOICES
        self._export(FeeList.BILLING if invoices else FeeList.UNPAID)

    def save_unpaid(self) -> None:
        """Save the unpaid list into a folder."""
        self._export(FeeList.UNPAID)

    def save_billing(self) -> None:
        """Save the providers' billing list into a folder."""
        self._export(FeeList.BILLING)

    def act_on(self, key: str) -> object:
        """Do one of the actions with the chosen fee; a refusal is said on top."""
        line: Line | None = self.table.record()
        if line is None:
            return None
        self.banner.hide()
        action = next(one for one in FEE_ACTIONS if one.key == key)
        try:
            return action.run(self._store, line.fee, self)
        except UserError as error:
            self.banner.say_error(error)
            return None

    def _export(self, which: FeeList) -> None:
        folder = self._paths.folder(self, _("Välj en mapp för listan"), Path.home())
        if folder is None:
            return
        try:
            path = save_fee_list(self._store, folder=folder, which=which)
        except UserError as error:
            self.banner.say_error(error)
            return
        said = _("Sparad som {name} i {folder}.").format(name=path.name, folder=path.parent)
        rest = (_("Listan har namn: förvara den därefter."), self._left_out(which))
        self.banner.say(said, " ".join(part for part in rest if part), Tone.GOOD)

    def _left_out(self, which: FeeList) -> str:
        """Say how many protected identities a file leaves out, to those who may know (FH04)."""
        if Right.PROTECTED not in self._store.session.rights:
            return ""
        n = sum(one.protected for one in list_fees(self._store, which=WANTED[which]))
        said = ngettext("{n} skyddad är utelämnad.", "{n} skyddade är utelämnade.", n)
        return said.format(n=n) if n else ""

    def _narrow(self) -> None:
        self.remember("which", self.which.value())
        self.banner.hide()
        self.refresh()

    def _on_chosen(self, line: Line | None) -> None:
        writes = Right.REGISTER in self._store.session.rights
        for one in FEE_ACTIONS:
            # Those that do not fit are away: at large text all of them would fill the page.
            fits = line is not None and writes and one.fits(line.fee)
            self._buttons[one.key].setVisible(fits)
        self._buttons["booking"].setVisible(line is not None)
        self._row.fit()

    def _open_booking(self, line: Line | None = None) -> None:
        chosen = line or self.table.record()
        if chosen is not None:
            self.go.emit("exams", chosen.fee.booking)

    def _lay_out(self) -> None:
        self._save = button(
            _("Excel …"), self.save, icon="file-spreadsheet", name="save_excel",
            tip=_("Spara det som är obetalt, eller det som ska faktureras, som Excel"),
        )  # fmt: skip
        self._save.setVisible(Right.REGISTER in self._store.session.rights)
        self.body.addWidget(ButtonRow(self.which, None, self.selections, self._save))
        self.body.addWidget(self.table, 1)
        for one in FEE_ACTIONS:
            self._buttons[one.key] = button(
                _(one.text), partial(self.act_on, one.key), icon=one.icon, name=f"fee_{one.key}"
            )
        self._buttons["booking"] = button(
            _("Visa bokningen"), self._open_booking, icon="calendar", name="fee_booking"
        )
        self._row = ButtonRow(None, *self._buttons.values())
        self.body.addWidget(self._row)
        self._on_chosen(None)


def _line(fee: FeeRow) -> Line:
    return Line(uid=f"{fee.booking}:{fee.kind}", fee=fee)


def _columns() -> list[Column]:
    return [
        Column(key="due", title=_("Betalas senast"), text=lambda r: short_day(r.fee.due),
               sort=lambda r: r.fee.due, width=116),
        Column(key="name", title=_("Student"), text=lambda r: r.fee.name,
               sort=lambda r: sort_key(r.fee.listed_name), tip=lambda r: r.fee.name),
        Column(key="course", title=_("Tentamen"), text=lambda r: r.fee.course,
               tip=lambda r: r.fee.course),
        Column(key="starts", title=_("Skriver"), text=lambda r: short_day(r.fee.starts.date()),
               sort=lambda r: r.fee.starts, width=100),
        Column(key="kind", title=_("Avgift för"), text=lambda r: _(KIND_NAMES[r.fee.kind]),
               width=96),
        Column(key="amount", title=_("Belopp"), text=lambda r: amount_text(r.fee), number=True,
               sort=lambda r: r.fee.amount or 0, width=84),
        Column(key="state", title=_("Läge"), text=lambda r: fee_chip(r.fee).word,
               chip=lambda r: fee_chip(r.fee), tip=lambda r: fee_text(r.fee), width=124),
        Column(key="provider", title=_("Lärosäte"), text=lambda r: r.fee.provider_name, width=90),
    ]  # fmt: skip
