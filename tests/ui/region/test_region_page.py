"""Region by clicks: keys, enrolment, dry run, merge, receipts; from a real centre and back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

from lärcentrum.certificates.check_list import open_lists
from lärcentrum.clock import FixedClock
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.drafts import Drafts
from lärcentrum.people.users import RIGHTS, Role
from lärcentrum.region import enrolment, inbox, keys
from lärcentrum.region.merge import Change, Verdict
from lärcentrum.settings import change_settings
from lärcentrum.store import meta
from lärcentrum.sync import keys as centre_keys
from lärcentrum.sync import months, recipients
from lärcentrum.sync.cards import read_card, write_card
from lärcentrum.sync.levels import Level
from tests.helpers import months as make
from tests.helpers.keys import type_text
from tests.helpers.pages import Answers, drop, idle, on_screen, press
from tests.helpers.sat import make_sat
from tests.helpers.sat import name_centre as name_certificates
from ui.kit.bus import Bus
from ui.kit.desk import Desk
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.pages import pages
from ui.region.matrix import MatrixModel
from ui.region.region_page import RegionPage
from ui.region.words import since_first
from ui.sync.month_page import MonthPage
from ui.sync.words import Step

OCTOBER = make.OCTOBER


@pytest.fixture
def answers(tmp_path):
    return Answers(folder=tmp_path)


@pytest.fixture
def office(region_store):
    change_settings(region_store, values={"centre_code": "norr", "centre_name": "Akademi Norr"})
    return region_store


@pytest.fixture
def page(qtbot, office, answers):
    with on_screen(qtbot, RegionPage, office, answers) as shown:
        yield shown


def introduce(store, office):
    """Let a centre and the office read in each other's cards."""
    keys.make_region_keys(office)
    card = keys.card_of(office)
    make.name_centre(store)
    recipients.add_recipient(store, card=write_card(card), fingerprint=card.fingerprint)
    centre_keys.make_centre_keys(store)
    mine = centre_keys.card_of(store)
    now, office.clock = office.clock, FixedClock(datetime(2026, 10, 5, tzinfo=UTC))
    enrolment.enrol_centre(office, card=write_card(mine), fingerprint=mine.fingerprint)
    office.clock = now


def sent(store, office, folder):
    """A file of October from an enrolled centre."""
    introduce(store, office)
    make.seed(store, 4)
    make.decide(store, Level.PSEUDONYMOUS)
    months.close_month(store, period=OCTOBER)
    return make.send(store, folder)[0]


def said(page):
    return " ".join(part.text() for part in page.banner.findChildren(QLabel) if part.text())


def results(page):
    return [one.result for one in page.inbox.items]


def newest(page):
    model = page.matrix.matrix
    return model.cell(model.index(0, model.columnCount() - 1))


def test_close_create_deliver_receive_receipt_read_back(qtbot, store, office, tmp_path):
    """The whole way between two registers, each in its own window."""
    at_office, at_centre = Answers(folder=tmp_path), Answers(folder=tmp_path)
    make.name_centre(store)
    make.seed(store, 4)
    with (
        on_screen(qtbot, MonthPage, store, at_centre) as centre,
        on_screen(qtbot, RegionPage, office, at_office) as region,
    ):
        region.matrix.empty.button.click()
        own = region.findChild(QDialog, "own_card")
        own.save_as(tmp_path / "regionen.txt")
        own.accept()
        drop(centre, tmp_path / "regionen.txt")
        taken = centre.findChild(QDialog, "accept_card")
        assert taken.card.fingerprint == keys.card_of(office).fingerprint
        taken.compared.click()
        press(qtbot, taken, "save")
        press(qtbot, centre, "open_recipients")
        idle(qtbot, centre)
        mine = centre.asks.dialog.own_card()
        mine.save_as(tmp_path / "centret.txt")
        mine.accept()
        centre.asks.dialog.accept()
        at_office.files = [tmp_path / "centret.txt"]
        region.refresh()
        region.matrix.empty.button.click()
        accept = region.findChild(QDialog, "accept_card")
        accept.compared.click()
        press(qtbot, accept, "save")
        idle(qtbot, region)
        idle(qtbot, centre)
        press(qtbot, centre, "close_and_make")
        idle(qtbot, centre)
        press(qtbot, centre, "deliver_to_folder")
        idle(qtbot, centre)
        at_office.files = [tmp_path / "2463-2026-10-0001.lcsync"]
        region.primary.run()
        idle(qtbot, region)
        press(qtbot, region, "receive")
        idle(qtbot, region)
        assert region.count == "1 av 1 för oktober 2026"
        press(qtbot, region, "save_receipts")
        idle(qtbot, region)
        assert "1 kvittens är sparad." in said(region)
        at_centre.files = [tmp_path / "2463-2026-10-0001.kvittens"]
        press(qtbot, centre, "read_receipt")
        idle(qtbot, centre)
        assert centre.view.rail.button(Step.RECEIPT).word() == "inläst"
        assert centre.view.tiles.tile(OCTOBER).word() == "kvitterad"


