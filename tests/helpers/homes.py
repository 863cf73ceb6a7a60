"""Two computers that share a folder: each with its own register folder, state and clock."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from lärcentrum import opening
from lärcentrum.exams.rooms import add_room
from lärcentrum.home import arriving, choosing
from lärcentrum.store.register import Register, Surroundings
from tests.helpers import registers
from tests.helpers.opening import NEW


@dataclass
class Computer:
    """One computer, its register's folder, and the recovery code if it was made there."""

    folder: Path
    around: Surroundings
    code: str = ""

    def log_in(self, *, take_over: bool = False) -> Register:
        """Open the register as its head."""
        return opening.log_in(
            self.folder, NEW.login, NEW.password, self.around, take_over=take_over
        )

    def look(self) -> Register:
        """Look in the home's newest copy."""
        return opening.look_at_home(self.folder, NEW.login, NEW.password, self.around)


def computer(place: Path, seed: int, skew: timedelta = timedelta()) -> Computer:
    """A computer whose clock is `skew` wrong."""
    around = registers.surroundings(place / "state", seed)
    around = replace(around, clock=type(around.clock)(registers.NOW + skew))  # type: ignore[call-arg]
    return Computer(place / "åäö", around)


def shared(place: Path, *, skew: timedelta = timedelta()) -> tuple[Computer, Computer, Path]:
    """Two computers and a home; the first one has the register open no more, and gave it back."""
    one, two = computer(place / "ett", 11), computer(place / "två", 12, skew)
    home = place / "hem åäö"
    home.mkdir(parents=True)
    one.folder.parent.mkdir(parents=True)
    made, one.code = opening.create_register(one.folder, NEW, one.around)
    choosing.set_home(made.store, folder=str(home))
    assert opening.leave(made) is None
    two.folder.parent.mkdir(parents=True)
    arriving.join(home, two.folder)
    return one, two, home


def rooms(opened: Register) -> list[str]:
    """The names of the rooms."""
    return [row["name"] for row in opened.store.query("SELECT name FROM room ORDER BY name")]


def add(opened: Register, name: str) -> None:
    """An acknowledged row."""
    add_room(opened.store, name=name, capacity=3)


def kill(opened: Register) -> None:
    """Let go as a process that died does: nothing is given back, nothing is closed."""
    opened.store.conn.close()
    opened.lock.drop()
