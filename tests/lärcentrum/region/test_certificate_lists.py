"""A centre's withdrawn certificates travel with the monthly file, and the office passes them on."""

from dataclasses import replace
from pathlib import Path

import pytest

from lärcentrum.certificates import certificates as register
from lärcentrum.certificates.certificates import (
    certificate_paper,
    list_to_send,
    own_check_list,
    save_certificate,
)
from lärcentrum.certificates.check_list import keys_of, open_lists, read_lists, withdrawals_of
from lärcentrum.certificates.errors import CheckListBroken
from lärcentrum.certificates.issuing import withdraw_certificate
from lärcentrum.certificates.verify import Outcome, Withdrawal, verify_file
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.region import inbox
from lärcentrum.region.certificate_lists import certificate_lists, list_in
from lärcentrum.store.store import Store
from lärcentrum.sync import months, payloads
from lärcentrum.sync.canonical import HEADER_CAP, canonical_lines
from lärcentrum.sync.header_format import CHECK_LIST, to_json
from tests.helpers import months as centre
from tests.helpers import packages as make
from tests.helpers.months import OCTOBER
from tests.helpers.sat import make_sat, name_centre
from tests.lärcentrum.region.test_both_ends import acquaint


@pytest.fixture
def region(store: Store, region_store: Store) -> Store:
    name_centre(store)
    acquaint(store, region_store)
    return region_store


def sent(store: Store, region: Store, folder: Path) -> None:
    folder.mkdir()
    months.close_month(store, period=OCTOBER)
    (path,) = centre.send(store, folder)
    inbox.receive_package(region, path=path)


def test_withdrawn_numbers_reach_whoever_checks(
    store: Store, region: Store, tmp_path: Path
) -> None:
    uid = issue_certificate(store, booking=make_sat(store))
    other = issue_certificate(store, booking=make_sat(store, 1))
    withdraw_certificate(store, certificate=uid, reason="var fel från början")
    assert payloads.preview_month(store, period=OCTOBER).certificates == 1
    sent(store, region, tmp_path / "sticka")
    passed = certificate_lists(region)
    assert (passed.centres, passed.lacking) == (("2463",), ())
    assert b"var fel" not in passed.data
    (tmp_path / "listor.txt").write_bytes(passed.data)
    lists = open_lists(tmp_path / "listor.txt")
    for one, outcome in ((uid, Outcome.WITHDRAWN), (other, Outcome.GENUINE)):
        path = save_certificate(store, certificate=one, folder=tmp_path, copy=False)
        assert verify_file(path, keys_of(lists), withdrawals_of(lists)).outcome is outcome
        # The office itself, and so any other centre, reads the same file.
        assert register.check_certificate(region, path=path, lists=lists).outcome is outcome


def test_a_centre_without_certificates_sends_none(
    store: Store, region: Store, tmp_path: Path
) -> None:
    assert payloads.preview_month(store, period=OCTOBER).certificates is None
    assert list_to_send(store) == ""
    sent(store, region, tmp_path / "sticka")
    passed = certificate_lists(region)
    assert (passed.data, passed.centres, passed.lacking) == (b"", (), ("2463",))


def test_a_centre_speaks_for_itself_only(store: Store, region: Store) -> None:
    issue_certificate(store, booking=make_sat(store))
    text = list_to_send(store)
    own = make.header(centre="2463", extra={CHECK_LIST: text})
    assert list_in(own) == text
    assert list_in(replace(own, centre="2480")) == ""
    assert list_in(replace(own, environment="demo")) == ""
    for broken in ("", "{}", text.replace("2463", "2480"), 7):
        assert list_in(replace(own, extra={CHECK_LIST: broken})) == ""


def test_one_changed_list_spoils_the_file(store: Store, region: Store) -> None:
    issue_certificate(store, booking=make_sat(store))
    line = list_to_send(store).encode() + b"\n"
    assert [one.centre for one in read_lists(line)] == ["2463"]
    for data in (b"", line + line, line + b"{}\n", line.replace(b"real", b"demo")):
        with pytest.raises(CheckListBroken):
            read_lists(data)


def test_a_long_list_leaves_room_for_the_first_line(
    store: Store, region: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = issue_certificate(store, booking=make_sat(store))
    assert certificate_paper(store, certificate=uid)
    day = store.clock.today()
    many = tuple(
        Withdrawal(number=f"2463-2026-{n:020d}", day=day, replaced_by=f"2463-2026-{n:020d}")
        for n in range(3000)
    )
    own = replace(own_check_list(store), withdrawals=many)
    monkeypatch.setattr(register, "own_check_list", lambda _store: own)
    text = list_to_send(store)
    header = make.header(centre="2463", extra={CHECK_LIST: text})
    assert len(canonical_lines([to_json(header)])) < HEADER_CAP
