from datetime import date

import pytest

from tests.helpers.keys import type_text
from tests.helpers.people import number_of
from ui.kit.form import Form
from ui.kit.note_field import NoteField

TODAY = date(2026, 11, 23)


@pytest.fixture
def note(qtbot):
    form = Form(lambda note: note)
    made = form.add("note", "Anteckning", NoteField(lambda: TODAY))
    qtbot.addWidget(form)
    form.show()
    made.form = form
    return made


def test_an_identity_number_is_warned_of_as_one_types_and_never_stopped(qtbot, note):
    number = number_of(4)
    type_text(note.edit, f"Ring mamma {number[:8]}-{number[8:-1]}")
    assert not note.warning.isVisible()
    type_text(note.edit, number[-1])
    assert note.warning.isVisible()
    assert note.warning.text.text().startswith("Det ser ut som ett personnummer.")
    with qtbot.waitSignal(note.form.saved):
        assert note.form.save()
    note.put("Ring mamma")
    assert not note.warning.isVisible()


@pytest.mark.parametrize("text", ["Plats 12, 070-174 06 10", "2026-12-14 kl. 0900", "rum 1402"])
def test_telephones_days_and_rooms_are_no_numbers_of_persons(note, text):
    type_text(note.edit, text)
    assert not note.warning.isVisible()


def test_what_was_there_before_is_warned_of_too(note):
    note.form.fill(note=number_of(5))
    assert note.warning.isVisible()
