"""`make bench`: every figure beside its reference, printed and kept in build/bench.json."""

import sys
from importlib import import_module
from pathlib import Path

from tests.bench.figures import write

# Each is imported when it is measured: a process that draws papers imports this file as well.
ROOMS = (
    "start", "packaged", "bookings", "students", "seating", "timeline", "rule_card", "papers",
    "certificates",
)  # fmt: skip


def main() -> int:
    """Measure what is named on the command line, or all."""
    wanted = sys.argv[1:] or ROOMS
    found = []
    for name in wanted:
        for one in import_module(f"tests.bench.{name}").figures():
            print(one.line(), flush=True)
            found.append(one)
    write(found, Path("build/bench.json"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
