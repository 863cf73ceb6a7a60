import os
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lärcentrum.region import archive, folder, inbox, keys
from lärcentrum.region.errors import NoRegionKeys
from lärcentrum.region.inbox import Received
from lärcentrum.region.merge import Change, Verdict
from lärcentrum.store.errors import NotAFile, TargetGone
from lärcentrum.store.kept import document
from lärcentrum.store.store import Store
from lärcentrum.sync.envelope import public_key
from lärcentrum.sync.package_format import Aggregate, Payload
from lärcentrum.sync.receipt_format import Awaited, Receipt, Status, open_receipt
from tests.helpers import matrix
from tests.helpers import packages as make
from tests.helpers import region as helper

ONE, TWO = make.student(1), make.student(2)


@pytest.fixture
def region(region_store: Store) -> Store:
    helper.make_region(region_store)
    helper.enrol(region_store)
    return region_store


@pytest.fixture
def sender(region: Store) -> helper.Sender:
    return helper.Sender(region)


def receipt_of(store: Store, found: Received) -> Receipt:
    row = store.row("received_package", found.uid)
    return open_receipt(
        document(store, found.receipt),
        centre=found.centre,
        environment="real",
        region_keys=[public_key(keys.receipt_key(store))],
        awaited=[
            Awaited(
                content=row["inner_sha256"],
                epoch=row["epoch"],
                sequence=row["sequence"],
                period=row["period"],
            )
        ],
    )


def test_the_matrix_of_receiving(region: Store, sender: helper.Sender, tmp_path: Path) -> None:
    path = helper.put(tmp_path, sender.send("2026-09", make.payload(ONE, TWO)))
    case = matrix.Case(
        inbox.receive_package, {"path": path}, [({"path": tmp_path / "borta"}, TargetGone)]
    )
    found = matrix.check(region, case)
    assert found.verdict is Verdict.TAKE
    assert found.changes[Change.NEW] == 2
    answer = receipt_of(region, found)
    assert (answer.status, answer.counts) == (Status.ACCEPTED, {"row_student": 2})


