"""What is typed of a list and not saved yet, kept in the register a moment after each key."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from lärcentrum.errors import Busy
from ui.kit.form import Drafts

_PAUSE = 700
"""Milliseconds without typing before the draft is kept."""


class KeptDraft(QObject):
    """One draft.

    Args:
        drafts: where drafts are; None keeps nothing.
        key: the draft's name.
        text: gives what is to be kept, "" for nothing. Where it is about a person it holds the
            student's uid, so that it is forgotten when the identity becomes protected.
        parent: see Qt.
    """

    def __init__(
        self, drafts: Drafts | None, key: str, text: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._drafts, self._key, self._text = drafts, key, text
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)

    def found(self) -> str:
        """Give what was kept last time, "" for nothing."""
        return self._drafts.find(self._key) if self._drafts is not None else ""

    def later(self) -> None:
        """Keep it after a pause in the typing."""
        self._pause.start()

    def flush(self) -> None:
        """Keep at once what was typed just now: the window locks, closes or moves on."""
        if self._pause.isActive():
            self.keep()

    def keep(self) -> None:
        """Keep what is typed; a busy register is asked again."""
        self._pause.stop()
        if self._drafts is None:
            return
        text = self._text()
        try:
            if text:
                self._drafts.keep(self._key, text)
            else:
                self._drafts.drop(self._key)
        except Busy:
            self._pause.start()

    def forget(self) -> None:
        """Drop it: what was typed is saved, or thrown away."""
        self._pause.stop()
        if self._drafts is not None:
            self._drafts.drop(self._key)
