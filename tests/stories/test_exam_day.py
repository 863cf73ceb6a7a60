"""A January day's attendance list: 40 people typed back from paper with the keyboard alone."""

from datetime import date, datetime, time

from PySide6.QtCore import Qt

from lärcentrum.exams.attendance import Attendance
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.exams.typed_lines import IdKind
from lärcentrum.exams.typed_lists import attendance_rows
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.press import CTRL
from tests.stories.desk import ENTER, Effort, Office, add_rooms, first_start, log_in
from ui.main_window import MainWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
DAY = date(2026, 10, 22)
PEOPLE, EXAMS = 40, 6
_SECONDS = 90
ABSENT, LATE = (6, 23), (11, 30)


def letters(person, text: str) -> None:
    """Press letter by letter, each where the focus then is."""
    for letter in text:
        person.type(letter)


def test_forty_people_are_typed_back_in_less_than_ninety_seconds(centre: Office, tell) -> None:
    with centre.start() as maja:
        first_start(maja, "centre", "storu", "Maja Sjaunja", "maja")
        add_rooms(maja, **{"Stora salen": "44"})
        maja.house.wait_for(MainWindow)
        maja.rest()
        room = make_room(maja.store, "Stora salen")
        exams = [make_exam(maja.store, n, day=DAY) for n in range(EXAMS)]
        for n in range(PEOPLE):
            make_booking(maja.store, n, exam=exams[n % EXAMS], room=room)
    centre.at(2026, 10, 22, 13, 40)
    with centre.start() as maja:
        log_in(maja)
        maja.effort = Effort()
        maja.key(Qt.Key.Key_L, CTRL | SHIFT)
        maja.wait_for_dialog("list_dialog")
        for n in range(PEOPLE):
            letters(maja, "A" if n in ABSENT else "L" if n in LATE else "P")
            if n in LATE:
                maja.type("915", ENTER)
        here = [n for n in range(PEOPLE) if n not in ABSENT]
        letters(maja, "KI" * (len(here) // 2))
        for n in here:
            maja.type(f"12{n:02}", ENTER)
        for n in here:
            maja.type(str(n % 10), ENTER)
        maja.key(ENTER, CTRL)
        maja.wait(lambda: maja.dialog() is None)
        (card,) = list_sittings(maja.store, first=DAY, last=DAY)
        assert (card.arrived, card.absent, card.handed_in) == (38, 2, 38)
        rows = attendance_rows(maja.store, sitting=card.uid)
        assert [one.number for one in rows] == list(range(1, PEOPLE + 1))
        for n, one in enumerate(rows):
            line = one.line
            if n in ABSENT:
                assert line.attendance is Attendance.ABSENT
                continue
            assert line.came == (time(9, 15) if n in LATE else None)
            assert line.id_kind is (IdKind.LICENCE if here.index(n) % 2 == 0 else IdKind.ID_CARD)
            assert one.booking.handed_in == datetime(2026, 10, 22, 12, n)
            assert line.sheets == n % 10
        seconds = f"{maja.effort.seconds():.0f} s med fyra i sekunden"
        tell(f"närvarolista för {PEOPLE}, med legitimation, tider och blad, {seconds}", maja.effort)
        assert maja.effort.seconds() <= _SECONDS
        maja.key(Qt.Key.Key_Z, CTRL)
        maja.rest()
        (card,) = list_sittings(maja.store, first=DAY, last=DAY)
        assert (card.arrived, card.absent) == (0, 0)
