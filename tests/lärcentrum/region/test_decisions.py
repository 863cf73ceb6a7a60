from dataclasses import replace
from pathlib import Path

import pytest

from lärcentrum.region import archive, decisions, enrolment, keys
from lärcentrum.region.errors import NotHeld
from lärcentrum.region.merge import Change, Verdict
from lärcentrum.store.store import Store
from lärcentrum.sync.envelope import public_key
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


def test_a_restored_centre_is_held_beside_the_others_until_somebody_accepts(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """FB07."""
    helper.enrol(region, make.OTHER, make.OTHER_SECRET)
    one = sender.send("2026-08", make.payload(ONE))
    two = sender.send("2026-09", make.payload(ONE, TWO))
    helper.receive(region, tmp_path, one, two)
    back = sender.restored(1, one, "0194-b")
    new = back.send("2026-09", make.payload(ONE))
    (held,) = helper.receive(region, tmp_path, new)
    assert (held.verdict, held.code) == (Verdict.HOLD, "FB07")
    other = helper.Sender(region, make.OTHER, make.OTHER_SECRET)
    theirs = replace(make.student(1), id=make.row_name(1, make.OTHER))
    (free,) = helper.receive(region, tmp_path, other.send("2026-09", make.payload(theirs)))
    assert free.verdict is Verdict.TAKE
    (waiting,) = decisions.list_waiting(region)
    assert waiting.uid == held.uid

    done = decisions.accept_package(region, package=held.uid, why="återställd efter diskfel")

    assert done.verdict is Verdict.TAKE
    home = archive.home_of(region, make.CENTRE)
    assert home.epoch == "0194-b"
    assert archive.state_counts(region, home) == {"row_student": 1}
    (after,) = helper.receive(
        region, tmp_path, back.send("2026-10", make.payload(ONE, make.student(3, 3)))
    )
    assert after.verdict is Verdict.TAKE
    assert decisions.list_waiting(region) == []


def test_rows_that_vanish_are_held_and_a_newer_file_answers_by_itself(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """FB15, PR6."""
    one = sender.send("2026-08", make.payload(ONE, TWO))
    two = sender.send("2026-09", make.payload(ONE))
    three = sender.send("2026-10", make.payload(ONE, make.gone(2, 3)))
    _first, second, third = helper.receive(region, tmp_path, one, two, three)
    assert (second.verdict, second.code, second.disputed) == (Verdict.HOLD, "FB15", (TWO.id,))
    assert third.verdict is Verdict.TAKE
    assert decisions.list_waiting(region) == []
    assert region.row("received_package", second.uid)["state"] == "late"


def test_the_matrix_of_decisions(region: Store, sender: helper.Sender, tmp_path: Path) -> None:
    one = sender.send("2026-08", make.payload(ONE, TWO))
    two = sender.send("2026-09", make.payload(ONE))
    first, held = helper.receive(region, tmp_path, one, two)
    wrong = {"package": first.uid, "why": "nej"}
    from lärcentrum.errors import BadValue

    matrix.check(
        region,
        matrix.Case(
            decisions.accept_package,
            {"package": held.uid, "why": "centret har gallrat"},
            [(wrong, NotHeld), ({"package": held.uid, "why": " "}, BadValue)],
        ),
    )
    home = archive.home_of(region, make.CENTRE)
    assert archive.state_counts(region, home) == {"row_student": 1}
    matrix.check(
        region,
        matrix.Case(
            decisions.take_back_package,
            {"package": held.uid, "why": "fel fil"},
            [({"package": held.uid, "why": ""}, BadValue)],
        ),
    )
    assert archive.state_counts(region, home) == {"row_student": 2}
    (again,) = helper.receive(region, tmp_path, two)
    assert again.verdict is Verdict.HOLD
    matrix.check(
        region,
        matrix.Case(
            decisions.refuse_package,
            {"package": again.uid, "why": "centret skickar en ny"},
            [({"package": first.uid, "why": "nej"}, NotHeld)],
        ),
    )
    assert helper.receive(region, tmp_path, two)[0].verdict is Verdict.QUARANTINE


def test_a_file_taken_back_gives_the_state_and_the_month_before(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """Y17."""
    one = sender.send("2026-09", make.payload(ONE, students=1))
    (_first,) = helper.receive(region, tmp_path, one)
    before = helper.consolidated(region)
    two = sender.send("2026-09", make.payload(ONE, make.student(2, 2), students=2), correction=1)
    (second,) = helper.receive(region, tmp_path, two)
    decisions.take_back_package(region, package=second.uid, why="fel månad")
    assert helper.consolidated(region) == before
    assert helper.receive(region, tmp_path, two)[0].verdict is Verdict.TAKE


def test_only_the_last_two_whole_files_are_kept(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    files = [sender.send(f"2026-0{n}", make.payload(ONE)) for n in range(1, 6)]
    helper.receive(region, tmp_path, *files)
    assert region.value("SELECT count(*) FROM document WHERE kind = 'received'") == 2
    assert region.value("SELECT count(DISTINCT period) FROM received_aggregate") == 5


def test_a_new_seal_takes_over_and_the_old_one_seals_nothing_new(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    """FI12: the rows stay the same centre's."""
    one = sender.send("2026-08", make.payload(ONE))
    helper.receive(region, tmp_path, one)
    helper.enrol(region, secret=b"\x07" * 32)
    old = replace(sender).send("2026-09", make.payload(ONE, make.student(2, 2)))
    assert helper.receive(region, tmp_path, old)[0].code == "FB10"
    new = replace(sender, secret=b"\x07" * 32).send(
        "2026-09", make.payload(ONE, make.student(2, 2))
    )
    (found,) = helper.receive(region, tmp_path, new)
    assert (found.verdict, found.changes[Change.UNCHANGED]) == (Verdict.TAKE, 1)
    assert helper.receive(region, tmp_path, one)[0].verdict is Verdict.ALREADY


def test_files_sealed_to_an_earlier_key_of_the_region_still_open(
    region: Store, sender: helper.Sender, tmp_path: Path
) -> None:
    old = sender.send("2026-08", make.payload(ONE))
    keys.rotate_region_identity(region)
    new = sender.send("2026-09", make.payload(ONE))
    found = helper.receive(region, tmp_path, old, new)
    assert [one.verdict for one in found] == [Verdict.TAKE, Verdict.TAKE]


def test_the_matrix_of_enrolment(region: Store) -> None:
    from lärcentrum.sync.cards import KeyCard, Role, write_card
    from lärcentrum.sync.errors import BadCard
    from lärcentrum.sync.month_errors import WrongFingerprint

    card = KeyCard(
        role=Role.CENTRE, code="2481", name="Lycksele", register="r-2481", environment="real",
        seal=public_key(b"\x09" * 32),
    )  # fmt: skip
    good = {"card": write_card(card), "fingerprint": card.fingerprint}
    bad = [
        ({"card": write_card(card), "fingerprint": "1"}, WrongFingerprint),
        ({"card": write_card(keys.card_of(region)), "fingerprint": "1"}, BadCard),
    ]
    uid = matrix.check(region, matrix.Case(enrolment.enrol_centre, good, bad))
    assert [one.code for one in enrolment.list_centres(region)] == [make.CENTRE, "2481"]
    matrix.check(region, matrix.Case(enrolment.end_enrolment, {"enrolment": uid}))
