"""The panel at the right: one internship, what it lacks, its next steps and its history."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from lärcentrum.language import N_, _
from lärcentrum.people.municipalities import municipality_name
from lärcentrum.practice.internships import Internship
from lärcentrum.practice.words import FACT_NAMES, KIND_NAMES, Fact, Stage, State
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.kit.chips import ChipLabel
from ui.kit.details import add_history, facts_grid, scrolled
from ui.kit.texts import long_day
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, empty_out, label, row
from ui.practice.internship_form import known_facts
from ui.practice.spoken import extent_text, missing_lines, period_text, state_chip

_STEPS: dict[State, tuple[Fact, ...]] = {
    State.WISH: (Fact.ASKED, Fact.CANNOT_BE_PLACED),
    State.ASKED: (Fact.OFFERED, Fact.CANNOT_BE_PLACED),
    State.OFFERED: (Fact.AGREEMENT_SENT, Fact.PUBLISHED),
    State.AGREEMENT_SENT: (Fact.AGREEMENT_SIGNED,),
    State.AGREEMENT_SIGNED: (Fact.PUBLISHED, Fact.STARTED),
    State.PUBLISHED: (Fact.STARTED,),
    State.ONGOING: (Fact.TALK_HELD, Fact.ENDED, Fact.BROKEN_OFF),
    State.PAUSED: (Fact.ENDED, Fact.BROKEN_OFF),
    State.MOVED: (Fact.AGREEMENT_SIGNED, Fact.BROKEN_OFF),
    State.ENDED: (Fact.ASSESSMENT_SENT,),
    State.CANNOT_BE_PLACED: (Fact.OFFERED,),
}
_VERBS = {
    Fact.ASKED: N_("Arbetsplatsen tillfrågad"),
    Fact.OFFERED: N_("Plats erbjuden"),
    Fact.AGREEMENT_SENT: N_("Avtal skickat"),
    Fact.AGREEMENT_SIGNED: N_("Avtal undertecknat"),
    Fact.PUBLISHED: N_("Besked till studenten"),
    Fact.STARTED: N_("Praktiken har börjat"),
    Fact.TALK_HELD: N_("Trepartssamtal hållet"),
    Fact.ENDED: N_("Praktiken är slut"),
    Fact.ASSESSMENT_SENT: N_("Omdöme skickat"),
    Fact.BROKEN_OFF: N_("Avbruten i förtid"),
    Fact.CANNOT_BE_PLACED: N_("Kan inte placeras"),
}


def next_steps(internship: Internship) -> list[Fact]:
    """Give what can be noted next, the likeliest first, without what is noted already."""
    steps = list(_STEPS.get(internship.state, ()))
    if internship.state is State.PUBLISHED and not internship.facts.agreement_signed_on:
        steps.insert(0, Fact.AGREEMENT_SIGNED)
    return [fact for fact in steps if getattr(internship.facts, fact.value) is None]


class InternshipDetails(QWidget):
    """Shows one internship.

    Signals:
        noted: something has happened to it today; the fact and the internship.
        wanted: something is to be done with it: `change`, `move`, `remove`, `student`, `workplace`
            `certify` or a fact whose day is asked for; and the internship.
    """

    noted = Signal(str, object)
    wanted = Signal(str, object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        area(self, "surface")
        self._store = store
        self.internship: Internship | None = None
        self.name = label(size=Text.TITLE, wrap=True, name="internship_name")
        self.chip = ChipLabel()
        self.lacks = label(wrap=True, name="internship_missing")
        self._parts = [column(gap=1) for _tab in range(3)]
        self.tabs = QTabWidget()
        self.tabs.setObjectName("internship_tabs")
        titles = (_("Uppgifter"), _("Händelser"), _("Historik"))
        for title, part in zip(titles, self._parts, strict=True):
            self.tabs.addTab(scrolled(part), title)
        self.tabs.setTabVisible(2, Right.MANAGE in store.session.rights)
        outer = column(self.name, row(self.chip, None), self.lacks, self.tabs, parent=self, gap=1)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setStretch(3, 1)

    def show_internship(self, internship: Internship | None) -> None:
        """Show an internship; None shows nothing."""
        self.internship = internship
        self.setVisible(internship is not None)
        for part in self._parts:
            empty_out(part)
        if internship is None:
            return
        self.name.setText(internship.name)
        self.chip.show_chip(state_chip(internship))
        lines = missing_lines(internship)
        self.lacks.setText(_("Saknas: {what}").format(what=lines.replace("\n", " · ")))
        self.lacks.setVisible(bool(lines))
        tone = Tone.BAD if internship.late else Tone.WARN
        self.lacks.setProperty("tone", tone.value)
        self.lacks.style().polish(self.lacks)
        self._show_facts(internship)
        self._show_events(internship)
        add_history(self._parts[2], self._store, internship.uid)

    def may_write(self, internship: Internship) -> bool:
        """Tell whether the person at the desk may change it."""
        rights = self._store.session.rights
        return Right.REGISTER in rights and (not internship.protected or Right.PROTECTED in rights)

    def may_certify(self, internship: Internship) -> bool:
        """Tell whether a certificate of it can be issued from here."""
        return (
            Right.CERTIFY in self._store.session.rights
            and internship.facts.ended_on is not None
            and internship.facts.broken_off_on is None
            and internship.state is not State.CERTIFICATE_ISSUED
        )

    def _show_facts(self, internship: Internship) -> None:
        part = self._parts[0]
        if self.may_write(internship):
            self._add_steps(part, internship)
        part.addLayout(facts_grid(_facts(internship)))
        part.addSpacing(8)
        for text, icon, what in self._actions(internship):
            act = button(text, kind="quiet", icon=icon, name=what)
            act.clicked.connect(partial(self.wanted.emit, what, internship))
            part.addLayout(row(act, None))
        part.addStretch(1)

    def _add_steps(self, part: QVBoxLayout, internship: Internship) -> None:
        """Offer the next steps: one click means today, the button beside asks for the day."""
        for place, fact in enumerate(next_steps(internship)):
            kind = "primary" if place == 0 else ""
            step = button(_(_VERBS[fact]), kind=kind, name=f"note_{fact.value}")
            step.setToolTip(_("Idag"))
            step.clicked.connect(partial(self.noted.emit, fact.value, internship))
            other = button(
                "", kind="quiet", icon="calendar-days", name=f"day_{fact.value}",
                tip=_("{step}, annan dag").format(step=_(_VERBS[fact])),
            )  # fmt: skip
            other.clicked.connect(partial(self.wanted.emit, fact.value, internship))
            line = row(step, other)
            line.setStretch(0, 1)
            part.addLayout(line)
        part.addSpacing(8)

    def _actions(self, internship: Internship) -> list[tuple[str, str, str]]:
        found = [(_("Visa studenten"), "user", "student")]
        if internship.workplace:
            found.append((_("Visa arbetsplatsen"), "building-2", "workplace"))
        if self.may_certify(internship):
            found.append((_("Utfärda intyg …"), "award", "certify"))
        if self.may_write(internship):
            found.append((_("Ändra …"), "pencil", "change"))
            if internship.stage is Stage.ONGOING:
                found.append((_("Flytta …"), "move", "move"))
            found.append((_("Ta bort"), "trash-2", "remove"))
        return found

    def _show_events(self, internship: Internship) -> None:
        part = self._parts[1]
        for fact, day in known_facts(internship.facts):
            part.addWidget(label(long_day(day), size=Text.SMALL, soft=True))
            part.addWidget(label(_(FACT_NAMES[fact]), wrap=True, name="event"))
        part.addStretch(1)


def _facts(internship: Internship) -> Sequence[tuple[str, str]]:
    known = internship.municipality != "9999"
    supervisor = internship.supervisor_name
    if supervisor and internship.supervisor_left:
        supervisor = _("{name} (har slutat)").format(name=supervisor)
    points = _("{n} poäng").format(n=internship.points) if internship.points else ""
    listed = (
        (_("Slag"), _(KIND_NAMES[internship.kind])),
        (_("Arbetsplats"), internship.workplace_name),
        (_("Arbetsgivare"), internship.employer),
        (_("Kommun"), municipality_name(internship.municipality) or "" if known else ""),
        (_("Handledare"), supervisor),
        (_("När"), "\n".join(period_text(period) for period in internship.periods)),
        (_("Omfattning"), extent_text(internship.periods, internship.hours_per_week)),
        (_("Poäng"), points),
        (_("Lärosäte"), internship.provider_name),
        (_("Program"), internship.programme),
        (_("Kurskod"), internship.course_code),
        (_("Lärare"), internship.responsible_teacher),
        (_("Anteckning"), internship.note),
    )
    return [(title, value) for title, value in listed if value]
