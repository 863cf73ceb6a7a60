"""Försändelse: where an exam's material is, its log, and the next step by one key."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams import custody
from lärcentrum.exams.custody_errors import CountsDiffer
from lärcentrum.exams.custody_log import (
    HOW_NAMES,
    STEP_NAMES,
    WAY_BACK,
    Custody,
    Step,
    deadline_text,
    event_text,
    state_text,
)
from lärcentrum.exams.custody_reminder import receipt_reminder
from lärcentrum.exams.custody_return import note_receipt_reminded
from lärcentrum.exams.errors import ReasonNeeded
from lärcentrum.exams.material_limits import limit_text, set_material_limit
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.exams.custody_steps import (
    ASKED,
    KEYS,
    ON_REFUSAL,
    TITLES,
    note_step,
    numbers,
    offered,
    to_post,
)
from ui.exams.reminder_dialog import ReminderDialog
from ui.kit import theme
from ui.kit.button_row import ButtonRow
from ui.kit.dialog import FormDialog
from ui.kit.fields import (
    CheckField,
    Choice,
    ChoiceField,
    DateField,
    NumberField,
    TextField,
    TimeField,
)
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.key_table import KeyTable
from ui.kit.models import Column, RecordModel
from ui.kit.scrolling import scrolling
from ui.kit.texts import moment
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import announce, area, button, column, fit_screen, label, line, restyle, row

_TABLE = 124
"""Pixels of the log at least: its head and three rows."""


class CustodyDialog(QDialog):
    """The material of one exam.

    Args:
        store: the register.
        exam: the exam's uid.
        parent: see Qt.
    """

    def __init__(self, store: Store, exam: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._exam = store, exam
        self._found: Custody = custody.exam_custody(store, exam=exam)
        HelpKey(self)
        about(self, "exams#forsandelse")
        area(self, "surface")
        self.setObjectName("custody_dialog")
        self.setWindowTitle(_("Försändelse"))
        self.title = label(size=Text.TITLE, wrap=True, name="custody_title")
        self.when = label(soft=True)
        self.keys = label(size=Text.SMALL, soft=True, wrap=True, name="custody_keys")
        self.state = label(wrap=True, name="custody_state")
        self.limit = label(soft=True, wrap=True, name="custody_limit")
        self.rule = QWidget()
        self.model = RecordModel(_columns(), self)
        self.table = KeyTable(self.model, name="custody_log", title=_("Vad som har hänt"))
        self.table.empty.say(
            "package", _("Inget har hänt än"), _("Tryck V när den är på väg, M när den kommit.")
        )
        self.form = Form(lambda **_values: None)
        self._add_fields()
        self.steps: dict[Step, QPushButton] = {}
        self._lay_out()
        self.reload()
        fit_screen(self, QSize(theme.pixels(640), theme.pixels(680)))
        self.table.setFocus()

    def reload(self) -> None:
        """Show what the register says now; who and where stay in the fields."""
        self._found = found = custody.exam_custody(self._store, exam=self._exam)
        self.title.setText(f"{_('Försändelse')}, {found.course}")
        self.when.setText(moment(found.starts))
        lacks = " · ".join(found.lacks)
        self.state.setText(lacks or _stands(found))
        restyle(self.state, tone=Tone.WARN.value if lacks else Tone.GOOD.value)
        rule = limit_text(found.limit)
        self.limit.setText(
            _("Ska vara här {when}: {rule}").format(when=deadline_text(found), rule=rule)
            if found.deadline
            else _("Ingen gräns för när den ska vara här.")
        )
        self.rule.setVisible(found.step not in WAY_BACK)
        self.model.show(found.events)
        places = [one.place for one in found.events if one.place]
        kept = self.form.values()
        self.form.fill(
            how=kept["how"], copies=None, by=kept["by"], papers=None, sheets=None, parcels=None,
            place=kept["place"] or (places[-1] if places else ""), note="", tracking="", day=None,
            at=None, signed_by="", reason="",
        )  # fmt: skip
        self._offer()

    def take(self, step: Step) -> None:
        """Note that a step was taken, with what stands in the fields."""
        if self.steps[step].isHidden():
            return
        if step is Step.REMINDED:
            self.remind()
            return
        self.form.clear_errors()
        if any(self.form.field(name).problem() for name in numbers(step)):
            self.form.save()
            return
        try:
            note_step(self._store, self._found, step, self.form.values())
        except UserError as error:
            if isinstance(error, (ReasonNeeded, CountsDiffer)):
                for name in ON_REFUSAL[step]:
                    self.form.show_part[name](True)
            self.form.show_error(error)
            QTimer.singleShot(0, self, self._show_focus)
            return
        self.reload()
        self.table.setFocus()
        announce(self, self.state.text())

    def remind(self) -> ReminderDialog:
        """Open the reminder to the provider."""
        store, exam = self._store, self._exam
        dialog = ReminderDialog(
            _("Påminnelse om kvittens"),
            lambda language: receipt_reminder(store, exam=exam, language=language),
            lambda: note_receipt_reminded(store, exam=exam),
            guide="exams#forsandelse",
            parent=self,
        )
        dialog.accepted.connect(self.reload)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_next(self) -> None:
        """Show the next exam of the same day, the first one after the last."""
        exams = [one.exam for one in custody.day_custody(self._store, day=self._day())]
        at = exams.index(self._exam) if self._exam in exams else -1
        self._exam = exams[(at + 1) % len(exams)] if exams else self._exam
        self.form.clear_errors()
        self.reload()
        self.table.setFocus()
        announce(self, f"{self.title.text()}. {self.state.text()}")

    def change_limit(self) -> FormDialog:
        """Open the dialog for how long before the exam this provider's material must be here."""
        limit = self._found.limit
        form = Form(partial(set_material_limit, self._store, provider=self._found.provider))
        hint = _("0 är ingen gräns. Tomt: centrets egen gäller.")
        form.add("hours", _("Timmar före"), NumberField(0, 1000), hint=hint)
        form.add("working_days", "", CheckField(_("Räkna bara arbetsdagar: torsdag för måndag")))
        form.add("source", _("Källa"), TextField(longest=400))
        form.fill(hours=limit.hours, working_days=limit.working_days, source=limit.source)
        dialog = FormDialog(_("Lärosätets gräns"), form, parent=self)
        about(dialog, "exams#forsandelse")
        form.saved.connect(lambda _made: self.reload())
        dialog.open()
        return dialog

    def _show_focus(self) -> None:
        """Scroll to the field that a refusal names, with what it says below it."""
        at = self.focusWidget()
        if at is not None:
            self.around.ensureWidgetVisible(at, 0, theme.pixels(96))

    def _day(self) -> date:
        return self._found.starts.date()

    def _offer(self) -> None:
        """Show the steps that can be noted now, and the fields that they ask for."""
        rights = frozenset(self._store.session.rights)
        now = offered(self._found, self._store.clock.today(), rights)
        self.form.setVisible(bool(now))
        for step, act in self.steps.items():
            act.setVisible(step in now)
        self.buttons.fit()
        wanted = {name for step in now for name in ASKED[step]}
        for name in self.form.values():
            self.form.show_part[name](name in wanted)
        papers = self.form.field("papers")
        assert isinstance(papers, NumberField)
        # What is counted is typed; what is posted is all of it unless another number is typed.
        proposed = Step.POSTED in now and Step.COLLECTED not in now
        papers.edit.setPlaceholderText(str(to_post(self._found)) if proposed else "")
        keys = [f"{KEYS[one]} {_(TITLES[one]).lower()}" for one in now]
        several = len(custody.day_custody(self._store, day=self._day())) > 1
        self.next.setVisible(several)
        keys += [_("N nästa tenta samma dag")] if several else []
        keys += [_("i ett fält: Alt och tangenten")] if keys else []
        self.keys.setText("   ".join(keys))
        self.keys.setVisible(bool(keys))

    def _add_fields(self) -> None:
        ways = [Choice(one.value, _(name)) for one, name in HOW_NAMES.items()]
        add = self.form.add
        add("how", _("Hur"), ChoiceField(ways))
        add("copies", _("Antal exemplar"), NumberField(0, 10_000), beside="how")
        add("papers", _("Antal tentor"), NumberField(0, 10_000), beside="how")
        add("sheets", _("Antal blad"), NumberField(0, 100_000), beside="how")
        add("parcels", _("Antal kollin"), NumberField(1, 100), beside="how")
        add("tracking", _("Kollinummer"), TextField(longest=100), beside="how")
        add("by", _("Av"), TextField(self._store.session.name))
        add("place", _("Inlåst i"), TextField(_("t.ex. kassaskåpet")), beside="by")
        add("note", _("Anteckning"), TextField(longest=400), beside="by")
        add("signed_by", _("Skillnaden signeras av"), TextField())
        add("reason", _("Skäl"), TextField(longest=400))
        self.form.section(_("När, om det inte är nu"))
        add("day", _("Dag"), DateField(self._store.clock.today))
        add("at", _("Klockan"), TimeField(), beside="day")

    def _lay_out(self) -> None:
        for step, text in TITLES.items():
            run: Callable[[], None] = partial(self.take, step)
            tip = _("Tangent: {key}, i ett fält Alt+{key}").format(key=KEYS[step])
            self.steps[step] = made = button(_(text), run, name=f"custody_{step.value}", tip=tip)
            # A letter is typed in a field; a button that is hidden does not hear its shortcut.
            made.setShortcut(f"Alt+{KEYS[step]}")
            made.setAutoDefault(False)
            self.table.keys[KEYS[step]] = run
        done = button(_("Klar"), self.accept, kind="primary", name="done")
        done.setAutoDefault(False)
        change = button(_("Ändra gränsen …"), self.change_limit, kind="quiet", name="limit")
        change.setAutoDefault(False)
        change.setVisible(Right.REGISTER in self._store.session.rights)
        self.next = button(_("Nästa tenta"), self.show_next, kind="quiet", name="next_exam")
        self.next.setAutoDefault(False)
        self.next.setShortcut("Alt+N")
        self.table.keys["N"] = self.show_next
        column(self.limit, row(change, None), parent=self.rule, gap=0)
        head = column(
            row(self.title, None, self.next), self.when, self.keys, self.state, self.rule, gap=0
        )
        head.setSpacing(4)
        self.buttons = ButtonRow(*self.steps.values(), None)
        self.table.setMinimumHeight(theme.pixels(_TABLE))
        inside = area(QWidget(), "surface")
        body = column(head, self.table, self.form, self.buttons, parent=inside, gap=1)
        body.setStretch(1, 1)
        body.setContentsMargins(24, 20, 24, 8)
        foot = row(None, done)
        foot.setContentsMargins(24, 8, 24, 12)
        self.around = scrolling(inside)
        box = column(self.around, line(), foot, parent=self, gap=0)
        box.setStretch(0, 1)


def _stands(found: Custody) -> str:
    """Say where the material is, and how many came, when nothing is wrong."""
    if found.place and found.step is Step.SAFE:
        return _("Inlåst: {place}").format(place=found.place)
    if found.step in (Step.OUT, Step.COLLECTED):
        tally = _("kom {came}, lämnade in {handed_in}, kom inte {absent}").format(
            came=found.tally.came, handed_in=found.tally.handed_in, absent=found.tally.absent
        )
        return f"{state_text(found).capitalize()}: {tally}."
    if found.step in WAY_BACK:
        return f"{state_text(found).capitalize()}."
    return _("Inget saknas.")


def _columns() -> list[Column]:
    return [
        Column(key="at", title=_("När"), text=lambda r: moment(r.at), width=150, sortable=False),
        Column(key="step", title=_("Steg"), text=lambda r: _(STEP_NAMES[r.step]), width=120,
               sortable=False),
        Column(key="what", title=_("Uppgifter"), text=event_text, tip=event_text, sortable=False),
    ]  # fmt: skip
