"""The people at the desk: their logins, roles and rights."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.errors import TooSoon
from lärcentrum.store.keys import CODE_LENGTH, tidy_code
from lärcentrum.store.session import NOBODY, Session
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import clean

LEAST_PASSWORD = 8
_LOGIN, _NAME = 100, 200
LEAST_SIGNS = 8
"""Different signs of a recovery code: a random one has fewer once in many million."""

# --- records ---------------------------------------------------------------


class Role(StrEnum):
    """What a person is trusted with."""

    STAFF = "staff"
    SUBSTITUTE = "substitute"
    HEAD = "head"
    REGION = "region"


ROLE_NAMES = {
    Role.STAFF: N_("Personal"),
    Role.SUBSTITUTE: N_("Vikarie"),
    Role.HEAD: N_("Föreståndare"),
    Role.REGION: N_("Regionkontor"),
}

_DAILY = {Right.SEE, Right.TODAY, Right.REGISTER, Right.CERTIFY, Right.MONTH}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.STAFF: frozenset(_DAILY),
    Role.SUBSTITUTE: frozenset({Right.TODAY}),
    Role.HEAD: frozenset({*_DAILY, Right.PROTECTED, Right.MANAGE}),
    Role.REGION: frozenset({Right.SEE, Right.TODAY, Right.REGION, Right.MANAGE}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One user.

    Args:
        uid: the user.
        login: what is typed at the login.
        name: the name as papers show it.
        title: the title as papers show it.
        title_en: the same in English, for papers in English; "" shows the Swedish one.
        role: what the person is trusted with.
        valid_until: the last day of a substitute.
        ended_on: since when the person is gone.
    """

    uid: str
    login: str
    name: str
    title: str
    title_en: str = ""
    role: Role
    valid_until: date | None
    ended_on: date | None


# --- rules -----------------------------------------------------------------


def is_valid(user: User, today: date) -> bool:
    """Tell whether a user may log in today."""
    if user.ended_on is not None and user.ended_on <= today:
        return False
    return user.valid_until is None or today <= user.valid_until


def session_of(user: User) -> Session:
    """Give the session that a user works in."""
    return Session(
        user=user.uid,
        name=user.name,
        title=user.title,
        title_en=user.title_en,
        rights=RIGHTS[user.role],
        valid_until=user.valid_until,
    )


def tidy_login(login: str) -> str:
    """Give a login as it is kept: visible signs only, small letters, one spelling of each letter.

    A Mac types å as two signs (NFD) and the others as one; both are the same login.

    Raises:
        BadValue: nothing is left, or it is longer than a hundred characters.
    """
    return _line("login", known_login(login), _LOGIN)


def known_login(login: str) -> str:
    """Give what was typed at the login as `tidy_login` keeps it; it refuses nothing."""
    return clean(clean(login).casefold())


def check_new(login: str, name: str, password: str) -> None:
    """Refuse what `add_user` would refuse, before anything is made for the user.

    Raises:
        BadValue: a field is empty or too long, or the password too short.
    """
    tidy_login(login)
    _line("name", name, _NAME)
    check_password(password)


def check_password(password: str) -> None:
    """Refuse a password that is too short.

    Raises:
        BadValue: shorter than eight signs.
    """
    if len(password) < LEAST_PASSWORD:
        raise BadValue("password", _("ska ha minst {n} tecken").format(n=LEAST_PASSWORD))


def check_role(role: Role, valid_until: date | None) -> None:
    """Refuse a substitute without a last day."""
    if role is Role.SUBSTITUTE and valid_until is None:
        raise BadValue("valid_until", _("behövs för en vikarie"))


# --- operations ------------------------------------------------------------


@operation(right=Right.MANAGE, label=N_("Användare tillagd"), undoable=False)
def add_user(
    store: Store,
    *,
    login: str,
    name: str,
    password: str,
    role: Role = Role.STAFF,
    title: str = "",
    title_en: str = "",
    valid_until: date | None = None,
) -> str:
    """Add a user who can log in.

    The password opens the register's key from now on, outside the journal, so this is not undone:
    see `end_user`.

    Args:
        store: the register.
        login: what is typed at the login, one of a kind.
        name: the name as papers show it.
        password: at least eight signs.
        role: what the person is trusted with.
        title: the title as papers show it.
        title_en: the same in English, for papers in English; "" shows the Swedish one.
        valid_until: the last day; needed for a substitute.

    Returns:
        the user's uid.

    Raises:
        BadValue: a field is empty or the password too short.
        Taken: the login is there already.
    """
    login, name = tidy_login(login), _line("name", name, _NAME)
    title, title_en = _titles(title, title_en)
    check_password(password)
    check_role(role, valid_until)
    with store.write():
        uid = store.insert(
            "user",
            login=login,
            name=name,
            title=title,
            title_en=title_en,
            role=role.value,
            valid_until=valid_until and valid_until.isoformat(),
        ).uid
        # Last, so that a refusal above leaves no slot; a slot without its user opens nothing.
        store.vault.set_password(login, password, uid)
    return uid


@operation(right=Right.MANAGE, label=N_("Användare ändrad"))
def change_user(
    store: Store,
    *,
    user: str,
    name: str,
    role: Role,
    title: str = "",
    title_en: str = "",
    valid_until: date | None = None,
) -> None:
    """Change a user's name, role or last day; it counts from the next action (FI03).

    Raises:
        LastHead: nobody would be left to manage the register.
    """
    check_role(role, valid_until)
    name = _line("name", name, _NAME)
    title, title_en = _titles(title, title_en)
    with store.write():
        store.update(
            "user",
            user,
            name=name,
            title=title,
            title_en=title_en,
            role=role.value,
            valid_until=valid_until and valid_until.isoformat(),
        )
    _renew_session(store, user)


