from dataclasses import replace
from datetime import date

import pytest

from lärcentrum.errors import BadValue
from lärcentrum.store.store import Store
from lärcentrum.sync import keys, recipients
from lärcentrum.sync.cards import read_card, write_card
from lärcentrum.sync.errors import BadCard, MixedEnvironment
from lärcentrum.sync.levels import Level
from lärcentrum.sync.month_errors import WrongFingerprint
from tests.helpers import matrix
from tests.helpers import months as helper

REGION = helper.REGION


def test_the_matrix_of_the_centres_keys(store: Store) -> None:
    helper.name_centre(store)
    matrix.check(store, matrix.Case(keys.make_centre_keys, {}))
    card = keys.centre_card(store)
    assert card is not None
    assert read_card(write_card(card)) == card
    matrix.check(store, matrix.Case(keys.rotate_centre_key, {}))
    new = keys.centre_card(store)
    assert new is not None
    assert new.seal != card.seal


def test_rotating_keeps_the_names_of_rows(store: Store) -> None:
    helper.name_centre(store)
    keys.make_centre_keys(store)
    before = keys.row_key(store)
    keys.rotate_centre_key(store)
    assert keys.row_key(store) == before


def test_keys_are_not_in_the_log(store: Store) -> None:
    helper.name_centre(store)
    keys.make_centre_keys(store)
    text = str(store.query("SELECT old, new FROM journal")) + str(
        store.query("SELECT note FROM operation")
    )
    assert keys.seal_key(store).hex() not in text
    assert keys.row_key(store).hex() not in text


def test_the_shared_key_is_taken_as_it_is_read_aloud(store: Store) -> None:
    keys.set_once_key(store, key="AB CD " * 16)
    assert keys.once_key(store) == bytes.fromhex("abcd" * 16)
    for wrong in ("ab", "x" * 64):
        with pytest.raises(BadValue):
            keys.set_once_key(store, key=wrong)


def test_the_matrix_of_a_decision(store: Store) -> None:
    good = {
        "level": Level.PSEUDONYMOUS, "decided_on": date(2026, 8, 1), "file_number": "KS 2026/1",
        "decided_by": "Kommunstyrelsen",
    }  # fmt: skip
    bad = [
        (good | {"file_number": " "}, BadValue),
        (good | {"decided_by": ""}, BadValue),
        (good | {"decided_on": date(2027, 1, 1)}, BadValue),
    ]
    matrix.check(store, matrix.Case(keys.enter_decision, good, bad))
    assert keys.present_level(store) is Level.PSEUDONYMOUS
    keys.enter_decision(store, **(good | {"level": Level.NONE}))
    assert keys.present_level(store) is Level.NONE


def test_the_matrix_of_a_recipient(store: Store) -> None:
    helper.name_centre(store)
    card = write_card(REGION)
    demo = replace(REGION, environment="demo")
    keys.make_centre_keys(store)
    centre = keys.centre_card(store)
    assert centre is not None
    matrix.check(
        store,
        matrix.Case(
            recipients.add_recipient,
            {"card": card, "fingerprint": REGION.fingerprint.replace(" ", "")},
            [
                ({"card": card, "fingerprint": "12345 " * 6}, WrongFingerprint),
                ({"card": b"x", "fingerprint": ""}, BadCard),
                ({"card": write_card(centre), "fingerprint": centre.fingerprint}, BadCard),
                ({"card": write_card(demo), "fingerprint": demo.fingerprint}, MixedEnvironment),
            ],
        ),
    )
    (only,) = recipients.list_recipients(store)
    assert only.has_key
    matrix.check(store, matrix.Case(recipients.end_recipient, {"recipient": only.uid}))
    matrix.check(
        store,
        matrix.Case(
            recipients.add_plain_recipient,
            {"name": "Kontoret", "email": "kontoret@exempel.se"},
            [({"name": " "}, BadValue)],
        ),
    )


def test_a_new_card_of_the_same_region_takes_the_old_ones_place(store: Store) -> None:
    helper.name_centre(store)
    helper.enrol_region(store)
    helper.enrol_region(store, replace(REGION, name="Akademi Norr, nytt kontor"))
    (only,) = recipients.list_recipients(store)
    assert only.name == "Akademi Norr, nytt kontor"
