"""Undo and redo by name: the foot of the window says what was done and takes it back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from lärcentrum.errors import Busy, UserError
from lärcentrum.language import _
from ui.kit import theme
from ui.kit.bus import Bus, Changed
from ui.kit.commands import Command, Commands
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import Elided, announce, button, row

_AGAIN = 200
"""Milliseconds until a busy register is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """How the register takes things back.

    Args:
        undo: takes the last operation back; raises UserError when it cannot.
        redo: does what was taken back again.
        undo_label: gives the name of what `undo` would take back, "" for nothing.
        redo_label: gives the name of what `redo` would do, "" for nothing.
    """

    undo: Callable[[], object]
    redo: Callable[[], object]
    undo_label: Callable[[], str]
    redo_label: Callable[[], str]


class Undo(QObject):
    """Ctrl+Z and Ctrl+Y over a History.

    Signals:
        said: what was done, and whether it can be taken back.
        failed: why something could not be taken back.
    """

    said = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, history: History, commands: Commands, bus: Bus | None = None) -> None:
        super().__init__(commands)
        self._history, self._commands = history, commands
        self._saying, self._undo_name = "", ""
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self.refresh)
        self.refresh()
        if bus is not None:
            bus.changed.connect(self._on_change)

    def undo(self) -> None:
        """Take the last operation back."""
        self._do(self._history.undo, _("{what} – ångrat"), self._history.undo_label)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._do(self._history.redo, _("{what} – gjort om"), self._history.redo_label)

    def refresh(self) -> None:
        """Name the two commands after what they would do; a busy register is asked again."""
        try:
            undo, redo = self._history.undo_label(), self._history.redo_label()
        except Busy:
            self._again.start()
            return
        self._undo_name = undo
        for key, keys, icon, word, name in (
            ("undo", "Ctrl+Z", "undo-2", _("Ångra"), undo),
            ("redo", "Ctrl+Y", "redo-2", _("Gör om"), redo),
        ):
            self._commands.add(
                Command(
                    key=key,
                    label=f"{word}: {name}" if name else word,
                    run=self.undo if key == "undo" else self.redo,
                    group=_("Allmänt"),
                    shortcut=keys,
                    icon=icon,
                )
            )
            self._commands.enable(key, bool(name))

    def _do(self, act: Callable[[], object], said: str, named: Callable[[], str]) -> None:
        try:
            name = named()
            if not name:
                return
            self._saying = said.format(what=name)
            act()
            self.said.emit(self._saying, False)
        except UserError as error:
            self.failed.emit(error)
        finally:
            self._saying = ""
        self.refresh()

    def _on_change(self, change: Changed) -> None:
        if self._saying:
            return
        self.refresh()
        if change.label:
            # The button beside the words takes back what they name, never an earlier operation: a
            # certificate that was issued stands there without it.
            said = _(change.label)
            self.said.emit(said, said == self._undo_name)


class UndoBar(QWidget):
    """What was done last, and a button that takes it back."""

    def __init__(self, undo: Undo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo = undo
        self._sign = QLabel()
        self.text = Elided("last_action", Text.SMALL)
        self.button = button(_("Ångra"), undo.undo, kind="quiet", icon="undo-2", name="undo_last")
        row(self._sign, self.text, self.button, None, parent=self)
        for part in (self._sign, self.button):
            part.hide()
        undo.said.connect(self.say)
        undo.failed.connect(self.say_error)

    def say(self, text: str, can_undo: bool = False) -> None:
        """Show what was done."""
        self._show(text, "check", Tone.GOOD, can_undo)

    def say_error(self, error: UserError) -> None:
        """Show why it could not be taken back."""
        self._show(str(error), "triangle-alert", Tone.WARN, False)

    def _show(self, text: str, sign: str, tone: Tone, can_undo: bool) -> None:
        theme.dress(self._sign, sign, tone=tone, size=16)
        self._sign.show()
        self.text.say(text)
        self.button.setVisible(can_undo)
        announce(self, text)
