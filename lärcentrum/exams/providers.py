"""Providers (universities, YH, komvux …) and their departments; see `provider_rules`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lärcentrum import swedish
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields, provider_rules, rule_rows, shipped
from lärcentrum.exams.provider_rules import OwnRules
from lärcentrum.exams.rule_profiles import RuleProfile
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.contact import clean_email, clean_phone
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


class ProviderKind(StrEnum):
    """What sort of provider it is."""

    UNIVERSITY = "university"
    YH = "yh"
    KOMVUX = "komvux"
    FOLKHOGSKOLA = "folkhogskola"
    OTHER = "other"


KIND_NAMES = {
    ProviderKind.UNIVERSITY: N_("universitet eller högskola"),
    ProviderKind.YH: N_("yrkeshögskola"),
    ProviderKind.KOMVUX: N_("komvux"),
    ProviderKind.FOLKHOGSKOLA: N_("folkhögskola"),
    ProviderKind.OTHER: N_("annan"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider or one of its departments, as lists show it.

    Args:
        uid: the provider's uid.
        parent: the uid of the provider that a department belongs to.
        name: the full name.
        short: what people say, "" where there is none.
        kind: what sort of provider it is.
        contact: who answers for exams in other places.
        email: the contact's address.
        phone: the contact's number.
        ended_on: when it was taken off the lists.
        profile: the rules that hold, one by one: its own, else its parent's, else none known.
        own_profile: whether any of the rules is its own.
    """

    uid: str
    parent: str | None
    name: str
    short: str
    kind: ProviderKind
    contact: str
    email: str
    phone: str
    ended_on: date | None
    profile: RuleProfile
    own_profile: bool


# --- operations ------------------------------------------------------------

_LIST = """
SELECT p.*, parent.uid AS parent_uid FROM provider AS p
LEFT JOIN provider AS parent ON parent.id = p.parent_id
"""


@reading(right=Right.TODAY)
def list_providers(store: Store, *, ended: bool = False) -> list[Provider]:
    """List providers and departments in Swedish order, a provider before its departments.

    Args:
        store: the register.
        ended: whether those that were taken off the lists come too.
    """
    rows = {row["id"]: row for row in store.query(_LIST)}
    own = provider_rules.own_rules(store)
    shown = [row for row in rows.values() if ended or row["ended_on"] is None]
    shown.sort(key=lambda row: _place(row, rows))
    return [_provider(row, rows, own) for row in shown]


def _place(row: Row, rows: dict[int, Row]) -> str:
    above = rows.get(row["parent_id"])
    return swedish.sort_key(above["name"], row["name"]) if above else swedish.sort_key(row["name"])


def _provider(row: Row, rows: dict[int, Row], own: OwnRules) -> Provider:
    above = rows.get(row["parent_id"])
    mine, name = own.get(row["id"], {}), rule_rows.called(row)
    followed = own.get(above["id"], {}) if above else {}
    return Provider(
        uid=row["uid"],
        parent=row["parent_uid"],
        name=row["name"],
        short=row["short"],
        kind=ProviderKind(row["kind"]),
        contact=row["contact"],
        email=row["email"],
        phone=row["phone"],
        ended_on=fields.read_day(row["ended_on"]),
        profile=rule_rows.profile_from(
            name, mine, followed, rule_rows.called(above) if above else ""
        ),
        own_profile=bool(mine),
    )


@operation(right=Right.REGISTER, label=N_("Lärosäte tillagt"))
def add_provider(
    store: Store,
    *,
    name: str,
    kind: ProviderKind = ProviderKind.UNIVERSITY,
    short: str = "",
    parent: str | None = None,
    contact: str = "",
    email: str = "",
    phone: str = "",
) -> str:
    """Add a provider, or a department of one.

    Args:
        store: the register.
        name: the full name.
        kind: what sort of provider it is; a department takes its parent's.
        short: what people say.
        parent: the uid of the provider that a department belongs to.
        contact: who answers for exams in other places.
        email: the contact's address.
        phone: the contact's number.

    Returns:
        the provider's uid.

    Raises:
        BadValue: no name, or a department of a department.
        Taken: the name is there already.
    """
    above = store.row("provider", parent) if parent else None
    if above and above["parent_id"] is not None:
        raise NotAsItStands(
            "parent", _("Det är själv en institution."), _("Välj lärosätet som den hör till.")
        )
    values = {
        "name": fields.line("name", name, required=True),
        "kind": above["kind"] if above else kind,
        "short": fields.line("short", short, most=40),
        "parent_id": above["id"] if above else None,
        "contact": fields.line("contact", contact),
        "email": clean_email(email),
        "phone": clean_phone(phone),
    }
    with store.write():
        return store.insert("provider", **values).uid


@operation(right=Right.REGISTER, label=N_("Lärosäte ändrat"))
def change_provider(
    store: Store,
    *,
    provider: str,
    name: str | None = None,
    short: str | None = None,
    contact: str | None = None,
    email: str | None = None,
    phone: str | None = None,
) -> None:
    """Change what is known of a provider; what is None stays.

    Raises:
        NotFound: no such provider.
        BadValue: no name.
    """
    typed = {
        "name": None if name is None else fields.line("name", name, required=True),
        "short": None if short is None else fields.line("short", short, most=40),
        "contact": None if contact is None else fields.line("contact", contact),
        "email": None if email is None else clean_email(email),
        "phone": None if phone is None else clean_phone(phone),
    }
    changed = {key: value for key, value in typed.items() if value is not None}
    store.row("provider", provider)
    with store.write():
        if changed:
            store.update("provider", provider, **changed)


@operation(right=Right.REGISTER, label=N_("Lärosäte avslutat"))
def end_provider(store: Store, *, provider: str) -> None:
    """Take a provider off the lists; what was booked stays.

    Raises:
        NotFound: no such provider.
    """
    with store.write():
        store.update("provider", provider, ended_on=store.clock.today().isoformat())


_NAMES = "SELECT name FROM provider WHERE parent_id IS NULL"


@operation(right=Right.REGISTER, label=N_("Lärosäten att börja med tillagda"))
def add_shipped_providers(store: Store) -> int:
    """Add the providers and rule profiles that travel with the program, where they are missing.

    Returns:
        how many providers were added.
    """
    known = {row["name"] for row in store.query(_NAMES)}
    new = [one for one in shipped.providers() if one.name not in known]
    profiles = {one.name: one for one in shipped.rule_profiles()}
    with store.write():
        for one in new:
            ref = store.insert("provider", name=one.name, short=one.short, kind=one.kind)
            if one.name in profiles:
                provider_rules.put_profile(store, ref.id, profiles[one.name])
    return len(new)
