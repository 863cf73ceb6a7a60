"""Put the rooms of the house together: make, open, log in to and restore a register.

This is what the command line and the window construct with; nothing below knows it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from lärcentrum import backups
from lärcentrum.clock import RunningClock
from lärcentrum.errors import UserError
from lärcentrum.home import arriving, going, links
from lärcentrum.home import looking as at_home
from lärcentrum.home.errors import NotHeldHere
from lärcentrum.language import N_
from lärcentrum.people import spare_codes, users
from lärcentrum.people.users import Role, User
from lärcentrum.rights import Right
from lärcentrum.settings import change_settings
from lärcentrum.store import backup, copies, meta, places, register, vault
from lärcentrum.store.backup import Backup
from lärcentrum.store.connection import Connection
from lärcentrum.store.copies import Looking
from lärcentrum.store.errors import WrongCode, WrongPassword
from lärcentrum.store.readable import Readable
from lärcentrum.store.register import Register, Surroundings
from lärcentrum.store.session import SYSTEM
from lärcentrum.store.store import Deriver
from lärcentrum.store.tries import Tries


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRegister:
    """What the first start asks for.

    Args:
        kind: `centre` or `region`.
        environment: `real` or `demo`.
        code: the municipality's or the office's code.
        name: the centre's name, for the letterhead.
        municipality: the municipality's name.
        login: the first user's login.
        password: the first user's password.
        user_name: the first user's name.
        user_title: the first user's title.
    """

    kind: str
    code: str
    name: str
    login: str
    password: str
    user_name: str
    environment: str = "real"
    municipality: str = ""
    user_title: str = ""


def derivers() -> tuple[Deriver, ...]:
    """Give what keeps the derived tables of all areas true."""
    from lärcentrum.people import search_index

    return (search_index.deriver(),)


def surroundings() -> Surroundings:
    """Give what a real register is handed: the computer's clock and randomness."""
    return Surroundings(derivers=derivers())


def create_register(folder: Path, new: NewRegister, around: Surroundings) -> tuple[Register, str]:
    """Make a register with its first user, logged in, and its settings.

    Returns:
        the open register, and the recovery code to print.

    Raises:
        BadValue: the password is too short, a field empty or too long; nothing is made.
        FolderTaken, SyncedFolder, ReadOnly, DiskFull: as they say; nothing is made.
    """
    users.check_new(new.login, new.user_name, new.password)
    made, code = register.create(folder, new.kind, new.environment, around)
    store = made.store
    store.session = SYSTEM
    role = Role.HEAD if new.kind == "centre" else Role.REGION
    with store.operating("create_register", N_("Register skapat"), False), store.write():
        change_settings(
            store,
            values={
                "centre_code": new.code,
                "centre_name": new.name,
                "municipality": new.municipality,
                "centre_place": new.municipality,
            },
        )
        uid = users.add_user(
            store,
            login=new.login,
            name=new.user_name,
            title=new.user_title,
            password=new.password,
            role=role,
        )
    store.session = users.session_of(users.user_of(store.row("user", uid)))
    store.opened_at = store.value("SELECT max(id) FROM operation")
    return made, code


def log_in(
    folder: Path, login: str, password: str, around: Surroundings, *, take_over: bool = False
) -> Register:
    """Open a register as a user; when it has a home, its lease is taken first.

    After a wrong password the next try waits 1, 2, 4 … 60 s (FI01).

    Args:
        folder: the register's folder.
        login: the user's login.
        password: the user's password.
        around: clock, randomness, state folder.
        take_over: whether to take the register from another computer that has not returned it.

    Raises:
        WrongPassword: unknown login, wrong password, ended user, or too soon after a wrong try.
        RegisterOpen, Damaged, NewerRegister, NotARegister: as they say.
        HeldElsewhere, HomeUnreachable, HomeDamaged: as `home.arriving.enter`.
    """

    def open_(folder: Path, key: bytes, uid: str) -> Register:
        arriving.enter(folder, key, around, _named(uid, around), force=take_over)
        return register.open_with_key(folder, key, around)

    return _log_in(folder, login, password, around, open_)


