"""The lease of a home: numbered, each written once and whole; the highest number counts.

To take, renew, return or break a lease is to write the number after the one that was read. Of two
who try, one gets it; the other reads again. A holder who was out of touch finds another number
than its own, and has nothing more to write.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from lärcentrum.home.errors import HomeDamaged, HomeUnreachable, NoHome
from lärcentrum.store.errors import NotAFile, ReadFailed, SourceGone, TargetGone, TooLarge
from lärcentrum.store.files import claim, discard, discard_folder, read_foreign

LEASES = "lease"
COPIES = "copies"
NAME = "lease.json"
FORMAT = 1
_CAP = 1_000_000
_KEPT = 50
_DIGITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A verified copy that came home.

    Args:
        name: the file in the home's folder of copies.
        sha256: of its bytes.
        operation: the number of the last operation in it.
        hash: that operation's hash.
        made: when, UTC, as ISO text.
    """

    name: str
    sha256: str
    operation: int
    hash: str
    made: str

    @property
    def head(self) -> tuple[int, str]:
        """Give the end of its log."""
        return (self.operation, self.hash)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who has the register, and its newest copy.

    Args:
        register: the register's uid.
        generation: its number.
        stamp: unlike that of any other, also of one with the same number that lost.
        epoch: the register's epoch.
        held: whether somebody has it.
        holding: the uid of the holding, from its take to its end.
        name: the holder's name.
        computer: the computer's name.
        machine: the computer's own id.
        taken: when it was taken, UTC, as ISO text.
        forced: whether it was taken without having been returned.
        copy: the newest copy.
        keys: the key file, with the passwords that count.
    """

    register: str
    generation: int
    stamp: str
    epoch: str
    held: bool
    holding: str
    name: str
    computer: str
    machine: str
    taken: str
    forced: bool
    copy: Copy
    keys: str


def newest(home: Path) -> Lease:
    """Read the lease that counts.

    Raises:
        HomeUnreachable: the folder does not answer.
        HomeDamaged: what stands there says nothing.
    """
    number = _highest(home)
    if not number:
        # A place where nothing is mounted looks like this too.
        raise HomeUnreachable
    try:
        data = read_foreign(_place(home, number) / NAME, _CAP)
    except (SourceGone, ReadFailed, TargetGone):
        raise HomeUnreachable from None
    except (NotAFile, TooLarge):
        raise HomeDamaged from None
    return _read(data, number)


def is_home(home: Path) -> bool:
    """Tell whether a register has its home in a folder."""
    try:
        return bool(_highest(home))
    except HomeUnreachable:
        return False


def require(home: Path) -> Lease:
    """Read the lease of a folder that a person names.

    Raises:
        NoHome: there is none.
    """
    if not is_home(home):
        raise NoHome
    return newest(home)


def write_next(home: Path, lease: Lease) -> bool:
    """Write a lease, whose number is one more than that of the lease it follows.

    Returns:
        whether it is the one that counts now.

    Raises:
        HomeUnreachable: it may have been written or not; the next contact tells.
        ReadOnly, DiskFull: as they say; it was not written.
    """
    data = json.dumps({"format": FORMAT, **asdict(lease)}, ensure_ascii=False).encode()
    try:
        claim(_place(home, lease.generation), NAME, data, lease.stamp)
    except (TargetGone, ReadFailed):
        raise HomeUnreachable from None
    # Not what the claim said: the answer may have been lost on the way, and the number may be an
    # old one that has been tidied away meanwhile.
    return newest(home).stamp == lease.stamp


def tidy(home: Path, now: Lease) -> None:
    """Remove leases that nobody needs; what cannot be removed stays."""
    with suppress(OSError):
        for place in (home / LEASES).iterdir():
            number = place.name.removeprefix(".")[:_DIGITS]
            if number.isdigit() and int(number) <= now.generation - _KEPT:
                discard_folder(place, NAME)
        for part in (home / COPIES).glob(".*.part"):
            if _number_of(part.name.removeprefix(".")) < now.generation:
                discard(part)


def copy_name(generation: int, stamp: str) -> str:
    """Name a copy after the lease that will tell of it: no two ever share a name."""
    return f"{generation:0{_DIGITS}d}-{stamp}.lcbackup"


def is_older(name: str, generation: int) -> bool:
    """Tell whether a copy was made for an earlier lease."""
    return _number_of(name) < generation


def _number_of(name: str) -> int:
    digits = name[:_DIGITS]
    return int(digits) if digits.isdigit() else 1 << 62


def _place(home: Path, number: int) -> Path:
    return home / LEASES / f"{number:0{_DIGITS}d}"


def _highest(home: Path) -> int:
    try:
        names = [one.name for one in (home / LEASES).iterdir()]
    except OSError:
        raise HomeUnreachable from None
    return max((int(name) for name in names if name.isdigit()), default=0)


def _read(data: bytes, number: int) -> Lease:
    try:
        found = json.loads(data)
        if found.pop("format") != FORMAT or found["generation"] != number:
            raise HomeDamaged
        lease = Lease(**{**found, "copy": Copy(**found["copy"])})
        _check(lease)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise HomeDamaged from None
    return lease


def _check(lease: Lease) -> None:
    texts = (
        lease.register, lease.stamp, lease.epoch, lease.holding, lease.name, lease.computer,
        lease.machine, lease.taken, lease.keys, lease.copy.name, lease.copy.sha256,
        lease.copy.hash, lease.copy.made,
    )  # fmt: skip
    sound = all(isinstance(one, str) for one in texts) and isinstance(lease.held, bool)
    if not sound or Path(lease.copy.name).name != lease.copy.name or lease.copy.operation < 0:
        raise HomeDamaged
