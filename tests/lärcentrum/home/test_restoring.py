"""A register with a home is put back from a back-up only where it is held."""

import pytest

from lärcentrum import backups, opening
from lärcentrum.home.errors import NotHeldHere
from tests.helpers import homes
from tests.helpers.homes import add, kill, rooms


@pytest.fixture
def pair(tmp_path):
    return homes.shared(tmp_path)


def test_a_restore_on_the_computer_that_holds_it_goes_home(pair):
    one, two, _home = pair
    first = one.log_in()
    add(first, "Ett")
    made = backups.make_backup(first.store)
    add(first, "Två")
    kill(first)
    opening.restore(made.path, one.folder, one.code, one.around)
    first = one.log_in()
    assert rooms(first) == ["Ett"]
    assert opening.leave(first) is None
    second = two.log_in()
    assert rooms(second) == ["Ett"]
    opening.leave(second)


def test_a_restore_is_refused_where_the_home_would_take_it_back(pair):
    one, _two, _home = pair
    first = one.log_in()
    add(first, "Ett")
    made = backups.make_backup(first.store)
    assert opening.leave(first) is None
    before = (one.folder / "register.db").read_bytes()
    with pytest.raises(NotHeldHere):
        opening.restore(made.path, one.folder, one.code, one.around)
    assert (one.folder / "register.db").read_bytes() == before
    elsewhere = one.folder.parent / "annan"
    opening.restore(made.path, elsewhere, one.code, one.around)
