import json
from datetime import date, time

from PySide6.QtCore import QModelIndex, Qt

from lärcentrum.errors import BadValue, Busy
from tests.helpers.forms import PEOPLE, TODAY, Full, build, fill
from tests.helpers.keys import type_text
from ui.kit import fields
from ui.kit.form import Form
from ui.kit.typeahead import NEW, PersonField


def test_a_form_hands_on_typed_values(qtbot, form, desk):
    fill(form)
    with qtbot.waitSignal(form.saved) as saved:
        assert form.save()
    assert saved.args == ["uid"]
    assert desk.taken == [
        {
            "student": "a",
            "exam": "Matematik",
            "day": date(2026, 12, 14),
            "start": time(9),
            "length": 270,
            "note": "",
            "kind": "p",
            "own": False,
            "seats": 12,
        }
    ]
    assert not form.dirty()


def test_what_is_missing_is_said_at_each_field_and_the_first_gets_the_cursor(form, desk):
    form.activateWindow()
    assert not form.save()
    assert desk.taken == []
    assert form._rows["student"].error.text() == "Fyll i fältet."
    assert form._rows["exam"].error.text() == "Fyll i fältet."
    assert form.focusWidget() is form.field("student").focus_widget()


def test_nonsense_is_refused_before_the_register_is_asked(form, desk):
    fill(form)
    form.field("start").edit.setText("25")
    assert not form.save()
    assert "09:30" in form._rows["start"].error.text()
    assert desk.taken == []


def test_a_refusal_goes_to_its_field_even_in_a_folded_part(form, desk):
    fill(form)
    desk.refusal = BadValue("length", "är för lång")
    assert not form.save()
    assert form.field("length").isVisible()
    assert "är för lång" in form._rows["length"].error.text()
    assert form.field("length").edit.property("wrong") is True
    assert "är för lång" in form.field("length").edit.accessibleDescription()
    assert form.field("exam").value() == "Matematik"


def test_a_refusal_without_a_field_stands_on_top_with_its_code(form, desk):
    fill(form)
    desk.refusal = Full()
    assert not form.save()
    assert form.banner.isVisible()
    assert form.banner._first.text() == "Salen är full."
    assert form.banner._rest.text() == "Inget är ändrat. Välj en annan sal."
    assert form.banner._code.text() == "FC20"
    desk.refusal = None
    assert form.save()
    assert form.banner.isHidden()


def test_an_error_leaves_when_the_field_is_mended(form):
    form.save()
    form.field("exam").put("Fysik")
    assert form._rows["exam"].wrong.isHidden()
    assert not form._rows["student"].wrong.isHidden()


def test_a_form_knows_whether_it_was_changed(form):
    assert not form.dirty()
    form.field("exam").put("x")
    assert form.dirty()
    form.field("exam").put("")
    assert not form.dirty()
    form.fill(exam="Fysik", day=TODAY)
    assert not form.dirty()


def test_what_is_typed_is_kept_and_comes_back(qtbot, form, desk, shelf):
    fill(form)
    form.field("note").put("Ring först")
    qtbot.waitUntil(lambda: "booking" in shelf.kept)
    kept = json.loads(shelf.kept["booking"])
    assert kept["day"] == "14/12"
    again = build(desk, shelf)
    qtbot.addWidget(again)
    assert again.restore_draft()
    assert again.values() == form.values()
    assert again.dirty()
    assert form.save()
    assert shelf.kept == {}


def test_what_is_typed_is_kept_at_once_when_the_form_is_hidden(form, shelf):
    form.field("exam").put("Fysik")
    assert shelf.kept == {}
    form.hide()
    assert json.loads(shelf.kept["booking"])["exam"] == "Fysik"
    assert not form._pause.isActive()


def test_a_form_that_nobody_sees_leaves_the_register_alone(form, shelf):
    form.hide()
    form.field("exam").put("Fysik")
    assert not form._pause.isActive()
    assert shelf.kept == {}


def test_a_draft_waits_for_a_busy_register(qtbot, form, shelf, monkeypatch):
    kept = shelf.keep

    def busy(key, text):
        monkeypatch.setattr(shelf, "keep", kept)
        raise Busy

    monkeypatch.setattr(shelf, "keep", busy)
    form.field("exam").put("Fysik")
    form.keep_draft()
    assert shelf.kept == {}
    qtbot.waitUntil(lambda: "booking" in shelf.kept)


