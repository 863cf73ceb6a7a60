"""The rules of providers and departments, one by one, each with the source it was read in.

A department follows its provider in every rule that it has none of its own for, and a provider
without a rule leaves it to the centre (`rule_profiles`, `centre_rules`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields, times
from lärcentrum.exams.booking_rules import Facts, Finding, judge
from lärcentrum.exams.centre_rules import centre_rules
from lärcentrum.exams.rule_profiles import CentreRules, ExitFrom, Rule, RuleProfile
from lärcentrum.exams.rule_rows import (
    RULE_NAMES,
    Rules,
    called,
    check_rule,
    parts_of,
    profile_from,
    rule_text,
)
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

OwnRules = Mapping[int, Rules]
"""The rules that providers have themselves, by the provider's local id."""

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule as it holds for a provider or a department.

    Args:
        rule: which.
        title: its name.
        text: what holds, in words.
        own: whether it is its own.
        owner: whose it is: its own name, its provider's, the centre's; "" where nobody has one.
        above: what would hold if it had none of its own, in words.
        number: days, months or minutes, or 1 for yes; None where nobody has one.
        word: the unit, the start it is counted from, the answer or the text.
        source: where it was read.
        read_on: when it was read.
    """

    rule: Rule
    title: str
    text: str
    own: bool
    owner: str
    above: str
    number: int | None
    word: str
    source: str
    read_on: date | None

    @property
    def uid(self) -> str:
        """Give what tells it from the provider's other rules."""
        return self.rule.value


# --- operations ------------------------------------------------------------

_RULES = "SELECT * FROM provider_rule"


def own_rules(store: Store) -> OwnRules:
    """Give the rules that providers and departments have themselves."""
    found: dict[int, dict[Rule, Row]] = {}
    for row in store.query(_RULES):
        found.setdefault(row["provider_id"], {})[Rule(row["rule"])] = row
    return found


_PROVIDER = """
SELECT p.id, p.name, p.short, p.parent_id, above.name AS above_name, above.short AS above_short
FROM provider AS p LEFT JOIN provider AS above ON above.id = p.parent_id WHERE p.id = ?
"""
_BOTH = "SELECT * FROM provider_rule WHERE provider_id IN (?, ?)"


def _held(store: Store, provider_id: int) -> tuple[Row, str, dict[Rule, Row], dict[Rule, Row]]:
    """Give a provider, the name of the one above, its own rules and those above."""
    provider = store.one(_PROVIDER, provider_id)
    assert provider is not None
    above = str(provider["above_short"] or provider["above_name"] or "")
    found: tuple[dict[Rule, Row], dict[Rule, Row]] = ({}, {})
    for row in store.query(_BOTH, provider_id, provider["parent_id"]):
        found[int(row["provider_id"] != provider_id)][Rule(row["rule"])] = row
    return provider, above, *found


def profile_of(store: Store, provider_id: int) -> RuleProfile:
    """Give the rules of a provider by its local id: its own, else its parent's, else none known."""
    provider, above_name, own, above = _held(store, provider_id)
    return profile_from(called(provider), own, above, above_name)


@reading(right=Right.REGISTER)
def list_rules(store: Store, *, provider: str) -> list[RuleLine]:
    """List every rule as it holds for a provider or a department, and whose it is (C-02).

    Raises:
        NotFound: no such provider.
    """
    one, above_name, own, above = _held(store, store.id_of("provider", provider))
    centre = _of_the_centre(centre_rules(store))
    lines = []
    for rule in Rule:
        last = (centre.get(rule, ""), _("centret") if rule in centre else "")
        followed = (_text(above[rule]), above_name) if rule in above else last
        text, owner = (_text(own[rule]), called(one)) if rule in own else followed
        held = own[rule] if rule in own else above.get(rule)
        lines.append(_line(rule, text, owner, followed[0], rule in own, held))
    return lines


def _line(rule: Rule, text: str, owner: str, above: str, own: bool, held: Row | None) -> RuleLine:
    return RuleLine(
        rule=rule,
        title=_(RULE_NAMES[rule]),
        text=text,
        own=own,
        owner=owner,
        above=above,
        number=held["number"] if held is not None else None,
        word=held["word"] if held is not None else "",
        source=held["source"] if held is not None else "",
        read_on=fields.read_day(held["source_date"]) if held is not None else None,
    )


def _text(row: Row) -> str:
    return rule_text(Rule(row["rule"]), row["number"], row["word"])


def _of_the_centre(centre: CentreRules) -> dict[Rule, str]:
    known: dict[Rule, tuple[int | None, str]] = {
        Rule.LATEST_ENTRY: (centre.latest_entry, ""),
        Rule.EARLIEST_EXIT: (centre.earliest_exit, ExitFrom.LOCAL),
    }
    if centre.lead:
        known[Rule.LEAD] = (centre.lead.count, centre.lead.unit)
    return {rule: rule_text(rule, *part) for rule, part in known.items() if part[0] is not None}


