"""Föreslå platser: who goes where on a day, who is moved, who cannot be placed; Enter places."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.seating.day_lines import DaySeats, SeatLine
from lärcentrum.exams.seating.day_plans import place_day, propose_day
from lärcentrum.exams.spoken import spoken
from lärcentrum.language import _, ngettext
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.chips import Chip
from ui.kit.fields import DateField
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.jobs import Job, JobRunner, Work
from ui.kit.models import RecordModel
from ui.kit.table import Column, Table
from ui.kit.texts import hours
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import announce, button, column, fit_screen, label, line, row


class ProposeDialog(QDialog):
    """Shows what is proposed for a day, and places it; both are worked out beside the window.

    Args:
        store: the register.
        day: the day to begin with.
        jobs: runs the work.
        parent: see Qt.
    """

    def __init__(
        self, store: Store, day: date, jobs: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("propose")
        self.setWindowTitle(_("Föreslå platser"))
        HelpKey(self)
        about(self, "exams#foresla-platser")
        self._store, self._jobs = store, jobs
        self._job: Job | None = None
        self._done: Callable[..., object] | None = None
        self.found: DaySeats | None = None
        self.day = DateField(store.clock.today)
        self.day.edit.setObjectName("propose_day")
        self.day.edit.setAccessibleName(_("Dag"))
        self.day.setMaximumWidth(theme.pixels(180))
        self.count = label(wrap=True, name="propose_count")
        self.banner = Banner()
        self.model = RecordModel(_columns())
        self.table = Table(self.model, name="proposal", title=_("Förslaget"))
        self.why = label(soft=True, wrap=True, name="propose_why")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setObjectName("propose_works")
        self.bar.setRange(0, 0)
        self.again_button = button(_("Räkna igen"), self.reload, name="propose_again")
        self.place_button = button(_("Placera"), self.accept, kind="primary", name="place")
        self.cancel_button = button(_("Avbryt"), self.reject, name="cancel")
        self.place_button.setDefault(True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        self._lay_out()
        self.day.put(day)
        self.day.changed.connect(self.reload)
        self.table.opened.connect(self.accept)
        self.table.chosen.connect(self._explain)
        self.reload()
        self.table.setFocus()

    @property
    def works(self) -> bool:
        """Tell whether something is being worked out."""
        return self._job is not None

    def reload(self) -> None:
        """Propose for the day that stands in the field; what was being worked out is given up."""
        day, store = self.day.value(), self._store
        self._give_up()
        self.banner.hide()
        self._show(None)
        if day is not None:
            self._start(
                _("Räknar ut vem som ska sitta var …"),
                lambda progress: propose_day(store, day=day, progress=progress),
                self._show,
            )

    def accept(self, *_record: object) -> None:
        """Place the day; stay open with the reason on a refusal."""
        found, store = self.found, self._store
        if found is None or not found.changes or self.works:
            return
        self._start(
            _("Placerar dagen …"),
            lambda progress: place_day(store, day=found.day, progress=progress),
            self._placed,
        )

    def reject(self) -> None:
        """Stop the work that runs, or close; nothing is placed."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()

    def _start(self, text: str, work: Work, done: Callable[..., object]) -> None:
        self._job = self._jobs.run(
            text, work, done=done, failed=self._on_failed, cancelled=self._stopped
        )
        self._job.ended.connect(self._on_ended)
        self._done = done
        self._say(text)
        self._show_state()

    def _give_up(self) -> None:
        """Stop the work that runs and hear no more of it; a bug in it is still told."""
        job, self._job = self._job, None
        if job is not None and self._done is not None:
            job.done.disconnect(self._done)
            job.failed.disconnect(self._on_failed)
            job.cancelled.disconnect(self._stopped)
            job.ended.disconnect(self._on_ended)
            job.failed.connect(self._jobs.failed)
            job.cancel()

    def _on_ended(self) -> None:
        self._job = None
        self._show_state()
        # Enter places, but for one who is typing another day.
        if self.place_button.isEnabled() and not self.day.edit.hasFocus():
            self.place_button.setFocus()

    def _placed(self, _made: DaySeats) -> None:
        super().accept()

    def _stopped(self) -> None:
        self.banner.say(_("Avbrutet."), _("Inget är ändrat."), Tone.NEUTRAL)
        self._say("" if self.found is None else _said(self.found))

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._say("" if self.found is None else _said(self.found))
        self.banner.say(spoken(self._store, error), "", Tone.BAD, error.code)
        announce(self, str(error))

    def _show(self, found: DaySeats | None) -> None:
        """Show a proposal, or an empty table."""
        self.found = found
        lines = sorted(found.lines, key=_rank) if found else []
        self.model.show(lines)
        self._explain(lines[0] if lines else None)
        self._say(_said(found) if found and lines else _("Ingen är bokad den dagen."))
        self._show_state()

    def _show_state(self) -> None:
        """Offer what can be done: while it works only to stop it."""
        works = self.works
        self.bar.setVisible(works)
        self.again_button.setVisible(not works and self.found is None)
        self.place_button.setEnabled(bool(self.found and self.found.changes) and not works)
        self.cancel_button.setText(_("Stoppa") if works else _("Avbryt"))
        title, rest = _("Ingen är bokad den dagen"), _("Välj en dag då någon skriver.")
        if works:
            title, rest = _("Räknar …"), _("Det tar oftast under en sekund. Stoppa avbryter.")
        elif self.found is None:
            title, rest = _("Inget förslag"), _("Välj en dag, eller Räkna igen.")
        self.table.empty.say("calendar-check", title, rest)

    def _say(self, text: str) -> None:
        self.count.setText(text)
        announce(self, text)

    def _explain(self, one: SeatLine | None) -> None:
        """Say in full why the chosen one is moved or cannot be placed."""
        said = one is not None and one.sentence
        self.why.setText(f"{one.name}: {one.sentence}" if one is not None and said else "")

    def _lay_out(self) -> None:
        top = row(label(_("Dag"), strong=True), self.day, None, gap=1)
        head = column(
            label(self.windowTitle(), size=Text.TITLE), top, self.count, self.banner, gap=1
        )
        head.setContentsMargins(24, 20, 24, 12)
        body = column(self.table, self.why, gap=1)
        body.setContentsMargins(24, 0, 24, 16)
        keys = label(_("Placera: Enter"), size=Text.SMALL, soft=True)
        foot = row(
            keys, self.bar, None, self.again_button, self.cancel_button, self.place_button, gap=1
        )
        foot.setContentsMargins(24, 12, 24, 12)
        box = column(head, body, line(), foot, parent=self, gap=0)
        box.setStretch(1, 1)
        fit_screen(self, QSize(theme.pixels(900), theme.pixels(600)))


