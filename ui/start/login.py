"""Log in: a name and a password; a recovery code when the password is gone. The lock is the same.

How long one waits after a wrong password is the operation's to say (FI01); here it is counted down.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from lärcentrum.language import _
from lärcentrum.user_error import UserError
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.basic_fields import SecretLine, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.jobs import JobRunner
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import button, column, label, row
from ui.start.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from ui.start.code_form import CodeForm

Unlock = Callable[[str, str], object]
Reset = Callable[[str, str, str], object]
Come = Callable[[str, str, str, str], object]


class LoginPage(Sheet):
    """The screen that opens a register, or lets a person in to a locked one.

    Args:
        unlock: called with login and password on the other thread; gives what was opened.
        reset: called with recovery code, login and new password; None where it cannot be.
        come: called with a substitute's code, name, login and password; None where it cannot be.
        codes: called when somebody has a code and only another screen takes it; None where this
            one does, or where there is no code.
        jobs: runs the two: making a key out of a password takes up to a second.
        login: the name that stands there already.
        title: the card's title.
        text: a sentence below it.
        heading: the centre's name.

    Signals:
        opened: what `unlock` or `reset` gave.
        refused: why it was not opened; it is shown already.
        bug: an exception that is no refusal.
    """

    opened = Signal(object)
    refused = Signal(object)
    bug = Signal(object)

    def __init__(
        self,
        unlock: Unlock,
        jobs: JobRunner,
        *,
        reset: Reset | None = None,
        come: Come | None = None,
        codes: Callable[[], object] | None = None,
        login: str = "",
        title: str = "",
        text: str = "",
        heading: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title or _("Logga in"), text, heading=heading, parent=parent)
        self.setObjectName("login")
        about(self, "start#glomt-losenordet" if reset else "start#lasa-och-byta-anvandare")
        self._unlock, self._jobs = unlock, jobs
        self._reset, self._come, self._codes = reset, come, codes
        self.banner = Banner()
        self.form = Form(self._start_unlock)
        self.form.add("login", _("Användarnamn"), TextField(), required=True)
        self.password = self.form.add(
            "password", _("Lösenord"), TextField(secret=True), required=True
        )
        self.caps = label(_("Caps Lock är på"), size=Text.SMALL, name="caps")
        self.caps.setProperty("tone", Tone.WARN.value)
        self.caps.hide()
        self.go = button(_("Öppna"), self.submit, kind="primary", name="open")
        self._wait = Wait(self.go, self)
        self._look: Unlock | None = None
        self._asked: CodeForm | None = None
        self.look = button("", self._start_look, name="look")
        self.look.hide()
        self._take: Unlock | None = None
        self._holder = ""
        self.take = button("", self._ask_take, name="take")
        self.take.hide()
        self.steps = QStackedWidget()
        self._lay_out()
        if login:
            self.form.fill(login=login)
        line = self.password.edit
        if isinstance(line, SecretLine):
            line.caps.connect(self.caps.setVisible)
        for name in ("login", "password"):
            self.form.field(name).focus_widget().returnPressed.connect(self.submit)  # type: ignore[attr-defined]

    def submit(self) -> None:
        """Try to open."""
        if self.go.isEnabled():
            self.form.save()

    def offer_look(self, look: Unlock, said: str) -> None:
        """Offer to look in a copy when the register itself is open elsewhere or cannot be written.

        Args:
            look: called with login and password on the other thread, as `unlock`.
            said: what the button says.
        """
        self._look = look
        self.look.setText(said)
        theme.dress(self.look, "eye", size=18)
        self.look.show()

    def offer_take(self, take: Unlock, who: str) -> None:
        """Offer to take the register from a computer that has not returned it.

        Args:
            take: called with login and password on the other thread, as `unlock`.
            who: the name and the computer of the one who has it.
        """
        self._take, self._holder = take, who
        self.take.setText(_("Ta över från {who} …").format(who=who))
        theme.dress(self.take, "handshake", size=18)
        self.take.show()

    def ask_take(self) -> "QMessageBox":
        """Make the question whether the register is really to be taken over."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self)
        box.setObjectName("ask_take")
        box.setWindowTitle(_("Ta över registret"))
        box.setText(_("{who} har registret.").format(who=self._holder))
        box.setInformativeText(
            _("Be om att det lämnas över om det går. Tar du över läggs det som inte har kommit hem"
              " åt sidan på den datorn, och månadsfiler väntar tills föreståndaren har bekräftat"
              " registret.")
        )  # fmt: skip
        wait = box.addButton(_("Vänta"), QMessageBox.ButtonRole.RejectRole)
        take = box.addButton(_("Ta över"), QMessageBox.ButtonRole.DestructiveRole)
        wait.setObjectName("wait")
        take.setObjectName("take_over")
        box.setDefaultButton(wait)
        box.setEscapeButton(wait)
        take.clicked.connect(lambda: self._start_other(self._take))
        return box

    def forget(self) -> None:
        """Empty the password, as before the screen is shown again."""
        self.password.put("")
        self.form.clear_errors()
        self.banner.hide()

    def begin(self) -> None:
        """Put the keyboard where one types next; called when the page stands in its window."""
        empty = not self.form.field("login").value()
        self.form.field("login" if empty else "password").setFocus()

    def _lay_out(self) -> None:
        entry = QWidget()
        self.code_link = button(
            _("Återställ med kod"),
            self._show_reset,
            kind="quiet",
            icon="key-round",
            name="use_code",
        )
        self.code_link.setVisible(self._reset is not None)
        self.spare_link = button(
            _("Vikarie med kod"), self._show_spare, kind="quiet", icon="user-plus", name="use_spare"
        )
        self.spare_link.setVisible(self._come is not None)
        codes = button(
            _("Kod i stället för lösenord"),
            self._codes or (lambda: None),
            kind="quiet",
            icon="key-round",
            name="other_code",
        )
        codes.setToolTip(_("Registret stängs och inloggningen visas. Utkast finns kvar."))
        codes.setVisible(self._codes is not None)
        links = [row(None, one, None) for one in (self.code_link, self.spare_link, codes)]
        column(self.form, self.caps, 1, self.go, self.look, self.take, *links, parent=entry, gap=1)
        self.steps.addWidget(entry)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.steps)

    def _start_unlock(self, login: str, password: str) -> None:
        unlock = self._unlock
        self._run(_("Öppnar …"), lambda _progress: unlock(login, password))

    def _start_look(self) -> None:
        self._start_other(self._look)

    def _ask_take(self) -> None:
        self.ask_take().open()

    def _start_other(self, other: Unlock | None) -> None:
        if other is None or not self.go.isEnabled():
            return
        unlock, self._unlock = self._unlock, other
        self.form.save()
        self._unlock = unlock

    def _run(self, said: str, work: Callable[..., object]) -> None:
        self._wait.busy(said)
        self.banner.hide()
        self._jobs.run(said, work, done=self._done, failed=self._failed)

    def _done(self, result: object) -> None:
        self._wait.ready()
        self.forget()
        self.opened.emit(result)

    def _failed(self, error: BaseException) -> None:
        self._wait.ready()
        if not isinstance(error, UserError):
            self.bug.emit(error)
            return
        self.banner.say_error(error)
        if error.code not in ("FE03", "FF02", "HeldElsewhere"):
            # It was right when the register is only open elsewhere or cannot be written, and opens
            # a copy as well.
            self.password.put("")
        self.form.settle()
        seconds = error.facts().get("wait", 0)
        if seconds:
            self._wait.count_down(int(seconds))
        if self._asked is not None:
            self._asked.refused(error)
        else:
            self.password.setFocus()
        self.refused.emit(error)

    def _show_reset(self) -> None:
        from ui.start.code_form import reset_form

        go = partial(self._start_coded, _("Återställer …"), self._reset)
        self._ask(_("Återställ med kod"), reset_form(go, self._show_entry))

    def _show_spare(self) -> None:
        from ui.start.code_form import spare_form

        go = partial(self._start_coded, _("Öppnar …"), self._come)
        self._ask(_("Vikarie med kod"), spare_form(go, self._show_entry))

    def _ask(self, title: str, asked: "CodeForm") -> None:
        self._asked = asked
        self.banner.hide()
        self.title.setText(title)
        self.steps.addWidget(asked)
        self.steps.setCurrentWidget(asked)
        asked.form.begin()

    def _show_entry(self) -> None:
        """Go back; the longer form goes, or the shorter one would be stretched to its height."""
        asked, self._asked = self._asked, None
        self.title.setText(_("Logga in"))
        self.steps.setCurrentIndex(0)
        if asked is not None:
            self.steps.removeWidget(asked)
            asked.deleteLater()
        self.forget()
        self.password.setFocus()

    def _start_coded(self, said: str, open_: Callable[..., object] | None, *typed: str) -> None:
        if open_ is not None:
            self._run(said, lambda _progress: open_(*typed))


class Wait:
    """Keeps a button from being pressed while something runs, or for some seconds."""

    def __init__(self, target: QPushButton, page: QWidget) -> None:
        self._button, self._said = target, target.text()
        self._left = 0
        self._timer = QTimer(page, interval=1000)
        # A coarse timer may be early, and a try that comes too soon makes the wait longer.
        self._timer.setProperty("timerType", "PreciseTimer")
        self._timer.timeout.connect(self._tick)

    def busy(self, said: str) -> None:
        """Say what runs."""
        self._button.setEnabled(False)
        self._button.setText(said)

    def ready(self) -> None:
        """Let it be pressed again."""
        self._timer.stop()
        self._button.setText(self._said)
        self._button.setEnabled(True)

    def count_down(self, seconds: int) -> None:
        """Let it be pressed in some seconds."""
        self._left = seconds
        self.busy(_("Vänta {n} s").format(n=seconds))
        self._timer.start()

    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._button.setText(_("Vänta {n} s").format(n=self._left))
        else:
            self.ready()
