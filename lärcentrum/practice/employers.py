"""Employers: who runs the workplaces; a sole trader's number is hidden as a person's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.students.checks import short_text
from lärcentrum.practice.errors import EmployerTaken, StillUsed
from lärcentrum.practice.open_internships import count_open
from lärcentrum.practice.organisation_numbers import read_number, shown_number, whole_number
from lärcentrum.practice.words import Sector
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import fold, sort_key

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """An employer as lists show it.

    Args:
        uid: the employer.
        name: what it is called.
        number: the organisation number for reading; a sole trader's with its last four hidden.
        sole_trader: whether the number is a person's.
        sector: who runs it.
        sni: the branch by SNI 2007, "" where it is not known.
        workplaces: how many workplaces are in use.
        ended_on: since when it is off the lists.
    """

    uid: str
    name: str
    number: str
    sole_trader: bool
    sector: Sector
    sni: str
    workplaces: int
    ended_on: date | None


# --- rules -----------------------------------------------------------------


def clean_sni(text: str) -> str:
    """Give an SNI code as it is kept: two to five digits without points (SCB, SNI 2007).

    Raises:
        BadValue: something else.
    """
    code = short_text("sni", text, 20).replace(".", "").replace(" ", "")
    if code and not (code.isascii() and code.isdigit() and 2 <= len(code) <= 5):
        raise BadValue("sni", _("ska ha två till fem siffror"))
    return code


def found_by(employer: Employer, text: str) -> bool:
    """Tell whether an employer is meant by what was typed: words of its name, or its number.

    A sole trader is never found by digits: that would try out a person's number.
    """
    words = fold(text).split()
    name = fold(employer.name)
    digits = "".join(sign for sign in text if sign.isdigit())
    by_number = bool(digits) and not employer.sole_trader
    return all(word in name for word in words) or (
        by_number and employer.number.replace("-", "").startswith(digits)
    )


# --- operations ------------------------------------------------------------

_EMPLOYERS = """
SELECT employer.*, (SELECT count(*) FROM workplace
    WHERE employer_id = employer.id AND workplace.ended_on IS NULL) AS workplaces
FROM employer WHERE (? = '' OR uid = ?) AND (? OR ended_on IS NULL)
"""


@reading(right=Right.SEE)
def list_employers(store: Store, *, text: str = "", ended: bool = False) -> list[Employer]:
    """List employers in Swedish order.

    Args:
        store: the register.
        text: words of the name, or the first digits of the organisation number; "" for all.
        ended: also those that are off the lists.
    """
    found = [_employer(row) for row in store.query(_EMPLOYERS, "", "", ended)]
    return sorted((e for e in found if found_by(e, text)), key=lambda e: sort_key(e.name))


@reading(right=Right.SEE)
def read_employer(store: Store, *, employer: str) -> Employer:
    """Read one employer.

    Raises:
        NotFound: it is gone.
    """
    store.row("employer", employer)
    return _employer(store.query(_EMPLOYERS, employer, employer, True)[0])


@reading(right=Right.REGISTER)
def show_organisation_number(store: Store, *, employer: str) -> str:
    """Show a whole organisation number, also a sole trader's."""
    row = store.row("employer", employer)
    return whole_number(row["organisation_number"], sole_trader=bool(row["sole_trader"]))


@operation(right=Right.REGISTER, label=N_("Arbetsgivare tillagd"))
def add_employer(
    store: Store,
    *,
    name: str,
    organisation_number: str = "",
    sector: Sector = Sector.PRIVATE,
    sni: str = "",
) -> str:
    """Add an employer.

    Args:
        store: the register.
        name: what it is called.
        organisation_number: in any written form; a sole trader's personnummer; "" for none.
        sector: who runs it.
        sni: the branch, two to five digits.

    Raises:
        BadValue, TooLong, BadOrganisationNumber: a field.
        EmployerTaken: one has the number already.
    """
    with store.write():
        values = _name(name) | _number(store, organisation_number, "")
        made = store.insert("employer", **values, sector=sector.value, sni=clean_sni(sni))
    return made.uid


@operation(right=Right.REGISTER, label=N_("Arbetsgivare ändrad"))
def change_employer(
    store: Store,
    *,
    employer: str,
    name: str | None = None,
    organisation_number: str | None = None,
    sector: Sector | None = None,
    sni: str | None = None,
) -> None:
    """Change an employer; None leaves a field as it is; fields as in `add_employer`.

    Raises:
        NotFound: it is gone.
        BadValue, TooLong, BadOrganisationNumber, EmployerTaken: a field.
    """
    with store.write():
        store.row("employer", employer)
        values: dict[str, Any] = {} if name is None else _name(name)
        if organisation_number is not None:
            values |= _number(store, organisation_number, employer)
        if sector is not None:
            values["sector"] = sector.value
        if sni is not None:
            values["sni"] = clean_sni(sni)
        if not values:
            raise BadValue("employer", _("är oförändrad"))
        store.update("employer", employer, **values)


_WORKPLACES = """
SELECT workplace.uid, workplace.id FROM workplace JOIN employer ON employer.id = employer_id
WHERE employer.uid = ? AND workplace.ended_on IS NULL
"""


@operation(right=Right.REGISTER, label=N_("Arbetsgivare avslutad"))
def end_employer(store: Store, *, employer: str, ended_on: date | None = None) -> None:
    """Take an employer off the lists, its workplaces too; what was there stays.

    Args:
        store: the register.
        employer: the employer.
        ended_on: today where it is not given.

    Raises:
        StillUsed: internships there are not over.
    """
    with store.write():
        store.row("employer", employer)
        day = (ended_on or store.clock.today()).isoformat()
        workplaces = store.query(_WORKPLACES, employer)
        if still := sum(count_open(store, place["id"]) for place in workplaces):
            raise StillUsed(still)
        for place in workplaces:
            store.update("workplace", place["uid"], ended_on=day)
        store.update("employer", employer, ended_on=day)


@operation(right=Right.REGISTER, label=N_("Arbetsgivare återupptagen"))
def resume_employer(store: Store, *, employer: str) -> None:
    """Put an employer on the lists again; its workplaces are resumed one by one."""
    with store.write():
        store.update("employer", employer, ended_on=None)


# --- inner -----------------------------------------------------------------

_TAKEN = "SELECT uid FROM employer WHERE organisation_number = ? AND uid <> ?"


def _name(name: str) -> dict[str, Any]:
    tidy = short_text("name", name, 200)
    if not tidy:
        raise BadValue("name", _("är tomt"))
    return {"name": tidy}


def _number(store: Store, text: str, own: str) -> dict[str, Any]:
    if not text.strip():
        return {"organisation_number": "", "sole_trader": 0}
    read = read_number(text, today=store.clock.today())
    if taken := store.value(_TAKEN, read.number, own):
        raise EmployerTaken(taken)
    return {"organisation_number": read.number, "sole_trader": int(read.sole_trader)}


def _employer(row: Row) -> Employer:
    number, sole = row["organisation_number"], bool(row["sole_trader"])
    return Employer(
        uid=row["uid"],
        name=row["name"],
        number=shown_number(number, sole_trader=sole) if number else "",
        sole_trader=sole,
        sector=Sector(row["sector"]),
        sni=row["sni"],
        workplaces=row["workplaces"],
        ended_on=date.fromisoformat(row["ended_on"]) if row["ended_on"] else None,
    )