def look_at_home(folder: Path, login: str, password: str, around: Surroundings) -> Looking:
    """Open a copy of the home's newest copy as a user, to look in.

    Raises:
        NoHome, HomeUnreachable, HomeDamaged: as they say.
        WrongPassword: as in `log_in`.
    """

    def open_(folder: Path, key: bytes, _uid: str) -> Looking:
        return at_home.open_copy(folder, key, around)

    return _log_in(folder, login, password, around, open_)


def leave(opened: Register, *, keep: bool = False) -> UserError | None:
    """Close a register; when it has a home, it goes home and is given back first.

    Args:
        opened: the register.
        keep: whether this computer keeps the lease.

    Returns:
        why it could not go home, if it could not: this computer then has the register still.
    """
    why = None
    try:
        if not opened.store.is_copy:
            why = going.go(opened.store, keep=keep)
    finally:
        opened.close()
    return why


def look_in_backup(folder: Path, login: str, password: str, around: Surroundings) -> Looking:
    """Open a copy of the newest whole back-up as a user, to look in (D06).

    For when the register is open elsewhere or its folder cannot be written (FF02): the passwords
    are those of today, nothing can be written, and the copy goes when it is closed.

    Raises:
        NoCopy: there is none.
        WrongPassword, Damaged, NotARegister: as in `log_in`.
    """

    def open_(folder: Path, key: bytes, _uid: str) -> Looking:
        return copies.open_newest(folder, key, around)

    return _log_in(folder, login, password, around, open_)


Opened = TypeVar("Opened", bound=Register)


def _log_in(
    folder: Path,
    login: str,
    password: str,
    around: Surroundings,
    open_: Callable[[Path, bytes, str], Opened],
) -> Opened:
    slots = arriving.keys_that_count(folder, around)
    tries = Tries(around.state, slots.register, around.clock)
    tries.check()
    try:
        key, uid = vault.split(slots.open(users.known_login(login), password))
    except WrongPassword:
        raise WrongPassword(tries.failed()) from None
    opened = open_(folder, key, uid)
    user = _user(opened.store, uid)
    if user is None or not users.is_valid(user, around.clock.today()):
        opened.close()
        raise WrongPassword(tries.failed())
    _enter(opened, user, "log_in", tries.succeeded())
    return opened


def unlock(opened: Register, login: str, password: str) -> None:
    """Let a user in to a register that is open but locked, or switch to another user.

    A home is asked first: a register that was taken over meanwhile is only looked in from now on.

    Raises:
        WrongPassword: as in `log_in`.
    """
    slots = register.load_keys(opened.store.folder)
    tries = Tries(opened.around.state, slots.register, opened.around.clock)
    tries.check()
    try:
        key, uid = vault.split(slots.open(users.known_login(login), password))
    except WrongPassword:
        raise WrongPassword(tries.failed()) from None
    user = _user(opened.store, uid)
    if key != opened.key or user is None or not users.is_valid(user, opened.around.clock.today()):
        raise WrongPassword(tries.failed())
    going.ask_home(opened.store)
    _enter(opened, user, "unlock", tries.succeeded())


def log_in_with_code(
    folder: Path, code: str, login: str, password: str, around: Surroundings
) -> Register:
    """Open a register with the printed recovery code and give a head user a new password (FI08).

    Raises:
        WrongCode: another code.
        WrongPassword: the login is not a head of the centre.
        HeldElsewhere, HomeUnreachable, HomeDamaged: as in `log_in`.
    """
    users.check_password(password)
    slots = arriving.keys_that_count(folder, around)
    tries = Tries(around.state, slots.register, around.clock)
    tries.check()
    try:
        key = slots.open_recovery(code)
    except WrongCode:
        raise WrongCode(tries.failed()) from None

    def who(conn: Connection) -> str:
        found = _head(Readable(conn), login)
        if found is None:
            raise WrongPassword
        return found.name

    arriving.enter(folder, key, around, who, force=False)
    opened = register.open_with_key(folder, key, around)
    user = _head(opened.store, login)
    if user is None or not users.is_valid(user, around.clock.today()):
        opened.close()
        raise WrongPassword(tries.failed())
    opened.store.session = SYSTEM
    users.set_password(opened.store, user=user.uid, password=password)
    _enter(opened, user, "log_in_with_code", tries.succeeded())
    return opened


