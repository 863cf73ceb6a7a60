"""Files that a double click opens: brought to the page that reads them in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from lärcentrum.errors import UserError
from lärcentrum.language import _
from ui.main_window import MainWindow
from ui.start.shell import Shell
from ui.start.single import Single

_LATER = 500
"""Milliseconds until it is looked again whether a dialog is still open."""


@dataclass(eq=False)
class NotForThisRegister(UserError):
    """A file that another kind of register reads.

    Args:
        receipt: whether it is a receipt, which a centre reads; else a monthly file.
    """

    receipt: bool = False

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        kept = _("Inget är inläst eller ändrat.")
        if self.receipt:
            return (
                _("En kvittens läses in hos ett lärcentrum; det här är regionkontorets register."),
                kept,
                _("Skicka kvittensen till centret, som läser in den under Månadsfil."),
            )
        return (
            _("En månadsfil läses in hos regionkontoret; det här är ett lärcentrums register."),
            kept,
            _("Lämna filen till regionkontoret. Deras svar är en fil som slutar på .kvittens."),
        )


@dataclass(eq=False)
class NotForThisRole(UserError):
    """A file that the one who is logged in may not read in."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Din roll får inte läsa in filen."),
            _("Inget är inläst eller ändrat."),
            _("Be den som sköter månadsfilen öppna den."),
        )


class Incoming(QObject):
    """Shows files as soon as somebody is there: logged in, and with no dialog open.

    Args:
        single: gives the files.
        shell: the window.
        frame: gives the frame of the one who is logged in.
        is_office: whether the register is a regional office's.
        parent: see Qt; files wait for the next register when it goes.
    """

    def __init__(
        self,
        single: Single,
        shell: Shell,
        frame: Callable[[], MainWindow],
        is_office: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._single, self._shell, self._frame = single, shell, frame
        self._is_office = is_office
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._look)
        single.handed.connect(self._look)
        shell.locked.connect(self._soon)
        shell.closing.connect(self._end)
        self._soon()

    def _soon(self) -> None:
        # Whoever comes in is shown their first page before.
        self._later.start(0)

    def _look(self) -> None:
        if self._shell.is_locked:
            return
        if any(one.isVisible() for one in self._shell.findChildren(QDialog)):
            self._later.start(_LATER)
            return
        if files := self._single.take_files():
            self._show(files)

    def _show(self, files: list[Path]) -> None:
        frame, key = self._frame(), "region" if self._is_office else "month"
        wanted = [one for one in files if _is_receipt(one) != self._is_office]
        error: UserError | None = None
        if len(wanted) < len(files):
            error = NotForThisRegister(receipt=self._is_office)
        if wanted and key not in frame.keys:
            error, wanted = NotForThisRole(), []
        page = frame.open(key) if wanted else frame.open(frame.current)
        if error is not None:
            page.banner.say_error(error)
        if wanted:
            page.handed.emit(wanted)

    def _end(self) -> None:
        self._later.stop()
        self._single.handed.disconnect(self._look)


def _is_receipt(file: Path) -> bool:
    return file.suffix.lower() == ".kvittens"
