"""Make the monthly file, keep it, and hand it over.

The transaction that takes the number keeps the finished bytes; copying them again gives the same
file. When an old month is corrected, the later ones that have left follow in order, by themselves.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lärcentrum import __version__
from lärcentrum.certificates.certificates import list_to_send
from lärcentrum.language import N_
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store import audit
from lärcentrum.store.errors import (
    DiskFull,
    NewEpoch,
    ReadBackDiffers,
    ReadFailed,
    ReadOnly,
    TargetGone,
)
from lärcentrum.store.files import lay_aside, publish, read_foreign
from lärcentrum.store.kept import document, keep_document
from lärcentrum.store.store import Row, Store
from lärcentrum.sync import header_format, keys, payloads
from lärcentrum.sync.envelope import CAP, armour, seal
from lärcentrum.sync.header_format import Addressee, Header
from lärcentrum.sync.levels import Level
from lärcentrum.sync.mail import mail_draft
from lärcentrum.sync.month_errors import (
    ExportInterrupted,
    FileMade,
    FileOutdated,
    MonthNotClosed,
    NoRecipient,
    TargetFull,
    TargetReadOnly,
)
from lärcentrum.sync.months import MonthState, is_outdated, month_row, state_of
from lärcentrum.sync.package_format import write_package, write_payload

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRow:
    """A file that was made.

    Args:
        uid: its row.
        period: its month.
        sequence: its number.
        correction: 0 for the month's first file.
        level: how much about persons it holds.
        name: the file's name.
        created: when it was made, UTC.
        delivered: when it was handed over, UTC, or None.
        how: `folder`, `mail` or what the user said.
        receipt: the region's answer, "" for none yet.
        bytes: the file's size.
    """

    uid: str
    period: str
    sequence: int
    correction: int
    level: Level
    name: str
    created: datetime
    delivered: datetime | None
    how: str
    receipt: str
    bytes: int


# --- rules -----------------------------------------------------------------


def file_name(centre: str, period: str, sequence: int, correction: int) -> str:
    """Give a file's name: facts about the file only, and the same on every system."""
    fixed = f"-r{correction}" if correction else ""
    return f"{centre}-{period}-{sequence:04d}{fixed}.lcsync"


# --- operations ------------------------------------------------------------


@operation(right=Right.MONTH, label=N_("Månadsfil skapad"), undoable=False)
def create_package(store: Store, *, period: str) -> list[str]:
    """Make the file of a closed month, and anew those of later months that have left already.

    Args:
        store: the register.
        period: YYYY-MM.

    Returns:
        the uids of the files made, the asked month's first.

    Raises:
        NewEpoch: the register was restored or moved, and nobody has confirmed it (FB08).
        CentreUnnamed: the centre has no code (FG06).
        NoRecipient: no recipient with a key; the file is owed.
        MonthNotClosed: the month is open.
        FileMade: its file is made and nothing has changed.
    """
    row = month_row(store, period)
    if row["closed_at"] is None:
        raise MonthNotClosed(period)
    state = state_of(row, period, store.clock.today())
    if state not in (MonthState.CLOSED, MonthState.TO_CORRECT):
        raise FileMade(period)
    check_sending(store)
    with store.write():
        keys.ensure_keys(store)
        later = [r["period"] for r in store.query(_LATER, period)]
        return [_make(store, one) for one in (period, *later)]


_LATER = """
SELECT DISTINCT period FROM month JOIN package ON package.month_id = month.id
WHERE period > ? AND closed_at IS NOT NULL ORDER BY period
"""

_CLOSED = "SELECT period FROM month WHERE closed_at IS NOT NULL ORDER BY period"


def make_owed(store: Store) -> list[str]:
    """Make the files of closed months that waited for a recipient, inside an operation.

    Those of later months follow, as when a month is corrected.
    """
    with store.write():
        keys.ensure_keys(store)
        today = store.clock.today()
        closed = [row["period"] for row in store.query(_CLOSED)]
        states = [state_of(month_row(store, one), one, today) for one in closed]
        if MonthState.CLOSED not in states:
            return []
        return [_make(store, one) for one in closed[states.index(MonthState.CLOSED) :]]


