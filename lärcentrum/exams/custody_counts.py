"""What was counted when exams were collected, as the day's papers bear it."""

from collections.abc import Mapping

from lärcentrum.exams.custody import exam_custody
from lärcentrum.exams.custody_log import Custody, papers_text
from lärcentrum.language import _
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store


def counted_here(store: Store, exam: str, here: int) -> tuple[str, str]:
    """Give an exam's counted papers and sheets for its return note; "" while nothing is counted.

    Args:
        store: the register.
        exam: the exam's uid.
        here: how many write it in the room that the paper is of.
    """
    found = _followed(store, exam)
    if found is None or found.counted is None:
        return "", ""
    # The count is the whole exam's, whichever rooms it was written in.
    text = "{n}" if here == found.tally.placed else _("{n} i alla salar")
    return text.format(n=found.counted.papers), text.format(n=found.counted.sheets)


def counted_in_room(store: Store, here: Mapping[str, int]) -> str:
    """Say what was counted in a room: "16 tentor, 61 blad".

    "" while one of its exams is not counted, or is written in another room too.

    Args:
        store: the register.
        here: how many write each exam there, by its uid.
    """
    papers = sheets = 0
    for exam, count in here.items():
        found = _followed(store, exam)
        if found is None or found.counted is None or count != found.tally.placed:
            return ""
        papers += found.counted.papers or 0
        sheets += found.counted.sheets or 0
    return papers_text(papers, sheets) if here else ""


def _followed(store: Store, exam: str) -> Custody | None:
    """Give where an exam's material is, None where the centre does not follow it."""
    return exam_custody(store, exam=exam) if number_setting(store, "use_custody") else None
