"""Which column is what, remembered under a name for the next list of the same shape."""

import json

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.imports.fields import FIELDS, ListKind
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.students.checks import short_text
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

_LONGEST_NAME = 60

# --- operations ------------------------------------------------------------

_KEPT = "SELECT key, value FROM setting WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key"


@reading(right=Right.REGISTER)
def list_mappings(store: Store, *, kind: ListKind) -> dict[str, dict[str, str]]:
    """Give the remembered mappings of a kind by name, each the heading of every field."""
    start = _key(kind, "")
    rows = store.query(_KEPT, start)
    return {row["key"].removeprefix(start): json.loads(row["value"]) for row in rows}


_UID = "SELECT uid FROM setting WHERE key = ?"


@operation(right=Right.REGISTER, label=N_("Kolumnval sparat"))
def keep_mapping(store: Store, *, kind: ListKind, name: str, mapping: dict[str, str]) -> None:
    """Remember a mapping; one of the same name is replaced.

    Args:
        store: the register.
        kind: what it is a list of.
        name: what the user calls it, at most 60 characters.
        mapping: the heading of each field.

    Raises:
        BadValue, TooLong: no name, or one that is too long; a field that there is not.
    """
    tidy = short_text("name", name, _LONGEST_NAME)
    if not tidy:
        raise BadValue("name", _("är tomt"))
    if not mapping or not mapping.keys() <= {one.key for one in FIELDS[kind]}:
        raise BadValue("mapping", _("anger fält som inte finns"))
    value = json.dumps(mapping, ensure_ascii=False, sort_keys=True)
    with store.write():
        uid = store.value(_UID, _key(kind, tidy))
        if uid is None:
            store.insert("setting", key=_key(kind, tidy), value=value)
        else:
            store.update("setting", uid, value=value)


@operation(right=Right.REGISTER, label=N_("Kolumnval borttaget"))
def remove_mapping(store: Store, *, kind: ListKind, name: str) -> None:
    """Forget a mapping.

    Raises:
        NotFound: there is none of that name.
    """
    with store.write():
        uid = store.value(_UID, _key(kind, name))
        if uid is None:
            raise NotFound("setting", "")
        store.delete("setting", uid)


# --- inner -----------------------------------------------------------------


def _key(kind: ListKind, name: str) -> str:
    return f"import/{kind.value}/{name}"
