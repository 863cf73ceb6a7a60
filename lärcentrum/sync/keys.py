"""The centre's own keys, and the data controller's decisions about persons."""

from datetime import date

from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store import meta
from lärcentrum.store.kept import keep_secret, secret
from lärcentrum.store.store import Store
from lärcentrum.swedish import clean
from lärcentrum.sync.cards import KeyCard, Role
from lärcentrum.sync.envelope import public_key
from lärcentrum.sync.header_format import is_centre
from lärcentrum.sync.levels import Decision, Level, level_in_force
from lärcentrum.sync.month_errors import CentreUnnamed, WrongFingerprint

_SEAL, _ROWS, _ONCE = "package-key", "row-key", "once-key"
_BYTES = 32

# --- rules -----------------------------------------------------------------


def checked_fingerprint(card: KeyCard, told: str) -> None:
    """Compare what was read aloud with a card, blanks aside.

    Raises:
        WrongFingerprint: they differ.
    """
    if "".join(told.split()) != "".join(card.fingerprint.split()):
        raise WrongFingerprint


def standing(decisions: list[Decision]) -> list[Decision]:
    """Give the decisions that count, oldest first: one of `none` ends all before it."""
    kept: list[Decision] = []
    for one in decisions:
        kept = [] if one.level is Level.NONE else [*kept, one]
    return kept


# --- operations ------------------------------------------------------------


@operation(right=Right.MANAGE, label=N_("Centrets nycklar skapade"), undoable=False)
def make_centre_keys(store: Store) -> str:
    """Make the key that seals monthly files and the key that hides row names, if there is none.

    Returns:
        the fingerprint of the centre's card.

    Raises:
        CentreUnnamed: the centre has no code yet (FG06).
    """
    with store.write():
        ensure_keys(store)
    return card_of(store).fingerprint


@operation(right=Right.MANAGE, label=N_("Ny förseglingsnyckel"), undoable=False)
def rotate_centre_key(store: Store) -> str:
    """Make a new sealing key; the region must read the new card before the next file.

    The key that hides row names stays: a new one would make every row a stranger.

    Returns:
        the fingerprint of the new card.
    """
    centre_code(store)
    with store.write():
        _end_seal(store)
        _make_seal(store)
    return card_of(store).fingerprint


@operation(right=Right.MANAGE, label=N_("Nyckel för att räkna personer en gång"), undoable=False)
def set_once_key(store: Store, *, key: str) -> None:
    """Keep the key that the centres have exchanged on paper; the region never has it.

    Args:
        key: 64 hexadecimal signs, blanks allowed.

    Raises:
        BadValue: it is no such key.
    """
    text = "".join(key.split()).casefold()
    if len(text) != 2 * _BYTES or any(sign not in "0123456789abcdef" for sign in text):
        raise BadValue("key", _("ska vara 64 tecken, 0–9 och a–f"))
    with store.write():
        keep_secret(store, _ONCE, text)
        store.note("set_once_key")


@reading(right=Right.MONTH)
def centre_card(store: Store) -> KeyCard | None:
    """Give the centre's key card, to be sent to the region; None while there are no keys."""
    return card_of(store) if has_keys(store) else None


@operation(right=Right.MANAGE, label=N_("Beslut om personuppgifter"))
def enter_decision(
    store: Store, *, level: Level, decided_on: date, file_number: str, decided_by: str
) -> str:
    """Enter the data controller's decision about what may leave about persons.

    Args:
        level: what it allows; `none` ends all decisions before.
        decided_on: its date.
        file_number: its number in the controller's register of documents.
        decided_by: the board or officer.

    Raises:
        BadValue: a field is empty or the date lies ahead.
    """
    number, who = clean(file_number), clean(decided_by)
    if decided_on > store.clock.today():
        raise BadValue("decided_on", _("ligger i framtiden"))
    for name, text, most in (("file_number", number, 100), ("decided_by", who, 200)):
        if not 1 <= len(text) <= most:
            raise BadValue(name, _("ska ha 1–{most} tecken").format(most=most))
    with store.write():
        return store.insert(
            "level_decision",
            level=level.value,
            decided_on=decided_on.isoformat(),
            file_number=number,
            decided_by=who,
        ).uid


_DECISIONS = "SELECT level, decided_on, file_number FROM level_decision ORDER BY id"


@reading(right=Right.MONTH)
def list_decisions(store: Store) -> list[Decision]:
    """List the decisions that count now, oldest first."""
    return standing(
        [
            Decision(
                level=Level(row["level"]),
                decided=date.fromisoformat(row["decided_on"]),
                file_number=row["file_number"],
            )
            for row in store.query(_DECISIONS)
        ]
    )


@reading(right=Right.MONTH)
def present_level(store: Store) -> Level:
    """Give the level that the next file is made at."""
    return level_in_force(list_decisions(store), store.clock.today())


def decision_text(store: Store, level: Level) -> str:
    """Give date and file number of the decision about a level, for the header."""
    found = [one for one in list_decisions(store) if one.level is level]
    return f"{found[-1].decided.isoformat()} {found[-1].file_number}" if found else ""


def environment(store: Store) -> str:
    """Give `real` or `demo`."""
    return fact(store, "environment")


def fact(store: Store, key: str) -> str:
    """Give a fact about the register's file, such as its epoch."""
    with store.reading() as conn:
        return meta.read(conn, key)


def centre_code(store: Store) -> str:
    """Give the centre's code.

    Raises:
        CentreUnnamed: it has none (FG06).
    """
    code = setting(store, "centre_code")
    if not is_centre(code):
        raise CentreUnnamed
    return code


def card_of(store: Store) -> KeyCard:
    """Give the centre's card, from keys that are there."""
    return KeyCard(
        role=Role.CENTRE,
        code=centre_code(store),
        name=setting(store, "centre_name") or centre_code(store),
        register=fact(store, "register"),
        environment=environment(store),
        seal=public_key(seal_key(store)),
        email=setting(store, "centre_email"),
    )


def has_keys(store: Store) -> bool:
    """Tell whether the centre's keys are made."""
    return secret(store, _SEAL) is not None and secret(store, _ROWS) is not None


def seal_key(store: Store) -> bytes:
    """Give the 32 secret bytes that seal packages."""
    return bytes.fromhex(str(secret(store, _SEAL)))


def row_key(store: Store) -> bytes:
    """Give the 32 secret bytes that hide rows' names."""
    return bytes.fromhex(str(secret(store, _ROWS)))


def once_key(store: Store) -> bytes | None:
    """Give the key that the centres share, or None when it is not entered."""
    found = secret(store, _ONCE)
    return bytes.fromhex(found) if found else None


def ensure_keys(store: Store) -> None:
    """Make the keys that are not there yet, inside the operation in progress."""
    centre_code(store)
    with store.write():
        if secret(store, _ROWS) is None:
            keep_secret(store, _ROWS, store.entropy(_BYTES).hex())
        if secret(store, _SEAL) is None:
            _make_seal(store)


def _make_seal(store: Store) -> None:
    made = store.entropy(_BYTES)
    keep_secret(store, _SEAL, made.hex())
    today = store.clock.today().isoformat()
    store.insert("signing_key", purpose="package", public_key=public_key(made), made_on=today)


_PRESENT_SEAL = "SELECT uid FROM signing_key WHERE purpose = 'package' AND ended_on IS NULL"


def _end_seal(store: Store) -> None:
    for row in store.query(_PRESENT_SEAL):
        store.update("signing_key", row["uid"], ended_on=store.clock.today().isoformat())
