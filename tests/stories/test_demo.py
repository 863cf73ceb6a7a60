"""`larcentrum demo DIR`, and its files opened from outside with ordinary tools."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from lärcentrum.demo import make_demo
from tests.helpers.command_line import Terminal


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Terminal]:
    """A demo made by a process of its own: its folder, what it said, a user at its centre."""
    folder = tmp_path_factory.mktemp("åäö") / "demo"
    terminal = Terminal(folder / "centre", folder.parent / "state", password="larcentrum-demo")
    answer = terminal("demo", str(folder))
    assert answer.code == 0, answer.err
    return folder, answer.out, terminal


def test_it_says_line_by_line_what_it_did(shown: tuple[Path, str, Terminal]) -> None:
    folder, out, _terminal = shown
    steps = [line[:2] for line in out.splitlines() if re.match(r"\d\.", line)]
    assert steps == ["1.", "2.", "3.", "4.", "5.", "6.", "7.", "8."]
    said = [Path(path) for path in re.findall(r"→ (.+)", out)]
    assert all(path.is_file() for path in said)
    parts = {path.relative_to(folder).parts[0] for path in said}
    assert parts == {"papers", "month", "keys"}


def test_the_month_opens_with_the_standard_tool(shown: tuple[Path, str, Terminal]) -> None:
    folder, out, _terminal = shown
    files = sorted((folder / "month").glob("*.lcsync"))
    assert [file.name[5:12] for file in files] == ["2026-08", "2026-09", "2026-10"]
    file = files[-1]
    key = folder / "keys" / "region-age-identity.txt"
    assert f"age -d -i '{key}' '{file}'" in out
    assert "demo" in key.read_text("utf-8")
    lines = [json.loads(line) for line in run("age", "-d", "-i", str(key), str(file)).splitlines()]
    header = lines[0]
    assert (header["environment"], header["level"]) == ("demo", "pseudonymous")
    rows = [line for line in lines if line["type"] == "row"]
    assert sum(row["kind"] == "student" for row in rows) == 398
    text = json.dumps(lines, ensure_ascii=False)
    assert "Čuovga" not in text
    assert not re.search(r"(?<!\d)(19|20)\d{6}-?[9T][89]\d{2}(?!\d)", text)


def test_certificates_are_read_from_outside(shown: tuple[Path, str, Terminal], tmp_path) -> None:
    folder, out, terminal = shown
    for path in sorted((folder / "papers").glob("intyg-*.pdf")):
        number, name = re.search(rf"({path.stem[6:]}): (.+?),", out).groups()
        text = " ".join(run("pdftotext", str(path), "-").split())
        assert number in text
        assert name in text
        assert "demo" in text
        picture = tmp_path / path.stem
        run("pdftoppm", "-r", "200", "-png", "-singlefile", str(path), str(picture))
        sealed = run("zbarimg", "--quiet", "--raw", f"{picture}.png").strip()
        assert sealed.startswith("LC1.")
        for what in (sealed, str(path)):
            answer = terminal("certificate", "verify", what)
            assert (answer.code, "äkta" in answer.out.casefold()) == (0, True), answer


def test_the_centre_is_whole_and_no_other_program_is_needed(
    shown: tuple[Path, str, Terminal],
) -> None:
    _folder, _out, terminal = shown
    assert "Registret är helt." in terminal("check").out
    assert terminal.op("search_students", text="cuovga", limit=3)


def test_another_run_says_the_same(
    shown: tuple[Path, str, Terminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs say the same, but for the folder's name."""
    monkeypatch.setenv("LARCENTRUM_STATE", str(tmp_path / "state"))
    folder, out, _terminal = shown
    lines: list[str] = []
    make_demo(tmp_path / "demo", lines.append)
    assert "\n".join(lines).replace(str(tmp_path), str(folder.parent)) == out.strip()


def test_a_demo_never_mixes_with_a_real_office(
    shown: tuple[Path, str, Terminal], tmp_path: Path
) -> None:
    folder, _out, terminal = shown
    real = Terminal(tmp_path / "verkligt", terminal.state)
    made = real("init", "--kind", "region", "--code", "norr", "--name", "N", "--user-name", "Ö")
    assert made.code == 0, made.err
    card = folder / "keys" / "centrum.nyckelkort.txt"
    answer = real("region", "enrol", str(card), "--fingerprint", "1")
    assert (answer.code, answer.err[:4]) == (1, "FG07")


def test_a_demo_certificate_says_so_and_is_no_real_registers_business(
    shown: tuple[Path, str, Terminal], tmp_path: Path
) -> None:
    folder, _out, terminal = shown
    paper = str(min((folder / "papers").glob("intyg-*.pdf")))
    checks = ("--list", str(folder / "keys" / "kontrollista-2421.json"))
    nobody = Terminal(tmp_path / "inget", terminal.state)
    env = {"LARCENTRUM_REGISTER": "", "LARCENTRUM_USER": ""}
    answer = nobody("certificate", "verify", paper, *checks, **env)
    assert "Det är exempeldata och inget riktigt intyg." in answer.out
    assert "EXEMPEL" in run("pdftotext", paper, "-")
    real = Terminal(tmp_path / "verkligt", terminal.state)
    made = real("init", "--code", "2421", "--name", "Storuman", "--user-name", "Ö")
    assert made.code == 0, made.err
    answer = real("certificate", "verify", paper, *checks)
    assert (answer.code, answer.err[:4]) == (1, "FG07")


def test_a_seal_is_a_text_however_it_was_typed(
    shown: tuple[Path, str, Terminal], tmp_path: Path
) -> None:
    folder, _out, terminal = shown
    paper = next((folder / "papers").glob("intyg-*.pdf"))
    run("pdftoppm", "-r", "200", "-png", "-singlefile", str(paper), str(tmp_path / "intyg"))
    sealed = run("zbarimg", "--quiet", "--raw", str(tmp_path / "intyg.png")).strip()
    answer = terminal("certificate", "verify", f"  {sealed.lower()}")
    assert (answer.code, answer.out[:13]) == (0, "Förseglingen ")
    for altered, said in (
        ("K" + sealed[1:], "Ingen försegling"),
        (sealed[:-2], "Inte äkta"),
    ):
        answer = terminal("certificate", "verify", altered)
        assert (answer.code, answer.out.startswith(said)) == (1, True), answer
    answer = terminal("certificate", "verify", str(tmp_path / "borta.pdf"))
    assert (answer.code, answer.err[:4]) == (1, "FA15")
