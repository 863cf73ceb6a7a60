"""Run domain work off the main thread, with progress and cancel."""

import contextvars
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal

if TYPE_CHECKING:
    from lärcentrum.progress import Progress

Work = Callable[["Progress"], object]
_PAUSE = 0.05
"""Seconds between two reports that reach the screen."""
_TURN = 0.0002
"""Seconds after which work in Python lets the window have its turn: with the usual five thousandths
each frame waits several times, and scrolling stutters; with these, one frame in 700 is late."""


class Job(QObject):
    """One piece of work; ends in exactly one of done, failed, cancelled.

    Signals:
        progressed: steps done, steps in all (0: not known), what is being done.
        done: what the work returned.
        failed: the exception, a UserError or a bug.
        cancelled: the user stopped it; nothing was changed.
        ended: after any of the three.
    """

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _over = Signal(str, object)

    def __init__(self, label: str, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.outcome = ""
        self._work = work
        self._stop = threading.Event()
        self._told = 0.0
        self._context = contextvars.copy_context()
        self._over.connect(self._end)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    def run(self) -> None:
        """Do the work on this thread and send the outcome to the main one."""
        from lärcentrum.errors import Cancelled

        try:
            if self._stop.is_set():
                raise Cancelled
            result = self._context.run(self._work, self._report)
        except Cancelled:
            self._over.emit("cancelled", None)
        except Exception as error:  # noqa: BLE001 - handed whole to the main thread
            self._over.emit("failed", error)
        else:
            self._over.emit("done", result)

    def _report(self, done: int, total: int, what: str = "") -> None:
        from lärcentrum.errors import Cancelled

        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _PAUSE or done == total:
            self._told = now
            self.progressed.emit(done, total, what)

    def _end(self, outcome: str, value: object) -> None:
        self.outcome = outcome
        if outcome == "done":
            self.done.emit(value)
        elif outcome == "failed":
            self.failed.emit(value)
        else:
            self.cancelled.emit()
        self.ended.emit()


class JobRunner(QObject):
    """Runs jobs one after another on one thread beside the main one.

    Signals:
        started: a Job has been taken on.
        ended: a Job has ended.
        failed: a Job failed and nobody else was told; the exception.
    """

    started = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: list[Job] = []
        self._usual = sys.getswitchinterval()

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Give the jobs that have not ended, oldest first."""
        return tuple(self._jobs)

    def run(
        self,
        label: str,
        work: Work,
        *,
        done: Callable[..., object] | None = None,
        failed: Callable[..., object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Take on a piece of work.

        Args:
            label: what the foot of the window calls it.
            work: called with a `Progress` on the other thread.
            done: called on the main thread with the result.
            failed: called with the exception; without it `failed` is signalled.
            cancelled: called when the user stopped it.
        """
        job = Job(label, work, self)
        if done is not None:
            job.done.connect(done)
        job.failed.connect(failed or self.failed)
        if cancelled is not None:
            job.cancelled.connect(cancelled)
        job.ended.connect(self._forget)
        self._jobs.append(job)
        sys.setswitchinterval(_TURN)
        self.started.emit(job)
        self._pool.start(job.run)
        return job

    def stop(self, milliseconds: int = 5000) -> bool:
        """Ask every job to stop, wait for them and hear how they ended (FE14).

        What they say last is heard here: later the register that it speaks of may be closed.

        Returns:
            Whether all ended within the time.
        """
        for job in self._jobs:
            job.cancel()
        ended = self._pool.waitForDone(milliseconds)
        for job in self.jobs:
            QCoreApplication.sendPostedEvents(job, QtCore.QEvent.Type.MetaCall)
        return ended

    def _forget(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._jobs.remove(job)
            if not self._jobs:
                sys.setswitchinterval(self._usual)
            self.ended.emit(job)
            job.deleteLater()
