"""What had not come home when the register was taken over: applied or dropped, one by one."""

from dataclasses import replace

import pytest

from lärcentrum import backups, history, opening
from lärcentrum.errors import BadValue, NotAllowed, NotFound
from lärcentrum.exams import rooms
from lärcentrum.home import aside, going
from lärcentrum.home.aside import Fate
from lärcentrum.home.errors import AsideByHand, AsideConflict
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.rights import Right
from lärcentrum.settings import change_settings, setting
from lärcentrum.store.errors import Taken
from tests.helpers import homes
from tests.helpers.exams import make_booking, make_room
from tests.helpers.homes import add, kill
from tests.helpers.matrix import Case, check
from tests.helpers.people import NAMES, make_student


@pytest.fixture
def parted(tmp_path):
    """The first computer again, after the second one took over, worked, and gave it back."""
    one, two, _home = homes.shared(tmp_path)
    first = one.log_in()
    add(first, "Gemensam")
    going.bring_home(first.store)
    for number in range(3):
        add(first, f"Ettans {number}")
    uid = next(one.uid for one in rooms.list_rooms(first.store) if one.name == "Ettans 1")
    rooms.change_room(first.store, room=uid, name="Ettans ändrade", capacity=4)
    shared = next(one.uid for one in rooms.list_rooms(first.store) if one.name == "Gemensam")
    rooms.change_room(first.store, room=shared, name="Gemensam", capacity=9)
    add(first, "Samma namn")
    kill(first)
    second = two.log_in(take_over=True)
    for number in range(4):
        add(second, f"Tvåans {number}")
    add(second, "Samma namn")
    assert opening.leave(second) is None
    first = one.log_in()
    yield first
    if first.lock.held:
        opening.leave(first)


def names(opened):
    return {one.name for one in rooms.list_rooms(opened.store)}


def changes(opened):
    return aside.list_aside(opened.store)


def test_each_is_listed_and_applied_with_ids_of_its_own(parted):
    store = parted.store
    found = changes(parted)
    assert [one.fate for one in found] == [Fate.WAITING] * 6
    assert all(one.able for one in found)
    before = names(parted)
    assert "Ettans 0" not in before
    check(
        store,
        Case(
            operation=aside.apply_aside,
            good={"change": found[0].change},
            bad=[
                ({"change": "0" * 64}, NotFound),
                ({"change": found[3].change}, AsideConflict),  # its room is not applied yet
                ({"change": found[5].change}, Taken),
            ],
        ),
    )
    assert names(parted) == before | {"Ettans 0"}
    assert changes(parted)[0].fate is Fate.APPLIED
    with pytest.raises(NotFound):
        aside.apply_aside(store, change=found[0].change)
    for one in found[1:4]:
        aside.apply_aside(store, change=one.change)
    assert {"Ettans 0", "Ettans ändrade", "Ettans 2"} <= names(parted)
    # New rows of this computer get ids of their own afterwards.
    add(parted, "Ny")
    assert not history.verify_log(store)


def test_taken_back_it_waits_again(parted):
    change = changes(parted)[0].change
    aside.apply_aside(parted.store, change=change)
    history.undo_last(parted.store)
    assert changes(parted)[0].fate is Fate.WAITING
    aside.apply_aside(parted.store, change=change)
    assert changes(parted)[0].fate is Fate.APPLIED


def test_a_row_that_is_another_now_is_not_written_over(parted):
    store = parted.store
    shared = next(one.uid for one in rooms.list_rooms(store) if one.name == "Gemensam")
    rooms.change_room(store, room=shared, name="Gemensam", capacity=20)
    before = store.digest()
    with pytest.raises(AsideConflict):
        aside.apply_aside(store, change=changes(parted)[4].change)
    assert store.digest() == before


def test_one_is_dropped_with_a_reason_and_can_still_be_applied(parted):
    change = changes(parted)[0].change
    check(
        parted.store,
        Case(
            operation=aside.drop_aside,
            good={"change": change, "reason": "Dubblett"},
            bad=[
                ({"change": change, "reason": " "}, BadValue),
                ({"change": change, "reason": "x" * 501}, BadValue),
                ({"change": "0" * 64, "reason": "Dubblett"}, NotFound),
            ],
            only_noted=True,
        ),
    )
    assert changes(parted)[0].fate is Fate.DROPPED
    aside.apply_aside(parted.store, change=change)
    assert changes(parted)[0].fate is Fate.APPLIED


def test_it_goes_home_with_the_rest_and_stays_settled(parted, tmp_path):
    aside.apply_aside(parted.store, change=changes(parted)[0].change)
    assert opening.leave(parted) is None
    again = homes.computer(tmp_path / "ett", 21)
    first = again.log_in()
    assert [one.fate for one in changes(first)][:2] == [Fate.APPLIED, Fate.WAITING]
    opening.leave(first)


def test_the_rights_are_those_of_the_change_itself(tmp_path):
    one, two, _home = homes.shared(tmp_path)
    first = one.log_in()
    change_settings(first.store, values={"opens": "09:00"})
    kill(first)
    opening.leave(two.log_in(take_over=True))
    first = one.log_in()
    found = changes(first)
    store = first.store
    rights = store.session.rights - {Right.MANAGE}
    whole, store.session = store.session, replace(store.session, rights=rights)
    with pytest.raises(NotAllowed):
        aside.apply_aside(store, change=found[0].change)
    store.session = whole
    aside.apply_aside(store, change=found[0].change)
    assert setting(store, "opens") == "09:00"
    opening.leave(first)


def test_each_tells_what_it_is_about_and_names_nobody_who_is_protected(tmp_path):
    one, two, _home = homes.shared(tmp_path)
    first = one.log_in()
    hidden = make_student(first.store, 1)
    room = make_room(first.store)
    going.bring_home(first.store)
    make_booking(first.store, 0, room=room)
    make_booking(first.store, 1, student=hidden, room=room)
    kill(first)
    second = two.log_in(take_over=True)
    set_protection(second.store, student=hidden, protection=Protection.MARKED, reason="Beslut")
    opening.leave(second)
    first = one.log_in()
    said = [one.about for one in changes(first)]
    name, other = (" ".join(NAMES[n]) for n in (0, 1))
    assert name in said, "the student who was added"
    assert any(one.startswith(f"{name} · ") for one in said), "whose booking"
    assert any(one and name not in one for one in said), "the other booking by its exam"
    assert not any(other in one for one in said)
    assert all(said)
    opening.leave(first)


def test_what_may_have_left_the_centre_is_done_by_hand(tmp_path):
    one, two, _home = homes.shared(tmp_path)
    first = one.log_in()
    backups.confirm_epoch(first.store)
    student = make_student(first.store)
    set_protection(first.store, student=student, protection=Protection.MARKED, reason="Beslut")
    kill(first)
    opening.leave(two.log_in(take_over=True))
    first = one.log_in()
    found = changes(first)
    assert [one.able for one in found] == [True, False]
    with pytest.raises(AsideByHand):
        aside.apply_aside(first.store, change=found[1].change)
    aside.drop_aside(first.store, change=found[1].change, reason="Satt för hand")
    opening.leave(first)
