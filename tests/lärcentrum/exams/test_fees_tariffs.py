"""The price list: lines added, changed and ended; a proposal only when asked for."""

from datetime import date, timedelta

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.fees_rules import Applies
from lärcentrum.exams.fees_tariffs import (
    add_fee_tariff,
    add_usual_tariffs,
    change_fee_tariff,
    end_fee_tariff,
    list_fee_tariffs,
    read_municipalities,
)
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check

TODAY = date(2026, 11, 23)


def test_the_price_list(store: Store) -> None:
    good = {"name": "Utomstående", "applies": Applies.OUTSIDER, "amount": 50_000, "vat_pct": 25}
    bad = [
        (good | {"name": ""}, BadValue),
        (good | {"amount": -1}, BadValue),
        (good | {"vat_pct": 101}, BadValue),
        (good | {"municipalities": "Atlantis"}, BadValue),
        (good | {"applies": Applies.AGREEMENT}, BadValue),
        (good | {"valid_to": TODAY - timedelta(1)}, BadValue),
    ]
    uid = check(store, Case(operation=add_fee_tariff, good=good, bad=bad))
    change = good | {"tariff": uid, "amount": 60_000, "municipalities": "Umeå, 180"}
    bad = [(change | {"tariff": "x"}, NotFound), (change | {"name": ""}, BadValue)]
    check(store, Case(operation=change_fee_tariff, good=change, bad=bad))
    (one,) = list_fee_tariffs(store)
    assert (one.amount, one.municipalities, one.valid_from) == (60_000, ("2480", "0180"), TODAY)
    gone = {"tariff": uid}
    check(store, Case(operation=end_fee_tariff, good=gone, bad=[({"tariff": "x"}, NotFound)]))
    with pytest.raises(BadValue):
        end_fee_tariff(store, tariff=uid)


def test_the_usual_prices_come_only_when_asked_for(store: Store) -> None:
    assert list_fee_tariffs(store) == []
    check(store, Case(operation=add_usual_tariffs, good={}))
    kronor = {one.amount // 100 for one in list_fee_tariffs(store)}
    assert {0, 50, 100, 500, 800} <= kronor
    before = store.digest()
    with pytest.raises(BadValue):
        add_usual_tariffs(store)
    assert store.digest() == before


def test_municipalities_are_typed_as_codes_or_names() -> None:
    assert read_municipalities("2481 2463, Umeå;180, Upplands Väsby") == (
        "2481", "2463", "2480", "0180", "0114",
    )  # fmt: skip
    assert read_municipalities(" ") == ()
