"""Key cards: small text files by which centres and regions come to know each other's keys.

The card may travel any way at all; what makes it true is the fingerprint, which the two ends read
to each other over the telephone before it is taken into use.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from enum import StrEnum

from lärcentrum.sync.envelope import is_recipient
from lärcentrum.sync.errors import BadCard
from lärcentrum.sync.header_format import is_centre, is_text

CARD_CAP = 16_384
"""Largest card, in bytes."""

_TITLE = "Lärcentrum nyckelkort 1"
_GROUPS, _DIGITS = 6, 5


class Role(StrEnum):
    """Whose card it is."""

    CENTRE = "centrum"
    REGION = "regionkontor"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCard:
    """The public keys of one office.

    Args:
        role: a centre or a regional office.
        code: the centre's code, or a short code of the region.
        name: the office's name.
        register: the uid of its register.
        environment: `real` or `demo`.
        seal: the Ed25519 public key, base64: a centre seals packages with it, a region receipts.
        recipient: the age key to encrypt to; regions have one, centres need none ("").
        email: where files are sent, or "".
    """

    role: Role
    code: str
    name: str
    register: str
    environment: str
    seal: str
    recipient: str = ""
    email: str = ""

    @property
    def fingerprint(self) -> str:
        """Give six groups of five digits to read aloud: some 99 bits of everything on the card."""
        digest = hashlib.sha256("\n".join(["nyckelkort 1", *_values(self)]).encode()).digest()
        number = int.from_bytes(digest) % 10 ** (_GROUPS * _DIGITS)
        digits = f"{number:0{_GROUPS * _DIGITS}d}"
        return " ".join(digits[i : i + _DIGITS] for i in range(0, len(digits), _DIGITS))


def write_card(card: KeyCard) -> bytes:
    """Write a card as a text file, UTF-8."""
    lines = [_TITLE, *(f"{n}: {v}" for n, v in zip(_LABELS, _values(card), strict=True))]
    return "\n".join([*lines, f"fingeravtryck: {card.fingerprint}", ""]).encode()


def read_card(data: bytes) -> KeyCard:
    """Read a card strictly and compare it with its own fingerprint.

    Args:
        data: the file's bytes.

    Raises:
        BadCard: it is no card, is not whole, or does not agree with itself.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadCard from None
    # Mail programs change line ends and add blank ones; the fingerprint covers the values.
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    labels = [*_LABELS, "fingeravtryck"]
    if len(data) > CARD_CAP or len(lines) != len(labels) + 1 or lines[0] != _TITLE:
        raise BadCard
    found = dict(line.partition(":")[::2] for line in lines[1:])
    if list(found) != labels:
        raise BadCard
    values = {name: value.strip() for name, value in found.items()}
    card = _card(values)
    if card.fingerprint != values["fingeravtryck"]:
        raise BadCard
    return card


def _card(values: dict[str, str]) -> KeyCard:
    texts_hold = all(is_text(value) for value in values.values())
    role_known = values["roll"] in list(Role)
    keys_hold = _is_seal(values["förseglingsnyckel"]) and (
        is_recipient(values["krypteringsnyckel"])
        if values["roll"] == Role.REGION
        else values["krypteringsnyckel"] == ""
    )
    facts_hold = is_centre(values["kod"]) and values["miljö"] in ("real", "demo")
    if not (texts_hold and role_known and keys_hold and facts_hold and values["namn"]):
        raise BadCard
    return KeyCard(
        role=Role(values["roll"]),
        code=values["kod"],
        name=values["namn"],
        register=values["register"],
        environment=values["miljö"],
        seal=values["förseglingsnyckel"],
        recipient=values["krypteringsnyckel"],
        email=values["e-post"],
    )


def _is_seal(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except (ValueError, binascii.Error):
        return False


_LABELS = (
    "roll", "kod", "namn", "register", "miljö", "förseglingsnyckel", "krypteringsnyckel", "e-post",
)  # fmt: skip


def _values(card: KeyCard) -> tuple[str, ...]:
    return (
        card.role.value,
        card.code,
        card.name,
        card.register,
        card.environment,
        card.seal,
        card.recipient,
        card.email,
    )
