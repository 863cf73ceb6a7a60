"""The check list: what another program needs to check this centre's certificates offline.

A text file with the centre's public keys and the numbers that were withdrawn, signed with the
key in use. It names no person. Whoever gets it by mail compares the fingerprints on the telephone.

    {"format": "larcentrum-kontrollista 1", "centre": "2421", "made": "2026-11-23",
     "environment": "real", "keys": ["…"],
     "withdrawn": [["2421-2026-0003", "2026-11-24", "2421-2026-0004"]],
     "signer": "…", "signature": "…"}

Several centres' lists make one file, a line each: so the regional office passes them on.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lärcentrum.certificates.errors import CheckListBroken
from lärcentrum.certificates.seal import IssuerKey, public_of, ring
from lärcentrum.certificates.verify import Withdrawal
from lärcentrum.store.files import read_foreign

FORMAT = "larcentrum-kontrollista 1"
ENVIRONMENTS = ("real", "demo")
MAX_BYTES = 4 * 1024 * 1024
MOST_LISTS = 500
_PURPOSE = b"larcentrum check list 1\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckList:
    """One centre's keys and withdrawals, as of a day; `environment` is `real` or `demo`."""

    centre: str
    made: date
    keys: tuple[IssuerKey, ...]
    withdrawals: tuple[Withdrawal, ...]
    environment: str = "real"


def write_list(what: CheckList, private: bytes) -> bytes:
    """Give a check list as a file, signed with the key in use (one of `what.keys`).

    Args:
        what: keys and withdrawals.
        private: the 32 private bytes of the key in use.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    body = {
        "format": FORMAT,
        "centre": what.centre,
        "environment": what.environment,
        "made": what.made.isoformat(),
        "keys": [key.public.hex() for key in what.keys],
        "withdrawn": [[w.number, w.day.isoformat(), w.replaced_by] for w in what.withdrawals],
        "signer": public_of(private).hex(),
    }
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(_PURPOSE + _bytes(body))
    return _bytes(body | {"signature": signature.hex()}) + b"\n"


def read_list(data: bytes) -> CheckList:
    """Read a check list.

    Raises:
        CheckListBroken: it is none, or was changed.
    """
    try:
        body = json.loads(data)
        signature = bytes.fromhex(body.pop("signature"))
        signer = bytes.fromhex(body["signer"])
        _verify(signer, signature, _PURPOSE + _bytes(body))
        found = _from_body(body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise CheckListBroken from None
    if signer not in [key.public for key in found.keys] or body.get("format") != FORMAT:
        raise CheckListBroken
    if found.environment not in ENVIRONMENTS:
        raise CheckListBroken
    return found


def read_lists(data: bytes) -> tuple[CheckList, ...]:
    """Read a file of one centre's check list or several centres', all or none.

    Raises:
        CheckListBroken: one of them is none, or was changed; or a centre stands there twice.
    """
    lines = data.splitlines()
    if not 1 <= len(lines) <= MOST_LISTS:
        raise CheckListBroken
    found = tuple(read_list(line) for line in lines)
    if len({one.centre for one in found}) != len(found):
        raise CheckListBroken
    return found


def open_lists(path: Path) -> tuple[CheckList, ...]:
    """Read the check lists of a file.

    Raises:
        CheckListBroken: as `read_lists`.
        NotAFile, TooLarge, TargetGone, ReadFailed: as `read_foreign`.
    """
    return read_lists(read_foreign(path, MAX_BYTES))


def keys_of(lists: Iterable[CheckList]) -> dict[str, IssuerKey]:
    """Give the keys of several lists by fingerprint."""
    return ring(*(key for one in lists for key in one.keys))


def withdrawals_of(lists: Iterable[CheckList]) -> Mapping[str, Withdrawal]:
    """Give the withdrawals of several lists by number; a centre can withdraw its own only."""
    return {
        one.number: one
        for several in lists
        for one in several.withdrawals
        if one.number.startswith(f"{several.centre}-")
    }


def _from_body(body: dict[str, Any]) -> CheckList:
    centre = str(body["centre"])
    return CheckList(
        centre=centre,
        made=date.fromisoformat(body["made"]),
        environment=body["environment"],
        keys=tuple(IssuerKey(public=bytes.fromhex(key), centre=centre) for key in body["keys"]),
        withdrawals=tuple(
            Withdrawal(number=str(number), day=date.fromisoformat(day), replaced_by=str(by))
            for number, day, by in body["withdrawn"]
        ),
    )


def _bytes(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _verify(public: bytes, signature: bytes, data: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except InvalidSignature:
        raise CheckListBroken from None
