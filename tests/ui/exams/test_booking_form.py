"""A booking by keyboard alone: saved, refused at the field, amber with a reason, ways out."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from lärcentrum import history
from lärcentrum.drafts import Drafts
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.booking_states import Missing, State
from lärcentrum.exams.exams import list_exams
from lärcentrum.exams.invigilators import add_invigilator, list_duties
from lärcentrum.exams.providers import ProviderKind, list_providers
from lärcentrum.exams.room_uses import add_room_use, list_room_uses
from lärcentrum.exams.times import ExtraTime
from lärcentrum.people import students
from lärcentrum.people.identity_numbers import generate
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from tests.helpers.exams import DAY, make_booking, make_exam, make_provider, make_room
from tests.helpers.people import make_student
from tests.helpers.press import ALT, CTRL, press, write
from ui.exams.booking_form import BookingDialog
from ui.exams.booking_wish import split_course
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice

TAB, ENTER, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def house(store):
    """A provider, two rooms and a student."""
    make_provider(store, "Luleå tekniska universitet", short="LTU")
    make_room(store, "Sal Å", 8)
    make_room(store, "Aulan", 40)
    return make_student(store, 1)


@pytest.fixture
def opened_dialog(qtbot, store, house):
    made = []

    def build(**more):
        dialog = BookingDialog(store, drafts=Drafts(store), **more)
        qtbot.addWidget(dialog)
        made.append(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield build
    for dialog in made:
        dialog._discard()


def error_at(dialog, name):
    at = dialog.form._rows[name]
    return "" if at.wrong.isHidden() else at.error.text()


def fill_exam(dialog, course="Statistik A ST101G", day="14/12", start="9"):
    """Provider, exam, day and time by keys, from the provider's field on."""
    write(dialog, "ltu", TAB)
    write(dialog, course, TAB)
    press(dialog.focusWidget(), TAB)
    write(dialog, day, TAB)
    write(dialog, start, TAB)


def test_book_by_keyboard_alone_and_undo(qtbot, store, house, opened_dialog):
    dialog = opened_dialog()
    write(dialog, "arlig", ENTER)
    assert dialog.booking.student.value() == house
    press(dialog.focusWidget(), TAB)
    fill_exam(dialog)
    assert dialog.booking.room.combo.currentText().startswith("Sal Å")
    press(dialog, ENTER, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    (row,) = list_bookings(store)
    assert (row.name, row.course_name, row.course_code) == ("Åsa Ärlig", "Statistik A", "ST101G")
    assert (row.starts, row.ends) == (datetime(2026, 12, 14, 9), datetime(2026, 12, 14, 13))
    assert row.room_name == "Sal Å"
    history.undo_last(store)
    assert list_bookings(store) == []


def test_new_person_in_the_same_form(qtbot, store, opened_dialog):
    dialog = opened_dialog()
    write(dialog, "Łucja Ŋgađđi", ENTER)
    assert dialog.booking.new_person.isVisibleTo(dialog)
    for _field in range(4):
        press(dialog.focusWidget(), TAB)
    fill_exam(dialog)
    press(dialog, ENTER, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [row.name for row in list_bookings(store)] == ["Łucja Ŋgađđi"]


def test_a_wrong_number_of_a_new_person_is_told_there_and_nothing_is_lost(store, opened_dialog):
    dialog = opened_dialog()
    write(dialog, "Per Ek", ENTER)
    dialog.findChild(QLineEdit, "identity_number").setText("19900101-9811")
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog)
    press(dialog, ENTER, CTRL)
    assert dialog.isVisible()
    assert error_at(dialog, "identity_number")
    assert dialog.booking.exam.value() == "Statistik A"
    assert students.search_students(store, text="Per Ek") == []


def test_the_likely_same_person_is_offered(qtbot, store, opened_dialog):
    born = date(1990, 5, 1)
    known = students.add_student(store, given_name="Åsa", family_name="Lindkvist", birth_date=born)
    dialog = opened_dialog()
    write(dialog, "Åsa Lindqvist", ENTER)
    dialog.findChild(QLineEdit, "identity_number").setText(generate(born, 981))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog)
    dialog.save_button.click()
    assert dialog.isVisible()
    offers = dialog.booking.card.findChildren(QPushButton, "offer")
    assert [one.text() for one in offers] == ["Använd Åsa Lindkvist", "Det är en annan person"]
    offers[0].click()
    dialog.save_button.click()
    assert not dialog.isVisible()
    assert [row.student for row in list_bookings(store)] == [known]


