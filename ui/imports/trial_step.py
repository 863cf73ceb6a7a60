"""The third step: what would become of each row, and what the user decides of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.importing import DryRun
from lärcentrum.imports.rows import (
    DECISION_NAMES,
    RESOLVING,
    RULE_NAMES,
    STATE_NAMES,
    Decision,
    RowDecision,
    RowReport,
    RowState,
    counted,
)
from lärcentrum.language import _, ngettext
from lärcentrum.swedish import number
from ui.imports.side_by_side import SideBySide
from ui.kit import theme
from ui.kit.button_row import ButtonRow
from ui.kit.chips import Chip
from ui.kit.fields import CheckField, Choice, ChoiceField
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Tone
from ui.kit.widgets import button, column, label, row

_TONES = {
    RowState.NEW: Tone.GOOD,
    RowState.ALREADY: Tone.NEUTRAL,
    RowState.DOUBTFUL: Tone.WARN,
    RowState.REFUSED: Tone.BAD,
    RowState.SKIPPED: Tone.NEUTRAL,
    RowState.CHANGES: Tone.GOOD,
}
_TABLE = 120
"""Pixels at ordinary text that the rows take at least: the headings and two of them."""
_CENTURIES = {Decision.BORN_1900, Decision.BORN_2000}
_STATES = {
    Decision.SKIP: RowState.SKIPPED,
    Decision.FILL: RowState.CHANGES,
    Decision.OVERWRITE: RowState.CHANGES,
}


class TrialStep(QWidget):
    """The rows with state and reason, the counts on top, decisions below.

    Signals:
        changed: something was decided.
        again: the list is to be tried once more with what was decided.
    """

    changed = Signal()
    again = Signal()

    def __init__(
        self,
        memory: Memory | None = None,
        kind: ListKind = ListKind.STUDENTS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._rows: list[RowReport] = []
        self._decided: dict[int, set[Decision]] = {}
        self.counts = label(strong=True, name="trial_counts")
        self.unused = label(soft=True, wrap=True, name="trial_unused")
        self.filter = ChoiceField()
        self.filter.combo.setObjectName("trial_filter")
        self.filter.combo.setAccessibleName(_("Visa rader"))
        self.model = RecordModel(_columns())
        self.table = Table(
            self.model, name="trial_rows", title=_("Rader"), memory=memory, compact=True
        )
        self.table.setMinimumHeight(theme.pixels(_TABLE))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.empty.say("list", _("Inga rader att visa"), _("Välj andra rader ovanför."))
        self.detail = label(wrap=True, name="trial_detail")
        self.beside = SideBySide()
        self.rule = ChoiceField()
        self.rule.combo.setObjectName("trial_rule")
        self.rule.combo.setAccessibleName(_("Dubbletter"))
        self.rule.offer(
            [Choice("", _("Avgörs rad för rad")), *(Choice(d, _(RULE_NAMES[d])) for d in RESOLVING)]
        )
        self._ruled = QWidget()
        row(label(_("Dubbletter")), self.rule, None, parent=self._ruled)
        self._acts = {one: self._act(one) for one in Decision}
        self.try_again = button(
            _("Provkör igen"), self.again.emit, kind="quiet", icon="refresh-cw", name="try_again"
        )
        self.skip = CheckField(_("Utelämna de rader som inte går att läsa in eller är tveksamma"))
        self.skip.focus_widget().setObjectName("skip_refused")
        self.filter.changed.connect(self._show_rows)
        self.rule.changed.connect(self._on_rule)
        self.skip.changed.connect(self.changed)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._to_decisions)
        self._row = ButtonRow(*self._acts.values(), self.try_again, None)
        laid = column(
            row(self.counts, None, self.filter), self._ruled, self.unused, self.table, self.detail,
            self.beside, self._row, self.skip, parent=self, gap=1,
        )  # fmt: skip
        laid.setStretch(3, 2)
        laid.setStretch(5, 3)

    def _act(self, decision: Decision) -> QPushButton:
        made = button(_(DECISION_NAMES[decision]), partial(self._on_act, decision))
        made.setObjectName(f"decide_{decision.value}")
        made.hide()
        return made

    def show_run(self, run: DryRun) -> None:
        """Show a dry run; what is in doubt comes first into view."""
        self._rows = list(run.rows)
        self._ruled.setVisible(bool(self.rule.value()) or any(map(_may_be_here, self._rows)))
        unused = _("Kolumner som inte läses: {headings}.").format(headings=", ".join(run.unused))
        self.unused.setText(unused)
        self.unused.setVisible(bool(run.unused))
        self._say()
        worst = (RowState.REFUSED, RowState.DOUBTFUL)
        self.filter.put(next((one.value for one in worst if self.count(one)), ""))
        self._show_rows()

    def forget(self) -> None:
        """Forget what was decided, for another list."""
        self._decided.clear()
        self.skip.put(False)
        self.rule.put("")

    def duplicates(self) -> Decision | None:
        """Give what counts for all who may be here already."""
        return Decision(self.rule.value()) if self.rule.value() else None

    def decisions(self) -> tuple[RowDecision, ...]:
        """Give what was decided."""
        return tuple(
            RowDecision(row=n, decision=one)
            for n, said in self._decided.items()
            for one in sorted(said)
        )

    def count(self, state: RowState) -> int:
        """Count the rows of a state."""
        return sum(one.state is state for one in self._rows)

    def left(self) -> int:
        """Count the rows that cannot be read in, or are not decided."""
        return self.count(RowState.REFUSED) + self.count(RowState.DOUBTFUL)

    def is_ready(self) -> bool:
        """Tell whether something is new, and everything else decided or left out."""
        return bool(self._brings()) and (not self.left() or self.skips())

    def verb(self) -> str:
        """Say what reading in would do."""
        new, changed = self.count(RowState.NEW), self.count(RowState.CHANGES)
        if changed and not new:
            said = ngettext("Ändra {n} som finns", "Ändra {n} som finns", changed)
            return said.format(n=number(changed))
        said = ngettext("Läs in {n} ny", "Läs in {n} nya", new).format(n=number(new))
        if not changed:
            return said
        return _("{new}, ändra {n}").format(new=said, n=number(changed))

    def _brings(self) -> int:
        return self.count(RowState.NEW) + self.count(RowState.CHANGES)

    def _on_rule(self) -> None:
        # Its rows are judged anew: what a rule completes is said by the register's own rules.
        if self._rows:
            self.again.emit()

    def skips(self) -> bool:
        """Tell whether such rows may be left out."""
        return self.skip.value()

    def decide(self, report: RowReport, decision: Decision) -> None:
        """Decide what becomes of a row."""
        said = self._decided.setdefault(report.row, set())
        against = _CENTURIES if decision in _CENTURIES else set(RESOLVING)
        said -= set(Decision) if decision is Decision.SKIP else against | {Decision.SKIP}
        said.add(decision)
        state = _STATES.get(decision, RowState.NEW)
        at = self._rows.index(report)
        self._rows[at] = replace(report, state=state, reason=_(DECISION_NAMES[decision]))
        place = max(0, self.table.currentIndex().row())
        self._say()
        self._show_rows()
        self.table.choose(min(place, self.model.rowCount() - 1))
        self.changed.emit()

    def _say(self) -> None:
        found = Counter(one.state for one in self._rows)
        self.counts.setText(" · ".join(counted(s, found[s]) for s in RowState if found[s]))
        kinds = [Choice(s.value, _(STATE_NAMES[s]), number(found[s])) for s in RowState if found[s]]
        self.filter.offer([Choice("", _("Alla rader")), *kinds])

    def _show_rows(self) -> None:
        wanted = self.filter.value()
        self.model.show([one for one in self._rows if not wanted or one.state == wanted])
        if self.model.rowCount():
            self.table.choose(0)

    def _to_decisions(self, _report: RowReport) -> None:
        """Give the keyboard to what can be decided of the row."""
        first = next((act for act in self._acts.values() if act.isVisible()), self.table)
        first.setFocus()

    def _on_chosen(self, report: RowReport | None) -> None:
        self.detail.setText(_detail(report) if report else "")
        self.beside.show_row(report, self._kind)
        for decision, act in self._acts.items():
            act.setVisible(report is not None and decision in report.choices)
        self.try_again.setVisible(bool(self._decided))
        self._row.fit()

    def _on_act(self, decision: Decision) -> None:
        report = self.table.record()
        if report is not None:
            self.decide(report, decision)
            self.table.setFocus()


def _may_be_here(one: RowReport) -> bool:
    """Tell whether a row is one that the rule for all is about."""
    return bool((one.other or one.other_row) and one.choices)


def _like(one: RowReport) -> str:
    if one.other_row:
        return _("{name}, rad {row}").format(name=one.other_shown, row=one.other_row)
    return one.other_shown


def _detail(one: RowReport) -> str:
    like = _like(one)
    # Side by side below it, the other is not named once more.
    if not like or one.compared:
        return _("Rad {row}: {name}. {reason}").format(
            row=one.row, name=one.shown, reason=one.reason
        )
    where = _("I listan") if one.other_row else _("I registret")
    return _("Rad {row}: {name}. {reason}\n{where}: {other}").format(
        row=one.row, name=one.shown, reason=one.reason, where=where, other=like
    )


def _columns() -> Sequence[Column]:
    return (
        Column(key="row", title=_("Rad"), text=lambda r: str(r.row), sort=lambda r: r.row,
               number=True, width=64),
        Column(key="shown", title=_("Vad"), text=lambda r: r.shown, width=200),
        Column(key="state", title=_("Blir"), text=lambda r: _(STATE_NAMES[r.state]), width=140,
               chip=lambda r: Chip(_(STATE_NAMES[r.state]), _TONES[r.state])),
        Column(key="reason", title=_("Varför"), text=lambda r: r.reason, tip=lambda r: r.reason),
        Column(key="like", title=_("Liknar"), text=_like, tip=_like, width=200),
    )  # fmt: skip
