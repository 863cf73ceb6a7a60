"""Tentor: every booking as a list, one at the right, and a new one by Ctrl+N."""

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from lärcentrum.errors import NotFound, UserError
from lärcentrum.exams.booking_lists import BookingRow, list_bookings
from lärcentrum.language import _, ngettext
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.exams.booking_actions import ACTIONS
from ui.exams.booking_details import BookingDetails, Open
from ui.exams.booking_form import BookingDialog
from ui.exams.booking_table import (
    EXAM_NARROW,
    NAME,
    NAME_NARROW,
    NAME_TIGHT,
    OVER,
    PERIODS,
    PLACE,
    PLACE_NARROW,
    WIDE,
    columns,
    fits,
    state_choices,
)
from ui.exams.seat_commands import seat_commands
from ui.kit import theme
from ui.kit.bus import Bus
from ui.kit.commands import Command
from ui.kit.fields import Choice, ChoiceField
from ui.kit.form import Drafts
from ui.kit.lists import BringIn, Lists
from ui.kit.models import RecordModel
from ui.kit.page import Page
from ui.kit.selections import SelectionButton
from ui.kit.settings import Memory
from ui.kit.table import Table
from ui.kit.widgets import row

_LARGE = 150
"""Per cent of ordinary text from which a row has no room for more."""
_NARROW, _SMALL = 1000, 700
"""Pixels at ordinary text below which columns give way, and below which the parts are stacked."""


