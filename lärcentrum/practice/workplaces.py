"""Workplaces: where internships are, each with its places and contact (P01)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.contact import clean_email, clean_municipality, clean_phone
from lärcentrum.people.students.checks import short_text
from lärcentrum.practice.employers import add_employer
from lärcentrum.practice.errors import StillUsed, WorkplaceTaken
from lärcentrum.practice.open_internships import count_open
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import fold, sort_key

# --- records ---------------------------------------------------------------

MOST_PLACES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """A workplace as lists show it.

    Args:
        uid: the workplace.
        name: what it is called: a unit, a ward, a school.
        employer: the employer's uid.
        employer_name: what the employer is called.
        address: where it is.
        municipality: the code, 9999 where it is not known.
        places: how many students it takes at one time.
        open_internships: how many internships there are not over.
        contact: who answers.
        email: the contact's address.
        phone: the contact's number.
        ended_on: since when it is off the lists.
    """

    uid: str
    name: str
    employer: str
    employer_name: str
    address: str
    municipality: str
    places: int
    open_internships: int
    contact: str
    email: str
    phone: str
    ended_on: date | None

    @property
    def title(self) -> str:
        """Give the name with its employer's: "Vårdcentralen, Region Västerbotten"."""
        same = fold(self.name) == fold(self.employer_name)
        return self.name if same else f"{self.name}, {self.employer_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEmployer:
    """An employer that is added together with a workplace; see `add_employer`."""

    name: str
    organisation_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorkplace:
    """A workplace that is added together with something else.

    Args:
        name: the workplace's name; "" for the employer's.
        employer: the employer's uid, "" for a new one.
        employer_name: the new employer's name.
        organisation_number: the new employer's number, "" for none.
        municipality: the code, "" where it is not known.
        contact: who answers.
        email: the contact's address.
        phone: the contact's number.
    """

    name: str = ""
    employer: str = ""
    employer_name: str = ""
    organisation_number: str = ""
    municipality: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""


# --- rules -----------------------------------------------------------------


def workplace_found_by(workplace: Workplace, text: str) -> bool:
    """Tell whether every typed word is in the name or the employer's name."""
    names = fold(f"{workplace.name} {workplace.employer_name}")
    return all(word in names for word in fold(text).split())


# --- operations ------------------------------------------------------------

_WORKPLACES = """
SELECT workplace.*, employer.uid AS employer, employer.name AS employer_name,
    (SELECT count(*) FROM internship WHERE workplace_id = workplace.id
        AND internship.ended_on IS NULL AND broken_off_on IS NULL
        AND cannot_be_placed_on IS NULL) AS open_internships
FROM workplace JOIN employer ON employer.id = employer_id
WHERE (?1 = '' OR workplace.uid = ?1) AND (?2 = '' OR employer.uid = ?2)
AND (?3 OR workplace.ended_on IS NULL)
"""


@reading(right=Right.SEE)
def list_workplaces(
    store: Store, *, text: str = "", employer: str = "", ended: bool = False
) -> list[Workplace]:
    """List workplaces in Swedish order, by employer and name.

    Args:
        store: the register.
        text: pieces of the name or the employer's name; "" for all.
        employer: only this employer's; "" for all.
        ended: also those that are off the lists.
    """
    found = [_workplace(row) for row in store.query(_WORKPLACES, "", employer, ended)]
    listed = [place for place in found if workplace_found_by(place, text)]
    return sorted(listed, key=lambda place: sort_key(place.employer_name, place.name))


@reading(right=Right.SEE)
def read_workplace(store: Store, *, workplace: str) -> Workplace:
    """Read one workplace.

    Raises:
        NotFound: it is gone.
    """
    store.row("workplace", workplace)
    return _workplace(store.query(_WORKPLACES, workplace, "", True)[0])


@operation(right=Right.REGISTER, label=N_("Arbetsplats tillagd"))
def add_workplace(
    store: Store,
    *,
    employer: str = "",
    new_employer: NewEmployer | None = None,
    name: str = "",
    address: str = "",
    municipality: str = "",
    places: int = 1,
    contact: str = "",
    email: str = "",
    phone: str = "",
) -> str:
    """Add a workplace of an employer, which may be new too.

    Args:
        store: the register.
        employer: the employer.
        new_employer: added instead.
        name: what it is called; unique at the employer; "" for the new employer's name.
        address: where it is.
        municipality: the code, "" where it is not known.
        places: how many students it takes at one time, 0 to 1000.
        contact: who answers.
        email: the contact's address.
        phone: the contact's number.

    Raises:
        NotFound: the employer is gone.
        BadValue, TooLong, BadContact: a field.
        WorkplaceTaken: the employer has one of that name.
    """
    typed = {
        "name": name or (new_employer.name if new_employer else ""), "address": address,
        "municipality": municipality, "places": places, "contact": contact, "email": email,
        "phone": phone,
    }  # fmt: skip
    with store.write():
        values = _columns(typed)
        employer_id = store.id_of("employer", _employer(store, employer, new_employer))
        _check_name(store, employer_id, values["name"], "")
        return store.insert("workplace", employer_id=employer_id, **values).uid


