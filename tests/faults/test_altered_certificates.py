"""FI09: 1,000 altered certificates are refused and 1,000 genuine ones accepted, by both verifiers.

Both are asked as people ask them: the command with a check list and no register, and the window's
dialog with a PDF or a pasted text. The suite tries a spread of each; `make faults` all of them.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtWidgets import QPlainTextEdit

from lärcentrum.certificates.centre_keys import ensure_certificate_key, present_key
from lärcentrum.certificates.certificates import check_list_file
from lärcentrum.certificates.facts import CertificateFacts, CertificateKind, IdentityKind
from lärcentrum.certificates.seal import seal
from lärcentrum.certificates.wording import with_fingerprint
from lärcentrum.cli.certificate import verify
from lärcentrum.documents.certificate_paper import CertificateSheet, draw_certificate
from tests.helpers.certificates import AROUND, FACTS
from tests.helpers.sat import name_centre
from ui.certificates.check_dialog import CheckDialog

GIVEN = ("Áilu", "Eva-Åsa", "Юлия", "Đặng", "Märta", "Ŋávdni", "Ελένη", "Per-Ola", "Žiga", "Ingrid")
FAMILY = ("Čáhppes-Đuolla", "Östberg", "Öhrn af Ånge", "Orlova", "Nguyễn", "Ŧemá", "Lund", "Ek")
COURSES = ("Statistik A", "Samhällsvetenskaplig metod", "Juridisk översiktskurs", "Tysk grammatik",
           "Matematik I", "Anatomi och fysiologi", "Programmeringens grunder")  # fmt: skip
PLACES = ("Umeå universitet", "Luleå tekniska universitet", "Mittuniversitetet", "Karlstad")
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
FEW = 20


@dataclass(frozen=True, slots=True)
class Given:
    """What is handed to a verifier: a PDF, or a text."""

    pdf: bytes = b""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes certificates of one centre, always the same ones."""

    private: bytes

    def facts(self, n: int) -> CertificateFacts:
        """The n-th person's certificate."""
        draw = random.Random(n)
        day = f"2026-{draw.randint(1, 11):02}-{draw.randint(1, 28):02}"
        return replace(
            FACTS,
            kind=draw.choice(list(CertificateKind)),
            language=draw.choice(("sv", "en")),
            number=f"2421-2026-{n + 1:04}",
            name=f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}",
            identity_kind=IdentityKind.BIRTH,
            identity=f"{draw.randint(1960, 2008)}-0{draw.randint(1, 9)}-{draw.randint(10, 28)}",
            title=draw.choice(COURSES),
            code=f"{draw.choice('ABCD')}{draw.randint(1000, 9999)}",
            provider=draw.choice(PLACES),
            starts=f"{day}T0{draw.randint(8, 9)}:00",
            ends=f"{day}T{draw.randint(11, 15)}:30",
            issued=f"2026-12-{draw.randint(1, 28):02}",
        )

    def sheet(self, facts: CertificateFacts, private: bytes = b"") -> CertificateSheet:
        """What its paper is drawn from."""
        whole = with_fingerprint(facts, AROUND)
        return CertificateSheet(
            facts=whole, sealed=seal(whole, private or self.private), around=AROUND
        )

    def genuine(self, n: int) -> Given:
        """The n-th certificate: an original, a copy, or its code's text."""
        sheet = self.sheet(self.facts(n))
        if n % 4 == 3:
            return Given(text=sheet.sealed)
        return Given(pdf=draw_certificate(sheet, copy=n % 2 == 1))

    def altered(self, n: int) -> Given:
        """The n-th certificate in one of the ways in which somebody would alter it."""
        return WAYS[n % len(WAYS)](self, n)


def _another_word(maker: Maker, n: int) -> Given:
    """A field says something else than what is sealed."""
    draw, sheet = random.Random(-n), maker.sheet(maker.facts(n))
    changes = {
        "name": f"{sheet.facts.name} {draw.choice(GIVEN)}",
        "identity": f"19{draw.randint(30, 59)}-11-05",
        "title": f"{sheet.facts.title} {draw.randint(2, 9)}",
        "code": f"X{draw.randint(1000, 9999)}",
        "provider": "Stockholms universitet",
        "ends": sheet.facts.ends.replace(":30", ":45"),
        "issued": "2026-11-29",
        "place": "Ånge bibliotek",
        "signer": "Nils Påhittad",
        "number": f"2421-2026-{n + 2:04}",
    }
    field = draw.choice(sorted(changes))
    return Given(pdf=draw_certificate(replace(sheet, facts=replace(
        sheet.facts, **{field: changes[field]}))))  # fmt: skip


