"""The pages as the window puts them together: who sees which, each opens, papers and links work."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from lärcentrum import history
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.drafts import Drafts
from lärcentrum.people.users import RIGHTS, Role
from tests.helpers.exams import make_booking
from tests.helpers.people import make_student, number_of
from tests.helpers.sat import make_sat, name_centre
from ui.kit.bus import Bus
from ui.kit.commands import Commands
from ui.kit.desk import Desk
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.kit.undo import History, Undo, UndoBar
from ui.main_window import MainWindow
from ui.pages import pages, providers


@pytest.fixture
def desk(store, tmp_path):
    bus = Bus(store)
    jobs = JobRunner()
    yield Desk(
        store=store,
        bus=bus,
        jobs=jobs,
        memory=Memory(tmp_path / "minne"),
        drafts=Drafts(store),
        today=store.clock.today,
    )
    jobs.stop()
    bus.close()


def frame_of(desk, qtbot):
    made = MainWindow(
        pages(desk),
        heading="Storuman",
        jobs=desk.jobs,
        providers=providers(desk, lambda key, record: made.open(key, record)),
        memory=desk.memory,
        bus=desk.bus,
    )
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    return made


def test_every_page_opens(desk, qtbot, store):
    name_centre(store)
    make_booking(store)
    frame = frame_of(desk, qtbot)
    for spec in pages(desk):
        page = frame.open(spec.key)
        assert page.isVisible()
        assert not page.stale, spec.key
        assert page.banner.isHidden(), spec.key


def test_a_substitute_sees_today_and_own_settings_only(desk, qtbot, store):
    store.session = replace(store.session, rights=RIGHTS[Role.SUBSTITUTE])
    assert [one.key for one in pages(desk)] == ["today", "settings"]
    frame = frame_of(desk, qtbot)
    assert frame.open("today").isVisible()


def test_staff_see_the_daily_pages(desk, store):
    store.session = replace(store.session, rights=RIGHTS[Role.STAFF])
    keys = [one.key for one in pages(desk)]
    assert keys[:5] == ["today", "exams", "students", "practice", "certificates"]


def test_ctrl_k_finds_a_person_and_opens_the_page(desk, qtbot, store):
    uid = make_student(store, 0)
    frame = frame_of(desk, qtbot)
    name = store.row("student", uid)["family_name"]
    hits = [hit for find in providers(desk, frame.open) for hit in find(name.lower())]
    hits[0].run()
    assert frame.current == "students"
    assert frame.open("students").details.student.uid == uid


def test_a_certificate_from_a_booking(desk, qtbot, store):
    name_centre(store)
    booking = make_sat(store)
    frame = frame_of(desk, qtbot)
    frame.open("exams").go.emit("certificates", f"booking:{booking}")
    assert frame.current == "certificates"
    page = frame.open("certificates")
    dialogs = [one for one in page.children() if hasattr(one, "preview") and one.isVisible()]
    assert dialogs[0].form.values()["booking"] == booking
    dialogs[0]._discard()


def test_papers_of_a_sitting(desk, qtbot, store):
    name_centre(store)
    booking = make_booking(store)
    sitting = store.value("SELECT sitting.uid FROM sitting")
    frame = frame_of(desk, qtbot)
    today = frame.open("today")
    dialog = today._papers(sitting)
    assert dialog.view.pdf.startswith(b"%PDF")
    dialog.accept()
    exams = frame.open("exams", booking)
    offered = {one.objectName(): one for one in exams.details.menu.actions()}
    offered["do_confirmation"].trigger()
    (dialog,) = [one for one in exams.children() if one.objectName() == "paper"]
    assert dialog.view.pdf.startswith(b"%PDF")
    dialog.accept()


def test_notes_warn_of_identity_numbers_in_every_form(desk, qtbot, store):
    frame = frame_of(desk, qtbot)
    dialogs = [
        frame.open("exams").add(),
        frame.open("students").add(),
        frame.open("practice").internships.add(),
    ]
    for dialog in dialogs:
        note = dialog.form.field("note")
        note.put(f"Pappa: {number_of(7)}")
        assert "personnummer" in note.warning.text.text()
        dialog._discard()


def test_the_foot_offers_to_undo_only_what_it_names(desk, qtbot, store):
    name_centre(store)
    booking = make_sat(store)
    acts = History(
        undo=lambda: history.undo_last(store),
        redo=lambda: history.redo_last(store),
        undo_label=lambda: history.undo_menu(store).undo_label,
        redo_label=lambda: history.undo_menu(store).redo_label,
    )
    window = QWidget()
    qtbot.addWidget(window)
    bar = UndoBar(Undo(acts, Commands(window), desk.bus), window)
    uid = make_student(store, 7)
    assert bar.text.text() == "Student tillagd"
    assert not bar.button.isHidden()
    issue_certificate(store, booking=booking)
    assert bar.text.text() == "Intyg utfärdat"
    assert bar.button.isHidden(), "it would take the student away"
    assert store.row("student", uid)
