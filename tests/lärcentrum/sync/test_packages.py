import os
from dataclasses import replace
from pathlib import Path

import pytest

from lärcentrum.errors import UserError
from lärcentrum.store import meta
from lärcentrum.store.errors import (
    DiskFull,
    NewEpoch,
    ReadBackDiffers,
    ReadFailed,
    ReadOnly,
    TargetExists,
    TargetGone,
)
from lärcentrum.store.kept import document
from lärcentrum.store.store import Store
from lärcentrum.sync import envelope, keys, months, packages, recipients
from lärcentrum.sync.kinds import Kind
from lärcentrum.sync.levels import Level
from lärcentrum.sync.month_errors import (
    CentreUnnamed,
    ExportInterrupted,
    FileMade,
    MonthNotClosed,
    NoRecipient,
)
from lärcentrum.sync.months import MonthState
from lärcentrum.sync.payloads import preview_month
from tests.helpers import matrix
from tests.helpers import months as helper
from tests.helpers import packages as make
from tests.helpers.months import OCTOBER, opened
from tests.helpers.people import NAMES, make_student, number_of


def test_the_matrix_of_making_a_file(store: Store) -> None:
    helper.ready(store)
    case = matrix.Case(
        operation=packages.create_package,
        good={"period": OCTOBER},
        bad=[({"period": "2026-09"}, MonthNotClosed)],
    )
    (uid,) = matrix.check(store, case)
    assert opened(store, uid).header.period == OCTOBER
    with pytest.raises(FileMade):
        packages.create_package(store, period=OCTOBER)


def test_nothing_about_persons_leaves_before_a_decision(store: Store) -> None:
    helper.ready(store)
    (uid,) = packages.create_package(store, period=OCTOBER)
    found = opened(store, uid)
    assert found.header.level is Level.NONE
    assert found.payload.rows == ()
    counts = {(a.measure, *a.by.values()): a.n for a in found.payload.aggregates}
    assert counts["students",] == 4
    assert counts["bookings",] == 4
    assert counts["absences",] == 1
    assert counts["exam_minutes",] == 3 * 240
    assert counts["bookings", "LTU"] == 4
    assert counts["fees_due",] is None
    assert counts["certificates",] == 0


def test_rows_leave_under_pseudonyms_and_extra_time_stays_here(store: Store) -> None:
    helper.ready(store, Level.PSEUDONYMOUS)
    (uid,) = packages.create_package(store, period=OCTOBER)
    rows = opened(store, uid).payload.rows
    bookings = [row for row in rows if row.kind == Kind.BOOKING]
    students = {row.id for row in rows if row.kind == Kind.STUDENT}
    assert len(bookings) == len(students) == 4
    assert {row.data["student"] for row in bookings} == students
    assert {row.data["minutes"] for row in bookings} == {240}
    assert {row.data["state"] for row in bookings} == {"returned", "absent"}


def canaries(store: Store, people: list[str]) -> list[str]:
    """Everything about the persons that must not be found in a file, and its pieces."""
    rows = [store.row("student", uid) for uid in people]
    numbers = [row["number"] for row in store.query("SELECT number FROM identity_number")]
    texts = [row[n] for row in rows for n in ("given_name", "family_name", "email", "note")]
    return [*people, *numbers, *(n[2:] for n in numbers), *filter(None, texts)]


@pytest.mark.parametrize("level", [Level.NONE, Level.PSEUDONYMOUS, Level.ONCE])
def test_no_name_number_or_uid_is_ever_in_a_file(store: Store, level: Level) -> None:
    """FH16, PR16: not in the file, not in its lines, whatever the level below identified."""
    people = helper.ready(store, level)
    make_student(store, 5, note="fri text om en sjukdom", email="eva@exempel.se")
    keys.set_once_key(store, key="ab" * 32)
    (uid,) = packages.create_package(store, period=OCTOBER)
    data = packages.package_bytes(store, package=uid)
    lines = make.plain(data)
    payload = document(store, store.row("package", uid)["payload_sha256"])
    for canary in canaries(store, people):
        for text in (data, lines, payload, store.row("package", uid)["file_name"].encode()):
            assert canary.encode() not in text
    assert (b'"once"' in lines) == (level is Level.ONCE)


