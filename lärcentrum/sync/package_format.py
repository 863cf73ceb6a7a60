"""Version 1 of the monthly file: header, payload, trailer; written one way, read strictly.

The page `resources/guide/manadsfilens_format.md` describes the same for other implementers.

    header · aggregates · rows · tombstones · trailer          (one JSON object a line)
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lärcentrum.sync import header_format
from lärcentrum.sync.canonical import HEADER_CAP, Json, canonical, canonical_lines, parse_lines
from lärcentrum.sync.envelope import Opened, content_id, seal, unseal
from lärcentrum.sync.errors import (
    BadContent,
    CountsDiffer,
    ForeignRow,
    NotWhole,
    OtherRecipient,
    UnknownSender,
    WrongSeal,
)
from lärcentrum.sync.header_format import Header
from lärcentrum.sync.kinds import owner
from lärcentrum.sync.payload_check import check_line

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """One count of the month.

    Args:
        measure: a name of `kinds.MEASURES`.
        n: the count in the measure's unit; None when the centre does not report it, which is
            not the same as 0.
        by: what it is divided by; empty for the total.
    """

    measure: str
    n: int | None
    by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record as it leaves.

    Args:
        kind: a name of `kinds.Kind`.
        id: its name outside the centre.
        version: the number of the package in which it first left as it is now.
        data: its fields.
    """

    kind: str
    id: str
    version: int
    data: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """A record that has left once and is no longer sent; the reason is nobody's business."""

    kind: str
    id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What a package holds; the same state is the same bytes."""

    aggregates: tuple[Aggregate, ...] = ()
    rows: tuple[Row, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package that has been opened and checked.

    Args:
        header: what it says of itself.
        payload: what it holds.
        content: its identity, whatever the file is called: SHA-256 of the signed lines.
        key: the centre's public key that it is sealed with.
        payload_digest: SHA-256 of the payload's lines.
        state_digest: SHA-256 of the lines of rows and tombstones.
    """

    header: Header
    payload: Payload
    content: str
    key: str
    payload_digest: str
    state_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """A seal that is enrolled.

    Args:
        public: the public key, base64.
        centre: whose it is.
        until: the last sequence number that it may seal, None while it is in use.
    """

    public: str
    centre: str
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A package's lines before they are sealed.

    Args:
        text: all signed lines.
        payload: the lines of the payload alone.
    """

    text: bytes
    payload: bytes

    @property
    def content(self) -> str:
        """Give the package's identity."""
        return content_id(self.text)


# --- writing ---------------------------------------------------------------


def write_payload(payload: Payload) -> bytes:
    """Write a payload: each part in its order, the same state the same bytes."""
    return _aggregate_lines(payload.aggregates) + state_lines(payload.rows, payload.tombstones)


def state_lines(rows: Sequence[Row], tombstones: Sequence[Tombstone]) -> bytes:
    """Write rows and tombstones as a payload holds them; their hash is the state digest."""
    records = sorted(rows, key=_name) + sorted(tombstones, key=_name)
    return "".join(f"{record_line(one)}\n" for one in records).encode()


def record_line(one: Row | Tombstone) -> str:
    """Write one record as its line in the payload, without the line's end."""
    line: dict[str, Json] = {"kind": one.kind, "id": one.id, "version": one.version}
    if isinstance(one, Row):
        return canonical({**line, "type": "row", "data": dict(one.data)})
    return canonical({**line, "type": "tombstone"})


def _name(one: Row | Tombstone) -> tuple[str, str]:
    return (one.kind, one.id)


def write_package(header: Header, payload: bytes) -> Written:
    """Put the header and the trailer around a finished payload.

    Args:
        header: its counts are filled in here.
        payload: what `write_payload` made, now or earlier.
    """
    counts = _count(parse_lines(payload, first=2))
    top = canonical_lines([header_format.to_json(replace(header, counts=counts))])
    trailer: dict[str, Json] = {
        "type": "trailer",
        "counts": dict(counts),
        "payload_sha256": _sha256(payload),
        "state_sha256": _sha256(_state_part(payload, counts)),
    }
    return Written(text=top + payload + canonical_lines([trailer]), payload=payload)


def seal_package(
    header: Header, payload: Payload, *, secret: bytes, armoured: bool = False
) -> bytes:
    """Make a whole file: write, sign, encrypt to the header's recipients.

    Args:
        header: whom it is from and for.
        payload: what it holds.
        secret: the centre's 32 bytes of Ed25519.
        armoured: as text, for mail filters.
    """
    written = write_package(header, write_payload(payload))
    keys = [one.key for one in header.recipients]
    return seal(written.text, secret=secret, recipients=keys, armoured=armoured)


# --- reading ---------------------------------------------------------------


def open_package(
    data: bytes,
    identities: Sequence[str],
    known_keys: Sequence[KnownKey],
    own_recipients: Sequence[str] = (),
) -> Package:
    """Open a file, check everything about it that needs no register, and give what it holds.

    The order is fixed: envelope, signature, whose signature, then the words.

    Args:
        data: the file's bytes, read once.
        identities: the region's age identities, the present and earlier ones.
        known_keys: the enrolled seals.
        own_recipients: the region's public age keys; a file meant for none of them is refused
            even if somebody has sealed it anew for us. Empty: not checked.

    Raises:
        SyncFault, TooLarge: the fault's code says which.
    """
    return read_package(unseal(data, identities), known_keys, own_recipients)


