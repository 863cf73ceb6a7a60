"""Salar: the rooms' days on page Tentor, by mouse and by keys."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum import history
from lärcentrum.drafts import Drafts
from lärcentrum.errors import Busy
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.room_uses import add_room_use, list_room_uses
from lärcentrum.exams.sittings import open_sitting
from lärcentrum.rights import Right
from lärcentrum.settings import change_settings
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.people import make_student
from tests.helpers.press import press
from ui.exams.exams_page import ExamsPage
from ui.exams.room_use_form import RoomUseDialog
from ui.kit.bus import Bus
from ui.kit.chips import ChipLabel
from ui.kit.dialog import FormDialog
from ui.kit.settings import Memory

KEY = Qt.Key
HOUR = timedelta(hours=1)


@pytest.fixture
def rooms(store):
    make_room(store, "Sal Å", 8, setup_min=15)
    make_room(store, "Sal Ä", 4)
    make_room(store, "Sal Ö", 1)


@pytest.fixture
def page(qtbot, store, rooms, tmp_path):
    bus = Bus(store)
    page = ExamsPage(store, bus, Memory(tmp_path), drafts=Drafts(store))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.views.put("rooms")
    page.views.rooms.bar.put(DAY)
    page.show()
    page.views.rooms.timeline.setFocus()
    yield page
    bus.close()


@pytest.fixture
def line(page):
    return page.views.rooms.timeline


def titles(line):
    return sorted(one.title for one in line.picture.layout.blocks.values())


def choose(line, title):
    found = next(one for one in line.picture.layout.blocks.values() if one.title == title)
    line.choose(found.key)
    return found


def dialog_of(page):
    return next(one for one in page.findChildren(FormDialog) if one.isVisible())


def test_the_switch_is_remembered_and_has_keys(page, store):
    switch = page.views.switch
    assert switch.value() == "rooms"
    assert page.place() is page.views.rooms.timeline
    keys = {one.key: one.shortcut for one in page.commands()}
    assert (keys["exams_list"], keys["exams_rooms"]) == ("Alt+L", "Alt+S")
    switch.buttons["list"].click()
    assert page.table.isVisible()
    assert page.remembered("view") == "list"
    switch.buttons["rooms"].click()
    assert page.views.rooms.timeline.isVisible()
    assert page.remembered("view") == "rooms"


def test_what_stands_there_is_drawn_and_follows_the_register(page, line, store):
    assert titles(line) == []
    make_booking(store, 1)
    add_room_use(
        store, room=make_room(store, "Sal Ä"), title="SFI", starts=NINE, ends=NINE + HOUR,
        preliminary=True,
    )  # fmt: skip
    assert titles(line) == ["SFI", "Statistik 1"]
    exam, use = choose(line, "Statistik 1"), choose(line, "SFI")
    assert exam.detail.startswith("1/8")
    assert exam.before == 15
    assert use.dashed
    assert use.tone != exam.tone
    assert "1 skrivtillfälle" in page.count
    assert "1 annan" in page.count
    history.undo_last(store)
    assert titles(line) == ["Statistik 1"]


def test_enter_opens_the_sitting_and_its_bookings(page, line, store):
    booking = make_booking(store, 1)
    choose(line, "Statistik 1")
    press(line, KEY.Key_Return)
    panel = page.views.block_details
    assert panel.isVisible()
    assert panel.title.text() == "Statistik 1"
    panel.findChild(QPushButton, "sitting_booking").click()
    assert page.details.booking.uid == booking
    assert not panel.isVisible()


def test_m_moves_a_sitting_to_another_room_and_time_in_one_step(page, line, store):
    booking = make_booking(store, 1)
    choose(line, "Statistik 1")
    before = store.digest()
    for key in (KEY.Key_M, KEY.Key_Down, KEY.Key_Right, KEY.Key_Return):
        press(line, key)
    row = booking_page(store, booking=booking)
    assert (row.room_name, row.starts) == ("Sal Ä", NINE + HOUR / 4)
    history.undo_last(store)
    assert store.digest() == before


def test_the_clash_is_said_before_the_drop(page, line, store):
    booking = make_booking(store, 1)
    make_booking(store, 2)
    add_room_use(store, room=make_room(store, "Sal Ä"), title="SFI", starts=NINE, ends=NINE + HOUR)
    choose(line, "Statistik 1, Statistik 2")
    press(line, KEY.Key_M)
    press(line, KEY.Key_Down)
    assert line.picture.ghost[1].word == "Krock: SFI"
    press(line, KEY.Key_Down)
    assert line.picture.ghost[1].word == "Bara 1 plats"
    press(line, KEY.Key_Return)
    press(line, KEY.Key_Escape)
    assert booking_page(store, booking=booking).room_name == "Sal Å"


def test_a_person_who_is_taken_then_is_said_before_the_drop(page, line, store):
    student = make_student(store, 1)
    make_booking(store, 1, student=student)
    make_booking(
        store, 2, student=student, exam=make_exam(store, 2), room=make_room(store, "Sal Ä"),
        starts=NINE + 5 * HOUR, reason="x",
    )  # fmt: skip
    choose(line, "Statistik 1")
    press(line, KEY.Key_M)
    for _step in range(8):
        press(line, KEY.Key_Right)
    assert line.picture.ghost[1].word == "Krock: 1 student skriver annat då"


def test_outside_the_opening_hours_is_said_and_may_be(page, line, store):
    booking = make_booking(store, 1)
    choose(line, "Statistik 1")
    press(line, KEY.Key_M)
    for _step in range(8):
        press(line, KEY.Key_Left)
    assert line.picture.ghost[1].word == "Utanför öppettiden"
    press(line, KEY.Key_Return)
    assert booking_page(store, booking=booking).starts == NINE - 2 * HOUR


def test_what_the_register_refuses_stands_on_top_with_names(page, line, store):
    make_booking(store, 1)
    block = choose(line, "Statistik 1")
    add_room_use(store, room=make_room(store, "Sal Ä"), title="SFI", starts=NINE, ends=NINE + HOUR)
    # As if the other came while the mouse was down.
    line.moved.emit(block.key, make_room(store, "Sal Ä"), NINE, NINE + 4 * HOUR)
    assert page.banner.isVisible()
    assert "SFI" in page.banner.findChild(QLabel, "banner_text").text()


def test_a_busy_register_keeps_what_is_shown(qtbot, page, line, store, monkeypatch):
    make_booking(store, 1)
    with monkeypatch.context() as busy:
        busy.setattr("ui.exams.rooms_view.room_days", _busy)
        page.views.rooms.bar.after.click()
        assert titles(line) == ["Statistik 1"]
    qtbot.waitUntil(lambda: titles(line) == [])


def _busy(*_args, **_more):
    raise Busy


def test_n_books_an_exam_with_room_day_and_time(page, line, store):
    place = line.picture.layout.place(make_room(store, "Sal Ä"))
    line.point_at(place, NINE + HOUR)
    press(line, KEY.Key_N)
    press(page.views.rooms.menu, KEY.Key_Return)
    form = dialog_of(page).form
    assert form.field("day").value() == DAY
    assert form.field("starts").value() == (NINE + HOUR).time()
    form.student.put(_choice(make_student(store, 7)))
    form.provider.put(_choice(_provider(store)))
    form.field("exam").edit.setText("Kemi")
    form.field("minutes").put(120)
    form.look()
    assert form.room.value() == make_room(store, "Sal Ä")
    form.forget_draft()
    dialog_of(page).reject()


def _choice(uid):
    from ui.kit.fields import Choice

    return Choice(uid, "X")


def _provider(store):
    from tests.helpers.exams import make_provider

    return make_provider(store)


def test_a_use_is_booked_every_week_and_the_clashes_are_listed(page, line, store):
    make_booking(store, 1, room=make_room(store, "Sal Ä"))
    place = line.picture.layout.place(make_room(store, "Sal Ä"))
    line.point_at(place, NINE)
    press(line, KEY.Key_N)
    press(page.views.rooms.menu, KEY.Key_Down)
    press(page.views.rooms.menu, KEY.Key_Return)
    dialog = dialog_of(page)
    form = dialog.form
    assert isinstance(dialog, RoomUseDialog)
    assert form.field("room").value() == make_room(store, "Sal Ä")
    assert not form.field("until").isVisible()
    form.field("title").put("SFI")
    form.field("repeat").put("weekly")
    assert form.field("until").isVisible()
    form.field("until").put(DAY + timedelta(days=14))
    assert form.card.chip.word() == "2 av 3 dagar är lediga"
    assert form.card.lines == ["mån 14 dec: upptagen av ”Statistik 1”"]
    dialog.save_button.click()
    assert len(list_room_uses(store, starts=NINE, ends=NINE + timedelta(days=15))) == 2
    said = page.banner.findChild(QLabel, "banner_text").text()
    rest = page.banner.findChild(QLabel, "banner_rest").text()
    assert said == "2 dagar är bokade."
    assert "mån 14 dec" in rest


def test_picked_days_and_what_cannot_be_read(page, store):
    dialog = page.views.uses.add(make_room(store, "Sal Ä"), NINE, NINE + HOUR)
    form = dialog.form
    form.field("title").put("Möte")
    form.field("repeat").put("picked")
    form.field("days").edit.setText("16/12, hej")
    assert not form.save()
    form.field("days").edit.setText("16/12, 18/12")
    dialog.accept()
    uses = list_room_uses(store, starts=NINE, ends=NINE + timedelta(days=7))
    assert [one.starts.day for one in uses] == [14, 16, 18]


def test_a_use_is_changed_and_taken_away(page, line, store):
    add_room_use(store, room=make_room(store, "Sal Ä"), title="SFI", starts=NINE, ends=NINE + HOUR)
    choose(line, "SFI")
    press(line, KEY.Key_Return)
    page.views.block_details.findChild(QPushButton, "use_change").click()
    dialog = dialog_of(page)
    assert dialog.form.card.lines == []
    dialog.form.field("title").put("SFI grupp B")
    dialog.form.field("ends").put((NINE + 2 * HOUR).time())
    dialog.accept()
    (use,) = list_room_uses(store, starts=NINE, ends=NINE + HOUR)
    assert (use.title, use.ends) == ("SFI grupp B", NINE + 2 * HOUR)
    choose(line, "SFI grupp B")
    line.setFocus()
    press(line, KEY.Key_Delete)
    dialog_of(page).accept()
    assert titles(line) == []


def test_approving_lists_who_loses(page, line, store):
    at = {"room": make_room(store, "Sal Ä"), "starts": NINE, "ends": NINE + HOUR}
    add_room_use(store, title="Möte", preliminary=True, **at)
    add_room_use(store, title="Kurs", contact="Ines", preliminary=True, **at)
    choose(line, "Möte")
    press(line, KEY.Key_Return)
    page.views.block_details.findChild(QPushButton, "use_approve").click()
    dialog = dialog_of(page)
    losing = [one.text() for one in dialog.findChildren(QLabel, "losing")]
    assert len(losing) == 1
    assert losing[0].startswith("Kurs")
    assert "Ines" in losing[0]
    dialog.accept()
    (use,) = list_room_uses(store, starts=NINE, ends=NINE + HOUR)
    assert (use.title, use.preliminary) == ("Möte", False)


def test_a_use_is_stretched_by_keys(page, line, store):
    add_room_use(store, room=make_room(store, "Sal Ä"), title="SFI", starts=NINE, ends=NINE + HOUR)
    choose(line, "SFI")
    press(line, KEY.Key_M)
    press(line, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(line, KEY.Key_Return)
    (use,) = list_room_uses(store, starts=NINE, ends=NINE + HOUR)
    assert use.ends == NINE + 1.25 * HOUR


def test_a_week_and_the_days_before_and_after(page, line):
    bar = page.views.rooms.bar
    bar.span_switch.buttons["week"].click()
    assert [one.day.weekday() for one in line.picture.days] == [0, 1, 2, 3, 4]
    press(line, KEY.Key_PageDown)
    assert line.picture.days[0].day == DAY + timedelta(days=7)
    bar.span_switch.buttons["day"].click()
    bar.before.click()
    bar.now.click()
    assert [one.day for one in line.picture.days] == [page._store.clock.today()]
    bar.field.edit.setText("14/12")
    bar.field.edit.editingFinished.emit()
    assert line.picture.days[0].day == DAY
    assert line.picture.now is not None


def test_an_empty_sitting_is_called_off_and_a_full_one_is_not(page, line, store):
    open_sitting(store, room=make_room(store, "Sal Ä"), starts=NINE, minutes=60)
    make_booking(store, 1)
    choose(line, "Statistik 1")
    press(line, KEY.Key_Delete)
    assert "har bokningar" in page.banner.findChild(QLabel, "banner_text").text()
    choose(line, "Skrivtillfälle utan bokningar")
    press(line, KEY.Key_Return)
    page.views.block_details.findChild(QPushButton, "use_cancel").click()
    assert titles(line) == ["Statistik 1"]
    assert not page.views.block_details.isVisible()


def test_alt_enter_turns_the_panel_on_and_off(page, line, store):
    make_booking(store, 1)
    choose(line, "Statistik 1")
    turn = next(one.run for one in page.commands() if one.key == "booking_details")
    turn()
    assert page.views.block_details.isVisible()
    turn()
    assert not page.views.block_details.isVisible()
    page.views.choose("flow")
    columns = page.views.flow.columns
    press(columns.lists["booked"], KEY.Key_Down)
    turn()
    assert not page.details.isVisible()
    turn()
    assert page.details.isVisible()


def test_one_who_only_looks_moves_nothing(qtbot, store, rooms):
    make_booking(store, 1)
    store.session = replace(store.session, rights=frozenset({Right.SEE, Right.TODAY}))
    bus = Bus(store)
    page = ExamsPage(store, bus)
    qtbot.addWidget(page)
    page.views.put("rooms")
    page.views.rooms.bar.put(DAY)
    page.show()
    line = page.views.rooms.timeline
    block = choose(line, "Statistik 1")
    assert not block.movable
    assert not line.can_ask
    assert "new_room_use" not in {one.key for one in page.commands()}
    bus.close()


def test_without_rooms_it_says_what_it_is_for(qtbot, store):
    bus = Bus(store)
    page = ExamsPage(store, bus)
    qtbot.addWidget(page)
    page.views.put("rooms")
    page.show()
    assert page.views.rooms.empty.isVisibleTo(page)
    bus.close()


def test_a_sitting_says_who_is_missing_and_leads_to_the_invigilators(page, line, store):
    booking = make_booking(store, 1)
    choose(line, "Statistik 1")
    press(line, KEY.Key_Return)
    panel = page.views.block_details
    assert panel.findChild(QPushButton, "block_staff") is None, "off until it is switched on"
    change_settings(store, values={"use_invigilators": "1"})
    choose(line, "Statistik 1")
    press(line, KEY.Key_Return)
    said = panel.findChild(ChipLabel, "block_staffing").word()
    assert "0 av 1 tentavakt, 09:00–13:00" in said
    wanted = []
    panel.staff.connect(wanted.append)
    panel.findChild(QPushButton, "block_staff").click()
    assert wanted == [booking_page(store, booking=booking).sitting]
