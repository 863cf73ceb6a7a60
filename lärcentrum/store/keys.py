"""The register's key, wrapped once per user by a password and once by a printed recovery code.

The key file holds no names: a slot is found by a salted hash of the login, and a login that does
not exist costs the same time and gets the same answer as a wrong password (FI01).
"""

import base64
import hashlib
import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lärcentrum.store.errors import (
    Damaged,
    NotARegister,
    TooLarge,
    WrongCode,
    WrongPassword,
)
from lärcentrum.store.files import publish, read_foreign
from lärcentrum.store.uids import Entropy

NAME = "keys.json"
FORMAT = 1
RECOVERY = "recovery"
CODE_LENGTH = 32
SPARE_LENGTH, SELECTOR_LENGTH = 24, 4
"""Signs of a code for a substitute, and how many of them find its slot."""
# Crockford's base 32: without I, L, O and U, which are mistaken for other signs.
CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LIKE = str.maketrans("ILO", "110")
_CAP = 1_000_000
_SALT_BYTES, _NONCE_BYTES, _TAG_BYTES = 16, 12, 16
_MOST_KIB, _MOST_TIMES = 1024 * 1024, 64
"""What a slot may cost at most: a damaged number must not take all memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs (Argon2id).

    Args:
        memory_kib: memory in KiB; never below 64 MiB in a real register.
        passes: times over the memory.
        lanes: parallel lanes.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """The key as one password opens it."""

    name: str
    salt: str
    nonce: str
    wrapped: str
    memory_kib: int
    passes: int
    lanes: int


@dataclass(slots=True)
class Keys:
    """The key file of one register.

    Args:
        register: the register's uid; a slot of another register opens nothing here.
        pepper: hex, salts the slots' names.
        slots: by slot name.
    """

    register: str
    pepper: str
    slots: dict[str, Slot] = field(default_factory=dict)

    def add(self, login: str, password: str, payload: bytes, entropy: Entropy, cost: Cost) -> None:
        """Wrap the key for a login, replacing the slot that it has."""
        name = self._name(login)
        self.slots[name] = _wrap(name, self.register, password, payload, entropy, cost)

    def remove(self, login: str) -> None:
        """Take a login's slot away."""
        self.slots.pop(self._name(login), None)

    def has(self, login: str) -> bool:
        """Tell whether a login has a slot."""
        return self._name(login) in self.slots

    def open(self, login: str, password: str) -> bytes:
        """Give the payload (key and user uid) that a login and its password open.

        Raises:
            WrongPassword: whatever was wrong, after the same work.
        """
        slot = self.slots.get(self._name(login))
        decoy = next(iter(self.slots.values()), None)
        if slot is None and decoy is None:
            raise WrongPassword
        return _unwrap(slot or decoy, slot is not None, self.register, password)  # type: ignore[arg-type]

    def add_recovery(self, code: str, key: bytes, entropy: Entropy, cost: Cost) -> None:
        """Wrap the key for the printed recovery code."""
        tidy = tidy_code(code)
        self.slots[RECOVERY] = _wrap(RECOVERY, self.register, tidy, key, entropy, cost)

    def open_recovery(self, code: str) -> bytes:
        """Give the key that the printed recovery code opens.

        Raises:
            WrongCode: another code.
        """
        slot = self.slots.get(RECOVERY)
        if slot is None:
            raise WrongCode
        try:
            return _unwrap(slot, True, self.register, tidy_code(code))[:32]
        except WrongPassword:
            raise WrongCode from None

    def open_spare(self, code: str) -> bytes:
        """Give the payload (key and the code's uid) that a code for a substitute opens.

        Raises:
            WrongCode: another code, after the same work.
        """
        tidy = tidy_code(code)
        try:
            return self.open(spare_name(tidy[:SELECTOR_LENGTH]), tidy)
        except WrongPassword:
            raise WrongCode from None

    def save(self, folder: Path) -> None:
        """Publish the key file."""
        publish(folder / NAME, self.to_bytes())

    def to_bytes(self) -> bytes:
        """Give the key file's content."""
        data = {
            "format": FORMAT,
            "register": self.register,
            "pepper": self.pepper,
            "slots": [
                {name: getattr(slot, name) for name in Slot.__slots__}
                for _, slot in sorted(self.slots.items())
            ],
        }
        return json.dumps(data, indent=1).encode()

    def only_recovery(self) -> "Keys":
        """Give what travels with a back-up: the recovery slot alone."""
        return Keys(self.register, self.pepper, {RECOVERY: self.slots[RECOVERY]})

    def _name(self, login: str) -> str:
        folded = unicodedata.normalize("NFC", login.strip().casefold())
        return hashlib.sha256(f"{self.pepper}\x1f{folded}".encode()).hexdigest()[:32]


