"""The centre's price list: what an exam costs whom, from when to when (E06, C-05)."""

import re
import tomllib
from datetime import date, timedelta
from typing import Any

import resources
from lärcentrum import swedish
from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.exams import fields
from lärcentrum.exams.fees_rules import Applies, Tariff
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.municipalities import municipalities as known_municipalities
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

MOST = 10_000_000
"""The greatest amount in öre."""

# --- rules -----------------------------------------------------------------

_ORDER = list(Applies)


def read_municipalities(text: str) -> tuple[str, ...]:
    """Give the codes of a typed list: codes or names, with commas or spaces between codes.

    Args:
        text: "2321 2326", "Krokom, Åre" or both.

    Raises:
        BadValue: a word is no municipality.
    """
    known = known_municipalities()
    by_name = {swedish.fold(name): code for code, name in known.items()}
    found: dict[str, None] = {}
    for part in re.split(r"[,;\n]+", text):
        words = part.split()
        # Several codes with spaces between, or one name that may have spaces of its own.
        for word in words if all(one.isdigit() for one in words) else [" ".join(words)]:
            code = word.zfill(4) if word.isdigit() else by_name.get(swedish.fold(word), "")
            if code not in known:
                raise BadValue("municipalities", _("har en kommun som inte finns"))
            found[code] = None
    return tuple(found)


# --- operations ------------------------------------------------------------

_LIST = "SELECT * FROM fee_tariff ORDER BY id"


@reading(right=Right.REGISTER)
def list_fee_tariffs(store: Store, *, ended: bool = False) -> list[Tariff]:
    """List the price list; lines that hold no more only when asked for."""
    today = store.clock.today()
    found = [
        one for one in tariffs(store) if ended or one.valid_to is None or one.valid_to >= today
    ]
    return sorted(found, key=lambda one: (_ORDER.index(one.applies), one.amount, one.valid_from))


def tariffs(store: Store) -> list[Tariff]:
    """Give the whole price list for one that has asked whether it may be seen."""
    return [tariff_from(row) for row in store.query(_LIST)]


@operation(right=Right.MANAGE, label=N_("Taxa tillagd"))
def add_fee_tariff(
    store: Store,
    *,
    name: str,
    applies: Applies,
    amount: int,
    vat_pct: int = 0,
    municipalities: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> str:
    """Add a line to the price list and give the uid.

    Args:
        store: the register.
        name: what receipts and lists call it.
        applies: whom or what it is for.
        amount: what is paid, in öre, VAT included.
        vat_pct: per cent of VAT.
        municipalities: codes or names; needed for an agreement, else a limit.
        valid_from: its first day, today if not given.
        valid_to: its last day.

    Raises:
        BadValue: a field holds what it cannot hold.
    """
    values = _values(store, name, applies, amount, vat_pct, municipalities, valid_from, valid_to)
    with store.write():
        return store.insert("fee_tariff", **values).uid


@operation(right=Right.MANAGE, label=N_("Taxa ändrad"))
def change_fee_tariff(
    store: Store,
    *,
    tariff: str,
    name: str,
    applies: Applies,
    amount: int,
    vat_pct: int = 0,
    municipalities: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> None:
    """Set a line of the price list anew; fees that are set already stay as they are.

    The parameters are those of `add_fee_tariff`.

    Raises:
        NotFound: no such tariff.
        BadValue: a field holds what it cannot hold.
    """
    before = tariff_from(store.row("fee_tariff", tariff))
    first = valid_from or before.valid_from
    values = _values(store, name, applies, amount, vat_pct, municipalities, first, valid_to)
    with store.write():
        store.update("fee_tariff", tariff, **values)


@operation(right=Right.MANAGE, label=N_("Taxa avslutad"))
def end_fee_tariff(store: Store, *, tariff: str) -> None:
    """Let a line of the price list hold no more from today; fees that are set stay.

    Raises:
        NotFound: no such tariff.
        BadValue: it has ended already.
    """
    before = tariff_from(store.row("fee_tariff", tariff))
    last = max(before.valid_from, store.clock.today() - timedelta(days=1))
    if before.valid_to is not None and before.valid_to <= last:
        raise NotAsItStands(
            "tariff", _("Taxan är redan avslutad."), _("Lägg till en ny taxa i stället.")
        )
    with store.write():
        store.update("fee_tariff", tariff, valid_to=last.isoformat())


@operation(right=Right.MANAGE, label=N_("Förslag till taxor hämtat"))
def add_usual_tariffs(store: Store) -> list[str]:
    """Add the price list that travels with the program, to be changed; give the uids.

    Raises:
        BadValue: there is a price list already.
    """
    if store.value(_LIST) is not None:
        raise NotAsItStands(
            "tariff", _("Det finns redan taxor."), _("Ändra dem, eller lägg till en i taget.")
        )
    first = store.clock.today().isoformat()
    rows = [{**row, "valid_from": first} for row in _shipped()]
    with store.write():
        return [ref.uid for ref in store.insert_many("fee_tariff", rows)]


# --- inner -----------------------------------------------------------------


def tariff_from(row: Row) -> Tariff:
    """Read a tariff from its row."""
    return Tariff(
        uid=row["uid"],
        name=row["name"],
        applies=Applies(row["applies"]),
        amount=row["amount"],
        vat_pct=row["vat_pct"],
        municipalities=tuple(row["municipalities"].split()),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=fields.read_day(row["valid_to"]),
    )


def _values(
    store: Store,
    name: str,
    applies: Applies,
    amount: int,
    vat_pct: int,
    municipalities: str,
    valid_from: date | None,
    valid_to: date | None,
) -> dict[str, Any]:
    first = valid_from or store.clock.today()
    if valid_to is not None and valid_to < first:
        raise BadValue("valid_to", _("är före den första dagen"))
    codes = read_municipalities(municipalities)
    if applies is Applies.AGREEMENT and not codes:
        raise BadValue("municipalities", _("är tomt; ett avtal gäller vissa kommuner"))
    return {
        "name": fields.line("name", name, most=100, required=True),
        "applies": applies,
        "amount": fields.number("amount", amount, 0, MOST),
        "vat_pct": fields.number("vat_pct", vat_pct, 0, 100),
        "municipalities": " ".join(codes),
        "valid_from": first.isoformat(),
        "valid_to": fields.iso(valid_to),
    }


def _shipped() -> list[dict[str, Any]]:
    with resources.path("codes", "fee_tariffs.toml").open("rb") as file:
        rows = tomllib.load(file)["tariff"]
    return [
        {"name": row["name"], "applies": row["applies"], "amount": row["kronor"] * 100}
        for row in rows
    ]
