"""The region's receipt at the centre: read, kept, and shown at the right records."""

import json
from dataclasses import dataclass
from pathlib import Path

from lärcentrum.language import N_
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.files import read_foreign
from lärcentrum.store.kept import keep_document
from lärcentrum.store.store import Store
from lärcentrum.sync import keys
from lärcentrum.sync.envelope import CAP
from lärcentrum.sync.kinds import Kind
from lärcentrum.sync.levels import row_id
from lärcentrum.sync.receipt_format import Awaited, Mark, Receipt, Status, open_receipt

_PATIENCE_DAYS = 35

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The region's word about one record of this register.

    Args:
        kind: the kind of record.
        uid: the record, "" when it is no longer here.
        mark: a question or a no.
        code: which.
        about: the field, "" for the whole record.
    """

    kind: str
    uid: str
    mark: Mark
    code: str
    about: str


# --- rules -----------------------------------------------------------------


def stands(before: str | None, now: Status) -> Status:
    """Give what a file's state is after one more receipt: *already read* takes nothing back."""
    if now is Status.ALREADY and before:
        return Status(before)
    return Status.ACCEPTED if now is Status.ALREADY else now


# --- operations ------------------------------------------------------------

_AWAITED = """
SELECT package.uid, inner_sha256, epoch, sequence, period, receipt_status
FROM package JOIN month ON month.id = package.month_id
"""
_KEYS = "SELECT receipt_key FROM recipient WHERE receipt_key <> ''"


@operation(right=Right.MONTH, label=N_("Kvittens inläst"), undoable=False)
def read_receipt(store: Store, *, path: Path) -> str:
    """Read the region's receipt and note it at its file.

    Args:
        store: the register.
        path: the receipt.

    Returns:
        the uid of the file that it is about.

    Raises:
        BadReceipt: altered, for another centre, or about no file of ours (FB22).
        NewerFormat: the program is too old for it (FA19).
        TargetGone, NotAFile, TooLarge, ReadFailed: as they say.
    """
    data = read_foreign(path, CAP)
    files = store.query(_AWAITED)
    receipt = open_receipt(
        data,
        centre=keys.centre_code(store),
        environment=keys.environment(store),
        region_keys=[row["receipt_key"] for row in store.query(_KEYS)],
        awaited=[
            Awaited(
                content=row["inner_sha256"],
                epoch=row["epoch"],
                sequence=row["sequence"],
                period=row["period"],
            )
            for row in files
        ],
    )
    about = next(row for row in files if row["inner_sha256"] == receipt.package)
    with store.write():
        keep_document(store, "receipt", data)
        store.update(
            "package",
            about["uid"],
            receipt_at=int(receipt.read.timestamp()) // 60,
            receipt_status=stands(about["receipt_status"], receipt.status).value,
            receipt_text=_kept_text(receipt),
        )
    return str(about["uid"])


@reading(right=Right.MONTH)
def list_answers(store: Store, *, package: str) -> list[Answered]:
    """List what the region says about single records, by this register's own uids (Y28, C-09).

    Args:
        store: the register.
        package: the file's uid.
    """
    text = store.row("package", package)["receipt_text"]
    remarks = json.loads(text)["remarks"] if text else []
    if not remarks:
        return []
    names = _names(store)
    return [
        Answered(
            kind=names.get(one["id"], ("", ""))[0],
            uid=names.get(one["id"], ("", ""))[1],
            mark=Mark(one["mark"]),
            code=one["code"],
            about=one["about"],
        )
        for one in remarks
    ]


_UNANSWERED = """
SELECT uid FROM package WHERE delivered_at IS NOT NULL AND receipt_at IS NULL
    AND delivered_at < ? AND sequence = (SELECT max(sequence) FROM package)
"""


@reading(right=Right.MONTH)
def list_unanswered(store: Store) -> list[str]:
    """List the newest file when it was delivered 35 days ago and has no receipt (FB21, PR7)."""
    limit = int(store.clock.now().timestamp()) // 60 - _PATIENCE_DAYS * 24 * 60
    return [row["uid"] for row in store.query(_UNANSWERED, limit)]


_UIDS = {
    Kind.STUDENT: "SELECT uid FROM student",
    Kind.BOOKING: "SELECT uid FROM booking",
    Kind.INTERNSHIP: "SELECT uid FROM internship",
}


def _names(store: Store) -> dict[str, tuple[str, str]]:
    centre, key = keys.centre_code(store), keys.row_key(store)
    return {
        row_id(centre, key, kind, row["uid"]): (kind.value, row["uid"])
        for kind, sql in _UIDS.items()
        for row in store.query(sql)
    }


_ROOM = 19_000


def _kept_text(receipt: Receipt) -> str:
    remarks = [
        {"id": r.id, "mark": r.mark.value, "code": r.code, "about": r.about}
        for r in receipt.remarks
    ]
    kept = {
        "region": receipt.region,
        "status": receipt.status.value,
        "code": receipt.code,
        "warnings": list(receipt.warnings),
        "counts": dict(receipt.counts),
        "state_sha256": receipt.state_digest,
        "said": len(remarks),
        "remarks": remarks,
    }
    # The whole receipt is kept as it came; the row holds what a screen has room for.
    while len(text := json.dumps(kept, ensure_ascii=False)) > _ROOM:
        remarks = remarks[: len(remarks) // 2]
        kept["remarks"] = remarks
    return text
