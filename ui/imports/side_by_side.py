"""A row of the list beside the one that it resembles, field by field, the differences marked."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from lärcentrum.imports.fields import ListKind, title_of
from lärcentrum.imports.rows import Compared, RowReport
from lärcentrum.language import _
from ui.kit import theme
from ui.kit.tokens import GRID, Text
from ui.kit.widgets import area, column, empty_out, label

_TALLEST, _LEAST = 190, 92
_DIFFERS = "≠"


class SideBySide(QScrollArea):
    """Field, what the register has, what the list has; hidden while there is nothing to compare."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_by_side")
        self.setAccessibleName(_("Dubbletten sida vid sida"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMaximumHeight(theme.pixels(_TALLEST))
        self.setMinimumHeight(theme.pixels(_LEAST))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        for place in (2, 3):
            self._grid.setColumnStretch(place, 1)
        inside = area(QWidget(), "surface")
        column(self._grid, None, parent=inside, margin=1)
        self.setWidget(inside)
        self.hide()

    def sizeHint(self) -> QSize:
        """See Qt; a few lines, and more where there is room."""
        return QSize(super().sizeHint().width(), theme.pixels(_LEAST))

    def show_row(self, report: RowReport | None, kind: ListKind = ListKind.STUDENTS) -> None:
        """Show what a row is compared with.

        Args:
            report: the row; None, or one that resembles nobody, hides this.
            kind: what the list is a list of.
        """
        empty_out(self._grid)
        pairs = report.compared if report else ()
        self.setVisible(bool(pairs))
        if report is None or not pairs:
            return
        row = _("Listan, rad {row}").format(row=report.row)
        there = _("Registret")
        if report.other_row:
            there = _("{name}, rad {row}").format(name=report.other_shown, row=report.other_row)
        for place, text in enumerate((_("Uppgift"), "", there, row)):
            self._grid.addWidget(label(text, size=Text.SMALL, soft=True), 0, place)
        # What differs is what is decided on: it is seen without scrolling.
        for place, pair in enumerate(sorted(pairs, key=lambda pair: not pair.differs), 1):
            self._add(place, pair, title_of(kind, pair.key))
        self.verticalScrollBar().setValue(0)

    def _add(self, place: int, pair: Compared, name: str) -> None:
        # The sign says it where colour and weight are not seen.
        sign = label(_DIFFERS if pair.differs else "", strong=True)
        if pair.differs:
            sign.setToolTip(_("Skiljer sig"))
        cells: tuple[QLabel, ...] = (
            label(name, soft=not pair.differs),
            sign,
            label(pair.here or "–", strong=pair.differs, wrap=True, name=f"here_{pair.key}"),
            label(pair.row or "–", strong=pair.differs, wrap=True, name=f"row_{pair.key}"),
        )
        differs = _("{field}: skiljer sig") if pair.differs else _("{field}: lika")
        cells[3].setAccessibleDescription(differs.format(field=name))
        for at, cell in enumerate(cells):
            self._grid.addWidget(cell, place, at)
