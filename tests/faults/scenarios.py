"""What a child process does while faults are injected: small stories, one acknowledgement a step.

A step is promised before it begins (so that the oracle knows what may stand there) and
acknowledged after it returned (so that the oracle knows what must stand there).
"""

import hashlib
import importlib
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lärcentrum.errors import UserError
from lärcentrum.exams.errors import Clash
from lärcentrum.operations import operation
from lärcentrum.rights import Right
from lärcentrum.store import register
from lärcentrum.store.errors import Taken
from lärcentrum.store.files import publish
from lärcentrum.store.register import Register, Surroundings
from lärcentrum.store.store import Store
from tests.faults import defects
from tests.faults.acks import Acks
from tests.helpers import registers

Step = Callable[[], dict[str, Any] | None]
PAPERS = "papper"


def play(scenario: str, folder: Path, key: bytes, around: Surroundings, acks: Acks) -> None:
    """Open a register and take every step of a scenario; a refusal ends its own step only."""
    opened = register.open_with_key(folder, key, around)
    opened.store.session = registers.HEAD
    acks.say(kind="open", digest=opened.store.digest())
    for number, step in enumerate(SCENARIOS[scenario](opened, acks)):
        attempt(opened.store, acks, number, step)
    opened.close()
    acks.say(kind="closed")


def attempt(store: Store, acks: Acks, number: int, step: Step) -> None:
    """Take one step and say how it went."""
    before = store.digest()
    acks.say(kind="begin", step=number)
    if "ack_before_commit" in defects.PLANTED:
        acknowledge_too_early(acks, number, step)
        return
    try:
        facts = step() or {}
    except UserError as refusal:
        equal = store.digest() == before
        acks.say(kind="refused", step=number, **sentence(refusal), equal=equal)
    else:
        acks.say(kind="done", step=number, digest=store.digest(), **facts)


def acknowledge_too_early(acks: Acks, number: int, step: Step) -> None:
    """Take one step whose rows the planted defect acknowledges before their COMMIT."""
    defects.TOLD.append(lambda rows: acks.say(kind="done", step=number, digest="", rows=rows))
    try:
        step()
    finally:
        defects.TOLD.pop()


def create(folder: Path, around: Surroundings, acks: Acks) -> None:
    """Make a register where there is none."""
    made, code = register.create(folder, "centre", "real", around)
    acks.say(kind="done", step=0, digest=made.store.digest(), code=code, key=made.key.hex())
    made.close()


def sentence(refusal: UserError) -> dict[str, Any]:
    """What a refusal says to the user."""
    parts = refusal.parts()
    return {"code": refusal.code, "parts": list(parts), "text": str(refusal)}


# --- rows ---------------------------------------------------------------------------------


@operation(right=Right.SEE, label="prov")
def fault_rows(store: Store, *, number: int) -> list[list[str]]:
    """Two rows and a change of a third, all or nothing."""
    with store.write():
        rooms = store.insert_many(
            "room", [{"name": f"Sal {number}-{side}", "capacity": 4} for side in "åö"]
        )
        store.update("room", rooms[0].uid, note="x" * 900)
        store.note("prov")
    return [["room", ref.uid] for ref in rooms]


@operation(right=Right.SEE, label="prov")
def fault_refused(store: Store) -> None:
    """A row that is accepted and then one that is not: neither may stay."""
    with store.write():
        store.insert("room", name="Sal Z", capacity=4)
        store.insert("room", name="Sal Z", capacity=4)


def refused(store: Store) -> dict[str, Any]:
    """Do what the register refuses, and tell whether that left it equal."""
    before = store.digest()
    try:
        fault_refused(store)
    except Taken:
        return {"equal": store.digest() == before}
    return {"equal": False}


def rows(opened: Register, acks: Acks) -> Iterator[Step]:
    """Operations that write rows, and one that is refused."""
    for number in range(4):
        yield lambda number=number: {"rows": fault_rows(opened.store, number=number)}
    yield lambda: refused(opened.store)
    yield lambda: {"rows": fault_rows(opened.store, number=9)}


# --- files --------------------------------------------------------------------------------


def papers(opened: Register, acks: Acks) -> Iterator[Step]:
    """Files under final names, one of them replaced by its next version."""
    folder = papers_of(opened)
    for name, version in (("intyg å.pdf", 1), ("intyg å.pdf", 2), ("lista.csv", 1)):
        data = f"{name} {version} ".encode() * 1500
        promise(acks, name, data)
        yield lambda path=folder / name, data=data: put(path, data)


def put(path: Path, data: bytes) -> dict[str, Any]:
    publish(path, data)
    return {"file": path.name, "sha": hashlib.sha256(data).hexdigest()}


# --- back-ups -----------------------------------------------------------------------------


def backups(opened: Register, acks: Acks) -> Iterator[Step]:
    """A row, then a verified back-up of it."""
    from lärcentrum.backups import make_backup

    yield lambda: {"rows": fault_rows(opened.store, number=1)}
    yield lambda: {"backup": make_backup(opened.store).path.name}


# --- the main job -------------------------------------------------------------------------


