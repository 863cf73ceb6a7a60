"""The month on the screen: the calm page, or twelve months with five steps."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QScrollArea, QStackedWidget, QWidget

from lärcentrum.language import _
from lärcentrum.sync.months import Month
from lärcentrum.sync.payloads import Leaving
from ui.kit import theme
from ui.kit.button_row import ButtonRow
from ui.kit.help import about
from ui.kit.settings import Memory
from ui.kit.widgets import area, button, column, label, row
from ui.sync.check_step import CheckStep
from ui.sync.file_steps import DeliverStep, MakeStep
from ui.sync.leaving_view import LeavingView
from ui.sync.receipt_step import ReceiptStep
from ui.sync.tiles import MonthTiles, StepRail
from ui.sync.words import Situation, Step, title_of

_WIDE, _TALL = 700, 500
"""Room in pixels, at ordinary text, below which lists stand instead of tiles and buttons."""


_PLACES = {
    Step.CHECK: "1-kontrollera",
    Step.LEAVING: "2-det-har-lamnar-datorn",
    Step.MAKE: "3-skapa",
    Step.DELIVER: "4-leverera",
    Step.RECEIPT: "5-kvittens",
}
"""Where the guide explains each step."""


class _Stack(QStackedWidget):
    """A stack that takes the room of the page it shows, not of its largest."""

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


class CalmPage(QWidget):
    """What leaves, and the one button."""

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label(wrap=True, strong=True, name="calm_text")
        self.leaving = LeavingView(memory)
        self.button = button(
            _("Skapa månadsfilen"), kind="primary", icon="package", name="close_and_make"
        )
        self.all_button = button(
            _("Visa alla månader och steg"), kind="quiet", icon="calendar-days", name="all_months"
        )
        column(
            self.text,
            self.leaving,
            ButtonRow(self.all_button, None, self.button),
            parent=self,
            gap=2,
        ).setStretch(1, 1)

    def show_situation(self, now: Situation) -> None:
        """Show a month that nothing falls short of."""
        self.text.setText(_("Inget saknas i {month}.").format(month=title_of(now.month.period)))


class LeavingStep(QWidget):
    """What leaves, as the second step."""

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label(soft=True, wrap=True, name="leaving_text")
        self.leaving = LeavingView(memory)
        column(self.text, self.leaving, parent=self).setStretch(1, 1)

    def show_situation(self, now: Situation) -> None:
        """Say which file the list is of."""
        self.text.setText(
            _("Filen är redan skapad. Så här skulle en ny fil se ut nu.") if now.made else ""
        )
        self.text.setVisible(now.made)


class MonthView(QWidget):
    """Shows a situation; what is clicked is told by the signals of its parts.

    Args:
        memory: remembers columns.
        parent: see Qt.
    """

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calm = CalmPage(memory)
        self.tiles, self.rail = MonthTiles(), StepRail()
        self.check, self.leaving = CheckStep(memory), LeavingStep(memory)
        self.make, self.deliver = MakeStep(), DeliverStep(memory)
        self.receipt = ReceiptStep(memory)
        self._steps: dict[Step, QWidget] = {
            Step.CHECK: self.check,
            Step.LEAVING: self.leaving,
            Step.MAKE: self.make,
            Step.DELIVER: self.deliver,
            Step.RECEIPT: self.receipt,
        }
        self._pages = _Stack()
        for step, made in self._steps.items():
            about(made, f"month#{_PLACES[step]}")
            self._pages.addWidget(made)
        card = area(QWidget(), "card")
        column(self._pages, parent=card, margin=2)
        self._below = row(self.rail, card, gap=2)
        self._below.setStretch(1, 1)
        full = QWidget()
        column(self.tiles, self._below, parent=full, gap=2).setStretch(1, 1)
        self._stack = _Stack()
        self._stack.addWidget(_scrolling(self.calm))
        self._stack.addWidget(_scrolling(full))
        column(self._stack, parent=self)

    @property
    def is_calm(self) -> bool:
        """Tell whether the one page with the one button is shown."""
        return self._stack.currentIndex() == 0

    def show_months(self, listed: Sequence[Month], period: str) -> None:
        """Show the twelve months, one of them chosen."""
        self.tiles.show_months(listed, period)

    def show_situation(self, now: Situation, step: Step, calm: bool) -> None:
        """Show one month.

        Args:
            now: all about it.
            step: the step that is looked at.
            calm: whether one page is enough.
        """
        self._stack.setCurrentIndex(0 if calm else 1)
        self.rail.show_situation(now, step)
        for part in (self.calm, self.check, self.leaving, self.make, self.deliver):
            part.show_situation(now)
        self.receipt.show_situation(now)
        self._pages.setCurrentWidget(self._steps[step])
        self._pages.updateGeometry()

    def show_leaving(self, leaving: Leaving) -> None:
        """Show what leaves, on both pages that say it."""
        self.calm.leaving.show_leaving(leaving)
        self.leaving.leaving.show_leaving(leaving)

    def act(self, step: Step) -> None:
        """Do the main thing of a step."""
        match step:
            case Step.CHECK:
                self.check.act()
            case Step.MAKE:
                self.make.act()
            case Step.DELIVER:
                self.deliver.act()
            case Step.RECEIPT:
                self.receipt.act()

    def place(self, step: Step) -> QWidget:
        """Give where the keyboard begins: the main button of what is shown, else the step."""
        shown = self.calm if self.is_calm else self._steps[step]
        for one in shown.findChildren(QPushButton):
            if one.property("kind") == "primary" and one.isVisibleTo(self) and one.isEnabled():
                return one
        return self.rail.place(step)

    def fit(self, room: QSize) -> None:
        """Show lists instead of tiles and buttons where a page has little room.

        Args:
            room: the page's size; not the view's own, which a message takes some of.
        """
        small = room.width() < theme.pixels(_WIDE) or room.height() < theme.pixels(_TALL)
        self.tiles.make_compact(small)
        self.rail.make_compact(small)
        way = QBoxLayout.Direction.TopToBottom if small else QBoxLayout.Direction.LeftToRight
        self._below.setDirection(way)


def _scrolling(inner: QWidget) -> QScrollArea:
    made = QScrollArea(widgetResizable=True)
    # What is in it takes the keyboard; the area itself would be a stop that nobody sees.
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(area(inner, "window"))
    return made
