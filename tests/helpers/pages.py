"""A page on its own, with its bus, its jobs and answers in the user's place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget

from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner
from ui.kit.paths import Paths


@dataclass
class Answers:
    """What the user answers when a folder or files are asked for."""

    folder: Path | None = None
    files: list[Path] = field(default_factory=list)
    shown: list[Path] = field(default_factory=list)
    saved: Path | None = None

    def paths(self) -> Paths:
        def show(folder: Path) -> bool:
            self.shown.append(folder)
            return True

        return Paths(
            folder=lambda _parent, _title, _start: self.folder,
            files=lambda _parent, _title, _start, _kinds: self.files,
            save=lambda _parent, _title, _start, _kinds: self.saved,
            show=show,
        )


@contextmanager
def on_screen(qtbot: Any, kind: Any, store: Any, answers: Answers) -> Iterator[Any]:
    """Show a page that takes store, bus, jobs and paths."""
    bus, jobs = Bus(store), JobRunner()
    page = kind(store, bus, jobs, paths=answers.paths())
    page.jobs = jobs
    qtbot.addWidget(page)
    page.resize(1040, 620)
    page.show()
    idle(qtbot, page)
    yield page
    jobs.stop()
    bus.close()


def idle(qtbot: Any, page: Any) -> None:
    """Wait until no job runs and what they said has arrived."""
    qtbot.waitUntil(lambda: not page.jobs.jobs and not page._again.isActive(), timeout=20_000)


def press(qtbot: Any, parent: QWidget, name: str) -> None:
    """Click a button that can be seen and clicked."""
    found = parent.findChild(QAbstractButton, name)
    assert found is not None, name
    assert found.isVisible(), name
    assert found.isEnabled(), name
    if isinstance(found, QCheckBox):
        # Only its box and words take the mouse, and they lie at its left end.
        qtbot.mouseClick(found, Qt.MouseButton.LeftButton, pos=QPoint(8, found.height() // 2))
    else:
        qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def drop(widget: QWidget, *paths: Path) -> None:
    """Drop files on a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copy = Qt.DropAction.CopyAction
    # Qt hands a drop to the widget that let the drag enter.
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copy, data, left, none))
