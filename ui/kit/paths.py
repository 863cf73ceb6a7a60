"""Ask for folders and files with the system's own dialogs, and show where a file lies."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


def _folder(parent: QWidget, title: str, start: Path) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(chosen) if chosen else None


def _files(parent: QWidget, title: str, start: Path, kinds: str) -> list[Path]:
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(start), kinds)
    return [Path(one) for one in chosen]


def _save(parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    return Path(chosen) if chosen else None


def _show(folder: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """How a page asks for places on the disk; tests answer in the user's place.

    Args:
        folder: gives an existing folder, None when the user cancels; asked with the parent, the
            title and where to begin.
        files: gives files to open, none when the user cancels; asked with the kinds besides.
        save: gives a place for a new file, None when the user cancels; a file that is there was
            asked about; asked as `files`, with the proposed name at the end of where to begin.
        show: opens a folder in the system's file manager; tells whether there is one.
    """

    folder: Callable[[QWidget, str, Path], Path | None] = _folder
    files: Callable[[QWidget, str, Path, str], list[Path]] = _files
    save: Callable[[QWidget, str, Path, str], Path | None] = _save
    show: Callable[[Path], bool] = _show
