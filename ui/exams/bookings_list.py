"""Lista: the bookings in rows, with the search and the filters above them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lärcentrum.exams.booking_filters import OVER, PERIODS, fits
from lärcentrum.exams.booking_lists import BookingRow, list_bookings
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.exams.booking_table import (
    NAME,
    NAME_NARROW,
    NAME_TIGHT,
    WIDE,
    columns,
    counted,
    narrow,
    state_choices,
)
from ui.kit import theme
from ui.kit.fields import Choice, ChoiceField
from ui.kit.form import Drafts
from ui.kit.lists import Lists
from ui.kit.models import RecordModel
from ui.kit.page import Page
from ui.kit.selections import SaveList, SelectionButton
from ui.kit.table import Table
from ui.kit.widgets import row

_LARGE = 150
"""Per cent of ordinary text from which a row has no room for more."""


class BookingsList(QObject):
    """The list and what stands above it.

    Args:
        store: the register.
        page: the page that it stands on, which remembers the filters.
        drafts: keeps saved selections.
        lists: the buttons that bring lists in and out.
        add: begins a booking.
        save: saves the list as a file; None where that may not be.

    Signals:
        counted: how many are shown, in words.
    """

    counted = Signal(str)

    def __init__(
        self,
        store: Store,
        page: Page,
        drafts: Drafts | None,
        lists: Lists,
        add: Callable[[], object],
        save: SaveList | None = None,
    ) -> None:
        super().__init__(page)
        self._store, self._page, self._add = store, page, add
        self._writes = Right.REGISTER in store.session.rights
        self.search_line = QLineEdit()
        self.search_line.setObjectName("find_booking")
        self.search_line.setClearButtonEnabled(True)
        self.search_line.setPlaceholderText(_("Sök på namn, kurs, lärosäte eller sal"))
        self.search_line.setAccessibleName(_("Sök bokning"))
        self.period = self._filter(
            "period", _("Period"), [Choice(p.key, _(p.title)) for p in PERIODS]
        )
        self.state = self._filter("state", _("Läge"), state_choices())
        self.model = RecordModel(columns())
        memory = page.memory
        self.table = Table(self.model, name="bookings", title=_("Tentor"), memory=memory)
        self.selections = SelectionButton(drafts, page.key, self.table, {
            "text": (self.search_line.text, self.search_line.setText),
            "period": (self.period.value, self.period.put),
            "state": (self.state.value, self.state.put),
        }, save, page.banner)  # fmt: skip
        self._rows: list[BookingRow] = []
        self._keys = [column.key for column in self.model.columns]
        self._name_width = NAME
        self.bar = self._lay_out(lists)
        self.search_line.textChanged.connect(self._show_rows)

    def reload(self) -> None:
        """Show what the register says now."""
        period = next((one for one in PERIODS if one.key == self.period.value()), PERIODS[0])
        first, last = period.days(self._store.clock.today())
        over = self.state.value() == OVER or period.key == "all"
        self._rows = list_bookings(self._store, first=first, last=last, over=over)
        self._show_rows()

    def fit(self, *, shown: bool, small: bool, tight: bool) -> None:
        """Let columns give way that would crowd out the state.

        Args:
            shown: whether the panel is beside the list.
            small: whether the panel stands below the list instead.
            tight: whether the page is narrow.
        """
        name = (NAME_NARROW if shown else NAME_TIGHT) if tight else NAME
        if name != self._name_width:
            self._name_width = name
            narrow(self.table, self._keys, name)
        for key in WIDE:
            hidden = tight and (shown or key == "provider")
            hidden = hidden or (shown and key == "missing" and not small)
            self.table.setColumnHidden(self._keys.index(key), hidden)

    def _show_rows(self) -> None:
        wanted, text = self.state.value(), self.search_line.text().strip()
        shown = [one for one in self._rows if fits(one, wanted, text)]
        self.model.show(shown)
        holes = sum(bool(one.missing) for one in shown)
        self.counted.emit(counted(len(shown), holes))
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
                *((_("Ny bokning"), self._add) if self._writes else ()),
            )  # fmt: skip
        else:
            self.table.empty.say(
                "calendar-check", _("Inga bokningar ännu"),
                _("Här finns alla tentor som skrivs hos er, med det som saknas."),
                *((_("Boka den första"), self._add) if self._writes else ()),
            )  # fmt: skip

    def _clear_filters(self) -> None:
        self.search_line.clear()
        self.state.put("")
        self.period.put("all")

    def _narrow_down(self) -> None:
        """Remember the filters and show what fits them."""
        self._page.remember("period", self.period.value())
        self._page.remember("state", self.state.value())
        self._page.reload()

    def _lay_out(self, lists: Lists) -> QWidget:
        made = QWidget()
        filters = row(
            self.search_line, self.period, self.state, self.selections, parent=made, gap=2
        )
        filters.setStretch(0, 2)
        # At large text the filters take the whole width: Ctrl+K has it too.
        for one in lists.buttons() if theme.pixels(100) < _LARGE else ():
            filters.addWidget(one)
        return made

    def _filter(self, key: str, title: str, choices: list[Choice]) -> ChoiceField:
        made = ChoiceField(choices)
        made.combo.setObjectName(f"{key}_filter")
        made.combo.setAccessibleName(title)
        made.put(self._page.remembered(key, choices[0].key))
        made.changed.connect(self._narrow_down)
        return made
