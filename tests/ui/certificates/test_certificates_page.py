"""Intyg by clicks and keys: issue with the one question, print, save, withdraw, check."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton

from lärcentrum.certificates.certificates import list_certificates
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import read_student
from tests.helpers.keys import type_text
from tests.helpers.people import make_student
from tests.helpers.sat import make_sat, name_centre
from ui.certificates.certificates_page import CertificatesPage
from ui.kit.bus import Bus
from ui.kit.printing import print_pdf


@pytest.fixture
def sent():
    return []


@pytest.fixture
def page(qtbot, store, sent):
    name_centre(store)
    bus = Bus(store)

    def send(pdf, title, _parent):
        sent.append((pdf, title))
        return True

    page = CertificatesPage(store, bus, printer=lambda: send)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    yield page
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def papers(page):
    return [one for one in page.children() if one.objectName() == "paper" and one.isVisible()]


def test_issue_by_keyboard_preview_and_print(qtbot, page, store, sent):
    booking = make_sat(store)
    dialog = page.issue()
    assert dialog.preview.pdf == b""
    type_text(dialog.findChild(QLineEdit, "booking"), "samh")
    dialog.form.field("booking")._take_current()
    assert dialog.form.values()["booking"] == booking
    assert dialog.preview.pdf.startswith(b"%PDF")
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()
    (row,) = list_certificates(store)
    (paper,) = papers(page)
    click(qtbot, paper, "print")
    assert [title for _pdf, title in sent] == [f"Intyg {row.number}"]
    assert paper.banner._first.text() == "Skickad till skrivaren."
    assert list_certificates(store)[0].printed is not None
    paper.accept()
    page.open_paper(list_certificates(store)[0])
    click(qtbot, papers(page)[0], "print")
    assert sent[1][0] != sent[0][0], "a reprint is the copy"


def test_a_missing_birth_date_is_said_and_mended_on_the_spot(qtbot, page, store):
    booking = make_sat(store)
    student = booking_page(store, booking=booking).student
    born = read_student(store, student=student).birth_date
    with store.operating("forget", "Gjord i ett test", True), store.write():
        store.update("student", student, birth_date=None)
    dialog = page.issue(booking)
    assert dialog.why.isVisible()
    assert dialog.findChild(QLabel, "empty_title").text() == "Födelsedatum saknas"
    assert "2SO123" in dialog.findChild(QLabel, "chosen_exam").text()
    click(qtbot, dialog, "empty_action")
    asked = dialog.findChild(QDialog, "birth_date_dialog")
    asked.form.field("birth_date").put(born)
    click(qtbot, asked, "save")
    assert dialog.preview.isVisible()
    assert dialog.preview.pdf.startswith(b"%PDF")
    click(qtbot, dialog, "save")
    assert len(list_certificates(store)) == 1


def test_the_name_alone_needs_no_birth_date(page, store):
    booking = make_sat(store)
    student = booking_page(store, booking=booking).student
    with store.operating("forget", "Gjord i ett test", True), store.write():
        store.update("student", student, birth_date=None)
    dialog = page.issue(booking)
    dialog.form.field("identity").put("none")
    assert dialog.preview.isVisible()
    dialog._discard()


def test_one_question_when_attendance_is_not_noted(qtbot, page, store):
    booking = make_sat(store, attendance=None)
    dialog = page.issue(booking)
    click(qtbot, dialog, "save")
    box = dialog.findChild(QMessageBox, "was_present")
    assert box.text() == "Var hen närvarande?"
    click(qtbot, box, "yes")
    assert not dialog.isVisible()
    assert booking_page(store, booking=booking).attendance == "present"
    assert len(list_certificates(store)) == 1


def test_no_means_no_certificate(qtbot, page, store):
    booking = make_sat(store, attendance=None)
    dialog = page.issue(booking)
    click(qtbot, dialog, "save")
    click(qtbot, dialog.findChild(QMessageBox, "was_present"), "no")
    assert dialog.isVisible()
    assert list_certificates(store) == []
    dialog._discard()


def test_never_for_an_absent_student(qtbot, page, store):
    dialog = page.issue(make_sat(store, attendance="absent"))
    click(qtbot, dialog, "save")
    assert dialog.isVisible()
    assert dialog.form._rows["booking"].wrong.isVisibleTo(dialog)
    assert list_certificates(store) == []
    dialog._discard()


def test_withdraw_and_replace(qtbot, page, store):
    issue_certificate(store, booking=make_sat(store))
    page.table.choose(0)
    dialog = page.replace()
    type_text(dialog.findChild(QLineEdit, "reason"), "Fel datum")
    click(qtbot, dialog, "save")
    assert [page.model.record(row).replaced_by != "" for row in range(2)] == [False, True]
    page.table.choose(0)
    dialog = page.withdraw()
    click(qtbot, dialog, "save")
    assert dialog.isVisible(), "a reason is needed"
    type_text(dialog.findChild(QLineEdit, "reason"), "Utfärdat av misstag")
    click(qtbot, dialog, "save")
    assert all(one.withdrawn for one in list_certificates(store))
    page.table.choose(0)
    assert not page.findChild(QPushButton, "withdraw").isEnabled()


def test_save_and_check_the_file_and_its_text(qtbot, page, store, tmp_path):
    issue_certificate(store, booking=make_sat(store))
    paper = page.open_paper(list_certificates(store)[0])
    paper.save_as(tmp_path / "intyg.pdf")
    check = page.check()
    check.check_file(tmp_path / "intyg.pdf")
    assert check.banner._first.text().startswith("Äkta")
    seal = store.value("SELECT seal FROM certificate")
    check.findChild(QPlainTextEdit, "sealed").setPlainText(seal)
    click(qtbot, check, "check_text")
    assert "äkta" in check.banner._first.text()
    check.findChild(QPlainTextEdit, "sealed").setPlainText(seal[:-4] + "AAAA")
    click(qtbot, check, "check_text")
    assert check.banner._first.text().startswith("Inte äkta")
    check.findChild(QPlainTextEdit, "sealed").setPlainText("hej")
    click(qtbot, check, "check_text")
    assert "Ingen försegling" in check.banner._first.text()


def test_protected_person_needs_a_reason_and_shows_no_name(qtbot, page, store):
    student = make_student(store, 3)
    booking = make_sat(store, 3, student=student)
    set_protection(store, student=student, protection=Protection.MARKED, reason="Beslut")
    dialog = page.issue(booking)
    click(qtbot, dialog, "save")
    assert dialog.form._rows["reason"].wrong.isVisibleTo(dialog)
    type_text(dialog.findChild(QLineEdit, "reason"), "Till Försäkringskassan")
    click(qtbot, dialog, "save")
    record = page.model.record(0)
    assert record.protected
    assert "Person" in record.name
    asked = [one for one in page.children() if one.isWidgetType() and one.isWindow()]
    assert any(one.findChild(QLineEdit, "reason") for one in asked if one.isVisible())


def test_no_printer_offers_the_file(qtbot, store):
    name_centre(store)
    issue_certificate(store, booking=make_sat(store))
    bus = Bus(store)
    page = CertificatesPage(store, bus)
    qtbot.addWidget(page)
    page.show()
    paper = page.open_paper(list_certificates(store)[0])
    assert not paper.print_button.isEnabled()
    assert paper.save_button.isEnabled()
    assert list_certificates(store)[0].printed is None
    paper.accept()
    bus.close()


def test_print_draws_every_page_and_cancel_sends_nothing(qapp, store, tmp_path):
    name_centre(store)
    uid = issue_certificate(store, booking=make_sat(store))
    pdf = page_of(store, uid)

    def to_file(printer, _parent):
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "ut.pdf"))
        return True

    assert print_pdf(pdf, "Intyg 1", choose=to_file)
    assert (tmp_path / "ut.pdf").read_bytes().startswith(b"%PDF")
    assert not print_pdf(pdf, "Intyg 1", choose=lambda _p, _w: False)


def page_of(store, uid):
    from lärcentrum.certificates.certificates import certificate_paper

    return certificate_paper(store, certificate=uid)


def test_model(page, store, qtmodeltester):
    issue_certificate(store, booking=make_sat(store))
    qtmodeltester.check(page.model)
