"""A room's week on paper: what stands there and when, and no person."""

from datetime import timedelta

import pypdfium2
import pytest

from lärcentrum.documents.week_lists import week_list_pdf
from lärcentrum.errors import NotAsItStands, NotFound
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.opening_days import set_opening_day
from lärcentrum.exams.room_uses import add_room_use
from tests.helpers.certificates import words_of
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.sat import name_centre


def test_the_week_of_every_room(store, tmp_path):
    name_centre(store)
    room, other = make_room(store, "Sal Å"), make_room(store, "Sal Ö")
    booking = make_booking(store, 1, exam=make_exam(store, 0), room=room)
    tomorrow = NINE + timedelta(days=1)
    hours = {"starts": tomorrow, "ends": tomorrow + timedelta(hours=2)}
    add_room_use(store, room=other, title="Komvux", contact="Eva, 070-1", preliminary=True, **hours)
    set_opening_day(store, day=DAY + timedelta(days=2), reason="Studiedag")
    bad = [({"room": "x"}, NotFound)]
    pdf = check(store, Case(operation=week_list_pdf, good={"day": DAY}, bad=bad))
    said = words_of(pdf, tmp_path)
    one = booking_page(store, booking=booking)
    for text in (
        "Veckolista, Sal Å", "Veckolista, Sal Ö", "vecka 51", "09:00–13:00",
        f"Tentamen: {one.course_name}", "Komvux (preliminärt)", "stängt: Studiedag",
    ):  # fmt: skip
        assert text in said, text
    for secret in (one.name, one.listed_name, "Eva", "070-1"):
        assert secret not in said
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 2
    document.close()


def test_one_room_alone_and_none_at_all(store, tmp_path):
    name_centre(store)
    with pytest.raises(NotAsItStands) as caught:
        week_list_pdf(store)
    assert all(caught.value.parts())
    make_room(store, "Sal Å")
    said = words_of(week_list_pdf(store, room=make_room(store, "Sal Ö")), tmp_path)
    assert "Sal Ö" in said
    assert "Sal Å" not in said
    assert said.count("ledig") >= 5
