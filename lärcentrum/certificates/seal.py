"""Seal a certificate's facts with Ed25519 in a text small enough for a QR code on paper.

    LC1.<base32 of: key id, 8 bytes · signature, 64 bytes · the facts, deflated>

Base32 fits the QR code's alphanumeric mode, survives line breaks, spaces and small letters when
it is pasted, and holds no sign that a chat program rewrites. The signature covers the canonical
bytes, not the deflated ones. The dictionary below is part of the format: it never changes under
`LC1`; a better one would be `LC2`.
"""

import base64
import binascii
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lärcentrum.certificates.errors import NotSealed, SealBroken, UnknownKey
from lärcentrum.certificates.facts import CertificateFacts, canonical, from_canonical

PREFIX = "LC1."
KEY_BYTES = 32
_PURPOSE = b"larcentrum certificate 1\x00"
_ID, _SIGNATURE = 8, 64
_MAX_TEXT, _MAX_FACTS = 16_384, 16_384
_COMMON = (
    '","studierektor","administratör","samordnare","föreståndare","study","course","internship",'
    '"attendance","Institutionen för Högskolan i Karlstads universitet","Mittuniversitetet",'
    '"Luleå tekniska universitet","Umeå universitet","19","20","T08:00","T09:00","T13:00","T14:00",'
    '"2026-11-","2027-01-","Skriftlig tentamen, 7,5 hp","Salstentamen","","","","hidden","none",'
    '"birth","Campus ","s lärcentrum","s kommun","number","Lärcentrum ","sal ","","","","en","",'
    '["exam","sv","24'
).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerKey:
    """A centre's public key.

    `centre` is the code that it may issue for: a key of one centre cannot speak for another.
    """

    public: bytes
    centre: str

    @property
    def key_id(self) -> str:
        """Give the key's fingerprint, sixteen hexadecimal digits."""
        return key_id(self.public)


def key_id(public: bytes) -> str:
    """Give a public key's fingerprint, sixteen hexadecimal digits."""
    return hashlib.sha256(public).hexdigest()[: 2 * _ID]


def public_of(private: bytes) -> bytes:
    """Give the 32 public bytes of 32 private ones."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def ring(*keys: IssuerKey) -> dict[str, IssuerKey]:
    """Give keys by their fingerprint, as `open_seal` wants them."""
    return {key.key_id: key for key in keys}


def seal(facts: CertificateFacts, private: bytes) -> str:
    """Seal facts.

    Args:
        facts: what the paper says.
        private: the centre's 32 private bytes.

    Returns:
        The text for the QR code; the same facts and key always give the same text.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    data = canonical(facts)
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(_PURPOSE + data)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _COMMON)
    packed = packer.compress(data) + packer.flush()
    body = bytes.fromhex(key_id(public_of(private))) + signature + packed
    return PREFIX + base64.b32encode(body).decode().rstrip("=")


def open_seal(text: str, keys: Mapping[str, IssuerKey]) -> CertificateFacts:
    """Give the facts of a sealed text after its signature is verified.

    Args:
        text: as read from a QR code or pasted; spaces and line breaks do not matter.
        keys: the known keys by fingerprint (`ring`).

    Raises:
        NotSealed: it is no sealed text at all.
        UnknownKey: sealed with a key that is not among `keys`.
        SealBroken: cut, changed, or sealed by a centre in another centre's name.
    """
    body = _body(text)
    key = keys.get(body[:_ID].hex())
    if key is None:
        raise UnknownKey(body[:_ID].hex())
    data = _unpack(body[_ID + _SIGNATURE :])
    _verify(key.public, body[_ID : _ID + _SIGNATURE], _PURPOSE + data)
    facts = from_canonical(data)
    if facts.centre != key.centre:
        raise SealBroken
    return facts


def tidy(text: str) -> str:
    """Give a pasted seal as it was printed: without white space, in capitals."""
    return "".join(text.split()).upper()


def _body(text: str) -> bytes:
    tidied = tidy(text[: 2 * _MAX_TEXT])
    if not tidied.startswith(PREFIX) or len(tidied) > _MAX_TEXT:
        raise NotSealed
    signs = tidied.removeprefix(PREFIX)
    try:
        body = base64.b32decode(signs + "=" * (-len(signs) % 8))
    except (binascii.Error, ValueError):
        raise SealBroken from None
    # Base32 leaves unused bits at the end: only one spelling of a seal is a seal.
    if base64.b32encode(body).decode().rstrip("=") != signs or len(body) <= _ID + _SIGNATURE:
        raise SealBroken
    return body


def _unpack(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj(-15, _COMMON)
    try:
        data = unpacker.decompress(packed, _MAX_FACTS)
    except zlib.error:
        raise SealBroken from None
    if not unpacker.eof or unpacker.unconsumed_tail or unpacker.unused_data:
        raise SealBroken
    return data


def _verify(public: bytes, signature: bytes, data: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        raise SealBroken from None
