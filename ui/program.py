"""The course of the program before a register is open: first start, login, recovery."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.language import _
from lärcentrum.user_error import UserError
from ui.kit.crash import Crash
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.start.login import LoginPage
from ui.start.shell import Shell

if TYPE_CHECKING:
    from lärcentrum.progress import Progress
    from ui.doors import Register
    from ui.start.answers import Answers

REGISTER, LOGIN = "register.folder", "register.login"
_PARTS = ("keys.json", "register.db")
"""What a register's folder holds; named here so that the first screen loads no database."""
_LINK = "home.json"
"""What tells of a register's home."""


class Program(QObject):
    """Shows one screen after another in the one window until a register is open.

    Args:
        shell: the window.
        memory: what it remembers.
        crash: told of bugs.
        jobs: runs what takes time.
        folder: the register that is asked for; None for the one of last time.
        home: where a new register is to lie.

    Signals:
        opened: a register is open and somebody is logged in; the Register.
    """

    opened = Signal(object)

    def __init__(
        self,
        shell: Shell,
        memory: Memory,
        crash: Crash,
        jobs: JobRunner,
        *,
        folder: Path | None,
        home: Path,
    ) -> None:
        super().__init__(shell)
        self._shell, self._memory, self._crash, self._jobs = shell, memory, crash, jobs
        known = memory.get(REGISTER)
        self.folder = folder or (Path(known) if isinstance(known, str) else None)
        self._home = home
        self._made: Register | None = None
        # Work that outlives the window would hold the program open.
        shell.closing.connect(jobs.stop)

    def start(self) -> None:
        """Show the first screen: login, first start, or what is wrong with the register."""
        if self.folder is None:
            self.show_first_start()
        elif all((self.folder / part).is_file() for part in _PARTS) or self._may_be_fetched(
            self.folder
        ):
            self.show_login()
        else:
            self.show_recovery()

    def show_login(self) -> LoginPage:
        """Ask who is there."""
        login = str(self._memory.get(LOGIN, ""))
        page = LoginPage(self._log_in, self._jobs, reset=self._reset, come=self._come, login=login)
        page.opened.connect(self._enter)
        page.refused.connect(self._refused)
        page.bug.connect(self._crash.report)
        self._shell.show_screen(page)
        page.begin()
        return page

    def show_first_start(self) -> QWidget:
        """Ask what is needed to make a register."""
        from ui.returning import Returning
        from ui.start.answers import Deeds
        from ui.start.wizard import FirstStart

        returning = Returning(self._memory)
        deeds = Deeds(
            create=self._create,
            add_rooms=self._add_rooms,
            open_other=self._open_other,
            check_password=_check_password,
            restore=returning.restore,
            recover=returning.recover,
            explore=self._explore,
        )
        page = FirstStart(deeds, self._jobs, self._home)
        page.finished.connect(self._first_finished)
        page.bug.connect(self._crash.report)
        self._shell.show_screen(page)
        return page

    def show_recovery(self, error: UserError | None = None) -> QWidget:
        """Offer the back-ups (FE06); an empty register is never made in their place."""
        from lärcentrum.store.errors import Damaged
        from ui import doors
        from ui.start.recovery import RecoveryPage

        folder = self.folder or self._home
        page = RecoveryPage(
            error or Damaged(),
            doors.copies(folder),
            doors.restore(folder),
            doors.describe(folder),
            self._jobs,
            self.start,
        )
        page.restored.connect(self.start)
        page.bug.connect(self._crash.report)
        self._shell.show_screen(page)
        return page

    def go_back(self, path: Path, missing: dict[Path, str]) -> QWidget:
        """Offer the back-ups of a register that was closed for it, with what each would lose."""
        from ui import doors
        from ui.start.recovery import RecoveryPage

        folder = path.parent.parent
        self.folder = folder
        page = RecoveryPage(
            None,
            doors.copies(folder),
            doors.restore(folder),
            doors.describe(folder),
            self._jobs,
            self.start,
            missing=missing,
        )
        page.restored.connect(self.start)
        page.bug.connect(self._crash.report)
        self._shell.show_screen(page)
        page.choose(path)
        return page

    def _enter(self, register: "Register") -> None:
        from ui import doors

        # The next start is for the centre's own register, not for example data or a copy.
        if not doors.is_demo(register) and doors.copy_made(register) is None:
            self._memory.put(REGISTER, str(register.store.folder))
        self.opened.emit(register)

    def _log_in(self, login: str, password: str) -> object:
        from ui import doors

        opened = doors.log_in(self.folder or self._home)(login, password)
        self._memory.put(LOGIN, login)
        return opened

    def _reset(self, code: str, login: str, password: str) -> object:
        from ui import doors

        return doors.log_in_with_code(self.folder or self._home)(code, login, password)

    def _come(self, code: str, name: str, login: str, password: str) -> object:
        from ui import doors

        opened = doors.log_in_with_spare_code(self.folder or self._home)(
            code, name, login, password
        )
        self._memory.put(LOGIN, login)
        return opened

    def _refused(self, error: UserError) -> None:
        if error.code == "FE06":
            self.show_recovery(error)
        elif error.code in ("FE03", "FF02"):
            self._offer_look()
        elif error.code == "HeldElsewhere":
            self._offer_home()

    def _offer_home(self) -> None:
        from ui import home_doors
        from ui.kit import texts

        folder, page = self.folder or self._home, self._shell.screens.currentWidget()
        who, copied = home_doors.holder(folder)
        if not isinstance(page, LoginPage):
            return
        if copied is not None:
            said = _("Läs senaste kopian ({when})").format(when=texts.moment(copied))
            page.offer_look(home_doors.look(folder), said)
        page.offer_take(home_doors.take_over(folder), who)

    def _is_there(self, folder: Path) -> bool:
        return all((folder / part).is_file() for part in _PARTS)

    def _may_be_fetched(self, folder: Path) -> bool:
        if not (folder / _PARTS[0]).is_file() or not (folder / _LINK).is_file():
            return False
        from ui import home_doors

        return home_doors.may_be_fetched(folder)

    def _offer_look(self) -> None:
        from ui import doors
        from ui.kit import texts

        folder, page = self.folder or self._home, self._shell.screens.currentWidget()
        found = doors.copies(folder)
        if found and isinstance(page, LoginPage):
            said = _("Titta i senaste säkerhetskopian ({when})")
            page.offer_look(doors.look(folder), said.format(when=texts.moment(found[0].made)))

    def _create(self, answers: "Answers") -> str:
        from ui import doors

        self._made, code = doors.create(answers)
        self._memory.put(LOGIN, answers.login)
        self._memory.put(REGISTER, str(answers.folder))
        return code

    def _add_rooms(self, rooms: list[tuple[str, int]]) -> None:
        from ui import doors

        if self._made is not None:
            doors.add_rooms(self._made, rooms)

    def _open_other(self, folder: Path) -> None:
        from ui import doors, home_doors

        if home_doors.is_home(folder):
            home_doors.join(folder, self._home)
            self.folder = self._home
            self._memory.put(REGISTER, str(self._home))  # one who only looks comes back too
        else:
            self.folder = doors.check_folder(folder)
        self.show_login()

    def _explore(self, progress: "Progress") -> object:
        from ui import doors

        return doors.make_example(self._home.with_name(_("Lärcentrum-exempel")), progress)

    def _first_finished(self, explored: "Register | None") -> None:
        register = explored or self._made
        if register is not None:
            self._enter(register)


def log_in_again(program: Program, folder: Path) -> None:
    """Ask who is there, at a register that was closed at its lock."""
    program.folder = folder
    program.start()


def _check_password(password: str) -> None:
    from ui import doors

    doors.check_password(password)
