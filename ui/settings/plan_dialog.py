"""The plan editor: rows, columns and seats of a room, and in what order they fill."""

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea, QWidget

from lärcentrum.exams.seat_plans import (
    LEAST_CM,
    MOST_ACROSS,
    At,
    Corner,
    Direction,
    FillOrder,
    PeopleOrder,
    RoomPlan,
    Together,
    grid,
    in_fill_order,
    nearest_cm,
    numbers,
    room_plan,
    set_room_plan,
    spaced,
)
from lärcentrum.language import N_, _, ngettext
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.basic_fields import Field
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, NumberField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.seat_grid import Place, SeatCell, SeatGrid
from ui.kit.tokens import Tone
from ui.kit.warn_line import WarnLine
from ui.kit.widgets import announce, column, fit_screen, label

CORNERS = {
    Corner.FRONT_LEFT: N_("Fram till vänster"),
    Corner.FRONT_RIGHT: N_("Fram till höger"),
    Corner.BACK_LEFT: N_("Bak till vänster"),
    Corner.BACK_RIGHT: N_("Bak till höger"),
}
DIRECTIONS = {Direction.ROWS: N_("Rad för rad"), Direction.COLUMNS: N_("Kolumn för kolumn")}
ORDERS = {
    PeopleOrder.NUMBER: N_("Som de bokats"),
    PeopleOrder.NAME: N_("Efter namn"),
    PeopleOrder.MEASURE: N_("De med anpassning först"),
}
EXAMS = {
    Together.MIXED: N_("Flera tentor får skrivas samtidigt"),
    Together.APART: N_("En tentamen i taget"),
}