@reading(right=Right.REGISTER)
def rule_example(
    store: Store,
    *,
    provider: str,
    day: date,
    ordinary: time = time(9),
    here: time | None = None,
    minutes: int = 240,
    digital: bool = False,
) -> list[Finding]:
    """Say what a booking asked for today would be told, as the booking form would, worst first.

    Args:
        store: the register.
        provider: the provider's or the department's uid.
        day: the day of the exam.
        ordinary: when it begins on campus.
        here: when it begins here; at the same time if not given.
        minutes: how long it is.
        digital: whether it needs a digital platform.

    Raises:
        NotFound: no such provider.
        NoSuchTime: the clock skips the start in spring.
    """
    profile = profile_of(store, store.id_of("provider", provider))
    length = fields.number("minutes", minutes, 5, 1440)
    begins = datetime.combine(day, here or ordinary)
    times.to_minutes(begins)
    facts = Facts(
        asked_on=store.clock.today(),
        local_start=begins,
        ordinary_start=datetime.combine(day, ordinary),
        ordinary_minutes=length,
        minutes=length,
        digital=digital,
    )
    return judge(profile, centre_rules(store), facts)


_RULE_UID = "SELECT uid FROM provider_rule WHERE provider_id = ? AND rule = ?"


@operation(right=Right.REGISTER, label=N_("Regel ändrad"))
def set_rule(
    store: Store,
    *,
    provider: str,
    rule: Rule,
    number: int | None = None,
    word: str = "",
    source: str = "",
    read_on: date | None = None,
) -> None:
    """Give a provider or a department one rule of its own.

    Args:
        store: the register.
        provider: the provider's uid.
        rule: which rule.
        number: days or months, minutes, or 1 for yes and 0 for no; none for `digital` and `note`.
        word: the unit of `lead`; `local` or `ordinary` for `earliest_exit`; `yes`, `no` or
            `if_told` for `digital`; the text of `note`.
        source: where it was read.
        read_on: when it was read.

    Raises:
        NotFound: no such provider.
        BadValue: a number or a word that cannot be meant.
    """
    provider_id = store.id_of("provider", provider)
    values = {
        **check_rule(rule, number, word),
        "source": fields.line("source", source, most=400),
        "source_date": fields.iso(read_on),
    }
    with store.write():
        _put(store, provider_id, rule, values)


def _put(store: Store, provider_id: int, rule: Rule, values: dict[str, Any]) -> None:
    uid = store.value(_RULE_UID, provider_id, rule)
    if uid is None:
        store.insert("provider_rule", provider_id=provider_id, rule=rule, **values)
    else:
        store.update("provider_rule", uid, **values)


@operation(right=Right.REGISTER, label=N_("Regel borttagen"))
def follow_rule(store: Store, *, provider: str, rule: Rule) -> None:
    """Let a department follow its provider in one rule again, or a provider the centre.

    Raises:
        NotFound: no such provider.
        BadValue: it has no such rule of its own.
    """
    uid = store.value(_RULE_UID, store.id_of("provider", provider), rule)
    if uid is None:
        raise NotAsItStands("rule", _("Regeln är inte satt här, så den följs redan."))
    with store.write():
        store.delete("provider_rule", uid)


_OF = "SELECT uid, rule FROM provider_rule WHERE provider_id = ?"


def put_profile(store: Store, provider_id: int, profile: RuleProfile) -> None:
    """Give a provider the rules of a profile and no others, inside an operation."""
    more = {
        "source": fields.line("source", profile.source, most=400),
        "source_date": fields.iso(profile.read_on),
    }
    parts = {rule: check_rule(rule, *part) for rule, part in parts_of(profile).items()}
    for row in store.query(_OF, provider_id):
        if row["rule"] not in parts:
            store.delete("provider_rule", row["uid"])
    for rule, values in parts.items():
        _put(store, provider_id, rule, {**values, **more})


@operation(right=Right.REGISTER, label=N_("Regler ändrade"))
def set_rule_profile(store: Store, *, provider: str, profile: RuleProfile) -> None:
    """Set all the rules of a provider or a department at once; what is null is followed.

    Args:
        store: the register.
        provider: the provider's uid.
        profile: the rules; its name and owners are not kept.

    Raises:
        NotFound: no such provider.
        BadValue: a number that cannot be meant.
    """
    provider_id = store.id_of("provider", provider)
    with store.write():
        put_profile(store, provider_id, profile)


@operation(right=Right.REGISTER, label=N_("Regler borttagna"))
def remove_rule_profile(store: Store, *, provider: str) -> None:
    """Let a department follow its provider in every rule again, or a provider the centre.

    Raises:
        BadValue: it has no rules of its own.
    """
    found = store.query(_OF, store.id_of("provider", provider))
    if not found:
        raise NotAsItStands("provider", _("Lärosätet har inga egna regler."))
    with store.write():
        for row in found:
            store.delete("provider_rule", row["uid"])
