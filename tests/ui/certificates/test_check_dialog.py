"""Kontrollera intyg: a photograph of the paper, chosen or dropped."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from lärcentrum.certificates.certificates import certificate_paper
from lärcentrum.certificates.check_list import CheckList, write_list
from lärcentrum.documents.issue_certificate import issue_certificate
from tests.helpers import certificates
from tests.helpers.sat import make_sat, name_centre
from ui.certificates.check_dialog import CheckDialog


@pytest.fixture
def photo(store, tmp_path):
    name_centre(store)
    uid = issue_certificate(store, booking=make_sat(store))
    page = pypdfium2.PdfDocument(certificate_paper(store, certificate=uid))[0]
    path = tmp_path / "foto åäö.jpg"
    page.render(scale=2.5).to_pil().rotate(2, fillcolor="white").save(path)
    return path


def test_a_photograph_says_what_was_sealed(qtbot, store, photo):
    dialog = CheckDialog(store)
    qtbot.addWidget(dialog)
    dialog.check_file(photo)
    assert dialog.banner._first.text().startswith("Förseglingen är äkta.")
    assert "Eva Linnéa Östberg" in [one.text() for one in dialog.findChildren(QLabel)]


def test_a_dropped_file_is_checked_wherever_it_falls(qtbot, store, photo):
    dialog = CheckDialog(store)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.text.acceptDrops()
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(photo))])
    copying, left, plain = (
        Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(dialog, QDragEnterEvent(QPoint(9, 9), copying, dragged, left, plain))
    QApplication.sendEvent(dialog, QDropEvent(QPointF(9, 9), copying, dragged, left, plain))
    assert dialog.banner._first.text().startswith("Förseglingen är äkta.")


def test_a_check_list_of_another_centre(qtbot, store, tmp_path):
    private, key, theirs = certificates.PRIVATE, certificates.KEY, tmp_path / "intyg.pdf"
    theirs.write_bytes(certificates.pdf_of())
    data = write_list(
        CheckList(centre="2421", made=date(2026, 11, 1), keys=(key,), withdrawals=()), private
    )
    (tmp_path / "listor.txt").write_bytes(data)
    (tmp_path / "ändrad.txt").write_bytes(data.replace(b"2026-11-01", b"2026-11-02"))
    dialog = CheckDialog(store)
    qtbot.addWidget(dialog)
    dialog.check_file(theirs)
    assert "inte känd" in dialog.banner._first.text()
    dialog.read_lists(tmp_path / "ändrad.txt")
    dialog.check_file(theirs)
    assert "inte känd" in dialog.banner._first.text()
    dialog.read_lists(tmp_path / "listor.txt")
    assert dialog.banner._first.text() == "Kontrollistan är inläst."
    dialog.check_file(theirs)
    assert dialog.banner._first.text().startswith("Äkta")
