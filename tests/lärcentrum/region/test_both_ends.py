"""A centre's register and a region's: a month goes there and its receipt comes back."""

from pathlib import Path

from lärcentrum.region import archive, decisions, enrolment, folder, inbox, keys
from lärcentrum.region.merge import Change, Verdict
from lärcentrum.store import meta
from lärcentrum.store.store import Store
from lärcentrum.sync import keys as centre_keys
from lärcentrum.sync import months, receipts, recipients
from lärcentrum.sync.cards import write_card
from lärcentrum.sync.levels import Level
from lärcentrum.sync.months import MonthState
from tests.helpers import months as centre
from tests.helpers import region as office
from tests.helpers.months import OCTOBER
from tests.helpers.people import NAMES


def acquaint(store: Store, region: Store) -> None:
    """The two ends exchange cards and read the fingerprints aloud."""
    centre.name_centre(store)
    office.make_region(region)
    centre_keys.make_centre_keys(store)
    ours, theirs = centre_keys.card_of(store), keys.card_of(region)
    recipients.add_recipient(store, card=write_card(theirs), fingerprint=theirs.fingerprint)
    enrolment.enrol_centre(region, card=write_card(ours), fingerprint=ours.fingerprint)


def test_a_month_goes_there_and_its_receipt_comes_back(
    store: Store, region_store: Store, tmp_path: Path
) -> None:
    stick = tmp_path / "sticka åäö"
    stick.mkdir()
    acquaint(store, region_store)
    people = centre.seed(store)
    centre.decide(store, Level.PSEUDONYMOUS)
    months.close_month(store, period=OCTOBER)
    (path,) = centre.send(store, stick)

    found = inbox.receive_package(region_store, path=path)
    assert (found.verdict, found.changes[Change.NEW]) == (Verdict.TAKE, 8)
    answer = folder.save_receipt(region_store, package=found.uid, folder=stick)
    receipts.read_receipt(store, path=answer)
    assert months.month_tile(store, OCTOBER).state is MonthState.RECEIPTED

    # Somebody is protected afterwards: the next file takes the rows back, here and there.
    centre.protect(store, people[0])
    months.reopen_month(store, period=OCTOBER, why="rättelse")
    months.close_month(store, period=OCTOBER)
    (path,) = centre.send(store, stick)
    found = inbox.receive_package(region_store, path=path)
    assert (found.verdict, found.changes[Change.WITHDRAWN]) == (Verdict.TAKE, 2)
    home = archive.home_of(region_store, "2463")
    held = archive.state_counts(region_store, home)
    assert held == {"row_booking": 3, "row_student": 3, "tombstone": 2}
    everything = str(region_store.query("SELECT value FROM received_row"))
    for canary in (*people, *(name for pair in NAMES for name in pair)):
        assert canary not in everything


def test_a_level_that_goes_down_and_up_again_is_no_missing_row(
    store: Store, region_store: Store, tmp_path: Path
) -> None:
    acquaint(store, region_store)
    centre.seed(store)
    verdicts = []
    for level in (Level.PSEUDONYMOUS, Level.NONE, Level.PSEUDONYMOUS):
        centre.decide(store, level)
        if months.month_row(store, OCTOBER)["closed_at"]:
            months.reopen_month(store, period=OCTOBER, why="nytt beslut")
        months.close_month(store, period=OCTOBER)
        (path,) = centre.send(store, tmp_path)
        verdicts.append(inbox.receive_package(region_store, path=path).verdict)
    assert verdicts == [Verdict.TAKE] * 3


def test_a_restored_centre_is_approved_and_goes_on(
    store: Store, region_store: Store, tmp_path: Path
) -> None:
    """FB07 from both ends."""
    from lärcentrum.backups import confirm_epoch

    acquaint(store, region_store)
    centre.seed(store)
    months.close_month(store, period="2026-09")
    (path,) = centre.send(store, tmp_path, "2026-09")
    inbox.receive_package(region_store, path=path)
    meta.begin_epoch(store.conn, "0199-efter-haveriet")
    confirm_epoch(store)
    months.close_month(store, period=OCTOBER)
    (path,) = centre.send(store, tmp_path)
    held = inbox.receive_package(region_store, path=path)
    assert (held.verdict, held.code) == (Verdict.HOLD, "FB07")
    receipts.read_receipt(
        store, path=folder.save_receipt(region_store, package=held.uid, folder=tmp_path)
    )
    assert months.month_tile(store, OCTOBER).receipt == "held"
    decisions.accept_package(region_store, package=held.uid, why="ny dator efter haveri")
    (tmp_path / "nytt").mkdir()
    answer = folder.save_receipt(region_store, package=held.uid, folder=tmp_path / "nytt")
    receipts.read_receipt(store, path=answer)
    assert months.month_tile(store, OCTOBER).state is MonthState.RECEIPTED


def test_who_is_withdrawn_while_nothing_about_persons_is_sent_is_no_missing_row_afterwards(
    store: Store, region_store: Store, tmp_path: Path
) -> None:
    """Even when the file in between never arrived."""
    acquaint(store, region_store)
    people = centre.seed(store)
    verdicts = []
    for step, level in enumerate((Level.PSEUDONYMOUS, Level.NONE, Level.PSEUDONYMOUS)):
        centre.decide(store, level)
        if step == 1:
            centre.protect(store, people[0])
        if months.month_row(store, OCTOBER)["closed_at"]:
            months.reopen_month(store, period=OCTOBER, why="nytt beslut")
        months.close_month(store, period=OCTOBER)
        (path,) = centre.send(store, tmp_path)
        if step != 1:
            verdicts.append(inbox.receive_package(region_store, path=path))
    assert [one.verdict for one in verdicts] == [Verdict.TAKE] * 2
    assert verdicts[1].changes[Change.WITHDRAWN] == 2
