"""Receive monthly files: read once, verify, judge, merge all or nothing, answer.

A file is read to memory in one go; the bytes that were verified are the bytes that are applied. A
file that is refused changes no state of the region, but that it came is kept, with the reason.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lärcentrum.backups import Occasion, back_up_before
from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import UserError
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.region import archive, keys
from lärcentrum.region.answers import keep_receipt
from lärcentrum.region.archive import Home
from lärcentrum.region.enrolment import known_keys
from lärcentrum.region.errors import NoRegionKeys
from lärcentrum.region.merge import (
    Change,
    Known,
    Outcome,
    Verdict,
    judge,
    receive,
    seen_of,
)
from lärcentrum.rights import Right
from lärcentrum.store.errors import TooLarge
from lärcentrum.store.files import read_foreign
from lärcentrum.store.kept import document, keep_document
from lärcentrum.store.store import Row as Record
from lärcentrum.store.store import Store
from lärcentrum.sync.envelope import CAP
from lärcentrum.sync.errors import CountsDiffer, MixedEnvironment, SyncFault
from lärcentrum.sync.header_format import instant
from lärcentrum.sync.package_format import Package, open_package

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of one file, or would become of it.

    Args:
        verdict: accepted, already, late, held or refused.
        code: the fault's id when it is held or refused.
        text: the same for people, Swedish.
        uid: the package's row; "" for a dry run.
        file: the file's name, "" when it came as bytes.
        centre: the centre's code, "" when the file could not be read.
        period: its month.
        sequence: its number.
        changes: how many records are new, updated, unchanged and withdrawn.
        disputed: names of the records that a hold is about.
        warnings: `clock`, `gap`.
        gaps: numbers that are missing before it.
        receipt: the receipt's SHA-256 among the kept documents, "" for none.
    """

    verdict: Verdict
    code: str = ""
    text: str = ""
    uid: str = ""
    file: str = ""
    centre: str = ""
    period: str = ""
    sequence: int = 0
    changes: Mapping[Change, int] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()
    receipt: str = ""


# --- rules -----------------------------------------------------------------

REFUSED_BY_PERSON = "person"
"""The reason of a package that waited and that a person refused."""

_WHY = {
    REFUSED_BY_PERSON: N_("Regionkontoret har avvisat filen. Inget är inläst."),
    "FB05": N_(
        "Två olika filer har samma nummer, eller kedjan stämmer inte. Troligen är registret"
        " återställt från säkerhetskopia. Inget är inläst."
    ),
    "FB07": N_(
        "Centrets register är återställt eller flyttat. Inget är inläst innan du godkänner."
    ),
    "FB09": N_("Två datorer skickar för samma centrum. Inget är inläst."),
    "FB14": N_("{n} poster har samma version men annat innehåll. Inget är inläst. Fråga centret."),
    "FB15": N_(
        "{n} poster saknas i filen utan att vara borttagna. Inget är inläst. Fråga centret."
    ),
}


def told(outcome: Outcome, read_on: str = "") -> str:
    """Say in Swedish what became of a file."""
    if outcome.code:
        return _(_WHY[outcome.code]).format(n=len(outcome.disputed))
    match outcome.verdict:
        case Verdict.ALREADY:
            return _("Redan inläst {day}. Kvittensen finns kvar.").format(day=read_on)
        case Verdict.LATE:
            return _("Äldre än det som redan är inläst: månaden är noterad, posterna är kvar.")
        case _:
            return _(
                "Inläst: {new} nya, {updated} ändrade, {unchanged} lika, {gone} borttagna."
            ).format(
                new=outcome.count(Change.NEW),
                updated=outcome.count(Change.UPDATED),
                unchanged=outcome.count(Change.UNCHANGED),
                gone=outcome.count(Change.WITHDRAWN),
            )


# --- operations ------------------------------------------------------------


@reading(right=Right.REGION)
def preview_package(store: Store, *, path: Path) -> Received:
    """Say what reading a file in would do; nothing is kept (Y07, Y08).

    Args:
        store: the register.
        path: the file.

    Raises:
        NoRegionKeys: there is nothing to open it with.
        TargetGone, NotAFile, TooLarge, ReadFailed: as they say.
    """
    data = read_foreign(path, CAP)
    try:
        package = opened(store, data)
    except (SyncFault, TooLarge) as fault:
        return _refused(fault, path.name)
    known = archive.load(store, archive.home_of(store, package.header.centre))
    there = _there(store, package.content)
    if there is not None:
        return _again(store, there, path.name)
    return answer_about(package, judge(known, package, store.clock.now()), file=path.name)


