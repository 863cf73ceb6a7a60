import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lärcentrum.region.merge import (
    Change,
    Known,
    Outcome,
    Verdict,
    approve_epoch,
    judge,
    receive,
)
from lärcentrum.sync.levels import Level
from lärcentrum.sync.package_format import Package, Payload, Row, Tombstone
from tests.helpers import packages as make

NOW = make.WHEN + timedelta(days=1)
EMPTY = Known(centre=make.CENTRE)


def chain(bodies: Sequence[Payload], epoch: str = "0193-a", **changes: object) -> list[Package]:
    """Packages of one centre, month after month."""
    found: list[Package] = []
    previous = ""
    for number, body in enumerate(bodies, 1):
        head = make.header(
            sequence=number,
            previous=previous,
            epoch=epoch,
            period=f"{2026 + number // 12}-{number % 12 + 1:02d}",
            created=make.WHEN + timedelta(minutes=number),
            **changes,
        )
        found.append(make.package(head, body))
        previous = found[-1].content
    return found


def take(known: Known, *packages: Package, decided: bool = False) -> tuple[Known, list[Outcome]]:
    outcomes = []
    for one in packages:
        outcomes.append(judge(known, one, NOW, decided=decided))
        known = receive(known, one, outcomes[-1])
    return known, outcomes


def state(known: Known) -> object:
    """What two regions compare: the rows, and the counts of each month."""
    return (known.latest, known.rows, known.tombstones, known.months, known.counts)


ONE, TWO = make.student(1), make.student(2)
ONE_MOVED = replace(make.student(1, 2), data={"municipality": "2422"})
THREE_MONTHS = [
    make.payload(ONE, TWO),
    make.payload(ONE_MOVED, TWO),
    make.payload(ONE_MOVED, make.student(3, 3), make.gone(2, 3)),
]


def test_a_first_package_is_taken_and_its_changes_are_told() -> None:
    a, b, c = chain(THREE_MONTHS)
    known, (first, second, third) = take(EMPTY, a, b, c)
    assert [first.count(Change.NEW), second.count(Change.UPDATED)] == [2, 1]
    assert (second.count(Change.UNCHANGED), third.count(Change.WITHDRAWN)) == (1, 1)
    assert set(known.rows) == {ONE.id, make.row_name(3)}
    assert len(known.months) == 3


def test_judging_changes_nothing() -> None:
    (a, *_rest) = chain(THREE_MONTHS)
    judge(EMPTY, a, NOW)
    assert Known(centre=make.CENTRE) == EMPTY


def test_the_same_file_again_is_already_read() -> None:
    """FB01, FB02."""
    a, b, _c = chain(THREE_MONTHS)
    known, _ = take(EMPTY, a, b)
    again, outcomes = take(known, a, b)
    assert [one.verdict for one in outcomes] == [Verdict.ALREADY] * 2
    assert again == known


def test_an_older_file_is_noted_and_the_rows_stay() -> None:
    """FB03, FB17: what a tombstone took does not come back with an older file."""
    a, b, c = chain(THREE_MONTHS)
    known, outcomes = take(EMPTY, c, a, b)
    assert [one.verdict for one in outcomes] == [Verdict.TAKE, Verdict.LATE, Verdict.LATE]
    assert state(known) == state(take(EMPTY, a, b, c)[0])
    assert TWO.id not in known.rows


def test_a_missing_number_is_told_and_blocks_nothing() -> None:
    """FB04."""
    a, _b, c = chain(THREE_MONTHS)
    known, (_first, third) = take(EMPTY, a, c)
    assert third.verdict is Verdict.TAKE
    assert third.gaps == (2,)
    assert "gap" in third.warnings
    assert set(known.rows) == {ONE.id, make.row_name(3)}


def test_two_files_with_one_number_are_a_fork() -> None:
    """FB05."""
    a, b, _c = chain(THREE_MONTHS)
    fork = make.package(replace(b.header, counts={}), make.payload(ONE, TWO, make.student(9)))
    known, _ = take(EMPTY, a, b)
    after, (outcome,) = take(known, fork)
    assert (outcome.verdict, outcome.code) == (Verdict.QUARANTINE, "FB05")
    assert state(after) == state(known)


