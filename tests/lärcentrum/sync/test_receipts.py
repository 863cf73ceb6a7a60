from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.store.store import Store
from lärcentrum.sync import keys, months, packages, receipts
from lärcentrum.sync.errors import BadReceipt
from lärcentrum.sync.kinds import Kind
from lärcentrum.sync.levels import Level, row_id
from lärcentrum.sync.months import MonthState
from lärcentrum.sync.receipt_format import Mark, Receipt, Remark, Status, seal_receipt
from tests.helpers import matrix
from tests.helpers import months as helper
from tests.helpers import packages as make
from tests.helpers.months import OCTOBER


def answer(
    store: Store, package: str, status: Status = Status.ACCEPTED, **changes: object
) -> Receipt:
    row = store.row("package", package)
    base = Receipt(
        region="Akademi Norr",
        centre="2463",
        environment="real",
        package=row["inner_sha256"],
        epoch=row["epoch"],
        sequence=row["sequence"],
        period=OCTOBER,
        status=status,
        read=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def put(folder: Path, receipt: Receipt, secret: bytes = make.REGION_SECRET) -> Path:
    path = folder / f"{receipt.status}-{receipt.centre}-{len(receipt.remarks)}.kvittens"
    path.write_bytes(seal_receipt(receipt, secret=secret))
    return path


@pytest.fixture
def made(store: Store) -> str:
    helper.ready(store, Level.PSEUDONYMOUS)
    return packages.create_package(store, period=OCTOBER)[0]


def test_the_matrix_of_a_receipt(store: Store, made: str, tmp_path: Path) -> None:
    """FB22: altered, for another centre, or by nobody we know: the month stays as it was."""
    good = put(tmp_path, answer(store, made))
    altered = tmp_path / "ändrad.kvittens"
    altered.write_bytes(good.read_bytes().replace(b"accepted", b"held....", 1))
    other = put(tmp_path, answer(store, made, centre="2422"))
    stranger = tmp_path / "främmande.kvittens"
    stranger.write_bytes(seal_receipt(answer(store, made), secret=make.OTHER_SECRET))
    bad = [({"path": path}, BadReceipt) for path in (altered, other, stranger)]
    assert matrix.check(store, matrix.Case(receipts.read_receipt, {"path": good}, bad)) == made
    assert months.month_tile(store, OCTOBER).state is MonthState.RECEIPTED


def test_already_read_takes_nothing_back_and_a_refusal_asks_for_a_new_file(
    store: Store, made: str, tmp_path: Path
) -> None:
    receipts.read_receipt(store, path=put(tmp_path, answer(store, made)))
    receipts.read_receipt(store, path=put(tmp_path, answer(store, made, Status.ALREADY)))
    assert store.row("package", made)["receipt_status"] == "accepted"
    receipts.read_receipt(store, path=put(tmp_path, answer(store, made, Status.REFUSED)))
    assert months.month_tile(store, OCTOBER).state is MonthState.TO_CORRECT
    (second,) = packages.create_package(store, period=OCTOBER)
    assert store.row("package", second)["correction"] == 1


def test_a_remark_is_shown_at_its_record(store: Store, made: str, tmp_path: Path) -> None:
    """Y28, C-09."""
    booking = store.value("SELECT uid FROM booking")
    name = row_id("2463", keys.row_key(store), Kind.BOOKING, booking)
    remarks = (
        Remark(id=name, mark=Mark.QUESTION, code="far", about="minutes"),
        Remark(id="2463-" + "0" * 32, mark=Mark.REFUSED, code="FD03"),
    )
    path = put(tmp_path, answer(store, made, remarks=remarks))
    receipts.read_receipt(store, path=path)
    shown = {one.uid: one for one in receipts.list_answers(store, package=made)}
    assert shown[booking].mark is Mark.QUESTION
    assert shown[booking].kind == "booking"
    assert shown[""].code == "FD03"


def test_a_receipt_with_very_many_remarks_is_kept_whole(
    store: Store, made: str, tmp_path: Path
) -> None:
    remarks = tuple(
        Remark(id=f"2463-{n:032x}", mark=Mark.QUESTION, code="far") for n in range(2_000)
    )
    path = put(tmp_path, answer(store, made, remarks=remarks))
    receipts.read_receipt(store, path=path)
    assert '"said": 2000' in store.row("package", made)["receipt_text"]


def test_a_file_without_receipt_is_pointed_out_after_35_days(
    store: Store, made: str, tmp_path: Path
) -> None:
    """FB21, PR7."""
    packages.deliver_to_folder(store, package=made, folder=tmp_path)
    assert receipts.list_unanswered(store) == []
    store.clock = FixedClock(datetime(2026, 12, 29, 8, 0, tzinfo=UTC))
    assert receipts.list_unanswered(store) == [made]
