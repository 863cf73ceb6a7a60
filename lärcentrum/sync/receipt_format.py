"""The receipt, `.kvittens`: what the region answers to one package.

A receipt is signed and not encrypted: it holds states, codes, counts and pseudonyms, no free
text and nothing about a person, so anyone who asks "did it arrive?" can read it with any text
editor. An encrypted one (the same lines in an age envelope) may come with a later version; that
is one more magic number to look for.

    header · record · record … · trailer · signature
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lärcentrum.sync.canonical import HEADER_CAP, Json, canonical_lines, parse_lines
from lärcentrum.sync.envelope import Opened, open_signed, signed
from lärcentrum.sync.errors import BadReceipt, NewerFormat, SyncFault
from lärcentrum.sync.header_format import (
    FORMAT,
    check_version,
    instant,
    is_centre,
    is_hash,
    is_instant,
    is_text,
    read_instant,
)
from lärcentrum.sync.kinds import is_code, is_count, is_row_id

# --- records ---------------------------------------------------------------

FILE = "larcentrum-receipt"
"""What kind of file it is, in its first line."""


class Status(StrEnum):
    """What became of the package."""

    ACCEPTED = "accepted"
    ALREADY = "already"
    LATE = "late"
    HELD = "held"
    REFUSED = "refused"


class Mark(StrEnum):
    """What the region says of one record; those that are not listed are accepted."""

    QUESTION = "question"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """The region's word about one record.

    Args:
        id: the record's name in the package.
        mark: a question or a no.
        code: which, a code of the region's list or a fault's id.
        about: the field in question, "" for the whole record.
    """

    id: str
    mark: Mark
    code: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The region's answer to one package.

    Args:
        region: the region's name.
        centre: the code of the centre that it is for.
        environment: `real` or `demo`.
        package: the content id of the package.
        epoch: the package's epoch.
        sequence: the package's number.
        period: the package's month.
        status: what became of it.
        code: the fault's id when it was held or refused.
        read: when the region read it, UTC.
        warnings: codes such as `clock` and `gap`.
        counts: the region's own counts of the lines that it keeps from it.
        state_digest: the region's own digest of the rows and tombstones that it keeps.
        remarks: the records that it has something to say about.
    """

    region: str
    centre: str
    environment: str
    package: str
    epoch: str
    sequence: int
    period: str
    status: Status
    read: datetime
    code: str = ""
    warnings: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    state_digest: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A package that this centre has made and may get a receipt for."""

    content: str
    epoch: str
    sequence: int
    period: str


# --- writing ---------------------------------------------------------------


def seal_receipt(receipt: Receipt, *, secret: bytes) -> bytes:
    """Write and sign a receipt; the same answer is the same bytes.

    Args:
        receipt: what the region says.
        secret: the region's 32 bytes of Ed25519.
    """
    header: dict[str, Json] = {
        "type": "header",
        "file": FILE,
        "format": FORMAT,
        "reader": FORMAT,
        "must": [],
        "region": receipt.region,
        "centre": receipt.centre,
        "environment": receipt.environment,
        "package": receipt.package,
        "epoch": receipt.epoch,
        "sequence": receipt.sequence,
        "period": receipt.period,
        "status": receipt.status.value,
        "code": receipt.code,
        "read": instant(receipt.read),
        "warnings": list(receipt.warnings),
        "counts": dict(receipt.counts),
        "state_sha256": receipt.state_digest,
    }
    lines: list[dict[str, Json]] = [
        {"type": "record", "id": r.id, "mark": r.mark.value, "code": r.code, "about": r.about}
        for r in sorted(receipt.remarks, key=lambda r: (r.id, r.about, r.code))
    ]
    trailer: dict[str, Json] = {"type": "trailer", "records": len(lines)}
    return signed(canonical_lines([header, *lines, trailer]), secret)


# --- reading ---------------------------------------------------------------


def open_receipt(
    data: bytes,
    *,
    centre: str,
    environment: str,
    region_keys: Sequence[str],
    awaited: Sequence[Awaited],
) -> Receipt:
    """Read a receipt that is for this centre, about a file of this centre, by a known region.

    Args:
        data: the file's bytes, read once.
        centre: this centre's code.
        environment: this register's.
        region_keys: the recipients' public receipt keys, the present and earlier ones.
        awaited: the packages made here.

    Raises:
        NewerFormat: it takes a later reader.
        BadReceipt: anything else; the month stays as it was (FB22).
    """
    try:
        opened = open_signed(data)
        receipt = _read(opened)
    except NewerFormat:
        raise
    except SyncFault:
        raise BadReceipt from None
    about = Awaited(
        content=receipt.package,
        epoch=receipt.epoch,
        sequence=receipt.sequence,
        period=receipt.period,
    )
    here = (receipt.centre, receipt.environment) == (centre, environment)
    if not here or opened.key not in region_keys or about not in awaited:
        raise BadReceipt
    return receipt


def _read(opened: Opened) -> Receipt:
    lines = parse_lines(opened.text, first=1, cap=HEADER_CAP)
    if len(lines) < 2:
        raise BadReceipt
    header, records, trailer = lines[0], lines[1:-1], lines[-1]
    check_version(header, FILE)
    if trailer != {"type": "trailer", "records": len(records)}:
        raise BadReceipt
    if not all(name in header and holds(header[name]) for name, holds in _FIELDS.items()):
        raise BadReceipt
    warnings, counts = header["warnings"], header["counts"]
    assert isinstance(warnings, list)
    assert isinstance(counts, dict)
    sequence = header["sequence"]
    assert isinstance(sequence, int)
    return Receipt(
        region=str(header["region"]),
        centre=str(header["centre"]),
        environment=str(header["environment"]),
        package=str(header["package"]),
        epoch=str(header["epoch"]),
        sequence=sequence,
        period=str(header["period"]),
        status=Status(str(header["status"])),
        code=str(header["code"]),
        read=read_instant(str(header["read"])),
        warnings=tuple(str(one) for one in warnings),
        counts={name: n for name, n in counts.items() if isinstance(n, int)},
        state_digest=str(header["state_sha256"]),
        remarks=tuple(_remark(line) for line in records),
    )


def _remark(line: dict[str, Json]) -> Remark:
    good = (
        line.keys() == {"type", "id", "mark", "code", "about"}
        and line["type"] == "record"
        and is_row_id(line["id"])
        and line["mark"] in list(Mark)
        and is_code(line["code"])
        and (line["about"] == "" or is_code(line["about"]))
    )
    if not good:
        raise BadReceipt
    return Remark(
        id=str(line["id"]),
        mark=Mark(str(line["mark"])),
        code=str(line["code"]),
        about=str(line["about"]),
    )


def _is_codes(value: Json) -> bool:
    return isinstance(value, list) and all(is_code(one) for one in value)


_FIELDS: Mapping[str, Callable[[Json], bool]] = {
    "region": is_text,
    "centre": is_centre,
    "environment": lambda value: value in ("real", "demo"),
    "package": is_hash,
    "epoch": is_text,
    "sequence": is_count,
    "period": is_text,
    "status": lambda value: value in list(Status),
    "code": lambda value: value == "" or is_code(value),
    "read": is_instant,
    "warnings": _is_codes,
    "counts": lambda value: isinstance(value, dict) and all(map(is_count, value.values())),
    "state_sha256": lambda value: value == "" or is_hash(value),
}
