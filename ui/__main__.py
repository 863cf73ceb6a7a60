"""Start the program. Before the first painted window: PySide6 and the standard library only."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from lärcentrum import __version__
from lärcentrum.language import SOURCE, _, current, use_environment
from ui.kit.crash import Crash
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory, state_folder
from ui.kit.theme import Theme, style_name, theme
from ui.launch import painted
from ui.program import LOGIN, REGISTER, Program, log_in_again
from ui.start.arguments import read, without_files
from ui.start.places import is_place_of_register
from ui.start.shell import Shell
from ui.start.single import Single

if TYPE_CHECKING:
    from lärcentrum.clock import Clock
    from ui.doors import Register

_AFTER_PAINT = 150
"""Milliseconds until what the first window did not need is loaded."""
_AT_REST = 400
"""Milliseconds until what the pages need is loaded beside the window."""


def main(arguments: list[str] | None = None) -> int:
    """Run the window.

    Args:
        arguments: the command line without the program's name (`--help` tells).

    Returns:
        0; 3 when it is open already, and that window came to front (FE03).

    Raises:
        SystemExit: 0 after help, 2 for a command line that cannot be understood.
    """
    started = start(sys.argv[1:] if arguments is None else arguments)
    if started is None:
        return 3
    QTimer.singleShot(_AFTER_PAINT, lambda: _painted(started))
    QTimer.singleShot(_AT_REST, lambda: _warm_up(started.crash, started.jobs))
    try:
        return started.app.exec()
    finally:
        started.crash.close()
        started.single.drop()


class Started(NamedTuple):
    """What a start made: the window is shown, and not painted yet."""

    app: QApplication
    shell: Shell
    crash: Crash
    jobs: JobRunner
    single: Single
    unexpected: bool


def start(arguments: list[str]) -> Started | None:
    """Show the first window.

    Args:
        arguments: the command line without the program's name.

    Returns:
        what was made; None when the program is open already, and that window came to front.

    Raises:
        SystemExit: see `main`.
    """
    use_environment()
    rest, files = without_files(arguments)
    folder = read(rest)
    state = state_folder()
    memory = Memory(state)
    use_environment(str(memory.get("language", SOURCE)))
    app = application()
    single = Single(state, app)
    if not single.take(files):
        return None
    crash = Crash(state, clock, app)
    unexpected = crash.install()
    jobs = JobRunner(app)
    shell = begin(app, memory, crash, folder, jobs, single)
    single.knocked.connect(shell.come_forward)
    theme().wear()
    shell.show()
    return Started(app, shell, crash, jobs, single, unexpected)


def application() -> QApplication:
    """Make the application with its look, and Qt's own texts in the language in use."""
    app = QApplication([*sys.argv[:1], "-style", style_name()])
    app.setApplicationName("Lärcentrum")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("larcentrum")
    QLocale.setDefault(QLocale("sv_SE"))
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if current() == SOURCE and words.load("qtbase_sv", folder):
        app.installTranslator(words)
    Theme(app, hold=True)
    return app


def begin(
    app: QApplication,
    memory: Memory,
    crash: Crash,
    folder: Path | None,
    jobs: JobRunner,
    single: Single | None = None,
) -> Shell:
    """Put the window together and show the first screen in it."""
    if memory.get("scheme") or memory.get("text_percent"):
        theme().use(memory.get("scheme", "system"), int(memory.get("text_percent", 100)))
    if memory.get("hide_from_capture"):
        from ui.kit.capture import CaptureGuard

        CaptureGuard(app)
    shell = Shell(memory)
    home = Path.home() / "Lärcentrum"
    program = Program(shell, memory, crash, jobs, folder=folder, home=home)

    def enter(register: "Register") -> None:
        from ui.opened import Opened
        from ui.start.idle import IdleWatch

        def watch(minutes: int) -> IdleWatch:
            return IdleWatch(app, clock(), minutes)

        login = str(memory.get(LOGIN, ""))
        opened = Opened(register, shell, memory, crash, jobs, watch, login, single)
        opened.going_back.connect(program.go_back)
        opened.left.connect(partial(log_in_again, program))

    program.opened.connect(enter)
    if folder is None or is_place_of_register(folder):
        program.start()
    else:
        _say_no_register(program, shell, folder, memory)
    return shell


def _say_no_register(program: Program, shell: Shell, folder: Path, memory: Memory) -> None:
    from ui.start.no_register import NoRegister

    known = memory.get(REGISTER)
    usual = Path(known) if isinstance(known, str) else None
    page = NoRegister(folder, usual if usual != folder else None)

    def take(chosen: Path) -> None:
        program.folder = chosen
        program.start()

    page.chosen.connect(take)
    page.beginning.connect(program.show_first_start)
    shell.show_screen(page)


def clock() -> "Clock":
    """Give the computer's clock; it loads the time zones, so only where it is wanted."""
    from lärcentrum.clock import SystemClock

    return SystemClock()


def _warm_up(crash: Crash, jobs: JobRunner) -> None:
    from ui.warm_up import warm_up

    jobs.run(_("Gör i ordning"), warm_up, failed=crash.report)


def _painted(started: Started) -> None:
    """Do what the first window did not need."""
    painted()
    theme().confirm()
    started.single.listen()
    from ui.start.ending import Ending

    Ending(started.app, started.shell)
    from ui.kit.crash_dialog import Notices

    notices = Notices(started.crash, started.shell)
    notices.read.connect(started.shell.was_read)
    if started.unexpected:
        notices.show_unexpected()


if __name__ == "__main__":
    sys.exit(main())