def test_identified_rows_hold_name_and_number_and_still_no_protected_person(store: Store) -> None:
    people = helper.ready(store, Level.IDENTIFIED)
    helper.protect(store, people[0])
    (uid,) = packages.create_package(store, period=OCTOBER)
    lines = make.plain(packages.package_bytes(store, package=uid)).decode()
    assert number_of(1) in lines
    assert NAMES[1][1] in lines
    assert number_of(0) not in lines
    assert NAMES[0][1] not in lines


@pytest.mark.parametrize("level", [Level.NONE, Level.PSEUDONYMOUS])
def test_a_protected_person_is_never_in_rows_and_counts_in_the_totals_only(
    store: Store, level: Level
) -> None:
    """FH04: what is in a part of a sum and not in the rows would tell of the person."""
    helper.name_centre(store)
    people = helper.seed(store)
    helper.protect(store, people[0])
    helper.enrol_region(store)
    if level is Level.PSEUDONYMOUS:
        helper.decide(store, level)
    months.close_month(store, period=OCTOBER)
    (uid,) = packages.create_package(store, period=OCTOBER)
    found = opened(store, uid)
    secret = _name_of(store, Kind.STUDENT, people[0])
    assert secret not in make.plain(packages.package_bytes(store, package=uid)).decode()
    left = 0 if level is Level.NONE else 3
    assert sum(row.kind == Kind.STUDENT for row in found.payload.rows) == left
    assert sum(row.kind == Kind.BOOKING for row in found.payload.rows) == left
    sums = found.payload.aggregates
    assert {a.measure: a.n for a in sums if not a.by and a.n} == {
        "students": 4, "bookings": 4, "exam_minutes": 3 * 240, "absences": 1, "sittings": 1,
    }  # fmt: skip
    for cut in ("provider", "age_band", "sex", "municipality"):
        assert sum(a.n or 0 for a in sums if a.measure == "students" and cut in a.by) == 3
    for cut in ("provider", "form", "state"):
        assert sum(a.n or 0 for a in sums if a.measure == "bookings" and cut in a.by) == 3
    assert not any(a.by for a in sums if "unknown" in a.by.values() and a.measure == "bookings")


def _name_of(store: Store, kind: Kind, uid: str) -> str:
    from lärcentrum.sync.levels import row_id

    return row_id(keys.centre_code(store), keys.row_key(store), kind, uid)


def test_protection_set_later_withdraws_the_rows_without_saying_why(store: Store) -> None:
    people = helper.ready(store, Level.PSEUDONYMOUS)
    (first,) = packages.create_package(store, period=OCTOBER)
    helper.protect(store, people[0])
    months.reopen_month(store, period=OCTOBER, why="rättelse")
    months.close_month(store, period=OCTOBER)
    (second,) = packages.create_package(store, period=OCTOBER)
    before, after = opened(store, first), opened(store, second)
    gone = _name_of(store, Kind.STUDENT, people[0])
    assert gone in {row.id for row in before.payload.rows}
    assert gone in {one.id for one in after.payload.tombstones}
    assert len(after.payload.tombstones) == 2
    assert after.header.correction == 1
    assert after.header.previous == before.content
    kept = {row.id: row for row in before.payload.rows}
    assert all(kept[row.id] == row for row in after.payload.rows), "versions stay while rows do"


def test_the_same_state_gives_the_same_payload_bytes(store: Store) -> None:
    helper.ready(store, Level.PSEUDONYMOUS)
    (first,) = packages.create_package(store, period=OCTOBER)
    months.reopen_month(store, period=OCTOBER, why="ingenting")
    months.close_month(store, period=OCTOBER)
    (second,) = packages.create_package(store, period=OCTOBER)
    digests = [store.row("package", uid)["payload_sha256"] for uid in (first, second)]
    assert digests[0] == digests[1]


