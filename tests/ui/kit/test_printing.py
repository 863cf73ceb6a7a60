"""Printing with stand-in printers: sent, cancelled, broken, hanging; and which printer is kept."""

import os
import stat
import threading
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageOps
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QProgressDialog

from lärcentrum.documents.errors import PrinterFailed
from lärcentrum.documents.paper import Letterhead
from lärcentrum.documents.toilet_log_paper import ToiletLog, draw_toilet_log
from lärcentrum.store.errors import TargetGone
from ui.kit import printing
from ui.kit.pdf_view import page_count
from ui.kit.printing import print_pdf, remembering
from ui.kit.settings import Memory
from ui.kit.spool import clear_spool


@pytest.fixture(scope="module")
def pdf():
    head = Letterhead(municipality="Storuman", centre="Lärcentrum")
    printed = datetime(2026, 11, 23, 7, 30)
    return draw_toilet_log(
        ToiletLog(head=head, room="Sal Å", times="mån 23 nov", printed=printed, people=60)
    )


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    """The user's own folder, for what a print keeps meanwhile."""
    monkeypatch.setenv("LARCENTRUM_STATE", str(tmp_path / "eget"))
    return tmp_path / "eget"


def to(path, **more):
    """Choose a printer that writes a file."""

    def choose(printer, _parent):
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        for name, value in more.items():
            getattr(printer, name)(*value)
        return True

    return choose


def test_every_page_goes_to_the_printer_where_it_stands(qapp, pdf, tmp_path):
    assert page_count(pdf) == 3
    assert print_pdf(pdf, "Toalettlista", choose=to(tmp_path / "ut.pdf"))
    printed = (tmp_path / "ut.pdf").read_bytes()
    assert page_count(printed) == 3
    # The black of the page lies in the same place on paper as on the screen.
    for one, other in zip(ink(pdf), ink(printed), strict=True):
        assert abs(one - other) <= 3


def ink(pdf):
    """The box around what is drawn on the first page, in half points."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    return ImageOps.invert(image).point(lambda value: 255 * (value > 100)).getbbox()


def test_some_pages_and_several_copies(qapp, pdf, tmp_path):
    chosen = to(
        tmp_path / "ut.pdf", setPrintRange=(QPrinter.PrintRange.PageRange,), setFromTo=(2, 3),
        setCopyCount=(2,),
    )  # fmt: skip
    assert print_pdf(pdf, "Toalettlista", choose=chosen)
    wanted = 2 if QPrinter().supportsMultipleCopies() else 4
    assert page_count((tmp_path / "ut.pdf").read_bytes()) in (wanted, 4)


def test_a_dialog_that_is_cancelled_sends_nothing(qapp, pdf):
    assert not print_pdf(pdf, "Toalettlista", choose=lambda _p, _w: False)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_cannot_be_reached(qapp, pdf, tmp_path):
    with pytest.raises(PrinterFailed) as caught:
        print_pdf(pdf, "Toalettlista", choose=to(tmp_path / "finns" / "inte" / "ut.pdf"))
    assert caught.value.code == "FF07"
    assert "inte märkt som utskrivet" in caught.value.parts()[1]


class OutOfPaper(QPrinter):
    """Takes one page."""

    def newPage(self):
        return False


def test_a_printer_that_runs_out_of_paper(qapp, pdf, tmp_path):
    with pytest.raises(PrinterFailed):
        print_pdf(pdf, "Toalettlista", choose=to(tmp_path / "ut.pdf"), make=OutOfPaper)


class Hanging(QPrinter):
    """Answers nothing after the first page until it is let go."""

    let_go = threading.Event()

    def newPage(self):
        self.let_go.wait(20)
        return False


def test_the_systems_file_lies_in_a_private_folder_and_goes(qapp, pdf, tmp_path, state):
    places = []

    class Spooling(QPrinter):
        def newPage(self):
            place = Path(os.environ["TMPDIR"])
            (place / "spool").write_bytes(b"%PDF")
            places.append((place, stat.S_IMODE(place.stat().st_mode)))
            return super().newPage()

    assert print_pdf(pdf, "Toalettlista", choose=to(tmp_path / "ut.pdf"), make=Spooling)
    assert "TMPDIR" not in os.environ
    for place, mode in places:
        assert place.parent == state / "printing"
        assert mode == 0o700
        assert not place.exists()


def test_what_a_killed_print_left_goes_at_the_next_start(state):
    (state / "printing" / "x").mkdir(parents=True)
    (state / "printing" / "x" / "spool").write_bytes(b"%PDF")
    clear_spool(state)
    assert not (state / "printing").exists()
    clear_spool(state)


def test_without_a_private_folder_nothing_is_printed(qapp, pdf, tmp_path):
    def nowhere():
        (tmp_path / "fil").write_bytes(b"")
        return tmp_path / "fil"

    with pytest.raises(TargetGone):
        print_pdf(pdf, "Toalettlista", choose=to(tmp_path / "ut.pdf"), state=nowhere)
    assert not (tmp_path / "ut.pdf").exists()


def cancel_when_shown():
    bars = [one for one in QApplication.topLevelWidgets() if isinstance(one, QProgressDialog)]
    if bars and bars[0].value() >= 1:
        bars[0].canceled.emit()
    else:
        QTimer.singleShot(20, cancel_when_shown)


def test_a_printer_that_hangs_leaves_the_window_alive(qtbot, pdf, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "PATIENCE", 50)
    Hanging.let_go.clear()
    beats = []
    pulse = QTimer(interval=5)
    pulse.timeout.connect(lambda: beats.append(1))
    pulse.start()
    cancel_when_shown()
    with pytest.raises(PrinterFailed):
        print_pdf(pdf, "Toalettlista", choose=to(tmp_path / "ut.pdf"), make=Hanging)
    pulse.stop()
    assert len(beats) > 3
    assert feeding()
    Hanging.let_go.set()
    qtbot.waitUntil(lambda: not feeding())


def feeding():
    return [one for one in threading.enumerate() if one.name == "printer"]


def test_printing_is_cancelled_between_two_pages(qtbot, pdf, tmp_path):
    def cancel():
        (bar,) = [o for o in QApplication.topLevelWidgets() if isinstance(o, QProgressDialog)]
        bar.canceled.emit()

    QTimer.singleShot(0, cancel)
    assert not print_pdf(pdf, "Toalettlista", choose=to(tmp_path / "ut.pdf"))


def test_a_printer_is_remembered_for_each_kind_of_paper(qapp, tmp_path, monkeypatch):
    known = ["Kontoret", "Kassan"]
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: known))
    memory = Memory(tmp_path)

    class Named:
        def __init__(self):
            self.name = ""

        def setPrinterName(self, name):
            self.name = name

        def printerName(self):
            return self.name

    def take(name):
        def choose(printer, _parent):
            printer.setPrinterName(name)
            return True

        return choose

    offered = []

    def look(printer, _parent):
        offered.append(printer.name)
        return False

    remembering(memory, "desk", take("Kassan"))(Named(), None)
    remembering(memory, "door", take("Kontoret"))(Named(), None)
    for kind in ("desk", "door", "toilet"):
        assert not remembering(memory, kind, look)(Named(), None)
    known.remove("Kassan")
    remembering(memory, "desk", look)(Named(), None)
    assert offered == ["Kassan", "Kontoret", "", ""]
