"""The guide in its window: pictures as wide as the text, saved as PDF, opened where one is."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QLabel

import resources
from lärcentrum.documents.guide_pages import (
    Kind,
    blocks,
    guide_files,
    page_text,
    spans,
)
from ui.kit import theme
from ui.kit.commands import Command
from ui.kit.guide import GuideText, GuideWindow

GUIDE = resources.path("guide")
UI = Path(resources.__file__).parent.parent / "ui"
IMAGE = QTextDocument.ResourceType.ImageResource


@pytest.fixture
def folder(tmp_path):
    QImage(900, 300, QImage.Format.Format_RGB32).save(str(tmp_path / "wide.png"))
    (tmp_path / "start.md").write_text(
        "# Börja\n\n![Ett brett fönster](wide.png)\n\n" + "rad\n\n" * 60 + "## Låsa å\n\nslut",
        "utf-8",
    )
    return tmp_path


@pytest.fixture
def text(qtbot, folder):
    made = GuideText(folder)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.show_page(page_text(folder / "start.md"))
    return made


def shown_width(text):
    picture = text.document().resource(IMAGE, QUrl("wide.png"))
    return picture.width() / picture.devicePixelRatio()


def test_a_picture_is_never_wider_than_the_text(text):
    assert 400 < shown_width(text) < text.viewport().width()
    text.resize(700, 400)
    assert 600 < shown_width(text) < text.viewport().width()
    text.resize(1400, 400)
    assert shown_width(text) == 900
    assert text.horizontalScrollBar().maximum() == 0


def test_what_a_picture_shows_is_said_in_words(text):
    assert "Ett brett fönster" in text.toPlainText()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_has_an_edge_that_is_seen_on_any_ground(text, scheme):
    theme.theme().use(scheme, 200 if scheme == "dark" else 100)
    try:
        picture = text.document().resource(IMAGE, QUrl("wide.png"))
        assert picture.pixelColor(0, 0).name() == theme.tokens().outline.lower()
        assert shown_width(text) < text.viewport().width()
    finally:
        theme.theme().use("light", 100)


def test_a_place_in_a_page_is_shown_at_the_upper_edge(text):
    text.go_to("lasa-a")
    assert text.verticalScrollBar().value() > 0
    assert text.textCursor().block().text() == "Låsa å"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def said(text: str) -> str:
    return "".join(
        said(piece) if kind in ("strong", "soft", "link") else piece
        for kind, piece, _goal in spans(text)
    )


@pytest.mark.parametrize("file", guide_files(GUIDE), ids=lambda file: file.stem)
def test_the_window_and_the_paper_read_the_same_words(qapp, file):
    document = QTextDocument()
    document.setMarkdown(page_text(file))
    ours = []
    for block in blocks(page_text(file)):
        if block.kind is Kind.CODE:
            ours += words(block.text)
        elif block.kind is not Kind.PICTURE:
            ours += words(said(block.text))
            ours += [word for row in block.rows for cell in row for word in words(said(cell))]
    assert ours == words(document.toPlainText())


def test_the_whole_guide_is_saved_as_pdf(qtbot, folder):
    window = GuideWindow([], folder)
    qtbot.addWidget(window)
    window.open_at("start")
    window.save_as(folder / "väg.pdf")
    assert not window.save_button.isEnabled()
    qtbot.waitUntil(window.save_button.isEnabled, timeout=20_000)
    assert (folder / "väg.pdf").read_bytes().startswith(b"%PDF")
    said = " ".join(one.text() for one in window.banner.findChildren(QLabel))
    assert "väg.pdf" in said


def test_a_pdf_that_cannot_be_saved_says_why(qtbot, folder):
    window = GuideWindow([], folder)
    qtbot.addWidget(window)
    window.open_at("start")
    window.save_as(folder / "saknas" / "väg.pdf")
    qtbot.waitUntil(window.save_button.isEnabled, timeout=20_000)
    assert not window.banner.isHidden()


@pytest.mark.parametrize("width", [1240, 900])
def test_every_key_is_read_whole(qtbot, folder, width):
    said = [Command(key=str(n), label="Ny (sidans huvudknapp) och så vidare", run=print,
                    shortcut="Ctrl+Shift+S") for n in range(40)]  # fmt: skip
    window = GuideWindow(said, folder)
    qtbot.addWidget(window)
    window.open_at("start")
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.width() == width)
    qtbot.waitUntil(lambda: window.keys.horizontalScrollBar().maximum() == 0)


def test_in_a_narrow_window_the_keys_stand_below_the_pages(qtbot, folder):
    command = Command(key="find", label="Sök", run=len, group="Allmänt", shortcut="Ctrl+K")
    window = GuideWindow([command], folder)
    qtbot.addWidget(window)
    window.open_at("start")
    window.resize(1240, 700)
    beside = window.keys.mapTo(window, window.keys.rect().topLeft())
    assert beside.x() > window.text.mapTo(window, window.text.rect().topLeft()).x()
    window.resize(760, 700)
    below = window.keys.mapTo(window, window.keys.rect().topLeft())
    assert below.x() < window.text.mapTo(window, window.text.rect().topLeft()).x()
    assert window.keys.isVisible()
    assert window.text.width() > 400
