"""Break a text into lines."""

from collections.abc import Iterator
from functools import lru_cache

from lärcentrum.documents import fonts


@lru_cache(maxsize=2048)
def lines_of(text: str, typeface: str, width: float) -> tuple[str, ...]:
    """Give a text in lines that are no wider than a width; an empty text has none.

    It breaks at spaces and where the text itself breaks; a word that is too long for a line is
    cut. A space that must not break does not.

    Args:
        text: plain text.
        typeface: see `fonts`.
        width: in sizes of the typeface.
    """
    if not text:
        return ()
    return tuple(line for part in text.split("\n") for line in _filled(part, typeface, width))


def _filled(text: str, typeface: str, width: float) -> Iterator[str]:
    line, used, space = "", 0.0, fonts.width(" ", typeface, 1)
    for word in text.replace("\t", " ").split(" "):
        if not word:
            continue
        needed = fonts.width(word, typeface, 1)
        if line and used + space + needed <= width:
            line, used = f"{line} {word}", used + space + needed
            continue
        if line:
            yield line
        *whole, line = _cut(word, typeface, width) if needed > width else (word,)
        yield from whole
        used = fonts.width(line, typeface, 1)
    yield line


def _cut(word: str, typeface: str, width: float) -> list[str]:
    parts, used = [""], 0.0
    for sign in word:
        wide = fonts.width(sign, typeface, 1)
        if parts[-1] and used + wide > width:
            parts.append("")
            used = 0.0
        parts[-1] += sign
        used += wide
    return parts
