"""`make bench`: every figure beside its reference, printed and kept in build/bench.json."""

import sys
from pathlib import Path

from tests.bench import bookings, packaged, papers, rule_card, seating, start, students, timeline
from tests.bench.figures import write

ROOMS = {
    "start": start.figures, "packaged": packaged.figures, "bookings": bookings.figures,
    "students": students.figures, "seating": seating.figures, "timeline": timeline.figures,
    "rule_card": rule_card.figures,
    "papers": papers.figures,
}  # fmt: skip


def main() -> int:
    """Measure what is named on the command line, or all."""
    wanted = sys.argv[1:] or list(ROOMS)
    found = []
    for name in wanted:
        for one in ROOMS[name]():
            print(one.line(), flush=True)
            found.append(one)
    write(found, Path("build/bench.json"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
