"""*Läs in lista* where the lists are: a quiet button, and a command that Ctrl+K finds."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from lärcentrum.language import _
from ui.kit.commands import Command
from ui.kit.widgets import button

_ICON = "file-spreadsheet"

Run = Callable[[], object]


def lists_command(key: str, group: str, run: Run | None) -> list[Command]:
    """Give the command that opens the dialog; none where lists may not be read in.

    Args:
        key: its name in the program.
        group: the title of the page that it belongs to.
        run: opens the dialog.
    """
    if run is None:
        return []
    label, words = _("Läs in lista"), "excel csv import"
    return [Command(key=key, label=label, run=run, group=group, icon=_ICON, words=words)]


def lists_button(name: str, run: Run | None) -> list[QPushButton]:
    """Give the button that opens the dialog; none where lists may not be read in."""
    if run is None:
        return []
    return [button("", run, icon=_ICON, kind="quiet", name=name, tip=_("Läs in lista …"))]