def load(folder: Path) -> Keys:
    """Read a register's key file.

    Raises:
        NotARegister: there is none.
        Damaged: it is there but says nothing that opens (FE06).
    """
    path = folder / NAME
    if not path.is_file():
        raise NotARegister
    try:
        return from_bytes(read_foreign(path, _CAP))
    except (NotARegister, TooLarge):
        raise Damaged from None


def from_bytes(data: bytes) -> Keys:
    """Read a key file's content.

    Raises:
        NotARegister: it is not one of ours.
    """
    try:
        found: dict[str, Any] = json.loads(data)
        if found["format"] != FORMAT:
            raise NotARegister
        slots = {slot["name"]: _sound(Slot(**slot)) for slot in found["slots"]}
        return Keys(found["register"], found["pepper"], slots)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotARegister from None


def new_code(entropy: Entropy, length: int = CODE_LENGTH) -> str:
    """Make a code of random signs in groups of 4; a recovery code is 160 bits as 8 groups."""
    number = int.from_bytes(entropy(5 * length // 8), "big")
    signs = "".join(CODE_SIGNS[(number >> (5 * i)) & 31] for i in range(length))
    return "-".join(signs[i : i + 4] for i in range(0, length, 4))


def spare_name(selector: str) -> str:
    """Give what the slot of a code for a substitute is called; no login can be called so."""
    return f"vikariekod\x1f{selector}"


def tidy_code(code: str) -> str:
    """Read a recovery code as a person types it: spaces, dashes, case and look-alikes forgiven."""
    signs = code.upper().translate(_LIKE)
    return "".join(sign for sign in signs if sign in CODE_SIGNS)


def _wrap(
    name: str, register: str, password: str, payload: bytes, entropy: Entropy, cost: Cost
) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = entropy(_SALT_BYTES), entropy(_NONCE_BYTES)
    typed, *_others = _spellings(password)
    derived = _derive(typed, salt, cost.memory_kib, cost.passes, cost.lanes)
    wrapped = ChaCha20Poly1305(derived).encrypt(nonce, payload, _context(register, name))
    return Slot(
        name, salt.hex(), nonce.hex(), base64.b64encode(wrapped).decode(),
        cost.memory_kib, cost.passes, cost.lanes,
    )  # fmt: skip


def _sound(slot: Slot) -> Slot:
    """Refuse a slot that could open nothing, or would cost more than any of ours."""
    lengths = (
        len(bytes.fromhex(slot.salt)) == _SALT_BYTES,
        len(bytes.fromhex(slot.nonce)) == _NONCE_BYTES,
        len(base64.b64decode(slot.wrapped, validate=True)) > _TAG_BYTES,
    )
    costs = (
        8 * slot.lanes <= slot.memory_kib <= _MOST_KIB,
        1 <= slot.passes <= _MOST_TIMES,
        1 <= slot.lanes <= _MOST_TIMES,
    )
    whole = all(type(one) is int for one in (slot.memory_kib, slot.passes, slot.lanes))
    if not (whole and all(lengths) and all(costs)):
        raise ValueError("a slot of another make")
    return slot


def _unwrap(slot: Slot, real: bool, register: str, password: str) -> bytes:
    found = [_opened(slot, register, typed) for typed in _spellings(password)]
    opened = next((one for one in found if one is not None), None)
    if opened is None or not real:
        raise WrongPassword
    return opened


def _opened(slot: Slot, register: str, password: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    derived = _derive(password, bytes.fromhex(slot.salt), slot.memory_kib, slot.passes, slot.lanes)
    wrapped = base64.b64decode(slot.wrapped)
    try:
        return ChaCha20Poly1305(derived).decrypt(
            bytes.fromhex(slot.nonce), wrapped, _context(register, slot.name)
        )
    except InvalidTag:
        return None


def _spellings(password: str) -> list[str]:
    """Give a password as it is wrapped, NFC, and then as it may have been wrapped: as it was typed.

    A Mac types å as two signs (NFD), and nobody sees the difference in a hidden field.
    """
    return list(dict.fromkeys((unicodedata.normalize("NFC", password), password)))


def _derive(password: str, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    return kdf.derive(password.encode())


def _context(register: str, name: str) -> bytes:
    return f"larcentrum-key:{register}:{name}".encode()
