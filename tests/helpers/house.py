"""One start of the program in a folder of its own, with a real register, as `ui.__main__` does."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from lärcentrum.clock import Clock, SystemClock
from lärcentrum.store.register import Register
from ui.kit.code_page import CodePage
from ui.kit.crash import Crash
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.main_window import MainWindow
from ui.opened import Opened
from ui.program import LOGIN, Program, log_in_again
from ui.start.idle import IdleWatch
from ui.start.shell import Shell

PASSWORD = "skogens lugn"


class House:
    """One start of the program in a folder of its own."""

    def __init__(self, folder: Path, qtbot: Any, clock: Clock | None = None) -> None:
        self.folder, self.qtbot = folder, qtbot
        self.clock = clock or SystemClock()
        self.memory = Memory(folder)
        self.shell = Shell(self.memory)
        self.jobs = JobRunner(self.shell)
        self.crash = Crash(folder, lambda: self.clock)
        self.bugs: list[str] = []
        self.crash.bug.connect(self.bugs.append)
        self.program = Program(
            self.shell, self.memory, self.crash, self.jobs, folder=None, home=folder / "åäö"
        )
        self.program.opened.connect(self.enter)
        self.opened: Opened | None = None
        qtbot.addWidget(self.shell)
        self.program.start()
        self.shell.show()

    def enter(self, register: Register) -> None:
        app = QGuiApplication.instance()
        self.opened = Opened(
            register, self.shell, self.memory, self.crash, self.jobs,
            lambda minutes: IdleWatch(app, self.clock, minutes),
            str(self.memory.get(LOGIN, "")),
        )  # fmt: skip
        self.opened.going_back.connect(self.program.go_back)
        self.opened.left.connect(partial(log_in_again, self.program))

    @property
    def screen(self) -> Any:
        return self.shell.screens.currentWidget()

    def click(self, name: str) -> None:
        self.screen.findChild(QPushButton, name).click()

    def put(self, name: str, text: str) -> None:
        self.screen.findChild(QLineEdit, name).setText(text)

    def wait_for(self, kind: type) -> None:
        def there() -> None:
            said = self.screen.findChild(QLabel, "banner_text")
            assert isinstance(self.screen, kind), said.text() if said else type(self.screen)

        # Keys are derived and example data is made meanwhile: minutes on a computer that is busy.
        self.qtbot.waitUntil(there, timeout=180_000)


def first_start(house, qtbot):
    """Make a register in five steps, and give its recovery code."""
    house.click("centre")
    house.put("find_place", "storu")
    house.click("next")
    for name, text in (("user_name", "Maja Sjaunja"), ("login", "maja"), ("password", PASSWORD),
                       ("again", PASSWORD)):  # fmt: skip
        house.screen.steps.currentWidget().findChild(QLineEdit, name).setText(text)
    house.click("next")
    house.click("next")
    wizard = house.screen
    qtbot.waitUntil(lambda: isinstance(wizard.steps.currentWidget(), CodePage), timeout=60_000)
    page = wizard.steps.currentWidget()
    code = page._code
    house.click("next")
    signs = code.replace("-", "")
    house.put("proof", "".join(signs[place] for place in page.places))
    house.click("next")
    house.put("room_1", "Stora salen")
    house.put("seats_1", "12")
    house.click("next")
    house.wait_for(MainWindow)
    return code
