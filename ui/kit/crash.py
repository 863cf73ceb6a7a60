"""Bugs: one hook for slots, threads, painting and Qt; one dialog with a code; one log without data.

What is logged is the kind of error and where in the program it arose, never its text: ordinary
exception texts carry the value that they stumbled over.
"""

import faulthandler
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from lärcentrum import __version__
from lärcentrum.user_error import UserError

if TYPE_CHECKING:
    from lärcentrum.clock import Clock

LOG, NATIVE, RUNNING = "fel.log", "krasch.log", "öppen"
_LARGEST = 256_000
_QUOTED = r"[\"'“”][^\"'“”]*[\"'“”]|\S*[/\\]\S*|\d{4,}"


class Crash(QObject):
    """Catches what nothing else caught.

    Args:
        folder: the user's state folder; holds the log.
        clock: gives what time it is, for the log; a call, so that a start needs no time zones.

    Signals:
        bug: a bug was met and logged; its code. Sent on the main thread.
        refused: a UserError that no form caught. Sent on the main thread.
    """

    bug = Signal(str)
    refused = Signal(object)
    _met = Signal(object)

    def __init__(
        self, folder: Path, clock: "Callable[[], Clock]", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._clock = folder, clock
        self._native: QtCore.QFile | None = None
        self._before: tuple[Any, ...] = ()
        self._listens = False

    def install(self) -> bool:
        """Hook in everywhere.

        Returns:
            Whether the program was closed unexpectedly last time (FE11).
        """
        unexpected = self._was_unexpected()
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(self._on_qt)
        self._native = QtCore.QFile(str(self._folder / NATIVE))
        if self._native.open(QtCore.QFile.OpenModeFlag.WriteOnly):
            faulthandler.enable(self._native.handle())
        (self._folder / RUNNING).touch()
        return unexpected

    def close(self) -> None:
        """Unhook, and note that the program was closed as it should."""
        if self._before:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = ()
            qInstallMessageHandler(None)
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None
        (self._folder / RUNNING).unlink(missing_ok=True)

    def report(self, error: BaseException) -> str:
        """Log an exception and have it told; used by whoever caught a bug (a job).

        Returns:
            the code; for a UserError its own, and nothing is logged.
        """
        if isinstance(error, UserError):
            self._send(error)
            return error.code
        places = [_place(error)]
        cause = error.__cause__ or error.__context__
        while cause is not None and len(places) < 5:
            places.append(_place(cause))
            cause = cause.__cause__ or cause.__context__
        code = _code(places[0])
        self._write(code, places)
        self._send(code)
        return code

    def _send(self, met: object) -> None:
        if not self._listens:
            self._listens = True
            # Queued: never a dialog inside a paint event or on another thread. Connected here, as
            # the namespace `Qt` takes as long to make as a window to paint.
            self._met.connect(self._tell, QtCore.Qt.ConnectionType.QueuedConnection)
        self._met.emit(met)

    def _tell(self, met: object) -> None:
        if isinstance(met, UserError):
            self.refused.emit(met)
        else:
            self.bug.emit(met)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error.with_traceback(trace))

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)

    def _on_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)

    def _on_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            return
        said = re.sub(_QUOTED, "…", text or "")[:200]
        place = f"{kind.name} {context.category}: {said}"
        self._write(_code([place]), [[place]])

    def _write(self, code: str, places: list[list[str]]) -> None:
        file = self._folder / LOG
        when = self._clock().now().strftime("%Y-%m-%d %H:%M:%S")
        lines = [f"{when} {code} {__version__} {sys.platform}"]
        lines += [f"  {line}" for place in places for line in place]
        text = "\n".join(lines) + "\n"
        if file.is_file() and file.stat().st_size > _LARGEST:
            QtCore.QFile.remove(str(file.with_suffix(".1.log")))
            QtCore.QFile.rename(str(file), str(file.with_suffix(".1.log")))
        # A log grows line by line, so it is not published whole as other files are.
        log = QtCore.QFile(str(file))
        if log.open(QtCore.QFile.OpenModeFlag.Append):
            log.write(text.encode())
            log.close()
        elif sys.__stderr__ is not None:
            # A full or read-only disk must not hide the dialog; this is what is left.
            sys.__stderr__.write(text)

    def _was_unexpected(self) -> bool:
        native = self._folder / NATIVE
        fell = native.exists() and native.stat().st_size > 0
        if fell:
            kept = str(native.with_suffix(".1.log"))
            QtCore.QFile.remove(kept)
            QtCore.QFile.rename(str(native), kept)
        return fell or (self._folder / RUNNING).exists()


def _place(error: BaseException) -> list[str]:
    lines = [type(error).__qualname__]
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{_short(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return lines


def _short(file: str) -> str:
    parts = Path(file).parts
    for root in ("lärcentrum", "ui", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1] if parts else "?"


def _code(place: list[str]) -> str:
    import hashlib  # wanted at the first bug, not at every start

    digest = hashlib.sha256("\n".join(place).encode()).hexdigest().upper()
    return f"B-{digest[:4]}-{digest[4:8]}"
