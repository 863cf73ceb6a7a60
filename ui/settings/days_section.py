"""Days that are open or closed unlike the others, and the bookings that they would hit."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel

from lärcentrum.errors import UserError
from lärcentrum.exams import opening_days
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.opening_days import OpeningDay
from lärcentrum.exams.times import clock_text
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, DateField, TextField, TimeField
from ui.kit.form import Form
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.kit.texts import short_day
from ui.kit.widgets import label
from ui.settings.section import TableSection

_SHOWN = 8


class DaysSection(TableSection):
    """The list of such days with its dialogs.

    Args:
        store: the register.
        memory: remembers the columns.
    """

    def __init__(self, store: Store, memory: Memory | None = None) -> None:
        super().__init__(
            _("Öppna och stängda dagar"),
            _("Dagar som inte följer öppettiderna: en öppen söndag, en stängd planeringsdag."),
            name="opening_days",
            columns=_columns(),
            memory=memory,
        )
        self._store = store
        self.offer(_("Ändra …"), self.change, name="change_day", fits=lambda _day: True)
        self.offer(_("Ta bort"), self.remove, name="remove_day", fits=lambda _day: True)
        self.offer(_("Ny dag …"), self.add, name="add_day", kind="primary", icon="plus")
        self.table.opened.connect(self.change)

    def reload(self) -> None:
        """Show what the register says now."""
        self.model.show(opening_days.list_opening_days(self._store))

    def add(self) -> FormDialog:
        """Open the dialog for a new day."""
        form = Form(partial(opening_days.set_opening_day, self._store))
        form.add("day", _("Dag"), DateField(self._store.clock.today), required=True)
        return self._open(_("Ny dag"), self._filled(form))

    def change(self, *_record: Any) -> FormDialog | None:
        """Open the dialog for the chosen day."""
        one: OpeningDay | None = self.table.record()
        if one is None:
            return None
        form = Form(partial(opening_days.set_opening_day, self._store, day=one.day))
        self._filled(form, one).fill(
            opens=one.hours.opens if one.hours else None,
            closes=one.hours.closes if one.hours else None,
            reason=one.reason,
        )
        return self._open(short_day(one.day), form)

    def remove(self) -> FormDialog | None:
        """Let the chosen day be like the others; asks when bookings would lie outside."""
        one: OpeningDay | None = self.table.record()
        if one is None:
            return None
        take = partial(opening_days.remove_opening_day, self._store, opening_day=one.uid)
        try:
            take()
        except opening_days.DayHasBookings as error:
            form = Form(take)
            form.add("despite", "", CheckField(_("Ta bort fast bokningar ligger utanför")))
            dialog = self._open(_("Ta bort {day}").format(day=short_day(one.day)), form)
            form.show_error(error)
            return dialog
        except UserError as error:
            self.banner.say_error(error)
        return None

    def _filled(self, form: Form, one: OpeningDay | None = None) -> Form:
        hint = _("Lämna båda tomma för en stängd dag.")
        form.add("opens", _("Öppnar"), TimeField(), hint=hint)
        form.add("closes", _("Stänger"), TimeField(), beside="opens")
        form.add("reason", _("Anledning"), TextField(longest=200), required=True)
        hit = label(wrap=True, soft=True)
        hit.setObjectName("hit_bookings")
        form.insert(hit)
        form.add("despite", "", CheckField(_("Spara fast bokningar ligger utanför")))
        show = partial(self._show_hits, form, hit, one)
        form.changed.connect(show)
        return form

    def _show_hits(self, form: Form, shown: QLabel, one: OpeningDay | None) -> None:
        if not form.isVisible():  # a late signal of a form that has closed, or not yet opened
            return
        day = one.day if one else form.field("day").value()
        times = {name: form.field(name).value() for name in ("opens", "closes")}
        try:
            found = opening_days.bookings_outside(self._store, day=day, **times) if day else []
        except UserError:
            found = []
        lines = [_line(booking) for booking in found[:_SHOWN]]
        if len(found) > _SHOWN:
            lines.append(_("… och {n} till").format(n=len(found) - _SHOWN))
        head = [_("Bokningar som då ligger utanför öppettiden:")] if found else []
        shown.setText("\n".join([*head, *lines]))

    def _open(self, title: str, form: Form) -> FormDialog:
        dialog = FormDialog(title, form, parent=self)
        dialog.open()
        return dialog


def _line(one: BookingRow) -> str:
    return f"{clock_text(one.starts)}–{clock_text(one.ends)} · {one.course_name} · {one.name}"


def _hours(one: OpeningDay) -> str:
    if one.hours is None:
        return _("Stängt")
    return f"{clock_text(one.hours.opens)}–{clock_text(one.hours.closes)}"


def _columns() -> list[Column]:
    return [
        Column(
            key="day",
            title=_("Dag"),
            text=lambda r: short_day(r.day),
            sort=lambda r: r.day.isoformat(),
            width=140,
        ),
        Column(key="hours", title=_("Öppet"), text=_hours, width=130),
        Column(key="reason", title=_("Anledning"), text=lambda r: r.reason),
    ]
