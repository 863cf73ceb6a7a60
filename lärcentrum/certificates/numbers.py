"""Certificate numbers, unbroken per centre and year, and control codes read over the telephone."""

import hashlib
import re
from collections.abc import Iterable

from lärcentrum.signs import ALPHABET

_CODE_LENGTH = 9
_NUMBER = re.compile(r"(\d{4})-(\d{4})-(\d{4,})")


def format_number(centre: str, year: int, ordinal: int) -> str:
    """Give a certificate's number, such as `2421-2026-0017`.

    Args:
        centre: the centre's four-digit code, as text (it may begin with a zero).
        year: the calendar year of issue.
        ordinal: 1 for the year's first.
    """
    return f"{centre}-{year:04d}-{ordinal:04d}"


def parse_number(number: str) -> tuple[str, int, int] | None:
    """Give centre, year and ordinal, or None when the text is no certificate number."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return None
    return found[1], int(found[2]), int(found[3])


def next_ordinal(ordinals: Iterable[int]) -> int:
    """Give the ordinal after the highest one used (withdrawn ones keep theirs)."""
    return max(ordinals, default=0) + 1


def gaps(ordinals: Iterable[int]) -> tuple[int, ...]:
    """Give the ordinals that are missing below the highest one; empty in a sound register."""
    used = set(ordinals)
    return tuple(n for n in range(1, max(used, default=0)) if n not in used)


def control_code(sealed: str) -> str:
    """Give the short code of a sealed text, such as `K7H-M4T-RXA`.

    It follows from the signature, so nobody can make it from the paper's words; the last sign
    checks the others. It proves nothing alone: the issuing centre compares it with its register.

    Args:
        sealed: the text in the QR code.
    """
    rest = int.from_bytes(hashlib.sha256(sealed.encode()).digest()[:16])
    signs = []
    for _step in range(_CODE_LENGTH - 1):
        rest, index = divmod(rest, len(ALPHABET))
        signs.append(ALPHABET[index])
    code = "".join(signs)
    return _grouped(code + _check_sign(code))


def is_control_code(text: str) -> bool:
    """Whether a code, however it is spaced and cased, is one that could have been printed."""
    code = "".join(sign for sign in text.upper() if sign not in " -")
    if len(code) != _CODE_LENGTH or any(sign not in ALPHABET for sign in code):
        return False
    return code[-1] == _check_sign(code[:-1])


def _check_sign(code: str) -> str:
    total = 0
    for sign in code:
        # Neither 2 nor 2 - 1 shares a factor with 21: every single wrong sign is caught, and
        # every swap of two neighbours.
        total = (total * 2 + ALPHABET.index(sign) + 1) % len(ALPHABET)
    return ALPHABET[total]


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 3] for at in range(0, len(code), 3))
