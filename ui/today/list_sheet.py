"""The rows of the attendance list that is typed back, and where the keys go in them.

Enter goes down a column; after the last row the next column begins at the top: letters, identity,
hand-in, sheets. The columns and the rows are the paper's.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from lärcentrum.language import _
from ui.kit import theme
from ui.kit.tokens import Text
from ui.kit.widgets import area, column, label, row
from ui.today.list_cells import Cell
from ui.today.list_line import ListLine

_PASSES = ("mark", "id", "left", "sheets")
"""The columns in the order in which they are typed; the time of arrival is asked for by L."""


class ListSheet(QWidget):
    """The rows.

    Args:
        lines: the rows, in the order of the paper.
        now: gives the time on the wall.
        seats: whether seats are corrected here.

    Signals:
        changed: something was typed.
        ended: Enter was pressed in the last row of the last column.
    """

    changed = Signal()
    ended = Signal()

    def __init__(
        self, lines: Sequence[ListLine], now: Callable[[], datetime], *, seats: bool
    ) -> None:
        super().__init__()
        self.lines, self._now, self._column = list(lines), now, "mark"
        inside = area(QWidget(), "window")
        stack = column(*self.lines, None, parent=inside, gap=0)
        stack.setSpacing(4)
        stack.setContentsMargins(24, 4, 24, 16)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        column(self._titles(seats), self._scroll, parent=self, gap=0)
        for place, one in enumerate(self.lines):
            self._connect(place, one)

    def begin(self) -> None:
        """Put the keyboard into the first row that has no letter."""
        empty = (one for one in self.lines if not one.cells["mark"].text())
        first = next(empty, self.lines[0] if self.lines else None)
        if first is not None:
            self.focus(first.cells["mark"])

    def focus(self, widget: QWidget) -> None:
        """Put the keyboard into a cell, and show its row."""
        if isinstance(widget, Cell) and widget.column in _PASSES:
            self._column = widget.column
        widget.setFocus()
        if isinstance(widget, Cell):
            widget.selectAll()
        QTimer.singleShot(0, self, self._show_row)

    def _connect(self, place: int, one: ListLine) -> None:
        one.changed.connect(self.changed)
        one.asked.connect(lambda why: self._connect_why(place, why))
        for cell in one.cells.values():
            cell.done.connect(partial(self._on_done, place, cell))
            cell.step.connect(partial(self._on_step, place, cell))
            cell.aside.connect(partial(self._on_aside, place, cell))
        if one.why is not None:
            self._connect_why(place, one.why)

    def _connect_why(self, place: int, why: QWidget) -> None:
        one = self.lines[place]
        assert one.why is not None
        one.why.decision.done.connect(partial(self.focus, one.why.note))
        one.why.note.returnPressed.connect(partial(self._after_why, place))
        one.why.by.returnPressed.connect(partial(self._after_why, place))

    def _on_done(self, place: int, cell: Cell) -> None:
        """Go on from a cell: down its column, or to what the row asks for first."""
        one = self.lines[place]
        if cell.column == "mark" and cell.text() == "L" and not one.cells["came"].text():
            one.from_mark = True
            self.focus(one.cells["came"])
            return
        asked = one.look(self._now()) if one.texts() else None
        if asked is not None and (asked is cell or asked not in one.cells.values()):
            self.focus(asked)
            return
        name = "mark" if cell.column == "came" and one.from_mark else cell.column
        one.from_mark = False
        self._next(place, name)

    def _after_why(self, place: int) -> None:
        one = self.lines[place]
        asked = one.look(self._now())
        if asked is not None and asked not in one.cells.values():
            self.focus(asked)
            return
        name = "mark" if one.from_mark else self._column
        one.from_mark = False
        self._next(place, name)

    def _next(self, place: int, name: str) -> None:
        """Take the next row of a column, or the first of the next column, or the button."""
        columns = _PASSES[_PASSES.index(name) :] if name in _PASSES else (name,)
        after = place + 1
        for column_name in columns:
            for row_at in range(after, len(self.lines)):
                if self.lines[row_at].wants(column_name):
                    self.focus(self.lines[row_at].cells[column_name])
                    return
            after = 0
        self.ended.emit()

    def _on_step(self, place: int, cell: Cell, by: int) -> None:
        at = place + by
        while 0 <= at < len(self.lines):
            if self.lines[at].cells[cell.column].isEnabled():
                self.focus(self.lines[at].cells[cell.column])
                return
            at += by

    def _on_aside(self, place: int, cell: Cell, by: int) -> None:
        cells = [one for one in self.lines[place].cells.values()
                 if one.isEnabled() and not one.isHidden()]  # fmt: skip
        at = cells.index(cell) + by
        if 0 <= at < len(cells):
            self.focus(cells[at])

    def _show_row(self) -> None:
        widget = self.focusWidget()
        if self._scroll.isAncestorOf(widget):
            self._scroll.ensureWidgetVisible(widget, 0, theme.pixels(72))

    def _titles(self, seats: bool) -> QWidget:
        """Name the columns as the paper does."""
        made = QWidget()
        names = {"seat": _("Plats"), "mark": "P/L/A", "id": _("Leg."), "came": _("In"),
                 "left": _("Ut"), "sheets": _("Blad")}  # fmt: skip
        number = label(_("Nr"), size=Text.SMALL, soft=True)
        number.setFixedWidth(theme.pixels(24))
        heads = {}
        for name, text in names.items():
            heads[name] = label(text, size=Text.SMALL, soft=True)
            heads[name].setFixedWidth(self.lines[0].cells[name].width() if self.lines else 40)
        heads["seat"].setVisible(seats)
        who = label(_("Namn"), size=Text.SMALL, soft=True)
        box = row(number, heads["seat"], who, *list(heads.values())[1:], parent=made, gap=1)
        box.setStretch(2, 1)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        box.setContentsMargins(37, 4, 37 + bar, 4)
        return made
