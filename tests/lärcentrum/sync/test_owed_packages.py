"""Files that are owed, and files that no longer say what their month says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lärcentrum.store.store import Store
from lärcentrum.sync import months, packages, recipients
from lärcentrum.sync.month_errors import FileOutdated
from tests.helpers import months as helper
from tests.helpers.months import OCTOBER, opened


def test_a_correction_that_waited_for_a_key_is_made_with_those_that_follow(store: Store) -> None:
    helper.name_centre(store)
    for at, period in enumerate(("2026-09", OCTOBER)):
        helper.seed(store, 2, period, first=10 * at)
        months.close_month(store, period=period)
    helper.enrol_region(store)
    (region,) = recipients.list_recipients(store)
    recipients.end_recipient(store, recipient=region.uid)
    months.reopen_month(store, period="2026-09", why="rättelse")
    months.close_month(store, period="2026-09")
    made = helper.enrol_region(store)
    heads = [opened(store, uid).header for uid in made]
    assert [(one.period, one.correction) for one in heads] == [("2026-09", 1), (OCTOBER, 1)]
    assert helper.enrol_region(store) == [], "nothing is owed twice"


@pytest.mark.parametrize("hand_over", [packages.deliver_to_folder, packages.save_mail_draft])
def test_a_file_is_not_handed_over_when_its_month_was_opened_again(
    store: Store, tmp_path: Path, hand_over: Callable[..., Path]
) -> None:
    helper.ready(store)
    (old,) = packages.create_package(store, period=OCTOBER)
    months.reopen_month(store, period=OCTOBER, why="rättelse")
    for close in (False, True):
        if close:
            months.close_month(store, period=OCTOBER)
        with pytest.raises(FileOutdated):
            hand_over(store, package=old, folder=tmp_path)
    assert list(tmp_path.glob("*.*")) == []
    (new,) = packages.create_package(store, period=OCTOBER)
    assert hand_over(store, package=new, folder=tmp_path).exists()
