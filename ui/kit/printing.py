"""Hand a paper to the system's own print dialog; what the printer does with it nobody knows."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from ui.kit.pdf_view import page_images

FINE = 300
"""Dots per inch of a printed page."""

Choose = Callable[[QPrinter, QWidget | None], bool]


def has_printer() -> bool:
    """Tell whether the system knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask(printer: QPrinter, parent: QWidget | None) -> bool:
    """Let the user choose a printer in the system's dialog; False when it was cancelled."""
    return QPrintDialog(printer, parent).exec() == QPrintDialog.DialogCode.Accepted


def print_pdf(pdf: bytes, title: str, parent: QWidget | None = None, choose: Choose = ask) -> bool:
    """Send a PDF to a printer.

    Args:
        pdf: the file.
        title: what the print queue calls it: never a person's name.
        parent: the window that asks.
        choose: chooses the printer; the system's dialog but in tests.

    Returns:
        Whether it was sent; False when the user cancelled or the printer took nothing.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    if not choose(printer, parent):
        return False
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number, image in enumerate(page_images(pdf, FINE)):
        if number and not printer.newPage():
            painter.end()
            return False
        painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), image)
    return painter.end()