def log_in_with_spare_code(
    folder: Path, code: str, name: str, login: str, password: str, around: Surroundings
) -> Register:
    """Open a register with a code from the safe: once, as a new user who is a substitute.

    Args:
        folder: the register's folder.
        code: as it stands on the paper.
        name: the person's name.
        login: what the person will type at the login.
        password: the person's own.
        around: clock, randomness, state folder.

    Raises:
        WrongCode: another code, or one that was used or withdrawn.
        NotAsItStands: it is too old.
        BadValue, Taken: a field is empty, the password too short, the login somebody's; the code
            holds still.
        HeldElsewhere, HomeUnreachable, HomeDamaged, RegisterOpen: as in `log_in`.
    """
    users.check_password(password)
    slots = arriving.keys_that_count(folder, around)
    tries = Tries(around.state, slots.register, around.clock)
    tries.check()
    try:
        key, uid = vault.split(slots.open_spare(code))
    except WrongCode:
        raise WrongCode(tries.failed()) from None

    def who(conn: Connection) -> str:
        spare_codes.check_waits(Readable(conn), uid, around.clock.today())
        return name

    arriving.enter(folder, key, around, who, force=False)
    opened = register.open_with_key(folder, key, around)
    try:
        spare_codes.check_waits(opened.store, uid, around.clock.today())
        opened.store.session = SYSTEM
        made = spare_codes.use_spare_code(
            opened.store, spare_code=uid, login=login, name=name, password=password
        )
    except UserError:
        spare_codes.forget_spent(opened.store)
        opened.close()
        raise
    user = users.user_of(opened.store.row("user", made))
    _enter(opened, user, "log_in_with_spare_code", tries.succeeded())
    return opened


def restore(
    path: Path, folder: Path, code: str, around: Surroundings, *, replace_other: bool = False
) -> Backup:
    """Put a back-up in a register's place, where no home would take it back.

    Args:
        path, folder, code, around, replace_other: see `backups.restore`.

    Raises:
        NotHeldHere: the folder's register has a home whose lease this computer does not have: its
            newest copy would take the restored register's place at the next opening.
        As `backups.restore`.
    """
    other = backups.holds_other(folder, backup.describe(path))
    machine = places.machine_id(around.state, around.entropy)
    if not links.may_be_written(folder, machine, other=other):
        raise NotHeldHere
    return backups.restore(path, folder, code, around, replace_other=replace_other)


def is_demo(opened: Register) -> bool:
    """Tell whether a register is example data."""
    return meta.read(opened.store.conn, "environment") == "demo"


def only_look(opened: Register) -> None:
    """Take from whoever is at the desk the rights to write, in a register that takes no more."""
    session = opened.store.session
    opened.store.session = replace(session, rights=session.rights & {Right.SEE, Right.TODAY})


_LAST = "SELECT max(at_ms) FROM operation"


def _enter(opened: Register, user: User, name: str, failures: int) -> None:
    store = opened.store
    if is_demo(opened) and name != "unlock":
        # Its term has its own today: the time goes on from where it stood.
        stood = datetime.fromtimestamp(store.value(_LAST) / 1000, UTC)
        store.clock = RunningClock(stood, opened.around.clock)
    store.session = users.session_of(user)
    if store.is_copy:
        only_look(opened)
        return
    if store.refusing is not None:
        return  # nothing can be written, and so nobody's coming either
    with store.operating(name, N_("Inloggad"), False), store.write():
        store.note(f"{name} efter {failures} fel försök" if failures else name)
    users.forget_passed(store)
    spare_codes.forget_spent(store)
    store.opened_at = store.value("SELECT max(id) FROM operation")


_BY_UID = "SELECT * FROM user WHERE uid = ?"
_BY_LOGIN = "SELECT * FROM user WHERE login = ? AND role IN ('head', 'region')"


def _named(uid: str, around: Surroundings) -> arriving.Who:
    """Make what tells a person's name in a register that is not open yet, or refuses."""

    def who(conn: Connection) -> str:
        user = _user(Readable(conn), uid)
        if user is None or not users.is_valid(user, around.clock.today()):
            raise WrongPassword
        return user.name

    return who


def _user(store: Readable, uid: str) -> User | None:
    row = store.one(_BY_UID, uid)
    return users.user_of(row) if row else None


def _head(store: Readable, login: str) -> User | None:
    row = store.one(_BY_LOGIN, users.known_login(login))
    return users.user_of(row) if row else None
