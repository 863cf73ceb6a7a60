"""The booking form's fields in their places: six at first sight, the rest folded away."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lärcentrum.exams.exams import FORM_NAMES, ExamForm
from lärcentrum.exams.invigilators import list_invigilators
from lärcentrum.language import _
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from ui.exams.booking_fields import ExamField, MeasuresField, ReasonField, RoomField, StudentField
from ui.exams.booking_finders import Finders
from ui.exams.provider_form import ProviderField
from ui.kit.fields import (
    CheckField,
    Choice,
    ChoiceField,
    DateField,
    DurationField,
    TextField,
    TimeField,
)
from ui.kit.form import Drafts, Form
from ui.kit.name_field import NameField
from ui.kit.note_field import NoteField
from ui.kit.widgets import area, column

USUAL_MINUTES = 240


class BookingFields(Form):
    """The fields; `ui.exams.booking_form.BookingForm` makes them work.

    Args:
        submit: see `Form`.
        store: the register.
        find: what is found while one types.
        add_measure: called when a new adaptation is wanted.
        drafts: see `Form`.
    """

    def __init__(
        self,
        submit: Callable[..., object],
        store: Store,
        find: Finders,
        add_measure: Callable[[], object],
        drafts: Drafts | None = None,
    ) -> None:
        super().__init__(submit, drafts=drafts, draft_key="booking")
        self.uses_seats = bool(number_setting(store, "use_seats"))
        self.uses_invigilators = bool(number_setting(store, "use_invigilators"))
        self._add_first(store, find)
        self._add_exam_part(store)
        self._add_place_part(store, add_measure)
        self._add_contact_part()

    def _add_first(self, store: Store, find: Finders) -> None:
        self.student = self.add("student", _("Person"), StudentField(find.student), required=True)
        self.new_person = self._part("new_person")
        self.add("given_name", _("Förnamn"), NameField(store.clock.today))
        self.add("family_name", _("Efternamn"), NameField(store.clock.today), beside="given_name")
        number = TextField(_("valfritt"), longest=40)
        self.add("identity_number", _("Nummer"), number, beside="family_name")
        self._add_reach()
        self._rest()
        search = ProviderField(find.provider)
        self.provider = self.add("provider", _("Lärosäte"), search, required=True)
        self.exam = self.add("exam", _("Tentamen"), ExamField(find.exam), required=True)
        self.add("course_code", _("Kurskod"), TextField(longest=40), beside="exam")
        self.lines["exam"].setStretch(0, 3)
        self.add("day", _("Datum"), DateField(store.clock.today), required=True)
        self.add("starts", _("Tid"), TimeField(), beside="day")
        self.add("minutes", _("Längd"), DurationField(), required=True, beside="starts")
        self.room = self.add("room", _("Sal"), RoomField())
        self.reason_part = self._part("reason_part")
        self.reason = self.add("reason", _("Varför ska den bokas ändå?"), ReasonField())
        self.reason_part.hide()
        self.new_person.hide()
        self._rest()

    def _add_reach(self) -> None:
        """Add how a new person is reached: seen once a mail has told it, else no stop."""
        self.reach = QWidget()
        within, self._into = self._into, column(parent=self.reach, gap=2)
        self.add("student_email", _("Personens e-post"), TextField(longest=254))
        phone = TextField(longest=40)
        self.add("student_phone", _("Personens telefon"), phone, beside="student_email")
        within.addWidget(self.reach)
        self.reach.hide()

    def _add_exam_part(self, store: Store) -> None:
        self.section(_("Mer om tentan"))
        hint = _("Om den börjar här vid en annan tid än på lärosätet.")
        self.local = self.add("local_start", _("Börjar här"), TimeField(), hint=hint)
        today = DateField(store.clock.today)
        self.add(
            "requested_on", _("Frågan kom"), today, hint=_("Tomt: idag."), beside="local_start"
        )
        forms = [Choice(form.value, _(FORM_NAMES[form])) for form in ExamForm]
        self.add("form", _("Form"), ChoiceField(forms))
        platform = TextField(_("t.ex. Inspera"), longest=100)
        self.add("platform", _("Plattform"), platform, beside="form")
        self.add("aids", _("Tillåtna hjälpmedel"), TextField(longest=1000))
        self.add("told", "", CheckField(_("Lärosätet vet att en digital tenta skrivs här")))
        self.add("anonymous", "", CheckField(_("Skrivs under kod (anonymt)")))
        hint = _("Vem på lärosätet som har sagt ja. Tomt: inte ännu.")
        self.add("approved_by", _("Godkänd av"), TextField(), hint=hint)
        self.add("note", _("Anteckning"), NoteField(store.clock.today))

    def _add_place_part(self, store: Store, add_measure: Callable[[], object]) -> None:
        self.section(_("Anpassning och plats"))
        self.measures = self.add("without", _("Anpassningar"), MeasuresField(add_measure))
        if self.uses_seats:
            self.seat = self.add("seat", _("Placering"), ChoiceField(optional=True))
        if self.uses_invigilators:
            people = [Choice(one.uid, one.name) for one in list_invigilators(store)]
            self.add("invigilator", _("Tentavakt"), ChoiceField(people, optional=True))

    def _add_contact_part(self) -> None:
        self.section(_("Kontakt på lärosätet"))
        self.add("contact_name", _("Namn"), TextField())
        self.add("contact_email", _("E-post"), TextField(longest=254))
        self.add("contact_phone", _("Telefon"), TextField(longest=40), beside="contact_email")
        self.fill(minutes=USUAL_MINUTES)
        self._rest()

    def _part(self, name: str) -> QWidget:
        """Begin a part that comes and goes; fields added afterwards stand in it."""
        part = area(QWidget(), "card")
        part.setObjectName(name)
        inner: QVBoxLayout = column(parent=part, gap=2)
        inner.setContentsMargins(16, 12, 16, 14)
        self.layout_.addWidget(part)
        self._into = inner
        return part

    def _rest(self) -> None:
        self._into = self.layout_
