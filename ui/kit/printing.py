"""Hand a paper to the system's own print dialog; what the printer does with it nobody knows.

The printer is fed from a thread of its own: one that hangs neither stops the window nor the
button that gives up waiting for it (FF07). Pages are drawn on the main thread, one at a time:
pdfium knows no threads, and forty fine pages would not fit in a small computer's memory.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QProgressDialog, QWidget

from lärcentrum.documents.errors import PrinterFailed
from lärcentrum.language import _
from ui.kit.pdf_view import page_count, page_image
from ui.kit.settings import Memory, state_folder
from ui.kit.spool import private_spool

FINE = 300
"""Dots per inch of a printed page."""
PATIENCE = 3000
"""Milliseconds that a printer which hangs is waited for once the user has given up."""
_PRINTERS = "printers"

Choose = Callable[[QPrinter, QWidget | None], bool]


def has_printer() -> bool:
    """Tell whether the system knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask(printer: QPrinter, parent: QWidget | None) -> bool:
    """Let the user choose a printer in the system's dialog; False when it was cancelled."""
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintSelection, False)
    dialog.setMinMax(1, max(printer.toPage(), 1))
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def remembering(memory: Memory, kind: str, choose: Choose = ask) -> Choose:
    """Give a choice of printer that begins with the one that was chosen last for a kind of paper.

    Args:
        memory: where it is remembered.
        kind: the kind of paper.
        choose: lets the user choose.
    """

    def chosen(printer: QPrinter, parent: QWidget | None) -> bool:
        kept = _kept(memory)
        if kept.get(kind) in QPrinterInfo.availablePrinterNames():
            printer.setPrinterName(kept[kind])
        if not choose(printer, parent):
            return False
        if printer.printerName():
            memory.put(_PRINTERS, kept | {kind: printer.printerName()})
        return True

    return chosen


def sender(memory: Memory, kind: str) -> Callable[[bytes, str, QWidget], bool] | None:
    """Give what hands a kind of paper to its printer; None when the system knows no printer."""
    if not has_printer():
        return None

    def send(pdf: bytes, title: str, parent: QWidget) -> bool:
        return print_pdf(pdf, title, parent, remembering(memory, kind))

    return send


def _kept(memory: Memory) -> dict[str, str]:
    found = memory.get(_PRINTERS)
    return dict(found) if isinstance(found, dict) else {}


def print_pdf(
    pdf: bytes,
    title: str,
    parent: QWidget | None = None,
    choose: Choose = ask,
    make: Callable[[], QPrinter] = lambda: QPrinter(QPrinter.PrinterMode.HighResolution),
    state: Callable[[], Path] = state_folder,
) -> bool:
    """Send a PDF to a printer.

    Args:
        pdf: the file.
        title: what the print queue calls it: never a person's name.
        parent: the window that asks.
        choose: chooses the printer; the system's dialog but in tests.
        make: makes the printer; a stand-in in tests.
        state: gives the user's folder for what belongs to the computer.

    Returns:
        Whether it was sent; False when the user cancelled.

    Raises:
        PrinterFailed: the printer did not take all of it.
        DiskFull, ReadOnly, TargetGone: there is no private place for the system's file.
    """
    printer, pages = make(), page_count(pdf)
    printer.setDocName(title)
    printer.setFromTo(1, pages)
    if not choose(printer, parent):
        return False
    feed = _Feed(printer, _wanted(printer, pages))
    with private_spool(state()):
        return _Wait(feed, pdf, parent).go()


def _wanted(printer: QPrinter, pages: int) -> list[int]:
    """Give the pages to print, from 0, as often as the printer does not copy by itself."""
    first, last = 1, pages
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = printer.fromPage(), min(printer.toPage() or pages, pages)
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return list(range(first - 1, last)) * max(copies, 1)


class _Calls(QObject):
    """What a feeding thread tells the window.

    Signals:
        wants: the next page is wanted; its place among the pages.
        ended: the printer has all of it, or takes no more.
    """

    wants = Signal(int)
    ended = Signal()


class _Feed(threading.Thread):
    """Feeds a printer with pages.

    It is no QThread: one that is left behind, hanging on its printer, lives on by itself.

    Args:
        printer: where they go.
        pages: which, in order.
    """

    def __init__(self, printer: QPrinter, pages: Sequence[int]) -> None:
        super().__init__(name="printer", daemon=True)
        self.pages = pages
        self.calls = _Calls()
        self.sent = False
        self._printer = printer
        self._given: queue.SimpleQueue[QImage | None] = queue.SimpleQueue()

    def give(self, image: QImage | None) -> None:
        """Hand it the page that it waits for, or None to stop."""
        self._given.put(image)

    def run(self) -> None:
        """See `threading.Thread`."""
        try:
            self._print()
        finally:
            self.calls.ended.emit()

    def _print(self) -> None:
        painter = QPainter()
        if not painter.begin(self._printer):
            return
        whole = self._paint(painter)
        if not whole:
            self._printer.abort()
        self.sent = painter.end() and whole

    def _paint(self, painter: QPainter) -> bool:
        for at in range(len(self.pages)):
            self.calls.wants.emit(at)
            image = self._given.get()
            if image is None or (at and not self._printer.newPage()):
                return False
            sheet = self._printer.paperRect(QPrinter.Unit.DevicePixel)
            # Measured from the edge of what can be printed, as the painter does.
            sheet.translate(-self._printer.pageRect(QPrinter.Unit.DevicePixel).topLeft())
            painter.drawImage(QRectF(sheet), image)
        return bool(self.pages)


class _Wait(QObject):
    """Shows how far a printer has come, and gives up when the user does.

    Args:
        feed: what feeds it.
        pdf: the file.
        parent: the window that waits.
    """

    def __init__(self, feed: _Feed, pdf: bytes, parent: QWidget | None) -> None:
        super().__init__()
        self._feed, self._pdf = feed, pdf
        self._loop = QEventLoop()
        self._given_up = self._ended = False
        self._bar = bar = QProgressDialog(
            _("Skickar till skrivaren …"), _("Avbryt"), 0, len(feed.pages), parent
        )
        bar.setObjectName("printing")
        bar.setWindowTitle(_("Skriver ut"))
        bar.setWindowModality(Qt.WindowModality.ApplicationModal)
        bar.setMinimumDuration(500)
        bar.setAutoReset(False)
        bar.canceled.connect(self._give_up)
        feed.calls.wants.connect(self._draw)
        feed.calls.ended.connect(self._end)

    def go(self) -> bool:
        """Print, and tell whether all of it was sent.

        Raises:
            PrinterFailed: the printer did not take all of it.
        """
        self._feed.start()
        self._loop.exec()
        self._bar.canceled.disconnect(self._give_up)  # closing it counts as that, too
        self._bar.close()
        self._bar.deleteLater()
        hangs = not self._ended
        self._feed.give(None)  # lets go of a thread whose printer wakes up again
        if hangs or not (self._feed.sent or self._given_up):
            raise PrinterFailed
        return self._feed.sent

    def _draw(self, at: int) -> None:
        self._bar.setValue(at)
        self._feed.give(
            None if self._given_up else page_image(self._pdf, self._feed.pages[at], FINE)
        )

    def _end(self) -> None:
        self._ended = True
        self._loop.quit()

    def _give_up(self) -> None:
        self._given_up = True
        QTimer.singleShot(PATIENCE, self._loop.quit)
