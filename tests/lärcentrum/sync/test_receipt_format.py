from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lärcentrum.sync.envelope import public_key
from lärcentrum.sync.errors import BadReceipt, NewerFormat
from lärcentrum.sync.receipt_format import (
    Awaited,
    Mark,
    Receipt,
    Remark,
    Status,
    open_receipt,
    seal_receipt,
)
from tests.helpers import packages as make

AWAITED = Awaited(content="c" * 64, epoch="0193-a", sequence=7, period="2026-10")
RECEIPT = Receipt(
    region="Akademi Norr",
    centre=make.CENTRE,
    environment="real",
    package="c" * 64,
    epoch="0193-a",
    sequence=7,
    period="2026-10",
    status=Status.ACCEPTED,
    read=datetime(2026, 11, 3, 7, 0, tzinfo=UTC),
    warnings=("clock", "gap"),
    counts={"row_student": 4},
    state_digest="d" * 64,
    remarks=(
        Remark(
            id=make.row_name(1), mark=Mark.QUESTION, code="far-from-usual", about="municipality"
        ),
        Remark(id=make.row_name(2), mark=Mark.REFUSED, code="FD03"),
    ),
)


def opened(data: bytes, **changes: object) -> Receipt:
    given = {
        "centre": make.CENTRE,
        "environment": "real",
        "region_keys": [public_key(make.REGION_SECRET)],
        "awaited": [AWAITED],
        **changes,
    }
    return open_receipt(data, **given)  # type: ignore[arg-type]


def test_a_receipt_comes_back_and_the_same_answer_is_the_same_bytes() -> None:
    data = seal_receipt(RECEIPT, secret=make.REGION_SECRET)
    assert opened(data) == RECEIPT
    assert seal_receipt(RECEIPT, secret=make.REGION_SECRET) == data


def test_anyone_reads_what_became_of_the_file() -> None:
    data = seal_receipt(RECEIPT, secret=make.REGION_SECRET).decode()
    assert '"status":"accepted"' in data


def test_every_flipped_byte_and_every_cut_of_a_receipt_is_refused() -> None:
    """FB22."""
    data = seal_receipt(RECEIPT, secret=make.REGION_SECRET)
    for at in range(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1
        # A flip in the signature's algorithm asks for a newer program; nothing is read either way.
        with pytest.raises((BadReceipt, NewerFormat)):
            opened(bytes(flipped))
        with pytest.raises(BadReceipt):
            opened(data[:at])


@pytest.mark.parametrize(
    "changes",
    [
        {"centre": make.OTHER},
        {"environment": "demo"},
        {"region_keys": [public_key(make.SECRET)]},
        {"awaited": []},
        {"awaited": [replace(AWAITED, sequence=8)]},
        {"awaited": [replace(AWAITED, content="e" * 64)]},
    ],
)
def test_a_receipt_for_another_centre_or_file_is_refused(changes: dict[str, object]) -> None:
    """FB22."""
    data = seal_receipt(RECEIPT, secret=make.REGION_SECRET)
    with pytest.raises(BadReceipt):
        opened(data, **changes)


def test_a_package_is_no_receipt() -> None:
    with pytest.raises(BadReceipt):
        opened(make.sealed())
