"""The rooms' week in the real window, by keyboard alone: booked, moved, taken, undone."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt

from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.room_uses import list_room_uses
from tests.helpers.people import number_of
from tests.helpers.press import ALT, CTRL
from tests.stories.desk import ENTER, TAB, Effort, Office, Person, add_rooms, first_start, log_in
from ui.main_window import MainWindow

KEY = Qt.Key
DAY = date(2026, 10, 22)


def book_here(person: Person) -> None:
    """What the picture does not know: who, where, which exam; place and time stand there."""
    person.key(KEY.Key_N)
    person.key(ENTER)
    person.wait_for_dialog("booking_dialog")
    person.type("Łucja Ŋgađđi", ENTER)
    person.fill(identity_number=number_of(3))
    person.to("provider")
    person.type("miun", TAB)
    person.to("exam")
    person.type("Redovisning A FÖ018G", TAB)
    person.unfold("Mer om tentan")
    person.fill(approved_by="kursadministratören")
    person.save()


def test_a_day_in_the_rooms(centre: Office, tell) -> None:
    with centre.start() as maja:
        first_start(maja, "centre", "storu", "Maja Sjaunja", "maja")
        add_rooms(maja, **{"Lilla salen": "4", "Stora salen": "12"})
        maja.house.wait_for(MainWindow)
    with centre.start() as maja:
        log_in(maja)
        maja.page(2)
        maja.key(KEY.Key_S, ALT)
        assert maja.focus().objectName() == "rooms_timeline"
        maja.effort = Effort()
        for _week in range(3):
            maja.key(KEY.Key_PageDown)
        maja.to("rooms_day")
        maja.key(KEY.Key_A, CTRL)
        maja.type("22/10", ENTER)
        maja.key(KEY.Key_S, ALT)
        book_here(maja)
        tell("bokning ur salarna", maja.effort)
        (row,) = list_bookings(maja.store)
        assert (row.room_name, row.starts) == ("Lilla salen", datetime(2026, 10, 22, 9))
        # An hour later, in the other room.
        maja.key(KEY.Key_S, ALT)
        for key in (KEY.Key_Left, KEY.Key_Right, KEY.Key_M, KEY.Key_Down):
            maja.key(key)
        maja.key(KEY.Key_Right, CTRL)
        maja.key(ENTER)
        (row,) = list_bookings(maja.store)
        assert (row.room_name, row.starts) == ("Stora salen", datetime(2026, 10, 22, 10))
        maja.key(KEY.Key_Z, CTRL)
        assert list_bookings(maja.store)[0].room_name == "Lilla salen"
        meet_every_week(maja)
        maja.key(KEY.Key_F, ALT)
        assert maja.focus().objectName() == "column_booked"


def meet_every_week(person: Person) -> None:
    """A course after the exam, three weeks."""
    person.key(KEY.Key_S, ALT)
    person.key(KEY.Key_N)
    person.key(KEY.Key_Down)
    person.key(ENTER)
    person.wait_for_dialog("room_use_dialog")
    person.type("SFI grupp B")
    person.to("repeat")
    person.key(KEY.Key_Down)
    person.fill(until="5/11")
    person.save()
    first = datetime.combine(DAY, datetime.min.time())
    uses = list_room_uses(person.store, starts=first, ends=first + timedelta(days=30))
    assert [one.starts.date().day for one in uses] == [22, 29, 5]
