from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
)

from lärcentrum.store.errors import BackupDamaged, Damaged, NotARegister, WrongPassword
from ui.kit.jobs import JobRunner
from ui.start.recovery import Copy, RecoveryPage

CODE = "7KQ2-M9XD-4HJT-P6WN-RB3F-8ZCE-5GLV-2SYA"


@pytest.fixture
def jobs(qtbot):
    made = JobRunner()
    yield made
    made.stop()


def click(parent, name):
    parent.findChild(QPushButton, name).click()


def put(parent, name, text):
    parent.findChild(QLineEdit, name).setText(text)


def copies():
    days = [datetime(2026, 11, 23, 7, 55), datetime(2026, 11, 22, 16, 2)]
    return [
        Copy(path=Path(f"{day:%m%d}.lcbackup"), made=day, kilobytes=1800 + n)
        for n, day in enumerate(days)
    ]


class Restorer:
    """Puts copies back, but the newest is damaged."""

    def __init__(self):
        self.asked = []

    def restore(self, path, code):
        self.asked.append((path.name, code))
        if code != CODE:
            raise WrongPassword(0)
        if path.name == "1123.lcbackup":
            raise BackupDamaged

    def describe(self, path):
        if path.suffix != ".lcbackup":
            raise NotARegister
        return Copy(path=path, made=datetime(2026, 11, 1, 8), kilobytes=9)


@pytest.fixture
def restorer():
    return Restorer()


@pytest.fixture
def recovery(qtbot, restorer, jobs):
    page = RecoveryPage(
        Damaged(), copies(), restorer.restore, restorer.describe, jobs, lambda: None
    )
    qtbot.addWidget(page)
    page.resize(1024, 700)
    page.show()
    return page


def test_a_damaged_register_is_told_with_what_would_be_missing(recovery):
    assert recovery.banner.findChild(QLabel, "banner_code").text() == "FE06"
    assert "mån 23 nov 07:55" in recovery.lost.text()
    assert "saknas" in recovery.lost.text()
    assert recovery.table.record().path.name == "1123.lcbackup"


def test_a_damaged_copy_is_marked_and_the_next_is_offered(qtbot, recovery, restorer):
    put(recovery, "code", CODE)
    click(recovery, "restore")
    qtbot.waitUntil(lambda: recovery.model.record(0).bad)
    assert recovery.banner.findChild(QLabel, "banner_code").text() == "FE07"
    assert recovery.table.record().path.name == "1122.lcbackup"
    with qtbot.waitSignal(recovery.restored):
        click(recovery, "restore")
    assert restorer.asked == [("1123.lcbackup", CODE), ("1122.lcbackup", CODE)]


def test_a_wrong_code_changes_nothing(qtbot, recovery):
    put(recovery, "code", "fel")
    click(recovery, "restore")
    qtbot.waitUntil(recovery.go.isEnabled)
    assert not recovery.model.record(0).bad


def test_a_copy_from_elsewhere_can_be_chosen(recovery):
    recovery.take_file("/usb/x.txt")
    assert recovery.banner.isVisible()
    recovery.take_file("/usb/x.lcbackup")
    assert recovery.table.record().path == Path("/usb/x.lcbackup")
    assert recovery.model.rowCount() == 3


def test_a_copy_of_another_register_says_whose_place_it_takes(recovery):
    assert "annat register" not in recovery.lost.text()
    recovery._describe = lambda path: Copy(
        path=path, made=datetime(2026, 11, 1, 8), kilobytes=9, other=True
    )
    recovery.take_file("/usb/x.lcbackup")
    assert "annat register" in recovery.lost.text()
    assert "sön 1 nov 08:00" in recovery.lost.text()


def test_without_copies_it_says_where_to_look(qtbot, restorer, jobs):
    page = RecoveryPage(Damaged(), [], restorer.restore, restorer.describe, jobs, lambda: None)
    qtbot.addWidget(page)
    page.show()
    assert page.table.empty.isVisible()
    assert not page.go.isEnabled()
    assert isinstance(page, QObject)
