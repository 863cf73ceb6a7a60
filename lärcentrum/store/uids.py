"""UUIDv7 for rows: in order of time, so that a large merge stays in one part of the index."""

from collections.abc import Callable
from datetime import datetime

Entropy = Callable[[int], bytes]
"""Gives n random bytes: `secrets.token_bytes`, or a seeded source for the demo and the tests."""


class Uids:
    """Makes UUIDs of version 7 (RFC 9562) that only grow.

    Args:
        entropy: gives the random bits.
    """

    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy
        self._last = 0

    def next(self, now: datetime) -> str:
        """Give a new uid for this instant; two of the same instant keep their order."""
        instant = int(now.timestamp() * 1000) << 12
        # 12 bits of sub-order: when one millisecond (or a fixed clock) runs out, time is borrowed.
        self._last = max(self._last + 1, instant)
        random = int.from_bytes(self._entropy(8), "big") & ((1 << 62) - 1)
        head, order = self._last >> 12, self._last & 0xFFF
        value = (head << 80) | (0x7 << 76) | (order << 64) | (0b10 << 62) | random
        text = f"{value:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
