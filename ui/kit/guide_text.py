"""A page of the guide on the screen: its pictures as wide as the text, their words below them."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from lärcentrum.documents.guide_pages import anchor
from lärcentrum.language import _
from ui.kit import theme
from ui.kit.tokens import PIXELS, Text

_LEAST = 200
_ABOVE, _BELOW = 14, 9


class GuideText(QTextBrowser):
    """Shows a page; a link leads to another page of the guide or nowhere."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._shown = folder, ""
        self.setObjectName("guide_text")
        self.setAccessibleName(_("Vägledning"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        theme.theme().changed.connect(self._on_look)

    def show_page(self, text: str) -> None:
        """Show a page from its beginning.

        Args:
            text: its Markdown.
        """
        self._shown = text
        self.setMarkdown(text)
        # No screen reader is told a picture's own words by Qt, but each reads the text.
        for block, words in reversed(_pictures(self.document())):
            self._write_below(block, words)
        _give_air(self.document())
        self._fit()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, place: str) -> None:
        """Show the heading with a name (see `anchor`) at the upper edge."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and anchor(block.text()) == place:
                self.setTextCursor(QTextCursor(block))
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(int(top))
                return
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """See Qt; nothing is loaded but pictures that lie in the guide."""
        file = self._folder / Path(QUrl(name).path()).name
        if file.suffix != ".png" or not file.is_file():
            return None
        return self._framed(QImage(str(file)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; the pictures are as wide as the text."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _write_below(self, block: QTextBlock, words: str) -> None:
        looks = QTextCharFormat()
        looks.setForeground(QColor(theme.tokens().soft))
        looks.setProperty(QTextFormat.Property.FontPixelSize, theme.pixels(PIXELS[Text.SMALL]))
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(block.blockFormat(), looks)
        cursor.insertText(words, looks)

    def _fit(self) -> None:
        names = {_image(block).name() for block, _words in _pictures(self.document())}
        for name in names:
            made = self.loadResource(QTextDocument.ResourceType.ImageResource.value, name)
            if made is not None:
                kind = QTextDocument.ResourceType.ImageResource
                self.document().addResource(kind, QUrl(name), made)
        if names:
            self.document().markContentsDirty(0, self.document().characterCount())

    def _framed(self, picture: QImage) -> QImage:
        """Give a picture no wider than the text, with an edge that shows it on any ground."""
        room = self.viewport().width() - 2 * int(self.document().documentMargin()) - 2
        width = max(_LEAST, min(room, theme.pixels(picture.width())))
        ratio = self.devicePixelRatioF()
        made = picture.convertToFormat(QImage.Format.Format_RGB32).scaledToWidth(
            round(width * ratio), Qt.TransformationMode.SmoothTransformation
        )
        painter = QPainter(made)
        painter.setPen(QColor(theme.tokens().outline))
        painter.drawRect(QRect(0, 0, made.width() - 1, made.height() - 1))
        painter.end()
        made.setDevicePixelRatio(ratio)
        return made

    def _on_look(self) -> None:
        at = self.verticalScrollBar().value()
        self.show_page(self._shown)
        self.verticalScrollBar().setValue(at)


def _give_air(document: QTextDocument) -> None:
    """Put room between paragraphs, which Qt leaves close together."""
    block = document.begin()
    while block.isValid():
        cursor, looks = QTextCursor(block), block.blockFormat()
        if cursor.currentTable() is None:
            level, listed = looks.headingLevel(), block.textList() is not None
            looks.setTopMargin(theme.pixels(_ABOVE if level > 1 else 0))
            looks.setBottomMargin(theme.pixels(_BELOW // 2 if level or listed else _BELOW))
            if _image(block).isImageFormat():
                looks.setBottomMargin(0)
            cursor.setBlockFormat(looks)
        block = block.next()


def _pictures(document: QTextDocument) -> list[tuple[QTextBlock, str]]:
    """List the blocks that are pictures, with the words that stand for each."""
    found, block = [], document.begin()
    while block.isValid():
        image = _image(block)
        if image.isValid() and image.isImageFormat():
            found.append((block, str(image.property(QTextFormat.Property.ImageAltText) or "")))
        block = block.next()
    return found


def _image(block: QTextBlock) -> QTextImageFormat:
    pieces = block.begin()
    first = QTextCharFormat() if pieces.atEnd() else pieces.fragment().charFormat()
    return first.toImageFormat()
