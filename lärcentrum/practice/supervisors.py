"""Supervisors: who receives a student at a workplace; trained or not, here or gone (P12)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.contact import clean_email, clean_phone
from lärcentrum.people.students.checks import short_text
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import fold, sort_key

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervisor:
    """A supervisor as lists show one.

    Args:
        uid: the supervisor.
        name: what the person is called.
        title: the person's work.
        workplace: the workplace's uid.
        workplace_name: what the workplace is called.
        email: "" for none.
        phone: "" for none.
        trained: whether the person has a supervisor's training.
        checked_on: when the details were last known to be right.
        stale: whether that is too long ago.
        left_on: since when the person no longer works there.
    """

    uid: str
    name: str
    title: str
    workplace: str
    workplace_name: str
    email: str
    phone: str
    trained: bool
    checked_on: date
    stale: bool
    left_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSupervisor:
    """A supervisor who is added together with something else; see `add_supervisor`."""

    name: str
    title: str = ""
    email: str = ""
    phone: str = ""
    trained: bool = False


# --- rules -----------------------------------------------------------------


def said_state(one: Supervisor) -> str:
    """Say what is to be known of a supervisor first."""
    if one.left_on:
        return _("Har slutat")
    if one.stale:
        return _("Kontrollera")
    return _("Utbildad") if one.trained else _("Ej utbildad")


# --- operations ------------------------------------------------------------

_SUPERVISORS = """
SELECT supervisor.*, workplace.uid AS workplace, workplace.name AS workplace_name
FROM supervisor JOIN workplace ON workplace.id = workplace_id
WHERE (?1 = '' OR workplace.uid = ?1) AND (?2 OR left_on IS NULL)
"""


@reading(right=Right.SEE)
def list_supervisors(
    store: Store, *, text: str = "", workplace: str = "", left: bool = False
) -> list[Supervisor]:
    """List supervisors in Swedish order.

    Args:
        store: the register.
        text: pieces of the name; "" for all.
        workplace: only those of this workplace; "" for all.
        left: also those who have left.
    """
    oldest = store.clock.today() - timedelta(days=number_setting(store, "supervisor_days"))
    words = fold(text).split()
    found = [_supervisor(row, oldest) for row in store.query(_SUPERVISORS, workplace, left)]
    listed = [one for one in found if all(word in fold(one.name) for word in words)]
    return sorted(listed, key=lambda one: sort_key(one.name))


@operation(right=Right.REGISTER, label=N_("Handledare tillagd"))
def add_supervisor(
    store: Store,
    *,
    workplace: str,
    name: str,
    title: str = "",
    email: str = "",
    phone: str = "",
    trained: bool = False,
) -> str:
    """Add a supervisor at a workplace.

    Args:
        store: the register.
        workplace: the workplace.
        name: what the person is called.
        title: the person's work.
        email: "" for none.
        phone: "" for none.
        trained: whether the person has a supervisor's training.

    Raises:
        NotFound: the workplace is gone.
        BadValue, TooLong, BadContact: a field.
    """
    values = _columns({"name": name, "title": title, "email": email, "phone": phone})
    with store.write():
        made = store.insert(
            "supervisor",
            workplace_id=store.id_of("workplace", workplace),
            **values,
            trained=int(trained),
            checked_on=store.clock.today().isoformat(),
        )
    return made.uid


@operation(right=Right.REGISTER, label=N_("Handledare ändrad"))
def change_supervisor(
    store: Store,
    *,
    supervisor: str,
    name: str | None = None,
    title: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    trained: bool | None = None,
) -> None:
    """Change a supervisor, or confirm the details as they are; None leaves a field as it is.

    Either way they count as known to be right today.

    Raises:
        NotFound: the supervisor is gone.
        BadValue, TooLong, BadContact: a field.
    """
    typed = {"name": name, "title": title, "email": email, "phone": phone}
    values = _columns({key: text for key, text in typed.items() if text is not None})
    if trained is not None:
        values["trained"] = int(trained)
    with store.write():
        today = store.clock.today().isoformat()
        store.update("supervisor", supervisor, **values, checked_on=today)


@operation(right=Right.REGISTER, label=N_("Handledare har slutat"))
def end_supervisor(store: Store, *, supervisor: str, left_on: date | None = None) -> None:
    """Mark a supervisor as gone; internships that are not over then lack one.

    Args:
        store: the register.
        supervisor: the supervisor.
        left_on: today where it is not given.
    """
    with store.write():
        day = left_on or store.clock.today()
        store.update("supervisor", supervisor, left_on=day.isoformat())


@operation(right=Right.REGISTER, label=N_("Handledare är tillbaka"))
def resume_supervisor(store: Store, *, supervisor: str) -> None:
    """Take the mark away: the supervisor is there again."""
    with store.write():
        store.update("supervisor", supervisor, left_on=None)


# --- inner -----------------------------------------------------------------


def keep_new_supervisor(store: Store, workplace: str, new: NewSupervisor) -> str:
    """Add a supervisor inside another operation.

    Raises:
        as `add_supervisor`.
    """
    return add_supervisor(
        store,
        workplace=workplace,
        name=new.name,
        title=new.title,
        email=new.email,
        phone=new.phone,
        trained=new.trained,
    )


def _columns(typed: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, text in typed.items():
        if name == "email":
            values[name] = clean_email(text)
        elif name == "phone":
            values[name] = clean_phone(text)
        else:
            values[name] = short_text(name, text, 200)
    if values.get("name") == "":
        raise BadValue("name", _("är tomt"))
    return values


def _supervisor(row: Row, oldest: date) -> Supervisor:
    checked = date.fromisoformat(row["checked_on"])
    return Supervisor(
        uid=row["uid"],
        name=row["name"],
        title=row["title"],
        workplace=row["workplace"],
        workplace_name=row["workplace_name"],
        email=row["email"],
        phone=row["phone"],
        trained=bool(row["trained"]),
        checked_on=checked,
        stale=checked < oldest,
        left_on=date.fromisoformat(row["left_on"]) if row["left_on"] else None,
    )
