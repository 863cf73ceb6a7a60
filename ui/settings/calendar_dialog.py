"""A shared room's calendar: choose the file, see what it does, read it in."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QWidget

from lärcentrum.exams import calendar_reading
from lärcentrum.exams.calendar_reading import CalendarTrial, clash_text
from lärcentrum.exams.rooms import Room
from lärcentrum.language import _
from lärcentrum.store.store import Store
from lärcentrum.user_error import UserError
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.texts import long_day
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, fit_screen, label, line


class CalendarDialog(QDialog):
    """Reads an iCalendar file into the uses of one room.

    Args:
        store: the register.
        room: the room.
        parent: see Qt.
    """

    def __init__(self, store: Store, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "settings#en-sal-som-andra-ocksa-anvander")
        self.setObjectName("calendar")
        self.setWindowTitle(_("Läs in kalender"))
        self._store, self._room = store, room
        self._path: Path | None = None
        self.banner = Banner()
        self.form = Form(_nothing)
        self.form.add(
            "title", _("Kalla alla användningar"), TextField(),
            hint=_("Tomt: händelsernas egna rubriker. Skriv t.ex. Komvux om de nämner personer."),
        )  # fmt: skip
        self.file = label(_("Ingen fil är vald."), soft=True, wrap=True, name="calendar_file")
        self.said = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.said.setObjectName("calendar_said")
        self.said.setAccessibleName(_("Vad inläsningen gör"))
        self.choose_button = button(
            _("Välj fil …"), self.choose, icon="folder-open", name="choose_calendar"
        )
        self.read_button = button(
            _("Läs in"), self.read, kind="primary", icon="check", name="read_calendar"
        )
        self.read_button.setEnabled(False)
        self._lay_out()
        self.form.changed.connect(self.look)
        self.choose_button.setFocus()

    def choose(self) -> None:
        """Ask for the file."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Läs in kalender"), str(Path.home()), _("Kalender (*.ics)")
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Look at a file."""
        self._path = path
        self.file.setText(path.name)
        self.look()

    def look(self) -> None:
        """Say what reading the file would do."""
        self.read_button.setEnabled(False)
        if self._path is None:
            return
        try:
            trial = calendar_reading.look_at_calendar(
                self._store, room=self._room.uid, path=self._path, **self.form.values()
            )
        except UserError as error:
            self.said.setPlainText("")
            self.banner.say_error(error)
            return
        self.banner.hide()
        self.said.setPlainText(trial_text(trial))
        self.read_button.setEnabled(not trial.nothing_to_do)

    def read(self) -> None:
        """Read the file in; the foot of the window offers to take it back."""
        if self._path is None:
            return
        try:
            trial = calendar_reading.read_calendar(
                self._store, room=self._room.uid, path=self._path, **self.form.values()
            )
        except UserError as error:
            self.banner.say_error(error)
            return
        self.look()
        done = _("Inläst: {new} nya, {changed} ändrade, {removed} borttagna.")
        self.banner.say(
            done.format(new=trial.new, changed=trial.changed, removed=trial.removed),
            "", Tone.GOOD,
        )  # fmt: skip

    def _lay_out(self) -> None:
        purpose = _("Andras bokningar av salen, sparade från Outlook som iCalendar (.ics).")
        head = column(
            label(_("Kalender för {room}").format(room=self._room.name), size=Text.TITLE),
            label(purpose, soft=True, wrap=True),
            self.banner, self.form, self.file, gap=1,
        )  # fmt: skip
        head.setContentsMargins(24, 16, 24, 8)
        middle = column(self.said)
        middle.setContentsMargins(24, 0, 24, 12)
        foot = ButtonRow(None)
        for one in (
            button(_("Stäng"), self.accept, name="close"), self.choose_button, self.read_button,
        ):  # fmt: skip
            foot.add(one)
        below = column(foot)
        below.setContentsMargins(24, 12, 24, 12)
        laid = column(head, middle, line(), below, parent=area(self, "surface"), gap=0)
        laid.setStretch(1, 1)
        fit_screen(self, QSize(theme.pixels(640), theme.pixels(600)))


def trial_text(trial: CalendarTrial) -> str:
    """Say what reading a calendar does, the clashes by name."""
    counts = (
        (trial.new, _("{n} nya")),
        (trial.changed, _("{n} ändrade")),
        (trial.removed, _("{n} borttagna eller inställda")),
        (trial.unchanged, _("{n} som förut")),
        (trial.older, _("{n} äldre än det som redan är inläst, lämnas")),
        (trial.free, _("{n} som inte tar salen")),
        (trial.unreadable, _("{n} som inte går att läsa")),
    )
    lines = [text.format(n=n) for n, text in counts if n]
    if trial.nothing_to_do:
        lines.insert(0, _("Inget ändras: registret är redan som filen säger."))
    if trial.clashes:
        lines += ["", _("Krockar, läggs in som preliminära och håller inte salen:")]
        lines += [clash_text(one) for one in trial.clashes]
    lines += ["", _("Läst till och med {day}.").format(day=long_day(trial.last))]
    return "\n".join(lines)


def _nothing(**_values: object) -> None:
    """The title is handed on with the file."""
