"""First start: which centre, who, where, the recovery code, rooms; or look around with examples."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QStackedWidget, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from ui.kit.banner import Banner
from ui.kit.code_page import CodePage
from ui.kit.help import about
from ui.kit.jobs import JobRunner, Work
from ui.kit.tokens import Text
from ui.kit.widgets import button, label, row
from ui.start.answers import Answers, Deeds
from ui.start.centres import centres, offices
from ui.start.restore_steps import RefusedStep, Return
from ui.start.sheet import Sheet
from ui.start.steps import FolderStep, PlaceStep, RoomsStep, Step, UserStep
from ui.start.welcome import Welcome

_STEPS = 5


class FirstStart(Sheet):
    """Asks what is needed and makes the register.

    Args:
        deeds: what it can do.
        jobs: runs what takes time.
        folder: where the register is to lie unless the user says otherwise.

    Signals:
        finished: a register is open: made (None), or what `explore` or `recover` gave.
        bug: an exception that is no refusal.
    """

    finished = Signal(object)
    bug = Signal(object)

    def __init__(
        self, deeds: Deeds, jobs: JobRunner, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__("", width=600, parent=parent)
        self.setObjectName("first_start")
        about(self, "first_day#2-gor-registret")
        self._deeds, self._jobs = deeds, jobs
        self.answers = Answers(folder=folder)
        self._trail: list[QWidget] = []
        # What was typed in a step that was gone back from, until the register is made.
        self._typed: dict[str, dict[str, Any]] = {}
        self.banner = Banner()
        self.steps = QStackedWidget()
        self.number = label(size=Text.SMALL, soft=True, name="step_number")
        self.back = button(
            _("Tillbaka"), self.go_back, kind="quiet", icon="arrow-left", name="back"
        )
        self.skip = button(_("Hoppa över"), lambda: self._finish(), kind="quiet", name="skip")
        self.next = button(_("Fortsätt"), self.go_on, kind="primary", name="next")
        for part in (self.banner, self.steps):
            self.body.addWidget(part)
        self.body.addLayout(row(self.back, self.number, None, self.skip, self.next))
        welcome = Welcome(deeds.explore is not None)
        welcome.chosen.connect(self._choose)
        self._show(welcome)

    def go_on(self) -> None:
        """Check this step and show the next."""
        page = self.steps.currentWidget()
        self.banner.hide()
        if isinstance(page, Step | CodePage):
            page.submit()
            if self.steps.currentWidget() is page and self.steps.isEnabled():
                _stay(page)
            self.next.setText(_next_word(self.steps.currentWidget()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; Enter in a step's fields, which do not take it themselves, goes on."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.isAutoRepeat() and self.next.isVisible() and self.next.isEnabled():
            self.go_on()
        else:
            super().keyPressEvent(event)

    def go_back(self) -> None:
        """Show the step before."""
        if len(self._trail) > 1:
            left = self._trail.pop()
            if isinstance(left, UserStep | FolderStep):
                self._typed[left.objectName()] = left.form.values()
            self._show(self._trail.pop())

    def _choose(self, way: str) -> None:
        if way == "explore":
            self._explore()
        elif way == "other":
            self._ask_other()
        elif way == "backup":
            Return(self._deeds, self._run, self._show, self._finish, self.answers.folder).begin()
        else:
            self.answers = self.answers.with_(kind=way)
            self._ask(PlaceStep(centres() if way == "centre" else offices(), way))

    def _ask(self, step: Step) -> None:
        if isinstance(step, UserStep | FolderStep):
            step.form.fill(**self._typed.get(step.objectName(), {}))
        step.done.connect(self._answered)
        self._show(step)

    def _answered(self, values: dict[str, Any]) -> None:
        if "rooms" in values:
            self._add_rooms(values["rooms"])
            return
        self.answers = self.answers.with_(**values)
        if "code" in values:
            self._ask(UserStep(self._deeds.check_password))
        elif "login" in values:
            self._ask(FolderStep(self.answers))
        else:
            answers, said = self.answers, _("Skapar registret …")
            self._run(said, lambda _told: self._deeds.create(answers), self._created)

    def _explore(self) -> None:
        if self._deeds.explore is not None:
            self._run(_("Skapar exempeldata …"), self._deeds.explore, self._finish)

    def _run(self, said: str, work: Work, done: Callable[..., object]) -> None:
        self._hold(said)
        job = self._jobs.run(said, work, done=done, failed=self._failed)
        job.progressed.connect(self._progressed)

    def _progressed(self, done: int, total: int, what: str) -> None:
        text = _("Steg {n} av {all}: {what}")
        self.number.setText(text.format(n=min(done + 1, total), all=total, what=what))

    def _created(self, code: str) -> None:
        self._hold("")
        # The password is in the register now; nothing else needs to hold it.
        self.answers = self.answers.with_(password="")
        self._typed.clear()
        self._trail.clear()
        page = CodePage(code, self._proven)
        self._show(page)

    def _proven(self) -> None:
        if self.answers.kind == "centre":
            self._trail.clear()
            self._ask(RoomsStep())
        else:
            self._finish()

    def _add_rooms(self, rooms: list[tuple[str, int]]) -> None:
        try:
            if rooms:
                self._deeds.add_rooms(rooms)
        except UserError as error:
            self.banner.say_error(error)
        else:
            self._finish()

    def _finish(self, explored: object = None) -> None:
        self._hold("")
        self.finished.emit(explored)

    def _failed(self, error: BaseException) -> None:
        self._hold("")
        _begin(self.steps.currentWidget())
        page = self.steps.currentWidget()
        if not isinstance(error, UserError):
            self.bug.emit(error)
        elif isinstance(page, RefusedStep):
            page.refused(error)
        else:
            self.banner.say_error(error)

    def _ask_other(self) -> None:
        dialog = QFileDialog(self, _("Välj registrets mapp"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.open_other)
        dialog.open()

    def open_other(self, folder: str) -> None:
        """Go to a register that exists already."""
        try:
            self._deeds.open_other(Path(folder))
        except UserError as error:
            self.banner.say_error(error)

    def _show(self, page: QWidget, *, may_return: bool = True) -> None:
        """Show a step, or one without a way back to what has been done."""
        self.banner.hide()
        if not may_return:
            self._hold("")
            self._trail.clear()
        if self.steps.indexOf(page) < 0:
            self.steps.addWidget(page)
        self._trail.append(page)
        self.steps.setCurrentWidget(page)
        _clear_away(self.steps, self._trail)
        if isinstance(page, Step | Welcome | CodePage):
            self.title.setText(page.title)
            self.text.setText(page.text)
            self.text.show()
        welcome = isinstance(page, Welcome)
        self.next.setHidden(welcome)
        self.back.setHidden(len(self._trail) < 2)
        self.skip.setVisible(isinstance(page, Step) and page.skippable)
        self._say_place()
        self.next.setText(_next_word(page))
        _begin(self.steps.currentWidget())

    def _say_place(self) -> None:
        page = self.steps.currentWidget()
        place = _PLACES.get(page.objectName(), 0) if page is not None else 0
        self.number.setVisible(bool(place))
        self.number.setText(_("Steg {n} av {all}").format(n=place, all=_STEPS))

    def _hold(self, said: str) -> None:
        """Let nothing be pressed while something runs, whose words are given; "" ends it."""
        for part in (self.steps, self.next, self.back):
            part.setEnabled(not said)
        if said:
            self.number.setText(said)
            self.number.show()
        else:
            self._say_place()


def _begin(page: QWidget | None) -> None:
    """Give the first field the keyboard: what is typed must never land in another step's."""
    if isinstance(page, Step | CodePage | Welcome):
        page.begin()


def _stay(page: QWidget) -> None:
    """Keep the keyboard in a step that was not done: a button that was clicked has it."""
    focus = QApplication.focusWidget()
    if focus is None or not page.isAncestorOf(focus):
        _begin(page)


def _clear_away(steps: QStackedWidget, trail: list[QWidget]) -> None:
    """Let steps go that nobody can go back to; the stack is as high as its highest."""
    for page in [steps.widget(at) for at in range(steps.count())]:
        if page is not None and page not in trail:
            steps.removeWidget(page)
            page.deleteLater()


def _next_word(page: QWidget | None) -> str:
    waits = isinstance(page, CodePage) and not page.asking
    return _("Jag har sparat koden") if waits else _("Fortsätt")


_PLACES = {"step_place": 1, "step_user": 2, "step_folder": 3, "code_page": 4, "step_rooms": 5}
