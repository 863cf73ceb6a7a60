"""Codes for a substitute by clicks: a new one on its paper, one taken back."""

import re

import pypdfium2
import pytest
from PySide6.QtWidgets import QPushButton

from lärcentrum.people import spare_codes
from lärcentrum.people.spare_codes import State
from lärcentrum.store import keys
from ui.kit.paper_dialog import PaperDialog
from ui.settings.spare_codes_dialog import SpareCodesDialog
from ui.settings.users_section import UsersSection


@pytest.fixture
def dialog(qtbot, store):
    section = UsersSection(store)
    qtbot.addWidget(section)
    section.show()
    section.findChild(QPushButton, "spare_codes_button").click()
    dialog = section.findChild(SpareCodesDialog)
    dialog.kept = section
    return dialog


def test_a_code_comes_on_paper_once_and_is_taken_back(dialog, store):
    form = dialog.add()
    form.form.fill(days="0")
    assert not form.form.save()
    form.form.fill(days=21)
    form.accept()
    (paper,) = dialog.findChildren(PaperDialog)
    page = pypdfium2.PdfDocument(paper._pdf)[0].get_textpage().get_text_bounded()
    (made,) = spare_codes.list_spare_codes(store)
    groups = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{4}\b", page[page.index(made.first) :])
    opened = keys.load(store.folder).open_spare("".join(groups[:6]))
    assert opened.endswith(made.uid.encode())
    assert "21 dagar" in page
    paper.accept()
    dialog.table.choose(0)
    assert dialog.back.isEnabled()
    dialog.back.click()
    assert spare_codes.list_spare_codes(store)[0].state is State.WITHDRAWN
    dialog.table.choose(0)
    assert not dialog.back.isEnabled()
