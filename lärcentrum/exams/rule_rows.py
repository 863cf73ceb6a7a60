"""Rules as the register keeps them, one row each: their words, their limits, a profile of them."""

from collections.abc import Mapping
from typing import Any

from lärcentrum.errors import BadValue
from lärcentrum.exams import fields
from lärcentrum.exams.rule_profiles import (
    DigitalRule,
    ExitFrom,
    LeadTime,
    LeadUnit,
    Rule,
    RuleProfile,
    lead_text,
)
from lärcentrum.language import N_, _
from lärcentrum.store.store import Row

Rules = Mapping[Rule, Row]

RULE_NAMES = {
    Rule.LEAD: N_("Framförhållning"),
    Rule.LATEST_ENTRY: N_("Senaste insläpp"),
    Rule.EARLIEST_EXIT: N_("Tidigast ut"),
    Rule.EARLIER: N_("Börja före ordinarie"),
    Rule.LATER: N_("Börja efter ordinarie"),
    Rule.WEEKDAYS_ONLY: N_("Bara vardagar"),
    Rule.DIGITAL: N_("Digital tentamen här"),
    Rule.ANONYMOUS: N_("Anonyma tentor, skrivs under kod"),
    Rule.NOTE: N_("Annat som gäller"),
}


# --- rules -----------------------------------------------------------------

_LIMITS = {
    Rule.LEAD: 400,
    Rule.LATEST_ENTRY: 600,
    Rule.EARLIEST_EXIT: 600,
    Rule.EARLIER: 1440,
    Rule.LATER: 1440,
    Rule.WEEKDAYS_ONLY: 1,
    Rule.ANONYMOUS: 1,
}
YES_OR_NO = (Rule.WEEKDAYS_ONLY, Rule.ANONYMOUS)
_WORDS: Mapping[Rule, frozenset[str]] = {
    Rule.LEAD: frozenset(LeadUnit),
    Rule.EARLIEST_EXIT: frozenset(ExitFrom),
    Rule.DIGITAL: frozenset(DigitalRule),
}
DIGITAL_NAMES = {
    DigitalRule.YES: N_("ja"),
    DigitalRule.NO: N_("nej"),
    DigitalRule.IF_TOLD: N_("om lärosätet vet om det i förväg"),
}


def called(row: Row) -> str:
    """Give what people say of a provider by its row."""
    return str(row["short"] or row["name"])


def rule_text(rule: Rule, number: int | None, word: str) -> str:
    """Write a rule in words: `14 dagar före`, `45 min efter start`."""
    if rule is Rule.NOTE:
        return word
    if rule is Rule.DIGITAL:
        return _(DIGITAL_NAMES[DigitalRule(word)])
    assert number is not None
    if rule is Rule.LEAD:
        return _("{time} före").format(time=lead_text(LeadTime(count=number, unit=LeadUnit(word))))
    if rule in YES_OR_NO:
        return _("ja") if number else _("nej")
    if rule in (Rule.EARLIER, Rule.LATER):
        return _("högst {n} min").format(n=number) if number else _("nej")
    if not number:
        return _("dörren stängs vid start") if rule is Rule.LATEST_ENTRY else _("när som helst")
    ordinary = word == ExitFrom.ORDINARY
    text = N_("{n} min efter ordinarie start") if ordinary else N_("{n} min efter start")
    return _(text).format(n=number)


def check_rule(rule: Rule, number: int | None, word: str) -> dict[str, Any]:
    """Refuse a rule that cannot be meant.

    Returns:
        the columns that keep it.

    Raises:
        BadValue: named by the parameter: no number where one is needed, or an unknown word.
    """
    if rule is Rule.NOTE:
        text = fields.note("word", word)
        if not text:
            raise BadValue("word", _("är tomt"))
        return {"number": None, "word": text}
    kept = word
    if rule is Rule.EARLIEST_EXIT and not word:
        kept = ExitFrom.LOCAL.value
    known = _WORDS.get(rule, frozenset({""}))
    if kept not in known:
        choices = ", ".join(sorted(known)) or _("tomt")
        raise BadValue("word", _("ska vara något av: {choices}").format(choices=choices))
    if rule is Rule.DIGITAL:
        return {"number": None, "word": kept}
    if number is None:
        raise BadValue("number", _("är tomt"))
    return {"number": fields.number("number", number, 0, _LIMITS[rule]), "word": kept}


def profile_from(name: str, own: Rules, above: Rules, above_name: str) -> RuleProfile:
    """Put a profile together, rule by rule: its own, else those of the provider above."""
    held = {**above, **own}
    of: dict[Rule, Any] = {rule: row["number"] for rule, row in held.items()}
    words = {rule: row["word"] for rule, row in held.items()}
    read = [row for row in held.values() if row["source_date"]]
    oldest = min(read, key=lambda row: row["source_date"], default=None)
    source = oldest or next(iter(held.values()), None)
    lead = of.get(Rule.LEAD)
    weekdays = of.get(Rule.WEEKDAYS_ONLY)
    digital = words.get(Rule.DIGITAL)
    anonymous = of.get(Rule.ANONYMOUS)
    return RuleProfile(
        name=name,
        lead=None if lead is None else LeadTime(count=lead, unit=LeadUnit(words[Rule.LEAD])),
        latest_entry=of.get(Rule.LATEST_ENTRY),
        earliest_exit=of.get(Rule.EARLIEST_EXIT),
        exit_from=ExitFrom(words.get(Rule.EARLIEST_EXIT, ExitFrom.LOCAL)),
        earlier=of.get(Rule.EARLIER),
        later=of.get(Rule.LATER),
        weekdays_only=None if weekdays is None else bool(weekdays),
        digital=DigitalRule(digital) if digital else None,
        anonymous=None if anonymous is None else bool(anonymous),
        note=words.get(Rule.NOTE, ""),
        source=source["source"] if source else "",
        read_on=fields.read_day(oldest["source_date"]) if oldest else None,
        owners={rule: above_name for rule in Rule if rule in above and rule not in own},
    )


def parts_of(profile: RuleProfile) -> dict[Rule, tuple[int | None, str]]:
    """Take a profile apart into the rules that it has."""
    weekdays, anonymous = profile.weekdays_only, profile.anonymous
    known: dict[Rule, tuple[int | None, str]] = {
        Rule.LATEST_ENTRY: (profile.latest_entry, ""),
        Rule.EARLIEST_EXIT: (profile.earliest_exit, profile.exit_from),
        Rule.EARLIER: (profile.earlier, ""),
        Rule.LATER: (profile.later, ""),
        Rule.WEEKDAYS_ONLY: (None if weekdays is None else int(weekdays), ""),
        Rule.ANONYMOUS: (None if anonymous is None else int(anonymous), ""),
    }
    found = {rule: part for rule, part in known.items() if part[0] is not None}
    if profile.lead:
        found[Rule.LEAD] = (profile.lead.count, profile.lead.unit)
    if profile.digital:
        found[Rule.DIGITAL] = (None, profile.digital)
    if profile.note:
        found[Rule.NOTE] = (None, profile.note)
    return found
