"""A table in which single keys do something to the chosen row."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.kit.models import RecordModel
from ui.kit.table import Table


class KeyTable(Table):
    """A table in which single keys do something to the chosen row."""

    def __init__(self, model: RecordModel, *, name: str, title: str) -> None:
        super().__init__(model, name=name, title=title, compact=True)
        self.keys: dict[str, Callable[[], object]] = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; the keys of `keys` come first, by the name that they have in a shortcut."""
        run = self.keys.get(QKeySequence(event.keyCombination()).toString())
        if run is None:
            super().keyPressEvent(event)
        else:
            run()