def test_a_dry_run_counts_and_keeps_nothing(qtbot, page, store, office, tmp_path):
    path = sent(store, office, tmp_path)
    page.refresh()
    idle(qtbot, page)
    before = office.digest()
    drop(page, path)
    idle(qtbot, page)
    (one,) = results(page)
    assert one.verdict is Verdict.TAKE
    assert one.changes[Change.NEW] == 8
    assert office.digest() == before
    assert page.inbox.text.text() == "1 fil kan läsas in."
    assert newest(page).status.value == "awaited"
    assert page.coverage.text() == "Oktober 2026: 0 av 1; saknas Åsele lärcentrum"
    press(qtbot, page, "receive")
    idle(qtbot, page)
    assert newest(page).status.value == "in_time"
    assert page.inbox.text.text() == "1 fil inläst."
    assert page.coverage.text() == "Oktober 2026: 1 av 1"


def test_the_same_file_twice_says_so_and_changes_nothing(qtbot, page, store, office, tmp_path):
    path = sent(store, office, tmp_path)
    inbox.receive_package(office, path=path)
    idle(qtbot, page)
    before = office.digest()
    drop(page, path)
    idle(qtbot, page)
    assert results(page)[0].verdict is Verdict.ALREADY
    assert "Redan inläst 2026-11-23" in page.inbox.more.text()
    assert page.inbox.text.text() == "1 redan inläst."
    assert not page.inbox.take_button.isEnabled()
    press(qtbot, page, "save_receipts")
    idle(qtbot, page)
    assert (tmp_path / "2463-2026-10-0001.kvittens").is_file()
    assert office.digest() == before