def _another_code(maker: Maker, n: int) -> Given:
    """The code of another person's certificate."""
    sheet, other = maker.sheet(maker.facts(n)), maker.sheet(maker.facts(n + 1))
    return Given(pdf=draw_certificate(replace(sheet, sealed=other.sealed)))


def _own_key(maker: Maker, n: int) -> Given:
    """Sealed with a key that the forger made."""
    key = random.Random(n).randbytes(32)
    return Given(pdf=draw_certificate(maker.sheet(maker.facts(n), key)))


def _other_text(maker: Maker, n: int) -> Given:
    """One sign of the code's text is another one."""
    text = maker.sheet(maker.facts(n)).sealed
    at = random.Random(n).randrange(4, len(text))
    return Given(text=text[:at] + SIGNS[(SIGNS.index(text[at]) + 1) % 32] + text[at + 1 :])


def _other_around(maker: Maker, n: int) -> Given:
    """Somebody else's telephone number answers checks."""
    around = replace(AROUND, contact=f"070-{n:07}")
    return Given(pdf=draw_certificate(replace(maker.sheet(maker.facts(n)), around=around)))


def _cut(maker: Maker, n: int) -> Given:
    """The code's text is not whole."""
    text = maker.sheet(maker.facts(n)).sealed
    return Given(text=text[: random.Random(n).randrange(5, len(text))])


WAYS: tuple[Callable[[Maker, int], Given], ...] = (
    _another_word, _another_code, _own_key, _other_text, _other_around, _another_word, _cut,
    _another_word,
)  # fmt: skip


@pytest.fixture
def maker(store) -> Maker:
    name_centre(store)
    ensure_certificate_key(store)
    return Maker(present_key(store).private)


@pytest.fixture
def window(qtbot, store, tmp_path) -> Callable[[Given], bool]:
    """The window's check: whether its dialog calls it genuine."""
    dialog = CheckDialog(store)
    qtbot.addWidget(dialog)
    path = tmp_path / "fönster.pdf"

    def accepts(given: Given) -> bool:
        if given.pdf:
            path.write_bytes(given.pdf)
            dialog.check_file(path)
        else:
            dialog.findChild(QPlainTextEdit, "sealed").setPlainText(given.text)
            dialog.check_text()
        said = dialog.banner._first.text()
        assert said
        return said.startswith(("Äkta:", "Förseglingen är äkta."))

    return accepts


@pytest.fixture
def command(store, tmp_path) -> Callable[[Given], bool]:
    """The command's check with a list and no register: whether its code is 0."""
    listed, path = tmp_path / "lista.txt", tmp_path / "kommando.pdf"

    def accepts(given: Given) -> bool:
        listed.write_bytes(check_list_file(store))
        what = given.text
        if given.pdf:
            path.write_bytes(given.pdf)
            what = str(path)
        answer = CliRunner().invoke(verify, [what, "--list", str(listed)], standalone_mode=False)
        assert answer.exception is None, answer.exception
        return answer.return_value == 0

    return accepts


def numbers(every: bool) -> Iterator[int]:
    return iter(range(1000) if every else range(0, 1000, 1000 // FEW))


def test_genuine_ones_are_accepted_by_both(maker, window, command, every: bool) -> None:
    refused = [
        n for n in numbers(every) for given in [maker.genuine(n + n // 50)]
        if not (window(given) and command(given))
    ]  # fmt: skip
    assert refused == []


def test_altered_ones_are_refused_by_both(maker, window, command, every: bool) -> None:
    accepted = [
        n for n in numbers(every) for given in [maker.altered(n + n // 50)]
        if window(given) or command(given)
    ]  # fmt: skip
    assert accepted == []


def test_every_way_of_altering_is_among_the_few(tmp_path: Path) -> None:
    assert {(n + n // 50) % len(WAYS) for n in numbers(every=False)} == set(range(len(WAYS)))
    assert {(n + n // 50) % 4 for n in numbers(every=False)} == set(range(4))