def test_missing_fields_are_told_at_their_place(store, opened_dialog):
    dialog = opened_dialog()
    press(dialog, ENTER, CTRL)
    assert dialog.isVisible()
    assert all(error_at(dialog, name) for name in ("student", "provider", "exam", "day"))
    assert dialog.focusWidget().objectName() == "student"


def test_amber_needs_a_reason_by_one_key(qtbot, store, house, opened_dialog):
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog, day="26/11")
    assert dialog.booking.reason_part.isVisibleTo(dialog)
    press(dialog, ENTER, CTRL)
    assert dialog.isVisible()
    assert "Sista dagen att boka var" in error_at(dialog, "reason")
    assert list_bookings(store) == []
    assert dialog.focusWidget().objectName() == "reason_1"
    press(dialog.focusWidget(), Qt.Key.Key_2)
    press(dialog, ENTER, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert list_bookings(store)[0].override_reason == "Plats finns och det går att ordna"


def test_that_the_provider_has_said_yes_is_noted_as_the_approval(store, house, opened_dialog):
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog, day="26/11")
    dialog.booking.reason.pick(2)
    assert dialog.booking.field("approved_by").value() == ""
    dialog.booking.reason.pick(1)
    assert "Godkännandet noteras: LTU har sagt ja." in dialog.booking.card.words()
    dialog.booking.reason.pick(3)
    assert dialog.booking.field("approved_by").value() == ""
    dialog.booking.reason.pick(1)
    dialog.accept()
    (row,) = list_bookings(store)
    assert (row.approved_by, row.override_reason) == ("LTU", "Lärosätet har sagt ja")
    assert Missing.APPROVAL not in row.missing


def test_the_card_says_which_start_it_assumes(store, house, opened_dialog):
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog, start="")
    assert dialog.booking.card.sum._word.text() == "Räknat med start 09:00"
    dialog.booking.field("starts").put(time(9))
    assert dialog.booking.card.sum._word.text() == "Inget hindrar bokningen"


def test_a_person_without_birth_date_and_number_is_pointed_out(store, house, opened_dialog):
    unknown = make_student(store, 4, identity_number="")
    said = "Födelsedatum saknas: behövs för intyg."
    dialog = opened_dialog(student=Choice(unknown, "Någon"))
    assert said in dialog.booking.card.words()
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog)
    assert said in dialog.booking.card.words()
    assert dialog.booking.reason_part.isHidden()
    dialog.booking.student.put(Choice(house, "Åsa Ärlig"))
    assert said not in dialog.booking.card.words()
    set_protection(store, student=unknown, protection=Protection.MARKED, reason="Navet")
    dialog.booking.student.put(Choice(unknown, "Person 1"))
    assert said not in dialog.booking.card.words()


def test_a_reason_can_be_chosen_from_any_field(store, house, opened_dialog):
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    press(dialog, Qt.Key.Key_1, ALT)
    assert dialog.booking.reason.value() == ""
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog, day="26/11")
    press(dialog, Qt.Key.Key_1, ALT)
    assert dialog.booking.reason.value() == "Lärosätet har sagt ja"


def test_red_stops_at_the_field(store, house, opened_dialog):
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog, day="25/12")
    press(dialog, ENTER, CTRL)
    assert dialog.isVisible()
    assert "Stängt" in error_at(dialog, "starts")
    assert not dialog.booking.reason_part.isVisibleTo(dialog)
    assert list_bookings(store) == []