@operation(right=Right.REGISTER, label=N_("Arbetsplats ändrad"))
def change_workplace(
    store: Store,
    *,
    workplace: str,
    name: str | None = None,
    address: str | None = None,
    municipality: str | None = None,
    places: int | None = None,
    contact: str | None = None,
    email: str | None = None,
    phone: str | None = None,
) -> None:
    """Change a workplace; None leaves a field as it is; fields as in `add_workplace`.

    Raises:
        NotFound: it is gone.
        BadValue, TooLong, BadContact, WorkplaceTaken: a field.
    """
    typed = {
        "name": name, "address": address, "municipality": municipality, "places": places,
        "contact": contact, "email": email, "phone": phone,
    }  # fmt: skip
    with store.write():
        row = store.row("workplace", workplace)
        values = _columns({key: value for key, value in typed.items() if value is not None})
        if not values:
            raise BadValue("workplace", _("är oförändrad"))
        if "name" in values:
            _check_name(store, row["employer_id"], values["name"], workplace)
        store.update("workplace", workplace, **values)


@operation(right=Right.REGISTER, label=N_("Arbetsplats avslutad"))
def end_workplace(store: Store, *, workplace: str, ended_on: date | None = None) -> None:
    """Take a workplace off the lists; what was there stays.

    Args:
        store: the register.
        workplace: the workplace.
        ended_on: today where it is not given.

    Raises:
        StillUsed: internships there are not over.
    """
    with store.write():
        row = store.row("workplace", workplace)
        if still := count_open(store, row["id"]):
            raise StillUsed(still)
        day = ended_on or store.clock.today()
        store.update("workplace", workplace, ended_on=day.isoformat())


@operation(right=Right.REGISTER, label=N_("Arbetsplats återupptagen"))
def resume_workplace(store: Store, *, workplace: str) -> None:
    """Put a workplace on the lists again."""
    with store.write():
        store.update("workplace", workplace, ended_on=None)


# --- inner -----------------------------------------------------------------


def keep_new_workplace(store: Store, new: NewWorkplace) -> str:
    """Add a workplace, and its employer where that is new too, inside another operation.

    Raises:
        as `add_employer` and `add_workplace`.
    """
    employer = NewEmployer(name=new.employer_name, organisation_number=new.organisation_number)
    return add_workplace(
        store,
        employer=new.employer,
        new_employer=None if new.employer else employer,
        name=new.name,
        municipality=new.municipality,
        contact=new.contact,
        email=new.email,
        phone=new.phone,
    )


def _employer(store: Store, employer: str, new: NewEmployer | None) -> str:
    if new is None:
        return employer
    return add_employer(store, name=new.name, organisation_number=new.organisation_number)


_SAME_NAME = "SELECT uid FROM workplace WHERE employer_id = ? AND name = ? AND uid <> ?"


def _check_name(store: Store, employer_id: int, name: str, own: str) -> None:
    if taken := store.value(_SAME_NAME, employer_id, name, own):
        raise WorkplaceTaken(taken)


_LONGEST = {"name": 200, "address": 400, "contact": 200}
_CONTACT = {"email": clean_email, "phone": clean_phone, "municipality": clean_municipality}


def _columns(typed: dict[str, Any]) -> dict[str, Any]:
    return {name: _cleaned(name, value) for name, value in typed.items()}


def _cleaned(name: str, value: Any) -> Any:
    if name == "places":
        if not 0 <= value <= MOST_PLACES:
            raise BadValue(name, _("ska vara {least}–{most}").format(least=0, most=MOST_PLACES))
        return value
    if name in _CONTACT:
        return _CONTACT[name](value)
    tidy = short_text(name, value, _LONGEST[name])
    if name == "name" and not tidy:
        raise BadValue(name, _("är tomt"))
    return tidy


def _workplace(row: Row) -> Workplace:
    names = set(Workplace.__dataclass_fields__) - {"ended_on"}
    return Workplace(
        **{name: row[name] for name in names},
        ended_on=date.fromisoformat(row["ended_on"]) if row["ended_on"] else None,
    )
