"""The dialogs for an internship: a new one, a changed one, one that moves."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.practice import internships
from lärcentrum.practice.errors import OverlappingInternship, WorkplaceFull
from lärcentrum.practice.internship_states import Facts
from lärcentrum.practice.internships import Internship, PlaceWarnings, place_warnings
from lärcentrum.practice.internships.records import rules_of
from lärcentrum.practice.words import FACT_NAMES, Fact, InternshipKind
from lärcentrum.practice.workplaces import read_workplace
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, DateField
from ui.kit.form import Drafts, Form
from ui.kit.help import about
from ui.kit.widgets import fit_screen
from ui.practice.finders import Finders, KnownOrNew, workplace_choice
from ui.practice.internship_card import InternshipCard, said_of
from ui.practice.internship_fields import InternshipFields

_PLAIN = ("programme", "course_code", "responsible_teacher", "note")


class InternshipDialog(FormDialog):
    """A new or a changed internship.

    Args:
        store: the register.
        internship: which one is changed; None for a new one.
        student: a student to begin with.
        drafts: keeps what is typed.
        parent: see Qt.
    """

    def __init__(
        self,
        store: Store,
        internship: Internship | None = None,
        *,
        student: Choice | None = None,
        drafts: Drafts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._store, self._internship, self._warned = store, internship, False
        self._rules = rules_of(store)
        key = f"internship/{internship.uid}" if internship else "internship"
        self.fields = InternshipFields(
            self._save, store, drafts=drafts, draft_key=key, chooses_student=internship is None
        )
        self.card = InternshipCard()
        if internship is not None:
            _fill(store, self.fields, internship)
        title = internship.name if internship else _("Ny praktik")
        super().__init__(title, self.fields, side=self.card, parent=parent)
        about(self, "practice#ny-praktik")
        self.setObjectName("internship_dialog")
        self.fields.changed.connect(self.look)
        self.card.anyway.connect(self._save_anyway)
        if student is not None:
            self.fields.fill(student=student)
        fit_screen(self, QSize(theme.pixels(960), theme.pixels(640)))
        self.look()

    def look(self) -> None:
        """Say what follows from what is typed."""
        values = self.fields.values()
        kind = InternshipKind(values["kind"])
        papers = sorted(self._rules.papers[kind])
        points = values["points"] or 0 if kind is InternshipKind.LIA else 0
        found = self._warnings(values)
        if found is None:
            return
        said = said_of(values["periods"], values["hours_per_week"] or 40, points, found, papers)
        self.card.show_said(said, values["periods"])
        if not found.overlapping and not found.full:
            self.card.button.hide()

    def _warnings(self, values: dict[str, Any]) -> PlaceWarnings | None:
        """Ask the register; None while it is busy: what was said last stays."""
        known = self._internship
        try:
            return place_warnings(
                self._store,
                periods=values["periods"],
                student=known.student if known else values["student"],
                workplace="" if self.fields.workplace.is_new() else values["workplace"],
                internship=known.uid if known else "",
            )
        except UserError:
            return None

    def _save(self, **values: Any) -> str:
        place, supervisor = self.fields.new_workplace(values), self.fields.new_supervisor(values)
        given = {
            **{name: values[name] for name in (*_PLAIN, "periods", "provider")},
            "kind": InternshipKind(values["kind"]),
            "workplace": "" if place else values["workplace"],
            "new_workplace": place,
            "supervisor": "" if supervisor else values["supervisor"],
            "new_supervisor": supervisor,
            "points": values["points"] or 0,
            "hours_per_week": values["hours_per_week"] or 40,
            "facts": self.fields.facts(values),
            "warned": self._warned,
        }
        try:
            return self._keep(values, given)
        except (OverlappingInternship, WorkplaceFull):
            self.card.button.show()
            raise
        finally:
            self._warned = False

    def _keep(self, values: dict[str, Any], given: dict[str, Any]) -> str:
        if self._internship is None:
            return internships.add_internship(self._store, student=values["student"], **given)
        uid = self._internship.uid
        internships.change_internship(self._store, internship=uid, **given)
        return uid

    def _save_anyway(self) -> None:
        self._warned = True
        self.accept()


def _fill(store: Store, form: InternshipFields, internship: Internship) -> None:
    place = internship.workplace
    form.fill(
        kind=internship.kind.value,
        workplace=workplace_choice(read_workplace(store, workplace=place)) if place else None,
        periods=internship.periods,
        points=internship.points,
        hours_per_week=internship.hours_per_week,
        provider=_choice(internship.provider, internship.provider_name),
        **{name: getattr(internship, name) for name in _PLAIN},
        **{name: getattr(internship.facts, name) for name in FACT_NAMES},
    )
    form.fill(supervisor=_choice(internship.supervisor, internship.supervisor_name))


def _choice(uid: str, name: str) -> Choice | None:
    return Choice(uid, name) if uid else None


def move_dialog(store: Store, internship: Internship, parent: QWidget) -> FormDialog:
    """Open the dialog in which a student who has begun goes on at another workplace."""

    def save(workplace: str, moved_on: Any) -> None:
        internships.move_internship(
            store, internship=internship.uid, workplace=workplace, moved_on=moved_on, warned=True
        )

    form = Form(save)
    search = KnownOrNew(Finders(store).workplace, _("Arbetsplats eller arbetsgivare"), "")
    hint = _("Det nya avtalet ska undertecknas innan allt är klart igen.")
    form.add("workplace", _("Ny arbetsplats"), search, required=True, hint=hint)
    form.add("moved_on", _("Första dagen där"), DateField(store.clock.today))
    form.fill(moved_on=store.clock.today())
    return _open(FormDialog(_("Flytta praktiken"), form, verb=_("Flytta"), parent=parent))


def note_dialog(store: Store, internship: Internship, fact: Fact, parent: QWidget) -> FormDialog:
    """Open the dialog that asks when something happened."""
    form = Form(partial(internships.note_internship, store, internship=internship.uid, fact=fact))
    known = getattr(internship.facts, fact.value)
    title = _(FACT_NAMES[fact])
    form.add("on", title, DateField(store.clock.today), required=True)
    form.fill(on=known or store.clock.today())
    return _open(FormDialog(title, form, parent=parent))


def known_facts(facts: Facts) -> list[tuple[Fact, Any]]:
    """Give what has happened, in time order."""
    found = [(fact, getattr(facts, fact.value)) for fact in Fact]
    return sorted(((fact, day) for fact, day in found if day), key=lambda pair: pair[1])


def _open(dialog: FormDialog) -> FormDialog:
    dialog.open()
    return dialog
