"""Who is at the desk: handed in to the store, which knows no people."""

from dataclasses import dataclass
from datetime import date

from lärcentrum.rights import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The person who is logged in.

    Args:
        user: the user's uid, as the audit log keeps it.
        name: the name as papers show it.
        rights: what the role may do now.
        title: the title as papers show it.
        title_en: the same in English, "" where there is none.
        valid_until: the last day on which anything may be done, None for no last day.
    """

    user: str
    name: str
    rights: frozenset[Right]
    title: str = ""
    title_en: str = ""
    valid_until: date | None = None


NOBODY = Session(user="", name="", rights=frozenset())
"""A store that is open but that no one has logged in to."""

SYSTEM = Session(user="system", name="Lärcentrum", rights=frozenset(Right))
"""The program itself, while it makes a register or puts one in order."""