@operation(right=Right.REGION, label=N_("Månadsfil inläst"), undoable=False)
def receive_package(store: Store, *, path: Path) -> Received:
    """Read a file in: all of it, or nothing, with a receipt either way.

    Args:
        store: the register.
        path: the file; it stays where it is.

    Raises:
        NoRegionKeys: there is nothing to open it with.
        TargetGone, NotAFile, TooLarge, ReadFailed: as they say (FA08, FD04, FD07).
    """
    return take(store, read_foreign(path, CAP), path.name)


def take(store: Store, data: bytes, name: str = "") -> Received:
    """Receive a file's bytes, inside an operation; see `receive_package`."""
    file_hash = hashlib.sha256(data).hexdigest()
    same = store.one(_SAME_FILE, file_hash)
    if same is not None:
        return _again(store, same, name)
    try:
        package = opened(store, data)
    except (SyncFault, TooLarge) as fault:
        _keep_refusal(store, file_hash, fault)
        return _refused(fault, name)
    there = _there(store, package.content)
    if there is not None:
        return _again(store, there, name)
    back_up_before(store, Occasion.MERGE)
    with store.write():
        home = archive.home_of(store, package.header.centre)
        known = archive.load(store, home)
        outcome = judge(known, package, store.clock.now())
        row = _file_package(store, home, package, outcome, data)
        apply(store, home, known, package, outcome, row)
        receipt = answer(store, home, row, package, outcome)
        if outcome.verdict is Verdict.TAKE:
            settle(store, home)
    return answer_about(package, outcome, uid=row["uid"], file=name, receipt=receipt)


# The very bytes that were verified before need no second look; refused ones do: a centre may have
# been enrolled since.
_SAME_FILE = """
SELECT received_package.*, centre_code FROM received_package
JOIN enrolment ON enrolment.id = received_package.enrolment_id
WHERE file_sha256 = ? AND state IN ('accepted', 'late', 'held')
"""


def opened(store: Store, data: bytes) -> Package:
    """Open and check a file against the enrolled keys.

    Raises:
        NoRegionKeys: there is nothing to open it with.
        SyncFault, TooLarge: as `open_package`; MixedEnvironment (FG07).
    """
    if not keys.has_keys(store):
        raise NoRegionKeys
    package = open_package(data, keys.identities(store), known_keys(store), keys.recipients(store))
    if package.header.environment != keys.environment(store):
        raise MixedEnvironment
    return package


def apply(
    store: Store, home: Home, known: Known, package: Package, outcome: Outcome, row: Record
) -> None:
    """Write what an outcome brings, inside the operation in progress.

    Raises:
        CountsDiffer: what the region then holds is not what the centre said (PR7); all is undone.
    """
    if outcome.verdict not in (Verdict.TAKE, Verdict.LATE):
        return
    after = receive(known, package, outcome)
    header, payload = package.header, package.payload
    with store.write() as conn:
        if after.months[header.period].content == package.content:
            archive.write_sums(conn, home, row["id"], header.period, payload.aggregates)
        if outcome.verdict is Verdict.TAKE:
            archive.write_rows(conn, home, row["id"], payload.rows, payload.tombstones)
            if archive.state_digest(store, home) != package.state_digest:
                raise CountsDiffer(
                    len(payload.rows), sum(archive.state_counts(store, home).values())
                )
        if home.epoch != after.epochs[-1]:
            store.update("enrolment", home.present, epoch=after.epochs[-1])
        archive.drop_old_files(store, conn, home, after)


def answer(store: Store, home: Home, row: Record, package: Package, outcome: Outcome) -> str:
    """Make the receipt of a package and note it at its row; give its SHA-256."""
    receipt = keep_receipt(store, home, seen_of(package), outcome)
    store.update("received_package", row["uid"], receipt_sha256=receipt)
    return receipt


_HELD = """
SELECT received_package.* FROM received_package
JOIN enrolment ON enrolment.id = received_package.enrolment_id
WHERE centre_code = ? AND state = 'held' ORDER BY sequence
"""