def test_a_corrected_old_month_makes_the_later_ones_follow_in_order(store: Store) -> None:
    helper.name_centre(store)
    for at, period in enumerate(("2026-08", "2026-09", OCTOBER)):
        helper.seed(store, 2, period, first=10 * at)
    helper.enrol_region(store)
    for period in ("2026-08", "2026-09", OCTOBER):
        months.close_month(store, period=period)
        packages.create_package(store, period=period)
    months.reopen_month(store, period="2026-08", why="en bokning saknades")
    assert months.month_tile(store, "2026-08").state is MonthState.TO_CORRECT
    months.close_month(store, period="2026-08")
    made = packages.create_package(store, period="2026-08")
    heads = [opened(store, uid).header for uid in made]
    assert [one.period for one in heads] == ["2026-08", "2026-09", OCTOBER]
    assert [one.sequence for one in heads] == [4, 5, 6]
    assert {one.correction for one in heads} == {1}


def test_an_empty_month_gives_a_valid_file_of_zeros(store: Store) -> None:
    helper.name_centre(store)
    helper.enrol_region(store)
    months.close_month(store, period=OCTOBER)
    (uid,) = packages.create_package(store, period=OCTOBER)
    totals = {a.measure: a.n for a in opened(store, uid).payload.aggregates if not a.by}
    assert totals["students"] == totals["bookings"] == 0
    assert totals["visits"] is None


def test_without_the_regions_key_the_file_is_owed_and_made_when_it_comes(store: Store) -> None:
    helper.name_centre(store)
    helper.seed(store)
    months.close_month(store, period=OCTOBER)
    with pytest.raises(NoRecipient):
        packages.create_package(store, period=OCTOBER)
    assert months.month_tile(store, OCTOBER).state is MonthState.CLOSED
    (uid,) = helper.enrol_region(store)
    assert opened(store, uid).header.period == OCTOBER


def test_sending_waits_after_a_restore_until_it_is_confirmed(store: Store) -> None:
    from lärcentrum.backups import confirm_epoch

    helper.ready(store)
    meta.begin_epoch(store.conn, "0199-ny")
    before = store.digest()
    with pytest.raises(NewEpoch):
        packages.create_package(store, period=OCTOBER)
    assert store.digest() == before
    confirm_epoch(store)
    (uid,) = packages.create_package(store, period=OCTOBER)
    assert opened(store, uid).header.epoch == "0199-ny"


def test_a_centre_without_a_code_sends_nothing(store: Store) -> None:
    """FG06."""
    with pytest.raises(CentreUnnamed):
        keys.make_centre_keys(store)


def test_what_is_shown_before_is_what_leaves(store: Store) -> None:
    """Y03, C-08."""
    people = helper.ready(store, Level.PSEUDONYMOUS)
    helper.protect(store, people[0])
    shown = preview_month(store, period=OCTOBER)
    (uid,) = packages.create_package(store, period=OCTOBER)
    found = opened(store, uid)
    assert shown.kinds[Kind.STUDENT] == 3
    assert sum(shown.kinds.values()) == len(found.payload.rows)
    assert len(shown.counts) == len(found.payload.aggregates)
    assert shown.left_out == 1
    assert shown.recipients == ("Akademi Norr",)
    assert {one.label for one in shown.fields} >= {"hemkommun", "tentamensform"}
    without = replace(store.session, rights=store.session.rights - {"protected"})
    store.session = without
    assert preview_month(store, period=OCTOBER).left_out is None


def test_the_preview_works_before_there_are_keys(store: Store) -> None:
    helper.name_centre(store)
    helper.seed(store)
    helper.decide(store, Level.PSEUDONYMOUS)
    assert preview_month(store, period=OCTOBER).kinds[Kind.STUDENT] == 4


# --- handing over ----------------------------------------------------------


@pytest.fixture
def made(store: Store) -> str:
    helper.ready(store)
    return packages.create_package(store, period=OCTOBER)[0]


def test_the_matrix_of_handing_over(store: Store, made: str, tmp_path: Path) -> None:
    target = tmp_path / "sticka åäö #1 %"
    target.mkdir()
    good = {"package": made, "folder": target}
    gone = {"package": made, "folder": tmp_path / "borta"}
    case = matrix.Case(packages.deliver_to_folder, good, [(gone, TargetGone)])
    path = matrix.check(store, case)
    assert path.name == "2463-2026-10-0001.lcsync"
    assert path.read_bytes() == packages.package_bytes(store, package=made)
    assert months.month_tile(store, OCTOBER).state is MonthState.DELIVERED


