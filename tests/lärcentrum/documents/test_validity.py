"""How long a certificate holds: typed, by the template, listed when it ends, said by the check."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.certificates.certificates import (
    CertificateRow,
    certificate_paper,
    check_certificate,
    list_certificates,
    said_state,
)
from lärcentrum.certificates.errors import AlreadyIssued, BadFacts
from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.certificates.issuing import withdraw_certificate
from lärcentrum.certificates.template_errors import TemplateFault
from lärcentrum.certificates.template_reading import read_template, shipped_body
from lärcentrum.certificates.validity import ends_within, has_ended, years_after
from lärcentrum.certificates.verify import Outcome
from lärcentrum.documents.certificate_drafts import Hindrance, draft_certificates
from lärcentrum.documents.certificate_templates import change_certificate_template
from lärcentrum.documents.issue_certificate import (
    issue_certificate,
    issue_many,
    preview_certificate,
    replace_certificate,
)
from lärcentrum.exams.times import to_minutes
from lärcentrum.store.store import Store
from tests.helpers.certificates import words_of
from tests.helpers.sat import STARTS, make_sat, name_centre

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2080, 12, 31))


@pytest.fixture(autouse=True)
def _named(store: Store) -> None:
    name_centre(store)


def hold_for(store: Store, years: str) -> None:
    body = shipped_body(CertificateKind.EXAM).replace("years = 0", f"years = {years}")
    change_certificate_template(store, kind=CertificateKind.EXAM, body=body)


def only(store: Store, **asked: Any) -> CertificateRow:
    (row,) = list_certificates(store, **asked)
    return row


@given(DAYS, st.integers(1, 10))
def test_years_later_is_the_same_day(day: date, years: int) -> None:
    later = years_after(day, years)
    assert later.year == day.year + years
    assert later.month == day.month
    assert later.day == day.day or (day.month, day.day, later.day) == (2, 29, 28)


@given(DAYS, DAYS, st.integers(0, 4000))
def test_what_ends_soon_has_not_ended(last: date, today: date, days: int) -> None:
    assert not (ends_within(last, today, days) and has_ended(last, today))
    assert ends_within(last, today, days) == (today <= last and (last - today).days <= days)


def test_a_typed_last_day_stands_on_the_paper(store: Store, tmp_path: Path) -> None:
    booking, today = make_sat(store), store.clock.today()
    with pytest.raises(BadFacts) as refused:
        issue_certificate(store, booking=booking, valid_to=date(2020, 1, 1))
    assert refused.value.name == "valid_to"
    last = years_after(today, 1)
    assert preview_certificate(store, booking=booking, valid_to=last).startswith(b"%PDF")
    uid = issue_certificate(store, booking=booking, valid_to=last)
    words = words_of(certificate_paper(store, certificate=uid), tmp_path)
    assert "Gäller till" in words
    assert str(last.year) in words
    assert only(store).valid_to == last
    new = replace_certificate(store, certificate=uid, reason="namnet var fel")
    assert [one.valid_to for one in list_certificates(store) if one.uid == new] == [last]


def test_the_template_says_how_many_years(store: Store) -> None:
    hold_for(store, "2")
    booking, today = make_sat(store), store.clock.today()
    issue_many(store, bookings=[booking])
    assert only(store).valid_to == years_after(today, 2)
    with pytest.raises(AlreadyIssued):
        issue_certificate(store, booking=booking)
    typed = issue_certificate(store, booking=make_sat(store, 1), valid_to=today)
    (row,) = [one for one in list_certificates(store) if one.uid == typed]
    assert row.valid_to == today, "what is typed goes before the template"
    assert not row.ended, "it holds on its last day"


@pytest.mark.parametrize("years", ["11", "-1", "1.5", '"två"'])
def test_no_such_number_of_years(years: str) -> None:
    body = shipped_body(CertificateKind.EXAM).replace("years = 0", f"years = {years}")
    with pytest.raises(TemplateFault):
        read_template(body)


def test_what_ends_is_listed_and_the_check_says_what_has(store: Store, tmp_path: Path) -> None:
    today = store.clock.today()
    later, soon = today + timedelta(days=40), today + timedelta(days=10)
    last = issue_certificate(store, booking=make_sat(store), valid_to=later)
    first = issue_certificate(store, booking=make_sat(store, 1), valid_to=soon)
    issue_certificate(store, booking=make_sat(store, 3))
    assert only(store, ends_in=10).uid == first
    assert [one.uid for one in list_certificates(store, ends_in=40)] == [first, last]
    assert list_certificates(store, ended=True) == []
    path = tmp_path / "intyg.pdf"
    path.write_bytes(certificate_paper(store, certificate=first))
    assert check_certificate(store, path=path).outcome is Outcome.GENUINE
    store.clock.at += timedelta(days=11)  # type: ignore[attr-defined]
    assert only(store, ended=True).uid == first
    assert said_state(only(store, ended=True)) == "Har gått ut"
    assert only(store, ends_in=40).uid == last
    verdict = check_certificate(store, path=path)
    assert verdict.outcome is Outcome.ENDED
    assert "giltighetstiden är slut" in verdict.sentence()
    withdraw_certificate(store, certificate=first, reason="var fel från början")
    assert list_certificates(store, ended=True) == []
    assert check_certificate(store, path=path).outcome is Outcome.WITHDRAWN


def test_many_that_say_the_exam_was_sat(store: Store) -> None:
    there = make_sat(store)
    done = make_sat(store, 1, handed_in_at=to_minutes(STARTS) + 200)
    drafts = draft_certificates(store, bookings=[there, done], kind=CertificateKind.SAT)
    assert [one.hindrance for one in drafts] == [Hindrance.NOT_HANDED_IN, None]
    assert drafts[0].reason == "Inlämningen är inte noterad."
    result = issue_many(store, bookings=[there, done], kind=CertificateKind.SAT)
    assert (len(result.issued), result.not_handed_in) == (1, 1)
    assert only(store).kind is CertificateKind.SAT