def test_a_flipped_bit_is_refused_with_its_sentence(qtbot, page, store, office, tmp_path):
    path = sent(store, office, tmp_path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    bad = tmp_path / "skadad.lcsync"
    bad.write_bytes(bytes(data))
    idle(qtbot, page)
    drop(page, bad, path)
    idle(qtbot, page)
    page.inbox.table.choose(0)
    assert results(page)[0].verdict is Verdict.QUARANTINE
    assert "Filen är inte hel, har ändrats på vägen" in page.inbox.more.text()
    assert "FA02" in page.inbox.more.text()
    assert page.inbox.text.text() == "1 fil kan läsas in, 1 avvisas."
    press(qtbot, page, "receive")
    idle(qtbot, page)
    assert page.inbox.text.text() == "1 fil inläst, 1 avvisad."
    assert newest(page).status.value == "in_time"


def test_a_file_that_waits_is_decided_about(qtbot, page, store, office, tmp_path):
    inbox.receive_package(office, path=sent(store, office, tmp_path))
    with store.operating("x", "X", False), store.write() as conn:
        meta.begin_epoch(conn, "ny")
        meta.write(conn, "epoch_confirmed", "1")
        store.note("x")
    months.reopen_month(store, period=OCTOBER, why="rättning")
    months.close_month(store, period=OCTOBER)
    idle(qtbot, page)
    drop(page, make.send(store, tmp_path)[0])
    idle(qtbot, page)
    press(qtbot, page, "receive")
    idle(qtbot, page)
    assert results(page)[0].code == "FB07"
    press(qtbot, page, "accept_package")
    dialog = page.findChild(QLineEdit, "why").window()
    press(qtbot, dialog, "save")
    assert dialog.isVisible(), "a reason is needed"
    type_text(dialog.findChild(QLineEdit, "why"), "Ny dator, enligt samtal")
    press(qtbot, dialog, "save")
    idle(qtbot, page)
    assert "Filen är inläst." in said(page)
    assert newest(page).sequence == 2
    page.matrix.choose(0, page.matrix.matrix.columnCount() - 1)
    press(qtbot, page, "take_back")
    dialog = next(
        one.window() for one in page.findChildren(QLineEdit, "why") if one.window().isVisible()
    )
    type_text(dialog.findChild(QLineEdit, "why"), "Fel fil")
    press(qtbot, dialog, "save")
    idle(qtbot, page)
    assert newest(page).sequence == 1


def test_what_waits_is_shown_when_the_page_opens(qtbot, store, office, tmp_path, answers):
    inbox.receive_package(office, path=sent(store, office, tmp_path))
    with store.operating("x", "X", False), store.write() as conn:
        meta.begin_epoch(conn, "ny")
        meta.write(conn, "epoch_confirmed", "1")
        store.note("x")
    months.reopen_month(store, period=OCTOBER, why="rättning")
    months.close_month(store, period=OCTOBER)
    inbox.receive_package(office, path=make.send(store, tmp_path)[0])
    with on_screen(qtbot, RegionPage, office, answers) as page:
        assert page.inbox.text.text() == "1 fil väntar på beslut."
        press(qtbot, page, "refuse_package")


def test_a_file_that_is_no_file_stops_no_other(qtbot, page, store, office, tmp_path):
    path = sent(store, office, tmp_path)
    idle(qtbot, page)
    drop(page, tmp_path / "finns inte.lcsync", path)
    idle(qtbot, page)
    assert [one.verdict for one in results(page)] == [Verdict.QUARANTINE, Verdict.TAKE]


def test_without_keys_a_file_is_refused(qtbot, page, tmp_path):
    (tmp_path / "x.lcsync").write_bytes(b"x")
    drop(page, tmp_path / "x.lcsync")
    idle(qtbot, page)
    assert "Regionkontoret har inga nycklar än." in said(page)
    assert page.primary is None


def test_centres_and_a_card_of_the_wrong_kind(qtbot, page, store, office, tmp_path):
    introduce(store, office)
    idle(qtbot, page)
    own = page.asks.own_card()
    own.save_as(tmp_path / "eget.txt")
    assert read_card((tmp_path / "eget.txt").read_bytes()) == keys.card_of(office)
    own.accept()
    drop(page, tmp_path / "eget.txt")
    assert "fel sorts kort" in said(page)
    press(qtbot, page, "open_centres")
    dialog = page.asks.dialog
    assert [dialog.model.record(row).code for row in range(dialog.model.rows())] == ["2463"]
    dialog.table.choose(0)
    press(qtbot, dialog, "end_enrolment")
    assert dialog.model.rows() == 0
    dialog.accept()


def test_the_matrix_speaks_and_moves_by_keyboard(qtbot, page, store, office, tmp_path):
    inbox.receive_package(office, path=sent(store, office, tmp_path))
    idle(qtbot, page)
    page.matrix.choose(0, 0)
    qtbot.keyClick(page.matrix, Qt.Key.Key_Right)
    assert "Åsele lärcentrum, oktober 2026: i tid." in page.about.text()
    assert "Fil nr 1 lästes måndag 23 november 2026." in page.about.text()
    index = page.matrix.currentIndex()
    assert page.about.text() == index.data(Qt.ItemDataRole.AccessibleTextRole)
    press(qtbot, page, "save_cell_receipt")
    idle(qtbot, page)
    assert (tmp_path / "2463-2026-10-0001.kvittens").is_file()


def test_months_before_anything_came_are_left_out(store, office, tmp_path):
    from lärcentrum.region.overview import list_overview

    path = sent(store, office, tmp_path)
    assert [len(one.cells) for one in since_first(list_overview(office))] == [1]
    inbox.receive_package(office, path=path)
    assert [one.cells[0].period for one in since_first(list_overview(office))] == [OCTOBER]
    assert since_first([]) == []


def test_an_office_has_its_own_page_and_the_settings(office, store, tmp_path):
    assert keys_of(office, tmp_path) == ["region", "settings"]
    assert "month" in keys_of(store, tmp_path)
    assert "region" not in keys_of(store, tmp_path)
    office.session = replace(office.session, rights=RIGHTS[Role.REGION])
    assert keys_of(office, tmp_path) == ["region", "settings"]


def keys_of(register, folder):
    bus = Bus(register)
    desk = Desk(
        store=register, bus=bus, jobs=JobRunner(), memory=Memory(folder / "minne"),
        drafts=Drafts(register), today=register.clock.today,
        is_office=meta.read(register.conn, "kind") == "region",
    )  # fmt: skip
    found = [spec.key for spec in pages(desk)]
    bus.close()
    return found


def test_models(page, store, office, tmp_path, qtbot, qtmodeltester):
    from lärcentrum.region.overview import list_overview

    path = sent(store, office, tmp_path)
    drop(page, path)
    idle(qtbot, page)
    model = MatrixModel()
    qtmodeltester.check(model)
    model.show(list_overview(office))
    model.limit(5)
    assert model.columnCount() == 6
    qtmodeltester.check(model)
    qtmodeltester.check(page.inbox.model)


def test_check_lists_of_certificates_are_saved_in_one_file(
    qtbot, page, store, office, answers, tmp_path
):
    name_certificates(store)
    press(qtbot, page, "save_check_lists")
    assert "Inget centrum" in said(page)
    issue_certificate(store, booking=make_sat(store, 5))
    inbox.receive_package(office, path=sent(store, office, tmp_path))
    answers.saved = tmp_path / "listor.txt"
    press(qtbot, page, "save_check_lists")
    assert "1 centrum" in said(page)
    (one,) = open_lists(answers.saved)
    assert one.centre == "2463"
