"""A row of a list on its way in, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Protocol

from lärcentrum.errors import BadValue, NotAsItStands, UserError
from lärcentrum.imports.fields import ListKind, title_of
from lärcentrum.language import N_, _, ngettext
from lärcentrum.progress import Progress
from lärcentrum.swedish import clean, fold, number

# --- records ---------------------------------------------------------------


class RowState(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    ALREADY = "already"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"
    SKIPPED = "skipped"
    CHANGES = "changes"


STATE_NAMES: dict[RowState, str] = {
    RowState.NEW: N_("ny"),
    RowState.ALREADY: N_("finns redan"),
    RowState.DOUBTFUL: N_("tveksam"),
    RowState.REFUSED: N_("går inte"),
    RowState.SKIPPED: N_("utelämnas"),
    RowState.CHANGES: N_("ändrar"),
}


class Decision(StrEnum):
    """What the user says of a row that is in doubt."""

    SKIP = "skip"
    FILL = "fill"
    OVERWRITE = "overwrite"
    NEW = "new"
    BORN_1900 = "born_1900"
    BORN_2000 = "born_2000"


DECISION_NAMES: dict[Decision, str] = {
    Decision.SKIP: N_("Utelämna raden"),
    Decision.FILL: N_("Fyll i det som är tomt"),
    Decision.OVERWRITE: N_("Skriv över med listans"),
    Decision.NEW: N_("Det är en annan – läs in ändå"),
    Decision.BORN_1900: N_("Född på 1900-talet"),
    Decision.BORN_2000: N_("Född på 2000-talet"),
}


Decided = frozenset[Decision]
"""Everything that was said of one row: a century, and what it is to the one it resembles."""
NOTHING: Decided = frozenset()
RESOLVING = (Decision.SKIP, Decision.FILL, Decision.OVERWRITE, Decision.NEW)
"""What can be said of one that may be here already, of a row or as the rule for all (T07)."""
RULE_NAMES: dict[Decision, str] = {
    Decision.SKIP: N_("Behåll registrets uppgifter"),
    Decision.FILL: N_("Fyll i det som är tomt i registret"),
    Decision.OVERWRITE: N_("Skriv över med listans uppgifter"),
    Decision.NEW: N_("Det är andra personer – läs in ändå"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One field of a row beside the one that it resembles.

    Args:
        key: the field.
        here: what the register, or the earlier row, has; "" for nothing.
        row: what the row has; "" for nothing.
        differs: whether the row says something else.
    """

    key: str
    here: str
    row: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDecision:
    """What the user has decided of one row; several may stand for one row.

    Args:
        row: its number in the file.
        decision: what is to become of it.
    """

    row: int
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReport:
    """What becomes of one row.

    Args:
        row: its number in the file.
        shown: what it is about, for people: a name, a course; never a number.
        state: what becomes of it.
        reason: why, in words; "" for a new one.
        field: the field at fault, "" for none.
        other: the uid of what it resembles, "" for none or for another row.
        other_shown: that record's name.
        other_row: the row that it resembles, 0 for none.
        choices: what the user can decide.
        compared: the row beside the one that it resembles; empty where both say the same.
    """

    row: int
    shown: str
    state: RowState
    reason: str = ""
    field: str = ""
    other: str = ""
    other_shown: str = ""
    other_row: int = 0
    choices: tuple[Decision, ...] = ()
    compared: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row's cells by field.

    Args:
        number: its number in the file.
        cells: the texts of the mapped columns.
    """

    number: int
    cells: Mapping[str, str]
    _cleaned: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def text(self, key: str) -> str:
        """Give a field's text in one line, "" where the list has no such column."""
        # Several rules ask for one cell, and a long list has a hundred thousand rows.
        if key not in self._cleaned:
            text = self.cells.get(key, "")
            self._cleaned[key] = clean(text) if text else ""
        return self._cleaned[key]


class Found(Exception):
    """The row is, or may be, here already: nothing went wrong, somebody may have to decide.

    Args:
        state: ALREADY, DOUBTFUL, or CHANGES for one that the row completes.
        reason: why, a Swedish clause or sentence.
        other: the uid of what it resembles, of the register or of an earlier row; "" for none.
        choices: what can be decided.
        field: the field that it is about.
        compared: the two side by side.
    """

    def __init__(
        self,
        state: RowState,
        reason: str,
        other: str = "",
        choices: tuple[Decision, ...] = (Decision.SKIP, Decision.NEW),
        field: str = "",
        compared: tuple[Compared, ...] = (),
    ) -> None:
        super().__init__(state.value)
        self.state, self.reason, self.other = state, reason, other
        self.choices, self.field, self.compared = choices, field, compared


class Adder(Protocol):
    """Brings in the rows of one kind.

    Most do it inside the write in progress, by the register's own operations; one that `collects`
    judges every row in memory and writes in `keep`.
    """

    collects: bool

    def shown(self, line: Line) -> str:
        """Say what a row is about."""
        ...

    def add(self, line: Line, decided: Decided) -> str:
        """Add one row and give its uid, or what stands for it until it is kept.

        Raises:
            Found: it is or may be here already.
            UserError: why it cannot be kept.
        """
        ...

    def name(self, uid: str) -> str:
        """Give the name of a record that a row resembles, as it may be shown."""
        ...

    def keep(self, progress: Progress) -> None:
        """Write what was collected, inside the write in progress."""
        ...


class AtOnce:
    """What the adders share that write row by row."""

    collects = False

    def keep(self, progress: Progress) -> None:
        """See `Adder.keep`: every row is written already."""


# --- rules -----------------------------------------------------------------


def counted(state: RowState, n: int) -> str:
    """Say how many rows meet a fate: "12 nya"."""
    said = {
        RowState.NEW: ngettext("{n} ny", "{n} nya", n),
        RowState.ALREADY: ngettext("{n} finns redan", "{n} finns redan", n),
        RowState.DOUBTFUL: ngettext("{n} tveksam", "{n} tveksamma", n),
        RowState.REFUSED: ngettext("{n} går inte", "{n} går inte", n),
        RowState.SKIPPED: ngettext("{n} utelämnas", "{n} utelämnas", n),
        RowState.CHANGES: ngettext("{n} ändrar", "{n} ändrar", n),
    }
    return said[state].format(n=number(n))


def reason_of(kind: ListKind, fault: UserError) -> str:
    """Say in words why a row cannot be kept; never what stood in it."""
    if isinstance(fault, BadValue) and not isinstance(fault, NotAsItStands):
        return _("{field} {why}.").format(field=title_of(kind, fault.name), why=fault.why)
    happened, _untouched, to_do = fault.parts()
    return f"{happened} {to_do}".strip()


def the_one(name: str, typed: str, known: Mapping[str, str], shown: Mapping[str, str]) -> str:
    """Find what a name stands for.

    Args:
        name: the field, for the refusal.
        typed: what the list says.
        known: uids by folded name.
        shown: names for people by uid.

    Raises:
        BadValue: nothing of that name is here; it names the near ones.
    """
    key = fold(typed)
    if key in known:
        return known[key]
    near = get_close_matches(key, known, n=3, cutoff=0.6)
    near += [one for one in known if len(key) > 2 and key in one and one not in near]
    names = list(dict.fromkeys(shown[known[one]] for one in near))[:3]
    if names:
        raise BadValue(name, _("finns inte i registret; menas {near}?").format(
            near=_(" eller ").join(names)))  # fmt: skip
    raise BadValue(name, _("finns inte i registret"))
