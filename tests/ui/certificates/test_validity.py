"""How long a certificate holds, in the window: typed and found when it ends; many of one kind."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum.certificates.certificates import list_certificates
from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.exams.times import to_minutes
from tests.helpers.sat import STARTS, make_sat, name_centre
from ui.certificates.certificates_page import CertificatesPage
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner


@pytest.fixture
def page(qtbot, store):
    name_centre(store)
    bus, jobs = Bus(store), JobRunner()
    page = CertificatesPage(store, bus, jobs=jobs)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    yield page
    jobs.stop()
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_a_typed_last_day_is_listed_and_said_by_the_check(qtbot, page, store, tmp_path):
    today = store.clock.today()
    dialog = page.issue(make_sat(store))
    dialog.form.field("valid_to").put(today - timedelta(days=1))
    assert "passerat" in dialog.why.findChild(QLabel, "empty_title").text()
    dialog.form.field("valid_to").put(today + timedelta(days=20))
    assert dialog.preview.pdf.startswith(b"%PDF")
    click(qtbot, dialog, "save")
    page.issue(make_sat(store, 1)).accept()
    assert page.model.rowCount() == 2
    page.validity.combo.setCurrentIndex(page.validity.combo.findData("30"))
    assert [page.model.record(n).valid_to for n in range(page.model.rowCount())] == [
        today + timedelta(days=20)
    ]
    paper = page.open_paper(page.model.record(0))
    paper.save_as(tmp_path / "intyg.pdf")
    store.clock.at += timedelta(days=21)
    page.reload()
    assert page.model.rowCount() == 0
    page.validity.combo.setCurrentIndex(page.validity.combo.findData("ended"))
    assert page.model.rowCount() == 1
    check = page.check()
    check.check_file(tmp_path / "intyg.pdf")
    assert "giltighetstiden är slut" in check.banner._first.text()


def test_several_that_say_the_exam_was_sat(qtbot, page, store):
    make_sat(store)
    make_sat(store, 1, handed_in_at=to_minutes(STARTS) + 200)
    dialog = page.issue_several()

    def ready():
        return dialog._job is None and not page._again.isActive()

    qtbot.waitUntil(ready, timeout=60_000)
    dialog.kind.combo.setCurrentIndex(1)
    qtbot.waitUntil(ready, timeout=60_000)
    assert [one.taken for one in dialog.drafts.lines()].count(True) == 1
    click(qtbot, dialog, "issue")
    qtbot.waitUntil(ready, timeout=60_000)
    assert [one.kind for one in list_certificates(store)] == [CertificateKind.SAT]
