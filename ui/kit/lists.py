"""*Läs in lista* where the lists are: a quiet button, and a command that Ctrl+K finds."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from lärcentrum.language import _
from ui.kit.commands import Command
from ui.kit.widgets import button

_ICON = "file-spreadsheet"

BringIn = Callable[[QWidget], object]
"""Opens the dialog over a page."""


class Lists(QObject):
    """Offers to read a list in from a page.

    Args:
        name: of the button and the command.
        page: the page, which it lives as long as.
        bring_in: opens the dialog; None where lists may not be read in: nothing is offered.
    """

    def __init__(self, name: str, page: QWidget, bring_in: BringIn | None) -> None:
        super().__init__(page)
        self._name, self._page, self._bring_in = name, page, bring_in

    def open(self) -> None:
        """Open the dialog."""
        if self._bring_in is not None:
            self._bring_in(self._page)

    def commands(self, group: str) -> list[Command]:
        """Give the command, at most one, in the group of a page's title."""
        if self._bring_in is None:
            return []
        label, words = _("Läs in lista"), "excel csv import"
        return [Command(key=self._name, label=label, run=self.open, group=group, icon=_ICON,
                        words=words)]  # fmt: skip

    def buttons(self) -> list[QPushButton]:
        """Make the button, at most one."""
        if self._bring_in is None:
            return []
        tip = _("Läs in lista …")
        return [button("", self.open, icon=_ICON, kind="quiet", name=self._name, tip=tip)]
