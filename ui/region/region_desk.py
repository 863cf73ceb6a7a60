"""What the regional office does with files: each as a job beside the window's own work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _, ngettext
from lärcentrum.progress import Progress
from lärcentrum.region import decisions, folder, inbox
from lärcentrum.region.errors import NoRegionKeys
from lärcentrum.region.inbox import Received
from lärcentrum.region.merge import Verdict
from lärcentrum.store.store import Store
from ui.kit.jobs import JobRunner


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file in the inbox of the page.

    Args:
        result: what would become of it, or became.
        path: where it lies, None for one that waits in the register.
        done: whether it has been read in.
    """

    result: Received
    path: Path | None = None
    done: bool = False

    @property
    def readable(self) -> bool:
        """Tell whether reading it in brings anything."""
        return not self.done and self.path is not None

    @property
    def waits(self) -> bool:
        """Tell whether a person decides about it now."""
        held = self.result.verdict is Verdict.HOLD and self.done and bool(self.result.uid)
        return self.path is None or held


class RegionDesk(QObject):
    """Does what the page asks for, and says how it went.

    Args:
        store: the register.
        jobs: runs the work.
        parent: the page.

    Signals:
        looked: what would become of files; a list of Item.
        read: what became of files; a list of Item.
        waiting: what waits for a decision; a list of Item.
        said: something was done: what, what to do next, where files were put (or None).
        refused: something was refused; the UserError.
        busy: whether work is going on that the page waits for.
    """

    looked = Signal(object)
    read = Signal(object)
    waiting = Signal(object)
    said = Signal(str, str, object)
    refused = Signal(object)
    busy = Signal(bool)

    def __init__(self, store: Store, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._jobs = store, jobs

    def look(self, paths: Sequence[Path]) -> None:
        """Say what reading files in would do; nothing is kept."""

        def work(progress: Progress) -> list[Item]:
            return self._each(progress, paths, False)

        self._do(_("Öppnar filer"), work, self.looked.emit)

    def take(self, items: Sequence[Item]) -> None:
        """Read files in, each all or nothing; a refused one stops no other."""
        paths = [one.path for one in items if one.readable and one.path is not None]

        def work(progress: Progress) -> list[Item]:
            return self._each(progress, paths, True)

        self._do(_("Läser in filer"), work, self.read.emit)

    def list_waiting(self) -> None:
        """List what waits for a decision."""

        def work(_progress: Progress) -> list[Item]:
            return [Item(result=one, done=True) for one in decisions.list_waiting(self._store)]

        self._jobs.run(_("Läser inkorgen"), work, done=self.waiting.emit, failed=self._on_failed)

    def save_receipts(self, packages: Sequence[str], to: Path) -> None:
        """Copy receipts to a folder."""

        def work(progress: Progress) -> Any:
            for place, package in enumerate(packages):
                progress(place, len(packages), "")
                folder.save_receipt(self._store, package=package, folder=to)
            return len(packages)

        def done(saved: int) -> None:
            text = ngettext("{n} kvittens är sparad.", "{n} kvittenser är sparade.", saved)
            self.said.emit(text.format(n=saved), _("Skicka dem till centren."), to)

        self._do(_("Sparar kvittenser"), work, done)

    def _each(self, progress: Progress, paths: Sequence[Path], keep: bool) -> list[Item]:
        found: list[Item] = []
        for place, path in enumerate(paths):
            progress(place, len(paths), path.name)
            found.append(self._one(path, keep))
        return found

    def _one(self, path: Path, keep: bool) -> Item:
        try:
            result = (inbox.receive_package if keep else inbox.preview_package)(
                self._store, path=path
            )
        except NoRegionKeys:
            raise
        except UserError as fault:
            result = Received(
                verdict=Verdict.QUARANTINE, code=fault.code, text=str(fault), file=path.name
            )
        return Item(result=replace(result, file=path.name), path=path, done=keep)

    def _do(
        self, label: str, work: Callable[[Progress], Any], done: Callable[[Any], object]
    ) -> None:
        def finished(result: Any) -> None:
            self.busy.emit(False)
            done(result)

        self.busy.emit(True)
        self._jobs.run(
            label, work, done=finished, failed=self._on_failed, cancelled=self._on_cancelled
        )

    def _on_cancelled(self) -> None:
        self.busy.emit(False)

    def _on_failed(self, error: BaseException) -> None:
        self.busy.emit(False)
        if not isinstance(error, UserError):
            raise error
        self.refused.emit(error)
