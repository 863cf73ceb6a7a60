"""What a person decides about whole packages: accept one that waits, refuse it, take one back."""

from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.region import archive, inbox
from lärcentrum.region.archive import Home
from lärcentrum.region.errors import NotHeld, NothingLeft
from lärcentrum.region.inbox import Received
from lärcentrum.region.merge import Known, Outcome, Verdict, approve_epoch, judge, seen_of
from lärcentrum.rights import Right
from lärcentrum.store.kept import document
from lärcentrum.store.store import Row as Record
from lärcentrum.store.store import Store
from lärcentrum.swedish import clean
from lärcentrum.sync.package_format import Aggregate, Package

_EPOCHS = ("FB07", "FB09")

# --- rules -----------------------------------------------------------------


def waits(row: Record) -> bool:
    """Tell whether a package can be decided about: held, or refused only for its computer."""
    state, reason = str(row["state"]), str(row["reason"])
    return state == "held" or (state == "refused" and reason == "FB09")


# --- operations ------------------------------------------------------------

_WAITING = """
SELECT received_package.uid FROM received_package
WHERE state = 'held' OR (state = 'refused' AND reason = 'FB09') ORDER BY received_at, id
"""


@reading(right=Right.REGION)
def list_waiting(store: Store) -> list[Received]:
    """List what waits for a person, with what it would change, oldest first (Y15)."""
    return [compare_package(store, package=row["uid"]) for row in store.query(_WAITING)]


@reading(right=Right.REGION)
def compare_package(store: Store, *, package: str) -> Received:
    """Say what a package that waits would do if it were accepted now.

    Args:
        store: the register.
        package: its uid.
    """
    row = store.row("received_package", package)
    found = _opened(store, row)
    known = archive.load(store, archive.home_of(store, found.header.centre))
    return inbox.answer_about(found, judge(known, found, store.clock.now()), uid=package)


@operation(right=Right.REGION, label=N_("Väntande fil godtagen"), undoable=False)
def accept_package(store: Store, *, package: str, why: str) -> Received:
    """Accept a package that waits; one of a new epoch makes that the approved one.

    Args:
        store: the register.
        package: its uid.
        why: what the centre said, kept in the log; no names.

    Raises:
        NotHeld: it waits for nothing.
        NothingLeft: its bytes are no longer kept.
        BadValue: no reason.
    """
    row = _waiting(store, package, why)
    found = _opened(store, row)
    with store.write():
        store.note(clean(why))
        home = archive.home_of(store, found.header.centre)
        if row["reason"] in _EPOCHS:
            store.update("enrolment", home.present, epoch=found.header.epoch)
            home = archive.home_of(store, home.code)
        known = _as_approved(archive.load(store, home), row)
        outcome = judge(known, found, store.clock.now(), decided=True)
        inbox.decide(store, known, row, found, outcome)
        inbox.settle(store, home)
    return inbox.answer_about(found, outcome, uid=package)


@operation(right=Right.REGION, label=N_("Väntande fil avvisad"), undoable=False)
def refuse_package(store: Store, *, package: str, why: str) -> None:
    """Refuse a package that waits; its receipt says so.

    Args:
        store: the register.
        package: its uid.
        why: the reason, kept in the log; no names.

    Raises:
        NotHeld, NothingLeft, BadValue: as `accept_package`.
    """
    row = _waiting(store, package, why)
    found = _opened(store, row)
    with store.write():
        store.note(clean(why))
        store.update("received_package", package, state="refused", reason=inbox.REFUSED_BY_PERSON)
        home = archive.home_of(store, found.header.centre)
        refused = Outcome(verdict=Verdict.QUARANTINE, code=row["reason"])
        inbox.answer(store, home, row, found, refused)


@operation(right=Right.REGION, label=N_("Inläst fil tagen tillbaka"), undoable=False)
def take_back_package(store: Store, *, package: str, why: str) -> None:
    """Take one whole file back: the centre's state is again that of the file before it (Y17).

    Args:
        store: the register.
        package: its uid.
        why: the reason, kept in the log; no names.

    Raises:
        NotHeld: it was never read in.
        NothingLeft: it is the centre's newest and the file before it is no longer kept.
        BadValue: no reason.
    """
    row = store.row("received_package", package)
    if row["state"] not in ("accepted", "late"):
        raise NotHeld(row["state"])
    _check_reason(why)
    code = store.value(_CENTRE, row["enrolment_id"])
    with store.write() as conn:
        store.note(clean(why))
        home = archive.home_of(store, code)
        was = archive.load(store, home)
        store.update("received_package", package, state="taken_back")
        now = archive.load(store, home)
        if was.latest != now.latest:
            _rows_again(store, home, now)
        if was.months[row["period"]].content == row["inner_sha256"]:
            archive.write_sums(conn, home, row["id"], row["period"], _sums(store, now, row))


_CENTRE = "SELECT centre_code FROM enrolment WHERE id = ?"
_BY_CONTENT = "SELECT * FROM received_package WHERE inner_sha256 = ? AND state <> 'taken_back'"


def _rows_again(store: Store, home: Home, now: Known) -> None:
    with store.write() as conn:
        if now.latest is None:
            archive.write_rows(conn, home, 0, (), ())
            return
        row = store.one(_BY_CONTENT, now.latest.content)
        assert row is not None
        payload = _opened(store, row).payload
        archive.write_rows(conn, home, row["id"], payload.rows, payload.tombstones)


def _sums(store: Store, now: Known, gone: Record) -> tuple[Aggregate, ...]:
    """Give the sums that a month falls back to; none when the file before is no longer kept."""
    seen = now.months.get(gone["period"])
    row = store.one(_BY_CONTENT, seen.content) if seen else None
    if row is None or not store.value(_KEPT, row["file_sha256"]):
        return ()
    return _opened(store, row).payload.aggregates


def _as_approved(known: Known, row: Record) -> Known:
    return approve_epoch(known, row["epoch"]) if row["reason"] in _EPOCHS else known


def _waiting(store: Store, package: str, why: str) -> Record:
    row = store.row("received_package", package)
    if not waits(row):
        raise NotHeld(row["state"])
    _check_reason(why)
    return row


def _check_reason(why: str) -> None:
    if not 1 <= len(clean(why)) <= 400:
        raise BadValue("why", _("ska ha 1–{most} tecken").format(most=400))


_KEPT = "SELECT count(*) FROM document WHERE sha256 = ?"


def _opened(store: Store, row: Record) -> Package:
    if not store.value(_KEPT, row["file_sha256"]):
        raise NothingLeft(row["period"])
    found = inbox.opened(store, document(store, row["file_sha256"]))
    assert seen_of(found).content == row["inner_sha256"]
    return found
