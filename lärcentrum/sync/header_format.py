"""The first line of a monthly file: who, for whom, which month, after which file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lärcentrum.sync.canonical import Json
from lärcentrum.sync.errors import BadContent, BadPeriod, NewerFormat, NotAMonthlyFile
from lärcentrum.sync.kinds import is_count, is_month
from lärcentrum.sync.levels import Level

FORMAT = 1
"""The version that this program writes."""

FILE = "larcentrum-month"
"""What kind of file it is, in its first line."""

CHECK_LIST = "certificates"
"""The optional field with the centre's signed check list of certificates."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_HASH = re.compile(r"[0-9a-f]{64}")
_CENTRE = re.compile(r"[0-9A-Za-z-]{1,20}")
_EPOCH = re.compile(r"[0-9a-z-]{1,40}")
_MOST_TEXT = 200
_MOST_RECIPIENTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody whom a file is for.

    Args:
        name: the office's name.
        key: its age recipient, `age1…`.
    """

    name: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a package says of itself.

    Args:
        environment: `real` or `demo`.
        centre: the centre's code.
        centre_name: its name.
        recipients: whom it is for.
        epoch: which life of the register; a restored or moved register begins a new one.
        sequence: the package's number, from 1 without gaps; it goes on in a new epoch.
        previous: the content id of the package before, "" for the first one ever.
        period: the month, YYYY-MM.
        closed: when the centre closed the month, UTC.
        created: when the package was made, UTC; nothing sorts by it.
        level: how much about persons it holds.
        decision: date and file number of the decision about the level, "" at `none`.
        correction: 0 for the month's first file, then 1, 2 …
        audit: the number and hash of the centre's last operation: it shows a log cut short.
        program: the version of the program that made it.
        format: the version of the format.
        reader: the least version that a reader must know.
        must: names of later fields that a reader must understand.
        counts: lines of each sort, filled in when it is written.
        extra: optional fields of later versions, kept as they came.
    """

    environment: str
    centre: str
    centre_name: str
    recipients: tuple[Addressee, ...]
    epoch: str
    sequence: int
    previous: str
    period: str
    closed: datetime
    created: datetime
    level: Level = Level.NONE
    decision: str = ""
    correction: int = 0
    audit: str = ""
    program: str = ""
    format: int = FORMAT
    reader: int = FORMAT
    must: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, Json] = field(default_factory=dict)


def instant(when: datetime) -> str:
    """Write an instant: UTC, whole seconds."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_json(header: Header) -> dict[str, Json]:
    """Give a header as its line holds it."""
    return {
        **header.extra,
        "type": "header",
        "file": FILE,
        "format": header.format,
        "reader": header.reader,
        "must": list(header.must),
        "environment": header.environment,
        "centre": header.centre,
        "centre_name": header.centre_name,
        "recipients": [{"name": one.name, "key": one.key} for one in header.recipients],
        "epoch": header.epoch,
        "sequence": header.sequence,
        "previous": header.previous,
        "period": header.period,
        "closed": instant(header.closed),
        "created": instant(header.created),
        "level": header.level.value,
        "decision": header.decision,
        "correction": header.correction,
        "audit": header.audit,
        "program": header.program,
        "counts": dict(header.counts),
    }


def from_json(line: dict[str, Json]) -> Header:
    """Read a header strictly; optional fields of later versions are kept.

    Raises:
        NotAMonthlyFile: another kind of file in a good envelope.
        NewerFormat: it takes a later reader.
        BadPeriod: the period is no month.
        BadContent: a field is missing or cannot hold what it holds.
    """
    check_version(line, FILE)
    if not is_month(line.get("period")):
        raise BadPeriod
    for name, holds in _FIELDS.items():
        if name not in line or not holds(line[name]):
            raise BadContent(1, name)
    known = {name: line[name] for name in _PLAIN}
    return Header(
        **known,  # type: ignore[arg-type]  # each was checked above
        recipients=_recipients(line),
        closed=read_instant(str(line["closed"])),
        created=read_instant(str(line["created"])),
        level=Level(str(line["level"])),
        must=(),
        counts=_counts(line),
        extra={name: value for name, value in line.items() if name not in _NAMES},
    )


def check_version(line: dict[str, Json], file: str) -> None:
    """Refuse another kind of file, and one that takes a later reader.

    Raises:
        NotAMonthlyFile, NewerFormat: as they say.
    """
    if line.get("type") != "header" or line.get("file") != file:
        raise NotAMonthlyFile
    reader = line.get("reader")
    if not is_count(reader) or not isinstance(reader, int) or reader > FORMAT:
        raise NewerFormat(str(reader)[:20])
    must = line.get("must", [])
    unknown = [name for name in must if name not in _NAMES] if isinstance(must, list) else ["must"]
    if unknown:
        raise NewerFormat(str(unknown[0])[:40])


def read_instant(text: str) -> datetime:
    """Read an instant as `instant` writes it.

    Raises:
        ValueError: it is none.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def is_instant(value: Json) -> bool:
    """Tell whether a value is an instant as `instant` writes it."""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        return False
    try:
        read_instant(value)
    except ValueError:
        return False
    return True


