"""A table that asks for a few rows and takes what room there is, for pages that scroll."""

from typing import Any

from PySide6.QtCore import QSize

from ui.kit import theme
from ui.kit.table import Table


class LowTable(Table):
    """A table with a preferred height of its own.

    A scroll area around wrapped labels gives everything its preferred height, and a table prefers
    more than it needs.

    Args:
        args: as `Table`.
        least: its preferred and least height in pixels at ordinary text size.
        named: as `Table`.
    """

    def __init__(self, *args: Any, least: int = 120, **named: Any) -> None:
        self._least = least
        super().__init__(*args, **named)

    def sizeHint(self) -> QSize:
        """See Qt."""
        return QSize(super().sizeHint().width(), theme.pixels(self._least))

    def minimumSizeHint(self) -> QSize:
        """See Qt."""
        return QSize(super().minimumSizeHint().width(), theme.pixels(self._least))
