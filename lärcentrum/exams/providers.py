"""Providers (universities, YH, komvux …), their departments and their rule profiles."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lärcentrum import swedish
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields, shipped
from lärcentrum.exams.rule_profiles import (
    DigitalRule,
    ExitFrom,
    LeadTime,
    LeadUnit,
    RuleProfile,
)
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
        profile: the rules that hold: its own, else its parent's, else none known.
        own_profile: whether the rules are its own.
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


# --- rules -----------------------------------------------------------------


def profile_from(row: Row | None, name: str) -> RuleProfile:
    """Read a rule profile from its row; none gives an empty profile of that name."""
    if row is None:
        return RuleProfile(name=name)
    unit, digital = row["lead_unit"], row["digital"]
    return RuleProfile(
        name=name,
        lead=LeadTime(count=row["lead_amount"], unit=LeadUnit(unit)) if unit else None,
        latest_entry=row["latest_entry_min"],
        earliest_exit=row["earliest_exit_min"],
        exit_from=ExitFrom(row["exit_from"]),
        earlier=row["earlier_min"],
        later=row["later_min"],
        weekdays_only=bool(row["weekdays_only"]),
        digital=None if digital == "unknown" else DigitalRule(digital),
        note=row["note"],
        source=row["source"],
        read_on=fields.read_day(row["source_date"]),
    )


def _profile_values(profile: RuleProfile) -> dict[str, Any]:
    return {
        "lead_amount": profile.lead.count if profile.lead else None,
        "lead_unit": profile.lead.unit if profile.lead else None,
        "latest_entry_min": profile.latest_entry,
        "earliest_exit_min": profile.earliest_exit,
        "exit_from": profile.exit_from,
        "earlier_min": profile.earlier,
        "later_min": profile.later,
        "weekdays_only": int(profile.weekdays_only),
        "digital": profile.digital or "unknown",
        "note": fields.note("note", profile.note),
        "source": fields.line("source", profile.source, most=400),
        "source_date": fields.iso(profile.read_on),
    }


_LIMITS = (
    ("latest_entry", 600),
    ("earliest_exit", 600),
    ("earlier", 1440),
    ("later", 1440),
)


def check_profile(profile: RuleProfile) -> None:
    """Refuse a profile with numbers that cannot be meant.

    Raises:
        BadValue: named by the field of the profile.
    """
    if profile.lead:
        fields.number("lead", profile.lead.count, 0, 400)
    for name, most in _LIMITS:
        value = getattr(profile, name)
        if value is not None:
            fields.number(name, value, 0, most)


# --- operations ------------------------------------------------------------

_PROFILE = "SELECT * FROM rule_profile WHERE provider_id = ?"
_OWN = "SELECT id, parent_id, coalesce(nullif(short, ''), name) AS name FROM provider WHERE id = ?"


def profile_of(store: Store, provider_id: int) -> RuleProfile:
    """Give the rules of a provider by its local id: its own, else its parent's, else none known."""
    provider = store.one(_OWN, provider_id)
    assert provider is not None
    row = store.one(_PROFILE, provider_id)
    if row is None and provider["parent_id"] is not None:
        return profile_of(store, provider["parent_id"])
    return profile_from(row, provider["name"])


_LIST = """
SELECT p.*, parent.uid AS parent_uid FROM provider AS p
LEFT JOIN provider AS parent ON parent.id = p.parent_id
"""
_PROFILES = "SELECT * FROM rule_profile"


@reading(right=Right.TODAY)
def list_providers(store: Store, *, ended: bool = False) -> list[Provider]:
    """List providers and departments in Swedish order, a provider before its departments.

    Args:
        store: the register.
        ended: whether those that were taken off the lists come too.
    """
    rows = {row["id"]: row for row in store.query(_LIST)}
    profiles = {row["provider_id"]: row for row in store.query(_PROFILES)}
    shown = [row for row in rows.values() if ended or row["ended_on"] is None]
    shown.sort(key=lambda row: _place(row, rows))
    return [_provider(row, rows, profiles) for row in shown]


def _place(row: Row, rows: dict[int, Row]) -> str:
    above = rows.get(row["parent_id"])
    return swedish.sort_key(above["name"], row["name"]) if above else swedish.sort_key(row["name"])


def _provider(row: Row, rows: dict[int, Row], profiles: dict[int, Row]) -> Provider:
    above = rows.get(row["parent_id"])
    own = row["id"] in profiles
    ruler = row if own or above is None else above
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
        profile=profile_from(profiles.get(ruler["id"]), ruler["short"] or ruler["name"]),
        own_profile=own,
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


_PROFILE_UID = "SELECT uid FROM rule_profile WHERE provider_id = ?"


@operation(right=Right.REGISTER, label=N_("Regelprofil ändrad"))
def set_rule_profile(store: Store, *, provider: str, profile: RuleProfile) -> None:
    """Set the rules of a provider or a department, whole.

    Args:
        store: the register.
        provider: the provider's uid.
        profile: the rules; its name is not kept (the provider's stands).

    Raises:
        NotFound: no such provider.
        BadValue: a number that cannot be meant.
    """
    check_profile(profile)
    provider_id = store.id_of("provider", provider)
    with store.write():
        _put_profile(store, provider_id, profile)


def _put_profile(store: Store, provider_id: int, profile: RuleProfile) -> None:
    uid = store.value(_PROFILE_UID, provider_id)
    if uid is None:
        store.insert("rule_profile", provider_id=provider_id, **_profile_values(profile))
    else:
        store.update("rule_profile", uid, **_profile_values(profile))


@operation(right=Right.REGISTER, label=N_("Regelprofil borttagen"))
def remove_rule_profile(store: Store, *, provider: str) -> None:
    """Let a department follow its provider's rules again, or a provider none.

    Raises:
        BadValue: it has no rules of its own.
    """
    uid = store.value(_PROFILE_UID, store.id_of("provider", provider))
    if uid is None:
        raise NotAsItStands("provider", _("Lärosätet har ingen egen regelprofil."))
    with store.write():
        store.delete("rule_profile", uid)


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
                _put_profile(store, ref.id, profiles[one.name])
    return len(new)
