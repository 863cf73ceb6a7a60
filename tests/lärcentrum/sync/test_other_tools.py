"""Debian's own programs read and write our files (a missing one fails: `make` installs them)."""

import subprocess
from pathlib import Path

import pytest

from lärcentrum.sync.envelope import public_key, signed
from lärcentrum.sync.package_format import open_package, write_package, write_payload
from tests.helpers import packages as make


def run(*command: str, stdin: bytes = b"") -> bytes:
    return subprocess.run(command, input=stdin, check=True, capture_output=True).stdout


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    key = tmp_path / "nyckel åäö.txt"
    run("age-keygen", "-o", str(key))
    return key


def secret_of(identity: Path) -> str:
    return next(line for line in identity.read_text().splitlines() if line.startswith("AGE-"))


def test_age_opens_our_package_and_jq_reads_it(identity: Path) -> None:
    recipient = run("age-keygen", "-y", str(identity)).decode().strip()
    head = make.header(recipients=(make.Addressee(name="Kontoret", key=recipient),))
    data = make.sealed(head)

    lines = run("age", "-d", "-i", str(identity), stdin=data)
    kinds = run("jq", "-r", 'select(.type == "row") | .kind', stdin=lines).decode().split()

    assert kinds.count("student") == 4
    assert kinds.count("need") == 1
    assert (
        run("jq", "-r", 'select(.type == "header") | .centre_name', stdin=lines)
        == "Åsele\n".encode()
    )


def test_a_large_package_opens_with_age_and_zcat(identity: Path) -> None:
    recipient = run("age-keygen", "-y", str(identity)).decode().strip()
    head = make.header(recipients=(make.Addressee(name="Kontoret", key=recipient),))
    packed = run("age", "-d", "-i", str(identity), stdin=make.sealed(head, make.some(2_000)))
    assert run("zcat", "-f", stdin=packed).count(b"\n") == 2_000 + 3 + 2 + 3


@pytest.mark.parametrize("armour", [[], ["-a"]])
def test_our_reader_opens_what_age_wrapped(identity: Path, armour: list[str]) -> None:
    recipient = run("age-keygen", "-y", str(identity)).decode().strip()
    head = make.header(recipients=(make.Addressee(name="Kontoret", key=recipient),))
    text = signed(write_package(head, write_payload(make.some())).text, make.SECRET)

    data = run("age", "-e", *armour, "-r", recipient, stdin=text)

    found = open_package(data, [secret_of(identity)], [make.known()], [recipient])
    assert found.payload.rows == make.some().rows


def test_ten_lines_that_know_only_the_documented_format_check_the_signature(identity: Path) -> None:
    recipient = run("age-keygen", "-y", str(identity)).decode().strip()
    head = make.header(recipients=(make.Addressee(name="Kontoret", key=recipient),))
    page = Path("resources/guide/manadsfilens_format.md").read_text("utf-8")
    script = page.split("```python")[1].split("```")[0]
    assert "lärcentrum" not in script
    assert len([line for line in script.splitlines() if line.strip()]) <= 10
    folder = identity.parent
    (folder / "fil.lcsync").write_bytes(make.sealed(head))
    (folder / "kontroll.py").write_text(script, "utf-8")
    import sys

    asked = [sys.executable, str(folder / "kontroll.py"), str(identity), str(folder / "fil.lcsync")]
    assert run(*asked, public_key(make.SECRET)).decode().startswith("äkta")
    refused = subprocess.run([*asked, public_key(make.OTHER_SECRET)], capture_output=True)
    assert refused.returncode != 0
