"""An exam's material in the real window, by keyboard alone: from the post to the last copy."""

from datetime import date

from PySide6.QtCore import Qt

from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.custody import exam_custody
from lärcentrum.exams.custody_log import Step
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.press import CTRL
from tests.stories.desk import ENTER, Effort, Office, Person, add_rooms, first_start, log_in
from ui.main_window import MainWindow

DOWN, SHIFT = Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier
DAY = date(2026, 10, 22)


def step(maja: Person, letter: str, **fields: str) -> None:
    """Fill in fields of the log's dialog, go back to the list and press a step's key."""
    maja.fill(**fields)
    maja.to("custody_log")
    maja.key(Qt.Key[f"Key_{letter}"])


def begin(centre: Office) -> str:
    """A first start, custody switched on and two students booked; gives the exam."""
    with centre.start() as maja:
        first_start(maja, "centre", "storu", "Maja Sjaunja", "maja")
        add_rooms(maja, **{"Stora salen": "12"})
        maja.house.wait_for(MainWindow)
        change_settings(maja.store, values={"use_custody": "1"})
        exam = make_exam(maja.store, 0, day=DAY)
        for n in range(2):
            make_booking(maja.store, n, exam=exam, room=make_room(maja.store, "Stora salen"))
    return exam


def open_log(maja: Person) -> None:
    """From the card on Idag."""
    maja.page(1)
    maja.push("custody")
    maja.wait_for_dialog("custody_dialog")


def open_line(maja: Person) -> None:
    """From the first line of Att göra."""
    maja.page(1)
    maja.to("todo")
    maja.key(DOWN)
    maja.key(ENTER)
    maja.wait_for_dialog("custody_dialog")


def receive(maja: Person) -> None:
    """The post has come: from the booking, counted and locked in."""
    maja.page(2)
    maja.to("bookings")
    maja.key(DOWN)
    maja.key(ENTER)
    maja.push("do_custody")
    maja.wait_for_dialog("custody_dialog")
    step(maja, "M", copies="2")
    step(maja, "K", copies="2")
    step(maja, "L", place="Kassaskåpet")
    assert maja.read("custody_state") == "Inlåst: Kassaskåpet"
    maja.close_dialog()


def sit(maja: Person) -> None:
    maja.key(Qt.Key.Key_N, CTRL | SHIFT)
    maja.wait_for_dialog("attendance_dialog")
    maja.key(Qt.Key.Key_P)
    maja.key(Qt.Key.Key_P)
    maja.save()


def hand_in(maja: Person) -> None:
    maja.push("hand_in")
    maja.wait_for_dialog("hand_in_dialog")
    maja.type("4", ENTER)
    maja.type("3", ENTER)
    maja.save()


def send(maja: Person) -> None:
    """Counted one sheet short, which is signed; then posted."""
    open_log(maja)
    step(maja, "R", papers="2", sheets="6")
    assert maja.focus().objectName() == "signed_by"
    maja.fill(signed_by="Maja Sjaunja", reason="Ett blad blev kvar i salen")
    step(maja, "R")
    step(maja, "P", parcels="1", tracking="RR123SE")
    assert maja.read("custody_state") == "Postad."
    maja.close_dialog()


def test_the_material_of_one_exam(centre: Office, tell) -> None:
    exam = begin(centre)
    effort = Effort()
    centre.at(2026, 10, 19, 10)
    with centre.start() as maja:
        log_in(maja)
        maja.effort = effort
        receive(maja)
    centre.at(2026, 10, 22, 8, 30)
    with centre.start() as maja:
        log_in(maja)
        maja.effort = effort
        open_log(maja)
        step(maja, "U")
        maja.close_dialog()
        centre.at(2026, 10, 22, 9, 10)
        sit(maja)
        centre.at(2026, 10, 22, 13, 5)
        hand_in(maja)
        send(maja)
        assert [row.sent is not None for row in list_bookings(maja.store, exam=exam)] == [True] * 2
    centre.at(2026, 11, 10, 9)
    with centre.start() as maja:
        log_in(maja)
        maja.effort = effort
        open_line(maja)
        assert maja.read("custody_state") == "Kvittens saknas, påminn lärosätet"
        step(maja, "B")
        maja.wait_for_dialog("reminder")
        maja.push("note_reminded")
        maja.wait_for_dialog("custody_dialog")
        step(maja, "Q", note="svar på e-post")
        maja.close_dialog()
    centre.at(2026, 12, 14, 9)
    with centre.start() as maja:
        log_in(maja)
        maja.effort = effort
        open_line(maja)
        step(maja, "F")
        assert maja.read("custody_state") == "Kopior förstörda."
        maja.close_dialog()
        found = exam_custody(maja.store, exam=exam)
    assert [one.step for one in found.events] == [
        Step.RECEIVED, Step.CHECKED, Step.SAFE, Step.OUT, Step.COLLECTED, Step.POSTED,
        Step.REMINDED, Step.RECEIPT, Step.DESTROYED,
    ]  # fmt: skip
    assert found.counted is not None
    assert (found.counted.signed_by, found.counted.listed_sheets) == ("Maja Sjaunja", 7)
    tell("en tentas väg, från posten till sista kopian", effort)
