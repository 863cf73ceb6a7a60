"""The statistics as a file: Excel and CSV to work with, PDF to hand round."""

from collections.abc import Sequence
from pathlib import Path

from lärcentrum.documents.day_papers import letterhead, wall_now
from lärcentrum.documents.statistics_paper import Bar, Section, draw_statistics
from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import reading
from lärcentrum.region.statistics import Count, Figure, Statistics, region_statistics
from lärcentrum.rights import Right
from lärcentrum.spreadsheets import Cell, as_csv, as_excel
from lärcentrum.store.files import publish
from lärcentrum.store.store import Store
from lärcentrum.swedish import month_name, short_month
from lärcentrum.sync.kinds import MEASURES
from lärcentrum.sync.words import code_name, cut_name

KINDS = (".xlsx", ".csv", ".pdf")
"""What a file may be called at its end."""
COLUMNS = (
    N_("mått"), N_("uppdelning"), N_("del"), N_("antal"), N_("året före"), N_("ändring"),
    N_("enhet"), N_("centrum som redovisar"), N_("täckning"), N_("täckning året före"),
)  # fmt: skip

# --- rules -----------------------------------------------------------------


def part_name(one: Figure) -> str:
    """Say which part a line is about, "" for the total."""
    return f"{cut_name(one.cut)}: {code_name(one.cut, one.code)}" if one.cut else ""


def change_text(one: Figure) -> str:
    """Say how much a line changed: with its sign, 0, or "–" where one of the two is not known."""
    if one.change is None:
        return "–"
    return f"{one.change:+}".replace("-", "\N{MINUS SIGN}") if one.change else "0"


def period_name(found: Statistics) -> str:
    """Say the months: "september 2026", "augusti 2026 – september 2026"."""
    names = [month_name(int(x[:4]), int(x[5:])) for x in dict.fromkeys((found.first, found.last))]
    return " – ".join(names)


def is_reported(one: Figure) -> bool:
    """Tell whether any centre reports a line, now or a year before."""
    return bool(one.now.centres or one.before.centres)


def rows_of(found: Statistics) -> list[tuple[Cell, ...]]:
    """Give the lines under `COLUMNS`; what is hidden is a word, what is not reported is empty."""
    return [
        (
            _(MEASURES[one.measure].label),
            cut_name(one.cut) if one.cut else "",
            code_name(one.cut, one.code) if one.cut else _("alla"),
            _cell(one.now),
            _cell(one.before),
            one.change,
            _(MEASURES[one.measure].unit),
            one.now.centres,
            found.coverage.text,
            found.coverage_before.text,
        )
        for one in found.figures
    ]


def sections_of(found: Statistics) -> list[Section]:
    """Give the measures that somebody reports, for the paper."""
    return [
        Section(
            title=f"{_(MEASURES[name].label)} ({_(MEASURES[name].unit)})",
            bars=_bars(found, name),
            lines=tuple(
                (part_name(one) or _("alla"), one.now.text, one.before.text, change_text(one))
                for one in found.figures
                if one.measure == name and is_reported(one)
            ),
        )
        for name in MEASURES
        if any(one.measure == name and is_reported(one) for one in found.figures)
    ]


# --- operations ------------------------------------------------------------


@reading(right=Right.REGION)
def save_region_statistics(
    store: Store, *, first: str, last: str, file: Path, replace: bool = False
) -> None:
    """Save the statistics of a period with their coverage.

    Args:
        store: the register.
        first: the first month, YYYY-MM.
        last: the last month.
        file: where to; its end says which kind, `.xlsx`, `.csv` or `.pdf`.
        replace: whether a file of that name may be replaced.

    Raises:
        BadValue: the period, or the file's end, cannot be.
        TargetExists, TargetGone, DiskFull, ReadOnly, FileBusy, NameTooLong, ReadBackDiffers: as
            `publish`.
    """
    kind = file.suffix.casefold()
    if kind not in KINDS:
        raise BadValue("file", _("ska sluta på .xlsx, .csv eller .pdf"))
    found = region_statistics(store, first=first, last=last)
    publish(file, _written(store, kind, found), replace=replace)


@reading(right=Right.REGION)
def region_statistics_pdf(store: Store, *, first: str, last: str) -> bytes:
    """Draw the statistics of a period.

    Raises:
        BadValue: the period cannot be.
    """
    return _drawn(store, region_statistics(store, first=first, last=last))


# --- inner -----------------------------------------------------------------


def _written(store: Store, kind: str, found: Statistics) -> bytes:
    if kind == ".pdf":
        return _drawn(store, found)
    columns = [_(one) for one in COLUMNS]
    rows: Sequence[tuple[Cell, ...]] = rows_of(found)
    if kind == ".csv":
        return as_csv(rows, columns)
    return as_excel(rows, columns, _("Statistik"))


def _drawn(store: Store, found: Statistics) -> bytes:
    return draw_statistics(
        letterhead(store), period_name(found), found.heading, sections_of(found), wall_now(store)
    )


def _cell(one: Count) -> Cell:
    return None if not one.centres else one.text if one.n is None else one.n


def _bars(found: Statistics, measure: str) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            name=short_month(one.period),
            now=one.now.n,
            before=one.before.n,
        )
        for one in found.months.get(measure, ())
    )
