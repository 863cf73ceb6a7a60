"""The settings by clicks and keys: users, rooms, back-ups, the centre's own rules."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton

from lärcentrum import backups, history, settings
from lärcentrum.certificates.running import next_certificate_number
from lärcentrum.drafts import Drafts
from lärcentrum.exams import opening_days, rooms
from lärcentrum.people import users
from lärcentrum.people.users import RIGHTS, Role
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.press import press
from tests.helpers.windows import shown
from ui.kit.banner import Fold
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.settings.settings_page import SettingsPage


@pytest.fixture
def page(qtbot, store):
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs, drafts=Drafts(store))
    page.kept = (bus, jobs)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    yield page
    jobs.stop()
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def type_in(parent, name, text):
    parent.findChild(QLineEdit, name).setText(text)


def test_add_a_room_and_undo(qtbot, page, store):
    click(qtbot, page, "section_rooms")
    dialog = page.sections["rooms"].add()
    type_in(dialog, "name", "Sal Älven")
    type_in(dialog, "capacity", "12")
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()
    model = page.sections["rooms"].model
    assert [model.record(row).name for row in range(model.rowCount())] == ["Sal Älven"]
    history.undo_last(store)
    assert model.rowCount() == 0


def test_ctrl_n_begins_what_the_part_is_for(qtbot, page):
    for name, title in (("rooms", "Ny sal"), ("users", "Ny användare")):
        click(qtbot, page, f"section_{name}")
        page.act()
        (dialog,) = [one for one in page.findChildren(QDialog) if one.isVisible()]
        assert dialog.windowTitle() == title
        dialog.reject()
    click(qtbot, page, "section_centre")
    page.act()
    assert not [one for one in page.findChildren(QDialog) if one.isVisible()]


def test_refused_room_stays_open_at_the_field(qtbot, page, store):
    rooms.add_room(store, name="Sal 1", capacity=4)
    dialog = page.sections["rooms"].add()
    type_in(dialog, "name", "Sal 1")
    click(qtbot, dialog, "save")
    assert dialog.isVisible()
    assert dialog.form._rows["capacity"].wrong.isVisibleTo(dialog)
    dialog._discard()


def test_change_and_end_a_room(qtbot, page, store):
    rooms.add_room(store, name="Sal 1", capacity=4)
    section = page.sections["rooms"]
    section.table.choose(0)
    dialog = section.change()
    type_in(dialog, "capacity", "6")
    type_in(dialog, "responsible", "Eva, 140 00")
    click(qtbot, dialog, "save")
    (room,) = rooms.list_rooms(store)
    assert (room.capacity, room.responsible) == (6, "Eva, 140 00")
    section.table.choose(0)
    again = section.change()
    assert again.form.values()["responsible"] == "Eva, 140 00"
    again.reject()
    section.table.choose(0)
    section.end()
    assert rooms.list_rooms(store) == []
    assert not section.findChild(QPushButton, "end_room").isEnabled()


def test_a_closed_day_shows_whom_it_hits_before_it_is_saved(qtbot, page, store):
    booking = make_booking(store)
    click(qtbot, page, "section_days")
    section = page.sections["days"]
    dialog = section.add()
    type_in(dialog, "day", "14/12")
    hit = dialog.findChild(QLabel, "hit_bookings")
    assert "09:00–13:00 · Statistik 0" in hit.text()
    type_in(dialog, "opens", "8")
    type_in(dialog, "closes", "17")
    assert hit.text() == ""
    type_in(dialog, "opens", "")
    type_in(dialog, "closes", "")
    type_in(dialog, "reason", "Planeringsdag")
    click(qtbot, dialog, "save")
    assert dialog.isVisible()
    assert dialog.form._rows["despite"].wrong.isVisibleTo(dialog)
    dialog.form.field("despite").put(True)
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()
    assert opening_days.list_opening_days(store)[0].reason == "Planeringsdag"
    section.table.choose(0)
    dialog = section.change()
    type_in(dialog, "opens", "9")
    type_in(dialog, "closes", "13")
    click(qtbot, dialog, "save")
    section.table.choose(0)
    assert section.remove() is None, "the weekday's own hours hold the booking"
    assert section.model.rowCount() == 0
    assert booking


def test_an_open_sunday_is_taken_away_after_a_question(qtbot, page, store):
    day = date(2026, 12, 13)
    opening_days.set_opening_day(store, day=day, reason="x", opens=time(9), closes=time(15))
    make_booking(store, exam=make_exam(store, day=day))
    section = page.sections["days"]
    section.table.choose(0)
    dialog = section.remove()
    assert "1 bokning" in dialog.form._rows["despite"].error.text()
    dialog.form.field("despite").put(True)
    click(qtbot, dialog, "save")
    assert opening_days.list_opening_days(store) == []


def test_a_centre_that_closes_before_it_opens_is_told_at_the_field(qtbot, page, store):
    section = page.sections["centre"]
    section.form.field("opens").put(time(18))
    click(qtbot, page, "save_centre")
    assert section.form._rows["closes"].wrong.isVisibleTo(section)
    section.form.field("opens").put(time(8, 30))
    click(qtbot, page, "save_centre")
    assert settings.setting(store, "opens") == "08:30"


def test_substitute_in_half_a_minute(qtbot, page, store):
    click(qtbot, page, "section_users")
    dialog = page.sections["users"].add()
    for name, text in (
        ("name", "Nils Persson"),
        ("login", "nils"),
        ("password", "januari 27"),
        ("valid_until", "31/1"),
    ):
        type_in(dialog, name, text)
    dialog.form.field("role").put(Role.SUBSTITUTE.value)
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()
    made = users.list_users(store)[0]
    assert (made.role, made.valid_until) == (Role.SUBSTITUTE, date(2027, 1, 31))


def test_substitute_without_a_last_day_is_told_at_the_field(qtbot, page):
    dialog = page.sections["users"].add()
    for name, text in (("name", "N"), ("login", "n"), ("password", "januari 27")):
        type_in(dialog, name, text)
    dialog.form.field("role").put(Role.SUBSTITUTE.value)
    click(qtbot, dialog, "save")
    assert dialog.isVisible()
    assert dialog.form._rows["valid_until"].wrong.isVisibleTo(dialog)
    dialog._discard()


def test_the_last_head_cannot_be_ended(qtbot, page, store):
    users.add_user(store, login="b", name="Berit", password="12345678", role=Role.HEAD)
    section = page.sections["users"]
    section.table.choose(0)
    section.end()
    assert section.banner.isVisibleTo(section)
    assert users.list_users(store)[0].ended_on is None


def test_an_ended_user_is_let_in_again(qtbot, page, store):
    uid = users.add_user(store, login="b", name="Berit", password="12345678")
    section = page.sections["users"]
    section.table.choose(0)
    section.end()
    assert not store.vault.opens("b", "12345678", uid)
    section.table.choose(0)
    dialog = section.resume()
    type_in(dialog, "password", "januari 27")
    click(qtbot, dialog, "save")
    assert users.list_users(store)[0].ended_on is None
    assert store.vault.opens("b", "januari 27", uid)


@pytest.mark.parametrize("role", [Role.STAFF, Role.SUBSTITUTE, Role.HEAD, Role.REGION])
def test_everybody_changes_the_own_password(qtbot, store, role):
    uid = users.add_user(store, login="åsa", name="Åsa", password="gröna skogen", role=role,
                         valid_until=date(2027, 1, 1))  # fmt: skip
    store.session = users.session_of(users.user_of(store.row("user", uid)))
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    click(qtbot, page, "section_account")
    click(qtbot, page, "own_password")
    dialog = page.findChild(QDialog, "own_password_dialog")
    assert dialog.findChild(QLineEdit, "old_password").echoMode() == QLineEdit.EchoMode.Password

    def fill(**typed):
        for name, text in typed.items():
            type_in(dialog, name, text)
        click(qtbot, dialog, "save")

    def wrong():
        return [n for n, r in dialog.form._rows.items() if r.wrong.isVisibleTo(dialog)]

    fill(old_password="gröna skogen", password="januari 27", again="januari 28")
    assert wrong() == ["again"]
    fill(password="kort", again="kort")
    assert wrong() == ["password"]
    fill(old_password="fel", password="januari 27", again="januari 27")
    assert wrong() == ["old_password"]
    assert "Vänta 1 s" in dialog.form._rows["old_password"].error.text()
    assert store.vault.opens("åsa", "gröna skogen", uid)
    store.clock.at += timedelta(seconds=1)
    fill(old_password="gröna skogen")
    assert not dialog.isVisible()
    assert page.sections["account"].banner.isVisibleTo(page)
    assert store.vault.opens("åsa", "januari 27", uid)
    assert not store.vault.opens("åsa", "gröna skogen", uid)
    jobs.stop()
    bus.close()


def test_a_new_recovery_code_holds_once_it_is_proven(qtbot, page, store, template):
    click(qtbot, page, "section_users")
    dialog = page.sections["users"].renew_code()
    code = dialog.page.shown.text()
    assert "behåll den gamla koden" in dialog.findChild(QLabel, "old_copies").text()
    click(qtbot, dialog, "go")
    assert code[:4] not in dialog.page.shown.text()
    type_in(dialog.page, "proof", "????")
    click(qtbot, dialog, "go")
    assert dialog.isVisible()
    assert store.vault.opens_recovery(template[2]), "the old one holds until then"
    signs = [sign for sign in code if sign.isalnum()]
    dialog.page.form.fill(proof="".join(signs[place] for place in dialog.page.places))
    click(qtbot, dialog, "go")
    assert store.vault.opens_recovery(code)
    assert not store.vault.opens_recovery(template[2])


def test_backup_now(qtbot, page, store):
    section = page.sections["backups"]
    click(qtbot, page, "section_backups")
    click(qtbot, page, "make_backup")
    qtbot.waitUntil(lambda: section.model.rowCount() == 1)
    assert len(backups.list_backups(store)) == 1


def test_second_backup_folder(qtbot, page, store, tmp_path):
    (tmp_path / "minne å").mkdir()
    page.sections["backups"].set_folder(tmp_path / "minne å")
    backups.make_backup(store)
    assert len(list((tmp_path / "minne å").iterdir())) == 1


def test_centre_settings_are_saved(qtbot, page, store):
    type_in(page, "centre_name", "Lärcentrum Åsele")
    type_in(page, "latest_entry_min", "45")
    assert not page.may_leave()
    click(qtbot, page, "save_centre")
    assert settings.setting(store, "centre_name") == "Lärcentrum Åsele"
    assert settings.number_setting(store, "latest_entry_min") == 45
    assert page.may_leave()


def test_staff_see_no_users(qtbot, store):
    store.session = replace(store.session, rights=RIGHTS[Role.STAFF])
    bus = Bus(store)
    page = SettingsPage(store, bus, JobRunner())
    qtbot.addWidget(page)
    page.show()
    assert set(page.sections) == {
        "rooms", "providers", "texts", "invigilators", "templates", "backups", "home", "account"
    }  # fmt: skip
    bus.close()


ELSEWHERE = {
    "backup_folder", "invigilator_ratio", "chief_from", "reserves",
    "use_fees", "fee_free_resits", "fee_due_days", "fee_late_days",
    "fee_receipt_text",
}  # fmt: skip
"""Settings that have a place of their own: among the back-ups, the invigilators and the fees."""


def test_every_declared_setting_is_on_the_page(page):
    shown = set(page.sections["centre"].form.values())
    assert shown | ELSEWHERE == set(settings.DECLARED)
    assert not shown & ELSEWHERE


def test_the_rules_of_internships_are_folded_away_and_saved(qtbot, page, store):
    form = page.sections["centre"].form
    days = form.field("answer_days")
    assert not days.isVisibleTo(page)
    form.field("practice_agreement").put(True)
    type_in(page, "answer_days", "0")
    click(qtbot, page, "save_centre")
    assert days.isVisibleTo(page), "a wrong value is brought into view"
    type_in(page, "answer_days", "21")
    click(qtbot, page, "save_centre")
    assert settings.number_setting(store, "answer_days") == 21
    assert settings.setting(store, "practice_agreement") == "1"
    assert settings.setting(store, "vfu_trained") == "1"


def test_a_second_folder_that_is_gone_is_said_with_the_copy_that_was_made(
    qtbot, page, store, tmp_path
):
    section = page.sections["backups"]
    section.set_folder(tmp_path / "minne å")
    click(qtbot, page, "section_backups")
    click(qtbot, page, "make_backup")
    qtbot.waitUntil(lambda: section.model.rowCount() == 1)
    qtbot.waitUntil(section.banner.isVisible)
    said = " ".join(one.text() for one in section.banner.findChildren(QLabel))
    assert "gjord och kontrollerad" in said
    assert "minne å" in said


def test_the_next_certificate_number_goes_on_after_paper(qtbot, store):
    bus, jobs = Bus(store), JobRunner()
    made = SettingsPage(store, bus, jobs, bring_in=lambda _kind: None)
    qtbot.addWidget(made)
    made.show()
    made.reload()
    made.show_record("numbers")
    form = made.sections["numbers"].form
    assert form.values() == {"number": 1}
    form.field("number").put(148)
    click(qtbot, made, "save_number")
    assert next_certificate_number(store) == 148
    history.undo_last(store)
    assert next_certificate_number(store) == 1
    form.field("number").put(0)
    click(qtbot, made, "save_number")
    assert next_certificate_number(store) == 1
    jobs.stop()
    bus.close()


def test_the_chosen_part_is_seen_in_the_list_of_parts(qtbot, page):
    page.show()
    page.resize(1000, 400)
    for name in ("account", "centre", "home"):
        page.show_record(name)
        chosen, view = page.findChild(QPushButton, f"section_{name}"), page._choices.viewport()
        qtbot.waitUntil(lambda c=chosen, v=view: v.rect().contains(c.mapTo(v, c.rect().center())))


def test_ctrl_enter_saves_the_centre(page, store):
    page.show_record("centre")
    line = page.findChild(QLineEdit, "centre_name")
    line.setFocus()
    line.setText("Lärcentrum Åsele")
    press(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert settings.setting(store, "centre_name") == "Lärcentrum Åsele"


def test_a_ticked_box_never_leaves_a_window_of_its_own(page):
    page.show_record("centre")
    with shown() as seen:
        for fold in page.sections["centre"].findChildren(Fold):
            fold.open_up()
            QApplication.processEvents()
    assert seen == []


def test_no_part_flashes_up_while_the_page_is_built(qtbot, store, tmp_path):
    with shown() as seen:
        page = SettingsPage(store, Bus(store), JobRunner(), Memory(tmp_path), None, print)
    qtbot.addWidget(page)
    assert seen == []
