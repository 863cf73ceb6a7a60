"""A person at the keyboard before the real window: keys go where the focus is, nothing is clicked.

What the program shows is read as a person reads it: by the focused part, labels and tables.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from lärcentrum import opening
from lärcentrum.clock import STOCKHOLM, FixedClock
from lärcentrum.store.register import Surroundings
from tests.helpers.house import House
from tests.helpers.keys import type_text
from tests.helpers.people import number_of
from tests.helpers.press import CTRL, NONE, press
from tests.helpers.registers import CHEAP
from ui.kit.code_page import CodePage
from ui.main_window import MainWindow
from ui.start.login import LoginPage

TAB, ENTER, SPACE = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space
_COMMANDS = (ENTER, SPACE, Qt.Key.Key_Escape)
PASSWORD = "skogens lugn"
_FARTHEST = 80
"""Tabs after which a part counts as out of reach."""


class Office:
    """A computer with its own state, clock and register; the window is started on it by `start`."""

    def __init__(self, folder: Path, qtbot: Any, patch: pytest.MonkeyPatch) -> None:
        folder.mkdir()
        self.folder, self.qtbot, self._patch = folder, qtbot, patch
        self.clock = FixedClock(datetime(2026, 10, 1, 8, tzinfo=STOCKHOLM))
        self._entropy = random.Random(str(folder.name)).randbytes

    def at(self, *wall: int) -> None:
        """Set the clock to a time on the wall."""
        self.clock.at = datetime(*wall, tzinfo=STOCKHOLM)  # type: ignore[misc,arg-type]

    def surroundings(self) -> Surroundings:
        return Surroundings(
            clock=self.clock,
            entropy=self._entropy,
            derivers=opening.derivers(),
            state=self.folder,
            cost=CHEAP,
        )

    @contextmanager
    def start(self) -> Iterator["Person"]:
        """Start the window; it is closed at the end as a person closes it."""
        self._patch.setattr(opening, "surroundings", self.surroundings)
        house = House(self.folder, self.qtbot, self.clock)
        person = Person(house, self.qtbot)
        yield person
        assert person.told == [], "a file dialog objected"
        self.qtbot.waitUntil(lambda: not house.jobs.jobs, timeout=20_000)
        house.shell.close()
        assert not house.shell.isVisible()
        assert house.bugs == []


@dataclass
class Effort:
    """What a person did: keys pressed in all, and commands given among them.

    A command is a key that has the program do something: a shortcut, a button pressed, a dialog
    answered. Letters in a field, the Tab or Enter that ends it and arrows are keys only.
    """

    keys: int = 0
    commands: int = 0

    def seconds(self) -> float:
        """How long the keys take somebody who presses four a second."""
        return self.keys / 4


class Person:
    """Somebody who has only a keyboard."""

    def __init__(self, house: House, qtbot: Any) -> None:
        self.house, self.qtbot = house, qtbot
        self.told: list[str] = []
        self.effort = Effort()
        self.look_at()

    @property
    def frame(self) -> Any:
        return self.house.screen

    @property
    def store(self) -> Any:
        assert self.house.opened is not None
        return self.house.opened._register.store

    def look_at(self) -> None:
        """Turn to this window, or to the dialog above it."""
        top = self.dialog() or self.house.shell
        top.activateWindow()
        self.qtbot.waitUntil(top.isActiveWindow)

    def dialog(self) -> QDialog | None:
        """The dialog on top, None for none."""
        return next(reversed(self.dialogs()), None)

    def dialogs(self) -> list[QDialog]:
        """The dialogs that are open, the one on top last."""
        return [one for one in self.house.shell.findChildren(QDialog) if one.isVisible()]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        self.effort.keys += 1
        self.effort.commands += modifier != NONE or key in _COMMANDS
        self._press(key, modifier)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        press(QApplication.activePopupWidget() or self.focus(), key, modifier)
        # A person is slower than the window.
        QApplication.processEvents()

    def type(self, text: str, then: Qt.Key | None = None) -> None:
        """Type where the focus is, then press a key."""
        self.effort.keys += len(text) + (then is not None)
        type_text(self.focus(), text)
        if then is not None:
            self._press(then)

    def focus(self) -> QWidget:
        """The part that the keys go to."""
        top = self.dialog() or self.house.shell
        if not top.isActiveWindow():
            self.look_at()
        return top.focusWidget() or top

    def to(self, name: str) -> None:
        """Press Tab until the focus is at a part."""
        for _step in range(_FARTHEST):
            if self.focus().objectName() == name and self.focus().isVisible():
                return
            self.key(TAB)
        raise AssertionError(f"{name} is out of the keyboard's reach")

    def push(self, name: str) -> None:
        """Go to a button and press it."""
        self.to(name)
        self.key(SPACE)

    def unfold(self, title: str) -> None:
        """Go to the head of a folded part of a form and open it."""
        for _step in range(_FARTHEST):
            at = self.focus()
            if isinstance(at, QPushButton) and at.text() == title:
                self.key(SPACE)
                return
            self.key(TAB)
        raise AssertionError(f"{title} is out of the keyboard's reach")

    def fill(self, **texts: str) -> None:
        """Go to fields by name and type."""
        for name, text in texts.items():
            self.to(name)
            self.type(text)

    def save(self) -> None:
        """Ctrl+Enter in a dialog, which then closes."""
        dialog = self.dialog()
        assert dialog is not None
        self.key(ENTER, CTRL)
        self.wait(lambda: not _is_shown(dialog))

    def wait_for_dialog(self, name: str = "") -> Any:
        """Wait until a dialog is there, perhaps one of a name."""

        def is_there() -> bool:
            found = self.dialog()
            return found is not None and name in ("", found.objectName())

        self.wait(is_there)
        return self.dialog()

    def close_dialog(self) -> None:
        """Esc."""
        dialog = self.dialog()
        self.key(Qt.Key.Key_Escape)
        self.wait(lambda: not _is_shown(dialog))

    def page(self, place: int) -> None:
        """Ctrl+1 … Ctrl+9."""
        self.key(Qt.Key(Qt.Key.Key_0 + place), CTRL)
        self.rest()

    def rest(self) -> None:
        """Wait until no work runs and what it said has arrived."""
        self.qtbot.waitUntil(lambda: not self.house.jobs.jobs, timeout=20_000)

    def wait(self, is_so: Any) -> None:
        self.qtbot.waitUntil(is_so, timeout=10_000)

    def read(self, name: str) -> str:
        """Read a label that can be seen."""
        top = self.dialog() or self.house.shell
        found = [one.text() for one in top.findChildren(QLabel, name) if one.isVisible()]
        assert found, f"{name} is not to be seen"
        return found[0]

    def will_choose(self, path: Path) -> None:
        """Have a path typed and Enter pressed in the file dialog that comes next.

        The system's dialog has its own loop, so the hands must be ready before it opens.
        """
        self.effort.keys += len(str(path)) + 1
        typed: list[Path] = []
        timer = QTimer(self.house.shell, interval=20)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog) and not typed:
                typed.append(path)
                _post(dialog.findChild(QLineEdit, "fileNameEdit"), str(path))
            elif isinstance(dialog, QMessageBox) and typed:
                self.told.append(dialog.text())
                dialog.reject()
            elif typed and not isinstance(dialog, QFileDialog):
                timer.stop()

        timer.timeout.connect(look)
        timer.start()


def _post(edit: QLineEdit, text: str) -> None:
    """Leave keys for the dialog's own loop.

    Sent at once they would hold Python while the dialog waits for its thread that reads folders.
    """
    kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    keys = [(Qt.Key.Key_A, CTRL, ""), *((0, NONE, sign) for sign in text), (ENTER, NONE, "\r")]
    for key, modifier, sign in keys:
        for kind in kinds:
            QApplication.postEvent(edit, QKeyEvent(kind, key, modifier, sign))


def _is_shown(dialog: QObject | None) -> bool:
    import shiboken6

    return isinstance(dialog, QDialog) and shiboken6.isValid(dialog) and dialog.isVisible()


# --- steps that every story needs ----------------------------------------------


def first_start(person: Person, way: str, place: str, name: str, login: str) -> str:
    """From the first question to the frame; gives the recovery code."""
    person.push(way)
    # Each step has the keyboard in its first field, and Enter goes on.
    if place:
        person.type(place, ENTER)
    else:
        person.to("places")
        person.key(Qt.Key.Key_Down)
        person.key(ENTER)
    person.type(name)
    person.fill(login=login, password=PASSWORD, again=PASSWORD)
    person.key(ENTER)
    person.key(ENTER)
    wizard = person.house.screen
    person.wait(lambda: isinstance(wizard.steps.currentWidget(), CodePage))
    page = wizard.steps.currentWidget()
    code = person.read("recovery_code").replace(" ", "")
    person.push("next")
    person.type("".join(code[at] for at in page.places), ENTER)
    return code


def add_rooms(person: Person, **rooms: str) -> None:
    """The last step of a centre's first start."""
    for at, (name, seats) in enumerate(rooms.items(), 1):
        person.fill(**{f"room_{at}": name, f"seats_{at}": seats})
    person.push("next")


def book(person: Person) -> None:
    """A new person and an exam: what stands in an ordinary mail, or is said on the telephone."""
    person.key(Qt.Key.Key_N, CTRL)
    person.wait_for_dialog()
    person.type("Łucja Ŋgađđi", ENTER)
    person.fill(identity_number=number_of(3))
    person.to("provider")
    person.type("miun", TAB)
    person.to("exam")
    person.type("Redovisning A FÖ018G", TAB)
    person.fill(day="22/10", starts="9")
    person.unfold("Mer om tentan")
    person.fill(approved_by="kursadministratören")
    person.save()


def log_in(person: Person, login: str = "", password: str = PASSWORD) -> None:
    """Give the password, and the name where another stands there."""
    assert isinstance(person.house.screen, LoginPage)
    if login:
        person.to("login")
        person.key(Qt.Key.Key_A, CTRL)
        person.type(login)
    person.to("password")
    person.type(password, ENTER)
    person.house.wait_for(MainWindow)
    person.rest()
