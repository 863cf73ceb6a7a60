"""age keys from the register's own randomness (https://age-encryption.org/v1, x25519 keys).

pyrage draws its own randomness when it makes a key; the demo and the tests must get the same key
from the same seed, so the secret bytes are handed in and written as Bech32 (BIP 173), as age does.
"""

from collections.abc import Iterable

SECRET_BYTES = 32
_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PREFIX = "age-secret-key-"


def new_identity(secret: bytes) -> tuple[str, str]:
    """Make a pair of age keys: the secret identity and the public recipient.

    Args:
        secret: 32 random bytes.
    """
    from pyrage import x25519

    text = bech32(_PREFIX, secret).upper()
    return text, str(x25519.Identity.from_str(text).to_public())


def bech32(prefix: str, data: bytes) -> str:
    """Write bytes as Bech32 with its checksum of six signs."""
    groups = _fives(data)
    spread = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    rest = _remainder([*spread, *groups, *[0] * 6]) ^ 1
    checksum = [(rest >> 5 * (5 - at)) & 31 for at in range(6)]
    return f"{prefix}1{''.join(_SIGNS[value] for value in [*groups, *checksum])}"


def _fives(data: bytes) -> list[int]:
    bits = len(data) * 8
    padded = int.from_bytes(data) << -bits % 5
    count = (bits + 4) // 5
    return [(padded >> 5 * (count - 1 - at)) & 31 for at in range(count)]


def _remainder(values: Iterable[int]) -> int:
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for at, factor in enumerate(_GENERATOR):
            rest ^= factor if top >> at & 1 else 0
    return rest