class ExamsPage(Page):
    """The bookings.

    Args:
        store: the register.
        bus: tells what changed.
        memory: remembers columns and filters.
        drafts: keeps what is typed.
        certificate: opens the certificate of a booking by uid; None hides the button.
        confirmation: opens the confirmation of a booking by uid; None hides the button.
        bring_in: opens the dialog that reads a list of bookings in; None where that may not be.
        parent: see Qt.
    """

    tables: ClassVar[tuple[str, ...]] = (
        "booking", "exam", "sitting", "student", "room", "duty", "provider", "setting",
        "adaptation", "seat",
    )  # fmt: skip

    def __init__(
        self,
        store: Store,
        bus: Bus,
        memory: Memory | None = None,
        drafts: Drafts | None = None,
        certificate: Open | None = None,
        confirmation: Open | None = None,
        bring_in: BringIn | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("exams", _("Tentor"), bus=bus, memory=memory, parent=parent)
        self._store, self._drafts = store, drafts
        self._lists = Lists("import_bookings", self, bring_in)
        self.search_line = QLineEdit()
        self.search_line.setObjectName("find_booking")
        self.search_line.setClearButtonEnabled(True)
        self.search_line.setPlaceholderText(_("Sök på namn, kurs, lärosäte eller sal"))
        self.search_line.setAccessibleName(_("Sök bokning"))
        self.period = _filter(
            self, "period", _("Period"), [Choice(p.key, _(p.title)) for p in PERIODS]
        )
        self.state = _filter(self, "state", _("Läge"), state_choices())
        self.model = RecordModel(columns())
        self.table = Table(self.model, name="bookings", title=_("Tentor"), memory=memory)
        self.details = BookingDetails(store, certificate, confirmation)
        self.selections = SelectionButton(drafts, self.key, self.table, {
            "text": (self.search_line.text, self.search_line.setText),
            "period": (self.period.value, self.period.put),
            "state": (self.state.value, self.state.put),
        })  # fmt: skip
        self._rows: list[BookingRow] = []
        self._keys = [column.key for column in self.model.columns]
        self._name_width = NAME
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.search_line.textChanged.connect(self._show_rows)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.details.wanted.connect(self._act)
        self.details.person.connect(self._go_person)
        self.details.shown.connect(self._fit)
        self._writes = Right.REGISTER in store.session.rights
        if self._writes:
            self.set_primary(
                Command(
                    key="new_booking", label=_("Ny bokning"), run=self.add, icon="calendar-plus"
                )
            )

    def reload(self) -> None:
        """Show what the register says now."""
        period = next((one for one in PERIODS if one.key == self.period.value()), PERIODS[0])
        first, last = period.days(self._store.clock.today())
        over = self.state.value() == OVER or period.key == "all"
        self._rows = list_bookings(self._store, first=first, last=last, over=over)
        self._show_rows()
        if self.details.booking is not None:
            self._refresh_details(self.details.booking.uid)

    def show_record(self, uid: Any) -> None:
        """Show one booking, whatever the filters say; "new" begins one."""
        if uid == "new":
            self.add()
        elif uid:
            self.details.show_booking(str(uid))
            self.table.choose(self.model.row_of(str(uid)))

    def commands(self) -> list[Command]:
        """Give the page's commands."""
        return [
            *self._lists.commands(self.title),
            Command(
                key="find_booking",
                label=_("Sök bokning"),
                run=self.search_line.setFocus,
                group=self.title,
                shortcut="Ctrl+F",
                icon="search",
            ),
            Command(
                key="booking_details",
                label=_("Visa uppgifter"),
                run=self._turn_details,
                group=self.title,
                shortcut="Alt+Return",
                icon="info",
            ),
            *self.selections.commands(self.title),
            *seat_commands(self._store, self, self.title, self.table.record),
        ]

    def add(self, student: Choice | None = None, day: date | None = None) -> BookingDialog:
        """Open the dialog for a new booking."""
        dialog = BookingDialog(
            self._store, student=student, day=day, drafts=self._drafts, parent=self.window()
        )
        dialog.form.saved.connect(self._on_saved)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()
        return dialog

    def _on_saved(self, uid: str) -> None:
        self.banner.hide()
        self.show_record(uid)
        if self._dialog.booking.afterthought is not None:
            self.banner.say_error(self._dialog.booking.afterthought)

    def _act(self, key: str, booking: BookingRow) -> Any:
        """Do one of the details' actions; a refusal is shown on top of the page."""
        self.banner.hide()
        action = next(one for one in ACTIONS if one.key == key)
        try:
            return action.run(self._store, booking, self)
        except UserError as error:
            self.banner.say_error(error)
            return None

    def _show_rows(self) -> None:
        wanted, text = self.state.value(), self.search_line.text().strip()
        shown = [one for one in self._rows if fits(one, wanted, text)]
        self.model.show(shown)
        holes = sum(bool(one.missing) for one in shown)
        count = ngettext("{n} bokning", "{n} bokningar", len(shown)).format(n=number(len(shown)))
        lacks = _("{n} saknar något").format(n=number(holes)) if holes else ""
        self.say_count(" · ".join(part for part in (count, lacks) if part))
        self._say_empty()

    def _say_empty(self) -> None:
        if self._rows or self.search_line.text() or self.state.value():
            self.table.empty.say(
                "search", _("Ingen träff"), _("Inga bokningar stämmer med sökning och filter."),
                _("Visa alla"), self._clear_filters,
            )  # fmt: skip
        elif self.period.value() != "all":
            self.table.empty.say(
                "calendar-check", _("Inga bokningar de dagarna"),
                _("Här finns alla tentor som skrivs hos er, med det som saknas."),
                *((_("Ny bokning"), self.add) if self._writes else ()),
            )  # fmt: skip
        else:
            self.table.empty.say(
                "calendar-check", _("Inga bokningar ännu"),
                _("Här finns alla tentor som skrivs hos er, med det som saknas."),
                *((_("Boka den första"), self.add) if self._writes else ()),
            )  # fmt: skip

    def _clear_filters(self) -> None:
        self.search_line.clear()
        self.state.put("")
        self.period.put("all")

    def _refresh_details(self, uid: str) -> None:
        try:
            self.details.show_booking(uid)
        except NotFound:
            # The one that was shown has been undone.
            self.details.show_booking(None)

    def _on_chosen(self, record: BookingRow | None) -> None:
        if record is not None:
            self.details.show_booking(record.uid)

    def _on_opened(self, record: BookingRow) -> None:
        self.details.show_booking(record.uid)
        self.details.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let columns give way that would crowd out the state; at large text stack the parts."""
        shown = not self.details.isHidden()
        small = self.width() < theme.pixels(_SMALL)
        across = Qt.Orientation.Vertical if small else Qt.Orientation.Horizontal
        self._split.setOrientation(across)
        tight = self.width() < theme.pixels(_NARROW)
        self._narrow((NAME_NARROW if shown else NAME_TIGHT) if tight else NAME)
        for key in WIDE:
            hidden = tight and (shown or key == "provider")
            hidden = hidden or (shown and key == "missing" and not small)
            self.table.setColumnHidden(self._keys.index(key), hidden)

    def _narrow(self, name: int) -> None:
        if name == self._name_width:
            return
        self._name_width = name
        header = self.table.horizontalHeader()
        header.resizeSection(self._keys.index("name"), theme.pixels(name))
        header.resizeSection(self._keys.index("exam"), theme.pixels(EXAM_NARROW))
        place = PLACE if name == NAME else PLACE_NARROW
        header.resizeSection(self._keys.index("place"), theme.pixels(place))

    def _go_person(self, uid: str) -> None:
        if Right.SEE in self._store.session.rights:
            self.go.emit("students", uid)

    def _turn_details(self) -> None:
        record = self.table.record()
        hidden = self.details.isHidden()
        self.details.show_booking(record.uid if hidden and record is not None else None)

    def narrow_down(self) -> None:
        """Remember the filters and show what fits them."""
        self.remember("period", self.period.value())
        self.remember("state", self.state.value())
        self.reload()

    def _lay_out(self) -> None:
        filters = row(self.search_line, self.period, self.state, self.selections, gap=2)
        filters.setStretch(0, 2)
        # At large text the filters take the whole width: Ctrl+K has it too.
        for one in self._lists.buttons() if theme.pixels(100) < _LARGE else ():
            filters.addWidget(one)
        self.body.addLayout(filters)
        self._split.addWidget(self.table)
        self._split.addWidget(self.details)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        self.details.setMinimumWidth(256)
        self.details.hide()
        self.body.addWidget(self._split, 1)


def _filter(page: ExamsPage, key: str, title: str, choices: list[Choice]) -> ChoiceField:
    made = ChoiceField(choices)
    made.combo.setObjectName(f"{key}_filter")
    made.combo.setAccessibleName(title)
    made.put(page.remembered(key, choices[0].key))
    made.changed.connect(page.narrow_down)
    return made
