"""Trials: a scenario with one fault, or on one state of the disk, and what the oracle says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import disk, injection, oracle, recording
from tests.faults.acks import Said
from tests.faults.disk import State
from tests.faults.injection import Ground, Point, Server
from tests.helpers import registers

Found = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Course:
    """A scenario as it goes undisturbed.

    Args:
        points: every place where it can be hit.
        digests: the digest at the start and after each step.
        key: the key of the register that it leaves.
    """

    points: list[Point]
    digests: list[str]
    key: bytes


@dataclass(frozen=True)
class Film:
    """A scenario recorded call by call.

    Args:
        steps: what reached the disk.
        start: the files at the beginning.
        folders: the folders at the beginning.
        register: where the child's register lay.
        acks: the file in which the sayings stand among the calls.
        said: the sayings.
    """

    steps: list[disk.Step]
    start: dict[str, bytes]
    folders: list[str]
    register: Path
    acks: Path
    said: list[Said]


@dataclass
class Bench:
    """Holds trials in one folder, one after the other."""

    ground: Ground
    children: Server
    folder: Path
    courses: dict[str, Course] = field(default_factory=dict)

    def course(self, scenario: str) -> Course:
        """Play a scenario undisturbed, once."""
        if scenario not in self.courses:
            told = self._told(scenario, "lugn")
            counted, ended = self.children.count(told, self.folder / "log")
            assert ended.code == 0, ended.said
            stated = [said["digest"] for said in ended.said if said.get("digest")]
            key = bytes.fromhex(next((s["key"] for s in ended.said if s.get("key")), "")) or (
                self.ground.key
            )
            assert self._judge(Path(told["folder"]), ended.said, stated, key) == []
            self.courses[scenario] = Course(injection.points(counted), stated, key)
        return self.courses[scenario]

    def hit(
        self, scenario: str, points: Iterable[Point], defect: str = "", most: int = 20
    ) -> Found:
        """Try points; gives those after which a promise was broken, at most so many."""
        course, found = self.course(scenario), Found()
        for point in points:
            told = self._told(scenario, "träff", defect)
            ended = self.children.hit(told, point)
            followed = course.digests if point.fault == "KILL" else []
            problems = self._judge(Path(told["folder"]), ended.said, followed, course.key)
            if problems:
                found.append((f"{scenario} {point.inject}", problems))
            if len(found) >= most:
                break
        return found

    def film(self, scenario: str, defect: str = "") -> Film:
        """Record a scenario."""
        told = self._told(scenario, "film", defect)
        root = Path(told["folder"]).parent
        memory, also, log = (self.folder / name for name in ("minne", "sagt", "log"))
        for old in (memory, also):
            old.unlink(missing_ok=True)
        told |= {"acks": str(memory), "also": str(also)}
        start = disk.contents_of(root)
        folders = [p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_dir()]
        ended = self.children.run(told, *recording.OPTIONS, "-o", str(log))
        steps = recording.recorded(log, root)
        return Film(steps, start, folders, Path(told["folder"]), also, ended.said)

    def states(self, film: Film, seed: int, each: int) -> Iterator[State]:
        """Every state that the film can leave on a disk, with so many by chance at each step."""
        root = film.register.parent
        return disk.states(film.steps, root, film.start, film.acks, seed, each)

    def power_loss(
        self, scenario: str, film: Film, states: Iterable[State], most: int = 20
    ) -> Found:
        """Try states; gives those in which a promise is broken, at most so many."""
        course, found = self.course(scenario), Found()
        place = self.folder / "ström"
        for state in states:
            disk.lay(state.files, film.folders, place)
            said = film.said[: state.said]
            followed = course.digests if said else []
            problems = self._judge(place / film.register.name, said, followed, course.key)
            if problems:
                found.append((f"{scenario} step {state.step}", problems))
            if len(found) >= most:
                break
        return found

    def _told(self, scenario: str, name: str, defect: str = "") -> dict[str, str]:
        place = self.ground.lay(self.folder / name)
        if scenario == "create":
            place = place.with_name("nytt åäö")
        return self.ground.order(scenario, place, defect)

    def _judge(self, folder: Path, said: list[Said], digests: list[str], key: bytes) -> list[str]:
        around = registers.surroundings(self.ground.state_at(folder.parent), seed=5)
        case = oracle.Case(folder, key, around, said, digests)
        return oracle.judge(case) if folder.name == "åäö" else oracle.judge_new(case)