def test_a_person_booked_twice_is_told_with_a_way_out(store, house, opened_dialog):
    make_booking(store, student=house, exam=make_exam(store, 0))
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog, start="10")
    words = dialog.booking.card.words()
    assert words[0] == "Redan bokad mån 14 dec 09:00–13:00 på Statistik 0."
    press(dialog, ENTER, CTRL)
    assert "redan bokad" in error_at(dialog, "starts")
    offer = dialog.booking.card.findChild(QPushButton, "offer")
    assert offer.text() == "Börja 13:15 här i stället"
    offer.click()
    assert dialog.form.field("local_start").value() == time(13, 15)
    assert error_at(dialog, "starts") == ""


def test_a_taken_room_offers_the_free_one(qtbot, store, house, opened_dialog):
    room = make_room(store, "Sal Å")
    start, end = datetime(2026, 12, 14, 8), datetime(2026, 12, 14, 17)
    add_room_use(store, room=room, title="Kurs", starts=start, ends=end)
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog)
    assert dialog.booking.room.combo.currentText().startswith("Aulan")
    dialog.booking.room.put(room)
    dialog.booking.look()
    assert dialog.booking.card.words()[0].startswith("Sal Å är upptagen då")
    press(dialog, ENTER, CTRL)
    assert dialog.isVisible()
    text = error_at(dialog, "room")
    assert "upptagen" in text
    assert "av ”Kurs”" in text
    dialog.booking.card.findChild(QPushButton, "offer").click()
    press(dialog, ENTER, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert list_bookings(store)[0].room_name == "Aulan"


def test_an_exam_takes_a_room_over_and_says_who_loses_it(qtbot, store, house, opened_dialog):
    start, end = datetime(2026, 12, 14, 10), datetime(2026, 12, 14, 12)
    for name in ("Sal Å", "Aulan"):
        add_room_use(
            store, room=make_room(store, name), title="Kurs", contact="Ines", starts=start, ends=end
        )
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog)
    dialog.booking.room.put(make_room(store, "Sal Å"))
    dialog.booking.look()
    offers = {one.text(): one for one in dialog.booking.card.findChildren(QPushButton, "offer")}
    offers["Ta över salen från ”Kurs”"].click()
    said = "”Kurs” mån 14 dec 10:00–12:00 mister salen och blir preliminär. Kontakt: Ines."
    assert said in dialog.booking.card.words()
    # Another room is another question.
    dialog.booking.room.put(make_room(store, "Aulan"))
    dialog.booking.look()
    assert said not in dialog.booking.card.words()
    dialog.booking.room.put(make_room(store, "Sal Å"))
    dialog.booking.look()
    dialog.save_button.click()
    assert [row.room_name for row in list_bookings(store)] == ["Sal Å"]
    uses = list_room_uses(store, starts=start, ends=end)
    assert [(one.room_name, one.preliminary) for one in uses] == [("Aulan", False), ("Sal Å", True)]


def test_nothing_free_can_be_kept_as_a_request(store, house, opened_dialog):
    for name in ("Sal Å", "Aulan"):
        start, end = datetime(2026, 12, 14, 8), datetime(2026, 12, 14, 17)
        add_room_use(store, room=make_room(store, name), title="Kurs", starts=start, ends=end)
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog)
    assert dialog.booking.card.words()[0].startswith("Ingen sal är ledig")
    dialog.booking.card.findChildren(QPushButton, "offer")[-1].click()
    assert dialog.save_button.text() == "Spara förfrågan"
    dialog.save_button.click()
    assert [row.state for row in list_bookings(store)] == [State.REQUESTED]


def test_an_exam_of_the_register_brings_its_facts(qtbot, store, house, opened_dialog):
    exam = make_exam(store, 3)
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.exam.edit.setFocus()
    write(dialog, "st0003", DOWN)
    press(dialog.booking.exam.popup, ENTER)
    assert dialog.booking.exam.uid() == exam
    assert dialog.form.field("day").value() == DAY
    assert not dialog.form.field("day").isEnabled()
    dialog.save_button.click()
    assert [row.exam for row in list_bookings(store)] == [exam]
    assert len(list_exams(store, first=DAY, last=DAY)) == 1


