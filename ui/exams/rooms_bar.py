"""Which days the picture of the rooms shows: one or a week, earlier, later, today, a date."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.language import _
from ui.kit import theme
from ui.kit.button_row import ButtonRow
from ui.kit.fields import Choice, DateField
from ui.kit.view_switch import ViewSwitch
from ui.kit.widgets import button, column

DAY, WEEK = "day", "week"
_SUNDAY = 7
_ICON = 36
"""Pixels of a button that is only an icon: at twice the text everything still stands on a line."""


class RoomsBar(QWidget):
    """The days that are shown.

    Args:
        today: gives the day on the wall.
        parent: see Qt.

    Signals:
        changed: other days are wanted.
        printing: the week's lists are wanted on paper; a day of the week.
    """

    changed = Signal()
    printing = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self.day = today, today()
        self.before = button(
            "",
            self._earlier,
            kind="quiet",
            icon="chevron-left",
            name="earlier_days",
            tip=_("Tidigare (Page Up)"),
        )
        self.after = button(
            "",
            self._later,
            kind="quiet",
            icon="chevron-right",
            name="later_days",
            tip=_("Senare (Page Down)"),
        )
        self.now = button(_("Idag"), self._go_today, name="rooms_today")
        self.field = DateField(today)
        self.field.edit.setObjectName("rooms_day")
        self.field.edit.setAccessibleName(_("Dag"))
        self.field.edit.setMinimumWidth(self.field.fontMetrics().horizontalAdvance("x") * 18)
        self.field.edit.editingFinished.connect(self._take_typed)
        self.span_switch = ViewSwitch(
            [Choice(DAY, _("Dag")), Choice(WEEK, _("Vecka"))], _("Dag eller vecka")
        )
        self.span_switch.chosen.connect(self._on_span)
        self.paper = button(
            "", self._print, kind="quiet", icon="printer", name="print_week",
            tip=_("Veckolista för varje sal …"),
        )  # fmt: skip
        for one in (self.before, self.after, self.paper):
            one.setFixedWidth(theme.pixels(_ICON))
        self.parts = ButtonRow(
            self.before, self.field, self.after, self.now, self.span_switch, self.paper, left=True
        )
        column(self.parts, parent=self, gap=0)
        self.field.put(self.day)

    def span(self) -> tuple[date, int]:
        """Give the first day and how many."""
        if self.span_switch.value() == DAY:
            return self.day, 1
        return self.day - timedelta(days=self.day.weekday()), _SUNDAY

    def put(self, day: date) -> None:
        """Show another day, or its week."""
        self.day = day
        self.field.put(day)
        self.changed.emit()

    def step(self, way: int) -> None:
        """Go one day, or one week, earlier or later."""
        self.put(self.day + timedelta(days=way * self.span()[1]))

    def _print(self) -> None:
        self.printing.emit(self.day)

    def _earlier(self) -> None:
        self.step(-1)

    def _later(self) -> None:
        self.step(1)

    def _go_today(self) -> None:
        self.put(self._today())

    def _on_span(self, _key: str) -> None:
        self.changed.emit()

    def _take_typed(self) -> None:
        typed = self.field.value()
        if typed is not None and typed != self.day:
            self.put(typed)
