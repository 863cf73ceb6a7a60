"""What is shown instead of a protected identity: the one place that decides (FH01 to FH05).

The mark does not tell which field is dangerous, so all of them are hidden: name, numbers, dates,
contact, programme and notes. What stays is a neutral alias ("Person 7") and that it is protected.
Every reading in every area passes its student rows through `mask` or `shown_name`; the only way
around it is `protection.show_protected`, which asks for a reason and logs it.
"""

from enum import StrEnum

from lärcentrum.language import N_, _
from lärcentrum.people.municipalities import UNKNOWN
from lärcentrum.store.store import Row

# --- records ---------------------------------------------------------------


class Protection(StrEnum):
    """How a person's identity is protected (Skatteverket's three kinds)."""

    NONE = "none"
    MARKED = "marked"
    PROTECTED = "protected"
    FICTITIOUS = "fictitious"


UNPROTECTED = Protection.NONE

PROTECTION_NAMES: dict[Protection, str] = {
    Protection.NONE: N_("ingen"),
    Protection.MARKED: N_("sekretessmarkering"),
    Protection.PROTECTED: N_("skyddad folkbokföring"),
    Protection.FICTITIOUS: N_("fingerade personuppgifter"),
}

NAME_COLUMNS = "student.given_name, student.family_name, student.protection, student.alias_number"
"""What a query of another area selects so that `shown_name` can be given its rows."""

# --- rules -----------------------------------------------------------------

_SHOWN = frozenset({"id", "uid", "protection", "protection_until", "alias_number", "ended_on"})


def is_protected(row: Row) -> bool:
    """Tell whether a student row is a protected identity's."""
    return bool(row["protection"] != UNPROTECTED)


def mask(row: Row) -> Row:
    """Give a student row as it may be shown: everything emptied for a protected identity.

    A column that is not known here is emptied too, so that a new one is hidden from its first day.

    Args:
        row: columns of `student`, whichever a query selected, `protection` among them; what is
            not the student's own (a booking's time) does not belong in it.
    """
    if not is_protected(row):
        return row
    seen: Row = {name: value if name in _SHOWN else _empty(value) for name, value in row.items()}
    return seen | {"municipality": UNKNOWN} if "municipality" in row else seen


def _empty(value: object) -> str | None:
    return "" if isinstance(value, str) else None


def shown_name(row: Row) -> str:
    """Give the name that may be shown: "Eva Östberg", or "Skyddad uppgift · Person 7"."""
    if is_protected(row):
        return _("Skyddad uppgift · {alias}").format(alias=alias(row["alias_number"]))
    return f"{row['given_name']} {row['family_name']}".strip()


def listed_name(row: Row) -> str:
    """Give the name with the family name first, as sorted lists show it: "Östberg, Eva"."""
    if is_protected(row):
        return shown_name(row)
    return ", ".join(name for name in (row["family_name"], row["given_name"]) if name)


def paper_name(row: Row) -> str:
    """Give the name as the day's papers show it: a protected identity is "Person 7" (FH04)."""
    return alias(row["alias_number"]) if is_protected(row) else shown_name(row)


def alias(number: int) -> str:
    """Give the neutral name that stands on lists: "Person 7"."""
    return _("Person {n}").format(n=number)
