"""Twelve months as tiles, and the five steps: buttons with a name, an icon and a word."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from lärcentrum.language import _
from lärcentrum.swedish import short_day
from lärcentrum.sync.months import Month
from ui.kit import theme
from ui.kit.chips import Chip
from ui.kit.tokens import GRID, Text
from ui.kit.widgets import column, label, restyle, row
from ui.sync.words import STEP_NAMES, Situation, Step, first_of, month_chip, step_chip, title_of


class Tile(QPushButton):
    """A button with a title, and below it a state as icon and word.

    Args:
        name: its object name.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "choice")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = label(strong=True)
        self._sign = QLabel()
        self._word = label(size=Text.SMALL)
        below = row(self._sign, self._word, None)
        below.setSpacing(5)
        inside = column(self._title, below, parent=self, gap=0)
        inside.setContentsMargins(10, 4, 8, 4)
        inside.setSpacing(1)
        for part in (self._title, self._sign, self._word):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, title: str, chip: Chip, tip: str = "") -> None:
        """Show a title and a state; the tip is read aloud with them."""
        self._title.setText(title)
        self._word.setText(chip.word)
        theme.dress(self._sign, chip.sign, tone=chip.tone, size=15)
        restyle(self._word, tone=chip.tone.value)
        self.setAccessibleName(f"{title}: {chip.word}")
        self.setAccessibleDescription(tip)
        self.setToolTip(tip)

    def word(self) -> str:
        """Give the state's word."""
        return self._word.text()

    def sizeHint(self) -> QSize:
        """See Qt."""
        inner = self.layout()
        return inner.sizeHint() + QSize(4, 4) if inner is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """See Qt."""
        return self.sizeHint()


def stop_at(tile: Tile, is_stop: bool) -> None:
    """Let Tab stop at the chosen one of several tiles; the arrows lead to the others."""
    by_click, by_tab = Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.StrongFocus
    tile.setFocusPolicy(by_tab if is_stop else by_click)


class MonthTiles(QWidget):
    """Twelve months to choose among; in a narrow window one list instead of twelve tiles.

    Signals:
        chosen: the user chose a month; its period.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Månader"))
        self._group = QButtonGroup(self)
        self._tiles = [Tile(f"month_{place}") for place in range(12)]
        self._periods: list[str] = []
        self._tall = QWidget()
        self._grid = QGridLayout(self._tall)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        for place, tile in enumerate(self._tiles):
            self._group.addButton(tile, place)
            self._grid.addWidget(tile, place // 6, place % 6)
        self.combo = QComboBox()
        self.combo.setObjectName("month_choice")
        self.combo.setAccessibleName(_("Månad"))
        self.combo.hide()
        column(self._tall, self.combo, parent=self, gap=0)
        self._group.idClicked.connect(self._on_tile)
        self.combo.activated.connect(self._on_tile)

    def show_months(self, months: Sequence[Month], chosen: str) -> None:
        """Show months, oldest first, one of them chosen."""
        first = first_of(months)
        self._periods = [one.period for one in months]
        self.combo.clear()
        for tile, month in zip(self._tiles, months, strict=True):
            chip = month_chip(month, month.period >= first)
            title = title_of(month.period)
            due = _("Ska vara hos regionen senast {day}").format(day=short_day(month.due))
            tile.say(title[0].upper() + title[1:], chip, due)
            tile.setChecked(month.period == chosen)
            stop_at(tile, month.period == chosen or chosen not in self._periods)
            self.combo.addItem(f"{title} – {chip.word}", month.period)
        if chosen in self._periods:
            self.combo.setCurrentIndex(self._periods.index(chosen))

    def tile(self, period: str) -> Tile:
        """Give a month's tile."""
        return self._tiles[self._periods.index(period)]

    def make_compact(self, compact: bool) -> None:
        """Show one list instead of tiles, or tiles again."""
        self._tall.setVisible(not compact)
        self.combo.setVisible(compact)

    def _on_tile(self, place: int) -> None:
        if 0 <= place < len(self._periods):
            self.chosen.emit(self._periods[place])


class StepRail(QWidget):
    """The five steps, each with where it stands.

    Signals:
        chosen: the user chose a step.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Steg"))
        self._group = QButtonGroup(self)
        self._buttons = {step: Tile(f"step_{step.value}") for step in Step}
        for place, tile in enumerate(self._buttons.values()):
            self._group.addButton(tile, place)
        self._tall = QWidget()
        column(*self._buttons.values(), None, parent=self._tall, gap=1).setSpacing(GRID // 2)
        self.combo = QComboBox()
        self.combo.setObjectName("step_choice")
        self.combo.setAccessibleName(self.accessibleName())
        self.combo.hide()
        column(self._tall, self.combo, parent=self, gap=0)
        self._group.idClicked.connect(self._on_clicked)
        self.combo.activated.connect(self._on_clicked)

    def show_situation(self, now: Situation, chosen: Step) -> None:
        """Show where every step stands, one of them chosen."""
        self.combo.clear()
        for place, (step, tile) in enumerate(self._buttons.items(), 1):
            title, chip = f"{place}  {_(STEP_NAMES[step])}", step_chip(step, now)
            tile.say(title, chip)
            tile.setChecked(step is chosen)
            stop_at(tile, step is chosen)
            self.combo.addItem(f"{title} – {chip.word}")
        self.combo.setCurrentIndex(list(Step).index(chosen))

    def make_compact(self, compact: bool) -> None:
        """Show one list instead of buttons, or buttons again."""
        self._tall.setVisible(not compact)
        self.combo.setVisible(compact)

    def place(self, step: Step) -> QWidget:
        """Give what a step is chosen with now."""
        return self._buttons[step] if self.combo.isHidden() else self.combo

    def button(self, step: Step) -> Tile:
        """Give a step's button."""
        return self._buttons[step]

    def _on_clicked(self, place: int) -> None:
        self.chosen.emit(list(Step)[place])
