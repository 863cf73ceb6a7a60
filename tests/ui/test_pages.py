"""The pages as the window puts them together: who sees which, each opens, papers and links work."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from lärcentrum import history
from lärcentrum.documents.fee_receipts import issue_fee_receipt
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.drafts import Drafts
from lärcentrum.exams.booking_lists import booking_page, list_bookings
from lärcentrum.exams.fees import set_fee
from lärcentrum.exams.fees_rules import PaidHow
from lärcentrum.imports.fields import ListKind
from lärcentrum.language import _
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.users import RIGHTS, Role
from lärcentrum.rights import Right
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.fees import use_fees
from tests.helpers.people import make_student, number_of
from tests.helpers.sat import make_sat, name_centre
from ui.imports.import_dialog import ImportDialog
from ui.kit.bus import Bus
from ui.kit.commands import Commands
from ui.kit.desk import Desk
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.kit.undo import History, Undo, UndoBar
from ui.main_window import MainWindow
from ui.pages import pages, providers
from ui.places import PARTS


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


def hits(frame, text):
    palette = frame.search(text)
    found = {(one.title, one.kind): one for one in palette.model.hits}
    palette.reject()
    return found


def test_ctrl_k_finds_a_booking_by_person_course_code_and_day(desk, qtbot, store):
    uid = make_booking(store)
    (row,) = list_bookings(store)
    frame = frame_of(desk, qtbot)
    day = row.starts.date()
    for text in (row.name.lower(), row.course_name, row.course_code, f"{day.day}/{day.month}"):
        assert (row.name, "Bokning") in hits(frame, text), text
    assert (row.name, "Bokning") not in hits(frame, "finns inte")
    hits(frame, row.course_code)[row.name, "Bokning"].run()
    assert frame.current == "exams"
    assert frame.open("exams").details.booking.uid == uid


def test_ctrl_k_finds_a_receipt_by_its_number(desk, qtbot, store):
    use_fees(store)
    uid = make_booking(store)
    today = store.clock.today()
    fee = set_fee(store, booking=uid, amount=50_000, paid_on=today, paid_how=PaidHow.CARD)
    frame = frame_of(desk, qtbot)
    assert hits(frame, "k2421") == {}
    issue_fee_receipt(store, fee=fee)
    hits(frame, "k2421")["K2421-2026-0001", "Kvitto"].run()
    assert frame.current == "exams"
    assert frame.open("exams").details.booking.uid == uid


def test_ctrl_k_shows_no_protected_name(desk, qtbot, store):
    make_booking(store)
    (row,) = list_bookings(store)
    frame = frame_of(desk, qtbot)
    assert hits(frame, row.course_code)
    set_protection(store, student=row.student, protection=Protection.MARKED, reason="Beslut")
    (masked,) = list_bookings(store)
    assert masked.name != row.name
    assert (masked.name, "Bokning") in hits(frame, masked.course_code)
    assert all(row.name not in title for title, _kind in hits(frame, row.name))


def test_ctrl_k_finds_what_is_done_every_day_from_every_page(desk, qtbot, store):
    frame = frame_of(desk, qtbot)
    frame.open("students")
    assert list(hits(frame, "inl")) == [("Notera inlämning", "Idag")]
    assert ("Nytt intyg", "Intyg") in hits(frame, "utf")
    hits(frame, "närv")["Notera närvaro", "Idag"].run()
    assert frame.current == "today"
    both = [("Notera närvaro", "Idag"), ("Skriv in närvarolistan", "Idag")]
    assert list(hits(frame, "närv")) == both


def test_a_substitute_finds_the_days_bookings_only(desk, qtbot, store):
    make_booking(store)
    (row,) = list_bookings(store)
    store.session = replace(store.session, rights=RIGHTS[Role.SUBSTITUTE])
    frame = frame_of(desk, qtbot)
    assert {kind for _title, kind in hits(frame, row.course_code)} <= {"Bokning"}
    assert ("Ny bokning", "Tentor") not in hits(frame, "ny")
    assert ("Notera inlämning", "Idag") in hits(frame, "inl")


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
    dialog = today._doors.papers(sitting)
    assert len(dialog.chosen()) == 7
    assert "plan" not in dialog.boxes  # the centre gives no seats
    assert dialog.view.pdf.startswith(b"%PDF")
    for key in ("door", "attendance", "protocol", "desk", "cover", "return"):
        dialog.boxes[key].click()
    dialog.accept()
    again = today._doors.papers(sitting)
    assert again.chosen() == ["toilet"]  # the choice is remembered
    again.accept()
    exams = frame.open("exams", booking)
    offered = {one.objectName(): one for one in exams.details.menu.actions()}
    offered["do_confirmation"].trigger()
    (confirmation,) = [one for one in exams.children() if one.objectName() == "confirmation"]
    confirmation.show_paper()
    (dialog,) = [one for one in confirmation.children() if one.objectName() == "paper"]
    assert dialog.view.pdf.startswith(b"%PDF")
    dialog.accept()
    confirmation.form.field("to").put("provider")
    confirmation.show_paper()
    assert len([one for one in confirmation.children() if one.objectName() == "paper"]) == 2
    confirmation.accept()


def test_papers_that_have_changed_since_they_were_printed(desk, qtbot, store, tmp_path):
    name_centre(store)
    store.clock.at = datetime.fromisoformat("2026-12-14T07:31+01:00")
    make_room(store, "Sal Å", 8)
    exam = make_exam(store)
    booking = make_booking(store, 1, exam=exam, reason="Beslut")
    sitting = booking_page(store, booking=booking).sitting
    frame = frame_of(desk, qtbot)
    today = frame.open("today")
    dialog = today._doors.papers(sitting)
    dialog.save_as(tmp_path / "papper.pdf")
    assert "oförändrat kl. 07:31: Dörrskylt, Närvarolista" in dialog.printed.text()
    dialog.accept()
    assert today.views[0].findChild(QLabel, "changed_since") is None
    store.clock.at += timedelta(minutes=20)
    added = booking_page(store, booking=make_booking(store, 2, exam=exam, reason="Beslut"))
    lines = today.views[0].findChildren(QLabel, "changed_since")
    assert any(f"(kl. 07:31): {added.name} är tillagd" in one.text() for one in lines)
    assert today.list_button.text() == "Dagslista"
    again = today._doors.papers(sitting)
    assert f"{added.name} är tillagd" in again.changed.findChild(QLabel, "banner_rest").text()
    again.only_changed.click()
    assert "door" not in again.chosen()
    assert {"attendance", "desk", "cover", "return"} <= set(again.chosen())
    again.save_as(tmp_path / "papper.pdf")
    assert again.changed.isHidden()
    again.accept()
    assert today.views[0].findChild(QLabel, "changed_since") is None
    # The choice for one print is not the choice for the next.
    assert len(today._doors.papers(sitting).chosen()) == 7


def test_the_day_list_that_has_changed_since_it_was_printed(desk, qtbot, store, tmp_path):
    name_centre(store)
    store.clock.at = datetime.fromisoformat("2026-12-14T07:31+01:00")
    exam = make_exam(store)
    make_booking(store, 1, exam=exam, reason="Beslut")
    today = frame_of(desk, qtbot).open("today")
    today.list_button.click()
    (dialog,) = [one for one in today.children() if one.objectName() == "paper"]
    dialog.save_as(tmp_path / "dagslista.pdf")
    dialog.accept()
    assert today.list_button.text() == "Dagslista"
    added = booking_page(store, booking=make_booking(store, 2, exam=exam, reason="Beslut"))
    assert "ändrad" in today.list_button.text()
    assert f"kl. 07:31: {added.name} är tillagd" in today.list_button.toolTip()


def test_the_rooms_week_on_paper(desk, qtbot, store):
    name_centre(store)
    make_booking(store)
    page = frame_of(desk, qtbot).open("exams")
    page.views.choose("rooms")
    page.views.rooms.bar.paper.click()
    (dialog,) = [one for one in page.children() if one.objectName() == "paper"]
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


def test_lists_are_read_in_from_the_students_and_from_the_settings(desk, qtbot, store):
    frame = frame_of(desk, qtbot)
    for page, button in (("students", "import_students"), ("settings", "import_students")):
        frame.open(page, "lists" if page == "settings" else None)
        shown = frame.findChild(QWidget, f"page_{page}")
        shown.findChild(QPushButton, button).click()
        (dialog,) = (one for one in shown.findChildren(ImportDialog) if one.isVisible())
        assert dialog.windowTitle() == "Läs in lista: Studenter"
        dialog.reject()
    offered = {one.objectName() for one in shown.findChildren(QPushButton)}
    assert {f"import_{kind.value}" for kind in ListKind} <= offered
    store.session = replace(store.session, rights=RIGHTS[Role.SUBSTITUTE])
    frame = frame_of(desk, qtbot)
    assert frame.findChild(QPushButton, "import_students") is None


@pytest.mark.parametrize(
    ("page", "kind"), [("exams", ListKind.BOOKINGS), ("practice", ListKind.WORKPLACES)]
)
def test_lists_are_read_in_where_they_are_shown(desk, qtbot, page, kind):
    frame = frame_of(desk, qtbot)
    shown = frame.open(page)
    act = shown.findChild(QPushButton, f"import_{kind.value}")
    assert act.accessibleName() == "Läs in lista …"
    act.click()
    dialog = shown.findChild(ImportDialog)
    assert dialog.kind is kind
    dialog.close()
    (command,) = (one for one in frame.commands.all() if one.key == f"import_{kind.value}")
    command.run()
    assert [one.kind for one in shown.findChildren(ImportDialog) if one.isVisible()] == [kind]


def test_who_may_not_write_is_offered_no_list(desk, qtbot, store):
    store.session = replace(store.session, rights=RIGHTS[Role.REGION] | {Right.SEE})
    frame = frame_of(desk, qtbot)
    for page in ("exams", "practice", "students"):
        assert not any(one.key.startswith("import_") for one in frame.open(page).commands())


def test_the_parts_of_the_settings_are_found_from_every_page(desk, qtbot):
    change_settings(desk.store, values={"use_invigilators": "1"})
    frame = frame_of(desk, qtbot)
    frame.open("today")
    page = pages(desk)[-1].build()
    qtbot.addWidget(page)
    titles = {key: _(title) for _right, key, title, _words in PARTS}
    assert titles == {key: part.title for key, part in page.sections.items()}
    hits(frame, "vikarie")["Användare", "Inställningar"].run()
    assert frame.current == "settings"
    assert frame.open("settings").sections["users"].isVisible()


def test_a_part_that_is_off_is_not_found(desk, qtbot):
    change_settings(desk.store, values={"use_invigilators": "0"})
    found = hits(frame_of(desk, qtbot), "tentavakter")
    assert ("Tentavakter", "Inställningar") not in found
    assert ("Centret", "Inställningar") in found, "where it is switched on"


def test_a_list_is_read_in_from_every_page(desk, qtbot):
    frame = frame_of(desk, qtbot)
    frame.open("today")
    found = hits(frame, "läs in")
    assert ("Läs in listor", "Inställningar") in found
    assert list(hits(frame, "läs in lista: studenter")) == [
        ("Läs in lista: Studenter", "Inställningar")
    ]
    found["Läs in lista: Studenter", "Inställningar"].run()
    dialog = frame.findChild(ImportDialog)
    assert dialog.isVisible()
    dialog.reject()