def check_sending(store: Store) -> None:
    """Refuse to make files while something stands in the way of all of them.

    Raises:
        NewEpoch, CentreUnnamed, NoRecipient: as `create_package`.
    """
    keys.centre_code(store)
    if keys.fact(store, "epoch_confirmed") != "1":
        raise NewEpoch
    if not _addressees(store):
        raise NoRecipient


_RECIPIENTS = """
SELECT name, age_recipient FROM recipient
WHERE ended_on IS NULL AND age_recipient <> '' ORDER BY name
"""


def _addressees(store: Store) -> tuple[Addressee, ...]:
    rows = store.query(_RECIPIENTS)
    return tuple(Addressee(name=row["name"], key=row["age_recipient"]) for row in rows)


_PREVIOUS = "SELECT sequence, inner_sha256 FROM package ORDER BY sequence DESC, id DESC LIMIT 1"
_CORRECTIONS = "SELECT count(*) FROM package WHERE month_id = ?"


def _make(store: Store, period: str) -> str:
    month = store.row("month", month_row(store, period)["uid"])
    previous = store.one(_PREVIOUS) or {"sequence": 0, "inner_sha256": ""}
    sequence = previous["sequence"] + 1
    level = keys.present_level(store)
    header = _header(store, month, level, sequence, previous["inner_sha256"])
    payload = write_payload(payloads.build_payload(store, period, level, sequence))
    written = write_package(header, payload)
    addressed = [one.key for one in header.recipients]
    data = seal(written.text, secret=keys.seal_key(store), recipients=addressed)
    return store.insert(
        "package",
        month_id=month["id"],
        epoch=header.epoch,
        sequence=sequence,
        correction=header.correction,
        level=level.value,
        header=json.dumps(header_format.to_json(header), ensure_ascii=False, sort_keys=True),
        payload_sha256=keep_document(store, "package-payload", payload),
        inner_sha256=written.content,
        file_sha256=keep_document(store, "package", data),
        file_name=file_name(header.centre, period, sequence, header.correction),
        created_at=max(_minutes(header.created), month["closed_at"]),
    ).uid


def _header(store: Store, month: Row, level: Level, sequence: int, previous: str) -> Header:
    with store.reading() as conn:
        number, digest = audit.head(conn)
    return Header(
        environment=keys.environment(store),
        centre=keys.centre_code(store),
        centre_name=setting(store, "centre_name"),
        recipients=_addressees(store),
        epoch=keys.fact(store, "epoch"),
        sequence=sequence,
        previous=previous,
        period=month["period"],
        closed=datetime.fromtimestamp(month["closed_at"] * 60, UTC),
        created=store.clock.now(),
        level=level,
        decision="" if level is Level.NONE else keys.decision_text(store, level),
        correction=int(store.value(_CORRECTIONS, month["id"])),
        audit=f"{number}:{digest}",
        program=__version__,
        extra={header_format.CHECK_LIST: checks} if (checks := list_to_send(store)) else {},
    )


_LIST = """
SELECT package.uid, period, sequence, correction, level, file_name, created_at, delivered_at,
    delivered_how, receipt_status, length(bytes) AS size
FROM package JOIN month ON month.id = package.month_id
LEFT JOIN document ON document.sha256 = file_sha256
WHERE ? IN ('', period) ORDER BY sequence DESC
"""


@reading(right=Right.MONTH)
def list_packages(store: Store, *, period: str = "") -> list[PackageRow]:
    """List files that were made, newest first (Y29).

    Args:
        store: the register.
        period: one month's only, or "" for all.
    """
    return [
        PackageRow(
            uid=row["uid"],
            period=row["period"],
            sequence=row["sequence"],
            correction=row["correction"],
            level=Level(row["level"]),
            name=row["file_name"],
            created=datetime.fromtimestamp(row["created_at"] * 60, UTC),
            delivered=_instant(row["delivered_at"]),
            how=row["delivered_how"] or "",
            receipt=row["receipt_status"] or "",
            bytes=row["size"] or 0,
        )
        for row in store.query(_LIST, period)
    ]


@reading(right=Right.MONTH)
def package_bytes(store: Store, *, package: str) -> bytes:
    """Give a file's bytes, the same each time.

    Raises:
        NotFound: there is no such file.
    """
    return document(store, store.row("package", package)["file_sha256"])


