"""A code in the safe with which a substitute comes in when nobody is there to add one.

A head makes it and prints it. Once, and until a day, it makes one temporary user with the role of a
substitute; used, withdrawn or too old it opens nothing, and its key slot is gone.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people import users
from lärcentrum.people.users import Role
from lärcentrum.rights import Right
from lärcentrum.store.errors import WrongCode
from lärcentrum.store.keys import SELECTOR_LENGTH
from lärcentrum.store.readable import Readable
from lärcentrum.store.store import Row, Store

MOST_DAYS = 366
LONGEST = 2 * 366
"""Days until the last day on which a code may be used."""

# --- records ---------------------------------------------------------------


class State(StrEnum):
    """What has become of a code."""

    WAITS = "waits"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


STATE_NAMES = {
    State.WAITS: N_("Väntar"),
    State.USED: N_("Använd"),
    State.WITHDRAWN: N_("Tillbakadragen"),
    State.EXPIRED: N_("För gammal"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpareCode:
    """A code that was made, without the code itself.

    Args:
        uid: the code.
        first: its first four signs, as they stand on the paper.
        made_on: when it was made.
        valid_until: the last day on which it can be used.
        days: how many days the substitute gets, that day among them.
        state: what has become of it.
        used_on: when it was used.
        user_name: who came with it, "" for nobody yet.
    """

    uid: str
    first: str
    made_on: date
    valid_until: date
    days: int
    state: State
    used_on: date | None
    user_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCode:
    """A new code: it can be shown now and never again."""

    uid: str
    code: str


# --- rules -----------------------------------------------------------------


def state_of(row: Row, today: date) -> State:
    """Tell what has become of a code."""
    if row["used_on"]:
        return State.USED
    if row["withdrawn_on"]:
        return State.WITHDRAWN
    expired = date.fromisoformat(row["valid_until"]) < today
    return State.EXPIRED if expired else State.WAITS


def check_waits(store: Readable, uid: str, today: date) -> None:
    """Refuse a code that lets nobody in any more.

    Raises:
        WrongCode: the register knows it not (it was put back to before the code was made).
        NotAsItStands: it was used, withdrawn or is too old.
    """
    row = store.one("SELECT * FROM spare_code WHERE uid = ?", uid)
    if row is None:
        raise WrongCode(0)
    if state_of(row, today) is not State.WAITS:
        raise NotAsItStands("code", _("Koden gäller inte längre."), _("Be föreståndaren om en ny."))


# --- operations ------------------------------------------------------------


@operation(right=Right.MANAGE, label=N_("Kod för vikarie skapad"), undoable=False)
def make_spare_code(store: Store, *, valid_until: date, days: int) -> MadeCode:
    """Make a code that once lets somebody in as a substitute.

    Args:
        store: the register.
        valid_until: the last day on which it can be used.
        days: how many days the substitute gets.

    Returns:
        the code, to print and lock in.

    Raises:
        BadValue: the day has passed or is more than two years away, or the days are too many.
    """
    today = store.clock.today()
    if not today <= valid_until <= today + timedelta(days=LONGEST):
        raise BadValue("valid_until", _("ska vara från i dag till två år framåt"))
    if not 1 <= days <= MOST_DAYS:
        raise BadValue("days", _("ska vara {least}–{most}").format(least=1, most=MOST_DAYS))
    code = store.vault.fresh_spare_code()
    with store.write():
        uid = store.insert(
            "spare_code",
            selector=code[:SELECTOR_LENGTH],
            made_on=today.isoformat(),
            valid_until=valid_until.isoformat(),
            days=days,
        ).uid
        # Last, so that a refusal above leaves no slot; a slot without its row opens nothing.
        store.vault.set_spare(code, uid)
    return MadeCode(uid=uid, code=code)


@operation(right=Right.MANAGE, label=N_("Kod för vikarie tillbakadragen"), undoable=False)
def withdraw_spare_code(store: Store, *, spare_code: str) -> None:
    """Let a code that nobody has used open nothing any more.

    Raises:
        NotAsItStands: it was used, withdrawn or is too old already.
    """
    row = store.row("spare_code", spare_code)
    if state_of(row, store.clock.today()) is not State.WAITS:
        raise NotAsItStands("spare_code", _("Koden gäller inte längre."), _("Gör en ny vid behov."))
    with store.write():
        store.update("spare_code", spare_code, withdrawn_on=store.clock.today().isoformat())
        store.vault.forget_spare(row["selector"])


@operation(right=Right.MANAGE, label=N_("Vikarie med kod"), undoable=False)
def use_spare_code(store: Store, *, spare_code: str, login: str, name: str, password: str) -> str:
    """Make the user who comes with a code; the code opens nothing afterwards.

    The program itself does it, as `SYSTEM`, for somebody who has shown the code.

    Returns:
        the user's uid.

    Raises:
        NotAsItStands: it was used, withdrawn or is too old.
        BadValue, Taken: as `users.add_user`.
    """
    row, today = store.row("spare_code", spare_code), store.clock.today()
    check_waits(store, spare_code, today)
    with store.write():
        uid = users.add_user(
            store,
            login=login,
            name=name,
            password=password,
            role=Role.SUBSTITUTE,
            valid_until=today + timedelta(days=row["days"] - 1),
        )
        store.update("spare_code", spare_code, used_on=today.isoformat(), user_uid=uid)
        store.vault.forget_spare(row["selector"])
    return uid


_CODES = """
SELECT spare_code.*, coalesce(user.name, '') AS user_name FROM spare_code
LEFT JOIN user ON user.uid = spare_code.user_uid ORDER BY spare_code.id DESC
"""


@reading(right=Right.MANAGE)
def list_spare_codes(store: Store) -> list[SpareCode]:
    """List the codes that were made, the newest first; what they say is nowhere."""
    today = store.clock.today()
    return [
        SpareCode(
            uid=row["uid"],
            first=row["selector"],
            made_on=date.fromisoformat(row["made_on"]),
            valid_until=date.fromisoformat(row["valid_until"]),
            days=row["days"],
            state=state_of(row, today),
            used_on=date.fromisoformat(row["used_on"]) if row["used_on"] else None,
            user_name=row["user_name"],
        )
        for row in store.query(_CODES)
    ]


_OPENS_NOT = """
SELECT selector FROM spare_code
WHERE used_on IS NOT NULL OR withdrawn_on IS NOT NULL OR valid_until < ?
"""


def forget_spent(store: Store) -> None:
    """Take away the key slots of codes that were used, withdrawn or are too old."""
    for row in store.query(_OPENS_NOT, store.clock.today().isoformat()):
        store.vault.forget_spare(row["selector"])
