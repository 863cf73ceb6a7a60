"""The guide's pages as blocks: the part of Markdown that `resources/guide` is written in.

The window lets Qt read the same files; a test sees that both find the same words, so a page that
uses more of Markdown than this fails there and not on somebody's paper.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lärcentrum.swedish import fold, sort_key

ORDER = (
    "start", "first_day", "today", "exams", "students", "practice", "certificates", "month",
    "region", "settings", "import",
)  # fmt: skip
"""The first pages, then those in the rail's order; others come after them by title."""
_LARGEST = 500_000


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    TABLE = "table"
    CODE = "code"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a page.

    `text` is a heading, a paragraph, code or a picture's words; `level` a heading's, `file` a
    picture's name; `rows` are a list's points (one cell each) or a table's rows, heading first.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    file: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def guide_files(folder: Path) -> list[Path]:
    """List the files of the guide's pages in their order."""

    def place(file: Path) -> tuple[int, str]:
        at = ORDER.index(file.stem) if file.stem in ORDER else len(ORDER)
        return at, sort_key(page_title(file))

    return sorted(folder.glob("*.md"), key=place)


def page_text(file: Path) -> str:
    """Give a page's Markdown; nothing when there is no such page."""
    return file.read_text("utf-8")[:_LARGEST] if file.is_file() else ""


def page_title(file: Path) -> str:
    """Give a page's title; its file's name when it has none."""
    found = re.search(r"^#\s+(.+)$", page_text(file), re.MULTILINE)
    return found[1].strip() if found else file.stem


def anchor(heading: str) -> str:
    """Give a heading's name in links: `Låsa och byta användare` is `lasa-och-byta-anvandare`."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(heading)))


def blocks(text: str) -> Iterator[Block]:
    """Divide a page into its blocks."""
    lines = text.splitlines()
    while lines:
        line = lines[0]
        if not line.strip():
            lines.pop(0)
            continue
        read = next(read for begins, read in _READERS if begins(line))
        yield read(lines)


def spans(text: str) -> Iterator[tuple[str, str, str]]:
    """Divide a line into pieces.

    Yields:
        `""` (plain), `strong`, `soft` (in italics), `code` or `link`; the piece, which but for
        plain and code may hold pieces itself; and where a link leads.
    """
    at = 0
    for found in _SPAN.finditer(text):
        if found.start() > at:
            yield "", text[at : found.start()], ""
        kind = str(found.lastgroup)
        yield kind, found[kind], found["goal"] or ""
        at = found.end()
    if at < len(text):
        yield "", text[at:], ""


_SPAN = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>.+?)\*\*|\*(?P<soft>[^*]+)\*"
    r"|\[(?=[^\]]+\]\((?P<goal>[^)\s]+)\))(?P<link>[^\]]+)\]\([^)]+\)"
)
_PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<file>[^)\s]+)\)\s*$")
_POINT = re.compile(r"(?:[-*]|\d+\.)\s+")


def _heading(lines: list[str]) -> Block:
    marks, _space, text = lines.pop(0).partition(" ")
    return Block(kind=Kind.HEADING, text=text.strip(), level=len(marks))


def _code(lines: list[str]) -> Block:
    lines.pop(0)
    inside = list(_while(lines, lambda line: not line.startswith("```")))
    del lines[:1]
    return Block(kind=Kind.CODE, text="\n".join(inside))


def _picture(lines: list[str]) -> Block:
    found = _PICTURE.match(lines.pop(0))
    assert found is not None
    return Block(kind=Kind.PICTURE, text=found["words"], file=found["file"])


def _table(lines: list[str]) -> Block:
    rows = [_cells(line) for line in _while(lines, lambda line: line.startswith("|"))]
    # The second line says only that the first one is the heading.
    return Block(kind=Kind.TABLE, rows=tuple(rows[:1] + rows[2:]))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _points(lines: list[str]) -> Block:
    kind = Kind.NUMBERS if lines[0][0].isdigit() else Kind.BULLETS
    points: list[str] = []
    for line in _while(lines, lambda line: bool(line.strip())):
        if _POINT.match(line):
            points.append(_POINT.sub("", line, count=1).strip())
        else:
            points[-1] += f" {line.strip()}"
    return Block(kind=kind, rows=tuple((point,) for point in points))


def _text(lines: list[str]) -> Block:
    first = lines.pop(0)
    rest = _while(lines, lambda line: bool(line.strip()) and _begins_text(line))
    return Block(kind=Kind.TEXT, text=" ".join(one.strip() for one in (first, *rest)))


def _while(lines: list[str], goes_on: Callable[[str], bool]) -> Iterable[str]:
    """Take lines for as long as the block goes on."""
    while lines and goes_on(lines[0]):
        yield lines.pop(0)


def _begins_text(line: str) -> bool:
    return not any(begins(line) for begins, _read in _READERS[:-1])


_READERS: tuple[tuple[Callable[[str], bool], Callable[[list[str]], Block]], ...] = (
    (lambda line: re.match(r"#{1,4} ", line) is not None, _heading),
    (lambda line: line.startswith("```"), _code),
    (lambda line: _PICTURE.match(line) is not None, _picture),
    (lambda line: line.startswith("|"), _table),
    (lambda line: _POINT.match(line) is not None, _points),
    (lambda _line: True, _text),
)
