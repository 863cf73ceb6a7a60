"""The key of an open register, and the passwords that open it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lärcentrum.store import keys
from lärcentrum.store.keys import Cost
from lärcentrum.store.tries import Tries
from lärcentrum.store.uids import Entropy

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Vault:
    """Holds the key while the register is open.

    Args:
        folder: the register's folder.
        key: the 32-byte key.
        entropy: random bytes.
        cost: what one guess at a password costs.
        tries: counts wrong passwords, the same ones as at the login (FI01).
    """

    folder: Path
    key: bytes
    entropy: Entropy
    cost: Cost
    tries: Callable[[], Tries]

    def set_password(self, login: str, password: str, user: str) -> None:
        """Let a login open the register as a user; its earlier password opens no more."""
        slots = keys.load(self.folder)
        slots.add(login, password, self.key + user.encode(), self.entropy, self.cost)
        slots.save(self.folder)

    def forget(self, login: str) -> None:
        """Let a login open the register no more."""
        slots = keys.load(self.folder)
        if slots.has(login):
            slots.remove(login)
            slots.save(self.folder)

    def opens(self, login: str, password: str, user: str) -> bool:
        """Tell whether a password is a user's own (asked again before a change)."""
        from lärcentrum.store.errors import WrongPassword

        try:
            opened = keys.load(self.folder).open(login, password)
        except WrongPassword:
            return False
        return opened == self.key + user.encode()

    def opens_recovery(self, code: str) -> bool:
        """Tell whether a code is the printed recovery code of this register."""
        from lärcentrum.store.errors import WrongPassword

        try:
            return keys.load(self.folder).open_recovery(code) == self.key
        except WrongPassword:
            return False

    def fresh_code(self) -> str:
        """Make a recovery code that opens nothing yet."""
        return keys.new_code(self.entropy)

    def fresh_spare_code(self) -> str:
        """Make a code for a substitute that opens nothing yet, with a slot of its own."""
        slots = keys.load(self.folder)
        while True:
            code = keys.new_code(self.entropy, keys.SPARE_LENGTH)
            if not slots.has(keys.spare_name(code[: keys.SELECTOR_LENGTH])):
                return code

    def set_spare(self, code: str, uid: str) -> None:
        """Let a code for a substitute open the register; it does not say who comes."""
        tidy = keys.tidy_code(code)
        self.set_password(keys.spare_name(tidy[: keys.SELECTOR_LENGTH]), tidy, uid)

    def forget_spare(self, selector: str) -> None:
        """Let a code for a substitute open the register no more."""
        self.forget(keys.spare_name(selector))

    def set_recovery(self, code: str) -> None:
        """Let a recovery code open the register, and the old one no more."""
        slots = keys.load(self.folder)
        slots.add_recovery(code, self.key, self.entropy, self.cost)
        slots.save(self.folder)


def split(opened: bytes) -> tuple[bytes, str]:
    """Give the key and the user's uid that a slot held."""
    return opened[:KEY_BYTES], opened[KEY_BYTES:].decode()
