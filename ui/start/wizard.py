"""First start: which centre, who, where, the recovery code, rooms; or look around with examples."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QStackedWidget, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from ui.kit.banner import Banner
from ui.kit.jobs import JobRunner
from ui.kit.tokens import Text
from ui.kit.widgets import button, column, label, row
from ui.start.answers import Answers, Deeds
from ui.start.centres import centres, offices
from ui.start.code_page import CodePage
from ui.start.sheet import Sheet
from ui.start.steps import FolderStep, PlaceStep, RoomsStep, Step, UserStep

_STEPS = 5


class FirstStart(Sheet):
    """Asks what is needed and makes the register.

    Args:
        deeds: what it can do.
        jobs: runs what takes time.
        folder: where the register is to lie unless the user says otherwise.

    Signals:
        finished: a register is open: made (None) or with example data (what `explore` gave).
        bug: an exception that is no refusal.
    """

    finished = Signal(object)
    bug = Signal(object)

    def __init__(
        self, deeds: Deeds, jobs: JobRunner, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__("", width=600, parent=parent)
        self.setObjectName("first_start")
        self._deeds, self._jobs = deeds, jobs
        self.answers = Answers(folder=folder)
        self._trail: list[QWidget] = []
        self.banner = Banner()
        self.steps = QStackedWidget()
        self.number = label(size=Text.SMALL, soft=True, name="step_number")
        self.back = button(
            _("Tillbaka"), self.go_back, kind="quiet", icon="arrow-left", name="back"
        )
        self.skip = button(_("Hoppa över"), self._finish, kind="quiet", name="skip")
        self.next = button(_("Fortsätt"), self.go_on, kind="primary", name="next")
        for part in (self.banner, self.steps):
            self.body.addWidget(part)
        self.body.addLayout(row(self.back, self.number, None, self.skip, self.next))
        self._welcome()

    def go_on(self) -> None:
        """Check this step and show the next."""
        page = self.steps.currentWidget()
        self.banner.hide()
        if isinstance(page, Step | CodePage):
            page.submit()
            self._say_next()

    def go_back(self) -> None:
        """Show the step before."""
        if len(self._trail) > 1:
            page = self._trail.pop()
            self._show(self._trail.pop())
            self.steps.removeWidget(page)
            page.deleteLater()

    def _welcome(self) -> None:
        page = QWidget()
        page.setObjectName("step_welcome")
        page.setProperty("sheet_title", _("Välkommen"))
        page.setProperty(
            "sheet_text", _("Ett register över tentor, praktik och intyg, på den här datorn.")
        )
        column(
            button(_("Ett lärcentrum"), self._centre, kind="choice", icon="school", name="centre"),
            button(_("Ett regionkontor"), self._office, kind="choice", icon="map", name="office"),
            button(
                _("Titta runt med exempeldata"), self._explore, kind="choice", icon="eye",
                name="explore",
            ),
            row(
                button(
                    _("Öppna ett register som redan finns …"), self._ask_other, kind="quiet",
                    icon="folder-open", name="open_other",
                ),
                None,
            ),
            None,
            parent=page,
        )  # fmt: skip
        explore = page.findChild(QPushButton, "explore")
        if explore is not None:
            explore.setVisible(self._deeds.explore is not None)
        self._show(page)

    def _centre(self) -> None:
        self._place("centre")

    def _office(self) -> None:
        self._place("region")

    def _place(self, kind: str) -> None:
        self.answers = self.answers.with_(kind=kind)
        self._ask(PlaceStep(centres() if kind == "centre" else offices(), kind))

    def _ask(self, step: Step) -> None:
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
            self._create()

    def _create(self) -> None:
        self._busy(_("Skapar registret …"))
        answers = self.answers
        self._jobs.run(
            _("Skapar registret …"),
            lambda _progress: self._deeds.create(answers),
            done=self._created,
            failed=self._failed,
        )

    def _created(self, code: str) -> None:
        self._ready()
        # The password is in the register now; nothing else needs to hold it.
        self.answers = self.answers.with_(password="")
        self._trail.clear()
        page = CodePage(code, self._proven)
        page.setProperty("sheet_title", _("Din återställningskod"))
        page.setProperty(
            "sheet_text",
            _("Skriv ut den, spara den eller skriv av den. Den visas bara den här gången."),
        )
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

    def _finish(self) -> None:
        self.finished.emit(None)

    def _explore(self) -> None:
        explore = self._deeds.explore
        if explore is None:
            return
        self._busy(_("Skapar exempeldata …"))
        self._jobs.run(
            _("Skapar exempeldata …"),
            lambda _progress: explore(),
            done=self._explored,
            failed=self._failed,
        )

    def _explored(self, result: object) -> None:
        self._ready()
        self.finished.emit(result)

    def _failed(self, error: BaseException) -> None:
        self._ready()
        if isinstance(error, UserError):
            self.banner.say_error(error)
        else:
            self.bug.emit(error)

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

    def _show(self, page: QWidget) -> None:
        self.banner.hide()
        if self.steps.indexOf(page) < 0:
            self.steps.addWidget(page)
        self._trail.append(page)
        self.steps.setCurrentWidget(page)
        step = page if isinstance(page, Step) else None
        self.title.setText(step.title if step else str(page.property("sheet_title")))
        self.text.setText(step.text if step else str(page.property("sheet_text")))
        self.text.show()
        welcome = page.objectName() == "step_welcome"
        self.next.setHidden(welcome)
        self.back.setHidden(len(self._trail) < 2)
        self.skip.setVisible(step is not None and step.skippable)
        self.number.setHidden(welcome)
        place = _PLACES.get(page.objectName(), 0)
        self.number.setText(_("Steg {n} av {all}").format(n=place, all=_STEPS))
        self._say_next()
        first = page.nextInFocusChain()
        if not welcome and first is not None:
            page.setFocus()

    def _say_next(self) -> None:
        page = self.steps.currentWidget()
        waits = isinstance(page, CodePage) and not page.asking
        self.next.setText(_("Jag har sparat koden") if waits else _("Fortsätt"))

    def _busy(self, said: str) -> None:
        self.steps.setEnabled(False)
        self.next.setEnabled(False)
        self.back.setEnabled(False)
        self.number.setText(said)
        self.number.show()

    def _ready(self) -> None:
        for part in (self.steps, self.next, self.back):
            part.setEnabled(True)


_PLACES = {"step_place": 1, "step_user": 2, "step_folder": 3, "code_page": 4, "step_rooms": 5}