@pytest.mark.parametrize("wrong", ["", "f" * 64])
def test_a_chain_that_does_not_hold_is_refused_from_either_end(wrong: str) -> None:
    """FB06."""
    a, b, c = chain(THREE_MONTHS)
    edited = make.package(replace(b.header, previous=wrong, counts={}), THREE_MONTHS[1])
    _, (_first, outcome) = take(EMPTY, a, edited)
    assert (outcome.verdict, outcome.code) == (Verdict.QUARANTINE, "FB05")
    _, (_third, outcome) = take(EMPTY, c, edited)
    assert (outcome.verdict, outcome.code) == (Verdict.QUARANTINE, "FB05")


def restored(after: Package, bodies: Sequence[Payload], epoch: str = "0194-b") -> list[Package]:
    """What a centre sends after it was restored from the state behind a package."""
    found: list[Package] = []
    previous = after
    for number, body in enumerate(bodies, after.header.sequence + 1):
        head = replace(
            after.header, sequence=number, previous=previous.content, epoch=epoch, counts={},
            period=f"2027-{number:02d}",
        )  # fmt: skip
        previous = make.package(head, body)
        found.append(previous)
    return found


def test_a_restored_register_waits_for_a_person_and_then_goes_on() -> None:
    """FB07, FB08: the differences are shown, and other files of the centre are not blocked."""
    a, b, c = chain(THREE_MONTHS)
    known, _ = take(EMPTY, a, b, c)
    new, newer = restored(a, [make.payload(ONE), make.payload(ONE, TWO)])
    held, (outcome,) = take(known, new)
    assert (outcome.verdict, outcome.code) == (Verdict.HOLD, "FB07")
    assert outcome.count(Change.UPDATED) == 1
    assert state(held) == state(known)

    approved = approve_epoch(held, "0194-b")
    taken, (outcome,) = take(approved, new, decided=True)
    assert outcome.verdict is Verdict.TAKE
    assert taken.rows == {ONE.id: ONE}
    # From here on the new epoch is the ordinary one.
    _, (outcome,) = take(taken, newer)
    assert outcome.verdict is Verdict.TAKE


def test_two_computers_that_both_send_are_found_at_the_third_switch() -> None:
    """FB09."""
    a, b, c = chain(THREE_MONTHS)
    other = restored(a, [make.payload(ONE), make.payload(ONE, TWO)])
    known, outcomes = take(EMPTY, a, other[0], b, other[1], c)
    assert [(one.verdict, one.code) for one in outcomes] == [
        (Verdict.TAKE, ""),
        (Verdict.HOLD, "FB07"),
        (Verdict.TAKE, ""),
        (Verdict.QUARANTINE, "FB09"),
        (Verdict.TAKE, ""),
    ]
    assert known.latest is not None
    assert known.latest.content == c.content


def test_after_a_move_the_old_computer_is_held_and_its_lost_file_still_counts() -> None:
    a, b, c = chain(THREE_MONTHS)
    (new,) = restored(c, [make.payload(ONE)])
    known, _ = take(EMPTY, a, c)
    known, _ = take(approve_epoch(known, "0194-b"), new, decided=True)
    _, (lost,) = take(known, b)
    assert lost.verdict is Verdict.LATE
    four = make.package(
        replace(c.header, sequence=4, previous=c.content, counts={}), make.payload(ONE, TWO)
    )
    after, (outcome,) = take(known, four)
    assert (outcome.verdict, outcome.code) == (Verdict.HOLD, "FB09")
    assert after.rows == known.rows


def test_the_same_version_with_another_content_is_held_and_both_are_there() -> None:
    """FB14."""
    forged = replace(ONE, data={"municipality": "0180"})
    a, b = chain([make.payload(ONE), make.payload(forged)])
    known, (_first, outcome) = take(EMPTY, a, b)
    assert (outcome.verdict, outcome.code) == (Verdict.HOLD, "FB14")
    assert outcome.disputed == (ONE.id,)
    assert known.rows[ONE.id] == ONE
    assert b.payload.rows == (forged,)


def test_a_row_that_is_older_than_its_tombstone_is_held() -> None:
    a, b, c = chain([make.payload(ONE), make.payload(make.gone(1, 2)), make.payload(ONE)])
    known, outcomes = take(EMPTY, a, b, c)
    assert (outcomes[2].verdict, outcomes[2].code) == (Verdict.HOLD, "FB14")
    assert not known.rows


