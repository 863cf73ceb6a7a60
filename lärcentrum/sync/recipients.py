"""Whom the monthly file goes to: one or several offices, with or without the program."""

from dataclasses import dataclass

from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.contact import clean_email
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import clean
from lärcentrum.sync import keys, packages
from lärcentrum.sync.cards import KeyCard, Role, read_card
from lärcentrum.sync.errors import MixedEnvironment, OtherCard

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """An office that gets the file.

    Args:
        uid: its row.
        name: the office's name.
        email: where drafts are addressed, or "".
        has_key: whether its key card is read in; without it only the plain copy can be sent.
    """

    uid: str
    name: str
    email: str
    has_key: bool


# --- operations ------------------------------------------------------------

_LIST = "SELECT uid, name, email, age_recipient FROM recipient WHERE ended_on IS NULL ORDER BY name"


@reading(right=Right.MONTH)
def list_recipients(store: Store) -> list[Recipient]:
    """List the offices that get the file."""
    return [
        Recipient(
            uid=row["uid"],
            name=row["name"],
            email=row["email"],
            has_key=bool(row["age_recipient"]),
        )
        for row in store.query(_LIST)
    ]


@reading(right=Right.MONTH)
def show_region_card(store: Store, *, card: bytes) -> KeyCard:
    """Read a region's key card, so that its fingerprint can be compared before it is used.

    Raises:
        OtherCard: it is a centre's card.
        BadCard: it is not whole.
        MixedEnvironment: it is an exercise's card in a real register, or the reverse (FG07).
    """
    found = read_card(card)
    if found.role is not Role.REGION:
        raise OtherCard
    if found.environment != keys.environment(store):
        raise MixedEnvironment
    return found


_SAME = """
SELECT uid FROM recipient WHERE (region_uid = ? AND region_uid <> '') OR name = ?
ORDER BY region_uid <> ? LIMIT 1
"""


@operation(right=Right.MANAGE, label=N_("Regionkontorets nyckel inläst"), undoable=False)
def add_recipient(store: Store, *, card: bytes, fingerprint: str) -> list[str]:
    """Take a region's keys into use, and make the files that waited for them.

    Args:
        store: the register.
        card: the card's bytes.
        fingerprint: what the region read aloud over the telephone.

    Returns:
        the uids of the files that were owed.

    Raises:
        BadCard, MixedEnvironment, WrongFingerprint: nothing is changed.
    """
    found = show_region_card(store, card=card)
    keys.checked_fingerprint(found, fingerprint)
    values = {
        "name": found.name,
        "email": found.email,
        "region_uid": found.register,
        "age_recipient": found.recipient,
        "receipt_key": found.seal,
        "environment": found.environment,
        "ended_on": None,
    }
    with store.write():
        same = store.value(_SAME, found.register, found.name, found.register)
        if same is None:
            store.insert("recipient", **values)
        else:
            store.update("recipient", same, **values)
        if keys.fact(store, "epoch_confirmed") != "1":
            return []
        return packages.make_owed(store)


@operation(right=Right.MANAGE, label=N_("Mottagare tillagd"))
def add_plain_recipient(store: Store, *, name: str, email: str = "") -> str:
    """Add an office without the program: it gets the numbers as Excel.

    Raises:
        BadValue: no name.
        BadContact: the address cannot be one.
    """
    tidy = clean(name)
    if not 1 <= len(tidy) <= 200:
        raise BadValue("name", _("ska ha 1–{most} tecken").format(most=200))
    with store.write():
        environment = keys.environment(store)
        values = {"name": tidy, "email": clean_email(email), "environment": environment}
        return store.insert("recipient", **values).uid


@operation(right=Right.MANAGE, label=N_("Mottagare avslutad"))
def end_recipient(store: Store, *, recipient: str) -> None:
    """Send no more to an office; its receipts of earlier files are still read."""
    with store.write():
        store.update("recipient", recipient, ended_on=store.clock.today().isoformat())
