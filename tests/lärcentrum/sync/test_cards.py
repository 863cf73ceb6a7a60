from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.sync.cards import KeyCard, Role, read_card, write_card
from lärcentrum.sync.envelope import public_key
from lärcentrum.sync.errors import BadCard
from tests.helpers import packages as make

CENTRE = KeyCard(
    role=Role.CENTRE,
    code="2463",
    name="Åsele lärcentrum",
    register="0193-uid",
    environment="real",
    seal=public_key(make.SECRET),
    email="larcentrum@exempel.se",
)
REGION = replace(
    CENTRE, role=Role.REGION, code="norr", name="Akademi Norr",
    recipient=make.region_keys().recipient,
)  # fmt: skip


@pytest.mark.parametrize("card", [CENTRE, REGION])
def test_a_card_comes_back_whatever_a_mail_program_did_to_its_lines(card: KeyCard) -> None:
    data = write_card(card)
    assert read_card(data) == card
    assert read_card(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n\r\n")) == card
    assert "Åsele" in data.decode() or card is REGION


def test_the_fingerprint_is_six_groups_of_five_digits_and_follows_every_word() -> None:
    groups = CENTRE.fingerprint.split()
    assert [len(one) for one in groups] == [5] * 6
    assert all(one.isdigit() for one in groups)
    others = {
        replace(CENTRE, seal=public_key(make.OTHER_SECRET)).fingerprint,
        replace(CENTRE, code="2422").fingerprint,
        replace(CENTRE, environment="demo").fingerprint,
        replace(CENTRE, email="nagon@annan.se").fingerprint,
    }
    assert len(others | {CENTRE.fingerprint}) == 5


@given(st.integers(0, len(write_card(CENTRE)) - 1), st.integers(0, 7))
def test_a_changed_card_is_refused(at: int, bit: int) -> None:
    data = bytearray(write_card(CENTRE))
    data[at] ^= 1 << bit
    try:
        found = read_card(bytes(data))
    except BadCard:
        return
    assert found == CENTRE  # a blank or a line end


@pytest.mark.parametrize(
    "card",
    [
        replace(REGION, recipient="age1fel"),
        replace(CENTRE, recipient=make.region_keys().recipient),
        replace(CENTRE, seal="AAAA"),
        replace(CENTRE, environment="test"),
        replace(CENTRE, name=""),
    ],
)
def test_a_card_with_impossible_keys_is_refused(card: KeyCard) -> None:
    with pytest.raises(BadCard):
        read_card(write_card(card))


def test_a_large_or_foreign_file_is_no_card() -> None:
    for data in (b"", b"\xff\xfe", b"x" * 100_000, make.sealed()):
        with pytest.raises(BadCard):
            read_card(data)
