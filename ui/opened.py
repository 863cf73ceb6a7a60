"""The course of the program while a register is open: frame, lock, back-ups, the end."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.progress import silent
from ui import doors, home_doors
from ui.homing import Homing
from ui.incoming import Incoming
from ui.kit.bus import Bus, Changed
from ui.kit.crash import Crash
from ui.kit.desk import Desk
from ui.kit.dialog import FormDialog
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.main_window import MainWindow
from ui.marks import lock_text, mark, show_backup_age
from ui.pages import pages, providers
from ui.program import LOGIN
from ui.start.login import LoginPage
from ui.start.shell import Shell
from ui.start.single import Single

if TYPE_CHECKING:
    from ui.start.idle import IdleWatch

_LOOK = 5 * 60 * 1000
"""Milliseconds between two looks at the age of the last back-up."""
_AGAIN = 500
"""Milliseconds until what waits for a job is tried again."""


class Opened(QObject):
    """One open register in the window, until it is closed.

    Args:
        register: the register; somebody is logged in.
        shell: the window.
        memory: what it remembers.
        crash: told of bugs.
        jobs: runs long work.
        watch: makes what notices that nobody was at the desk for some minutes.
        login: what stands in the lock's user name.
        files: gives files that a double click opens.

    Signals:
        going_back: the register was closed so that a back-up can take its place; which, and what
            each back-up lacks.
        left: the register was closed at the lock, by one whose code the login takes; its folder.
    """

    going_back = Signal(object, object)
    left = Signal(object)

    def __init__(
        self,
        register: doors.Register,
        shell: Shell,
        memory: Memory,
        crash: Crash,
        jobs: JobRunner,
        watch: "Callable[[int], IdleWatch]",
        login: str,
        files: Single | None = None,
    ) -> None:
        super().__init__(shell)
        self._may_go_back = not home_doors.has_home(register) and not doors.is_demo(register)
        self._register, self._shell, self._memory = register, shell, memory
        self._crash, self._jobs, self._clock = crash, jobs, register.store.clock
        self._is_example = doors.is_demo(register)
        # Asked before any work holds the register: a page that is built must not wait for it.
        self._is_office = doors.is_office(register)
        self._login = login or (doors.example_login()[0] if self._is_example else "")
        # As if changed, so that a start that follows a crash makes its back-up when it is due.
        self._copy_made = doors.copy_made(register)
        self._changed = self._copy_made is None
        self._is_closed = False
        self._warning = ""
        self._bus = Bus(register.store, self)
        self._bus.changed.connect(self._on_change)
        self._user = register.store.session.user
        self._homing = Homing(register, jobs, lambda: self.frame, crash.report, self._renew, self)
        self.frame = self._build()
        self._idle = watch(int(doors.setting(register.store, "lock_minutes")))
        self._idle.idle.connect(self.lock)
        self._idle.returned.connect(self._homing.come_back)
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self.look)
        jobs.failed.connect(crash.report)
        shell.closing.connect(self.close)
        shell.may_close = self.may_close
        shell.show_screen(self.frame)
        self.frame.open_last()
        self._idle.start()
        self._look.start()
        QTimer.singleShot(0, self.look)
        self._homing.show()
        if files is not None:
            Incoming(files, shell, lambda: self.frame, self._is_office, self)

    def lock(self) -> None:
        """Mask everything; what is unsaved stays as it is behind the mask (FI02)."""
        if self._shell.is_locked:
            return
        self._idle.stop()
        page = LoginPage(
            doors.unlock(self._register),
            self._jobs,
            login=self._login,
            codes=None if self._is_example or self._copy_made else self.leave,
            title=_("Låst"),
            text=lock_text(self._is_example),
        )
        page.opened.connect(self._unlock)
        page.bug.connect(self._crash.report)
        self._shell.cover(page)
        page.begin()

    def look(self) -> None:
        """Make a back-up that is due, and show the age of the last one."""
        # What a job said last may arrive after the end.
        if self._jobs.jobs or self._is_closed or self._copy_made is not None:
            return
        if doors.is_backup_due(self._register, self._changed):
            self.back_up("timed")
            return
        self._homing.show_all()
        last = doors.last_backup(self._register)
        show_backup_age(self.frame.top, last, self._clock.now(), self._warning)

    def _look_when_free(self) -> None:
        """Look when no work runs: what let somebody in is still at its end."""
        if self._jobs.jobs and not self._is_closed:
            QTimer.singleShot(_AGAIN, self, self._look_when_free)
            return
        self.look()

    def back_up(self, why: str) -> None:
        """Make a back-up beside the window's own work."""
        self._changed = False
        self._jobs.run(
            _("Säkerhetskopia"), doors.back_up(self._register, why), done=self._backed_up
        )

    def may_close(self) -> bool:
        """Tell whether nothing is unsaved and nothing runs."""
        dialogs = self._shell.findChildren(FormDialog)
        typing = any(one.isVisible() and one.form.dirty() for one in dialogs)
        return self.frame.may_close() and not typing and not self._jobs.jobs

    def close(self) -> None:
        """End jobs, make the last back-up, bring the register home and close it."""
        self._is_closed = True
        self._idle.stop()
        self._look.stop()
        self._homing.stop()
        self._jobs.stop()
        self._bus.close()
        # Nothing in the frame may ask a closed register, such as a page that met a busy one; forms
        # in dialogs keep their drafts as they go.
        for window in (*self._shell.findChildren(QDialog), self.frame):
            window.hide()
            window.deleteLater()
        try:
            if self._changed:
                doors.back_up(self._register, "exit")(silent)
        except UserError as error:
            self._tell(error)
        finally:
            why = home_doors.leave(self._register)
        if why is not None:
            self._tell(why)

    def go_back(self, path: Path) -> None:
        """Close the register, with a last back-up, so that a back-up can take its place (D03)."""
        if not self.may_close():
            self._shell.ask_close().open()
            return
        missing = doors.missing(self._register)
        self._changed = True
        self._let_go()
        self.going_back.emit(path, missing)

    def leave(self) -> None:
        """Close the register behind the lock, so that the login can take a code; drafts stay."""
        self._shell.uncover(QWidget())
        self._let_go()
        self.left.emit(self._register.store.folder)

    def _let_go(self) -> None:
        """Close the register and leave the window to another screen."""
        self._shell.closing.disconnect(self.close)
        self._jobs.failed.disconnect(self._crash.report)
        self.close()
        self._shell.may_close = lambda: True
        self.deleteLater()

    def _tell(self, fault: UserError) -> None:
        """Tell what did not go well at the end, even when the window has closed."""
        self._shell.wait_for_reader()
        self._crash.report(fault)

    def _build(self) -> MainWindow:
        """Make the frame of the one who is logged in: what it shows depends on their rights."""
        desk = self._desk()
        frame = MainWindow(
            pages(desk),
            heading=doors.setting(desk.store, "centre_name"),
            jobs=self._jobs,
            history=doors.history_of(self._register),
            providers=providers(desk, lambda key, record: self.frame.open(key, record)),
            memory=self._memory,
            bus=self._bus,
        )
        mark(frame.top, self._copy_made, self._is_example)
        frame.locking.connect(self.lock)
        return frame

    def _desk(self) -> Desk:
        store = self._register.store
        return Desk(
            store=store,
            bus=self._bus,
            jobs=self._jobs,
            memory=self._memory,
            drafts=doors.Drafts(store),
            today=self._clock.today,
            is_office=self._is_office,
            restore=self.go_back if self._may_go_back and self._copy_made is None else None,
        )

    def _renew(self) -> None:
        """Make the frame anew when its pages are others: after a setting, or for one who looks."""
        if self._jobs.jobs and not self._is_closed:
            # Asking for the pages would have to wait for the register.
            QTimer.singleShot(_AGAIN, self, self._renew)
            return
        if self._is_closed or self._shell.is_locked:
            return
        if not self.may_close():
            # What somebody types stays; one who can write no more lets it go themselves.
            if self._homing.is_fenced:
                QTimer.singleShot(_AGAIN, self, self._renew)
            return
        self._homing.look_only()
        there = [one.key for one in pages(self._desk())]
        if there != self.frame.keys:
            current = self.frame.current
            self.frame = self._build()
            self._shell.show_screen(self.frame)
            self.frame.open(current if current in there else there[0])
            self.look()
            self._homing.show()

    def _unlock(self, login: str) -> None:
        user = self._register.store.session.user
        if user == self._user:
            self._shell.uncover()
        else:
            # Another person: nothing that the first one had before them may be seen, and what they
            # were typing waits for them as a draft.
            self._user, self._login = user, login
            self._memory.put(LOGIN, login)
            self.frame = self._build()
            self._shell.uncover(self.frame)
            self.frame.open_last()
            self._look_when_free()
        self._renew()
        self._idle.start()

    def _on_change(self, change: Changed) -> None:
        self._changed = True
        if self._homing.waits:
            QTimer.singleShot(0, self, self._look_when_free)
        if change.touches("setting"):
            self._idle.minutes = int(doors.setting(self._register.store, "lock_minutes"))
            # Not now: the page that changed it is still at work.
            QTimer.singleShot(0, self, self._renew)

    def _backed_up(self, made: object) -> None:
        self._warning = doors.warning_of(made)
        QTimer.singleShot(0, self.look)
