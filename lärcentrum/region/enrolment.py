"""Centres and their seals: a key counts once its fingerprint has been read aloud."""

from dataclasses import dataclass

from lärcentrum.language import N_
from lärcentrum.operations import operation, reading
from lärcentrum.region import keys
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.sync.cards import KeyCard, Role, read_card
from lärcentrum.sync.errors import MixedEnvironment, OtherCard
from lärcentrum.sync.keys import checked_fingerprint
from lärcentrum.sync.package_format import KnownKey

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A centre that sends its months here.

    Args:
        uid: its present enrolment.
        code: the centre's code.
        name: its name.
        email: its contact, or "".
        epoch: the life of its register that is approved, "" before the first file.
    """

    uid: str
    code: str
    name: str
    email: str
    epoch: str


# --- operations ------------------------------------------------------------

_LIST = """
SELECT uid, centre_code, name, email, epoch FROM enrolment
WHERE ended_on IS NULL ORDER BY centre_code
"""


@reading(right=Right.REGION)
def list_centres(store: Store) -> list[Centre]:
    """List the centres that send their months here, by code."""
    return [
        Centre(
            uid=row["uid"],
            code=row["centre_code"],
            name=row["name"],
            email=row["email"],
            epoch=row["epoch"],
        )
        for row in store.query(_LIST)
    ]


@reading(right=Right.REGION)
def show_centre_card(store: Store, *, card: bytes) -> KeyCard:
    """Read a centre's card, so that its fingerprint can be compared before it counts.

    Raises:
        OtherCard: it is a region's card.
        BadCard: it is not whole.
        MixedEnvironment: an exercise's card in a real register, or the reverse (FG07).
    """
    found = read_card(card)
    if found.role is not Role.CENTRE:
        raise OtherCard
    if found.environment != keys.environment(store):
        raise MixedEnvironment
    return found


_PRESENT = "SELECT uid, epoch FROM enrolment WHERE centre_code = ? AND ended_on IS NULL"
_SAME_KEY = "SELECT uid FROM enrolment WHERE public_key = ?"


@operation(right=Right.REGION, label=N_("Centrum anmält"), undoable=False)
def enrol_centre(store: Store, *, card: bytes, fingerprint: str) -> str:
    """Take a centre's seal into use; its earlier one opens only what it had sealed by then.

    Args:
        store: the register.
        card: the card's bytes.
        fingerprint: what the centre read aloud over the telephone.

    Returns:
        the enrolment's uid.

    Raises:
        BadCard, MixedEnvironment, WrongFingerprint: nothing is changed.
    """
    found = show_centre_card(store, card=card)
    checked_fingerprint(found, fingerprint)
    with store.write():
        same = store.value(_SAME_KEY, found.seal)
        if same is not None:
            store.update("enrolment", same, name=found.name, email=found.email, ended_on=None)
            return str(same)
        earlier = store.one(_PRESENT, found.code)
        today = store.clock.today().isoformat()
        if earlier:
            store.update("enrolment", earlier["uid"], ended_on=today)
        return store.insert(
            "enrolment",
            centre_uid=found.register,
            centre_code=found.code,
            name=found.name,
            email=found.email,
            public_key=found.seal,
            environment=found.environment,
            enrolled_on=today,
            epoch=earlier["epoch"] if earlier else "",
        ).uid


@operation(right=Right.REGION, label=N_("Centrum avslutat"))
def end_enrolment(store: Store, *, enrolment: str) -> None:
    """Take no more files from a centre; what it has sent stays."""
    with store.write():
        store.update("enrolment", enrolment, ended_on=store.clock.today().isoformat())


_KEYS = """
SELECT public_key, centre_code, ended_on, (
    SELECT coalesce(max(sequence), 0) FROM received_package
    WHERE received_package.enrolment_id = enrolment.id AND state IN ('accepted', 'late')
) AS last FROM enrolment
"""


def known_keys(store: Store) -> list[KnownKey]:
    """Give every seal that has been enrolled; one taken out of use seals nothing new (FI12)."""
    return [
        KnownKey(
            public=row["public_key"],
            centre=row["centre_code"],
            until=None if row["ended_on"] is None else row["last"],
        )
        for row in store.query(_KEYS)
    ]
