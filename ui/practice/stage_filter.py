"""The way from wish to certificate as buttons with counts; one of them filters the list."""

from collections.abc import Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from lärcentrum.language import _
from lärcentrum.practice.words import STAGE_NAMES, Stage
from lärcentrum.swedish import number
from ui.kit import theme
from ui.kit.one_of import OneOf
from ui.kit.tokens import GRID, Tone
from ui.kit.widgets import button

ALL, LATE = "all", "late"


class StageFilter(OneOf):
    """Buttons for all, each stage, and what is late; they break into rows where it is narrow.

    What is chosen is `all`, a stage's value or `late`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Visa"), parent)
        self.setObjectName("stages")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID // 2)
        for key in (ALL, *Stage, LATE):
            self.offer(str(key), button("", kind="rail", name=f"stage_{key}"))
        theme.dress(self.buttons[LATE], "triangle-alert", tone=Tone.BAD, size=16)
        self._columns = 0
        self.counts: dict[Stage, int] = {}
        self.show_counts({}, 0)

    def show_counts(self, stages: Mapping[Stage, int], late: int) -> None:
        """Show how many there are of each."""
        self.counts = dict(stages)
        names = {ALL: _("Alla"), LATE: _("Försenat")}
        counts: dict[str, int] = {ALL: sum(stages.values()), LATE: late}
        for stage in Stage:
            names[stage.value], counts[stage.value] = _(STAGE_NAMES[stage]), stages.get(stage, 0)
        for key, made in self.buttons.items():
            made.setText(f"{names[key]}  {number(counts[key])}")
            made.setAccessibleName(_("{name}, {n} st").format(name=names[key], n=counts[key]))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        widths = [one.sizeHint().width() for one in self.buttons.values()]
        gaps = (len(widths) - 1) * self._grid.spacing()
        fits = sum(widths) + gaps <= max(self.width(), 1)
        columns = len(widths) if fits else max(1, self.width() // (max(widths) + GRID))
        columns = min(columns, len(widths))
        if columns == self._columns:
            return
        self._columns = columns
        for place, one in enumerate(self.buttons.values()):
            self._grid.addWidget(one, place // columns, place % columns)
        for column in range(len(widths) + 1):
            self._grid.setColumnStretch(column, int(column == columns))
