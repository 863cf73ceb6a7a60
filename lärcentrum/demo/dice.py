"""Chance from a seed: the same on every system and in every version of Python."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of bytes from SHA-512 over a seed and a counter.

    Args:
        seed: what decides everything.
        purpose: keeps streams of one seed apart.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        self._start = f"larcentrum demo {seed} {purpose} ".encode()
        self._block = 0
        self._rest = b""

    def bytes(self, n: int) -> bytes:
        """Give the next n bytes."""
        while len(self._rest) < n:
            self._rest += hashlib.sha512(self._start + str(self._block).encode()).digest()
            self._block += 1
        given, self._rest = self._rest[:n], self._rest[n:]
        return given

    def below(self, n: int) -> int:
        """Give a number from 0 to n - 1."""
        return int.from_bytes(self.bytes(8)) % n

    def chance(self, percent: int) -> bool:
        """Say yes so often."""
        return self.below(100) < percent

    def pick(self, several: Sequence[T]) -> T:
        """Give one of several."""
        return several[self.below(len(several))]

    def weighted(self, several: Sequence[tuple[int, T]]) -> T:
        """Give one of several (weight, value) pairs."""
        at = self.below(sum(weight for weight, _value in several))
        for weight, value in several:
            if at < weight:
                return value
            at -= weight
        raise ValueError("no weights")

    def some(self, several: Sequence[T], n: int) -> list[T]:
        """Give n different ones."""
        left = list(several)
        return [left.pop(self.below(len(left))) for _n in range(n)]