def test_a_row_that_vanishes_without_a_tombstone_is_held_until_a_person_says_yes() -> None:
    """FB15, PR6: absence is never deletion."""
    a, b = chain([make.payload(ONE, TWO), make.payload(ONE)])
    known, (_first, outcome) = take(EMPTY, a, b)
    assert (outcome.verdict, outcome.code) == (Verdict.HOLD, "FB15")
    assert outcome.disputed == (TWO.id,)
    assert set(known.rows) == {ONE.id, TWO.id}
    known, (outcome,) = take(known, b, decided=True)
    assert outcome.verdict is Verdict.TAKE
    assert set(known.rows) == {ONE.id}


def test_a_declared_lower_level_is_no_missing_row_but_a_need_that_vanishes_is() -> None:
    (a,) = chain([make.payload(ONE, make.need(5))])
    head = replace(a.header, sequence=2, previous=a.content, level=Level.NONE, counts={})
    lowered = make.package(head, make.payload(make.need(5)))
    _, (_first, outcome) = take(EMPTY, a, lowered)
    assert outcome.verdict is Verdict.TAKE
    _, (_first, outcome) = take(EMPTY, a, make.package(head, make.payload()))
    assert (outcome.code, outcome.disputed) == ("FB15", (make.row_name(5),))


def test_a_tombstone_for_an_unknown_row_is_remembered() -> None:
    """FB16."""
    (a,) = chain([make.payload(make.gone(7))])
    known, (outcome,) = take(EMPTY, a)
    assert outcome.verdict is Verdict.TAKE
    assert make.row_name(7) in known.tombstones


@pytest.mark.parametrize("shift", [timedelta(days=-31), timedelta(days=365)])
def test_a_wrong_clock_is_only_a_warning(shift: timedelta) -> None:
    """FB18, FB19: nothing sorts by a clock."""
    a, b, _c = chain(THREE_MONTHS)
    odd = make.package(
        replace(b.header, created=b.header.created + shift, counts={}), THREE_MONTHS[1]
    )
    known, (_first, outcome) = take(EMPTY, a, odd)
    assert outcome.verdict is Verdict.TAKE
    assert "clock" in outcome.warnings
    assert known.rows == {ONE.id: ONE_MOVED, TWO.id: TWO}


def test_a_corrected_old_month_replaces_only_its_own_counts() -> None:
    a, b, _c = chain(THREE_MONTHS)
    head = replace(
        b.header, sequence=3, previous=b.content, period=a.header.period, correction=1, counts={}
    )
    fixed = make.package(
        head, replace(THREE_MONTHS[1], aggregates=make.payload(students=8).aggregates)
    )
    known, _ = take(EMPTY, a, b, fixed)
    assert known.counts[a.header.period] == fixed.payload.aggregates
    assert known.counts[b.header.period] == b.payload.aggregates


def year(seed: int, months: int) -> list[Package]:
    """A centre's honest months: records come, change, go and come back."""
    rng = random.Random(seed)
    rows: dict[int, Row] = {}
    gone: dict[int, Tombstone] = {}
    bodies = []
    for month in range(1, months + 1):
        for number in range(6):
            fate = rng.random()
            if number in rows and fate < 0.2:
                del rows[number]
                gone[number] = make.gone(number, month)
            elif fate < 0.5:
                rows[number] = make.student(
                    number, month, provider=rng.choice(["LTU", "UMU", "KAU"])
                )
                gone.pop(number, None)
        bodies.append(make.payload(*rows.values(), *gone.values(), students=len(rows)))
    return chain(bodies)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 10_000), st.integers(2, 8), st.randoms(use_true_random=False))
def test_order_loss_and_repetition_do_not_matter(
    seed: int, months: int, rng: random.Random
) -> None:
    """PR5 in small: whatever the post does, what arrived decides, and the newest gives the rows."""
    packages = year(seed, months)
    arrived = [one for one in packages[:-1] if rng.random() < 0.7] + packages[-1:]
    straight, outcomes = take(EMPTY, *arrived)
    assert {one.verdict for one in outcomes} == {Verdict.TAKE}
    schedule = arrived + rng.choices(arrived, k=rng.randrange(4))
    rng.shuffle(schedule)

    shuffled, outcomes = take(EMPTY, *schedule)

    assert state(shuffled) == state(straight)
    assert not {one.verdict for one in outcomes} & {Verdict.HOLD, Verdict.QUARANTINE}
    assert shuffled.rows == {row.id: row for row in packages[-1].payload.rows}
