"""Figures of papers: a sitting's whole set beside as many certificates as there are people."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from lärcentrum.documents.batch import joined
from lärcentrum.documents.certificate_paper import draw_certificate
from lärcentrum.documents.sitting_papers import sitting_papers_pdf
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.bench.figures import Figure, beside
from tests.helpers import registers
from tests.helpers.certificates import sheet_of
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.sat import name_centre

PEOPLE, EXAMS = 40, 3


def figures() -> Iterator[Figure]:
    """Measure them all."""
    with tempfile.TemporaryDirectory() as folder:
        made, _ = registers.make(Path(folder) / "åäö")
        sitting = _furnish(made.store)
        sheet = sheet_of()
        yield beside(
            "a sitting's whole set of papers for 40 people / 40 certificates", 1,
            lambda: sitting_papers_pdf(made.store, sitting=sitting),
            lambda: joined([draw_certificate(sheet) for _one in range(PEOPLE)]),
        )  # fmt: skip
        made.close()


def _furnish(store: Store) -> str:
    name_centre(store)
    change_settings(store, values={"use_seats": "1"})
    room = make_room(store, "Aulan", PEOPLE)
    exams = [make_exam(store, n, aids=f"Räknare {n}") for n in range(EXAMS)]
    booked = [make_booking(store, n, exam=exams[n % EXAMS], room=room) for n in range(PEOPLE)]
    return str(booking_page(store, booking=booked[0]).sitting)
