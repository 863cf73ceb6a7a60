"""Who watches over a sitting: their answers by one key, whom to ask, and who can come in place."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import UserError
from lärcentrum.exams.invigilator_hours import ROLE_NAMES
from lärcentrum.exams.invigilator_proposals import (
    Candidate,
    Fit,
    propose_invigilators,
    replace_duty,
    who_can_come,
)
from lärcentrum.exams.invigilators import (
    Answer,
    Duty,
    add_duty,
    answer_duty,
    cancel_duty,
    list_duties,
)
from lärcentrum.exams.sittings import sitting_page
from lärcentrum.exams.spoken import spoken
from lärcentrum.exams.staffing import list_staffing
from lärcentrum.language import N_, _
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.chips import Chip
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.key_table import KeyTable
from ui.kit.models import Column, RecordModel
from ui.kit.scrolling import scrolling
from ui.kit.texts import hours, span
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import announce, area, button, column, fit_screen, label, line, row
from ui.today.duty_dialog import DutyDialog

_ANSWERS = {
    Answer.YES: (N_("Ja"), Tone.GOOD),
    Answer.ASKED: (N_("Frågad"), Tone.WARN),
    Answer.NO: (N_("Nej"), Tone.NEUTRAL),
}
_FITS = {
    Fit.GOOD: (N_("Passar"), Tone.GOOD),
    Fit.ASK: (N_("Fråga"), Tone.WARN),
    Fit.NO: (N_("Kan inte"), Tone.BAD),
}


_TABLE = 124
"""Pixels of a list at least: its head and three rows."""


class StaffDialog(QDialog):
    """The invigilators of one sitting.

    Args:
        store: the register.
        sitting: the sitting's uid.
        parent: see Qt.
    """

    def __init__(self, store: Store, sitting: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._sitting = store, sitting
        self._ill: Duty | None = None
        self._card = sitting_page(store, sitting=sitting).card
        HelpKey(self)
        about(self, "today#tentavakter")
        self.setObjectName("staff_dialog")
        self.setWindowTitle(_("Tentavakter"))
        self.banner = Banner()
        self.state = label(wrap=True, name="staff_state")
        self.duties = RecordModel(_duty_columns())
        self.held = KeyTable(self.duties, name="duties", title=_("De som är satta"))
        self.candidates = RecordModel(_candidate_columns())
        self.offered = KeyTable(self.candidates, name="candidates", title=_("De som kan frågas"))
        self.whom = label(strong=True, wrap=True, name="staff_whom")
        self._buttons: dict[str, QPushButton] = {}
        self.done_button = button(_("Klar"), self.accept, kind="primary", name="done")
        self._lay_out()
        self.offered.opened.connect(self.take)
        self.held.chosen.connect(self._on_chosen)
        self.offered.chosen.connect(self._on_chosen)
        self.reload()
        fit_screen(self, QSize(theme.pixels(760), theme.pixels(680)))
        (self.held if self.duties.rowCount() else self.offered).setFocus()

    def reload(self) -> None:
        """Show what the register says now."""
        day, last = self._card.starts.date(), self._card.ends.date()
        (staffing,) = [
            one
            for one in list_staffing(self._store, first=day, last=last)
            if one.sitting == self._sitting
        ]
        enough = _("Bemannat: {there} av {needed}").format(
            there=staffing.there, needed=staffing.needed
        )
        self.state.setText(" · ".join(staffing.sentences) or enough)
        found = list_duties(self._store, first=day, last=last, sitting=self._sitting)
        self.duties.show(found)
        self._show_candidates()
        self._on_chosen()

    def note(self, answer: Answer) -> None:
        """Note what the chosen invigilator has said."""
        duty = self.held.record()
        if duty is not None:
            self._do(partial(answer_duty, self._store, duty=duty.uid, answer=answer))

    def remove(self) -> None:
        """Take the chosen invigilator off the sitting."""
        duty = self.held.record()
        if duty is not None:
            self._do(partial(cancel_duty, self._store, duty=duty.uid))

    def ill(self) -> None:
        """Show who can come instead of the chosen invigilator."""
        duty = self.held.record()
        if duty is None or duty.answer is Answer.NO:
            return
        self._ill = duty
        self._show_candidates()
        self.offered.choose(0)
        self.offered.setFocus()
        announce(self, self.whom.text())

    def take(self, *_record: Any) -> None:
        """Set the chosen candidate, or let the one take over from who is ill."""
        self._set(Answer.YES)

    def ask(self) -> None:
        """Note that the chosen candidate has been asked."""
        self._set(Answer.ASKED)

    def other(self) -> DutyDialog:
        """Open the dialog for another task, or a part of the time."""
        dialog = DutyDialog(self._store, self._sitting, self)
        dialog.finished.connect(self.reload)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def reject(self) -> None:
        """See Qt; Esc first leaves the question of who can come."""
        if self._ill is not None:
            self._ill = None
            self.reload()
            self.held.setFocus()
        else:
            super().reject()

    def _set(self, answer: Answer) -> None:
        one: Candidate | None = self.offered.record()
        if one is None:
            return
        if self._ill is None:
            self._do(partial(add_duty, self._store, sitting=self._sitting,
                             invigilator=one.invigilator, answer=answer))  # fmt: skip
        else:
            self._do(partial(replace_duty, self._store, duty=self._ill.uid,
                             invigilator=one.invigilator, at=self._now(self._ill)))  # fmt: skip

    def _now(self, duty: Duty) -> datetime | None:
        """Give when they change places: now if the duty has begun, else not at all."""
        now = self._store.clock.now().astimezone(STOCKHOLM).replace(tzinfo=None)
        now = now.replace(second=0, microsecond=0)
        return now if duty.starts < now < duty.ends else None

    def _do(self, run: Callable[[], object]) -> None:
        self.banner.hide()
        try:
            run()
        except UserError as error:
            self.banner.say(spoken(self._store, error), "", Tone.BAD, error.code)
            announce(self, spoken(self._store, error))
            return
        self._ill = None
        self.reload()
        announce(self, self.state.text())

    def _show_candidates(self) -> None:
        ill = self._ill
        if ill is None:
            found = propose_invigilators(self._store, sitting=self._sitting)
            text = _("Förslag, den som passar bäst först")
        else:
            found = who_can_come(self._store, sitting=self._sitting, duty=ill.uid)
            text = _("Vem kan komma i stället för {name}?").format(name=ill.name)
        self.whom.setText(text)
        self.offered.empty.say("users", _("Ingen tentavakt att fråga"), _no_one(ill is not None))
        self.candidates.show(found)
        self._buttons["take_candidate"].setText(_("Sätt") if ill is None else _("Kommer i stället"))
        self._buttons["ask_candidate"].setVisible(ill is None)
        self._buttons["leave_ill"].setVisible(ill is not None)
        self._offers.fit()

    def _on_chosen(self, *_record: Any) -> None:
        duty: Duty | None = self.held.record()
        there = duty is not None
        for name in ("say_yes", "say_asked", "say_no", "remove_duty"):
            self._buttons[name].setEnabled(there)
        self._buttons["ill"].setEnabled(duty is not None and duty.answer is not Answer.NO)
        for name in ("take_candidate", "ask_candidate"):
            self._buttons[name].setEnabled(self.offered.record() is not None)

    def _offer(self, table: KeyTable, name: str, text: str, key: str, run: Any) -> QPushButton:
        made = button(text, run, name=name, tip=_("Tangent: {key}").format(key=key))
        made.setAutoDefault(False)
        self._buttons[name] = made
        if key not in ("Enter", "Esc"):  # the table and the dialog know these
            table.keys["Del" if key == "Delete" else key] = run
        return made

    def _lay_out(self) -> None:
        held, offered = partial(self._offer, self.held), partial(self._offer, self.offered)
        answers = ButtonRow(
            held("say_yes", _("Ja"), "J", partial(self.note, Answer.YES)),
            held("say_asked", _("Frågad"), "F", partial(self.note, Answer.ASKED)),
            held("say_no", _("Nej"), "N", partial(self.note, Answer.NO)),
            held("ill", _("Sjuk …"), "S", self.ill),
            held("remove_duty", _("Ta bort"), "Delete", self.remove),
            None,
        )
        self._offers = ButtonRow(
            offered("take_candidate", _("Sätt"), "Enter", self.take),
            offered("ask_candidate", _("Frågad"), "F", self.ask),
            offered("leave_ill", _("Tillbaka"), "Esc", self.reject),
            offered("other_duty", _("Annan uppgift eller tid …"), "T", self.other),
            None,
        )
        keys = _("J ja   F frågad   N nej   S sjuk   Delete tar bort   Enter sätter ur förslaget")
        head = column(
            label(_("Tentavakter"), size=Text.TITLE),
            label(f"{self._card.room_name} · {span(self._card.starts, self._card.ends)}",
                  soft=True, wrap=True),
            label(keys, size=Text.SMALL, soft=True, wrap=True),
            self.state, self.banner, gap=0,
        )  # fmt: skip
        head.setSpacing(4)
        for table in (self.held, self.offered):
            table.setMinimumHeight(theme.pixels(_TABLE))
        inside = area(QWidget(), "surface")
        body = column(head, self.held, answers, self.whom, self.offered, self._offers,
                      parent=inside, gap=1)  # fmt: skip
        body.setStretch(1, 2)
        body.setStretch(4, 3)
        body.setContentsMargins(24, 20, 24, 8)
        foot = row(None, self.done_button)
        foot.setContentsMargins(24, 8, 24, 12)
        box = column(scrolling(inside), line(), foot, parent=area(self, "surface"), gap=0)
        box.setStretch(0, 1)


def _no_one(ill: bool) -> str:
    if ill:
        return _("Ingen är ledig och behörig då. Esc visar alla med skälen.")
    return _("Lägg in tentavakter under Inställningar.")


def _answer(duty: Duty) -> Chip:
    word, tone = _ANSWERS[duty.answer]
    return Chip(_(word), tone)


def _fit(one: Candidate) -> Chip:
    word, tone = _FITS[one.fit]
    return Chip(_(word), tone)


def _duty_columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda r: r.name, sortable=False),
        Column(key="role", title=_("Uppgift"), text=lambda r: _(ROLE_NAMES[r.role]), width=150,
               sortable=False),
        Column(key="time", title=_("Tid"), text=lambda r: hours(r.starts, r.ends), width=120,
               sortable=False),
        Column(key="answer", title=_("Svar"), text=lambda r: _(_ANSWERS[r.answer][0]),
               chip=_answer, width=110, sortable=False),
    ]  # fmt: skip


def _candidate_columns() -> list[Column]:
    return [
        Column(key="fit", title=_("Läge"), text=lambda r: _(_FITS[r.fit][0]), chip=_fit, width=120,
               sortable=False),
        Column(key="name", title=_("Namn"), text=lambda r: r.name, sortable=False),
        Column(key="phone", title=_("Telefon"), text=lambda r: r.phone, width=130, sortable=False),
        Column(key="why", title=_("Varför"), text=lambda r: ", ".join(r.reasons),
               tip=lambda r: ", ".join(r.reasons), sortable=False),
    ]  # fmt: skip
