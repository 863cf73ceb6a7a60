"""The next certificate number: after those on paper, never one that is given."""

import pytest

from lärcentrum.certificates import certificates as register
from lärcentrum.certificates.errors import NumberGiven
from lärcentrum.certificates.running import (
    next_certificate_number,
    set_next_certificate_number,
)
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.errors import BadValue
from tests.helpers.matrix import Case, check
from tests.helpers.sat import make_sat, name_centre


@pytest.fixture(autouse=True)
def _named(store):
    name_centre(store)


def issued(store, n=0):
    uid = issue_certificate(store, booking=make_sat(store, n))
    return register.read_certificate(store, certificate=uid).row.number


def test_in_the_matrix(store):
    good = {"number": 148}
    bad = [({"number": 0}, BadValue), ({"number": 1_000_000}, BadValue)]
    check(store, Case(operation=set_next_certificate_number, good=good, bad=bad))
    assert check(store, Case(operation=next_certificate_number, good={})) == 148


def test_the_year_goes_on_after_those_on_paper(store):
    set_next_certificate_number(store, number=148)
    assert issued(store) == "2421-2026-0148"
    assert register.missing_numbers(store, year=2026) == []
    assert next_certificate_number(store) == 149


def test_a_given_number_is_never_given_again(store):
    assert issued(store) == "2421-2026-0001"
    before = store.digest()
    with pytest.raises(NumberGiven) as caught:
        set_next_certificate_number(store, number=1)
    assert (caught.value.last, caught.value.field) == (1, "number")
    assert "Ange 2 eller högre." in str(caught.value)
    assert store.digest() == before
    set_next_certificate_number(store, number=500)
    set_next_certificate_number(store, number=20)
    assert (next_certificate_number(store), issued(store, 1)) == (20, "2421-2026-0020")
    assert register.missing_numbers(store, year=2026) == []
    set_next_certificate_number(store, number=21)
    assert next_certificate_number(store) == 21


def test_another_year_begins_at_one(store):
    set_next_certificate_number(store, number=148)
    assert register.missing_numbers(store, year=2025) == []
    store.clock.at = store.clock.at.replace(year=2027)
    assert next_certificate_number(store) == 1
