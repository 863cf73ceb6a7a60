"""How much about persons leaves a centre: the data controller's decision, not the program's.

none (as delivered)   aggregates, needs and offers only
pseudonymous          rows under HMAC-SHA256(the centre's key, kind and uid); no name, no number
once                  also HMAC-SHA256(a key that the centres exchange on paper, the number), so
                      that a person who studies at two centres is counted once
identified            also number and name; needs a documented legal ground

Each level above none takes a decision of its own with its date and file number. Source: page
domain.md §6 of the design, after GDPR art. 5.1 c and 25.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_LENGTH = 32
"""Hex digits of a pseudonym: 128 bits, beyond collision at any register's size."""


class Level(StrEnum):
    """How much about persons a package holds; each level includes the ones above it here."""

    NONE = "none"
    PSEUDONYMOUS = "pseudonymous"
    ONCE = "once"
    IDENTIFIED = "identified"

    @property
    def rank(self) -> int:
        """Give the order: 0 holds the least."""
        return list(Level).index(self)

    def covers(self, other: "Level") -> bool:
        """Tell whether what `other` allows is allowed here."""
        return self.rank >= other.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The data controller's decision about one level.

    Args:
        level: what it allows.
        decided: its date.
        file_number: its number in the controller's register of documents.
        ends: the last day it holds, or None.
    """

    level: Level
    decided: date
    file_number: str
    ends: date | None = None


def level_in_force(decisions: list[Decision], today: date) -> Level:
    """Give the highest level that is decided for and for which nothing below is undecided.

    A level builds on those below it: counting once without a decision on rows stays at none.

    Args:
        decisions: all that are entered.
        today: the day the package is made.
    """
    held = {d.level for d in decisions if _holds(d, today)}
    level = Level.NONE
    for step in list(Level)[1:]:
        if step not in held and step is not Level.ONCE:
            break
        if step in held:
            level = step
    return level


def _holds(decision: Decision, today: date) -> bool:
    if not decision.file_number.strip() or decision.decided > today:
        return False
    return decision.ends is None or today <= decision.ends


def row_id(centre: str, key: bytes, kind: str, uid: str) -> str:
    """Give a row's name outside the centre: the centre's code and a pseudonym.

    Args:
        centre: the centre's code.
        key: the centre's 32 secret bytes; without them nobody gets back to the uid.
        kind: the row's kind, so that equal uids of two tables differ.
        uid: the record's uid.
    """
    return f"{centre}-{_hmac(key, f'{kind}:{uid}')}"


def person_mark(key: bytes, number: str) -> str:
    """Give the mark by which a person is counted once across centres.

    Args:
        key: 32 bytes that the centres have exchanged on paper; the region never has them.
        number: the identity number in full, as it is stored (twelve signs).
    """
    return _hmac(key, f"person:{number}")


def _hmac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:_LENGTH]
