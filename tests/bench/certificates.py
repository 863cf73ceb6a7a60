"""Figures of certificates: drawn one by one, by two processes, in one file, beside the window."""

import base64
import io
import itertools
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication

from lärcentrum.certificates.template_reading import shipped_template
from lärcentrum.certificates.template_records import Look
from lärcentrum.certificates.wording import wording
from lärcentrum.documents.batch import draw_many, joined
from lärcentrum.documents.certificate_paper import CertificateSheet, draw_certificate
from lärcentrum.documents.qr import code_of
from tests.bench.figures import Figure, beside, figure, seconds
from tests.helpers.certificates import FACTS, sheet_of
from ui.kit.jobs import JobRunner
from ui.kit.table import Column, RecordModel, Table
from ui.kit.theme import theme

MANY, CONVERTED, RUNS = 500, 50, 5
FRAME = 1 / 60
GIVEN = ("Áilu", "Eva-Åsa", "Märta", "Per-Ola", "Ingrid", "Nils", "Čáhppe", "Ŋávdni", "Žiga", "Åke")


def figures() -> Iterator[Figure]:
    """Measure them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    theme()
    sheets = certificates()
    one = partial(_separate, sheets)
    one()
    ours = statistics.median(seconds(one) for _run in range(RUNS)) / MANY
    with tempfile.TemporaryDirectory() as folder:
        theirs = _libreoffice(sheets[:CONVERTED], Path(folder)) / CONVERTED
    name = f"{MANY} separate certificates, each / LibreOffice converting {CONVERTED}, each"
    yield figure(name, 1 / 20, ours, theirs)
    calls = [partial(draw_certificate, sheet) for sheet in sheets]
    yield beside(
        f"{MANY} certificates in two processes / in one", 1 / 1.6,
        lambda: draw_many(calls, processes=2), lambda: draw_many(calls, processes=1), RUNS,
    )  # fmt: skip
    hand = Hand(draw_certificate(sheets[0]), sheets)
    yield beside(
        f"{MANY} certificates in one file / hand-written objects, fonts and code ready", 1 / 0.35,
        lambda: joined(_separate(sheets)), hand.write, RUNS,
    )  # fmt: skip
    sizes = len(joined(_separate(sheets))), len(hand.write())
    yield figure("the file's size / the hand-written file", 1.2, *map(float, sizes))
    late, shown = _frames(lambda: draw_many(calls))
    name = f"frames over 16.7 ms while {MANY} are drawn / 1 % of them"
    yield figure(name, 1, late, max(shown / 100, 1e-9), "frames")
    app.processEvents()


def certificates() -> list[CertificateSheet]:
    """Certificates of invented people, with a logo."""
    logo = io.BytesIO()
    made = Image.new("RGB", (300, 100), "white")
    ImageDraw.Draw(made).ellipse((20, 10, 100, 90), fill="navy")
    made.save(logo, "PNG")
    facts = (
        replace(FACTS, number=f"2421-2026-{n + 1:04}", name=f"{GIVEN[n % 10]} Östberg {n}")
        for n in range(MANY)
    )
    look = Look(template=shipped_template(FACTS.kind), logo=logo.getvalue())
    return [replace(sheet_of(one), look=look) for one in facts]


def _separate(sheets: list[CertificateSheet]) -> list[bytes]:
    return [draw_certificate(sheet) for sheet in sheets]


class Hand:
    """Writes the same pages as plain objects: only the number and the code differ.

    What is ready: the typefaces, the logo, each page's code, and its operators up to what differs.

    Args:
        first: a drawn certificate, whose operators and shared objects are taken over.
        sheets: whose pages.
    """

    def __init__(self, first: bytes, sheets: list[CertificateSheet]) -> None:
        found = re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", first, re.DOTALL)
        self._bodies = {int(n): body for n, body in found}
        self._page = next(n for n, body in self._bodies.items() if b"/Contents " in body)
        self._tree = next(n for n, body in self._bodies.items() if b"/Kids " in body)
        self._root = next(n for n, body in self._bodies.items() if b"/Type /Catalog" in body)
        content = re.search(rb"/Contents (\d+) 0 R", self._bodies[self._page])
        packed = self._bodies.pop(int(content[1])) if content else b""
        self._steps = zlib.decompress(packed.partition(b"stream\n")[2])
        self._codes = [code_of(sheet.sealed).path.encode() for sheet in sheets]
        self._numbers = [sheet.facts.number.encode() for sheet in sheets]
        if self._codes[0] not in self._steps or self._numbers[0] not in self._steps:
            raise RuntimeError("a certificate is drawn in another way than the reference knows")

    def write(self) -> bytes:
        """Give the file."""
        bodies, page = dict(self._bodies), self._bodies[self._page]
        del bodies[self._page]
        last, kids = max(self._bodies) + 1, []
        for number, code in zip(self._numbers, self._codes, strict=True):
            steps = self._steps.replace(self._numbers[0], number).replace(self._codes[0], code)
            data = zlib.compress(steps)
            head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(data)
            bodies[last] = head + data + b"\nendstream"
            bodies[last + 1] = re.sub(rb"/Contents \d+ 0 R", b"/Contents %d 0 R" % last, page)
            kids.append(b"%d 0 R" % (last + 1))
            last += 2
        every = len(kids), b" ".join(kids)
        bodies[self._tree] = b"<< /Count %d /Kids [ %b ] /Type /Pages >>" % every
        whole, places = io.BytesIO(), []
        whole.write(b"%PDF-1.4\n")
        for n, body in bodies.items():
            places.append((n, whole.tell()))
            whole.write(b"%d 0 obj\n%b\nendobj\n" % (n, body))
        start = whole.tell()
        rows = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
        whole.write(b"xref\n0 1\n0000000000 65535 f \n%b" % rows)
        whole.write(b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (last, self._root))
        whole.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return whole.getvalue()


def _libreoffice(sheets: list[CertificateSheet], folder: Path) -> float:
    """Have LibreOffice convert as many documents in one start; give the seconds."""
    tool = shutil.which("soffice")
    if tool is None:
        raise RuntimeError("LibreOffice is needed to measure against: make bench installs it")
    files = []
    for n, sheet in enumerate(sheets):
        path = folder / f"{n}.fodt"
        path.write_text(_document(sheet), "utf-8")
        files.append(str(path))
    profile = (folder / "profil").as_uri()
    call = [tool, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
            "--outdir", str(folder)]  # fmt: skip
    # The first start makes its profile, which no later one does.
    subprocess.run([*call, files[0]], check=True, capture_output=True, timeout=300)
    convert = partial(subprocess.run, [*call, *files], check=True, capture_output=True, timeout=300)
    taken = statistics.median(seconds(convert) for _run in range(3))
    if len(list(folder.glob("*.pdf"))) != len(sheets):
        raise RuntimeError("LibreOffice did not convert all of them")
    return taken


def _document(sheet: CertificateSheet) -> str:
    code, logo = code_of(sheet.sealed), sheet.look.logo if sheet.look else b""
    drawn = Image.new("1", (code.side, code.side), 1)
    pen = ImageDraw.Draw(drawn)
    for box in code.path.split(" re")[:-1]:
        column, height, length, _one = map(int, box.split())
        row = code.side + 3 - height
        pen.line((column - 4, row, column + length - 5, row), fill=0)
    png = io.BytesIO()
    drawn.resize((code.side * 6, code.side * 6)).save(png, "PNG")
    texts = (piece.text for piece in wording(sheet.facts, sheet.around).in_order())
    styles = itertools.cycle(("Regular", "Semibold"))
    words = "".join(
        f'<text:p text:style-name="{style}">{escape(text)}</text:p>'
        for style, text in zip(styles, texts, strict=False)
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"), ("text", "text"), ("style", "style"), ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
        )
    )  # fmt: skip
    fonts = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"><style:text-properties'
        f' fo:font-family="{family}" fo:font-size="11pt"/></style:style>'
        for name, family in (("Regular", "DejaVu Sans"), ("Semibold", "DejaVu Serif"))
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{fonts}</office:automatic-styles><office:body><office:text>"
        f"{_picture(logo, 50, 16)}{words}{_picture(png.getvalue(), 41, 41)}"
        "</office:text></office:body></office:document>"
    )


def _picture(data: bytes, width: int, height: int) -> str:
    return (
        f'<text:p><draw:frame text:anchor-type="as-char" svg:width="{width}mm"'
        f' svg:height="{height}mm"><draw:image><office:binary-data>'
        f"{base64.b64encode(data).decode()}</office:binary-data></draw:image></draw:frame></text:p>"
    )


def _frames(work: Callable[[], object]) -> tuple[int, int]:
    """Scroll a long list while a job of the window draws; give the late frames and all."""
    rows = [(f"2421-2026-{n:04}", f"Eva Östberg {n}", "Statistik A") for n in range(2000)]
    titles = ("Nummer", "Namn", "Avser")
    columns = [
        Column(key=title, title=title, text=lambda row, n=n: row[n])
        for n, title in enumerate(titles)
    ]
    model = RecordModel(columns)
    table = Table(model, name="rader", title="Intyg")
    table.resize(1100, 700)
    model.show(rows)
    table.show()
    QApplication.processEvents()
    done, runner, taken = threading.Event(), JobRunner(), []

    def draw(_progress: object) -> None:
        work()
        done.set()

    bar = table.verticalScrollBar()
    runner.run("", draw)
    for step in itertools.count():
        if done.is_set():
            break
        place = (step * 37) % max(bar.maximum(), 1)

        def scroll(place: int = place) -> None:
            bar.setValue(place)
            table.viewport().repaint()
            QApplication.processEvents()

        taken.append(seconds(scroll))
    runner.stop()
    return sum(one > FRAME for one in taken), len(taken)
