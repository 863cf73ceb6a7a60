"""The dialog for a student: six fields at first sight, and who is alike already."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import N_, _
from lärcentrum.people import students
from lärcentrum.people.duplicates import Likeness
from lärcentrum.people.errors import PossibleDuplicate
from lärcentrum.people.identity_numbers import KIND_NAMES, NumberKind
from lärcentrum.people.municipalities import municipalities
from lärcentrum.people.students import Student
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, DateField, TextField
from ui.kit.form import Drafts, Form
from ui.kit.help import about
from ui.kit.name_field import NameField
from ui.kit.note_field import NoteField
from ui.kit.texts import long_day
from ui.kit.tokens import Text
from ui.kit.typeahead import SearchField
from ui.kit.widgets import button, column, empty_out, label

_LIKENESSES = {
    Likeness.NUMBER: N_("samma identitetsnummer"),
    Likeness.NAME_AND_BIRTH: N_("samma namn och födelsedag"),
    Likeness.SWAPPED_NAME: N_("samma födelsedag, för- och efternamn ombytta"),
    Likeness.NAME_AND_CONTACT: N_("samma namn, och samma e-post eller telefon"),
    Likeness.NEAR_NAME_AND_BIRTH: N_("liknande namn och samma födelsedag"),
    Likeness.EMAIL: N_("samma e-post"),
    Likeness.PHONE: N_("samma telefon"),
}


class AlikeCard(QWidget):
    """Who in the register may be the same person.

    Signals:
        wanted: one of them is to be opened instead; the uid.
        different: the user says that it is another person.
    """

    wanted = Signal(str)
    different = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._shown: tuple[str, ...] = ()
        self._list = column(gap=1)
        self.other = button(
            _("Det är en annan person – spara ändå"), self.different.emit, name="different"
        )
        self.other.hide()
        self._words = label("", soft=True, wrap=True, name="alike_words")
        title = label(_("Finns redan?"), strong=True)
        outer = column(title, self._words, self._list, self.other, None, parent=self, gap=2)
        outer.setContentsMargins(20, 20, 20, 20)
        self.show_near([])

    def show_near(self, near: Sequence[Any]) -> None:
        """Show the near duplicates, likeliest first."""
        empty_out(self._list)
        self._shown = tuple(one.uid for one in near[:5])
        self._words.setText(
            _("Liknar någon som redan finns. Öppna den i stället för att skriva in på nytt.")
            if near
            else _("Ingen i registret liknar den du skriver.")
        )
        self.other.setVisible(bool(near))
        for one in near[:5]:
            self._list.addWidget(self._entry(one))

    def _entry(self, near: Any) -> QWidget:
        student = students.read_student(self._store, student=near.uid)
        entry = QWidget()
        born = long_day(student.birth_date) if student.birth_date else _("födelsedag okänd")
        why = ", ".join(_(_LIKENESSES[reason]) for reason in near.reasons)
        opened = button(student.name, partial(self.wanted.emit, near.uid), kind="choice")
        opened.setObjectName("alike")
        opened.setAccessibleName(f"{student.name}, {born}, {why}")
        column(
            opened, label(f"{born} · {why}", size=Text.SMALL, soft=True, wrap=True), parent=entry
        )
        return entry


class StudentDialog(FormDialog):
    """Adds or changes a student.

    Args:
        store: the register.
        providers: what can be chosen as the student's provider.
        student: the one to change, None for a new one.
        text: what was typed when a new one was asked for.
        drafts: keeps what is typed.

    Signals:
        wanted: an existing student is to be opened instead; the uid.
    """

    wanted = Signal(str)

    def __init__(
        self,
        store: Store,
        providers: Sequence[Choice],
        student: Student | None = None,
        *,
        text: str = "",
        drafts: Drafts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._store, self._student, self._different = store, student, False
        key = f"student/{student.uid}" if student else "student"
        form = Form(self._save, drafts=drafts, draft_key=key)
        self.card = AlikeCard(store)
        self._add_fields(form, providers)
        if student is not None:
            _fill(form, student)
        elif text:
            _guess(form, text)
        title = _("Ändra student") if student else _("Ny student")
        super().__init__(title, form, side=self.card, parent=parent)
        about(self, "students#ny-student")
        # One who is changed is seldom somebody else: the card comes when it is needed.
        self.card.setVisible(student is None)
        if student is None:
            form.changed.connect(self._look)
        self.card.wanted.connect(self._open_other)
        self.card.different.connect(self._save_anyway)

    def _add_fields(self, form: Form, providers: Sequence[Choice]) -> None:
        today = self._store.clock.today
        form.add("given_name", _("Förnamn"), NameField(today))
        form.add("family_name", _("Efternamn"), NameField(today), beside="given_name")
        if self._student is None:
            form.add(
                "identity_number",
                _("Personnummer eller annat nummer"),
                TextField(_("ÅÅÅÅMMDD-NNNN"), longest=40),
                hint=_("Behövs inte för att boka. T-nummer och samordningsnummer går också."),
            )
        form.add("email", _("E-post"), TextField(longest=254))
        form.add("phone", _("Telefon"), TextField(longest=40), beside="email")
        form.add("municipality", _("Hemkommun"), SearchField(_find_municipality))
        form.add("provider", _("Lärosäte"), ChoiceField(providers, optional=True))
        form.add("programme", _("Program"), TextField(), beside="provider")
        form.section(_("Mer"))
        form.add("birth_date", _("Födelsedag"), DateField(self._store.clock.today))
        if self._student is None:
            kinds = [Choice(kind.value, _(KIND_NAMES[kind])) for kind in NumberKind]
            form.add("number_kind", _("Slag av nummer"), ChoiceField(kinds, optional=True))
            form.add("issuer", _("Utfärdat av"), TextField(longest=100), beside="number_kind")
        form.add("address", _("Adress"), TextField(longest=400))
        hint = _("Koder med mellanslag, till exempel sv se fi.")
        form.add("languages", _("Språk"), TextField(longest=200), hint=hint)
        form.add("note", _("Anteckning"), NoteField(self._store.clock.today))

    def _save(self, **values: Any) -> str:
        if self._student is not None:
            return self._change(self._student.uid, values)
        kind = NumberKind(values.pop("number_kind")) if values.get("number_kind") else None
        values.pop("number_kind", None)
        try:
            return students.add_student(
                self._store, number_kind=kind, known_different=self._different, **values
            )
        except PossibleDuplicate:
            self._look()
            self.card.other.setFocus()
            raise
        finally:
            self._different = False

    def _change(self, student: str, values: dict[str, Any]) -> str:
        try:
            students.change_student(
                self._store, student=student, known_different=self._different, **values
            )
        except PossibleDuplicate:
            self._look()
            self.card.show()
            self.card.other.setFocus()
            raise
        finally:
            self._different = False
        return student

    def _save_anyway(self) -> None:
        self._different = True
        self.accept()

    def _look(self) -> None:
        values = self.form.values()
        wanted = ("given_name", "family_name", "birth_date", "identity_number", "email", "phone")
        asked = {name: values[name] for name in wanted if name in values}
        own = self._student.uid if self._student else ""
        try:
            near = students.near_students(self._store, student=own, **asked)
        except UserError:
            # Half a number or a busy register: what was shown last stays until the next letter.
            return
        self.card.show_near(near)

    def _open_other(self, uid: str) -> None:
        self.wanted.emit(uid)
        self._discard()


def _find_municipality(text: str) -> list[Choice]:
    wanted = fold(text)
    found = (
        Choice(code, name, code)
        for code, name in municipalities().items()
        if fold(name).startswith(wanted) or code.startswith(text)
    )
    return list(found)[:9]


def _fill(form: Form, student: Student) -> None:
    name = municipalities().get(student.municipality, "")
    form.fill(
        given_name=student.given_name,
        family_name=student.family_name,
        email=student.email,
        phone=student.phone,
        municipality=Choice(student.municipality, name, student.municipality) if name else None,
        provider=student.provider,
        programme=student.programme,
        birth_date=student.birth_date,
        address=student.address,
        languages=" ".join(student.languages),
        note=student.note,
    )


def _guess(form: Form, text: str) -> None:
    """Put what was typed in the search where it belongs: digits are a number, words a name."""
    tidy = " ".join(text.split())
    if any(sign.isdigit() for sign in tidy):
        form.fill(identity_number=tidy)
    elif "@" in tidy:
        form.fill(email=tidy)
    else:
        given, _sep, family = tidy.rpartition(" ")
        form.fill(given_name=given or family, family_name=family if given else "")
