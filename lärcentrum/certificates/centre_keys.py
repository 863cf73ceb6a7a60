"""The centre's keys for certificates: made at the first one, kept for ever, renewed on demand."""

from dataclasses import dataclass

from lärcentrum.certificates.errors import UnknownKey
from lärcentrum.certificates.seal import KEY_BYTES, IssuerKey, key_id, public_of, ring
from lärcentrum.language import N_
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store import meta
from lärcentrum.store.kept import keep_secret, secret
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------

_SECRET = "certificate-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreKey:
    """The key that the centre seals with; `private` never leaves the register."""

    private: bytes

    @property
    def public(self) -> str:
        """Give the public key as the register keeps it, 64 hexadecimal digits."""
        return public_of(self.private).hex()


# --- operations ------------------------------------------------------------


def environment(store: Store) -> str:
    """Give `real` or `demo`."""
    with store.reading() as conn:
        return meta.read(conn, "environment")


def present_key(store: Store) -> CentreKey:
    """Give the key in use, or one for previews where none has been made yet."""
    found = secret(store, _SECRET)
    return CentreKey(private=bytes.fromhex(found) if found else store.entropy(KEY_BYTES))


_PUBLIC = "SELECT public_key FROM signing_key WHERE purpose = 'certificate' AND ended_on IS NULL"


def has_its_key(store: Store) -> bool:
    """Tell whether the centre has the private key to what it seals with now, or seals not yet."""
    found, private = [row["public_key"] for row in store.query(_PUBLIC)], secret(store, _SECRET)
    if private is None:
        return not found
    return found == [CentreKey(private=bytes.fromhex(private)).public]


@operation(right=Right.CERTIFY, label=N_("Nyckel för intyg skapad"), undoable=False)
def ensure_certificate_key(store: Store) -> None:
    """Make the centre's key for certificates unless there is one."""
    if secret(store, _SECRET) is None:
        with store.write():
            _keep(store, store.entropy(KEY_BYTES))


_KNOWN = "SELECT id FROM signing_key WHERE purpose = 'certificate' AND public_key = ?"


def key_row(store: Store, public: str) -> int:
    """Give the local id of a key of ours, by its public part.

    Raises:
        UnknownKey: it is none.
    """
    found = store.value(_KNOWN, public)
    if found is None:
        raise UnknownKey(key_id(bytes.fromhex(public)))
    return int(found)


def _keep(store: Store, private: bytes) -> CentreKey:
    key = CentreKey(private=private)
    keep_secret(store, _SECRET, private.hex())
    today = store.clock.today().isoformat()
    store.insert("signing_key", purpose="certificate", public_key=key.public, made_on=today)
    return key


_IN_USE = "SELECT uid FROM signing_key WHERE purpose = 'certificate' AND ended_on IS NULL"


@operation(right=Right.MANAGE, label=N_("Ny nyckel för intyg"), undoable=False)
def renew_certificate_key(store: Store) -> str:
    """Seal with a new key from now on; certificates under the old ones still verify (FI12).

    Returns:
        the new key's fingerprint.
    """
    with store.write():
        for row in store.query(_IN_USE):
            store.update("signing_key", row["uid"], ended_on=store.clock.today().isoformat())
        key = _keep(store, store.entropy(KEY_BYTES))
    return key_id(bytes.fromhex(key.public))


_ALL = "SELECT public_key FROM signing_key WHERE purpose = 'certificate' ORDER BY id"


@reading(right=Right.SEE)
def own_keys(store: Store) -> dict[str, IssuerKey]:
    """Give every key that this centre has sealed with, by fingerprint."""
    centre = setting(store, "centre_code")
    return ring(
        *(
            IssuerKey(public=bytes.fromhex(row["public_key"]), centre=centre)
            for row in store.query(_ALL)
        )
    )
