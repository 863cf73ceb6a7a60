"""The look of the running program: style, fonts, colours by the system, icons."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

import resources
from ui.kit import icons
from ui.kit.style import scaled, sheet
from ui.kit.tokens import DARK, FAMILY, LIGHT, PIXELS, ROW, ROW_COMPACT, Text, Tokens, Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_WEIGHTS = ("Regular", "Semibold")
_HALF = 128
"""The lightness, of 255, below which a system's window counts as dark."""


class Scheme(StrEnum):
    """Which look the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Keeps the application in one look and follows the system's change between light and dark.

    Signals:
        changed: the look is another; widgets that paint by themselves update.
    """

    changed = Signal()

    def __init__(self, app: QApplication, *, hold: bool = False) -> None:
        """Dress the application.

        Args:
            app: the application.
            hold: the application was made with `style_name` and has its first window before it:
                leave the style sheet until `wear` (widgets that are built without it and get it
                once, whole, are ready in half the time) and `confirm` when it is painted.
        """
        super().__init__(app)
        self._held = self._early = hold
        self._system_dark = app.palette().color(QPalette.ColorRole.Window).lightness() < _HALF
        self.setObjectName("theme")
        self._app = app
        self.scheme = Scheme.SYSTEM
        self.percent = 100
        QDir.addSearchPath("icons", str(resources.path("icons")))
        for weight in _WEIGHTS:
            QFontDatabase.addApplicationFont(
                str(resources.path("fonts", f"SourceSans3-{weight}.ttf"))
            )
        # Asking for the style makes some 600 names of Qt's that no first window needs.
        if not hold and app.style().name().casefold() != style_name().casefold():
            app.setStyle(style_name())
        app.styleHints().colorSchemeChanged.connect(self._refresh)
        self._put_on()

    @property
    def tokens(self) -> Tokens:
        """Give the look in use."""
        return self._tokens

    def use(self, scheme: Scheme | str = Scheme.SYSTEM, percent: int | None = None) -> None:
        """Change the look.

        Args:
            scheme: the system's, light or dark.
            percent: size of text, 100 to 200; None keeps it.
        """
        self.scheme = Scheme(scheme)
        self.percent = max(100, min(200, percent or self.percent))
        self._refresh()

    def wear(self) -> None:
        """Put on the style sheet that was held."""
        self._held = False
        self._app.setStyleSheet(sheet(self._tokens, self.percent))

    def confirm(self) -> None:
        """Look at the system's scheme once more, exactly, when the first window is painted."""
        self._early = False
        if (self._tokens is DARK) != self._is_dark():
            self._refresh()

    def _refresh(self) -> None:
        self._put_on()
        for widget in self._app.allWidgets():
            if isinstance(widget, QAbstractButton | QLabel):
                icons.redress(widget, self._tokens)
            for action in widget.findChildren(
                QtGui.QAction, options=QtCore.Qt.FindChildOption.FindDirectChildrenOnly
            ):
                icons.redress(action, self._tokens)
        self.changed.emit()

    def _put_on(self) -> None:
        self._tokens = DARK if self._is_dark() else LIGHT
        self._app.setPalette(_palette(self._tokens))
        font = QFont(FAMILY)
        font.setPixelSize(scaled(PIXELS[Text.BASE], self.percent))
        self._app.setFont(font)
        if not self._held:
            self._app.setStyleSheet(sheet(self._tokens, self.percent))

    @property
    def application(self) -> QApplication:
        """Give the application that bears the look."""
        return self._app

    def _is_dark(self) -> bool:
        if self.scheme is Scheme.SYSTEM and self._early:
            # The palette tells the same without the namespace `Qt`, which is long in making.
            return self._system_dark
        if self.scheme is Scheme.SYSTEM:
            return bool(self._app.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark)
        return self.scheme is Scheme.DARK


def theme() -> Theme:
    """Give the running application's look; made at the first call."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a look needs an application")
    found = app.findChild(Theme, "theme")
    return found or Theme(app)


def tokens() -> Tokens:
    """Give the colours in use."""
    return theme().tokens


def pixels(length: int) -> int:
    """Give a length at the text size in use."""
    return scaled(length, theme().percent)


def row_height(compact: bool = False) -> int:
    """Give the height of a row of a list, in pixels."""
    return pixels(ROW_COMPACT if compact else ROW)


def dress(
    target: "QAbstractButton | QAction | QLabel",
    name: str,
    *,
    tone: Tone | str | None = None,
    size: int = 20,
) -> None:
    """Give something its icon in the look in use; see `ui.kit.icons.dress`."""
    icons.dress(target, name, tokens(), tone=tone, size=pixels(size))


def tabular(font: QFont) -> QFont:
    """Give a font with figures of one width, for columns of numbers."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def style_name() -> str:
    """Give the name of Qt's style that the program is drawn in on this system."""
    if sys.platform == "win32":
        from PySide6.QtWidgets import QStyleFactory

        if "windows11" in QStyleFactory.keys():  # noqa: SIM118 - not a mapping
            return "windows11"
    return "Fusion"


def _palette(tokens: Tokens) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for which, colour in {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.PlaceholderText: tokens.soft,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface,
        role.Light: tokens.raised,
        role.Mid: tokens.edge,
        role.Dark: tokens.outline,
        role.Shadow: tokens.shadow,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, QColor(tokens.soft))
    return palette
