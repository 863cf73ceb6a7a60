"""What the window remembers between days: sizes, columns, filters. Never anything about people."""

import base64
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QJsonDocument, QStandardPaths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

FILE = "window.json"
_LARGEST = 1_000_000


def state_folder() -> Path:
    """Give the user's own folder for this program's state (made if it is missing)."""
    # The same folder as `lärcentrum.store.places`, found without loading what the store needs.
    kinds = QStandardPaths.StandardLocation
    # Windows has no folder for states; Qt would make one of its own below this one.
    kind = kinds.GenericDataLocation if os.name == "nt" else kinds.GenericStateLocation
    place = QStandardPaths.writableLocation(kind)
    folder = Path(os.environ.get("LARCENTRUM_STATE") or Path(place) / "Larcentrum")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Memory:
    """A small file of settings of one user on one computer.

    Args:
        folder: where the file is; a file that cannot be read counts as empty, one that cannot be
            written is not written: nothing but comfort is lost.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._values = _read(self._path)

    def get(self, key: str, default: Any = None) -> Any:
        """Give a remembered value (text, number, truth, list or dict)."""
        return self._values.get(key, default)

    def put(self, key: str, value: Any) -> None:
        """Remember a value; `save` writes it."""
        self._values[key] = value

    def save(self) -> bool:
        """Write the file; tell whether it went."""
        import json

        from PySide6.QtCore import QSaveFile

        file = QSaveFile(str(self._path))
        if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
            return False
        file.write(json.dumps(self._values, ensure_ascii=False, indent=1).encode())
        return file.commit()

    def keep_window(self, key: str, window: "QWidget") -> None:
        """Remember a window's size and place."""
        self.put(f"{key}.geometry", _pack(window.saveGeometry()))

    def restore_window(self, key: str, window: "QWidget") -> bool:
        """Give a window its size and place back; tell whether they were known."""
        return window.restoreGeometry(_unpack(self.get(f"{key}.geometry")))

    def keep_state(self, key: str, part: "QSplitter | QHeaderView") -> None:
        """Remember the sizes in a splitter, or the order, widths and sort of columns."""
        self.put(f"{key}.state", _pack(part.saveState()))

    def restore_state(self, key: str, part: "QSplitter | QHeaderView") -> bool:
        """Give a splitter or a row of columns its sizes back; tell whether they were known."""
        return part.restoreState(_unpack(self.get(f"{key}.state")))


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            return {}
        raw = path.read_bytes()
    except OSError:
        return {}
    # Qt reads it: Python's own reader is a fiftieth of the time until one can log in.
    found = QJsonDocument.fromJson(QByteArray(raw)).toVariant()
    return found if isinstance(found, dict) else {}


def _pack(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode("ascii")


def _unpack(text: object) -> QByteArray:
    return QByteArray.fromBase64(text.encode()) if isinstance(text, str) else QByteArray()
