import json
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lärcentrum.store.errors import TooLarge
from lärcentrum.sync import envelope
from lärcentrum.sync.canonical import canonical_lines
from lärcentrum.sync.errors import (
    BadContent,
    BadPeriod,
    CountsDiffer,
    Damaged,
    ForeignRow,
    NewerFormat,
    NotAMonthlyFile,
    NotWhole,
    OtherRecipient,
    SyncFault,
    TooDeep,
    UnknownSender,
    WrongSeal,
)
from lärcentrum.sync.levels import Level
from lärcentrum.sync.package_format import (
    Aggregate,
    Payload,
    open_package,
    seal_package,
    write_package,
    write_payload,
)
from tests.helpers import packages as make

REFUSALS = (SyncFault, TooLarge)


def test_a_package_comes_back_as_it_went() -> None:
    found = make.opened(make.sealed())

    assert found.payload.rows == make.some().rows
    assert found.payload.tombstones == make.some().tombstones
    assert {(a.measure, a.n) for a in found.payload.aggregates} >= {("students", 3)}
    assert found.header.period == "2026-10"
    assert found.header.counts == {"aggregate": 3, "row_need": 1, "row_student": 4, "tombstone": 1}


def test_the_same_state_is_the_same_payload_bytes_in_any_order() -> None:
    body = make.some(20)
    turned = replace(body, rows=body.rows[::-1], aggregates=body.aggregates[::-1])
    assert write_payload(turned) == write_payload(body)


def test_zero_and_not_reported_stay_apart() -> None:
    body = make.payload(students=0)
    counts = {a.measure: a.n for a in make.opened(make.sealed(body=body)).payload.aggregates}
    assert counts["students"] == 0
    assert counts["fees_due"] is None


def test_an_empty_month_is_a_valid_file() -> None:
    assert make.opened(make.sealed(body=Payload())).payload == Payload()