@operation(right=Right.MONTH, label=N_("Månadsfil levererad"), undoable=False)
def deliver_to_folder(store: Store, *, package: str, folder: Path, armoured: bool = False) -> Path:
    """Copy a file to a folder or a memory stick and read it back.

    Args:
        store: the register.
        package: the file's uid.
        folder: an existing folder.
        armoured: as text, for filters that stop `.lcsync`.

    Returns:
        the file's path; one with the same bytes may have been there already (FA11).

    Raises:
        FileOutdated: the month was opened again after the file was made.
        TargetGone: there is no such folder (FA15).
        TargetExists: another file has the name (FA12); it is not touched.
        TargetFull, TargetReadOnly, ExportInterrupted, ReadBackDiffers, FileBusy, NameTooLong:
            FA09, FA10, FA07, FA22, FA14, FA16; nothing half is left under the final name.
    """
    row = _current(store, package)
    data = document(store, row["file_sha256"])
    path = folder / f"{row['file_name']}{'.txt' if armoured else ''}"
    publish_checked(path, armour(data) if armoured else data)
    _delivered(store, package, "folder")
    return path


@operation(right=Right.MONTH, label=N_("Utkast till e-post skapat"), undoable=False)
def save_mail_draft(store: Store, *, package: str, folder: Path, armoured: bool = False) -> Path:
    """Put a mail draft with the file attached into a folder, for the mail program to open.

    Args:
        store: the register.
        package: the file's uid.
        folder: an existing folder.
        armoured: attach it as text.

    Raises:
        FileOutdated, TargetGone, TargetExists, TargetFull, TargetReadOnly …: as
            `deliver_to_folder`.
    """
    row = _current(store, package)
    draft = draft_of(store, package, armoured=armoured)
    path = folder / f"{str(row['file_name']).removesuffix('.lcsync')}.eml"
    publish_checked(path, draft)
    _delivered(store, package, "mail")
    return path


_MAILS = "SELECT email FROM recipient WHERE ended_on IS NULL AND email <> '' ORDER BY name"


def draft_of(store: Store, package: str, *, armoured: bool = False) -> bytes:
    """Give the mail draft of a file, the same bytes each time."""
    row = store.row("package", package)
    data = document(store, row["file_sha256"])
    header = json.loads(row["header"])
    return mail_draft(
        to=tuple(one["email"] for one in store.query(_MAILS)),
        name=row["file_name"],
        data=armour(data) if armoured else data,
        centre=header["centre_name"] or header["centre"],
        period=header["period"],
        as_text=armoured,
    )


_PERIOD = "SELECT period FROM month WHERE id = ?"


def _current(store: Store, package: str) -> Row:
    """Give a file's row, unless its month says something else by now."""
    row = store.row("package", package)
    period = str(store.value(_PERIOD, row["month_id"]))
    if is_outdated(month_row(store, period)):
        raise FileOutdated(period)
    return row


def _delivered(store: Store, package: str, how: str) -> None:
    with store.write():
        now = _minutes(store.clock.now())
        store.update("package", package, delivered_at=now, delivered_how=how)


def publish_checked(path: Path, data: bytes) -> None:
    """Write a file to somebody's folder or stick and read it back, or leave nothing there.

    Raises:
        TargetGone, TargetExists, TargetFull, TargetReadOnly, ExportInterrupted, ReadBackDiffers:
            as `deliver_to_folder`.
    """
    if not path.parent.is_dir():
        raise TargetGone(str(path.parent))
    try:
        publish(path, data, replace=False)
        back = read_foreign(path, CAP * 2)
    except DiskFull:
        raise TargetFull(len(data)) from None
    except ReadOnly:
        raise TargetReadOnly(str(path.parent)) from None
    except (TargetGone, ReadFailed):
        raise ExportInterrupted from None
    if back != data:
        lay_aside(path, path.name + ".trasig")
        raise ReadBackDiffers


def _minutes(when: datetime) -> int:
    return int(when.timestamp()) // 60


def _instant(minutes: int | None) -> datetime | None:
    return None if minutes is None else datetime.fromtimestamp(minutes * 60, UTC)
