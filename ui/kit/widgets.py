"""The small things: labels that never read markup, buttons, areas, boxes on the grid."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.kit import theme
from ui.kit.tokens import GRID, Text, Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QResizeEvent

_FRAME = QSize(16, 48)
"""Pixels that a window's title and edges may take; known for certain only once it is shown."""
_PLAIN = ("textFormat", "PlainText")
"""A property by its name: the namespace `Qt`, made whole at a touch, costs a start 40 ms."""
W = TypeVar("W", bound=QWidget)
L = TypeVar("L", bound=QBoxLayout)


def label(
    text: str = "",
    *,
    size: Text = Text.BASE,
    soft: bool = False,
    strong: bool = False,
    wrap: bool = False,
    name: str = "",
) -> QLabel:
    """Make a label that shows its text as it is, markup and all (FD13).

    Args:
        text: what it says.
        size: one of the three sizes.
        soft: whether it steps back.
        strong: whether it is semibold.
        wrap: whether it may use several lines.
        name: its object name, for tests.
    """
    made = QLabel(text)
    made.setProperty(*_PLAIN)
    made.setProperty("textSize", size.value)
    made.setProperty("soft", soft)
    made.setProperty("strong", strong)
    made.setWordWrap(wrap)
    made.setObjectName(name)
    return made


class Elided(QLabel):
    """A line of plain text that ends in … where there is no room; the whole is its tooltip."""

    def __init__(self, name: str = "", size: Text = Text.BASE, soft: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty(*_PLAIN)
        self.setProperty("textSize", size.value)
        self.setProperty("soft", soft)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def say(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """See Qt; room for the whole text."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 4, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """See Qt; room for the first letters."""
        return QSize(min(self.sizeHint().width(), theme.pixels(48)), self.fontMetrics().height())

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        side = QtCore.Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._whole, side, max(self.width(), 8))
        self.setText(shown)
        self.setToolTip(plain(self._whole) if shown != self._whole else "")


class PushButton(QPushButton):
    """A button that Enter presses as Space does, in a dialog and elsewhere."""

    def enterEvent(self, event: "QEnterEvent") -> None:
        """See Qt."""
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """See Qt."""
        # autoDefault would do so in dialogs only, and steal Enter from their fields.
        keys = QtCore.Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon: str = "",
    name: str = "",
    tip: str = "",
) -> QPushButton:
    """Make a push button.

    Args:
        text: its words; with none, `tip` is its accessible name.
        clicked: called without arguments; a bound method of a QObject where it lives long.
        kind: "" (ordinary), "primary", "danger", "quiet", "fold", "choice", "rail" or "find".
        icon: an icon's name.
        name: its object name.
        tip: shown when pointed at.
    """
    made = PushButton(text)
    made.setObjectName(name)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if icon:
        theme.dress(made, icon, tone=_ICON_TONES.get(kind), size=18)
    if tip:
        made.setToolTip(plain(tip))
        made.setAccessibleName(text or tip)
    if clicked is not None:
        made.clicked.connect(_called(clicked))
    return made


_ICON_TONES: dict[str, Tone | str] = {
    "primary": "on_accent",
    "danger": Tone.BAD,
    "quiet": Tone.ACCENT,
    "fold": Tone.ACCENT,
}


def _called(clicked: Callable[[], object]) -> Callable[[], object]:
    # A bound method of a QObject is handed over as it is: the connection then dies with it.
    if hasattr(clicked, "__self__"):
        return clicked
    return lambda: clicked()


def plain(text: str) -> str:
    """Give a text for a tooltip, which would read markup otherwise (FD13)."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{safe}</span>" if safe != text else text


def area(widget: W, kind: str) -> W:
    """Give a widget the background of an area: window, surface, rail or card."""
    if not isinstance(widget, QFrame):
        # A frame wears the style sheet as it is.
        widget.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
    widget.setProperty("area", kind)
    return widget


def restyle(widget: QWidget, **properties: object) -> None:
    """Set style properties of a shown widget and let the style sheet see them."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def line() -> QFrame:
    """Make a thin line between areas."""
    made = QFrame()
    made.setProperty("area", "line")
    made.setFixedHeight(1)
    return made


def column(
    *items: QWidget | QLayout | int | None,
    parent: QWidget | None = None,
    gap: int = 1,
    margin: int = 0,
) -> QVBoxLayout:
    """Stack things downwards; see `fill`."""
    return fill(QVBoxLayout(parent) if parent else QVBoxLayout(), items, gap, margin)


def row(
    *items: QWidget | QLayout | int | None,
    parent: QWidget | None = None,
    gap: int = 1,
    margin: int = 0,
) -> QHBoxLayout:
    """Put things beside each other; see `fill`."""
    return fill(QHBoxLayout(parent) if parent else QHBoxLayout(), items, gap, margin)


def least_width(line: QLayout) -> int:
    """Give the pixels that a line needs with everything in it side by side."""
    items = [line.itemAt(place) for place in range(line.count())]
    shown = [wide for one in items if one is not None and (wide := one.minimumSize().width())]
    return sum(shown) + line.spacing() * max(len(shown) - 1, 0)


def fill(
    layout: L, items: Iterable[QWidget | QLayout | int | None], gap: int = 1, margin: int = 0
) -> L:
    """Put things into a box.

    Args:
        layout: the box.
        items: widgets, boxes, a number of grid steps as room, or None for all room that is left.
        gap: grid steps between things.
        margin: grid steps around them.
    """
    layout.setSpacing(gap * GRID)
    layout.setContentsMargins(*(margin * GRID for _side in range(4)))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item * GRID)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def empty_out(layout: QLayout) -> None:
    """Take everything out of a box and let it go."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_out(inner)


def tab_order(*widgets: QWidget) -> None:
    """Let Tab go through widgets in this order, those of one window."""
    for one, after in pairwise(widgets):
        QWidget.setTabOrder(one, after)


def grows(widget: QWidget) -> QWidget:
    """Let a widget take the room that is left on both sides."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return widget


def room_for(window: QWidget) -> QSize:
    """Give the size that a window may have at most: its screen without panels and its frame."""
    return window.screen().availableSize() - _FRAME


def fit_screen(window: QWidget, wanted: QSize | None = None) -> None:
    """Give a window a size, or what it has, but never more than its screen has room for."""
    window.resize((wanted or window.size()).boundedTo(room_for(window)))


def announce(widget: QWidget, message: str) -> None:
    """Have the screen reader say something at once."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, message)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
