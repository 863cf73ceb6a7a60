"""Templates of certificates by clicks: seen while typed, refused at the line, lent and read in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.certificates.template_reading import shipped_body
from lärcentrum.certificates.templates import has_own_signature, read_certificate_template
from tests.helpers.sat import name_centre
from tests.helpers.templates import picture
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner
from ui.settings.settings_page import SettingsPage

EXAM = CertificateKind.EXAM


@pytest.fixture
def section(qtbot, store):
    name_centre(store)
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    page.refresh()
    page.show_record("templates")
    yield page.sections["templates"]
    jobs.stop()
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_a_fault_puts_the_cursor_on_its_line(qtbot, section, store):
    section.table.choose(0)
    dialog = section.change()
    text = dialog.findChild(QPlainTextEdit, "body")
    assert dialog.preview.pdf.startswith(b"%PDF")
    wrong = shipped_body(EXAM).replace("size = 41", "size = 20")
    line = wrong[: wrong.index("size = 20")].count("\n") + 1
    text.setPlainText(wrong)
    qtbot.waitUntil(lambda: dialog.why.isVisible())
    assert f"Rad {line}:" in dialog.why.findChild(QLabel, "empty_title").text()
    click(qtbot, dialog, "save")
    assert dialog.isVisible()
    assert f"Rad {line}:" in dialog.form._rows["body"].error.text()
    assert dialog.findChild(QLabel, "template_line").text() == f"Rad {line}"
    text.setPlainText(wrong.replace("size = 20", "size = 40"))
    qtbot.waitUntil(lambda: dialog.preview.isVisible())
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()
    assert read_certificate_template(store, kind=EXAM).own


def test_a_logo_is_seen_before_it_is_kept(qtbot, section, store, tmp_path):
    section.table.choose(0)
    dialog = section.change()
    bare = dialog.preview.pdf
    (tmp_path / "bild.png").write_bytes(b"inte en bild")
    dialog.take_logo(tmp_path / "bild.png")
    assert dialog.why.isVisible()
    (tmp_path / "logga.png").write_bytes(picture())
    dialog.take_logo(tmp_path / "logga.png")
    assert len(dialog.preview.pdf) > len(bare)
    assert read_certificate_template(store, kind=EXAM).logo == b""
    click(qtbot, dialog, "save")
    assert read_certificate_template(store, kind=EXAM).logo


def test_lent_read_in_and_taken_back(qtbot, section, store, tmp_path):
    section.table.choose(0)
    assert not section.findChild(QPushButton, "reset_template").isEnabled()
    section.save_as(tmp_path / "mall.lcmall")
    section.read_in(tmp_path / "mall.lcmall")
    assert "Närvarointyg" in section.banner._first.text()
    assert read_certificate_template(store, kind=EXAM).own
    section.reload()
    section.table.choose(0)
    click(qtbot, section, "reset_template")
    assert not read_certificate_template(store, kind=EXAM).own
    (tmp_path / "annat.lcmall").write_bytes(b"hej")
    section.read_in(tmp_path / "annat.lcmall")
    assert "går inte att läsa in" in section.banner._first.text()


def test_ones_own_signature(qtbot, section, store, tmp_path):
    assert not section.findChild(QPushButton, "forget_signature").isVisible()
    (tmp_path / "namn.png").write_bytes(picture())
    section.take_signature(tmp_path / "namn.png")
    assert has_own_signature(store)
    section.reload()
    click(qtbot, section, "forget_signature")
    assert not has_own_signature(store)
