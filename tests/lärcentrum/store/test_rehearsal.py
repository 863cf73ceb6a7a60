"""A copy in memory: the same rules, nothing kept, the register free meanwhile."""

import threading
from dataclasses import replace

import pytest

from lärcentrum.errors import NotAllowed
from lärcentrum.exams import rooms
from lärcentrum.store.errors import OnlyLooking, Taken
from lärcentrum.store.rehearsal import rehearsing
from tests.helpers.people import make_student


def free(store):
    """Whether another thread gets the register."""
    got = []

    def ask():
        if store._lock.acquire(timeout=0.2):
            store._lock.release()
            got.append(True)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    return bool(got)


def test_what_is_done_to_the_copy_is_not_kept_and_holds_nothing(store):
    rooms.add_room(store, name="Sal 1", capacity=4)
    student, before = make_student(store), store.digest()
    files = sorted(store.folder.rglob("*"))
    heard = []
    store.listen(heard.append)
    with rehearsing(store) as copy:
        assert copy.digest() == before
        rooms.add_room(copy, name="Sal 2", capacity=4)
        with pytest.raises(Taken):
            rooms.add_room(copy, name="Sal 1", capacity=4)
        assert copy.digest() != before
        assert free(store)
        assert copy.row("student", student)["uid"] == student
        assert sorted(store.folder.rglob("*")) == files, "never in a file"
    assert store.digest() == before
    assert heard == []


def test_the_same_person_may_do_the_same_to_it(store):
    store.session = replace(store.session, rights=frozenset())
    with rehearsing(store) as copy, pytest.raises(NotAllowed):
        rooms.add_room(copy, name="Sal 2", capacity=4)


def test_a_copy_to_look_in_is_no_place_to_try_in(store):
    store.refusing = OnlyLooking
    with rehearsing(store) as copy, pytest.raises(OnlyLooking):
        rooms.add_room(copy, name="Sal 2", capacity=4)
