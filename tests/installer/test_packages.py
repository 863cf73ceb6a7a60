import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from installer import build, for_windows

ROOT = Path(__file__).parents[2]
SCRIPT = (ROOT / "installer/windows/larcentrum.nsi").read_text("utf-8")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "larcentrum"
    (made / "_internal").mkdir(parents=True)
    (made / "larcentrum-gui.exe").write_bytes(b"x" * 5000)
    (made / "_internal/åäö.txt").write_text("x")
    return made


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", "0.1.0.0"), ("1.2", "1.2.0.0"), ("2.0.1rc3", "2.0.1.3"), ("1.0+local.7", "1.0.0.0")],
)
def test_windows_is_told_the_version_in_four_numbers(version, numbers):
    assert for_windows.four(version) == numbers


def test_the_icon_is_sharp_in_every_size(qapp, tmp_path):
    icon = for_windows.icon(ROOT / "installer/larcentrum.svg", tmp_path / "larcentrum.ico")
    with Image.open(icon) as opened:
        assert opened.info["sizes"] == {(size, size) for size in for_windows.SIZES}
        opened.size = (16, 16)
        assert opened.convert("RGBA").getpixel((8, 1)) == (0x1D, 0x5A, 0x9E, 0xFF)


def test_both_programs_get_an_icon_and_a_version(qapp, tmp_path):
    for_windows.prepare(ROOT / "installer/larcentrum.svg", "0.1.0", tmp_path)
    for name in for_windows.PROGRAMS:
        said = (tmp_path / f"{name}.version").read_text("utf-8")
        compile(said, name, "eval")
        assert f"{name}.exe" in said
        assert "filevers=(0, 1, 0, 0)" in said


def test_an_installer_for_one_person_and_one_for_everybody(monkeypatch, tmp_path, folder):
    ran = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: ran.append(command))
    monkeypatch.setattr(for_windows, "makensis", lambda: "makensis")
    made = for_windows.installers(folder, tmp_path / "x.ico", "0.1.0", tmp_path)
    assert [one.name for one in made] == ["larcentrum-0.1.0.exe", "larcentrum-0.1.0-alla.exe"]
    assert [("-DSCOPE=user" in command, "-DSCOPE=machine" in command) for command in ran] == [
        (True, False), (False, True),
    ]  # fmt: skip
    asked = set(re.findall(r"\$\{([A-Z0-9]+)\}", SCRIPT)) - set(
        re.findall(r"^\s*!define (\w+)", SCRIPT, re.MULTILINE)
    )
    assert asked - {"MUI"} <= {
        part[2:].split("=")[0] for part in ran[0] if part.startswith("-D")
    }  # fmt: skip


def test_a_missing_tool_is_said(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match="makensis saknas"):
        for_windows.makensis()


def test_the_folder_runs_where_it_is_unzipped(tmp_path, folder):
    with zipfile.ZipFile(for_windows.unzip_and_run(folder, "0.1.0", tmp_path)) as packed:
        assert sorted(packed.namelist()) == [
            "Larcentrum-0.1.0/_internal/åäö.txt", "Larcentrum-0.1.0/larcentrum-gui.exe",
        ]  # fmt: skip


def test_each_system_gets_its_packages(monkeypatch, tmp_path, folder):
    monkeypatch.setattr(build, "FOLDER", folder)
    monkeypatch.setattr(build, "OUT", tmp_path)
    monkeypatch.setattr(build, "debian_package", lambda: tmp_path / "x.deb")
    monkeypatch.setattr(for_windows, "compile_script", lambda _script, _words: None)
    assert [one.name for one in build.packages("linux")] == ["x.deb"]
    assert [one.name for one in build.packages("win32")] == [
        "larcentrum-0.1.0.exe", "larcentrum-0.1.0-alla.exe", "larcentrum-0.1.0-windows.zip",
    ]  # fmt: skip
    with pytest.raises(SystemExit, match="darwin"):
        build.packages("darwin")


def test_both_systems_know_the_same_file_types():
    debian = (ROOT / "installer/debian/larcentrum.xml").read_text("utf-8")
    types = set(re.findall(r'pattern="\*\.(\w+)"', debian))
    assert types == {"lcsync", "kvittens"}
    assert set(re.findall(r"insertmacro TYPE (\w+)", SCRIPT)) == types
    assert set(re.findall(r"insertmacro NO_TYPE (\w+)", SCRIPT)) == types


def test_no_installer_removes_a_folder_that_is_not_its_own():
    removed = set(re.findall(r'RMDir /r "([^"]+)"', SCRIPT))
    assert removed == {r"$INSTDIR\_internal", "${BEFORE}"}
