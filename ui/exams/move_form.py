"""The dialog that moves a booking to another time or room, or gives a request its place."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from lärcentrum.errors import Busy, UserError
from lärcentrum.exams import booking_changes, rooms
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.booking_rules import Level
from lärcentrum.exams.move_checks import check_move
from lärcentrum.exams.spoken import spoken
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.exams.booking_advice import Ways, said_of
from ui.exams.booking_fields import ReasonField, RoomField
from ui.exams.rule_card import RuleCard, Said
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, Choice, DateField, TextField, TimeField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.widgets import announce


class MoveForm(Form):
    """A booking's time and room, with the card that judges them.

    Args:
        store: the register.
        row: the booking.
    """

    def __init__(self, store: Store, row: BookingRow) -> None:
        super().__init__(self._save)
        self._store, self._row = store, row
        self.card = RuleCard()
        self.card.setParent(None)
        self._rooms = rooms.list_rooms(store)
        self.add("day", _("Datum"), DateField(store.clock.today), required=True)
        self.add("starts", _("Börjar här"), TimeField(), required=True, beside="day")
        self.room = self.add("room", _("Sal"), RoomField(), required=True)
        self.add("preliminary", "", CheckField(_("Tiden är preliminär")))
        hint = _("Godkännandet gäller en annan tid. Tomt: det frågas efter på Att göra.")
        self.approved = self.add(
            "approved_by", _("Vem har godkänt den nya tiden?"), TextField(longest=200), hint=hint
        )
        self.reason = self.add("reason", _("Varför ändå?"), ReasonField())
        self.fill(day=row.starts.date(), starts=row.starts.time(), preliminary=row.preliminary)
        self._given = ""
        self._ways = Ways(room=self.room.put, time=self.field("starts").put, request=self._none)
        self.changed.connect(self.look)
        self.look()
        here = next((one.uid for one in self._rooms if one.name == row.room_name), None)
        if here and row.sitting:
            self.room.put(here)
        self.settle()

    def look(self) -> None:
        """Ask the register what it says, and show it."""
        starts = self._starts()
        if starts is None:
            return
        try:
            found = check_move(
                self._store,
                booking=self._row.uid,
                starts=starts,
                approved_by=self.approved.value(),
            )
        except Busy:
            return  # what was said last stays; the next letter asks again
        except UserError as error:
            said = [Said(level=Level.RED, text=error.parts()[0])]
            self.card.show_rules(self._row.provider_name, "", said)
            return
        check = found.check
        text = _("{n} av {all} lediga")
        free = [Choice(o.room, o.name, text.format(n=o.free, all=o.capacity)) for o in check.rooms]
        there = {one.key for one in free}
        busy = [Choice(o.uid, o.name, _("upptagen")) for o in self._rooms if o.uid not in there]
        self.room.offer_rooms(free, busy, none=False)
        room = next((one for one in self._rooms if one.uid == self.room.value()), None)
        said = said_of(self._store, found.wish, check, room, self._ways)
        self.card.show_rules(self._row.provider_name, "", said)
        if found.reason != self._given:
            # A reason counts for the time and the rules that it was given for, no further.
            self._given = found.reason
            self.reason.put(found.reason)
        self._show("approved_by", found.asks_approval)
        self._show("reason", found.asks_reason)

    def _show(self, name: str, shown: bool) -> None:
        at = self._rows[name]
        at.hint.setVisible(shown and bool(at.hint.text()))
        for part in (at.label, at.field):
            part.setVisible(shown)

    def show_error(self, error: UserError) -> None:
        """Show a refusal at its field, with names in the place of uids."""
        at = self._rows.get(error.field)
        if at is None:
            super().show_error(error)
            return
        text = spoken(self._store, error)
        at.complain(text)
        self._go_to(at)
        announce(self, text)

    def _none(self) -> None:
        self.room.put("")

    def _starts(self) -> datetime | None:
        day, start = self.field("day").value(), self.field("starts").value()
        return datetime.combine(day, start) if day and start else None

    def _save(self, **values: Any) -> str:
        row, reason = self._row, values["reason"] or None
        starts, approved = self._starts(), values["approved_by"] or None
        moved = starts if starts != row.starts else None
        preliminary = values["preliminary"]
        turned = preliminary if preliminary != row.preliminary else None
        move = partial(booking_changes.move_booking, self._store, booking=row.uid)
        if row.sitting is not None:
            move(
                starts=moved, room=values["room"], preliminary=turned, reason=reason,
                approved_by=approved,
            )  # fmt: skip
            return row.uid
        if moved is not None or turned is not None or approved:
            move(starts=moved, preliminary=turned, approved_by=approved)
        booking_changes.give_place(self._store, booking=row.uid, room=values["room"], reason=reason)
        return row.uid


class MoveDialog(FormDialog):
    """Moves a booking, or gives a request its place.

    Args:
        store: the register.
        row: the booking.
        parent: see Qt.
    """

    def __init__(self, store: Store, row: BookingRow, parent: QWidget | None = None) -> None:
        form = MoveForm(store, row)
        title = _("Ge plats") if row.sitting is None else _("Byt tid eller sal")
        super().__init__(title, form, side=form.card, parent=parent)
        about(self, "exams#fran-forfragan-till-kvittens")