class SeatsField(Field):
    """The seats that are on, with the order in which they fill as numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.off: set[Place] = set()
        self.grid = SeatGrid("seats", _("Salens platser"))
        self._around = QScrollArea()
        self._around.setWidget(self.grid)
        self._around.setWidgetResizable(True)
        self._around.setMinimumHeight(theme.pixels(220))
        self.box.addWidget(self._around, 1)
        self.setFocusProxy(self.grid)
        self.grid.pressed.connect(self._turn)

    def value(self) -> list[At]:
        """Give the places without a seat."""
        return [At(row=row, col=col) for row, col in sorted(self._away())]

    def put(self, value: Any) -> None:
        """Say which places have no seat."""
        self.off = {(one.row, one.col) for one in value}
        self.changed.emit()

    def draft(self) -> list[list[int]]:
        """Give the places without a seat as lists of numbers."""
        return [list(one) for one in sorted(self._away())]

    def take_draft(self, draft: Any) -> None:
        """Show what a draft held."""
        self.off = {(row, col) for row, col in draft}

    def focus_widget(self) -> QWidget:
        """Give the picture."""
        return self.grid

    def draw(self, rows: int, cols: int, order: dict[At, int]) -> None:
        """Draw the places with the number of who gets each."""
        cells = {(at.row, at.col): self._cell(at, order.get(at, 0)) for at in grid(rows, cols)}
        self.grid.show_cells(rows, cols, cells)

    def _cell(self, at: At, number: int) -> SeatCell:
        if (at.row, at.col) in self.off:
            return SeatCell(title="–", spoken=_("ingen plats"), off=True)
        spoken = _("plats {n} i ordningen").format(n=number)
        return SeatCell(title=str(number), spoken=spoken, tone=Tone.ACCENT)

    def _away(self) -> set[Place]:
        rows, cols = self.grid.rows, self.grid.cols
        return {(row, col) for row, col in self.off if row <= rows and col <= cols}

    def _turn(self, row: int, col: int) -> None:
        self.off ^= {(row, col)}
        self.changed.emit()
        announce(self.grid, self.grid.spoken((row, col)))


class PlanDialog(FormDialog):
    """Draws a room's plan.

    Args:
        store: the register.
        room: the room's uid.
        parent: see Qt.
    """

    def __init__(self, store: Store, room: str, parent: QWidget | None = None) -> None:
        plan = room_plan(store, room=room)
        form = Form(lambda **values: set_room_plan(store, room=room, **_asked(values)))
        self.seats = SeatsField()
        self.count = label(soft=True, wrap=True, name="plan_count")
        self.near = WarnLine()
        self._fields(form)
        title = _("Sittplan för {room}").format(room=plan.room_name)
        super().__init__(title, form, parent=parent)
        about(self, "settings#sittplan")
        fit_screen(self, QSize(theme.pixels(640), theme.pixels(680)))
        _fill(form, plan)
        self._draw()
        form.settle()
        form.changed.connect(self._draw)

    def _fields(self, form: Form) -> None:
        form.add("rows", _("Rader"), NumberField(1, MOST_ACROSS), required=True)
        form.add("cols", _("Platser i raden"), NumberField(1, MOST_ACROSS), required=True,
                 beside="rows")  # fmt: skip
        form.add("gap", _("Tomma platser mellan två tentor"), NumberField(0, 10), beside="rows")
        form.add("corner", _("Börja"), _choice(CORNERS))
        form.add("direction", _("Fyll"), _choice(DIRECTIONS), beside="corner")
        form.add("off", _("Platser"), self.seats, hint=_(
            "Siffrorna är ett exempel på ordningen. Klicka, eller gå med pilarna och tryck"
            " mellanslag, där det inte finns någon plats."
        ))  # fmt: skip
        told = QWidget()
        column(self.count, self.near, parent=told, gap=0)
        form.insert(told)
        form.section(_("Ordning och avstånd"))
        form.add("people", _("De som skriver får plats"), _choice(ORDERS))
        form.add("exams", _("Flera tentor"), _choice(EXAMS))
        form.add("seat_cm", _("Från stol till stol, cm"), NumberField(20, 1000))
        form.add("row_cm", _("Från rad till rad, cm"), NumberField(20, 1000), beside="seat_cm")

    def _draw(self) -> None:
        """Draw the plan that stands in the form, while its numbers can be used."""
        values = {name: self.form.field(name).value() for name in ("rows", "cols")}
        rows, cols = values["rows"], values["cols"]
        if not rows or not cols:
            return
        gap = self.form.field("gap").value() or 0
        off = [At(row=row, col=col) for row, col in self.seats.off]
        fill = _order(self.form.values())
        order = numbers(rows, cols, off, fill)
        self.seats.draw(rows, cols, order)
        away = sum(one.row <= rows and one.col <= cols for one in off)
        text = ngettext("{n} plats", "{n} platser", rows * cols - away)
        parts = [text.format(n=rows * cols - away)]
        if gap:
            apart = len(spaced(in_fill_order(order, fill), gap))
            parts.append(_("{n} om alla skriver olika tentor").format(n=apart))
        self.count.setText(" · ".join(parts))
        self._say_close()

    def _say_close(self) -> None:
        seat, row = (self.form.field(name).value() for name in ("seat_cm", "row_cm"))
        nearest = nearest_cm(seat, row)
        close = nearest is not None and nearest < LEAST_CM
        text = _("De som skriver sitter {cm} cm från varandra; {least} cm är det vanliga.")
        self.near.say(text.format(cm=nearest, least=LEAST_CM) if close else "")


def _choice(names: dict[Any, str]) -> ChoiceField:
    return ChoiceField([Choice(key.value, _(title)) for key, title in names.items()])


def _order(values: dict[str, Any]) -> FillOrder:
    return FillOrder(corner=Corner(values["corner"]), direction=Direction(values["direction"]))


def _asked(values: dict[str, Any]) -> dict[str, Any]:
    asked = {name: value for name, value in values.items() if name not in ("corner", "direction")}
    return asked | {
        "fill": _order(values),
        "gap": values["gap"] or 0,
        "people": PeopleOrder(values["people"]),
        "exams": Together(values["exams"]),
    }


def _fill(form: Form, plan: RoomPlan) -> None:
    there = {seat.at for seat in plan.seats if not seat.off}
    form.fill(
        rows=plan.rows,
        cols=plan.cols,
        gap=plan.gap,
        corner=plan.fill.corner.value,
        direction=plan.fill.direction.value,
        off=[at for at in grid(plan.rows, plan.cols) if at not in there],
        people=plan.people.value,
        exams=plan.exams.value,
        seat_cm=plan.seat_cm,
        row_cm=plan.row_cm,
    )
