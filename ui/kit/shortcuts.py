"""The list of keys, as the help shows it."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from lärcentrum.language import _
from ui.kit.commands import Command
from ui.kit.tokens import Text
from ui.kit.widgets import label


class ShortcutList(QWidget):
    """Every command that has keys, by group."""

    def __init__(self, commands: list[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcut_list")
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        with_keys = sorted((c for c in commands if c.shortcut), key=lambda c: c.group)
        for group, members in groupby(with_keys, key=lambda c: c.group):
            self._group(grid, group, list(members))
        grid.setRowStretch(grid.rowCount(), 1)

    def _group(self, grid: QGridLayout, group: str, members: list[Command]) -> None:
        head = label(group, strong=True)
        head.setContentsMargins(0, 8, 0, 0)
        grid.addWidget(head, grid.rowCount(), 0, 1, 2)
        for one in members:
            at = grid.rowCount()
            grid.addWidget(label(one.label), at, 0)
            keys = label(said_keys(one.shortcut), size=Text.SMALL)
            keys.setProperty("chip", "neutral")
            grid.addWidget(keys, at, 1, Qt.AlignmentFlag.AlignRight)


def said_keys(shortcut: str) -> str:
    """Write keys as the keyboard says them in the language in use; the same everywhere."""
    # Qt's own catalogue knows Swedish only, and calls Enter Return.
    words = {
        "Shift": _("Skift"), "Return": _("Enter"), "Enter": _("Enter"), "Del": _("Delete"),
        "Space": _("Mellanslag"),
    }  # fmt: skip
    said = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.PortableText)
    return "+".join(words.get(part, part) for part in said.split("+"))
