"""Every kind of certificate from the window: Nytt intyg, and one button from Praktik."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from lärcentrum.certificates.certificates import list_certificates
from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.people.students import read_student
from tests.helpers.keys import type_text
from tests.helpers.people import make_student
from tests.helpers.sat import make_internship, make_sat, name_centre
from ui.certificates.certificates_page import CertificatesPage
from ui.kit.bus import Bus
from ui.kit.fields import Choice


@pytest.fixture
def page(qtbot, store):
    name_centre(store)
    bus = Bus(store)
    page = CertificatesPage(store, bus)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    yield page
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def shown(dialog):
    return {name for name in dialog.form._rows if dialog.form.field(name).isVisible()}


def test_the_daily_one_takes_three_actions(qtbot, page, store):
    """Find the exam, take it, issue: the kind is chosen already and the cursor stands right."""
    make_sat(store)
    dialog = page.issue()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    assert dialog.focusWidget().objectName() == "booking"
    assert shown(dialog) == {"kind", "booking", "language", "identity", "valid_to", "reason"}
    type_text(dialog.findChild(QLineEdit, "booking"), "samh")
    dialog.form.field("booking")._take_current()
    click(qtbot, dialog, "save")
    assert [one.kind for one in list_certificates(store)] == [CertificateKind.EXAM]


def test_a_typed_one(qtbot, page, store):
    student = make_student(store, 0)
    dialog = page.issue()
    dialog.form.field("kind").put("participation")
    assert {"student", "title", "starts_on", "ends_on", "extent"} <= shown(dialog)
    assert not {"booking", "internship", "starts", "hours"} & shown(dialog)
    click(qtbot, dialog, "save")
    assert dialog.form._rows["title"].wrong.isVisible(), "what is missing is said at its field"
    dialog.form.field("student").put(Choice(student, read_student(store, student=student).name))
    type_text(dialog.findChild(QLineEdit, "title"), "Digital baskurs")
    dialog.form.field("starts_on").put(date(2027, 1, 1))
    assert "börjat" in dialog.why.findChild(QLabel, "empty_title").text()
    dialog.form.field("starts_on").put(date(2026, 11, 2))
    assert dialog.preview.pdf.startswith(b"%PDF")
    click(qtbot, dialog, "save")
    (row,) = list_certificates(store)
    assert (row.kind, row.title) == (CertificateKind.PARTICIPATION, "Digital baskurs")


def test_a_refusal_of_a_hidden_field_is_seen(qtbot, page, store):
    """A sat certificate without a hand-in: the reason stands at the kind."""
    dialog = page.issue(make_sat(store))
    dialog.form.field("kind").put("sat")
    click(qtbot, dialog, "save")
    assert "Inlämningen är inte noterad" in dialog.form._rows["kind"].error.text()
    dialog._discard()


def test_from_praktik_with_one_key(qtbot, store):
    from ui.practice.practice_page import PracticePage

    name_centre(store)
    internship = make_internship(store)
    bus = Bus(store)
    practice = PracticePage(store, bus)
    qtbot.addWidget(practice)
    practice.resize(1200, 700)
    practice.show()
    practice.refresh()
    practice.show_record(internship)
    for press in (
        lambda: click(qtbot, practice.internships.details, "certify"),
        next(one for one in practice.commands() if one.key == "certify_internship").run,
    ):
        with qtbot.waitSignal(practice.go) as gone:
            press()
        assert gone.args == ["certificates", f"internship:{internship}"]
    page = CertificatesPage(store, bus)
    qtbot.addWidget(page)
    page.show()
    page.show_record(f"internship:{internship}")
    dialog = next(one for one in page.children() if one.objectName() == "" and hasattr(one, "form"))
    assert dialog.form.values()["kind"] == "internship"
    assert dialog.preview.pdf.startswith(b"%PDF")
    click(qtbot, dialog, "save")
    (row,) = list_certificates(store)
    assert row.kind is CertificateKind.INTERNSHIP
    QApplication.processEvents()
    bus.close()
