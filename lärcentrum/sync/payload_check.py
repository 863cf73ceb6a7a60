"""Check one line of a payload against the allow-list of `kinds`."""

from collections.abc import Callable, Mapping
from functools import cache

from lärcentrum.sync.canonical import Json
from lärcentrum.sync.errors import BadContent
from lärcentrum.sync.header_format import Header
from lärcentrum.sync.kinds import (
    FORMS,
    KINDS,
    MEASURES,
    PERSON_KINDS,
    Kind,
    fields_at,
    is_code,
    is_count,
)
from lärcentrum.sync.kinds import is_row_id as _is_row_id
from lärcentrum.sync.levels import Level

Check = Callable[[Json], bool]
"""Whether a value fits a field."""

_KINDS = [kind.value for kind in Kind]
_SHAPES: Mapping[str, frozenset[str]] = {
    "aggregate": frozenset({"type", "measure", "by", "n"}),
    "row": frozenset({"type", "kind", "id", "version", "data"}),
    "tombstone": frozenset({"type", "kind", "id", "version"}),
}


def check_line(header: Header, number: int, line: dict[str, Json]) -> None:
    """Refuse a line that version 1 cannot hold.

    Args:
        header: the file's header: its level decides what may be there.
        number: the line's number in the file, for the error.
        line: the parsed line.

    Raises:
        BadContent: with the line's number and the field's name.
    """
    sort = line.get("type")
    if not isinstance(sort, str) or sort not in _SHAPES:
        raise BadContent(number, "type")
    if line.keys() != _SHAPES[sort]:
        raise BadContent(number, sort)
    if sort == "aggregate":
        _check_aggregate(number, line)
        return
    _check_record(number, line)
    if sort == "row":
        _check_row(header.level, number, line)


def _check_aggregate(number: int, line: dict[str, Json]) -> None:
    measure, by, n = line["measure"], line["by"], line["n"]
    known = MEASURES.get(measure) if isinstance(measure, str) else None
    if known is None:
        raise BadContent(number, "measure")
    if not isinstance(by, dict) or not set(by) <= set(known.cuts):
        raise BadContent(number, "by")
    if not all(is_code(value) for value in by.values()):
        raise BadContent(number, "by")
    if n is not None and not is_count(n):
        raise BadContent(number, "n")


def _check_record(number: int, line: dict[str, Json]) -> None:
    if line["kind"] not in _KINDS:
        raise BadContent(number, "kind")
    if not _is_row_id(line["id"]):
        raise BadContent(number, "id")
    if not is_count(line["version"]) or line["version"] == 0:
        raise BadContent(number, "version")


def _check_row(level: Level, number: int, line: dict[str, Json]) -> None:
    data = line["data"]
    if not isinstance(data, dict):
        raise BadContent(number, "data")
    fields, required = _allowed(str(line["kind"]), level)
    for name, value in data.items():
        holds = fields.get(name)
        if holds is None or not holds(value):
            raise BadContent(number, name[:40])
    if not data.keys() >= required:
        raise BadContent(number, min(required - data.keys()))


@cache
def _allowed(kind: str, level: Level) -> tuple[dict[str, Check], frozenset[str]]:
    """Give the check of each field that a kind may have at a level, and the ones it must have.

    At the level none a row about a person can never have what it must.
    """
    fields = {one.name: FORMS[one.form] for one in fields_at(Kind(kind), level)}
    required = frozenset(one.name for one in KINDS[Kind(kind)] if one.required)
    if kind in PERSON_KINDS and level is Level.NONE:
        required |= {"level"}
    return fields, required
