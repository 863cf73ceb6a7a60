"""The one set of icons, recoloured with the look."""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel

import resources
from ui.kit.tokens import Tokens, Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_NAME, _TONE, _SIZE = "pictureName", "pictureTone", "pictureSize"
_CHECKED = ("rail", "choice", "")
"""Kinds of buttons that may be made checkable after they got their icon."""
_GAP = 6
"""Pixels between a button's icon and its words."""
_DENSE = 2.0
"""Icons are drawn at twice their size once; Qt shrinks them on ordinary screens."""


def pixmap(name: str, colour: str, size: int = 20) -> QPixmap:
    """Draw an icon.

    Args:
        name: the file's name in ``resources/icons`` without ``.svg``.
        colour: as ``#RRGGBB``.
        size: the side in logical pixels.

    Raises:
        LookupError: there is no such icon.
    """
    return _draw(name, colour, size)


def icon(
    name: str,
    tokens: Tokens,
    tone: Tone | None = None,
    size: int = 20,
    gap: int = 0,
    checks: bool = True,
) -> QIcon:
    """Give an icon for a button: soft, or a tone; accented when checked; pale when disabled.

    Args:
        name: see `pixmap`.
        tokens: the look.
        tone: its colour; None is soft.
        size: the side in logical pixels.
        gap: empty pixels at its right.
        checks: whether it is ever checked; each look costs the first window a millisecond.
    """
    ink = tokens.soft if tone is None else tokens.ink(tone)
    made = QIcon(_draw(name, ink, size, gap))
    if checks:
        made.addPixmap(_draw(name, tokens.accent, size, gap), QIcon.Mode.Normal, QIcon.State.On)
    for state in (QIcon.State.On, QIcon.State.Off) if checks else (QIcon.State.Off,):
        made.addPixmap(_draw(name, tokens.outline, size, gap), QIcon.Mode.Disabled, state)
    return made


def dress(
    target: "QAbstractButton | QAction | QLabel",
    name: str,
    tokens: Tokens,
    *,
    tone: Tone | str | None = None,
    size: int = 20,
) -> None:
    """Give a button, an action or a label its icon, redrawn when the look changes.

    Args:
        target: what is to bear the icon.
        name: see `pixmap`.
        tokens: the look now.
        tone: a tone, or the name of a token such as ``on_accent``; None is soft.
        size: the side in logical pixels.
    """
    target.setProperty(_NAME, name)
    target.setProperty(_TONE, str(tone or ""))
    target.setProperty(_SIZE, size)
    redress(target, tokens)


def redress(target: QObject, tokens: Tokens) -> None:
    """Draw the icon of something that was dressed again; leave other things alone."""
    name = target.property(_NAME)
    if not name:
        return
    tone, size = str(target.property(_TONE)), int(target.property(_SIZE))
    if isinstance(target, QLabel):
        target.setPixmap(_draw(name, _ink(tokens, tone), size))
    elif isinstance(target, QAbstractButton):
        gap = _GAP if target.text() else 0
        checks = target.isCheckable() or target.property("kind") in _CHECKED
        target.setIcon(_made(name, tokens, tone, size, gap, checks))
        target.setIconSize(QSize(size + gap, size))
    elif isinstance(target, QtGui.QAction):
        target.setIcon(_made(name, tokens, tone, size))


def _made(
    name: str, tokens: Tokens, tone: str, size: int, gap: int = 0, checks: bool = True
) -> QIcon:
    if tone in {"", *Tone}:
        return icon(name, tokens, Tone(tone) if tone else None, size, gap, checks)
    return QIcon(_draw(name, _ink(tokens, tone), size, gap))


def _ink(tokens: Tokens, tone: str) -> str:
    if tone in set(Tone):
        return tokens.ink(Tone(tone))
    return str(getattr(tokens, tone or "soft"))


@lru_cache(maxsize=512)
def _draw(name: str, colour: str, size: int, gap: int = 0) -> QPixmap:
    # Imported here: it is wanted at the first icon, not at the first import of the kit.
    from PySide6.QtSvg import QSvgRenderer

    image = QPixmap(QSize(size + gap, size) * _DENSE)
    image.fill(QColor(0, 0, 0, 0))
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size * _DENSE, size * _DENSE))
    painter.end()
    image.setDevicePixelRatio(_DENSE)
    return image


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    file = resources.path("icons", f"{name}.svg")
    if not file.is_file():
        raise LookupError(name)
    return file.read_text("utf-8")