def test_extra_time_is_in_the_card_and_can_be_left_out(store, house, opened_dialog):
    add_adaptation(store, student=house, kind="förlängd skrivtid", extra=ExtraTime(percent=150))
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog)
    extended = "Förlängd skrivtid: 2 tim till, slutar 15:00."
    assert extended in dialog.booking.card.words()
    next(iter(dialog.booking.measures._boxes.values())).setChecked(False)
    assert extended not in dialog.booking.card.words()
    dialog.save_button.click()
    assert list_bookings(store)[0].ends == datetime(2026, 12, 14, 13)


def test_seat_and_invigilator_only_where_switched_on(store, house, opened_dialog):
    plain = opened_dialog()
    assert not {"seat", "invigilator"} & set(plain.form.values())
    change_settings(store, values={"use_seats": "1", "use_invigilators": "1"})
    berit = add_invigilator(store, name="Berit Åström")
    dialog = opened_dialog(student=Choice(house, "Åsa Ärlig"))
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog)
    dialog.form.field("invigilator").put(berit)
    dialog.booking.seat.put(dialog.booking.seat.combo.itemData(3))
    dialog.save_button.click()
    assert list_bookings(store)[0].seat_label == "3"
    assert [duty.name for duty in list_duties(store, first=DAY, last=DAY)] == ["Berit Åström"]


def test_what_is_typed_is_there_after_a_crash(store, house, opened_dialog):
    dialog = opened_dialog()
    write(dialog, "arlig", ENTER)
    dialog.booking.provider.edit.setFocus()
    fill_exam(dialog)
    dialog.form.keep_draft()
    again = opened_dialog()
    assert again.booking.student.value() == house
    assert again.booking.exam.value() == "Statistik A"
    assert again.form.field("day").value() == DAY


def test_a_protected_person_is_an_alias(store, house, opened_dialog):
    set_protection(store, student=house, protection=Protection.MARKED, reason="Navet")
    dialog = opened_dialog()
    found = dialog.booking._find.student("Person 1")
    assert [one.title for one in found] == ["Skyddad uppgift · Person 1"]
    assert found[0].detail == ""


@pytest.mark.parametrize(
    ("typed", "name", "code"),
    [
        ("Statistik A ST101G", "Statistik A", "ST101G"),
        ("ST101G Statistik A", "Statistik A", "ST101G"),
        ("Statistik A (ST101G)", "Statistik A", "ST101G"),
        ("Statistik A, 7,5 hp", "Statistik A, 7,5 hp", ""),
        ("M0029M", "M0029M", ""),
        ("Tenta 2026", "Tenta 2026", ""),
    ],
)
def test_course_and_code_are_parted(typed, name, code):
    assert split_course(typed) == (name, code)


def test_a_provider_that_is_not_there_is_added_from_the_booking(qtbot, store, opened_dialog):
    dialog = opened_dialog()
    dialog.booking.provider.edit.setFocus()
    write(dialog, "Birka folkhögskola")
    press(dialog.booking.provider.popup, ENTER)
    asked = dialog.booking.findChild(FormDialog)
    assert asked.form.values()["name"] == "Birka folkhögskola"
    asked.form.fill(kind="folkhogskola", short="Birka")
    asked.save_button.click()
    made = next(one for one in list_providers(store) if one.short == "Birka")
    assert (made.name, made.kind) == ("Birka folkhögskola", ProviderKind.FOLKHOGSKOLA)
    assert dialog.booking.provider.value() == made.uid


def test_a_slip_of_the_key_becomes_no_provider(store, opened_dialog):
    dialog = opened_dialog()
    before = list_providers(store)
    dialog.booking.provider.edit.setFocus()
    write(dialog, "ltuu", TAB)
    assert dialog.booking.findChild(FormDialog) is None
    assert dialog.booking.provider.problem() == "Välj en rad i listan."
    assert list_providers(store) == before
