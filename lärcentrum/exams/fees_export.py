"""The unpaid list and the billing list of the providers, as Excel (E06, C-05).

A name that may be shown is in them, an identity number never; the file's name tells about nobody.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from lärcentrum import swedish
from lärcentrum.clock import STOCKHOLM
from lärcentrum.exams.fees_lists import FeeFilter, FeeRow, list_fees
from lärcentrum.exams.fees_rules import FEE_STATE_NAMES, KIND_NAMES
from lärcentrum.language import N_, _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.spreadsheets import Cell, as_excel
from lärcentrum.store.files import publish
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


class FeeList(StrEnum):
    """Which list is written."""

    UNPAID = "unpaid"
    BILLING = "billing"


_TITLES = {FeeList.UNPAID: N_("Obetalda avgifter"), FeeList.BILLING: N_("Att fakturera")}
_STEMS = {FeeList.UNPAID: N_("avgifter-obetalda"), FeeList.BILLING: N_("avgifter-fakturera")}

WANTED = {FeeList.UNPAID: FeeFilter.OPEN, FeeList.BILLING: FeeFilter.INVOICES}
"""Which fees a list is of."""

# --- rules -----------------------------------------------------------------


def kronor_of(öre: int) -> Decimal:
    """Give an amount in kronor, exactly."""
    return Decimal(öre) / 100


def unpaid_table(rows: Sequence[FeeRow]) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Give headings and rows of the unpaid list; what is due first stands first, the sum last."""
    heads = [_("Namn"), _("Kurs"), _("Lärosäte"), _("Skriver"), _("Avgift för"), _("Belopp"),
             _("Varav moms"), _("Förfaller"), _("Läge"), _("Fakturareferens"), _("Faktura"),
             _("Fakturerad"), _("Påmind")]  # fmt: skip
    made: list[tuple[Cell, ...]] = [
        (
            one.listed_name,
            one.course,
            one.provider_name,
            one.starts.date().isoformat(),
            _(KIND_NAMES[one.kind]),
            kronor_of(one.amount or 0),
            kronor_of(one.vat),
            one.due.isoformat(),
            _(FEE_STATE_NAMES[one.state]),
            one.reference,
            one.invoice,
            _iso(one.invoiced_on),
            _iso(one.reminded_on),
        )
        for one in rows
    ]
    amount, vat = _sums(rows)
    return heads, [*made, (_("Summa"), *[None] * 4, amount, vat, *[None] * 6)]


def billing_table(rows: Sequence[FeeRow]) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Give headings and rows of the billing list: provider by provider, each with its sum."""
    heads = [_("Lärosäte"), _("Fakturareferens"), _("Namn"), _("Kurs"), _("Skriver"),
             _("Avgift för"), _("Netto"), _("Moms %"), _("Moms"), _("Belopp"),
             _("Förfaller")]  # fmt: skip

    def order(one: FeeRow) -> tuple[str, str, datetime]:
        return (swedish.sort_key(one.provider_name), one.reference, one.starts)

    made: list[tuple[Cell, ...]] = []
    for name, group in groupby(sorted(rows, key=order), key=lambda one: one.provider_name):
        these = list(group)
        made += [_billed(one) for one in these]
        made.append(_sum_row(_("Summa {provider}").format(provider=name), these))
    return heads, [*made, _sum_row(_("Summa"), rows)]


# --- operations ------------------------------------------------------------


@reading(right=Right.REGISTER)
def save_fee_list(
    store: Store,
    *,
    folder: Path,
    which: FeeList = FeeList.UNPAID,
    first: date | None = None,
    last: date | None = None,
) -> Path:
    """Write the unpaid list or the billing list as Excel into a folder, and give the path.

    Protected identities are left out, and are not in the sums (FH04): they are billed by hand.

    Args:
        store: the register.
        folder: an existing folder.
        which: the list.
        first: the first day of the exams.
        last: the last day of the exams.

    Raises:
        TargetGone, TargetExists, DiskFull, ReadOnly: as `publish`.
    """
    found = list_fees(store, which=WANTED[which], first=first, last=last)
    rows = [one for one in found if not one.protected]
    make = unpaid_table if which is FeeList.UNPAID else billing_table
    heads, table = make(rows)
    now = store.clock.now().astimezone(STOCKHOLM)
    # The minute is in the name: a second list of the day does not replace one that was written in.
    path = folder / f"{_(_STEMS[which])}-{now:%Y-%m-%d-%H%M}.xlsx"
    publish(path, as_excel(table, heads, _(_TITLES[which])), replace=False)
    return path


# --- inner -----------------------------------------------------------------


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _billed(one: FeeRow) -> tuple[Cell, ...]:
    amount = one.amount or 0
    return (
        one.provider_name,
        one.reference,
        one.listed_name,
        one.course,
        one.starts.date().isoformat(),
        _(KIND_NAMES[one.kind]),
        kronor_of(amount - one.vat),
        one.vat_pct,
        kronor_of(one.vat),
        kronor_of(amount),
        one.due.isoformat(),
    )


def _sum_row(title: str, rows: Sequence[FeeRow]) -> tuple[Cell, ...]:
    amount, vat = _sums(rows)
    return (title, None, None, None, None, None, amount - vat, None, vat, amount, None)


def _sums(rows: Sequence[FeeRow]) -> tuple[Decimal, Decimal]:
    return (
        kronor_of(sum(one.amount or 0 for one in rows)),
        kronor_of(sum(one.vat for one in rows)),
    )
