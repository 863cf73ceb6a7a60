"""A booking form over a desk that takes or refuses, and a shelf for its drafts."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lärcentrum.errors import UserError
from ui.kit import fields
from ui.kit.fields import Choice
from ui.kit.form import Form
from ui.kit.typeahead import PersonField

TODAY = date(2026, 11, 23)
PEOPLE = [Choice("a", "Åsa Öberg", "19••"), Choice("b", "Åsa Ek", "20••"), Choice("c", "Örjan Ö")]


@dataclass(eq=False)
class Full(UserError):
    """The room is full."""

    code: ClassVar[str] = "FC20"

    def parts(self) -> tuple[str, str, str]:
        return "Salen är full.", "Inget är ändrat.", "Välj en annan sal."


class Shelf:
    """Keeps drafts."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def keep(self, key, text):
        self.kept[key] = text

    def find(self, key):
        return self.kept.get(key, "")

    def drop(self, key):
        self.kept.pop(key, None)


class Desk:
    """Takes what a form submits, or refuses."""

    def __init__(self) -> None:
        self.taken, self.refusal = [], None

    def __call__(self, **values):
        if self.refusal is not None:
            raise self.refusal
        self.taken.append(values)
        return "uid"


def search(text):
    return [one for one in PEOPLE if text.lower() in one.title.lower()]


def build(desk, shelf=None):
    form = Form(desk, drafts=shelf, draft_key="booking")
    form.add("student", "Student", PersonField(search, "Ny: {text}"), required=True)
    form.add("exam", "Prov", fields.TextField(), required=True)
    form.add("day", "Dag", fields.DateField(lambda: TODAY))
    form.add("start", "Tid", fields.TimeField(), beside="day")
    form.section("Mer")
    form.add("length", "Längd", fields.DurationField())
    form.add("note", "Anteckning", fields.LongTextField())
    form.add("kind", "Slag", fields.ChoiceField([Choice("p", "Papper"), Choice("d", "Digital")]))
    form.add("own", "", fields.CheckField("Egen sal"))
    form.add("seats", "Platser", fields.NumberField(1, 99))
    return form


def fill(form):
    form.field("student").put(PEOPLE[0])
    form.field("exam").put("Matematik")
    form.field("day").edit.setText("14/12")
    form.field("start").edit.setText("9")
    form.field("length").edit.setText("4,5")
    form.field("seats").edit.setText("12")
