"""*Jag har en säkerhetskopia* at the first start: by keyboard, refused at the field, then in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from lärcentrum.store.errors import (
    BackupDamaged,
    NotARegister,
    OtherRegister,
    WrongCode,
    WrongPassword,
)
from lärcentrum.store.file_errors import SourceGone
from tests.helpers.first_start import CODE, Maker, click, put, step
from tests.helpers.press import press, write
from ui.kit.jobs import JobRunner
from ui.start.restore_steps import NewPasswordStep
from ui.start.wizard import FirstStart


@pytest.fixture
def maker():
    return Maker()


@pytest.fixture
def wizard(qtbot, maker, tmp_path):
    jobs = JobRunner()
    page = FirstStart(maker.deeds(), jobs, tmp_path / "åäö")
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    yield page
    jobs.stop()


def to_backup(wizard, tmp_path):
    click(wizard, "backup")
    write(wizard, str(tmp_path / "USB" / "kopia.lcbackup"), Qt.Key.Key_Tab)
    press(wizard.window().focusWidget(), Qt.Key.Key_Tab)
    write(wizard, CODE)
    return step(wizard)


def test_a_backup_is_put_back_by_keyboard_and_a_password_given(qtbot, wizard, maker, tmp_path):
    wizard.window().activateWindow()
    page = to_backup(wizard, tmp_path)
    assert page.findChild(QLineEdit, "folder").text() == str(tmp_path / "åäö")
    press(wizard.window().focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(step(wizard), NewPasswordStep))
    (given,) = maker.restored
    assert given == (tmp_path / "USB" / "kopia.lcbackup", tmp_path / "åäö", CODE)
    assert "mån 23 nov 07:55" in wizard.text.text()
    assert "FB08" in wizard.text.text()
    assert wizard.back.isHidden(), "what lies there is not put there again"
    write(wizard, "maja", Qt.Key.Key_Tab)
    write(wizard, "ny hemlighet", Qt.Key.Key_Tab)
    write(wizard, "annan")
    press(wizard.window().focusWidget(), Qt.Key.Key_Return)
    assert "inte lika" in step(wizard).form._rows["again"].error.text()
    put(wizard, "again", "ny hemlighet")
    with qtbot.waitSignal(wizard.finished) as done:
        click(wizard, "next")
    assert done.args == ["open"]
    assert maker.recovered == [(tmp_path / "åäö", CODE, "maja", "ny hemlighet")]


@pytest.mark.parametrize(
    ("error", "at"),
    [(WrongCode(), "code"), (NotARegister(), "file"), (BackupDamaged(), "file"),
     (SourceGone("x"), "file"), (OtherRegister(), "folder")],
    ids=lambda one: type(one).__name__,
)  # fmt: skip
def test_a_refused_backup_is_told_at_its_field(qtbot, wizard, maker, tmp_path, error, at):
    page = to_backup(wizard, tmp_path)
    maker.error = error
    click(wizard, "next")
    told = page.form._rows[at].error
    qtbot.waitUntil(lambda: bool(told.text()))
    assert step(wizard) is page
    assert error.parts()[0] in told.text()
    assert page.findChild(QLineEdit, "code").text() == CODE, "what was typed stays"
    maker.error = None
    click(wizard, "next")
    qtbot.waitUntil(lambda: isinstance(step(wizard), NewPasswordStep))


def test_half_a_path_and_a_login_of_no_head_are_told_at_their_fields(
    qtbot, wizard, maker, tmp_path
):
    page = to_backup(wizard, tmp_path)
    put(page, "file", "kopia.lcbackup")
    click(wizard, "next")
    assert "hela sökvägen" in page.form._rows["file"].error.text()
    put(page, "file", str(tmp_path / "kopia.lcbackup"))
    click(wizard, "next")
    qtbot.waitUntil(lambda: isinstance(step(wizard), NewPasswordStep))
    maker.error = WrongPassword()
    for name, text in (("head_login", "bo"), ("password", "hemligheten"), ("again", "hemligheten")):
        put(step(wizard), name, text)
    click(wizard, "next")
    told = step(wizard).form._rows["head_login"].error
    qtbot.waitUntil(lambda: bool(told.text()))
    assert "föreståndares" in told.text()
