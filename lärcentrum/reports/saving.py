"""Save a list as a file: as it is filtered, with the columns and the sort that are wanted (T14)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from lärcentrum.drafts import Drafts
from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _, ngettext
from lärcentrum.operations import job
from lärcentrum.progress import Progress, silent
from lärcentrum.reports.list_columns import ListColumn
from lärcentrum.reports.lists import LISTS, Listing, ListTerms
from lärcentrum.rights import Right
from lärcentrum.selections import Selection, Selections
from lärcentrum.spreadsheets import as_csv, as_excel
from lärcentrum.store.files import publish
from lärcentrum.store.store import Store

LABEL = N_("Lista sparad som fil")
KINDS = (".xlsx", ".csv")
"""What a file may be called at its end."""

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWish:
    """Which rows and columns of a list are wanted.

    Args:
        terms: what it is narrowed by.
        columns: keys of the file's or the window's columns, in order; none for those that the
            window shows as it comes.
        every_column: whether those that were not named come after them.
        sort: the window's column that it is sorted by; "" for the list's own order.
        falling: whether from the last to the first.
    """

    terms: ListTerms = field(default_factory=ListTerms)
    columns: tuple[str, ...] = ()
    every_column: bool = False
    sort: str = ""
    falling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedList:
    """What a file came to hold.

    Args:
        rows: how many rows.
        left_out: how many protected identities are not in it; None to who may not know.
    """

    rows: int
    left_out: int | None


def said_left_out(saved: SavedList) -> str:
    """Say how many protected identities a file leaves out, "" for none or to who may not know."""
    if not saved.left_out:
        return ""
    text = ngettext("{n} skyddad är utelämnad.", "{n} skyddade är utelämnade.", saved.left_out)
    return text.format(n=saved.left_out)


# --- rules -----------------------------------------------------------------


def wish_of(one: Selection, *, every_column: bool = False) -> ListWish:
    """Give what a selection of the window asks for; what it says of another version is left out."""
    known = {one.name for one in fields(ListTerms)}
    terms: dict[str, Any] = {
        key: value
        for key, value in one.terms.items()
        if key in known and isinstance(value, bool if key == "ended" else str)
    }
    away = one.look.get("away") or ()
    sort = one.look.get("sort") or ("", False)
    return ListWish(
        terms=ListTerms(**terms),
        columns=tuple(key for key in one.look.get("order", ()) if key not in away),
        every_column=every_column,
        sort=sort[0],
        falling=sort[1],
    )


def file_name(store: Store, listing: Listing) -> str:
    """Propose a name for the file: what it is a list of and the day, never a person's name."""
    name = _(LISTS[listing].title).casefold()
    return f"{name}-{store.clock.today():%Y-%m-%d}.xlsx"


def chosen_columns(listing: Listing, wish: ListWish) -> list[ListColumn]:
    """Give the file's columns in order.

    Raises:
        BadValue: a name stands for none.
    """
    everything = LISTS[listing].columns
    shown = [one for one in everything if one.of]
    chosen: list[ListColumn] = [] if wish.columns else shown
    for key in wish.columns:
        found = [one for one in everything if key == one.of] or [
            one for one in everything if key == one.key
        ]
        if not found:
            names = ", ".join(one.key for one in everything)
            raise BadValue("columns", _("finns inte; välj bland {names}").format(names=names))
        chosen += [one for one in found if one not in chosen]
    if wish.every_column:
        chosen += [one for one in everything if one not in chosen]
    return chosen


_USUAL = ListWish()


# --- operations ------------------------------------------------------------


@job(right=Right.SEE, label=LABEL, undoable=False)
def save_list(
    store: Store,
    *,
    listing: Listing,
    file: Path,
    wish: ListWish = _USUAL,
    selection: str = "",
    replace: bool = False,
    progress: Progress = silent,
) -> SavedList:
    """Save a list as an Excel or CSV file; who saved what, and how many rows, is in the log.

    Protected identities are left out (FH04); identity numbers have their last signs hidden.
    Stopped before the file is there, it leaves nothing.

    Args:
        store: the register.
        listing: which list.
        file: where to; its end says which kind, `.xlsx` or `.csv` (`;`, UTF-8 with byte order
            mark).
        wish: which rows and columns; passed over where a selection is named.
        selection: the name of a selection that the user saved in the window.
        replace: whether a file of that name may be replaced.
        progress: told rows done; may stop it.

    Returns:
        how many rows it holds, and to who may know how many were left out.

    Raises:
        BadValue: the file's end, a column or the selection is not known.
        TargetExists, TargetGone, DiskFull, ReadOnly, FileBusy, NameTooLong, ReadBackDiffers: as
            `publish`; the log then says that it was tried.
    """
    kind = file.suffix.casefold()
    if kind not in KINDS:
        raise BadValue("file", _("ska sluta på .xlsx eller .csv"))
    if selection:
        wish = wish_of(_selection(store, listing, selection), every_column=wish.every_column)
    columns = chosen_columns(listing, wish)
    sort = (wish.sort, wish.falling) if wish.sort else None
    records, left_out = _open_ones(LISTS[listing].read(store, wish.terms, sort, progress))
    data = _written(kind, listing, columns, records, progress)
    progress(len(records), len(records))
    with store.operating("save_list", LABEL, False), store.write():
        named = " ".join(one.key for one in columns)
        store.note(f"{listing.value}: {len(records)} ({kind[1:]}: {named})")
    publish(file, data, replace=replace)
    may_know = Right.PROTECTED in store.session.rights
    return SavedList(rows=len(records), left_out=left_out if may_know else None)


# --- inner -----------------------------------------------------------------


def _open_ones(everybody: Sequence[Any]) -> tuple[list[Any], int]:
    """Leave protected identities out, and count them."""
    found = [one for one in everybody if not getattr(one, "protected", False)]
    return found, len(everybody) - len(found)


def _selection(store: Store, listing: Listing, name: str) -> Selection:
    saved = Selections(Drafts(store), LISTS[listing].page).saved()
    found = next((one for one in saved if one.name == name), None)
    if found is None:
        raise BadValue("selection", _("finns inte bland dina sparade urval"))
    return found


def _written(
    kind: str,
    listing: Listing,
    columns: list[ListColumn],
    records: Sequence[Any],
    progress: Progress,
) -> bytes:
    headings = [_(one.title) for one in columns]
    rows = [[one.text(record) for one in columns] for record in records]
    if kind == ".csv":
        return as_csv(rows, headings, progress)
    return as_excel(rows, headings, _(LISTS[listing].title), progress)
