"""Flera intyg by clicks and keys: look through, leave out, issue, print as one job, zip, stop."""

import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lärcentrum.certificates.certificates import list_certificates
from lärcentrum.exams.booking_lists import booking_page
from tests.helpers.people import number_of
from tests.helpers.sat import make_sat, name_centre
from ui.certificates import many_dialog
from ui.certificates.certificates_page import CertificatesPage
from ui.certificates.many_dialog import DraftSource, ManyDialog
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner
from ui.kit.paths import Paths


@pytest.fixture
def sent():
    return []


@pytest.fixture
def page(qtbot, store, sent):
    name_centre(store)
    bus, jobs = Bus(store), JobRunner()

    def send(pdf, title, _parent):
        sent.append((pdf, title))
        return True

    page = CertificatesPage(store, bus, printer=lambda: send, jobs=jobs)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    yield page
    jobs.stop()
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def ready(qtbot, dialog):
    # The page asks a busy register again; a process to draw in takes long to start there.
    qtbot.waitUntil(
        lambda: dialog._job is None and not dialog.parent()._again.isActive(), timeout=60_000
    )
    return dialog


def opened(qtbot, page, source=None):
    return ready(qtbot, page.issue_several(source))


def names(store):
    return sorted(one.name for one in list_certificates(store))


def test_look_through_leave_one_out_and_issue_the_rest(qtbot, page, store, sent):
    for n in (0, 1, 3):
        make_sat(store, n)
    make_sat(store, 4, attendance=None)
    click(qtbot, page, "several")
    (dialog,) = page.findChildren(ManyDialog)
    ready(qtbot, dialog)
    assert [one.taken for one in dialog.drafts.lines()].count(True) == 3
    assert "Närvaron är inte noterad." in [one.draft.reason for one in dialog.drafts.lines()]
    first = next(n for n, one in enumerate(dialog.drafts.lines()) if one.taken)
    left_out = dialog.drafts.lines()[first].draft.name
    dialog.drafts.choose(first)
    qtbot.keyClick(dialog.drafts, Qt.Key.Key_Space)
    button = dialog.findChild(QPushButton, "issue")
    assert button.text() == "Utfärda 2 intyg"
    click(qtbot, dialog, "issue")
    ready(qtbot, dialog)
    assert len(list_certificates(store)) == 2
    assert left_out not in names(store)
    assert not button.isVisible()
    click(qtbot, dialog, "print_set")
    (paper,) = [one for one in page.window().children() if one.objectName() == "paper"]
    click(qtbot, paper, "print")
    assert [title for _pdf, title in sent] == ["2 intyg"]
    assert all(one.printed for one in list_certificates(store))
    paper.accept()
    dialog.reject()


def test_a_person_is_taken_in_again(qtbot, page, store):
    make_sat(store, 0)
    dialog = opened(qtbot, page)
    dialog.drafts.choose(0)
    for enabled in (False, True):
        click(qtbot, dialog, "toggle")
        assert dialog.findChild(QPushButton, "issue").isEnabled() is enabled
    dialog.reject()


def test_all_who_sat_in_a_sitting(qtbot, page, store):
    here = make_sat(store, 0)
    make_sat(store, 1)
    sitting = booking_page(store, booking=here).sitting
    page.show_record(f"everyone:{sitting}")
    (dialog,) = page.findChildren(ManyDialog)
    ready(qtbot, dialog)
    assert dialog.drafts.taken() == [here]
    assert dialog.findChild(QPushButton, "of_list") is None, "there is nothing to choose"
    dialog.reject()


def test_from_a_list_and_saved_as_one_zip(qtbot, page, store, tmp_path):
    make_sat(store, 0), make_sat(store, 1)
    wanted, packed = tmp_path / "åäö.csv", tmp_path / "intyg.zip"
    wanted.write_text(f"Personnummer\n{number_of(0)}\n20000101-2384\n", "utf-8")
    paths = Paths(files=lambda *_: [wanted], save=lambda *_: packed)
    dialog = ManyDialog(store, page._jobs, page._show_set, DraftSource(), paths, page)
    ready(qtbot, dialog)
    dialog.open()
    click(qtbot, dialog, "of_list")
    ready(qtbot, dialog)
    assert [one.taken for one in dialog.drafts.lines()] == [True, False]
    dialog.language.put("en")
    dialog.draft()
    ready(qtbot, dialog)
    click(qtbot, dialog, "issue")
    ready(qtbot, dialog)
    assert [one.language for one in list_certificates(store)] == ["en"]
    click(qtbot, dialog, "save_zip")
    ready(qtbot, dialog)
    with zipfile.ZipFile(packed) as read:
        assert read.namelist() == ["intyg-2421-2026-0001.pdf"]
    assert "intyg.zip" in dialog.banner._first.text()
    dialog.reject()


def test_a_list_that_cannot_be_read_is_said(qtbot, page, store, tmp_path):
    wanted = tmp_path / "fel.csv"
    wanted.write_text("Skostorlek\n42\n", "utf-8")
    paths = Paths(files=lambda *_: [wanted])
    dialog = ManyDialog(store, page._jobs, page._show_set, DraftSource(), paths, page)
    ready(qtbot, dialog)
    dialog.open()
    click(qtbot, dialog, "of_list")
    ready(qtbot, dialog)
    assert "Skostorlek" in dialog.banner._first.text()
    dialog.reject()


def test_stopped_while_it_draws_nothing_is_issued(qtbot, page, store, monkeypatch):
    """FE13: as if never started."""
    make_sat(store, 0)
    dialog = opened(qtbot, page)
    before = store.digest()

    def stopped(*_args, progress, **_named):
        page._jobs.jobs[0].cancel()
        progress(1, 2)
        raise AssertionError("it was to stop")

    monkeypatch.setattr(many_dialog, "issue_many", stopped)
    click(qtbot, dialog, "issue")
    ready(qtbot, dialog)
    assert store.digest() == before
    assert "Avbrutet" in dialog.banner._first.text()
    assert dialog.findChild(QPushButton, "issue").isEnabled()
    dialog.reject()


def test_marked_rows_are_printed_together(qtbot, page, store, sent):
    for n in (0, 1):
        make_sat(store, n)
    dialog = opened(qtbot, page)
    click(qtbot, dialog, "issue")
    ready(qtbot, dialog)
    dialog.reject()
    page.reload()
    page.table.choose(0)
    page.table.selectAll()
    click(qtbot, page, "open")
    (paper,) = [one for one in page.window().children() if one.objectName() == "paper"]
    click(qtbot, paper, "print")
    assert sent[0][1] == "2 intyg"
    paper.accept()


def test_who_may_not_certify_sees_nothing_of_it(qtbot, store):
    from dataclasses import replace

    from lärcentrum.rights import Right

    name_centre(store)
    store.session = replace(store.session, rights=store.session.rights - {Right.CERTIFY})
    bus = Bus(store)
    page = CertificatesPage(store, bus)
    qtbot.addWidget(page)
    page.show()
    assert not page.findChild(QPushButton, "several").isVisible()
    assert "many_certificates" not in [one.key for one in page.commands()]
    bus.close()
