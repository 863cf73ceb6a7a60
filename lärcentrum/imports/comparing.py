"""A row beside the record that it resembles, field by field, and what of it may be taken over."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from lärcentrum.errors import BadValue
from lärcentrum.imports.fields import ListKind, title_of
from lärcentrum.imports.rows import Compared, Decided, Decision, RowState
from lärcentrum.language import _
from lärcentrum.people.contact import LANGUAGES, email_key, phone_key
from lärcentrum.people.identity_numbers import birth_of, masked
from lärcentrum.people.municipalities import UNKNOWN, municipality_name

Facts = Mapping[str, str]
"""What is said of a record by field, "" for nothing; several identity numbers one per line."""

FACTS = (
    "given_name", "family_name", "identity_number", "birth_date", "email", "phone", "address",
    "municipality", "provider", "programme", "languages", "note",
)  # fmt: skip
"""A student's fields, in the order in which they are shown."""
_NO_NAMES: Mapping[str, str] = {}

_LONGEST_SHOWN = 200

# --- rules -----------------------------------------------------------------


def compared(
    here: Facts,
    row: Facts,
    providers: Mapping[str, str] = _NO_NAMES,
    keys: Sequence[str] = FACTS,
) -> tuple[Compared, ...]:
    """Put a row beside the one that it resembles: every field that one of the two fills in.

    Args:
        here: what the register, or the earlier row, says.
        row: what the row says.
        providers: names by uid.
        keys: the fields, in the order in which they are shown.
    """
    return tuple(
        Compared(
            key=key,
            here=_shown(key, here[key], providers),
            row=_shown(key, row[key], providers),
            differs=bool(row[key]) and not _same(key, here[key], row[key]),
        )
        for key in keys
        if here[key] or row[key]
    )


def taken_over(
    here: Facts, row: Facts, decided: Decided, keys: Sequence[str] = FACTS
) -> dict[str, str]:
    """Give what a row changes on the one that is here, by field.

    Args:
        here: what the register says.
        row: what the row says; what it leaves empty never empties anything.
        decided: `FILL` takes what is empty here, `OVERWRITE` all that differs.
        keys: the fields that may be taken over.
    """
    differing = {k: row[k] for k in keys if row[k] and not _same(k, here[k], row[k])}
    if Decision.OVERWRITE in decided:
        return differing
    return {key: text for key, text in differing.items() if not here[key]}


def offers(state: RowState, here: Facts, row: Facts, keys: Sequence[str] = FACTS) -> list[Decision]:
    """Give the ways of completing: of one in doubt both say that it is the same one."""
    both = [Decision.FILL, Decision.OVERWRITE]
    if state is RowState.DOUBTFUL:
        return both
    return [one for one in both if taken_over(here, row, frozenset({one}), keys)]


def changing(kind: ListKind, changes: Facts) -> str:
    """Say which fields a row changes."""
    titles = ", ".join(title_of(kind, key) for key in changes)
    return _("Ändrar: {fields}.").format(fields=titles)


def check_births(here: Facts, changes: Facts) -> None:
    """Refuse a date of birth and an identity number that tell two things.

    Raises:
        BadValue: named by the field.
    """
    born = changes.get("birth_date") or here["birth_date"]
    new = birth_of(changes.get("identity_number", ""))
    if new and born and new.isoformat() != born:
        raise BadValue("identity_number", _("stämmer inte med födelsedagen"))
    told = {day.isoformat() for n in here["identity_number"].split() if (day := birth_of(n))}
    if "birth_date" in changes and told and born not in told:
        raise BadValue("birth_date", _("stämmer inte med identitetsnumret"))


def facts_of(fields: Mapping[str, str], born: date | None, numbers: str, provider: str) -> Facts:
    """Gather what is said of a student.

    Args:
        fields: the contact columns, cleaned.
        born: the date of birth.
        numbers: identity numbers as they are kept, one per line.
        provider: the provider's uid, "" for none.
    """
    said = {key: fields.get(key, "") for key in FACTS}
    if said["municipality"] == UNKNOWN:
        said["municipality"] = ""
    return said | {
        "birth_date": born.isoformat() if born else "",
        "identity_number": numbers,
        "provider": provider,
    }


_KEYS: dict[str, Callable[[str], object]] = {
    "email": email_key,
    "phone": phone_key,
    "languages": lambda text: frozenset(text.split()),
}


def _same(key: str, here: str, row: str) -> bool:
    if key == "identity_number":
        return row in here.split("\n")
    as_key = _KEYS.get(key, str)
    return as_key(here) == as_key(row)


def _shown(key: str, text: str, providers: Mapping[str, str]) -> str:
    if key == "identity_number":
        return ", ".join(masked(number) for number in text.split("\n")) if text else ""
    if key == "municipality":
        return municipality_name(text) or text
    if key == "provider":
        return providers.get(text, text)
    if key == "languages":
        return ", ".join(_(LANGUAGES.get(code, code)) for code in text.split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