def test_a_password_is_never_kept(qtbot, shelf):
    form = Form(lambda **values: None, drafts=shelf, draft_key="k")
    qtbot.addWidget(form)
    form.add("name", "Namn", fields.TextField())
    form.add("password", "Lösenord", fields.TextField(secret=True))
    form.field("name").put("maja")
    form.field("password").put("hemlig")
    form.keep_draft()
    assert "hemlig" not in shelf.kept["k"]


def test_a_field_finds_at_every_letter(qtbot, form):
    field = form.field("student")
    field.edit.setFocus()
    type_text(field.edit, "å")
    assert [one.key for one in field.model.choices] == ["a", "b", NEW]
    type_text(field.edit, "sa ö")
    assert [one.key for one in field.model.choices] == ["a", NEW]
    assert field.value() == ""
    assert field.problem()
    field.edit.editingFinished.emit()
    assert field.value() == "a"
    assert field.problem() == ""


def test_a_hit_is_taken_from_the_list(qtbot, form):
    field = form.field("student")
    type_text(field.edit, "Åsa")
    field.popup.setCurrentIndex(field.completer.completionModel().index(1, 0))
    with qtbot.waitSignal(field.changed):
        field.completer.activated.emit("Åsa Ek")
    assert field.value() == "b"
    assert field.edit.text() == "Åsa Ek"


def test_enter_takes_the_first_hit(qtbot, form):
    field = form.field("student")
    field.edit.setFocus()
    type_text(field.edit, "Ör")
    qtbot.keyClick(field.popup, Qt.Key.Key_Return)
    assert field.value() == "c"


def test_the_arrow_and_enter_take_the_only_hit_and_make_nobody_new(qtbot, form):
    field, wanted = form.field("student"), []
    field.wanted_new.connect(wanted.append)
    field.edit.setFocus()
    type_text(field.edit, "Ör")
    assert [one.key for one in field.model.choices] == ["c", NEW]
    qtbot.keyClick(field.popup, Qt.Key.Key_Down)
    qtbot.keyClick(field.popup, Qt.Key.Key_Return)
    assert (field.value(), wanted) == ("c", [])


def test_the_arrow_twice_reaches_a_new_one(qtbot, form):
    field = form.field("student")
    field.edit.setFocus()
    type_text(field.edit, "Ör")
    qtbot.keyClick(field.popup, Qt.Key.Key_Down)
    qtbot.keyClick(field.popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.wanted_new):
        qtbot.keyClick(field.popup, Qt.Key.Key_Return)


def test_a_new_one_can_be_asked_for(qtbot, form):
    field = form.field("student")
    type_text(field.edit, "Maja")
    assert field.model.choices[-1].key == NEW
    field.popup.setCurrentIndex(field.completer.completionModel().index(0, 0))
    with qtbot.waitSignal(field.wanted_new) as wanted:
        field.completer.activated.emit("")
    assert wanted.args == ["Maja"]


def test_a_busy_register_leaves_the_last_hits(qtbot):
    def busy(text):
        raise Busy

    field = PersonField(busy)
    qtbot.addWidget(field)
    type_text(field.edit, "a")
    assert field.model.choices == ()
    assert field.edit.text() == "a"


def test_hits_obey_qts_rules(form, qtmodeltester):
    model = form.field("student").model
    model.show(PEOPLE)
    qtmodeltester.check(model)
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Åsa Öberg, 19••"
    assert not model.rowCount(model.index(0, 0))
    assert model.data(QModelIndex()) is None


def test_a_day_is_written_out_and_steps_with_the_arrows(qtbot, form):
    field = form.field("day")
    field.edit.setText("14/12")
    field.edit.editingFinished.emit()
    assert field.edit.text() == "mån 14 dec 2026"
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert field.value() == date(2026, 12, 15)
    qtbot.keyClick(field.edit, Qt.Key.Key_PageDown)
    assert field.value() == date(2026, 12, 8)
    field.put(None)
    assert field.value() is None
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    assert field.value() == TODAY


def test_tab_takes_the_new_one_when_nobody_else_is_found(qtbot, form):
    field, wanted = form.field("student"), []
    field.wanted_new.connect(wanted.append)
    type_text(field.edit, "Örjan Nilsson")
    field.edit.editingFinished.emit()
    assert wanted == ["Örjan Nilsson"]
    field.edit.clear()
    type_text(field.edit, "Åsa")
    field.edit.editingFinished.emit()
    assert wanted == ["Örjan Nilsson"]