def test_every_flipped_byte_and_every_cut_of_a_package_is_refused() -> None:
    """PR4, FA01, FA02: one package of some 8 KB."""
    data = make.sealed(body=make.some(55))
    assert 7_000 < len(data) < 12_000
    random.seed(0)
    for at in range(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << random.randrange(8)
        with pytest.raises((NotWhole, NotAMonthlyFile)):
            make.opened(bytes(flipped))
        with pytest.raises(NotWhole):
            make.opened(data[:at])


def test_every_flipped_byte_inside_the_envelope_is_refused() -> None:
    """Whoever can open the envelope still cannot change what the centre has signed."""
    whole = envelope.signed(
        write_package(make.header(), write_payload(make.some())).text, make.SECRET
    )
    for at in range(len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        with pytest.raises(SyncFault):
            _open_text(bytes(flipped))
        with pytest.raises(SyncFault):
            _open_text(whole[:at])


def _open_text(text: bytes) -> None:
    import pyrage

    keys = [pyrage.x25519.Recipient.from_str(make.region_keys().recipient)]
    make.opened(pyrage.encrypt(text, keys))


@pytest.mark.parametrize("data", [b"", b"a", b"age-encryption.org/v1\n", b"-----BEGIN AGE"])
def test_an_empty_or_begun_file_is_not_whole(data: bytes) -> None:
    """FA03."""
    with pytest.raises(NotWhole):
        make.opened(data)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 ...", b"PK\x03\x04zip", b"SQLite format 3\x00", b"hej", b"\x80\x04pickle"]
)
def test_another_kind_of_file_is_no_monthly_file(data: bytes) -> None:
    """FA18: nothing guesses the type."""
    with pytest.raises(NotAMonthlyFile):
        make.opened(data)
    with pytest.raises((NotAMonthlyFile, NotWhole)):
        _open_text(data)


def test_a_file_for_another_region_is_refused_whoever_sealed_it_anew() -> None:
    """FA20."""
    elsewhere = make.region_keys(1)
    head = make.header(recipients=(make.Addressee(name="Annan", key=elsewhere.recipient),))
    with pytest.raises(Damaged):
        make.opened(make.sealed(head))
    text = write_package(head, write_payload(make.some())).text
    with pytest.raises(OtherRecipient):
        make.opened(make.reseal(text))


def test_several_recipients_open_the_same_package() -> None:
    both = [make.region_keys(0), make.region_keys(1)]
    head = make.header(
        recipients=tuple(make.Addressee(name=k.recipient[:9], key=k.recipient) for k in both)
    )
    data = make.sealed(head)
    contents = {
        open_package(data, [k.identity], [make.known()], [k.recipient]).content for k in both
    }
    assert len(contents) == 1


def test_the_content_decides_and_not_the_file() -> None:
    """FB02: armoured or not, encrypted again, the package is the same."""
    one = make.opened(make.sealed())
    armoured = seal_package(make.header(), make.some(), secret=make.SECRET, armoured=True)
    assert armoured.isascii()
    assert make.opened(armoured) == one
    assert make.sealed() != make.sealed()


def test_a_seal_of_another_centre_or_an_unknown_one_is_refused() -> None:
    """FB10, FB11."""
    data = make.sealed(secret=make.OTHER_SECRET)
    identity = [make.region_keys().identity]
    with pytest.raises(UnknownSender):
        open_package(data, identity, [make.known()])
    with pytest.raises(WrongSeal) as caught:
        open_package(data, identity, [make.known(make.OTHER, make.OTHER_SECRET)])
    assert "säger 2463 men är förseglad av 2422" in str(caught.value)


def test_a_key_taken_out_of_use_still_opens_what_it_sealed_before() -> None:
    """FI12."""
    identity = [make.region_keys().identity]
    old = [make.known(until=4)]
    assert open_package(make.sealed(make.header(4)), identity, old)
    with pytest.raises(WrongSeal):
        open_package(make.sealed(make.header(5)), identity, old)


@pytest.mark.parametrize("period", ["2026-13", "2026-1", "2026-00", "26-10", "", "2026-10-01"])
def test_a_period_that_is_no_month_is_refused(period: str) -> None:
    """FB20."""
    with pytest.raises(BadPeriod):
        make.opened(make.sealed(make.header(period=period)))


def test_later_optional_fields_are_kept_and_later_musts_refused() -> None:
    """FA19."""
    kept = make.opened(make.sealed(make.header(extra={"colour": "blå"}))).header
    assert kept.extra == {"colour": "blå"}
    with pytest.raises(NewerFormat):
        make.opened(make.sealed(make.header(extra={"colour": "blå"}, must=("colour",))))
    with pytest.raises(NewerFormat):
        make.opened(make.sealed(make.header(format=2, reader=2)))
    assert make.opened(make.sealed(make.header(format=2)))


def test_an_unknown_way_of_signing_asks_for_a_newer_program() -> None:
    text = write_package(make.header(), write_payload(make.some())).text
    line = b'{"algorithm":"ml-dsa-65","key":"AA==","type":"signature","value":"AA=="}\n'
    with pytest.raises(NewerFormat):
        _open_text(text + line)


def _edited(change: object) -> bytes:
    lines = [json.loads(line) for line in make.plain(make.sealed()).splitlines()]
    assert callable(change)
    change(lines)
    return make.reseal(canonical_lines(lines))


def test_counts_that_do_not_agree_roll_the_package_back() -> None:
    """FB23, signed by the centre itself."""
    for part in (0, -1):
        with pytest.raises(CountsDiffer):
            make.opened(_edited(lambda x, p=part: x[p]["counts"].update(row_student=9)))
    with pytest.raises(CountsDiffer):
        make.opened(_edited(lambda lines: lines.pop(6)))
    with pytest.raises(CountsDiffer):
        make.opened(_edited(lambda lines: lines[-1].update(state_sha256="0" * 64)))


def test_a_row_of_another_centre_refuses_the_whole_package() -> None:
    """FB12."""
    theirs = replace(make.student(5), id=make.row_name(5, make.OTHER))
    with pytest.raises(ForeignRow) as caught:
        make.opened(make.sealed(body=make.payload(make.student(1), theirs)))
    assert caught.value.rows == 1


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("student", {"note": "fri text"}),
        ("student", {"number": "198001019802"}),
        ("student", {"once": "a" * 32}),
        ("student", {"municipality": "<b>"}),
        ("student", {"provider": "198001019802"}),
        ("booking", {"month": "2026-10", "state": "done"}),
        ("need", {"organisation": "8001019802"}),
        ("payroll", {}),
    ],
)
def test_what_the_format_does_not_have_cannot_come_in(kind: str, data: dict[str, str]) -> None:
    """FD03, and nothing that looks like an identity number fits a code."""
    row = replace(make.student(1), kind=kind, data=data)
    with pytest.raises(BadContent):
        make.opened(make.sealed(body=make.payload(row)))


