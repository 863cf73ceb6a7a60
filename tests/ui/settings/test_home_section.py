"""Hem för registret: chosen, handed over, and what lies aside applied or dropped."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum import opening
from lärcentrum.exams.rooms import list_rooms
from lärcentrum.home import leases
from lärcentrum.home.aside import Fate
from lärcentrum.home.errors import HandedOver
from tests.helpers import homes
from tests.helpers.homes import add, kill
from ui.kit.jobs import JobRunner
from ui.settings.home_section import HomeSection


@pytest.fixture
def jobs(qtbot):
    return JobRunner()


@pytest.fixture
def show(qtbot, jobs):
    def section(opened):
        made = HomeSection(opened.store, jobs)
        qtbot.addWidget(made)
        made.reload()
        made.show()
        return made

    return section


def wait(jobs, qtbot):
    qtbot.waitUntil(lambda: not jobs.jobs, timeout=10_000)


def said(banner):
    return " ".join(one.text() for one in banner.findChildren(QLabel))


def press(section, name):
    section.findChild(QPushButton, name).click()


def test_a_home_is_chosen_and_the_register_handed_over(show, opened, jobs, qtbot, tmp_path):
    section = show(opened)
    assert "inget hem" in section.place.text()
    assert not section.over.isEnabled()
    (tmp_path / "OneDrive").mkdir()
    section.set_folder(tmp_path / "OneDrive")
    wait(jobs, qtbot)
    assert "synkas" in said(section.banner)
    (tmp_path / "hem").mkdir()
    section.set_folder(tmp_path / "hem")
    wait(jobs, qtbot)
    assert "finns på den här datorn" in section.place.text()
    press(section, "hand_over")
    press(section, "give_register")
    wait(jobs, qtbot)
    assert not leases.newest(tmp_path / "hem").held
    assert not section.over.isEnabled()
    with pytest.raises(HandedOver):
        add(opened, "Nej")


def test_what_lies_aside_is_applied_and_dropped(show, qtbot, tmp_path):
    one, two, _home = homes.shared(tmp_path)
    first = one.log_in()
    add(first, "Ett")
    add(first, "Två")
    kill(first)
    opening.leave(two.log_in(take_over=True))
    first = one.log_in()
    section = show(first)
    assert section.model.rows() == 2
    section.table.choose(0)
    press(section, "apply_aside")
    assert [room.name for room in list_rooms(first.store)] == ["Ett"]
    section.table.choose(1)
    dialog = section.drop()
    dialog.form.fill(reason="Fel sal")
    dialog.accept()
    fates = [section.model.record(row).fate for row in range(section.model.rows())]
    assert fates == [Fate.APPLIED, Fate.DROPPED]
    opening.leave(first)


def test_tab_goes_as_one_reads(show, opened):
    section = show(opened)
    over = section.findChild(QPushButton, "hand_over")
    assert over.nextInFocusChain() is section.table
    after = section.table.nextInFocusChain()
    while not isinstance(after, QPushButton):
        after = after.nextInFocusChain()
    assert after.objectName() == "apply_aside"
