"""The envelope of every file between offices: lines, one signature, age around them.

    age( [gzip]( line\n line\n … {"type":"signature",…}\n ) )

The signature (Ed25519) covers all bytes before its own line. It is checked before any other
line is parsed: nothing that an unknown hand wrote is ever interpreted.
"""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lärcentrum.store.errors import TooLarge
from lärcentrum.sync.canonical import canonical
from lärcentrum.sync.errors import Damaged, NewerFormat, NotAMonthlyFile, NotWhole

CAP = 64_000_000
"""Most bytes of a file, and of the text in it."""

PLAIN_BELOW = 262_144
"""Texts shorter than this, in bytes, are not compressed, so that `age -d` alone shows them."""

_MAGIC = b"age-encryption.org/v1\n"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_ARMOUR_END = "-----END AGE ENCRYPTED FILE-----"
_GZIP = b"\x1f\x8b"
_SIGNATURE_CAP = 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A text whose signature holds under the key that it names.

    Args:
        text: the signed lines, without the signature's.
        key: the signer's public key, base64; whose it is must still be looked up.
    """

    text: bytes
    key: str

    @property
    def content(self) -> str:
        """Give the text's identity, whatever file carries it."""
        return content_id(self.text)


def content_id(text: bytes) -> str:
    """Give the SHA-256 of signed lines, as hex: the identity of a package."""
    return hashlib.sha256(text).hexdigest()


def public_key(secret: bytes) -> str:
    """Give the base64 public key of a 32-byte Ed25519 secret."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(secret).public_key()
    return base64.b64encode(key.public_bytes_raw()).decode()


def signed(text: bytes, secret: bytes) -> bytes:
    """Give lines with their signature's line after them.

    Args:
        text: whole lines.
        secret: 32 bytes of Ed25519.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    value = Ed25519PrivateKey.from_private_bytes(secret).sign(text)
    line = canonical(
        {
            "type": "signature",
            "algorithm": "ed25519",
            "key": public_key(secret),
            "value": base64.b64encode(value).decode(),
        }
    )
    return text + line.encode() + b"\n"


def seal(text: bytes, *, secret: bytes, recipients: Iterable[str], armoured: bool = False) -> bytes:
    """Sign lines and put them into an envelope that only the recipients open.

    Args:
        text: whole lines.
        secret: the signer's 32 bytes.
        recipients: age recipients (`age1…`).
        armoured: as text, for mail filters that stop what they do not know.

    Raises:
        TooLarge: the text is beyond `CAP`.
        ValueError: a recipient is no age key (they are checked when a card is read).
    """
    import pyrage

    whole = signed(text, secret)
    if len(whole) > CAP:
        raise TooLarge(CAP)
    if len(whole) >= PLAIN_BELOW:
        whole = _gzip(whole)
    keys = [_recipient(key) for key in recipients]
    return bytes(pyrage.encrypt(whole, keys, armored=armoured))


def armour(data: bytes) -> bytes:
    """Give a sealed file as text (RFC 7468), the same text each time.

    Args:
        data: a file from `seal`, not armoured.
    """
    text = base64.b64encode(data).decode()
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join([_ARMOUR.decode(), *lines, _ARMOUR_END, ""]).encode()


def unseal(data: bytes, identities: Sequence[str]) -> Opened:
    """Open an envelope and check its signature.

    Args:
        data: the file.
        identities: this office's age identities, the present and earlier ones.

    Raises:
        NotWhole: empty or hardly begun.
        NotAMonthlyFile: not an age file, or an age file with something else in it.
        Damaged: changed, cut, or meant for somebody else.
        TooLarge: more than `CAP` bytes, packed or unpacked.
        NewerFormat: signed in a way that this version does not know.
    """
    if len(data) > CAP:
        raise TooLarge(CAP)
    _check_magic(data)
    plain = _decrypt(data, identities)
    if plain.startswith(_GZIP):
        plain = _gunzip(plain)
    return _checked(plain)


def open_signed(data: bytes) -> Opened:
    """Check the signature of lines that travel without an envelope (a receipt).

    Raises:
        NotWhole, NotAMonthlyFile, Damaged, NewerFormat, TooLarge: as `unseal`.
    """
    if len(data) > CAP:
        raise TooLarge(CAP)
    return _checked(data)


def _check_magic(data: bytes) -> None:
    for magic in (_MAGIC, _ARMOUR):
        if data.startswith(magic):
            return
        if magic.startswith(data):
            raise NotWhole
    raise NotAMonthlyFile


def _recipient(key: str) -> object:
    import pyrage
    from pyrage import x25519

    try:
        return x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise ValueError(key) from None


def is_recipient(key: str) -> bool:
    """Tell whether a text is an age X25519 recipient."""
    try:
        _recipient(key)
    except ValueError:
        return False
    return True


def _decrypt(data: bytes, identities: Sequence[str]) -> bytes:
    import pyrage
    from pyrage import x25519

    keys = [x25519.Identity.from_str(text) for text in identities]
    try:
        return bytes(pyrage.decrypt(data, keys))
    except pyrage.DecryptError:
        raise Damaged from None


def _gzip(plain: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(plain) + packer.flush()


def _gunzip(packed: bytes) -> bytes:
    # RFC 1952: the last four bytes declare the length; nothing beyond it is ever unpacked.
    declared = int.from_bytes(packed[-4:], "little")
    if declared > CAP:
        raise TooLarge(CAP)
    unpacker = zlib.decompressobj(31)
    try:
        plain = unpacker.decompress(packed, declared + 1)
    except zlib.error:
        raise Damaged from None
    if len(plain) > declared:
        raise TooLarge(declared)
    if not unpacker.eof or unpacker.unused_data or len(plain) != declared:
        raise Damaged
    return plain


def _checked(plain: bytes) -> Opened:
    if not plain.startswith(b"{"):
        raise NotAMonthlyFile
    start = plain.rfind(b"\n", 0, len(plain) - 1) + 1
    text, line = plain[:start], plain[start:]
    if not text or not line.endswith(b"\n") or len(line) > _SIGNATURE_CAP:
        raise NotWhole
    key, value = _signature(line)
    _verify(text, key, value)
    return Opened(text=text, key=base64.b64encode(key).decode())


def _signature(line: bytes) -> tuple[bytes, bytes]:
    try:
        found = json.loads(line)
        if found.get("type") != "signature":
            raise NotWhole
        if found.get("algorithm") != "ed25519":
            raise NewerFormat(str(found.get("algorithm"))[:20])
        return (
            base64.b64decode(found["key"], validate=True),
            base64.b64decode(found["value"], validate=True),
        )
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError, binascii.Error):
        raise NotWhole from None


def _verify(text: bytes, key: bytes, value: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(value, text)
    except (InvalidSignature, ValueError):
        raise Damaged from None
