"""The rooms: a name and how many can sit an exam there; the rest folds away."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from lärcentrum.errors import UserError
from lärcentrum.exams import calendar_saving, rooms
from lärcentrum.exams.rooms import Room
from lärcentrum.language import _
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import NumberField, TextField
from ui.kit.form import Form
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.kit.tokens import Tone
from ui.settings.calendar_dialog import CalendarDialog
from ui.settings.section import TableSection


class RoomsSection(TableSection):
    """The list of rooms with its dialog.

    Args:
        store: the register.
        memory: remembers the columns.
    """

    def __init__(self, store: Store, memory: Memory | None = None) -> None:
        super().__init__(
            _("Salar"),
            _("En sal behöver bara ett namn och ett antal skrivplatser."),
            name="rooms",
            columns=_columns(),
            memory=memory,
        )
        self._store = store
        self.offer(_("Ändra …"), self.change, name="change_room", fits=_here)
        self.plan_button = self.offer(_("Sittplan …"), self.draw_plan, name="room_plan", fits=_here)
        self.offer(_("Avsluta"), self.end, name="end_room", fits=_here)
        self.offer(_("Läs in kalender …"), self.read_calendar, name="read_calendar_of", fits=_here)
        self.offer(_("Spara kalender …"), self.choose_folder, name="save_calendar")
        self.offer(_("Ny sal …"), self.add, name="add_room", kind="primary", icon="plus")
        self.table.opened.connect(self.change)

    def reload(self) -> None:
        """Show what the register says now."""
        self.model.show(rooms.list_rooms(self._store, ended=True))
        self.plan_button.setVisible(bool(number_setting(self._store, "use_seats")))
        self.part.fit()

    def add(self) -> FormDialog:
        """Open the dialog for a new room."""
        return self._open(_("Ny sal"), self._form(partial(rooms.add_room, self._store)))

    def change(self, *_record: Any) -> FormDialog | None:
        """Open the dialog for the chosen room."""
        room = self.table.record()
        if room is None:
            return None
        form = self._form(partial(rooms.change_room, self._store, room=room.uid))
        form.fill(
            name=room.name,
            capacity=room.capacity,
            building=room.building,
            setup_min=room.setup_min,
            clearing_min=room.clearing_min,
            equipment=room.equipment,
            responsible=room.responsible,
            note=room.note,
        )
        return self._open(_("Ändra sal"), form)

    def draw_plan(self) -> FormDialog | None:
        """Open the plan editor of the chosen room."""
        from ui.settings.plan_dialog import PlanDialog

        room = self.table.record()
        if room is None:
            return None
        dialog = PlanDialog(self._store, room.uid, self)
        dialog.open()
        return dialog

    def end(self) -> None:
        """End the chosen room; undo brings it back."""
        room = self.table.record()
        if room is None:
            return
        try:
            rooms.end_room(self._store, room=room.uid)
        except UserError as error:
            self.banner.say_error(error)

    def read_calendar(self) -> CalendarDialog | None:
        """Open the dialog that reads others' bookings of the chosen room."""
        room = self.table.record()
        if room is None:
            return None
        dialog = CalendarDialog(self._store, room, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def choose_folder(self) -> None:
        """Ask where to save the centre's own calendar."""
        folder = QFileDialog.getExistingDirectory(self, _("Spara kalender"), str(Path.home()))
        if folder:
            self.save_calendar(Path(folder))

    def save_calendar(self, folder: Path) -> None:
        """Save the year ahead as a calendar file."""
        try:
            path = calendar_saving.save_calendar(self._store, folder=folder)
        except UserError as error:
            self.banner.say_error(error)
            return
        said = _("Sparad som {name} i {folder}.").format(name=path.name, folder=folder)
        rest = _("Den nämner lärosäte, kurs och sal, och inga personer.")
        self.banner.say(said, rest, Tone.GOOD)

    def _form(self, submit: Any) -> Form:
        form = Form(lambda **values: submit(**_whole(values)))
        form.add("name", _("Namn"), TextField(longest=100), required=True)
        form.add("capacity", _("Skrivplatser"), NumberField(1, 1000), required=True, beside="name")
        form.section(_("Mer om salen"))
        form.add("building", _("Byggnad"), TextField())
        form.add("setup_min", _("Minuter före, för att ställa i ordning"), NumberField(0, 480))
        form.add("clearing_min", _("Minuter efter"), NumberField(0, 480), beside="setup_min")
        form.add("equipment", _("Utrustning"), TextField(longest=400))
        form.add("responsible", _("Ansvarig"), TextField(),
                 hint=_("Den man frågar om salen, med telefon."))  # fmt: skip
        form.add("note", _("Anteckning"), TextField(longest=4000))
        form.fill(setup_min=0, clearing_min=0)
        return form

    def _open(self, title: str, form: Form) -> FormDialog:
        dialog = FormDialog(title, form, parent=self)
        dialog.open()
        return dialog


def _whole(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, **{k: values[k] or 0 for k in ("setup_min", "clearing_min")}}


def _here(room: Room) -> bool:
    return room.ended_on is None


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda r: r.name),
        Column(key="building", title=_("Byggnad"), text=lambda r: r.building),
        Column(
            key="capacity",
            title=_("Skrivplatser"),
            text=lambda r: str(r.capacity),
            sort=lambda r: r.capacity,
            number=True,
            width=120,
        ),
        Column(key="equipment", title=_("Utrustning"), text=lambda r: r.equipment),
        Column(
            key="state",
            title=_("Läge"),
            text=lambda r: _("Avslutad") if r.ended_on else _("Används"),
            width=110,
        ),
    ]
