from datetime import date, timedelta
from pathlib import Path

import pytest

from lärcentrum import history
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking, move_booking
from lärcentrum.exams.calendar_events import MOST_BYTES, BadCalendar
from lärcentrum.exams.calendar_reading import clash_text, look_at_calendar, read_calendar
from lärcentrum.exams.calendar_saving import calendar_file, save_calendar
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.room_uses import RoomUse, add_room_use, list_room_uses
from lärcentrum.exams.rooms import end_room
from lärcentrum.exams.standing import Ended
from lärcentrum.store.file_errors import SourceGone, TooLarge
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_room
from tests.helpers.matrix import Case, check
from tests.lärcentrum.exams.test_calendar_events import calendar, event

HOUR = timedelta(hours=1)


@pytest.fixture
def room(store: Store) -> str:
    return make_room(store)


def written(tmp_path: Path, *events: str) -> Path:
    path = tmp_path / "sal.ics"
    path.write_bytes(calendar(*events))
    return path


def at(start: str, *more: str, uid: str = "a") -> str:
    return event(start, "DURATION:PT2H", *more, uid=uid)


def uses(store: Store) -> list[RoomUse]:
    return list_room_uses(store, starts=NINE - 30 * 24 * HOUR, ends=NINE + 400 * 24 * HOUR)


def test_read_look_and_read_again(store: Store, room: str, tmp_path: Path) -> None:
    path = written(
        tmp_path, at("20261215T090000", "RRULE:FREQ=WEEKLY;COUNT=3"), at("20261216T130000", uid="b")
    )
    good = {"room": room, "path": path}
    junk = tmp_path / "junk.ics"
    junk.write_bytes(b"hej")
    bad = [
        (good | {"room": "x"}, NotFound),
        (good | {"path": tmp_path / "none.ics"}, SourceGone),
        (good | {"path": junk}, BadCalendar),
        (good | {"days": 0}, BadValue),
        (good | {"title": "x" * 201}, BadValue),
    ]
    looked = check(store, Case(operation=look_at_calendar, good=good, bad=bad))
    done = check(store, Case(operation=read_calendar, good=good, bad=bad))
    assert looked == done
    assert (done.new, done.changed, done.removed, done.clashes) == (4, 0, 0, ())
    assert [one.title for one in uses(store)] == ["SFI, grupp 1"] * 4
    before = history.log(store, limit=1)[0].id
    again = read_calendar(store, **good)
    assert again.nothing_to_do
    assert again.unchanged == 4
    assert history.log(store, limit=1)[0].id == before, "nothing was written"
    with pytest.raises(Clash):
        add_room_use(store, room=room, title="Möte", starts=NINE + 24 * HOUR, ends=NINE + 25 * HOUR)
    end_room(store, room=make_room(store, "Sal Ö"))
    with pytest.raises(Ended):
        look_at_calendar(store, room=make_room(store, "Sal Ö"), path=path)


def test_a_newer_file_changes_what_it_changes(store: Store, room: str, tmp_path: Path) -> None:
    first = [at(f"202612{day}T090000", uid=f"u{day}") for day in (15, 16, 17, 18)]
    read_calendar(store, room=room, path=written(tmp_path, *first))
    path = written(
        tmp_path,
        at("20261216T090000", "SEQUENCE:1", uid="u15"),
        at("20261215T090000", "SEQUENCE:1", uid="u16"),
        at("20261217T090000", "SEQUENCE:1", "STATUS:CANCELLED", uid="u17"),
    )
    done = check(store, Case(operation=read_calendar, good={"room": room, "path": path}))
    assert (done.new, done.changed, done.removed, done.clashes) == (0, 2, 2, ())
    assert [one.starts.day for one in uses(store)] == [15, 16], "two changed places"
    old = read_calendar(store, room=room, path=written(tmp_path, *first))
    assert (old.older, old.changed, old.new) == (3, 1, 0)
    assert len(uses(store)) == 3, "one that was left out is back; one that was called off is not"