def _said(found: DaySeats) -> str:
    cost = found.cost
    parts = [
        ngettext("{n} sal", "{n} salar", cost.rooms).format(n=cost.rooms),
        ngettext("{n} tentavakt", "{n} tentavakter", cost.invigilators).format(n=cost.invigilators),
        _("{n} flyttas").format(n=cost.moved),
    ]
    given = sum(_state(one).tone is Tone.GOOD for one in found.lines)
    if given:
        parts.append(_("{n} får plats").format(n=given))
    out = sum(one.why_not is not None for one in found.lines)
    if out:
        parts.append(_("{n} kan inte placeras").format(n=out))
    if not found.changes:
        parts.append(_("inget att ändra"))
    return " · ".join(parts)


def _state(line: SeatLine) -> Chip:
    if line.why_not is not None:
        return Chip(_("Kan inte placeras"), Tone.BAD)
    if line.moved is not None:
        return Chip(_("Flyttas"), Tone.WARN)
    now = " ".join(part for part in (line.room_name, line.seat_label) if part)
    return Chip(_("Sitter kvar"), Tone.NEUTRAL) if now == line.was else Chip(_("Får plats"),
                                                                            Tone.GOOD)  # fmt: skip


def _rank(one: SeatLine) -> int:
    """Sort: who cannot be placed, who is moved, who gets a seat, who stays."""
    order = (Tone.BAD, Tone.WARN, Tone.GOOD, Tone.NEUTRAL)
    return order.index(_state(one).tone)


def _exam(one: SeatLine) -> str:
    return f"{one.course} {hours(one.starts, one.ends)}"


def _place(one: SeatLine) -> str:
    """Say where somebody goes, and from where: "Sal A 2 → Sal B 1"."""
    to = " ".join(part for part in (one.room_name, one.seat_label) if part)
    return f"{one.was} → {to}" if one.moved and one.was and to else to or one.was


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda one: one.name, width=150),
        Column(key="state", title=_("Läge"), text=lambda one: _state(one).word, chip=_state,
               width=150),
        Column(key="place", title=_("Sal och plats"), text=_place, width=190),
        Column(key="why", title=_("Varför"), text=lambda one: one.sentence, width=240),
        Column(key="exam", title=_("Tentamen"), text=_exam),
    ]  # fmt: skip
