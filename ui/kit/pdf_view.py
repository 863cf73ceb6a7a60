"""A paper on the screen, as it will be on paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from ui.kit.widgets import area, column, empty_out

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


def page_count(pdf: bytes) -> int:
    """Give how many pages a PDF has."""
    with _opened(pdf) as document:
        return len(document)


def page_image(pdf: bytes, number: int, dots_per_inch: float) -> QImage:
    """Draw one page of a PDF.

    Args:
        pdf: the file.
        number: the page, from 0.
        dots_per_inch: how fine.
    """
    with _opened(pdf) as document:
        return _image(document[number].render(scale=dots_per_inch / 72))


def page_images(pdf: bytes, pixels: float) -> list[QImage]:
    """Draw every page of a PDF.

    Args:
        pdf: the file.
        pixels: how wide each is, whether it stands or lies.
    """
    with _opened(pdf) as document:
        return [_image(page.render(scale=pixels / page.get_width())) for page in document]


@contextmanager
def _opened(pdf: bytes) -> "Iterator[PdfDocument]":
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def _image(bitmap: "object") -> QImage:
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride  # type: ignore[attr-defined]
    shown = QImage(bytes(bitmap.buffer), width, height, stride, QImage.Format.Format_BGR888)  # type: ignore[attr-defined]
    # The bytes go away with the document; the picture keeps its own.
    return shown.copy()


class PdfView(QScrollArea):
    """Shows a PDF's pages below each other, as wide as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pdf_view")
        self.setAccessibleName("PDF")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._pages = area(QWidget(), "window")
        self._column = column(parent=self._pages, gap=2, margin=2)
        self.setWidget(self._pages)
        self.pdf = b""
        self._drawn_for = 0
        self._again = QTimer(self, singleShot=True, interval=80)
        self._again.timeout.connect(self._draw)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; the pages are drawn anew once the width has settled."""
        super().resizeEvent(event)
        if self.pdf and self.viewport().width() != self._drawn_for:
            self._again.start()

    def show_pdf(self, pdf: bytes) -> None:
        """Show another PDF; no bytes show nothing."""
        self.pdf = pdf
        self._draw()

    def _draw(self) -> None:
        empty_out(self._column)
        self._drawn_for = self.viewport().width()
        if not self.pdf:
            return
        across = max(self._drawn_for - 48, 240)
        ratio = self.devicePixelRatioF()
        for image in page_images(self.pdf, across * ratio):
            image.setDevicePixelRatio(ratio)
            sheet = QLabel()
            sheet.setPixmap(QPixmap.fromImage(image))
            sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            sheet.setAccessibleName("A4")
            self._column.addWidget(sheet)
        self._column.addStretch(1)
