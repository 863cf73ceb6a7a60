"""What papers of a sitting have been printed or saved, and what has changed since (C-07).

A print is noted only when the paper was really handed to a printer or saved (FF07): what the
printer does with it nobody knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lärcentrum.documents.day_papers import printable, stands_as, wall_now
from lärcentrum.documents.paper_facts import (
    About,
    Fact,
    differences,
    digest_of,
    of_exam,
    on_paper,
    read_facts,
    sitting_facts,
    without_material,
    written,
)
from lärcentrum.documents.paper_kinds import PAPER_NAMES, SittingPaper, kinds_of
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams import fields, times
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.day_right import check_sitting
from lärcentrum.exams.errors import NotToday
from lärcentrum.exams.exams import exam_page
from lärcentrum.exams.row_order import RowOrder
from lärcentrum.exams.sittings import SittingPage, sitting_page
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import short_day

_MOST = 6
"""Changes that are said; more are counted."""

# --- records ---------------------------------------------------------------


class PrintHow(StrEnum):
    """Where a paper went."""

    PRINTER = "printer"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperContent:
    """What stands on a paper as it is drawn now."""

    paper: SittingPaper
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPaper:
    """A paper that has been printed.

    Args:
        paper: which.
        printed: when it was last, wall clock.
        how: where it went.
        by: who printed it, "" for a user that is gone.
        order: by what its register was sorted.
        changes: what differs now, in words; empty while it still holds.
    """

    paper: SittingPaper
    printed: datetime
    how: PrintHow
    by: str
    order: RowOrder
    changes: tuple[str, ...]


# --- rules -----------------------------------------------------------------


def shortened(changes: Sequence[str], most: int = _MOST) -> str:
    """Put changes in one line; of many the first are said and the others counted."""
    said = list(changes[:most])
    if len(changes) > most:
        said.append(_("och {n} till").format(n=len(changes) - most))
    return "; ".join(said)


def print_time(printed: datetime, now: datetime) -> str:
    """Say when something was printed: "kl. 07:31", with the day when it was not today."""
    clock = _("kl. {time}").format(time=times.clock_text(printed))
    return clock if printed.date() == now.date() else f"{short_day(printed)} {clock}"


def changed_lines(found: Sequence[PrintedPaper], now: datetime) -> tuple[str, ...]:
    """Say what has changed since papers were printed, those of the same minute in one line.

    Args:
        found: the papers of a sitting that have been printed.
        now: wall clock.

    Returns:
        lines such as "Närvarolista, Bordskort (kl. 07:31): Eva Berg är tillagd".
    """
    stale: dict[datetime, list[PrintedPaper]] = {}
    for one in found:
        if one.changes:
            stale.setdefault(one.printed, []).append(one)
    lines = []
    for printed, papers in sorted(stale.items()):
        names = ", ".join(_(PAPER_NAMES[one.paper]) for one in papers)
        said = dict.fromkeys(change for one in papers for change in one.changes)
        lines.append(f"{names} ({print_time(printed, now)}): {shortened(list(said))}")
    return tuple(lines)


# --- operations ------------------------------------------------------------


@reading(right=Right.TODAY)
def paper_contents(
    store: Store, *, sitting: str, papers: list[SittingPaper] | None = None
) -> list[PaperContent]:
    """Give what stands on a sitting's papers now, for `note_prints` once they have been printed.

    Args:
        store: the register.
        sitting: the sitting's uid.
        papers: which; all of them when it is left out.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
    """
    found = contents_of(store, sitting_page(store, sitting=sitting))
    return [one for one in found if papers is None or one.paper in papers]


def contents_of(store: Store, page: SittingPage) -> list[PaperContent]:
    """Do the same for one that holds the sitting: all its papers."""
    facts, away = sitting_facts(store, page), without_material(store, page)
    return [
        PaperContent(paper=one, facts=on_paper(facts, one, away)) for one in kinds_of(store)
    ]  # fmt: skip


@operation(right=Right.TODAY, label=N_("Papper utskrivna"), undoable=False)
def note_prints(
    store: Store,
    *,
    sitting: str,
    contents: list[PaperContent],
    how: PrintHow = PrintHow.PRINTER,
    order: RowOrder = RowOrder.NUMBER,
) -> None:
    """Note that papers of a sitting were handed to a printer or saved.

    Args:
        store: the register.
        sitting: the sitting's uid.
        contents: what stood on each, by `paper_contents` when they were drawn.
        how: where they went.
        order: by what the attendance list was sorted.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
        BadValue: no paper is named.
    """
    there = store.id_of("sitting", sitting)
    check_sitting(store, sitting)
    if not contents:
        raise BadValue("contents", _("måste ha minst ett papper"))
    rows = [
        print_row(store, one.facts, how) | {"sitting_id": there, "paper": one.paper}
        | {"row_order": order}
        for one in contents
    ]  # fmt: skip
    with store.write():
        store.insert_many("paper_print", rows)


def print_row(store: Store, facts: Sequence[Fact], how: PrintHow) -> Row:
    """Give what is kept of a print, whatever it is of."""
    return {
        "at": fields.now_minutes(store), "how": how, "by_whom": store.session.user,
        "row_order": RowOrder.NUMBER, "digest": digest_of(facts), "facts": written(facts),
    }  # fmt: skip


_PRINTS = """
SELECT paper_print.*, coalesce(user.name, '') AS by_name FROM paper_print
JOIN sitting ON sitting.id = paper_print.sitting_id
LEFT JOIN user ON user.uid = paper_print.by_whom
WHERE sitting.uid = ? ORDER BY paper_print.id DESC
"""


@reading(right=Right.TODAY)
def printed_papers(store: Store, *, sitting: str) -> list[PrintedPaper]:
    """Tell which of a sitting's papers have been printed, and what has changed since.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
    """
    store.id_of("sitting", sitting)
    check_sitting(store, sitting)
    rows = store.query(_PRINTS, sitting)
    if not rows:
        return []
    last = {row["paper"]: row for row in reversed(rows)}
    contents = paper_contents(store, sitting=sitting)
    return [_printed(store, last[one.paper], one) for one in contents if one.paper in last]


def _printed(store: Store, row: Row, now: PaperContent) -> PrintedPaper:
    return PrintedPaper(
        paper=now.paper,
        printed=times.to_wall(row["at"]),
        how=PrintHow(row["how"]),
        by=row["by_name"],
        order=RowOrder(row["row_order"]),
        changes=changes_since(store, row, now.facts),
    )


def reprint_note(store: Store, sitting: str, drawn: PaperContent, exam: str = "") -> str:
    """Say on a reprint what has changed since the last print that said something else.

    Args:
        store: the register.
        sitting: the sitting's uid.
        drawn: the paper as it is drawn now.
        exam: the uid of the exam whose provider reads it; others' students are not named to it.

    Returns:
        a sentence, "" when no print said anything else.
    """
    rows = [row for row in store.query(_PRINTS, sitting) if row["paper"] == drawn.paper]
    return note_of(store, rows, drawn.facts, exam)


def note_of(store: Store, rows: Sequence[Row], now: Sequence[Fact], exam: str = "") -> str:
    """Do the same for the prints of any one paper, the newest first."""
    for row in rows:
        if changes := changes_since(store, row, now, exam):
            return _("Ändrad sedan utskriften {when}: {what}.").format(
                when=print_time(times.to_wall(row["at"]), wall_now(store)),
                what=shortened(changes),
            )
    return ""


def changes_since(store: Store, row: Row, now: Sequence[Fact], exam: str = "") -> tuple[str, ...]:
    """Say what differs now from a print; see `reprint_note`."""
    if row["digest"] == digest_of(now):
        return ()

    def called(fact: Fact) -> str:
        return _called(store, fact)

    return differences(of_exam(read_facts(row["facts"]), exam), of_exam(now, exam), called)


def _called(store: Store, fact: Fact) -> str:
    """Name what a fact is of; a booking may be gone, or on another day than a substitute sees."""
    if fact.about is About.EXAM:
        return fact.value
    try:
        if fact.of == fact.exam:
            facts = exam_page(store, exam=fact.of).facts
            return facts.course_code or facts.course_name
        return printable(stands_as(booking_page(store, booking=fact.of)))
    except (NotFound, NotToday):
        return _("någon")
