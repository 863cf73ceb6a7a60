"""The texts that the sources mark, and what a catalogue says of them, for the tests of both."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from installer.catalogue import DOMAIN, KEYWORDS, LANGUAGES, LOCALE, ROOT, extract_from_file

__all__ = ["LANGUAGES", "LOCALE", "ROOT", "catalogue", "forms", "marked", "messages"]


def catalogue(language: str) -> Catalog:
    """The translations of a language as people edit them."""
    path = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    """The texts of a language's catalogue, without its header."""
    return [message for message in catalogue(language) if message.id]


def marked(*places: str) -> Iterator[str | tuple[str, ...]]:
    """The texts marked in the files and folders of some places, as the sources stand now."""
    for place in places:
        for path in _sources(ROOT / place):
            for _line, text, _comments, _context in extract_from_file("python", path, KEYWORDS):
                yield text


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The one or several forms of a text."""
    if isinstance(text, str):
        return (text,)
    return tuple(text or ())


def _sources(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.rglob("*.py"))
