"""Saved selections: a list's search, filters, columns and sort under a name, one's own (T14, D12).

They are kept where unfinished forms are, inside the encrypted register: what one searches for, and
what one calls it, may be a person's name. They are no records: not in the log, seen by nobody else.
"""

import json
from dataclasses import dataclass
from typing import Any, Protocol

from lärcentrum.errors import BadValue
from lärcentrum.language import _

_MOST = 30


class Drafts(Protocol):
    """Where they are kept; see `lärcentrum.drafts`."""

    def keep(self, key: str, text: str) -> object:
        """Keep a text."""

    def find(self, key: str) -> str:
        """Give a kept text, "" for none."""


@dataclass(frozen=True, slots=True)
class Selection:
    """One saved selection.

    Args:
        name: what its owner calls it.
        terms: the search and the filters by name, as the page gave them.
        look: columns, order and sort: `order` and `away` (keys of columns), `sort` (a key and
            whether it falls, or nothing).
    """

    name: str
    terms: dict[str, Any]
    look: dict[str, Any]


class Selections:
    """The saved selections of one list and one person.

    Args:
        drafts: where they are kept.
        page: the list's key.
    """

    def __init__(self, drafts: Drafts, page: str) -> None:
        self._drafts, self._key = drafts, f"selections.{page}"

    def saved(self) -> list[Selection]:
        """Give them in the order in which they were made."""
        text = self._drafts.find(self._key)
        return [Selection(*one) for one in json.loads(text)] if text else []

    def save(self, made: Selection) -> None:
        """Keep one, in the place of one with the same name.

        Raises:
            BadValue: the name is empty, or there are too many already.
        """
        kept = [one for one in self.saved() if one.name != made.name]
        if not made.name:
            raise BadValue("name", _("är tomt"))
        if len(kept) >= _MOST:
            raise BadValue("name", _("går inte att spara: det finns redan {n}").format(n=_MOST))
        self._keep([*kept, made])

    def drop(self, name: str) -> None:
        """Forget one."""
        self._keep([one for one in self.saved() if one.name != name])

    def _keep(self, all_: list[Selection]) -> None:
        rows = [[one.name, one.terms, one.look] for one in all_]
        self._drafts.keep(self._key, json.dumps(rows, ensure_ascii=False))