def is_text(value: Json) -> bool:
    """Tell whether a value is a short text on one line."""
    return isinstance(value, str) and len(value) <= _MOST_TEXT and (value + "x").isprintable()


def is_hash(value: Json) -> bool:
    """Tell whether a value is a SHA-256 in hex."""
    return isinstance(value, str) and bool(_HASH.fullmatch(value))


def is_centre(value: Json) -> bool:
    """Tell whether a value is a centre's code."""
    return isinstance(value, str) and bool(_CENTRE.fullmatch(value))


def _matches_epoch(value: Json) -> bool:
    return isinstance(value, str) and bool(_EPOCH.fullmatch(value))


def _is_recipients(value: Json) -> bool:
    return (
        isinstance(value, list)
        and 1 <= len(value) <= _MOST_RECIPIENTS
        and all(isinstance(one, dict) and set(one) == {"name", "key"} for one in value)
        and all(is_text(v) for one in value if isinstance(one, dict) for v in one.values())
    )


def _is_counts(value: Json) -> bool:
    return isinstance(value, dict) and all(is_count(n) for n in value.values())


def _recipients(line: dict[str, Json]) -> tuple[Addressee, ...]:
    found = line["recipients"]
    assert isinstance(found, list)
    return tuple(
        Addressee(name=str(one["name"]), key=str(one["key"]))
        for one in found
        if isinstance(one, dict)
    )


def _counts(line: dict[str, Json]) -> dict[str, int]:
    found = line["counts"]
    assert isinstance(found, dict)
    return {name: n for name, n in found.items() if isinstance(n, int)}


def _one_of(*values: str) -> Callable[[Json], bool]:
    return lambda value: value in values


def _positive(value: Json) -> bool:
    return is_count(value) and value != 0


_FIELDS: Mapping[str, Callable[[Json], bool]] = {
    "format": _positive,
    "environment": _one_of("real", "demo"),
    "centre": is_centre,
    "centre_name": is_text,
    "recipients": _is_recipients,
    "epoch": _matches_epoch,
    "sequence": _positive,
    "previous": lambda value: value == "" or is_hash(value),
    "closed": is_instant,
    "created": is_instant,
    "level": _one_of(*(level.value for level in Level)),
    "decision": is_text,
    "correction": is_count,
    "audit": is_text,
    "program": is_text,
    "counts": _is_counts,
}

_PLAIN = (
    "environment", "centre", "centre_name", "epoch", "sequence", "previous", "period", "decision",
    "correction", "audit", "program", "format", "reader",
)  # fmt: skip

_NAMES = frozenset(_FIELDS) | {"type", "file", "reader", "must", "period"}
