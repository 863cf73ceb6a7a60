"""Försändelse: where an exam's material is, its log, and the next step by one key."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from lärcentrum.errors import BadValue, UserError
from lärcentrum.exams import custody
from lärcentrum.exams.custody_log import (
    HOW_NAMES,
    STEP_NAMES,
    Custody,
    How,
    Step,
    deadline_text,
    event_text,
)
from lärcentrum.exams.material_limits import limit_text, set_material_limit
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.button_row import ButtonRow
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, Choice, ChoiceField, NumberField, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.key_table import KeyTable
from ui.kit.models import Column, RecordModel
from ui.kit.scrolling import scrolling
from ui.kit.texts import moment
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import announce, area, button, column, fit_screen, label, line, restyle, row

_KEYS = {Step.EXPECTED: "V", Step.RECEIVED: "M", Step.CHECKED: "K", Step.SAFE: "L"}


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
        self.state = label(wrap=True, name="custody_state")
        self.limit = label(soft=True, wrap=True, name="custody_limit")
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
        lacks = " · ".join(found.lacks)
        where = _("Inlåst: {place}").format(place=found.place) if found.place else ""
        self.state.setText(lacks or where or _("Inget saknas."))
        restyle(self.state, tone=Tone.WARN.value if lacks else Tone.GOOD.value)
        rule = limit_text(found.limit)
        self.limit.setText(
            _("Ska vara här {when}: {rule}").format(when=deadline_text(found), rule=rule)
            if found.deadline
            else _("Ingen gräns för när den ska vara här.")
        )
        self.model.show(found.events)
        places = [one.place for one in found.events if one.place]
        kept = self.form.values()
        self.form.fill(
            how=kept["how"], copies=None, by=kept["by"],
            place=kept["place"] or (places[-1] if places else ""), note="",
        )  # fmt: skip
        come = found.step not in (None, Step.EXPECTED)
        self.steps[Step.EXPECTED].setEnabled(not come)
        for step in (Step.CHECKED, Step.SAFE):
            self.steps[step].setEnabled(come)

    def take(self, step: Step) -> None:
        """Note that a step was taken, with what stands in the fields."""
        if not self.steps[step].isEnabled():
            return
        self.form.clear_errors()
        if any(self.form.field(name).problem() for name in ("copies",)):
            self.form.save()
            return
        try:
            self._note(step)
        except UserError as error:
            self.form.show_error(error)
            return
        self.reload()
        self.table.setFocus()
        announce(self, self.state.text())

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

    def _note(self, step: Step) -> None:
        typed = self.form.values()
        how = How(typed["how"])
        common: dict[str, Any] = {"exam": self._exam, "note": typed["note"]}
        if step is Step.EXPECTED:
            custody.expect_material(self._store, how=how, copies=typed["copies"], **common)
        elif step is Step.RECEIVED:
            custody.receive_parcel(
                self._store, how=how, copies=typed["copies"], by=typed["by"], **common
            )
        elif step is Step.CHECKED:
            if typed["copies"] is None:  # what was counted is typed, never proposed
                raise BadValue("copies", _("är tomt"))
            custody.check_parcel(self._store, copies=typed["copies"], by=typed["by"], **common)
        else:
            custody.lock_up_parcel(self._store, place=typed["place"], by=typed["by"], **common)

    def _add_fields(self) -> None:
        ways = [Choice(one.value, _(name)) for one, name in HOW_NAMES.items()]
        self.form.add("how", _("Hur"), ChoiceField(ways))
        self.form.add("copies", _("Antal exemplar"), NumberField(0, 10_000), beside="how")
        self.form.add("by", _("Av"), TextField(self._store.session.name), beside="how")
        self.form.add("place", _("Inlåst i"), TextField(_("t.ex. kassaskåpet")))
        self.form.add("note", _("Anteckning"), TextField(longest=400), beside="place")

    def _lay_out(self) -> None:
        names = {
            Step.EXPECTED: _("Väntad"), Step.RECEIVED: _("Mottagen"),
            Step.CHECKED: _("Kontrollerad"), Step.SAFE: _("Inlåst"),
        }  # fmt: skip
        for step, text in names.items():
            run: Callable[[], None] = partial(self.take, step)
            tip = _("Tangent: {key}").format(key=_KEYS[step])
            self.steps[step] = made = button(text, run, name=f"custody_{step.value}", tip=tip)
            made.setAutoDefault(False)
            self.table.keys[_KEYS[step]] = run
        done = button(_("Klar"), self.accept, kind="primary", name="done")
        done.setAutoDefault(False)
        change = button(_("Ändra gränsen …"), self.change_limit, kind="quiet", name="limit")
        change.setAutoDefault(False)
        change.setVisible(Right.REGISTER in self._store.session.rights)
        keys = _("V väntad   M mottagen   K kontrollerad   L inlåst, med det som står i fälten")
        head = column(
            label(f"{_('Försändelse')}, {self._found.course}", size=Text.TITLE, wrap=True),
            label(moment(self._found.starts), soft=True),
            label(keys, size=Text.SMALL, soft=True, wrap=True),
            self.state, self.limit, row(change, None), gap=0,
        )  # fmt: skip
        head.setSpacing(4)
        steps = ButtonRow(*self.steps.values(), None)
        self.table.setMinimumHeight(theme.pixels(_TABLE))
        inside = area(QWidget(), "surface")
        body = column(head, self.table, self.form, steps, parent=inside, gap=1)
        body.setStretch(1, 1)
        body.setContentsMargins(24, 20, 24, 8)
        foot = row(None, done)
        foot.setContentsMargins(24, 8, 24, 12)
        box = column(scrolling(inside), line(), foot, parent=self, gap=0)
        box.setStretch(0, 1)


def _columns() -> list[Column]:
    return [
        Column(key="at", title=_("När"), text=lambda r: moment(r.at), width=150, sortable=False),
        Column(key="step", title=_("Steg"), text=lambda r: _(STEP_NAMES[r.step]), width=120,
               sortable=False),
        Column(key="what", title=_("Uppgifter"), text=event_text, tip=event_text, sortable=False),
    ]  # fmt: skip
