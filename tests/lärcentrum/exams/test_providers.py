from dataclasses import replace
from datetime import date

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.providers import (
    ProviderKind,
    add_provider,
    add_shipped_providers,
    change_provider,
    end_provider,
    list_providers,
    remove_rule_profile,
    set_rule_profile,
)
from lärcentrum.exams.rule_profiles import DigitalRule, ExitFrom, LeadTime, LeadUnit, RuleProfile
from lärcentrum.exams.shipped import providers, rule_profiles
from lärcentrum.store.errors import Taken
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
    digital=DigitalRule.NO,
    note="Dörren stängs.\nAlltid.",
    source="https://exempel.se",
    read_on=date(2026, 11, 23),
)


def test_providers_and_departments(store: Store) -> None:
    good = {"name": "Umeå  universitet", "short": "UmU", "email": "tenta@exempel.se"}
    umeå = check(store, Case(operation=add_provider, good=good, bad=[({"name": " "}, BadValue)]))
    department = check(
        store,
        Case(
            operation=add_provider,
            good={"name": "Statistik", "parent": umeå, "kind": ProviderKind.YH},
            bad=[({"name": "Umeå universitet"}, Taken), ({"name": "X", "parent": "x"}, NotFound)],
        ),
    )
    with pytest.raises(BadValue):
        add_provider(store, name="Enheten", parent=department)
    add_provider(store, name="Åbo")
    add_provider(store, name="Zeta")
    shown = list_providers(store)
    names = [(one.name, one.parent) for one in shown]
    assert names == [
        ("Umeå universitet", None), ("Statistik", umeå), ("Zeta", None), ("Åbo", None)
    ]  # fmt: skip
    assert shown[1].kind is ProviderKind.UNIVERSITY


def test_change_and_end(store: Store) -> None:
    uid = add_provider(store, name="Umeå", contact="Ines")
    bad = [({"provider": uid, "name": ""}, BadValue), ({"provider": "x", "name": "Y"}, NotFound)]
    check(
        store,
        Case(operation=change_provider, good={"provider": uid, "phone": "090-123456"}, bad=bad),
    )
    (one,) = list_providers(store)
    assert (one.name, one.contact) == ("Umeå", "Ines")
    assert "123" in one.phone
    check(
        store,
        Case(operation=end_provider, good={"provider": uid}, bad=[({"provider": "x"}, NotFound)]),
    )
    assert list_providers(store) == []
    assert list_providers(store, ended=True)[0].ended_on == date(2026, 11, 23)


def test_a_department_follows_its_provider_until_it_has_rules(store: Store) -> None:
    umeå = add_provider(store, name="Umeå", short="UmU")
    add_provider(store, name="Statistik", parent=umeå)
    check(
        store,
        Case(
            operation=set_rule_profile,
            good={"provider": umeå, "profile": RULES},
            bad=[
                ({"provider": "x", "profile": RULES}, NotFound),
                ({"provider": umeå, "profile": replace(RULES, later=1441)}, BadValue),
                (
                    {
                        "provider": umeå,
                        "profile": replace(RULES, lead=LeadTime(count=-1, unit=LeadUnit.DAYS)),
                    },
                    BadValue,
                ),
            ],
        ),
    )
    above, below = list_providers(store)
    assert (above.profile, above.own_profile) == (RULES, True)
    assert (below.profile, below.own_profile) == (RULES, False)
    own = replace(RULES, name="Statistik", later=60, digital=None, lead=None)
    set_rule_profile(store, provider=below.uid, profile=own)
    assert list_providers(store)[1].profile == own
    check(
        store,
        Case(
            operation=remove_rule_profile,
            good={"provider": below.uid},
            bad=[({"provider": "x"}, NotFound)],
        ),
    )
    assert list_providers(store)[1].profile == RULES
    with pytest.raises(BadValue):
        remove_rule_profile(store, provider=below.uid)


def test_the_providers_to_start_with(store: Store) -> None:
    check(store, Case(operation=add_shipped_providers, good={}))
    shown = {one.name: one for one in list_providers(store)}
    assert len(shown) == len(providers())
    for profile in rule_profiles():
        one = shown[profile.name]
        assert one.profile == replace(profile, name=one.short or one.name)
    add_provider(store, name="Eget")
    assert add_shipped_providers(store) == 0
