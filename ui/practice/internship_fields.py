"""The internship form's fields in their places: what is asked first, then what folds away."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.people.contact import clean_email, clean_phone
from lärcentrum.people.errors import BadContact
from lärcentrum.practice.internship_states import Facts
from lärcentrum.practice.supervisors import NewSupervisor
from lärcentrum.practice.words import FACT_NAMES, KIND_NAMES, Fact, InternshipKind
from lärcentrum.practice.workplaces import NewWorkplace
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold
from ui.kit.fields import (
    CheckField,
    Choice,
    ChoiceField,
    DateField,
    NumberField,
    TextField,
)
from ui.kit.form import Drafts, Form
from ui.kit.note_field import NoteField
from ui.kit.typeahead import PersonField, SearchField
from ui.kit.widgets import area, column, label
from ui.practice.finders import Finders, KnownOrNew, municipality, supervisor_choice
from ui.practice.periods_field import PeriodsField

_PAIRS = (
    (Fact.WISHED, Fact.ASKED),
    (Fact.OFFERED, Fact.PUBLISHED),
    (Fact.AGREEMENT_SENT, Fact.AGREEMENT_SIGNED),
    (Fact.RISK_ASSESSED, Fact.BACKGROUND_SHOWN),
    (Fact.STARTED, Fact.ENDED),
    (Fact.TALK_PLANNED, Fact.TALK_HELD),
    (Fact.ASSESSMENT_SENT, Fact.BROKEN_OFF),
    (Fact.CANNOT_BE_PLACED, Fact.MOVED),
)
_SHARED = ("name", "email", "phone")
"""Fields that a new workplace and a new supervisor both have."""


class InternshipFields(Form):
    """The fields; a dialog makes them work.

    Args:
        submit: see `Form`.
        store: the register.
        drafts: see `Form`.
        draft_key: see `Form`.
        chooses_student: whether the student is asked for.
    """

    def __init__(
        self,
        submit: Callable[..., object],
        store: Store,
        *,
        drafts: Drafts | None = None,
        draft_key: str = "",
        chooses_student: bool = True,
    ) -> None:
        super().__init__(submit, drafts=drafts, draft_key=draft_key)
        self._store, self._find = store, Finders(store)
        self._today = store.clock.today
        self._add_who(chooses_student)
        self._add_where()
        self._add_supervisor()
        self._add_when()
        self._add_more()
        self._add_facts()
        self.workplace.changed.connect(self._on_workplace)
        self.supervisor.changed.connect(self._turn_parts)
        self._of = ""
        self._turn_parts()

    def new_workplace(self, values: dict[str, Any]) -> NewWorkplace | None:
        """Give the workplace to add, None for one of the register or none."""
        if not self.workplace.is_new():
            return None
        new = self.employer.is_new() or not values["employer"]
        return NewWorkplace(
            name=values["name"] or self.workplace.name(),
            employer="" if new else values["employer"],
            employer_name=self.employer.name() or self.workplace.name() if new else "",
            organisation_number=values["organisation_number"] if new else "",
            municipality=values["municipality"],
            contact=values["contact"],
            email=values["email"],
            phone=values["phone"],
        )

    def new_supervisor(self, values: dict[str, Any]) -> NewSupervisor | None:
        """Give the supervisor to add, None for one of the register or none."""
        if not self.supervisor.is_new():
            return None
        return NewSupervisor(
            name=self.supervisor.name(),
            title=values["supervisor_title"],
            email=values["supervisor_email"],
            phone=values["supervisor_phone"],
            trained=values["trained"],
        )

    def facts(self, values: dict[str, Any]) -> Facts:
        """Give what has happened."""
        return Facts(**{name: values[name] for name in FACT_NAMES})

    def show_error(self, error: UserError) -> None:
        """Show a refusal at the field that is seen, whichever of the two new ones it is of."""
        super().show_error(_Placed(error, self._place(error.field)))

    def _place(self, name: str) -> str:
        if name not in _SHARED:
            return name
        of_supervisor = self.supervisor.is_new() and not (
            self.workplace.is_new() and self._fails(name)
        )
        if of_supervisor:
            return "supervisor" if name == "name" else f"supervisor_{name}"
        return name

    def _fails(self, name: str) -> bool:
        check = {"email": clean_email, "phone": clean_phone}.get(name)
        if check is None:
            return True
        try:
            check(self.field(name).value())
        except BadContact:
            return True
        return False

    def _add_who(self, chooses_student: bool) -> None:
        if chooses_student:
            self.add("student", _("Student"), PersonField(self._find.student), required=True)
        kinds = [Choice(kind.value, _(KIND_NAMES[kind])) for kind in InternshipKind]
        beside = "student" if chooses_student else ""
        self.add("kind", _("Slag"), ChoiceField(kinds), beside=beside)
        if chooses_student:
            self.lines["student"].setStretch(0, 3)

    def _add_where(self) -> None:
        self.workplace = self.add(
            "workplace",
            _("Arbetsplats"),
            KnownOrNew(
                self._find.workplace,
                _("Arbetsplats eller arbetsgivare; tomt medan det är ett önskemål"),
                _("Ny arbetsplats: {text}"),
            ),
        )
        self.workplace_part = self._part("new_workplace", _("Ny arbetsplats"))
        self.employer = self.add(
            "employer",
            _("Arbetsgivare"),
            KnownOrNew(
                self._find.employer,
                _("Tomt: samma namn som arbetsplatsen"),
                _("Ny arbetsgivare: {text}"),
            ),
        )
        number = TextField(_("NNNNNN-NNNN"), longest=40)
        hint = _("En enskild firmas nummer är ett personnummer och döljs.")
        self.add("organisation_number", _("Organisationsnummer"), number, beside="employer",
                 hint=hint)  # fmt: skip
        self.add("name", _("Enhet"), TextField(_("Tomt: namnet ovan")))
        self.add("municipality", _("Kommun"), SearchField(municipality), beside="name")
        self.add("contact", _("Kontaktperson"), TextField())
        self.add("email", _("E-post"), TextField(longest=254), beside="contact")
        self.add("phone", _("Telefon"), TextField(longest=40), beside="email")
        self._rest()

    def _add_supervisor(self) -> None:
        self.supervisor = self.add(
            "supervisor",
            _("Handledare"),
            KnownOrNew(self._find_supervisor, _("Namn"), _("Ny handledare: {text}")),
        )
        self.supervisor_part = self._part("new_supervisor", _("Ny handledare"))
        self.add("supervisor_title", _("Titel"), TextField())
        self.add("supervisor_email", _("E-post"), TextField(longest=254), beside="supervisor_title")
        self.add("supervisor_phone", _("Telefon"), TextField(longest=40), beside="supervisor_email")
        self.add("trained", "", CheckField(_("Har handledarutbildning")))
        self._rest()

    def _add_when(self) -> None:
        hint = _("Lägg till en period för varje sammanhängande del. v49 betyder hela veckan.")
        self.periods = self.add("periods", _("När"), PeriodsField(self._today), hint=hint)

    def _add_more(self) -> None:
        self.section(_("Utbildning och omfattning"))
        search = SearchField(self._find.provider, _("Namn eller förkortning"))
        self.add("provider", _("Lärosäte eller skola"), search)
        self.add("responsible_teacher", _("Ansvarig lärare"), TextField(), beside="provider")
        self.add("programme", _("Program"), TextField())
        self.add("course_code", _("Kurskod"), TextField(longest=40), beside="programme")
        hint = _("5 poäng är en hel vecka.")
        self.add("points", _("LIA-poäng"), NumberField(0, 600), hint=hint)
        self.add("hours_per_week", _("Timmar i veckan på heltid"), NumberField(1, 60),
                 beside="points")  # fmt: skip
        self.add("note", _("Anteckning"), NoteField(self._today))
        self.fill(hours_per_week=40, points=0)

    def _add_facts(self) -> None:
        self.section(_("Vad som har hänt, och när"))
        for first, second in _PAIRS:
            self.add(first.value, _(FACT_NAMES[first]), DateField(self._today))
            self.add(second.value, _(FACT_NAMES[second]), DateField(self._today),
                     beside=first.value)  # fmt: skip
        self._rest()

    def _find_supervisor(self, text: str) -> list[Choice]:
        if self.workplace.is_new():
            return []
        words = fold(text).split()
        found = self._find.supervisors_of(self.workplace.value())
        return [
            supervisor_choice(one) for one in found if all(word in fold(one.name) for word in words)
        ]

    def _on_workplace(self) -> None:
        """Take off a supervisor of another workplace; the only one of this is offered."""
        self._turn_parts()
        now = self.workplace.value()
        if now == self._of:
            return
        self._of = now
        if self.supervisor.is_new():
            return
        known = self._find_supervisor("")
        self.supervisor.put(known[0] if len(known) == 1 else None)

    def _turn_parts(self) -> None:
        self.workplace_part.setVisible(self.workplace.is_new())
        self.supervisor_part.setVisible(self.supervisor.is_new())

    def _part(self, name: str, title: str) -> QWidget:
        """Begin a part that comes and goes; fields added afterwards stand in it."""
        part = area(QWidget(), "card")
        part.setObjectName(name)
        inner: QVBoxLayout = column(label(title, strong=True), parent=part, gap=2)
        inner.setContentsMargins(16, 12, 16, 14)
        self.layout_.addWidget(part)
        self._into = inner
        return part

    def _rest(self) -> None:
        self._into = self.layout_


class _Placed(UserError):
    """A refusal as this form shows it: at another of its fields."""

    def __init__(self, error: UserError, field: str) -> None:
        super().__init__()
        self._error = error
        self.__dict__.update(field=field, code=error.code)

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return self._error.parts()
