"""Månadsfil by clicks and keys: check, close, create, deliver, receipt; with and without a key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit

from lärcentrum.people.users import RIGHTS, Role
from lärcentrum.store import meta
from lärcentrum.sync import keys, months, packages
from lärcentrum.sync.cards import read_card, write_card
from lärcentrum.sync.levels import Level
from lärcentrum.sync.receipt_format import Receipt, Status, seal_receipt
from tests.helpers import months as make
from tests.helpers.keys import type_text
from tests.helpers.packages import REGION_SECRET
from tests.helpers.pages import Answers, drop, idle, on_screen, press
from ui.sync.month_desk import Said
from ui.sync.month_page import MonthPage
from ui.sync.words import Step

OCTOBER = make.OCTOBER


@pytest.fixture
def answers(tmp_path):
    return Answers(folder=tmp_path)


@pytest.fixture
def page(qtbot, store, answers):
    make.name_centre(store)
    with on_screen(qtbot, MonthPage, store, answers) as shown:
        yield shown


def text(page, name):
    return page.findChild(QLabel, name).text()


def said(page):
    return " ".join(part.text() for part in page.banner.findChildren(QLabel) if part.text())


def state(store, period=OCTOBER):
    return months.month_tile(store, period)


def receipt_of(store, folder, status=Status.ACCEPTED, **changes):
    row = store.one("SELECT package.*, period FROM package JOIN month ON month.id = month_id")
    receipt = Receipt(
        region="Akademi Norr", centre="2463", environment="real", package=row["inner_sha256"],
        epoch=row["epoch"], sequence=row["sequence"], period=row["period"], status=status,
        read=store.clock.now(),
    )  # fmt: skip
    path = folder / "2463-2026-10-0001.kvittens"
    path.write_bytes(seal_receipt(replace(receipt, **changes), secret=REGION_SECRET))
    return path


def test_nothing_falls_short_one_page_one_button(qtbot, page, store, tmp_path, answers):
    people = make.seed(store, 4)
    make.enrol_region(store)
    make.decide(store, Level.PSEUDONYMOUS)
    make.protect(store, people[0])
    idle(qtbot, page)
    assert page.view.is_calm
    lines = page.view.calm.leaving.lines()
    assert {one.what for one in lines if one.rows} >= {"Rader om studenter", "Rader om bokningar"}
    rows = next(one for one in lines if one.what == "Rader om studenter" and not one.part)
    assert rows.n == 3, "the protected person is kept out"
    assert next(one for one in lines if one.what == "Studenter" and not one.part).n == 4
    assert "1 person med skyddade uppgifter är inte med" in text(page, "leaving_protected")
    assert text(page, "leaving_to") == "Till Akademi Norr"
    press(qtbot, page, "close_and_make")
    idle(qtbot, page)
    assert state(store).state is months.MonthState.CREATED
    assert "Månadsfilen är skapad." in said(page)
    assert not page.view.is_calm
    press(qtbot, page, "deliver_to_folder")
    idle(qtbot, page)
    assert (tmp_path / "2463-2026-10-0001.lcsync").is_file()
    assert state(store).state is months.MonthState.DELIVERED
    press(qtbot, page, "show_folder")
    assert answers.shown == [tmp_path]
    answers.files = [receipt_of(store, tmp_path)]
    press(qtbot, page, "read_receipt")
    idle(qtbot, page)
    assert state(store).state is months.MonthState.RECEIPTED
    assert page.view.rail.button(Step.RECEIPT).word() == "inläst"
    assert page.view.tiles.tile(OCTOBER).word() == "kvitterad"


def test_what_is_said_of_a_month_goes_away_with_it(qtbot, page, store):
    make.seed(store, 1)
    make.enrol_region(store)
    idle(qtbot, page)
    page.desk.said.emit(Said(text="Siffrorna är sparade.", period=OCTOBER))
    page.show_record(OCTOBER)
    assert "sparade" in said(page)
    page.show_record("2026-09")
    assert page.banner.isHidden()
    idle(qtbot, page)


def test_tab_stops_at_the_chosen_month_and_arrows_lead_on(qtbot, page, store):
    make.seed(store, 1)
    make.enrol_region(store)
    idle(qtbot, page)
    page.show_record(OCTOBER)
    tiles = page.view.tiles
    stops = [tiles.tile(one) for one in ("2026-09", OCTOBER)]
    tabs = [bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) for one in stops]
    assert tabs == [False, True]
    idle(qtbot, page)


def test_the_whole_way_by_one_key(qtbot, page, store, tmp_path):
    make.seed(store, 3)
    make.enrol_region(store)
    idle(qtbot, page)
    act = next(one for one in page.commands() if one.key == "month_act")
    assert act.shortcut == "Ctrl+Return"
    act.run()
    idle(qtbot, page)
    act.run()
    idle(qtbot, page)
    assert state(store).state is months.MonthState.DELIVERED
    drop(page, receipt_of(store, tmp_path))
    idle(qtbot, page)
    assert state(store).state is months.MonthState.RECEIPTED


def test_what_falls_short_has_a_link_and_stops(qtbot, page, store):
    make.seed(store, 3)
    make.enrol_region(store)
    with store.operating("x", "X", False), store.write():
        uid = store.value("SELECT uid FROM booking ORDER BY id LIMIT 1")
        store.update("booking", uid, attendance=None)
    idle(qtbot, page)
    assert not page.view.is_calm
    assert text(page, "check_text") == "1 uppgift saknas i oktober 2026."
    assert not page.view.check.close_button.isEnabled()
    assert page.view.rail.button(Step.CHECK).word() == "1 saknas"
    table = page.view.check.table
    table.choose(0)
    with qtbot.waitSignal(page.go) as went:
        press(qtbot, page, "open_finding")
    assert went.args == ["exams", uid]
    with qtbot.waitSignal(page.go) as went:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert went.args == ["exams", uid]
    link = table.visualRect(page.view.check.model.index(0, 2)).center()
    with qtbot.waitSignal(page.go):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=link)
    page.act()
    idle(qtbot, page)
    assert state(store).state is months.MonthState.OPEN
    with store.operating("x", "X", False), store.write():
        store.update("booking", uid, attendance="present", sent_at=1)
    idle(qtbot, page)
    assert page.view.is_calm, "the list follows the register"


def test_something_unusual_asks_for_a_comment(qtbot, page, store):
    make.seed(store, 2)
    with store.operating("x", "X", False), store.write():
        store.update("booking", store.value("SELECT uid FROM booking LIMIT 1"), sent_at=None)
    idle(qtbot, page)
    press(qtbot, page, "close_month")
    idle(qtbot, page)
    assert "vill ha en kommentar" in said(page)
    assert "CommentNeeded" not in said(page), "a class's name is no word for people"
    type_text(page.view.check.comment.focus_widget(), "Posten kommer på måndag")
    press(qtbot, page, "close_month")
    idle(qtbot, page)
    assert state(store).comment == "Posten kommer på måndag"
    page._choose_step(Step.CHECK)
    press(qtbot, page, "reopen_month")
    dialog = page.findChild(QLineEdit, "why").window()
    type_text(dialog.findChild(QLineEdit, "why"), "Fel tid")
    press(qtbot, dialog, "save")
    assert state(store).state is months.MonthState.OPEN


def test_without_a_key_the_numbers_leave_and_the_file_is_owed(
    qtbot, page, store, tmp_path, answers
):
    make.seed(store, 3)
    idle(qtbot, page)
    press(qtbot, page, "close_month")
    idle(qtbot, page)
    assert text(page, "make_text") == "Regionens nyckelkort är inte inläst."
    press(qtbot, page, "save_plain_copy")
    idle(qtbot, page)
    names = sorted(one.suffix for one in tmp_path.glob("2463-2026-10-summor*"))
    assert names == [".csv", ".json", ".xlsx"]
    card = tmp_path / "kort.txt"
    card.write_bytes(write_card(make.REGION))
    answers.files = [card]
    press(qtbot, page, "read_card")
    dialog = page.findChild(QDialog, "accept_card")
    groups = [dialog.findChild(QLabel, f"group_{n}").text() for n in range(6)]
    assert " ".join(groups) == make.REGION.fingerprint
    assert not dialog.accept_button.isEnabled(), "not before the digits are compared"
    dialog.compared.click()
    press(qtbot, dialog, "save")
    idle(qtbot, page)
    assert "1 månadsfil som väntade är skapad." in said(page)
    assert state(store).state is months.MonthState.CREATED


def test_a_changed_card_or_receipt_is_refused_with_its_sentence(qtbot, page, store, tmp_path):
    card = tmp_path / "kort.txt"
    card.write_bytes(write_card(make.REGION).replace(b"Akademi", b"Akademy"))
    drop(page, card)
    assert "Nyckelkortet går inte att läsa" in said(page)
    make.ready(store)
    make.send(store, tmp_path)
    idle(qtbot, page)
    before = store.digest()
    path = receipt_of(store, tmp_path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    drop(page, path)
    idle(qtbot, page)
    assert "FB22" in said(page)
    assert store.digest() == before


def test_a_refused_month_can_be_opened_again(qtbot, page, store, tmp_path):
    make.ready(store)
    make.send(store, tmp_path)
    idle(qtbot, page)
    drop(page, receipt_of(store, tmp_path, Status.REFUSED, code="FB14"))
    idle(qtbot, page)
    assert page.view.rail.button(Step.RECEIPT).word() == "avvisad"
    assert page.view.tiles.tile(OCTOBER).word() == "rättas"
    press(qtbot, page, "reopen_refused")
    assert page.findChild(QLineEdit, "why").isVisible()


def test_deliver_as_a_draft_and_into_a_taken_name(qtbot, page, store, tmp_path):
    make.ready(store)
    packages.create_package(store, period=OCTOBER)
    idle(qtbot, page)
    press(qtbot, page, "save_mail_draft")
    idle(qtbot, page)
    assert b"in@exempel.se" in (tmp_path / "2463-2026-10-0001.eml").read_bytes()
    page._choose_step(Step.DELIVER)
    (tmp_path / "2463-2026-10-0001.lcsync").write_bytes(b"annat")
    press(qtbot, page, "deliver_to_folder")
    idle(qtbot, page)
    assert "FA12" in said(page)
    assert (tmp_path / "2463-2026-10-0001.lcsync").read_bytes() == b"annat"
    press(qtbot, page, "armoured")
    press(qtbot, page, "deliver_to_folder")
    idle(qtbot, page)
    assert (tmp_path / "2463-2026-10-0001.lcsync.txt").is_file()


def test_after_a_move_somebody_confirms_first(qtbot, page, store):
    make.ready(store)
    with store.operating("x", "X", False), store.write() as conn:
        meta.write(conn, "epoch_confirmed", "0")
        store.note("x")
    page.refresh()
    idle(qtbot, page)
    assert page.epoch.isVisible()
    assert not page.view.make.make_button.isEnabled()
    press(qtbot, page, "confirm_epoch")
    idle(qtbot, page)
    assert not page.epoch.isVisible()
    assert keys.fact(store, "epoch_confirmed") == "1"
    press(qtbot, page, "close_and_make")
    idle(qtbot, page)
    assert state(store).state is months.MonthState.CREATED


def test_keys_recipients_and_decision(qtbot, page, store, tmp_path):
    press(qtbot, page, "open_recipients")
    dialog = page.asks.dialog
    press(qtbot, dialog, "own_card_open")
    own = dialog.findChild(QDialog, "own_card")
    assert own.isVisible()
    own.save_as(tmp_path / "vårt.txt")
    assert read_card((tmp_path / "vårt.txt").read_bytes()) == keys.card_of(store)
    own.accept()
    form = dialog.decide()
    press(qtbot, form, "save")
    assert form.isVisible(), "date, number and board are needed"
    type_text(form.findChild(QLineEdit, "decided_on"), "20/11")
    type_text(form.findChild(QLineEdit, "file_number"), "KS 2026/7")
    type_text(form.findChild(QLineEdit, "decided_by"), "Kommunstyrelsen")
    press(qtbot, form, "save")
    assert keys.present_level(store) is Level.PSEUDONYMOUS
    assert "KS 2026/7" in text(dialog, "decisions")
    plain = dialog.add_plain()
    type_text(plain.findChild(QLineEdit, "name"), "Länsstyrelsen")
    press(qtbot, plain, "save")
    assert dialog.model.record(0).name == "Länsstyrelsen"
    assert not dialog.model.record(0).has_key
    dialog.table.choose(0)
    press(qtbot, dialog, "end_recipient")
    assert dialog.model.rows() == 0
    dialog.accept()


def test_staff_close_and_send_but_keep_off_the_keys(qtbot, store, answers):
    make.name_centre(store)
    store.session = replace(store.session, rights=RIGHTS[Role.STAFF])
    with on_screen(qtbot, MonthPage, store, answers) as page:
        assert not page._keys.isVisible()
        assert not page.view.make.card_button.isVisibleTo(page.view.make)


def test_little_room_gives_lists_for_tiles(qtbot, page):
    page.resize(600, 480)
    combo = page.findChild(QComboBox, "month_choice")
    assert combo.isVisible()
    assert combo.count() == 12
    assert not page.view.tiles.tile(OCTOBER).isVisible()
    combo.setCurrentIndex(3)
    combo.activated.emit(3)
    assert page.now.month.period == "2026-03"
    steps = page.findChild(QComboBox, "step_choice")
    steps.activated.emit(3)
    assert page.view.deliver.isVisible()


def test_models(page, store, qtbot, qtmodeltester):
    make.seed(store, 3)
    make.enrol_region(store)
    idle(qtbot, page)
    for model in (
        page.view.calm.leaving.model,
        page.view.check.model,
        page.view.deliver.model,
        page.view.receipt.model,
    ):
        qtmodeltester.check(model)