def read_package(
    opened: Opened, known_keys: Sequence[KnownKey], own_recipients: Sequence[str] = ()
) -> Package:
    """Check and read the lines of an opened envelope; see `open_package`."""
    keys = {one.public: one for one in known_keys}
    sender = keys.get(opened.key)
    if sender is None:
        raise UnknownSender
    first, payload, last = _parts(opened.text)
    header = header_format.from_json(parse_lines(first, first=1, cap=HEADER_CAP)[0])
    _check_sender(header, sender)
    if own_recipients and not {one.key for one in header.recipients} & set(own_recipients):
        raise OtherRecipient
    lines = parse_lines(payload, first=2)
    _check_trailer(header, lines, payload, parse_lines(last, first=len(lines) + 2)[0])
    return Package(
        header=header,
        payload=_read_payload(header, lines),
        content=opened.content,
        key=opened.key,
        payload_digest=_sha256(payload),
        state_digest=_sha256(_state_part(payload, header.counts)),
    )


def read_payload(header: Header, payload: bytes) -> Payload:
    """Read the lines of a payload that was kept as bytes."""
    return _read_payload(header, parse_lines(payload, first=2))


def _parts(text: bytes) -> tuple[bytes, bytes, bytes]:
    after_first = text.find(b"\n") + 1
    before_last = text.rfind(b"\n", 0, len(text) - 1) + 1
    if not 0 < after_first <= before_last < len(text):
        raise NotWhole
    return text[:after_first], text[after_first:before_last], text[before_last:]


def _check_sender(header: Header, sender: KnownKey) -> None:
    if header.centre != sender.centre:
        raise WrongSeal(header.centre, sender.centre)
    if sender.until is not None and header.sequence > sender.until:
        raise WrongSeal(header.centre, sender.centre)


def _check_trailer(
    header: Header, lines: list[dict[str, Json]], payload: bytes, trailer: dict[str, Json]
) -> None:
    if trailer.get("type") != "trailer":
        raise NotWhole
    counts = _count(lines)
    state = _sha256(_state_part(payload, counts))
    agreed = (
        trailer.get("counts") == counts
        and dict(header.counts) == counts
        and trailer.get("payload_sha256") == _sha256(payload)
        and trailer.get("state_sha256") == state
    )
    if not agreed:
        raise CountsDiffer(sum(header.counts.values()), len(lines))


def _read_payload(header: Header, lines: list[dict[str, Json]]) -> Payload:
    found: dict[str, list[dict[str, Json]]] = {"aggregate": [], "row": [], "tombstone": []}
    for number, line in enumerate(lines, 2):
        check_line(header, number, line)
        found[str(line["type"])].append(line)
    _check_owner(header, found["row"] + found["tombstone"])
    _check_order(lines)
    # The lines were checked field by field above; here they only get their names.
    return Payload(
        aggregates=tuple(
            Aggregate(measure=x["measure"], n=x["n"], by=x["by"])  # type: ignore[arg-type]
            for x in found["aggregate"]
        ),
        rows=tuple(
            Row(kind=x["kind"], id=x["id"], version=x["version"], data=x["data"])  # type: ignore[arg-type]
            for x in found["row"]
        ),
        tombstones=tuple(
            Tombstone(kind=x["kind"], id=x["id"], version=x["version"])  # type: ignore[arg-type]
            for x in found["tombstone"]
        ),
    )


def _check_owner(header: Header, lines: list[dict[str, Json]]) -> None:
    foreign = sum(owner(str(line["id"])) != header.centre for line in lines)
    if foreign:
        raise ForeignRow(header.centre, foreign)


def _check_order(lines: list[dict[str, Json]]) -> None:
    keys = [_place(line) for line in lines]
    # Strictly growing: a doubled line is found too, and the same state is the same bytes.
    if any(here >= there for here, there in pairwise(keys)):
        raise BadContent(0, "order")
    records = [line["id"] for line in lines if "id" in line]
    if len(set(map(str, records))) != len(records):
        raise BadContent(0, "id")


def _place(line: Mapping[str, Json]) -> tuple[str, str, str]:
    """Give a line's place in the payload; the sorts happen to be in order of the alphabet."""
    if line["type"] == "aggregate":
        return ("aggregate", str(line["measure"]), canonical(line["by"]))
    return (str(line["type"]), str(line["kind"]), str(line["id"]))


def _aggregate_lines(aggregates: Sequence[Aggregate]) -> bytes:
    lines: list[dict[str, Json]] = [
        {"type": "aggregate", "measure": a.measure, "by": dict(a.by), "n": a.n} for a in aggregates
    ]
    return canonical_lines(sorted(lines, key=_place))


def _count(lines: list[dict[str, Json]]) -> dict[str, int]:
    names = Counter(_counted_as(line) for line in lines)
    return dict(sorted(names.items()))


def _counted_as(line: dict[str, Json]) -> str:
    sort = line.get("type")
    return f"row_{line.get('kind')}" if sort == "row" else str(sort)


def _state_part(payload: bytes, counts: Mapping[str, int]) -> bytes:
    """Give the payload without its aggregates, which come first."""
    at = 0
    for _line in range(counts.get("aggregate", 0)):
        at = payload.find(b"\n", at) + 1
    return payload[at:]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