def test_the_receipt_tells_what_the_region_holds_by_the_centres_own_digest(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """PR7."""
    data = sender.send("2026-09", make.payload(ONE, TWO, make.need(3), make.gone(9)))
    (found,) = helper.receive(region, tmp_path, data)
    assert receipt_of(region, found).state_digest == inbox.opened(region, data).state_digest


def test_a_dry_run_tells_the_same_and_keeps_nothing(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """Y07, Y08."""
    path = helper.put(tmp_path, sender.send("2026-09", make.payload(ONE)))
    before = region.digest()
    shown = inbox.preview_package(region, path=path)
    assert region.digest() == before
    done = inbox.receive_package(region, path=path)
    assert shown.text == done.text
    assert shown.changes == done.changes
    assert inbox.preview_package(region, path=path).verdict is Verdict.ALREADY


def test_the_same_file_again_changes_nothing_and_gives_the_same_receipt(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """FB01, FB02."""
    data = sender.send("2026-09", make.payload(ONE))
    (first,) = helper.receive(region, tmp_path, data)
    before = (region.digest(), helper.consolidated(region))
    again = inbox.receive_package(region, path=helper.put(tmp_path, data, "annat namn.lcsync"))
    assert again.verdict is Verdict.ALREADY
    assert "Redan inläst 2026-11-23" in again.text
    assert again.receipt == first.receipt
    assert (region.digest(), helper.consolidated(region)) == before


def test_files_that_cannot_be_read_change_no_state_and_are_remembered_once(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """FA01, FA02, FA18, FB10, FB11."""
    good = sender.send("2026-09", make.payload(ONE))
    flipped = bytearray(good)
    flipped[len(good) // 2] ^= 1
    stranger = helper.Sender(region, secret=make.OTHER_SECRET).send("2026-09", make.payload(ONE))
    helper.enrol(region, make.OTHER, b"\x05" * 32)
    wrong = helper.Sender(region, code=make.CENTRE, secret=b"\x05" * 32)
    files = {
        "FA01": b"",
        "FA02": bytes(flipped),
        "FA18": b"%PDF-1.7",
        "FB11": stranger,
        "FB10": wrong.send("2026-09", make.payload(ONE)),
    }
    before = region.digest()
    for code, data in files.items():
        (found,) = helper.receive(region, tmp_path, data)
        assert (found.verdict, found.code) == (Verdict.QUARANTINE, code)
        assert region.digest() == before
        assert found.text
        helper.receive(region, tmp_path, data)
        kept = region.query("SELECT * FROM received_package WHERE reason = ?", code)
        assert [row["state"] for row in kept] == ["refused"]
    assert region.value("SELECT count(*) FROM received_row") == 0
    (cut,) = helper.receive(region, tmp_path, good[:-1])
    assert cut.code == "FA02"


def test_an_exercise_is_not_read_into_a_real_register(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """FG07."""
    before = region.digest()
    (found,) = helper.receive(
        region, tmp_path, sender.send("2026-09", make.payload(ONE), environment="demo")
    )
    assert found.code == "FG07"
    assert region.digest() == before


def test_an_older_file_is_late_and_its_month_counts(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """FB03, FB04."""
    september = sender.send("2026-09", make.payload(ONE, TWO, students=2))
    october = sender.send("2026-10", make.payload(ONE, make.gone(2, 2), students=1))
    first, second = helper.receive(region, tmp_path, october, september)
    assert (first.verdict, second.verdict) == (Verdict.TAKE, Verdict.LATE)
    assert receipt_of(region, second).status is Status.LATE
    home = archive.home_of(region, make.CENTRE)
    assert archive.state_counts(region, home) == {"row_student": 1, "tombstone": 1}
    sums = region.query(
        "SELECT period, value FROM received_aggregate"
        " WHERE name = 'students' AND key = '{}' ORDER BY 1"
    )
    assert [(row["period"], row["value"]) for row in sums] == [("2026-09", 2), ("2026-10", 1)]


def test_what_is_not_reported_has_no_sum_and_zero_has_one(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """C-13."""
    helper.receive(region, tmp_path, sender.send("2026-09", make.payload(students=0)))
    found = {
        row["name"]: row["value"]
        for row in region.query("SELECT name, value FROM received_aggregate")
    }
    assert found == {"students": 0}


def test_a_fork_is_refused_and_nothing_is_lost(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """FB05."""
    one = sender.send("2026-09", make.payload(ONE))
    fork = replace(sender, sequence=0, previous="", when=make.WHEN + timedelta(days=1))
    two = fork.send("2026-09", make.payload(ONE, TWO))
    (first,) = helper.receive(region, tmp_path, one)
    before = region.digest()
    (second,) = helper.receive(region, tmp_path, two)
    assert first.verdict is Verdict.TAKE
    assert (second.verdict, second.code) == (Verdict.QUARANTINE, "FB05")
    assert region.digest() == before
    assert "samma nummer" in second.text
    assert receipt_of(region, second).status is Status.REFUSED
    home = archive.home_of(region, make.CENTRE)
    assert archive.state_counts(region, home) == {"row_student": 1}


def test_a_region_without_keys_reads_nothing(region_store: Store, tmp_path: Path) -> None:
    with pytest.raises(NoRegionKeys):
        inbox.receive_package(region_store, path=helper.put(tmp_path, b"x"))


def test_twenty_files_at_once_and_one_bad(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """FA05, FA21, FD07."""
    drop = tmp_path / "inkorg åäö"
    drop.mkdir()
    for number in range(1, 20):
        period = f"{2025 + number // 12}-{number % 12 + 1:02d}"
        helper.put(drop, sender.send(period, make.payload(ONE)), f"{number:02d}.lcsync")
    helper.put(drop, b"skr\xc3\xa4p", "20.lcsync")
    helper.put(drop, b"age-", "begun.lcsync.part")
    os.symlink("/etc/hostname", drop / "21.lcsync")
    listed = folder.list_folder(region, folder=drop)
    assert [one.name for one in listed if one.begun] == ["begun.lcsync.part"]
    assert folder.settled(listed, {}) == []
    names = folder.settled(listed, {one.name: one.bytes for one in listed})
    found = folder.receive_files(region, folder=drop, names=names)
    assert [one.verdict for one in found[:19]] == [Verdict.TAKE] * 19
    assert [one.code for one in found[19:]] == ["FA18", "FD07"]
    with pytest.raises(NotAFile):
        inbox.receive_package(region, path=drop / "21.lcsync")


def test_a_receipt_goes_out_as_the_same_file_each_time(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    (found,) = helper.receive(region, tmp_path, sender.send("2026-09", make.payload(ONE)))
    one = folder.save_receipt(region, package=found.uid, folder=tmp_path)
    assert one.name == "2463-2026-09-0001.kvittens"
    assert folder.save_receipt(region, package=found.uid, folder=tmp_path) == one


def test_bytes_that_are_verified_are_the_bytes_that_are_applied(
    region: Store, sender: helper.Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FD14: the file is read once, whatever happens to it afterwards."""
    path = helper.put(tmp_path, sender.send("2026-09", make.payload(ONE)))
    reads = []
    real = inbox.read_foreign

    def once(where: Path, cap: int) -> bytes:
        reads.append(where)
        data = real(where, cap)
        where.write_bytes(b"utbytt")
        return data

    monkeypatch.setattr(inbox, "read_foreign", once)
    assert inbox.receive_package(region, path=path).verdict is Verdict.TAKE
    assert reads == [path]


def test_a_year_of_two_centres_in_any_order_ends_the_same(
    region: Store, tmp_path: Path, region_template: tuple[Path, bytes, str]
) -> None:
    """PR5 through real stores, in small."""
    codes = (make.CENTRE, make.OTHER)
    helper.enrol(region, make.OTHER, make.OTHER_SECRET)
    senders = [helper.Sender(region), helper.Sender(region, make.OTHER, make.OTHER_SECRET)]
    files = []
    for month in range(1, 9):
        for one in senders:
            rows = [
                replace(make.student(n, month), id=make.row_name(n, one.code)) for n in range(3)
            ]
            files.append(one.send(f"2026-{month:02d}", make.payload(*rows, students=month)))
    rng = random.Random(4)
    newest = files[-2:]
    schedule = [f for f in files if rng.random() < 0.8 or f in newest] + rng.choices(files, k=3)
    rng.shuffle(schedule)
    arrived = [f for f in files if f in schedule]
    helper.receive(region, tmp_path, *schedule)
    shuffled = helper.consolidated(region, codes)
    for row in region.query("SELECT uid FROM received_package ORDER BY id DESC"):
        with region.operating("x", "x", False), region.write():
            region.update("received_package", row["uid"], state="taken_back")
    with region.operating("x", "x", False), region.write() as conn:
        conn.execute("DELETE FROM received_row")
        conn.execute("DELETE FROM received_aggregate")
    helper.receive(region, tmp_path, *arrived)
    assert helper.consolidated(region, codes) == shuffled


def test_the_sums_of_a_month_that_is_corrected_are_the_newest_ones(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    first = sender.send("2026-09", Payload(aggregates=(Aggregate(measure="bookings", n=4),)))
    fixed = sender.send(
        "2026-09", Payload(aggregates=(Aggregate(measure="visits", n=7),)), correction=1
    )
    helper.receive(region, tmp_path, fixed, first)
    found = region.query("SELECT name, value FROM received_aggregate")
    assert [(row["name"], row["value"]) for row in found] == [("visits", 7)]