def test_rows_about_persons_are_refused_at_the_level_none() -> None:
    head = make.header(level=Level.NONE)
    assert make.opened(make.sealed(head, make.payload(make.need(1))))
    with pytest.raises(BadContent):
        make.opened(make.sealed(head, make.payload(make.student(1))))


@pytest.mark.parametrize(
    "body",
    [
        make.payload(make.student(1), make.student(1, version=2)),
        make.payload(make.student(1), make.gone(1)),
        replace(make.payload(), aggregates=(Aggregate(measure="students", n=1),) * 2),
        Payload(aggregates=(Aggregate(measure="shoes", n=1),)),
        Payload(aggregates=(Aggregate(measure="students", n=1, by={"shoe": "43"}),)),
        Payload(aggregates=(Aggregate(measure="students", n=-1),)),
    ],
)
def test_doubled_or_impossible_lines_are_refused(body: Payload) -> None:
    with pytest.raises(BadContent):
        make.opened(make.sealed(body=body))


def test_a_bomb_stops_at_its_declared_and_at_the_absolute_size() -> None:
    """FD04: ten megabytes and ten gigabytes out of ten kilobytes."""
    import zlib

    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = packer.compress(b"\n" * 10_000_000) + packer.flush()
    bomb = block[:-4] + (5_000).to_bytes(4, "little")
    for data in (bomb, block[:-4] + (2**32 - 1).to_bytes(4, "little")):
        with pytest.raises((TooLarge, Damaged)):
            _open_text(data)
    with pytest.raises(TooLarge):
        make.opened(b"x" * (envelope.CAP + 1))


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"n":' + b"9" * 1_000_000 + b"}",
        b"{" + b",".join(b'"k%d":1' % n for n in range(1_000_000)) + b"}",
        b'{"n":' + b"9" * 5_000 + b"}",
        b'{"n":1e999}',
        b'{"n":NaN}',
        b'{"n":1.5}',
        b'{"n":1,"n":2}',
        b'{"n": 1}',
        b'{"s":"\\ud800"}',
        b'{"s":"\xff"}',
        b"7",
        b'{"a":1},{"b":2}',
    ],
)
@pytest.mark.timeout(30)
def test_deep_long_or_odd_lines_are_refused_soon(line: bytes) -> None:
    """FD05."""
    lines = make.plain(make.sealed()).splitlines(keepends=True)
    with pytest.raises((TooDeep, BadContent)):
        make.opened(make.reseal(b"".join([lines[0], line + b"\n", *lines[1:]])))


def test_a_large_package_is_packed_and_comes_back() -> None:
    body = make.some(3_000)
    data = make.sealed(body=body)
    assert len(data) < len(write_payload(body)) // 4
    assert len(make.opened(data).payload.rows) == 3_001


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_change_inside_or_outside_is_refused_without_a_crash(data: st.DataObject) -> None:
    """PR4: mutations of the lines, signed by the centre itself, never crash the reader."""
    base = make.plain(make.sealed())
    text = bytearray(base)
    for _step in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        cut = data.draw(st.integers(0, 30))
        text[at : at + cut] = data.draw(st.binary(max_size=30))
    try:
        found = make.opened(make.reseal(bytes(text)))
    except REFUSALS as refusal:
        fault = refusal
    else:
        # A change of a name or a count of the month is the centre's own right.
        assert found.content == envelope.content_id(bytes(text))
        return
    assert len(fault.parts()) == 3
    assert fault.code