def prepare(store: Store) -> None:
    """What the stories below find in the register: people, a room, sat exams, a region."""
    from tests.helpers import exams, months, people, sat

    sat.name_centre(store)
    exams.make_room(store)
    exams.make_provider(store)
    for number in range(3):
        people.make_student(store, number)
    for number in (10, 11):
        sat.make_sat(store, number)
    months.seed(store, 3, first=20)
    months.enrol_region(store)


def booking(opened: Register, acks: Acks) -> Iterator[Step]:
    """Three bookings, and one that clashes."""
    from tests.helpers import exams

    store = opened.store
    people = [row["uid"] for row in store.query("SELECT uid FROM student ORDER BY id LIMIT 3")]

    def book(number: int, student: str) -> dict[str, Any]:
        uid = exams.make_booking(store, student=student, new_exam=exams.new_exam(store, number))
        return {"rows": [["booking", uid]]}

    yield lambda: book(0, people[0])
    yield lambda: book(1, people[1])
    yield lambda: clash(store, people[0])
    yield lambda: book(3, people[2])


TAKEN = (
    "SELECT 1 FROM booking_holding JOIN student ON student.id = booking_holding.student_id"
    " WHERE student.uid = ?"
)


def clash(store: Store, student: str) -> dict[str, Any]:
    """Book somebody who is taken, and tell whether the refusal left the register equal."""
    from tests.helpers import exams

    if not store.value(TAKEN, student):  # the first booking was hit, so nothing clashes
        return {}
    before = store.digest()
    try:
        exams.make_booking(store, student=student, new_exam=exams.new_exam(store, 2))
    except Clash:
        return {"equal": store.digest() == before}
    return {"equal": False}


def certificate(opened: Register, acks: Acks) -> Iterator[Step]:
    """Issue two certificates, and save each paper."""
    from lärcentrum.certificates import certificates
    from lärcentrum.documents.issue_certificate import issue_certificate

    store = opened.store
    sat = store.query("SELECT uid FROM booking WHERE attendance = 'present' ORDER BY id LIMIT 2")

    def issue(booking: str) -> dict[str, Any]:
        uid = issue_certificate(store, booking=booking)
        return {"rows": [["certificate", uid]]}

    def save(uid: str, name: str, data: bytes) -> dict[str, Any]:
        path = certificates.save_certificate(store, certificate=uid, folder=papers_of(opened))
        assert path.name == name
        return {"file": name, "sha": hashlib.sha256(data).hexdigest()}

    for row in sat:
        yield lambda row=row: issue(row["uid"])
    for row in store.query("SELECT uid, number FROM certificate ORDER BY id"):
        data = certificates.certificate_paper(store, certificate=row["uid"])
        name = certificates.file_name(row["number"])
        promise(acks, name, data)
        yield lambda row=row, name=name, data=data: save(row["uid"], name, data)


def month(opened: Register, acks: Acks) -> Iterator[Step]:
    """Close a month, make its file, and hand it over in a folder."""
    from lärcentrum.sync import months, packages
    from tests.helpers.months import OCTOBER

    store, folder = opened.store, papers_of(opened)

    def close() -> dict[str, Any]:
        months.close_month(store, period=OCTOBER)
        return {"rows": [["month", months.month_row(store, OCTOBER)["uid"]]]}

    def create() -> dict[str, Any]:
        made = packages.create_package(store, period=OCTOBER)
        return {"rows": [["package", uid] for uid in made]}

    def deliver(uid: str, data: bytes) -> dict[str, Any]:
        path = packages.deliver_to_folder(store, package=uid, folder=folder)
        return {"file": path.name, "sha": hashlib.sha256(data).hexdigest()}

    yield close
    yield create
    for row in store.query("SELECT uid, file_name FROM package ORDER BY id"):
        data = packages.package_bytes(store, package=row["uid"])
        promise(acks, row["file_name"], data)
        yield lambda row=row, data=data: deliver(row["uid"], data)


def papers_of(opened: Register) -> Path:
    return opened.store.folder.parent / PAPERS


def promise(acks: Acks, name: str, data: bytes) -> None:
    """Say what may stand under a final name from now on."""
    acks.say(kind="promise", file=name, sha=hashlib.sha256(data).hexdigest())


# --- holding ------------------------------------------------------------------------------


def hold(opened: Register, acks: Acks) -> Iterator[Step]:
    """Have the register open until the process is killed."""
    yield lambda: {"rows": fault_rows(opened.store, number=1)}
    acks.say(kind="holding")
    while True:
        signal.pause()


SCENARIOS: dict[str, Callable[[Register, Acks], Iterator[Step]]] = {
    "rows": rows,
    "papers": papers,
    "backups": backups,
    "booking": booking,
    "certificate": certificate,
    "month": month,
    "hold": hold,
}


def warm_up() -> None:
    """Import and prepare what the scenarios need, so that the children do not have to."""
    for name in (
        "lärcentrum.backups",
        "lärcentrum.documents.issue_certificate",
        "lärcentrum.sync.packages",
        "tests.helpers.exams",
        "tests.helpers.months",
        "tests.helpers.sat",
    ):
        importlib.import_module(name)
    importlib.import_module("holidays").country_holidays("SE", years=2026)
    importlib.import_module("tests.helpers.certificates").pdf_of()
