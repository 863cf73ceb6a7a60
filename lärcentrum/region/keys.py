"""The region's keys: one that opens monthly files, one that seals receipts."""

import json

from lärcentrum.language import N_
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store import meta
from lärcentrum.store.kept import keep_secret, secret
from lärcentrum.store.store import Store
from lärcentrum.sync.age_keys import new_identity
from lärcentrum.sync.cards import KeyCard, Role
from lärcentrum.sync.envelope import public_key
from lärcentrum.sync.header_format import is_centre
from lärcentrum.sync.month_errors import CentreUnnamed

_OPENING, _SEAL = "region-identities", "receipt-key"


@operation(right=Right.REGION, label=N_("Regionkontorets nycklar skapade"), undoable=False)
def make_region_keys(store: Store) -> str:
    """Make the region's keys, if there are none.

    Returns:
        the fingerprint of the region's card, to read aloud to the centres.

    Raises:
        CentreUnnamed: the office has no code.
    """
    region_code(store)
    with store.write():
        if not has_keys(store):
            seal = store.entropy(32)
            keep_secret(store, _SEAL, seal.hex())
            _add_identity(store)
            today = store.clock.today().isoformat()
            store.insert(
                "signing_key", purpose="receipt", public_key=public_key(seal), made_on=today
            )
    return card_of(store).fingerprint


@operation(right=Right.REGION, label=N_("Ny nyckel att öppna filer med"), undoable=False)
def rotate_region_identity(store: Store) -> str:
    """Make a new key that opens files; those sealed to the earlier ones still open.

    Returns:
        the fingerprint of the new card, which every centre must read in.
    """
    with store.write():
        _add_identity(store)
        store.note("rotate_region_identity")
    return card_of(store).fingerprint


@reading(right=Right.REGION)
def region_card(store: Store) -> KeyCard | None:
    """Give the region's key card, to be sent to the centres; None while there are no keys."""
    return card_of(store) if has_keys(store) else None


def has_keys(store: Store) -> bool:
    """Tell whether the region's keys are made."""
    return secret(store, _OPENING) is not None


def identities(store: Store) -> list[str]:
    """Give the age identities, the present one last."""
    found = json.loads(secret(store, _OPENING) or "[]")
    return [str(one["identity"]) for one in found]


def recipients(store: Store) -> list[str]:
    """Give the public age keys, the present one last."""
    found = json.loads(secret(store, _OPENING) or "[]")
    return [str(one["recipient"]) for one in found]


def receipt_key(store: Store) -> bytes:
    """Give the 32 secret bytes that seal receipts."""
    return bytes.fromhex(str(secret(store, _SEAL)))


def region_code(store: Store) -> str:
    """Give the office's code.

    Raises:
        CentreUnnamed: it has none.
    """
    code = setting(store, "centre_code")
    if not is_centre(code):
        raise CentreUnnamed
    return code


def environment(store: Store) -> str:
    """Give `real` or `demo`."""
    with store.reading() as conn:
        return meta.read(conn, "environment")


def card_of(store: Store) -> KeyCard:
    """Give the region's card, from keys that are there."""
    with store.reading() as conn:
        register = meta.read(conn, "register")
    return KeyCard(
        role=Role.REGION,
        code=region_code(store),
        name=setting(store, "centre_name") or region_code(store),
        register=register,
        environment=environment(store),
        seal=public_key(receipt_key(store)),
        recipient=recipients(store)[-1],
        email=setting(store, "centre_email"),
    )


def _add_identity(store: Store) -> None:
    kept = json.loads(secret(store, _OPENING) or "[]")
    identity, recipient = new_identity(store.entropy(32))
    kept.append({"identity": identity, "recipient": recipient})
    keep_secret(store, _OPENING, json.dumps(kept))
