"""What the other computer does between any two steps of this one, and death between them."""

from contextlib import suppress

import pytest

from lärcentrum import opening
from lärcentrum.home import going, leases, links
from lärcentrum.home.errors import HeldElsewhere, HomeUnreachable, TakenOver
from tests.helpers import homes
from tests.helpers.homes import add, kill, rooms
from tests.helpers.steps import Killed, happening


def test_given_back_it_is_not_opened_out_of_touch_wherever_it_was_killed(tmp_path):
    """Another one may have it by then, and nobody here would know."""
    free = 0
    for at in range(0, 60, 3):
        one, _two, home = homes.shared(tmp_path / f"{at}")
        first = one.log_in()
        add(first, "Ett")
        with suppress(Killed), happening(at):
            going.hand_over(first.store)
        kill(first)
        away = home.rename(home.with_name("borta"))
        if leases.newest(away).held:
            continue
        free += 1
        with pytest.raises(HomeUnreachable):
            one.log_in()
    assert free


def test_of_two_who_take_it_at_once_one_gets_it(tmp_path):
    """The other one takes it between any two steps of the first."""
    for at in range(0, 40, 4):
        one, two, home = homes.shared(tmp_path / f"{at}")
        got = []

        def take(other=two, got=got):
            with suppress(HeldElsewhere):
                got.append(other.log_in())

        with suppress(HeldElsewhere), happening(at, take):
            got.append(one.log_in())
        assert len(got) == 1, at
        assert leases.newest(home).holding == links.read(got[0].store.folder).holding
        add(got[0], "Ett")
        assert opening.leave(got[0]) is None


def test_taken_over_while_a_copy_goes_home_no_row_is_lost(tmp_path):
    """The take-over comes between any two steps of the visit."""
    for at in range(0, 30, 3):
        one, two, _home = homes.shared(tmp_path / f"{at}")
        first = one.log_in()
        add(first, "Ett")
        took = []

        def take(other=two, took=took):
            took.append(other.log_in(take_over=True))

        with suppress(TakenOver), happening(at, take):
            going.bring_home(first.store)
        if not took:
            opening.leave(first)
            continue
        with pytest.raises(TakenOver):
            going.bring_home(first.store)
        with pytest.raises(TakenOver):
            add(first, "Nej")
        kill(first)
        there = rooms(took[0])
        with pytest.raises(HeldElsewhere):
            one.log_in()
        assert there == ["Ett"] or list(one.folder.glob("atsidan-*-register.db")), at
        assert opening.leave(took[0]) is None
