from dataclasses import replace
from datetime import date, time

import pytest

from lärcentrum.errors import BadValue, NotAsItStands, NotFound
from lärcentrum.exams.booking_rules import Level
from lärcentrum.exams.errors import NoSuchTime
from lärcentrum.exams.provider_rules import (
    follow_rule,
    list_rules,
    remove_rule_profile,
    rule_example,
    set_rule,
    set_rule_profile,
)
from lärcentrum.exams.providers import add_provider, list_providers
from lärcentrum.exams.rule_profiles import (
    DigitalRule,
    ExitFrom,
    LeadTime,
    LeadUnit,
    Rule,
    RuleProfile,
)
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check

RULES = RuleProfile(
    name="UmU",
    lead=LeadTime(count=1, unit=LeadUnit.MONTHS),
    latest_entry=0,
    earliest_exit=30,
    exit_from=ExitFrom.ORDINARY,
    earlier=0,
    later=15,
    weekdays_only=True,
    anonymous=True,
    digital=DigitalRule.NO,
    note="Dörren stängs.\nAlltid.",
    source="https://exempel.se",
    read_on=date(2026, 11, 23),
)
FOLLOWED = dict.fromkeys(Rule, "UmU")


@pytest.fixture
def umeå(store: Store) -> str:
    return add_provider(store, name="Umeå universitet", short="UmU")


@pytest.fixture
def statistik(store: Store, umeå: str) -> str:
    return add_provider(store, name="Statistik", parent=umeå)


def profile(store: Store, uid: str) -> RuleProfile:
    return next(one.profile for one in list_providers(store) if one.uid == uid)


def test_all_the_rules_at_once(store: Store, umeå: str, statistik: str) -> None:
    below_zero = replace(RULES, lead=LeadTime(count=-1, unit=LeadUnit.DAYS))
    bad = [
        ({"provider": "x", "profile": RULES}, NotFound),
        ({"provider": umeå, "profile": replace(RULES, later=1441)}, BadValue),
        ({"provider": umeå, "profile": below_zero}, BadValue),
    ]
    good = {"provider": umeå, "profile": RULES}
    check(store, Case(operation=set_rule_profile, good=good, bad=bad))
    above, below = list_providers(store)
    assert (above.profile, above.own_profile) == (RULES, True)
    assert below.profile == replace(RULES, name="Statistik", owners=FOLLOWED)
    assert not below.own_profile
    set_rule_profile(store, provider=umeå, profile=replace(RULES, later=None, note=""))
    assert profile(store, umeå) == replace(RULES, later=None, note="")
    assert profile(store, statistik).later is None


def test_a_department_overrides_rule_by_rule(store: Store, umeå: str, statistik: str) -> None:
    set_rule_profile(store, provider=umeå, profile=RULES)
    own = {"provider": statistik, "rule": Rule.LEAD, "number": 14, "word": "days"}
    bad = [
        (own | {"provider": "x"}, NotFound),
        (own | {"number": 401}, BadValue),
        (own | {"number": None}, BadValue),
        (own | {"word": "weeks"}, BadValue),
        (own | {"rule": Rule.DIGITAL, "word": "maybe"}, BadValue),
        (own | {"rule": Rule.NOTE, "word": " "}, BadValue),
        (own | {"rule": Rule.LATER, "number": 30}, BadValue),
        (own | {"source": "x" * 401}, BadValue),
    ]
    check(store, Case(operation=set_rule, good=own, bad=bad))
    held = profile(store, statistik)
    assert held.lead == LeadTime(count=14, unit=LeadUnit.DAYS)
    assert (held.later, held.digital, held.weekdays_only) == (15, DigitalRule.NO, True)
    assert (held.owner(Rule.LEAD), held.owner(Rule.LATER)) == ("Statistik", "UmU")
    set_rule(store, provider=statistik, rule=Rule.WEEKDAYS_ONLY, number=0)
    assert profile(store, statistik).weekdays_only is False, "no is an answer of its own"
    set_rule(store, provider=umeå, rule=Rule.LATER, number=45)
    assert profile(store, statistik).later == 45, "what is followed follows"
    follow = {"provider": statistik, "rule": Rule.LEAD}
    none = [({"provider": statistik, "rule": Rule.LATER}, NotAsItStands)]
    check(store, Case(operation=follow_rule, good=follow, bad=none))
    assert profile(store, statistik).lead == RULES.lead
    check(store, Case(
        operation=remove_rule_profile, good={"provider": statistik},
        bad=[({"provider": "x"}, NotFound)],
    ))  # fmt: skip
    with pytest.raises(NotAsItStands):
        remove_rule_profile(store, provider=statistik)


def test_each_rule_says_whose_it_is_and_what_it_would_be(
    store: Store, umeå: str, statistik: str
) -> None:
    read = date(2026, 11, 20)
    set_rule(store, provider=umeå, rule=Rule.LATEST_ENTRY, number=0, source="brev", read_on=read)
    set_rule(store, provider=statistik, rule=Rule.EARLIEST_EXIT, number=30, word="ordinary")
    set_rule(store, provider=statistik, rule=Rule.DIGITAL, word="if_told")
    lines = {one.rule: one for one in check(store, Case(
        operation=list_rules, good={"provider": statistik}
    ))}  # fmt: skip
    lead = lines[Rule.LEAD]
    assert (lead.text, lead.owner, lead.own) == ("10 arbetsdagar före", "centret", False)
    door = lines[Rule.LATEST_ENTRY]
    assert (door.text, door.owner, door.source) == ("dörren stängs vid start", "UmU", "brev")
    assert (door.read_on, door.above) == (read, "dörren stängs vid start")
    out = lines[Rule.EARLIEST_EXIT]
    assert (out.text, out.owner, out.own) == ("30 min efter ordinarie start", "Statistik", True)
    assert out.above == "60 min efter start", "the centre's, since the provider has none"
    assert lines[Rule.DIGITAL].text == "om lärosätet vet om det i förväg"
    unknown = lines[Rule.EARLIER]
    assert (unknown.text, unknown.owner, unknown.number) == ("", "", None)


def test_the_example_says_what_the_booking_form_would(
    store: Store, umeå: str, statistik: str
) -> None:
    set_rule(store, provider=umeå, rule=Rule.EARLIER, number=0)
    set_rule(store, provider=statistik, rule=Rule.LEAD, number=1, word="months")
    day = date(2026, 12, 14)
    asked = {"provider": statistik, "day": day, "here": time(8)}
    found = {one.code: one for one in check(store, Case(operation=rule_example, good=asked))}
    assert found["lead_time"].level is Level.AMBER
    assert found["lead_time"].source == "Statistik"
    assert (found["time_shift"].level, found["time_shift"].source) == (Level.RED, "UmU")
    with pytest.raises(NoSuchTime):
        rule_example(store, provider=umeå, day=date(2027, 3, 28), ordinary=time(2, 30))
    with pytest.raises(NotFound):
        rule_example(store, provider="x", day=day)
