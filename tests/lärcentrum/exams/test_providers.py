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
)
from lärcentrum.exams.shipped import providers, rule_profiles
from lärcentrum.store.errors import Taken
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check


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


def test_the_providers_to_start_with(store: Store) -> None:
    check(store, Case(operation=add_shipped_providers, good={}))
    shown = {one.name: one for one in list_providers(store)}
    assert len(shown) == len(providers())
    for profile in rule_profiles():
        one = shown[profile.name]
        assert one.profile == replace(profile, name=one.short or one.name)
    add_provider(store, name="Eget")
    assert add_shipped_providers(store) == 0