def settle(store: Store, home: Home) -> None:
    """Look again at what waits: a newer file may have answered it."""
    for row in store.query(_HELD, home.code):
        package = opened(store, document(store, row["file_sha256"]))
        known = archive.load(store, archive.home_of(store, home.code))
        outcome = judge(known, package, store.clock.now())
        if outcome.verdict in (Verdict.TAKE, Verdict.LATE):
            decide(store, known, row, package, outcome)


def decide(store: Store, known: Known, row: Record, package: Package, outcome: Outcome) -> None:
    """Give a package that waited its outcome, inside the operation in progress."""
    home = archive.home_of(store, known.centre)
    with store.write():
        state = outcome.verdict.value
        store.update("received_package", row["uid"], state=state, reason=outcome.code)
        apply(store, home, known, package, outcome, row)
        answer(store, home, row, package, outcome)


_THERE = """
SELECT received_package.*, centre_code FROM received_package
LEFT JOIN enrolment ON enrolment.id = received_package.enrolment_id
WHERE inner_sha256 = ? AND state <> 'taken_back'
"""


def _there(store: Store, content: str) -> Record | None:
    return store.one(_THERE, content)


_ENROLMENT = "SELECT id FROM enrolment WHERE public_key = ?"


def _file_package(
    store: Store, home: Home, package: Package, outcome: Outcome, data: bytes
) -> Record:
    header = package.header
    kept = {
        "created": header.created.isoformat(),
        "closed": instant(header.closed),
        "counts": dict(header.counts),
        "payload": package.payload_digest,
        "state": package.state_digest,
        "audit": header.audit,
        "decision": header.decision,
        "disputed": list(outcome.disputed[:100]),
        "warnings": list(outcome.warnings),
    }
    ref = store.insert(
        "received_package",
        enrolment_id=store.value(_ENROLMENT, package.key),
        inner_sha256=package.content,
        file_sha256=keep_document(store, "received", data),
        epoch=header.epoch,
        sequence=header.sequence,
        period=header.period,
        level=header.level.value,
        previous=header.previous,
        correction=header.correction,
        state=outcome.verdict.value,
        reason=outcome.code,
        received_at=archive.minutes(store.clock.now()),
        counts=json.dumps(kept, ensure_ascii=False),
    )
    return store.row("received_package", ref.uid)


def _keep_refusal(store: Store, file_hash: str, fault: UserError) -> None:
    if _there(store, file_hash) is not None:
        return
    with store.write():
        store.insert(
            "received_package",
            inner_sha256=file_hash,
            file_sha256=file_hash,
            state="refused",
            reason=fault.code,
            received_at=archive.minutes(store.clock.now()),
        )


def _refused(fault: UserError, name: str) -> Received:
    return Received(verdict=Verdict.QUARANTINE, code=fault.code, text=str(fault), file=name)


def _again(store: Store, row: Record, name: str) -> Received:
    read_on = datetime.fromtimestamp(row["received_at"] * 60, STOCKHOLM).date().isoformat()
    waits = row["state"] in ("held", "refused")
    outcome = Outcome(
        verdict=Verdict(row["state"]) if waits else Verdict.ALREADY,
        code=row["reason"] if waits else "",
        disputed=tuple(archive.facts(row).get("disputed", ())),
    )
    return Received(
        verdict=outcome.verdict,
        code=outcome.code,
        text=told(outcome, read_on),
        uid=row["uid"],
        file=name,
        centre=row["centre_code"] or "",
        period=row["period"],
        sequence=row["sequence"],
        disputed=outcome.disputed,
        receipt=row["receipt_sha256"],
    )


def answer_about(
    package: Package, outcome: Outcome, *, uid: str = "", file: str = "", receipt: str = ""
) -> Received:
    """Give an outcome as people see it."""
    return Received(
        verdict=outcome.verdict,
        code=outcome.code,
        text=told(outcome),
        uid=uid,
        file=file,
        centre=package.header.centre,
        period=package.header.period,
        sequence=package.header.sequence,
        changes={one: outcome.count(one) for one in Change},
        disputed=outcome.disputed,
        warnings=outcome.warnings,
        gaps=outcome.gaps,
        receipt=receipt,
    )
