"""Keys, packages and registers of made-up centres for tests of the monthly file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from lärcentrum.sync.age_keys import new_identity
from lärcentrum.sync.envelope import (
    open_signed,
    public_key,
    seal,
    signed,
    unseal,
)
from lärcentrum.sync.header_format import Addressee, Header
from lärcentrum.sync.levels import Level
from lärcentrum.sync.package_format import (
    Aggregate,
    KnownKey,
    Package,
    Payload,
    Row,
    Tombstone,
    open_package,
    read_package,
    seal_package,
    write_package,
    write_payload,
)

WHEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
CENTRE, OTHER = "2463", "2422"
SECRET, OTHER_SECRET, REGION_SECRET = b"\x01" * 32, b"\x02" * 32, b"\x03" * 32


@dataclass(frozen=True)
class RegionKeys:
    identity: str
    recipient: str


@cache
def region_keys(number: int = 0) -> RegionKeys:
    identity, recipient = new_identity(bytes(range(number, number + 32)))
    return RegionKeys(identity, recipient)


def known(centre: str = CENTRE, secret: bytes = SECRET, until: int | None = None) -> KnownKey:
    return KnownKey(public=public_key(secret), centre=centre, until=until)


def header(sequence: int = 1, **changes: object) -> Header:
    base = Header(
        environment="real",
        centre=CENTRE,
        centre_name="Åsele",
        recipients=(Addressee(name="Akademi Norr", key=region_keys().recipient),),
        epoch="0193-a",
        sequence=sequence,
        previous="",
        period="2026-10",
        closed=WHEN,
        created=WHEN,
        level=Level.PSEUDONYMOUS,
        decision="2026-08-01 KS 2026/123",
        audit="17:" + "a" * 64,
        program="0.1.0",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def row_name(number: int, centre: str = CENTRE) -> str:
    return f"{centre}-{number:032x}"


def student(number: int, version: int = 1, **data: str) -> Row:
    values: Mapping[str, str] = {
        "age_band": "25-34",
        "municipality": "2463",
        "sex": "woman",
        **data,
    }
    return Row(kind="student", id=row_name(number), version=version, data=values)


def need(number: int, version: int = 1, low: int = 2) -> Row:
    return Row(
        kind="need",
        id=row_name(number),
        version=version,
        data={
            "ssyk": "2142", "kind": "recruit", "horizon": "1-2", "low": low,
            "municipality": "2463", "state": "new",
        },
    )  # fmt: skip


def gone(number: int, version: int = 1, kind: str = "student") -> Tombstone:
    return Tombstone(kind=kind, id=row_name(number), version=version)


def payload(*records: Row | Tombstone, students: int = 3) -> Payload:
    return Payload(
        aggregates=(
            Aggregate(measure="students", n=students),
            Aggregate(measure="students", n=students, by={"sex": "woman"}),
            Aggregate(measure="fees_due", n=None),
        ),
        rows=tuple(
            sorted((r for r in records if isinstance(r, Row)), key=lambda r: (r.kind, r.id))
        ),
        tombstones=tuple(one for one in records if isinstance(one, Tombstone)),
    )


def some(rows: int = 4) -> Payload:
    return payload(*(student(n) for n in range(rows)), need(90_000), gone(90_001))


def sealed(
    head: Header | None = None, body: Payload | None = None, secret: bytes = SECRET
) -> bytes:
    return seal_package(head or header(), body or some(), secret=secret)


def opened(data: bytes) -> Package:
    return open_package(data, [region_keys().identity], [known()], [region_keys().recipient])


def package(head: Header, body: Payload, centre: str = CENTRE) -> Package:
    """What opening a sealed file gives, without the cost of sealing it."""
    written = write_package(head, write_payload(body))
    opened_text = open_signed(signed(written.text, SECRET))
    return read_package(opened_text, [known(centre)])


def reseal(text: bytes, secret: bytes = SECRET) -> bytes:
    """Put any lines into a good envelope with a good signature."""
    return seal(text, secret=secret, recipients=[region_keys().recipient])


def plain(data: bytes) -> bytes:
    """The signed lines of a file."""
    return unseal(data, [region_keys().identity]).text
