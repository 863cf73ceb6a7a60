"""Measure a figure beside its reference in the same run, and print the ratio."""

import json
import math
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

Action = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure.

    Args:
        name: what was measured, and against what.
        median: seconds (or bytes).
        reference: the same of the reference.
        ratio: median / reference.
        goal: the greatest ratio that is wanted.
        unit: what is counted, when it is neither seconds nor bytes.
    """

    name: str
    median: float
    reference: float
    ratio: float
    goal: float
    unit: str = ""

    def line(self) -> str:
        """The figure as one printed line."""
        word = "ok  " if self.ratio <= self.goal else "OVER"
        return (
            f"{word} {self.ratio:7.2f} x  (goal {self.goal:g} x)  {self.name}: "
            f"{self._shown(self.median)} beside {self._shown(self.reference)}"
        )

    def _shown(self, value: float) -> str:
        return f"{value:g} {self.unit}" if self.unit else _human(value)


def beside(name: str, goal: float, action: Action, reference: Action, runs: int = 7) -> Figure:
    """Time two actions in turn (A B A B …) and compare their medians, so that drift hits both."""
    action(), reference()
    ours, theirs = [], []
    for _ in range(max(runs, 5)):
        ours.append(seconds(action))
        theirs.append(seconds(reference))
    return figure(name, goal, statistics.median(ours), statistics.median(theirs))


def figure(name: str, goal: float, ours: float, theirs: float, unit: str = "") -> Figure:
    """Make a figure of two measured values."""
    return Figure(
        name=name, median=ours, reference=theirs, ratio=ours / theirs, goal=goal, unit=unit
    )


def seconds(action: Action) -> float:
    """Time one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the values do not pass (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(math.ceil(share * len(ranked)) - 1, 0)]


def write(figures: list[Figure], path: Path) -> None:
    """Keep the figures for comparison with another run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(one) for one in figures], indent=1), "utf-8")


def _human(value: float) -> str:
    if value >= 1e5:
        return f"{value / 1e6:.1f} MB"
    return f"{value * 1e6:.1f} µs" if value < 1e-3 else f"{value * 1e3:.2f} ms"
