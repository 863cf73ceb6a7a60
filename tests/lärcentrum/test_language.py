"""Swedish is the source; another language is asked for by the environment or for one paper."""

import subprocess
import sys

from lärcentrum.language import _, in_language, use, use_environment


def help_text(language: str) -> str:
    around = {"LARCENTRUM_LANGUAGE": language, "PATH": "/usr/bin", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "lärcentrum", "--help"]
    return subprocess.run(command, env=around, check=True, capture_output=True, text=True).stdout


def test_the_command_line_in_english_and_swedish():
    assert "Usage:" in help_text("en")
    assert "register for learning centres" in help_text("en").lower()
    assert "Användning:" in help_text("sv")
    assert "Användning:" in help_text("xx"), "a language without a catalogue gives Swedish"


def test_one_paper_in_another_language():
    assert _("Praktikintyg") == "Praktikintyg"
    with in_language("en"):
        assert _("Praktikintyg") == "Certificate of placement"
    assert _("Praktikintyg") == "Praktikintyg"


def test_the_environment_names_the_language(monkeypatch):
    monkeypatch.setenv("LARCENTRUM_LANGUAGE", "en")
    use_environment()
    try:
        assert _("Ångrat") != "Ångrat"
    finally:
        use("sv")


def test_no_text_is_no_text_in_every_language() -> None:
    with in_language("en"):
        assert _("") == ""
