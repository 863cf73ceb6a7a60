"""The window's command line, and a folder on it that holds no register."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ui.__main__ import begin
from ui.kit.crash import Crash
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.program import REGISTER
from ui.start.arguments import read, without_files
from ui.start.no_register import NoRegister
from ui.start.wizard import FirstStart


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch):
    monkeypatch.delenv("LARCENTRUM_REGISTER", raising=False)


@pytest.mark.parametrize("line", [["--register", "/r"], ["--register=/r"], ["/r"]])
def test_a_register_is_named_in_three_ways(line):
    assert read(line) == Path("/r").absolute()


def test_without_one_the_variable_names_it(monkeypatch):
    assert read([]) is None
    monkeypatch.setenv("LARCENTRUM_REGISTER", "/v")
    assert read([]) == Path("/v").absolute()
    assert read(["--register", "/r"]) == Path("/r").absolute()


def test_files_are_told_from_the_register(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    line = ["--register", "/r", "å ä.lcsync", "/x/B.KVITTENS"]
    rest, files = without_files(line)
    assert (rest, read(rest)) == (["--register", "/r"], Path("/r").absolute())
    assert files == [tmp_path / "å ä.lcsync", Path("/x/B.KVITTENS").absolute()]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["--fel"], "Okänt val: --fel"),
        (["/r", "/s"], "Okänt val: /s"),
        (["--register"], "behöver en mapp"),
        (["--reg", "/r"], "Okänt val: --reg"),
    ],
)
def test_what_is_not_understood_is_refused_in_swedish(line, said, capsys):
    with pytest.raises(SystemExit) as ended:
        read(line)
    told = capsys.readouterr().err
    assert (ended.value.code, said in told, "usage" in told) == (2, True, False)


def test_help_tells_of_every_option(capsys):
    with pytest.raises(SystemExit) as ended:
        read(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(one in told for one in ("Användning", "--register MAPP", "LARCENTRUM_REGISTER"))


def test_a_folder_without_a_register_is_told_truly_and_another_is_taken(qtbot, tmp_path):
    page = NoRegister(tmp_path, tmp_path / "förra")
    qtbot.addWidget(page)
    page.show()

    def said():
        return page.findChild(QLabel, "no_register_said").text()

    assert str(tmp_path) in said()
    assert "innehåller inget register" in said()
    page.take(str(tmp_path / "borta"))
    assert "finns inte" in said()
    (tmp_path / "r" / "backup").mkdir(parents=True)
    with qtbot.waitSignal(page.chosen) as chosen:
        page.take(str(tmp_path / "r"))
    assert chosen.args == [tmp_path / "r"]
    with qtbot.waitSignal(page.chosen) as chosen:
        page.findChild(QPushButton, "usual_register").click()
    assert chosen.args == [tmp_path / "förra"]
    with qtbot.waitSignal(page.beginning):
        page.findChild(QPushButton, "first_start").click()


def test_a_named_folder_without_a_register_leads_on(qtbot, tmp_path):
    memory = Memory(tmp_path)
    memory.put(REGISTER, str(tmp_path / "förra"))
    crash = Crash(tmp_path, lambda: None)
    shell = begin(QApplication.instance(), memory, crash, tmp_path / "ingen", JobRunner())
    qtbot.addWidget(shell)
    page = shell.screens.currentWidget()
    assert "ingen" in page.said.text()
    page.findChild(QPushButton, "first_start").click()
    assert isinstance(shell.screens.currentWidget(), FirstStart)
