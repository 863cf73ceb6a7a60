"""When an internship is: stretches with gaps between, by day or by week."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.language import _
from lärcentrum.practice.periods import Period, day_of_week
from ui.kit import theme
from ui.kit.basic_fields import Field
from ui.kit.fields import NumberField, ParsedField
from ui.kit.parse import parse_date, say_date
from ui.kit.widgets import button, column, label, row, tab_order


class DayOrWeekField(ParsedField):
    """A day; takes what a date field takes, and `v49` for the week's first or last working day.

    Args:
        today: gives the day that short forms count from.
        last: whether a week means its Friday.
    """

    def __init__(self, today: Callable[[], date], *, last: bool) -> None:
        super().__init__(
            lambda text: day_of_week(text, today(), last=last) or parse_date(text, today()),
            say_date,
            _("Dagen går inte att läsa; skriv till exempel 14/12 eller v49."),
            _("t.ex. v49 eller 14/12"),
        )


class PeriodRow(QWidget):
    """One stretch: from, to, part of full time.

    Signals:
        changed: something in it changed.
        leaving: it is to be taken away; itself.
    """

    changed = Signal()
    leaving = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.first = DayOrWeekField(today, last=False)
        self.last = DayOrWeekField(today, last=True)
        self.percent = NumberField(1, 100)
        self.percent.put(100)
        self.percent.edit.setFixedWidth(theme.pixels(72))
        for field, name, title in (
            (self.first, "period_from", _("Från")),
            (self.last, "period_to", _("Till")),
            (self.percent, "period_percent", _("Procent av heltid")),
        ):
            field.edit.setObjectName(name)
            field.edit.setAccessibleName(title)
            field.changed.connect(self.changed)
        self.remove = button(
            "", self._leave, kind="quiet", icon="x", name="remove_period",
            tip=_("Ta bort perioden"),
        )  # fmt: skip
        self._typed = ""
        self.first.edit.textEdited.connect(self._keep_typed)
        self.first.edit.editingFinished.connect(self._take_week)
        line = row(self.first, label("–"), self.last, self.percent, label("%"), self.remove,
                   parent=self, gap=1)  # fmt: skip
        line.setStretch(0, 1)
        line.setStretch(2, 1)
        self.stops = (self.first.edit, self.last.edit, self.percent.edit, self.remove)

    def period(self) -> Period | None:
        """Give the stretch, None while it is not whole."""
        first, last, percent = self.first.value(), self.last.value(), self.percent.value()
        if first is None or last is None or percent is None:
            return None
        return Period(starts_on=first, ends_on=last, percent=percent)

    def problem(self) -> str:
        """Say what is wrong with it; "" for nothing, also for an empty one."""
        if not self.first.edit.text().strip() and not self.last.edit.text().strip():
            return ""
        wrong = self.first.problem() or self.last.problem() or self.percent.problem()
        return wrong or ("" if self.period() else _("Skriv både första och sista dagen."))

    def draft(self) -> list[str]:
        """Give the texts as typed."""
        return [one.edit.text() for one in (self.first, self.last, self.percent)]

    def _keep_typed(self, text: str) -> None:
        self._typed = text

    def _take_week(self) -> None:
        """Let a week that stands alone mean all of it."""
        last = day_of_week(self._typed, self._today(), last=True)
        if last and not self.last.edit.text():
            self.last.put(last)
        self._typed = ""

    def _leave(self) -> None:
        self.leaving.emit(self)


class PeriodsField(Field):
    """Any number of stretches.

    Args:
        today: gives the day that short forms count from.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.rows: list[PeriodRow] = []
        self._list = column(gap=1)
        self.more = button(
            _("Lägg till period"), self._more, kind="quiet", icon="plus", name="add_period"
        )
        inside = QWidget()
        below = column(self._list, parent=inside, gap=0)
        self.box.addWidget(inside, 1)
        # Made first, so that Tab comes to it before the button.
        self._add()
        below.addLayout(row(self.more, None))

    def value(self) -> list[Period]:
        """Give the stretches that are whole."""
        found = (one.period() for one in self.rows)
        return [period for period in found if period]

    def put(self, value: Any) -> None:
        """Show stretches."""
        periods = list(value or ())
        self._resize(max(1, len(periods)))
        for one, period in zip(self.rows, [*periods, None], strict=False):
            one.first.put(period and period.starts_on)
            one.last.put(period and period.ends_on)
            one.percent.put(period.percent if period else 100)
        self.changed.emit()

    def problem(self) -> str:
        """Say what is wrong with the first one at fault."""
        return next((why for one in self.rows if (why := one.problem())), "")

    def draft(self) -> list[list[str]]:
        """Give the texts as typed."""
        return [one.draft() for one in self.rows]

    def take_draft(self, draft: Any) -> None:
        """Show texts as they were typed."""
        self._resize(max(1, len(draft)))
        for one, texts in zip(self.rows, draft, strict=False):
            for field, text in zip((one.first, one.last, one.percent), texts, strict=True):
                field.take_draft(text)

    def focus_widget(self) -> QWidget:
        """Give the first line."""
        return self.rows[0].first.edit

    def _resize(self, count: int) -> None:
        while len(self.rows) > count:
            self._drop(self.rows[-1])
        while len(self.rows) < count:
            self._add()

    def _more(self) -> None:
        self._add().first.edit.setFocus()
        self.changed.emit()

    def _add(self) -> PeriodRow:
        made = PeriodRow(self._today)
        made.changed.connect(self.changed)
        made.leaving.connect(self._take_away)
        self.rows.append(made)
        self._list.addWidget(made)
        # Qt goes by when things were made: a row made later would come after everything else.
        before = self.rows[-2].stops[-1:] if len(self.rows) > 1 else ()
        tab_order(*before, *made.stops)
        return made

    def _take_away(self, one: PeriodRow) -> None:
        if len(self.rows) == 1:
            self.put([])
            return
        self._drop(one)
        self.changed.emit()

    def _drop(self, one: PeriodRow) -> None:
        self.rows.remove(one)
        self._list.removeWidget(one)
        one.hide()
        one.deleteLater()
