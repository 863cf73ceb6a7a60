"""The invigilators' hours as an Excel file for payroll: a line for each duty, each one's sum."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lärcentrum.exams.invigilator_hours import (
    ROLE_NAMES,
    WorkedHours,
    hours_text,
    invigilator_hours,
)
from lärcentrum.language import _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.spreadsheets import Cell, as_excel
from lärcentrum.store.files import publish
from lärcentrum.store.store import Store

# --- rules -----------------------------------------------------------------


def columns() -> list[str]:
    """Give the head of the list."""
    return [
        _("Namn"), _("Datum"), _("Från"), _("Till"), _("Sal"), _("Uppgift"), _("Skrivande"),
        _("Minuter"), _("Timmar"),
    ]  # fmt: skip


def rows(worked: Sequence[WorkedHours]) -> list[tuple[Cell, ...]]:
    """Give the lines under `columns`; after a person's duties stands their sum."""
    made: list[tuple[Cell, ...]] = []
    for one in worked:
        made += [
            (
                one.name,
                duty.starts.date().isoformat(),
                f"{duty.starts:%H:%M}",
                f"{duty.ends:%H:%M}",
                duty.room_name,
                _(ROLE_NAMES[duty.role]),
                duty.writing,
                duty.minutes,
                hours_text(duty.minutes),
            )
            for duty in one.duties
        ]
        summed = one.minutes, hours_text(one.minutes)
        made.append((one.name, _("summa"), None, None, None, None, None, *summed))
    return made


# --- operations ------------------------------------------------------------


@reading(right=Right.REGISTER)
def save_invigilator_hours(store: Store, *, first: date, last: date, path: Path) -> Path:
    """Write what invigilators have worked in a period as an Excel file.

    Args:
        store: the register.
        first: the first day.
        last: the last day.
        path: the file; one that is there is replaced.

    Returns:
        the path.

    Raises:
        BadValue: the period ends before it begins.
        TargetGone, TargetFull, TargetReadOnly: as they say.
    """
    worked = invigilator_hours(store, first=first, last=last)
    publish(path, as_excel(rows(worked), columns(), _("Timmar")))
    return path
