"""Where the guide's pictures are taken: the program on its example data, without a screen."""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRect
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from tests.helpers.press import focused, press, write

WIDTH, HEIGHT = 1100, 680
MOST_BYTES, MOST_WIDE = 60_000, 1100
_COLOURS = (128, 96, 64, 48, 32)
_PATIENCE = 60.0


class Studio:
    """The program in a window that nobody sees.

    Args:
        folder: where the example data are, or are made.
        pictures: where the pictures go.
    """

    def __init__(self, folder: Path, pictures: Path) -> None:
        self.folder, self.pictures = folder, pictures
        self.made: list[str] = []
        self.started: Any = None

    def open(self, register: str, login: str) -> None:
        """Start the program on one of the registers, and log in."""
        from lärcentrum.demo.office import PASSWORD
        from ui.main_window import MainWindow

        self.start(register)
        page = self.screen
        page.form.field("login").put(login)
        page.password.put(PASSWORD)
        page.submit()
        self.wait(lambda: isinstance(self.screen, MainWindow))
        # The back-up at the start says its age on each picture of the window.
        self.wait(lambda: self.shell.findChild(QWidget, "backup_age") is not None)
        self.rest()

    def start(self, register: str = "") -> None:
        """Start the program: at the login of a register, or as on a new computer."""
        from ui.__main__ import start
        from ui.kit.theme import theme

        self.started = start([str(self.folder / register)] if register else [])
        # What goes wrong here is for the one who makes the guide, not for the log.
        sys.excepthook = sys.__excepthook__
        QApplication.setCursorFlashTime(0)
        theme().use("light", 100)
        theme().wear()
        self.shell.resize(WIDTH, HEIGHT)
        self.rest()

    def close(self) -> None:
        """End the program."""
        self.shell.close_unasked()
        self.rest()
        self.started.crash.close()
        self.started.single.drop()
        self.started = None

    @property
    def shell(self) -> Any:
        """Give the one window."""
        return self.started.shell

    @property
    def screen(self) -> Any:
        """Give what the window shows."""
        return self.shell.screens.currentWidget()

    @property
    def store(self) -> Any:
        """Give the open register."""
        from ui.opened import Opened

        return self.shell.findChild(Opened)._register.store  # noqa: SLF001

    def part(self, name: str, inside: QWidget | None = None) -> Any:
        """Give a part of a window by its object name, as a test does."""
        found = (inside or self.dialog() or self.shell).findChild(QWidget, name)
        if found is None:
            raise LookupError(name)
        return found

    def page(self, key: str, record: Any = None) -> Any:
        """Show a page."""
        page = self.screen.open(key, record)
        self.rest()
        return page

    def dialog(self) -> Any:
        """Give the dialog on top; None for none."""
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
        return next((one for one in reversed(shown) if one.isVisible()), None)

    def type(self, text: str, *keys: Any) -> None:
        """Type where the keyboard is."""
        self.fill((text, *keys))

    def fill(self, *typed: tuple[Any, ...]) -> None:
        """Type texts, each with the key that ends it, as fast as no list comes down."""
        window = self.dialog() or self.shell
        window.activateWindow()
        self.rest()
        for text, *keys in typed:
            write(window, text, *keys)
        self.rest()

    def press(self, *keys: Any) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            window = self.dialog() or self.shell
            press(focused(window), key)
            self.rest(0.1)

    def leave(self) -> None:
        """Close the dialogs without a question."""
        from ui.kit.dialog import FormDialog

        while (top := self.dialog()) is not None:
            if isinstance(top, FormDialog):
                top.form.forget_draft()
            top.done(0)
            self.rest(0.05)

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Let the program work until something is so."""
        end = time.monotonic() + _PATIENCE
        while not is_so():
            if time.monotonic() > end:
                raise TimeoutError
            self.started.app.processEvents()
            time.sleep(0.005)

    def rest(self, seconds: float = 0.25) -> None:
        """Let the program come to rest."""
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > end and not self.started.jobs.jobs)

    def take(
        self, name: str, what: QWidget | None = None, *, size: tuple[int, int] | None = None,
        part: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Take a picture.

        Args:
            name: its file's name, without the ending.
            what: the dialog on top or the window when left out.
            size: the width and height that it is to have.
            part: only this part of it.
        """
        shown = what or self.dialog() or self.shell
        if size:
            shown.resize(*size)
        self.rest()
        rect = QRect()
        if part is not None:
            rect = QRect(part.mapTo(shown, part.rect().topLeft()), part.size())
        self.put(name, shown.grab(rect) if part is not None else shown.grab())

    def take_sheet(self, name: str) -> None:
        """Take a picture of the card in the middle of a screen before the register."""
        self.rest()
        card = self.screen.title.parentWidget()
        rect = QRect(card.mapTo(self.shell, card.rect().topLeft()), card.size())
        self.put(name, self.shell.grab(rect.adjusted(-16, -16, 16, 16) & self.shell.rect()))

    def put(self, name: str, picture: QPixmap) -> None:
        """Keep a picture, as small as it can be."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        data = small(bytes(buffer.data().data()))
        (self.pictures / f"{name}.png").write_bytes(data)
        self.made.append(name)


def small(data: bytes) -> bytes:
    """Give a picture with few colours; the fewer, the larger it is.

    Raises:
        ValueError: it is too wide, or stays too large.
    """
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    if picture.width > MOST_WIDE:
        raise ValueError(f"{picture.width} pixels wide")
    for colours in _COLOURS:
        out = io.BytesIO()
        few = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST_BYTES:
            return out.getvalue()
    raise ValueError("too many bytes")


def as_high_as_its_content(dialog: QWidget) -> None:
    """Make a dialog high enough for all that it would scroll to."""
    for area in dialog.findChildren(QScrollArea):
        inside = area.widget()
        if inside is not None and area.isVisible():
            lacks = inside.sizeHint().height() - area.viewport().height()
            dialog.resize(dialog.width(), dialog.height() + max(0, lacks))