def test_clashes_are_told_and_hold_nothing(store: Store, room: str, tmp_path: Path) -> None:
    booking = make_booking(store)
    taken = add_room_use(
        store, room=room, title="Möte", starts=NINE + 24 * HOUR, ends=NINE + 26 * HOUR
    )
    path = written(
        tmp_path, at("20261214T100000", uid="a"), at("20261215T100000", uid="b"),
        at("20261216T090000", uid="c"), at("20261216T100000", uid="d"),
    )  # fmt: skip
    good = {"room": room, "path": path, "title": "Komvux"}
    done = check(store, Case(operation=read_calendar, good=good))
    assert [(one.by, bool(one.other)) for one in done.clashes] == [
        ("sitting", True), ("room_use", True), ("file", False)
    ]  # fmt: skip
    assert done.clashes[1].other == taken
    assert clash_text(done.clashes[0]) == (
        "Komvux mån 14 dec 10:00–12:00: ett skrivtillfälle har salen"
    )
    held = {(one.starts.day, one.title): one.preliminary for one in uses(store)}
    assert held == {
        (14, "Komvux"): True, (15, "Möte"): False, (15, "Komvux"): True, (16, "Komvux"): True
    }  # fmt: skip
    again = read_calendar(store, **good)
    assert again.nothing_to_do
    assert len(again.clashes) == 3, "they are told again"
    cancel_booking(store, booking=booking, by=CancelledBy.STUDENT)
    freed = read_calendar(store, **good)
    assert (freed.changed, len(freed.clashes)) == (1, 2)
    assert not uses(store)[0].preliminary


def test_what_has_passed_and_what_lies_far_ahead(store: Store, room: str, tmp_path: Path) -> None:
    path = written(
        tmp_path, at("20261120T090000", uid="a"), at("20261124T090000", uid="b"),
        at("20280101T090000", uid="c"),
    )  # fmt: skip
    done = read_calendar(store, room=room, path=path)
    assert (done.new, done.last) == (1, date(2027, 12, 28))
    assert read_calendar(store, room=room, path=path, days=800).new == 1
    near = read_calendar(store, room=room, path=path, days=30)
    assert near.nothing_to_do, "what lies beyond the days is not taken for left out"


def test_a_file_that_is_too_large(store: Store, room: str, tmp_path: Path) -> None:
    path = tmp_path / "stor.ics"
    path.write_bytes(b" " * (MOST_BYTES + 1))
    with pytest.raises(TooLarge, match="5 MB"):
        look_at_calendar(store, room=room, path=path)


def test_the_centres_own_calendar_names_nobody(store: Store, room: str, tmp_path: Path) -> None:
    booking = make_booking(store)
    name = store.query("SELECT given_name, family_name FROM student")[0]
    add_room_use(store, room=room, title="Möte", starts=NINE + 24 * HOUR, ends=NINE + 26 * HOUR)
    read_calendar(store, room=room, path=written(tmp_path, at("20261217T090000")))
    data = check(store, Case(operation=calendar_file, good={}))
    text = data.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Tentamen: Exempeluniversitetet ST0000" in text
    assert "DTSTART:20261214T080000Z" in text
    assert "LOCATION:Sal Å" in text
    assert "SUMMARY:Möte" in text
    assert "SFI" not in text, "what came from a calendar does not go back to it"
    assert name["family_name"] not in text
    path = check(store, Case(operation=save_calendar, good={"folder": tmp_path}))
    assert path.read_bytes() == data
    other = make_room(store, "Sal Ö")
    assert look_at_calendar(store, room=other, path=path).free == 2, "our own is known again"
    move_booking(store, booking=booking, starts=NINE + HOUR, reason="Flyttad")
    moved = calendar_file(store).decode()
    assert "SEQUENCE:2" in moved
    cancel_booking(store, booking=booking, by=CancelledBy.STUDENT)
    assert "STATUS:CANCELLED" in calendar_file(store).decode()
