"""Build the catalogues of texts in ``resources/locale`` from the marked texts in the source.

Swedish is the source text. ``--check`` writes nothing and fails if a catalogue is behind.
"""

import io
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
DOMAIN = "larcentrum"
LANGUAGES = ("en",)
# Babel writes the hour into each file; the same texts should be the same bytes.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def extract() -> Catalog:
    """Collect every marked text, in the order of files and lines."""
    found = Catalog()
    for folder in ("lärcentrum", "ui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for _line, text, _comments, _context in extract_from_file("python", path, KEYWORDS):
                found.add(text, locations=[(name, 0)])
    return found


def merged(language: str, found: Catalog) -> Catalog:
    """Give a language's catalogue with exactly the found texts, keeping what is translated."""
    path = _po(language)
    old = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(language)
    new = Catalog(language, domain=DOMAIN, project="Lärcentrum", version="0", fuzzy=False)
    new.header_comment = (
        "# Made by installer/catalogue.py; only the translations are written by hand."
    )
    new.msgid_bugs_address = new.last_translator = new.language_team = "Lärcentrum"
    new.creation_date = new.revision_date = UNDATED
    for message in found:
        if message.id:
            before = old.get(message.id)
            new.add(message.id, before.string if before else None, message.locations)
    return new


def main() -> int:
    """Write, or with ``--check`` compare, every language's two files."""
    check = "--check" in sys.argv[1:]
    found = extract()
    behind = []
    for language in LANGUAGES:
        catalogue = merged(language, found)
        missing = [m.id for m in catalogue if m.id and not _translated(m.string)]
        print(f"{language}: {len(catalogue)} texts, {len(missing)} not translated")
        for path, data in ((_po(language), po(catalogue)), (_mo(language), mo(catalogue))):
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            elif not path.exists() or path.read_bytes() != data:
                behind.append(path.relative_to(ROOT).as_posix())
    if behind:
        print("behind, run `make locale`:", *behind)
    return 1 if behind else 0


def po(catalogue: Catalog) -> bytes:
    """Give the form that people edit."""
    return _bytes(lambda out: write_po(out, catalogue, width=100, include_lineno=False))


def mo(catalogue: Catalog) -> bytes:
    """Give the form that gettext reads."""
    return _bytes(lambda out: write_mo(out, catalogue))


def _bytes(write: Callable[[io.BytesIO], None]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def _translated(string: str | Sequence[str] | None) -> bool:
    return bool(string) and all(string or ())


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _mo(language: str) -> Path:
    return _po(language).with_suffix(".mo")


if __name__ == "__main__":
    sys.exit(main())
