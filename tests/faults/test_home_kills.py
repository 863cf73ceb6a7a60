"""Two processes at one home, one of them killed with -9 before each step that it takes."""

import os
import shutil
import signal

import pytest

from lärcentrum import opening
from lärcentrum.home import going, leases, links
from lärcentrum.home.errors import HeldElsewhere
from lärcentrum.home.links import State
from lärcentrum.home.local import Local
from tests.helpers import homes
from tests.helpers.homes import Computer, add, rooms
from tests.helpers.steps import happening

SPREAD = 7


@pytest.fixture
def ground(fast_folder, request):
    """Makes a new pair of computers with a home, in memory."""
    made = []

    def lay(name: str):
        place = fast_folder / f"hem-{request.node.name[:20]}-{name}"
        made.append(place)
        return homes.shared(place)

    yield lay
    for place in made:
        shutil.rmtree(place)


def in_a_process(one: Computer, at: int | None) -> tuple[int, set[str]]:
    """A working day in a process of its own; gives how it ended and the rows it acknowledged."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        code = 70
        try:
            with happening(at, lambda: os.kill(os.getpid(), signal.SIGKILL)) as taken:
                day(one, write)
            os.write(write, f"steps {len(taken)}\n".encode())
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as told:
        said = told.read().split("\n")
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), set(filter(None, said))


def day(one: Computer, write: int) -> None:
    opened = one.log_in()
    for name in ("Ett", "Två", "Tre"):
        add(opened, name)
        os.write(write, f"{name}\n".encode())
        if name != "Två":
            going.bring_home(opened.store)
    assert opening.leave(opened) is None


def places(ground, every) -> list[int]:
    one, _two, _home = ground("räknad")
    code, said = in_a_process(one, None)
    assert code == 0
    (steps,) = [int(line.split()[1]) for line in said if line.startswith("steps")]
    return list(range(0, steps, 1 if every else SPREAD))


def test_killed_anywhere_in_order(ground, every):
    """It resumes where it was killed, hands over, and the other one has every row."""
    for at in places(ground, every):
        one, two, home = ground(f"{at}")
        code, rows = in_a_process(one, at)
        assert code == -signal.SIGKILL
        now = leases.newest(home)
        if now.held:
            with pytest.raises(HeldElsewhere):
                two.log_in()
            assert opening.leave(one.log_in()) is None
        second = two.log_in()
        assert rows <= set(rooms(second)), at
        add(second, "Tvåans")
        assert opening.leave(second) is None
        first = one.log_in()
        assert rows | {"Tvåans"} <= set(rooms(first)), at
        assert opening.leave(first) is None
        assert not list(one.folder.glob("atsidan-*")), at


def test_killed_anywhere_and_taken_over(ground, every):
    """The other one takes over: what it lacks is at the side of the first one's register."""
    for at in places(ground, every):
        one, two, _home = ground(f"över-{at}")
        _code, rows = in_a_process(one, at)
        second = two.log_in(take_over=True)
        there = set(rooms(second))
        add(second, "Tvåans")
        with pytest.raises(HeldElsewhere):
            one.log_in()
        assert links.read(one.folder).state is State.OUT
        assert rows - there <= laid_aside(one, second.key), at
        assert opening.leave(second) is None
        first = one.log_in()
        assert there | {"Tvåans"} <= set(rooms(first)), at
        assert opening.leave(first) is None


def test_the_one_who_takes_over_is_killed_anywhere(ground, every):
    """Its next start is the first of a new epoch, and nothing of the other one's is gone."""
    for at in range(0, 60, 1 if every else SPREAD):
        one, two, home = ground(f"tar-{at}")
        first = one.log_in()
        before = leases.newest(home).epoch
        add(first, "Ett")
        going.bring_home(first.store)
        add(first, "Två")
        child = os.fork()
        if not child:
            try:
                with happening(at, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                    homes.kill(two.log_in(take_over=True))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        now = leases.newest(home)
        if now.epoch == before:
            going.bring_home(first.store)
            assert opening.leave(first) is None
            second = two.log_in()
            assert set(rooms(second)) == {"Ett", "Två"}, at
        else:
            second = two.log_in()
            assert set(rooms(second)) == {"Ett"}, at
            assert going.fact(second.store, "epoch") == now.epoch
            assert going.fact(second.store, "epoch_confirmed") == "0"
            assert opening.leave(first) is not None
            with pytest.raises(HeldElsewhere):
                one.log_in()
            assert laid_aside(one, second.key) == {"Ett", "Två"}, at
        assert opening.leave(second) is None


def laid_aside(one: Computer, key: bytes) -> set[str]:
    found: set[str] = set()
    for path in one.folder.glob("atsidan-*-register.db"):
        with Local(one.folder, key, one.around).opened(path.name) as conn:
            found |= {name for (name,) in conn.execute("SELECT name FROM room")}
    return found
