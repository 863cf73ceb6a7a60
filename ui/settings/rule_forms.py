"""The dialog of one rule: the number and the word that it takes, and where it was read."""

from functools import partial
from typing import Any

from lärcentrum.exams import provider_rules
from lärcentrum.exams.provider_rules import RuleLine
from lärcentrum.exams.rule_profiles import DigitalRule, ExitFrom, LeadUnit, Rule
from lärcentrum.exams.rule_rows import DIGITAL_NAMES, YES_OR_NO
from lärcentrum.language import N_, _
from lärcentrum.store.store import Store
from ui.kit.fields import (
    Choice,
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    TextField,
)
from ui.kit.form import Form

_UNITS = {
    LeadUnit.DAYS: N_("dagar"),
    LeadUnit.WORKING_DAYS: N_("arbetsdagar"),
    LeadUnit.MONTHS: N_("månader"),
}
_FROM = {
    ExitFrom.LOCAL: N_("starten här"),
    ExitFrom.ORDINARY: N_("ordinarie start på lärosätet"),
}
_MOST = {Rule.LEAD: 400, Rule.EARLIER: 1440, Rule.LATER: 1440}
_HINTS = {
    Rule.LATEST_ENTRY: N_("0 stänger dörren när tentan börjar."),
    Rule.EARLIER: N_("0 om starten inte får läggas tidigare."),
    Rule.LATER: N_("0 om starten inte får läggas senare."),
    Rule.EARLIEST_EXIT: N_("Räknat från ordinarie start får en tidigare start sluta efter det."),
}


def rule_form(store: Store, provider: str, line: RuleLine) -> Form:
    """Make the form of one rule, filled with what holds now.

    Args:
        store: the register.
        provider: whose own rule it becomes.
        line: the rule as it holds.
    """
    form = Form(partial(_save, store, provider, line.rule))
    _add_value(form, line)
    form.add(
        "source", _("Källa"), TextField(longest=400),
        hint=_("Sidan, brevet eller samtalet som regeln kommer från."),
    )  # fmt: skip
    form.add("read_on", _("Läst"), DateField(store.clock.today))
    form.fill(
        source=line.source if line.own else "",
        read_on=line.read_on if line.own else store.clock.today(),
    )
    return form


def _add_value(form: Form, line: RuleLine) -> None:
    rule, hint = line.rule, _(_HINTS[line.rule]) if line.rule in _HINTS else ""
    if rule is Rule.NOTE:
        form.add("word", line.title, LongTextField(lines=4), required=True)
        form.fill(word=line.word)
    elif rule is Rule.DIGITAL:
        known = [Choice(one.value, _(DIGITAL_NAMES[one])) for one in DigitalRule]
        form.add("word", line.title, ChoiceField(known), required=True)
        form.fill(word=line.word or DigitalRule.YES.value)
    elif rule in YES_OR_NO:
        answers = [Choice("1", _("ja")), Choice("0", _("nej"))]
        form.add("number", line.title, ChoiceField(answers), required=True)
        form.fill(number=str(line.number if line.number is not None else 1))
    else:
        title = _("Antal") if rule is Rule.LEAD else _("Minuter")
        form.add("number", title, NumberField(0, _MOST.get(rule, 600)), required=True, hint=hint)
        form.fill(number=line.number)
        if rule is Rule.LEAD:
            _add_choice(form, _("Räknas i"), _UNITS, line.word or LeadUnit.WORKING_DAYS)
        elif rule is Rule.EARLIEST_EXIT:
            _add_choice(form, _("Räknas från"), _FROM, line.word or ExitFrom.LOCAL)


def _add_choice(form: Form, title: str, names: Any, chosen: str) -> None:
    choices = [Choice(one.value, _(text)) for one, text in names.items()]
    form.add("word", title, ChoiceField(choices), required=True, beside="number")
    form.fill(word=str(chosen))


def _save(store: Store, provider: str, rule: Rule, **values: Any) -> None:
    number = values.get("number")
    provider_rules.set_rule(
        store,
        provider=provider,
        rule=rule,
        number=None if number is None else int(number),
        word=values.get("word", ""),
        source=values["source"],
        read_on=values["read_on"],
    )
