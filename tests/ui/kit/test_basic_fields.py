"""Choices, numbers and the watch on Caps Lock."""

from datetime import date

from tests.helpers.keys import type_text
from ui.kit import fields
from ui.kit.basic_fields import SecretLine
from ui.kit.fields import Choice
from ui.kit.name_field import NameField


def test_a_choice_stays_when_the_list_is_offered_anew(qtbot):
    field = fields.ChoiceField([Choice("a", "A"), Choice("b", "B", "två")], optional=True)
    qtbot.addWidget(field)
    assert field.value() == ""
    field.put("b")
    field.offer([Choice("c", "C"), Choice("b", "B")])
    assert field.value() == "b"
    field.offer([Choice("c", "C")])
    assert field.value() == ""


def test_a_number_out_of_bounds_is_told(qtbot):
    field = fields.NumberField(1, 10)
    qtbot.addWidget(field)
    field.edit.setText("11")
    assert field.value() is None
    assert "10" in field.problem()
    field.edit.setText("²")
    assert field.problem()
    field.put(7)
    assert field.value() == 7


def test_caps_lock_is_noticed(qtbot):
    edit, seen = SecretLine(), []
    qtbot.addWidget(edit)
    edit.caps.connect(seen.append)
    type_text(edit, "a")
    type_text(edit, "A")
    assert seen == [False, True]


def test_a_name_is_no_identity_number(qtbot):
    field = NameField(lambda: date(2026, 10, 1))
    qtbot.addWidget(field)
    for name in ("Åsa", "Łucja-2", ""):
        field.put(name)
        assert field.problem() == ""
    field.put("19121212-1212")
    assert "identitetsnummer" in field.problem()