@operation(right=Right.MANAGE, label=N_("Användare avslutad"), undoable=False)
def end_user(store: Store, *, user: str) -> None:
    """Let a user log in no more; what the person did stays in the log under the name.

    The password opens nothing any more, so this is not undone: see `resume_user`.

    Raises:
        LastHead: nobody would be left to manage the register.
    """
    with store.write():
        store.update("user", user, ended_on=store.clock.today().isoformat())
        # Last, as in `add_user`.
        store.vault.forget(store.row("user", user)["login"])
    _renew_session(store, user)


@operation(right=Right.MANAGE, label=N_("Användare återupptagen"), undoable=False)
def resume_user(store: Store, *, user: str, password: str) -> None:
    """Let a user who was ended log in again, with a new password.

    Raises:
        BadValue: the password is too short, or the user was not ended.
    """
    check_password(password)
    row = store.row("user", user)
    if row["ended_on"] is None:
        raise BadValue("user", _("är inte avslutad"))
    with store.write():
        store.update("user", user, ended_on=None)
        store.vault.set_password(row["login"], password, user)


_PASSED = "SELECT login FROM user WHERE valid_until < ?"


def forget_passed(store: Store) -> None:
    """Take away the keys of those whose last day has passed: a password that the program refuses
    would still unwrap the register's key for another one (FI03).

    Whoever comes back gets a new last day and a new password.
    """
    for row in store.query(_PASSED, store.clock.today().isoformat()):
        store.vault.forget(row["login"])


@operation(right=Right.TODAY, label=N_("Lösenord bytt"), undoable=False)
def change_password(store: Store, *, old_password: str, password: str) -> None:
    """Change the password of the user who is logged in.

    A wrong old one counts as at the login: whoever sits down at an open window cannot guess it.

    Raises:
        BadValue: the old password is wrong, or tried too soon after a wrong one (FI01), or the new
            one is too short.
    """
    check_password(password)
    row = store.row("user", store.session.user)
    tries = store.vault.tries()
    try:
        tries.check()
    except TooSoon as fault:
        happened, _untouched, todo = fault.parts()
        raise NotAsItStands("old_password", happened, todo) from None
    if not store.vault.opens(row["login"], old_password, row["uid"]):
        wait = _("Vänta {wait} s och försök igen.").format(wait=tries.failed())
        raise NotAsItStands("old_password", _("Lösenordet stämmer inte."), wait)
    tries.succeeded()
    with store.write():
        store.note("change_password")
        store.vault.set_password(row["login"], password, row["uid"])


@operation(right=Right.MANAGE, label=N_("Lösenord satt"), undoable=False)
def set_password(store: Store, *, user: str, password: str) -> None:
    """Give a user a new password (forgotten, or after the recovery code).

    Raises:
        BadValue: the password is too short, or the user has ended.
    """
    check_password(password)
    row = store.row("user", user)
    if row["ended_on"] is not None:
        raise BadValue("user", _("är avslutad"))
    with store.write():
        store.note(f"set_password {user}")
        store.vault.set_password(row["login"], password, user)


@reading(right=Right.MANAGE)
def propose_recovery_code(store: Store) -> str:
    """Make a recovery code to show, print and prove; it opens nothing before it is set."""
    return store.vault.fresh_code()


@operation(right=Right.MANAGE, label=N_("Ny återställningskod"), undoable=False)
def set_recovery_code(store: Store, *, recovery_code: str) -> None:
    """Let a new recovery code open the register; the earlier one opens it no more.

    A back-up keeps the code that held when it was made.

    Args:
        store: the register.
        recovery_code: as `propose_recovery_code` gave it.

    Raises:
        BadValue: it is no recovery code, or the one that holds already.
    """
    code = tidy_code(recovery_code)
    if len(code) != CODE_LENGTH or len(set(code)) < LEAST_SIGNS:
        raise BadValue("recovery_code", _("är ingen återställningskod"))
    if store.vault.opens_recovery(code):
        raise BadValue("recovery_code", _("gäller redan"))
    with store.write():
        store.note("set_recovery_code")
        store.vault.set_recovery(code)


_USERS = "SELECT * FROM user ORDER BY ended_on IS NOT NULL, name"


@reading(right=Right.TODAY)
def list_users(store: Store) -> list[User]:
    """List every user, those who are gone last."""
    return [user_of(row) for row in store.query(_USERS)]


def user_of(row: Row) -> User:
    """Read a user from a row."""
    return User(
        uid=row["uid"],
        login=row["login"],
        name=row["name"],
        title=row["title"],
        title_en=row["title_en"],
        role=Role(row["role"]),
        valid_until=_day(row["valid_until"]),
        ended_on=_day(row["ended_on"]),
    )


def _renew_session(store: Store, user: str) -> None:
    """Let a change of one's own role count at once; one who has ended may do nothing more."""
    if user == store.session.user:
        now = user_of(store.row("user", user))
        store.session = session_of(now) if is_valid(now, store.clock.today()) else NOBODY


def _titles(title: str, title_en: str) -> tuple[str, str]:
    return (
        _line("title", title, _NAME, empty=True),
        _line("title_en", title_en, _NAME, empty=True),
    )


def _line(name: str, value: str, most: int, *, empty: bool = False) -> str:
    tidy = clean(value)
    if not tidy and not empty:
        raise BadValue(name, _("är tomt"))
    if len(tidy) > most:
        raise BadValue(name, _("är längre än {most} tecken").format(most=most))
    return tidy


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
