"""Look whether what opens the register, and what it seals with, is where it should be."""

from collections.abc import Iterator

from lärcentrum.certificates.centre_keys import has_its_key
from lärcentrum.errors import UserError
from lärcentrum.people.users import Role, User, is_valid, list_users
from lärcentrum.store import keys, meta
from lärcentrum.store.keys import Keys
from lärcentrum.store.store import Store


def key_problems(store: Store) -> list[str]:
    """List what is wrong with the keys, one line each without anybody's name."""
    found = [] if has_its_key(store) else ["no private key: certificates"]
    try:
        slots = keys.load(store.folder)
    except UserError:
        return ["key file damaged", *found]
    return [*_slots(store, slots), *found]


def _slots(store: Store, slots: Keys) -> Iterator[str]:
    with store.reading() as conn:
        ours = meta.read(conn, "register")
    if slots.register != ours:
        yield "key file of another register"
    if keys.RECOVERY not in slots.slots:
        yield "no recovery code"
    heads = [user for user in list_users(store) if _manages(user, store)]
    # A register that was put back on a new computer has one password, and needs no more.
    if heads and not any(slots.has(user.login) for user in heads):
        yield "no password: head"


def _manages(user: User, store: Store) -> bool:
    return user.role in (Role.HEAD, Role.REGION) and is_valid(user, store.clock.today())