def test_copying_again_gives_the_same_file_and_another_file_is_never_replaced(
    store: Store, made: str, tmp_path: Path
) -> None:
    """FA11, FA12."""
    one = packages.deliver_to_folder(store, package=made, folder=tmp_path)
    before = one.read_bytes()
    assert packages.deliver_to_folder(store, package=made, folder=tmp_path) == one
    assert one.read_bytes() == before
    one.write_bytes(b"en annan fil")
    with pytest.raises(TargetExists):
        packages.deliver_to_folder(store, package=made, folder=tmp_path)
    assert one.read_bytes() == b"en annan fil"


def test_a_stick_that_is_pulled_out_leaves_nothing_and_the_next_try_the_same_file(
    store: Store, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FA07."""
    before = store.digest()
    real = os.replace

    def pulled(*_args: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "replace", pulled)
    with pytest.raises(ExportInterrupted):
        packages.deliver_to_folder(store, package=made, folder=tmp_path)
    monkeypatch.setattr(os, "replace", real)
    assert list(tmp_path.glob("*.lcsync")) == []
    assert store.digest() == before
    path = packages.deliver_to_folder(store, package=made, folder=tmp_path)
    assert path.read_bytes() == packages.package_bytes(store, package=made)


def test_a_read_back_that_differs_is_laid_aside(
    store: Store, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FA22."""
    monkeypatch.setattr(packages, "read_foreign", lambda *_a: b"annat")
    with pytest.raises(ReadBackDiffers):
        packages.deliver_to_folder(store, package=made, folder=tmp_path)
    assert [p.suffix for p in tmp_path.glob("2463*")] == [".trasig"]


def test_a_stick_that_does_not_answer_afterwards_is_an_interrupted_export(
    store: Store, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_args: object) -> bytes:
        raise ReadFailed

    monkeypatch.setattr(packages, "read_foreign", silent)
    with pytest.raises(ExportInterrupted):
        packages.deliver_to_folder(store, package=made, folder=tmp_path)


def test_an_armoured_copy_and_a_mail_draft_carry_the_same_package(
    store: Store, made: str, tmp_path: Path
) -> None:
    text = packages.deliver_to_folder(store, package=made, folder=tmp_path, armoured=True)
    assert text.read_bytes().isascii()
    identity = make.region_keys().identity
    content = envelope.unseal(text.read_bytes(), [identity]).content
    assert content == store.row("package", made)["inner_sha256"]
    draft = packages.save_mail_draft(store, package=made, folder=tmp_path)
    assert draft.suffix == ".eml"
    assert b"in@exempel.se" in draft.read_bytes()
    assert store.row("package", made)["delivered_how"] == "mail"
    listed = packages.list_packages(store)
    assert [(one.uid, one.how, one.correction) for one in listed] == [(made, "mail", 0)]
    assert listed[0].bytes == len(packages.package_bytes(store, package=made))


def test_a_file_is_sealed_to_every_recipient(store: Store) -> None:
    helper.name_centre(store)
    helper.enrol_region(store)
    second = make.region_keys(1)
    other = replace(
        helper.REGION, name="Campus Skellefteå", register="region-2", recipient=second.recipient
    )
    helper.enrol_region(store, other)
    months.close_month(store, period=OCTOBER)
    (uid,) = packages.create_package(store, period=OCTOBER)
    data = packages.package_bytes(store, package=uid)
    contents = {envelope.unseal(data, [k.identity]).content for k in (make.region_keys(), second)}
    assert len(contents) == 1
    assert len(recipients.list_recipients(store)) == 2


@pytest.mark.parametrize(
    ("world", "code"), [(DiskFull(), "FA09"), (ReadOnly("/media/sticka"), "FA10")]
)
def test_a_full_or_locked_stick_says_so_and_changes_nothing(
    store: Store,
    made: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    world: Exception,
    code: str,
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise world

    monkeypatch.setattr(packages, "publish", refuse)
    before = store.digest()
    with pytest.raises(UserError) as caught:
        packages.deliver_to_folder(store, package=made, folder=tmp_path)
    assert caught.value.code == code
    assert len(caught.value.parts()) == 3
    assert store.digest() == before
