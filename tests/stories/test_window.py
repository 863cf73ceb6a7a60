"""The main job in the real window, by keyboard alone: from the first start to the receipt."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from lärcentrum.certificates.certificates import check_certificate
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.list_order import in_list_order
from lärcentrum.sync.months import MonthState, month_tile
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.press import CTRL
from tests.stories.desk import (
    ENTER,
    Effort,
    Office,
    Person,
    add_rooms,
    book,
    first_start,
    log_in,
)
from ui.main_window import MainWindow

DOWN, SHIFT = Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier
DAY = date(2026, 10, 22)


def begin(centre: Office, region: Office) -> None:
    """Two first starts; then the offices get to know each other's keys."""
    with centre.start() as maja:
        first_start(maja, "centre", "storu", "Maja Sjaunja", "maja")
        add_rooms(maja, **{"Stora salen": "12"})
        maja.house.wait_for(MainWindow)
        assert maja.frame.current == "today"
    with region.start() as orjan:
        first_start(orjan, "region", "", "Örjan Å", "örjan")
        orjan.house.wait_for(MainWindow)
        assert orjan.frame.current == "region"


def exchange_cards(centre: Office, region: Office, post: Path) -> None:
    """Each saves its card, and reads in the other's after the digits were compared."""
    with region.start() as orjan:
        log_in(orjan)
        orjan.push("empty_action")
        save_card(orjan, post / "region.txt")
    with centre.start() as maja:
        log_in(maja)
        maja.page(6)
        maja.push("open_recipients")
        maja.wait_for_dialog("recipients")
        maja.push("own_card_open")
        save_card(maja, post / "centrum.txt")
        maja.will_choose(post / "region.txt")
        maja.push("read_card")
        accept_card(maja)
        maja.close_dialog()
    with region.start() as orjan:
        log_in(orjan)
        orjan.will_choose(post / "centrum.txt")
        orjan.push("empty_action")
        accept_card(orjan)
        orjan.rest()
        assert orjan.frame.top.title.text() == "Region"


def save_card(person: Person, path: Path) -> None:
    person.wait_for_dialog("own_card")
    person.will_choose(path)
    person.push("save")
    person.wait(path.is_file)
    person.push("close")


def accept_card(person: Person) -> None:
    person.wait_for_dialog("accept_card")
    person.push("compared")
    person.push("save")
    person.wait(lambda: not [one for one in person.dialogs() if one.objectName() == "accept_card"])


def sit(maja: Person) -> None:
    """The day of the exam: present at nine, out at twelve, in the post."""
    maja.key(Qt.Key.Key_N, CTRL | SHIFT)
    maja.wait_for_dialog("attendance_dialog")
    maja.key(Qt.Key.Key_P)
    assert maja.read("sheet_count") == "1 av 1 klara"
    maja.save()


def leave(maja: Person) -> None:
    maja.push("hand_in")
    maja.wait_for_dialog("hand_in_dialog")
    maja.type("4", ENTER)
    maja.save()
    maja.page(2)
    maja.to("bookings")
    maja.key(DOWN)
    maja.key(ENTER)
    maja.push("do_send")
    maja.wait_for_dialog()
    maja.save()
    (row,) = list_bookings(maja.store, first=DAY, last=DAY)
    assert (row.attendance, row.sheets, row.sent is not None) == ("present", 4, True)


def certify(maja: Person, folder: Path) -> Path:
    """A certificate, saved as a file."""
    maja.page(5)
    maja.key(Qt.Key.Key_N, CTRL)
    maja.wait_for_dialog()
    maja.type("ngad", ENTER)
    maja.key(ENTER, CTRL)
    maja.wait_for_dialog("paper")
    maja.will_choose(folder / "intyg.pdf")
    maja.push("save")
    maja.wait((folder / "intyg.pdf").is_file)
    maja.close_dialog()
    return folder / "intyg.pdf"


def send_month(maja: Person, stick: Path) -> Path:
    """Close the month, make its file and put it on a memory stick: two keys and a folder."""
    maja.page(6)
    maja.rest()
    maja.key(ENTER, CTRL)
    maja.rest()
    maja.will_choose(stick)
    maja.key(ENTER, CTRL)
    maja.rest()
    (made,) = stick.glob("*.lcsync")
    return made


def receive(orjan: Person, file: Path, stick: Path) -> Path:
    """Read the file in and put its receipt on the stick."""
    orjan.will_choose(file)
    orjan.key(Qt.Key.Key_N, CTRL)
    orjan.rest()
    orjan.push("receive")
    orjan.rest()
    orjan.will_choose(stick)
    orjan.push("save_receipts")
    orjan.rest()
    (made,) = stick.glob("*.kvittens")
    return made


def read_receipt(maja: Person, receipt: Path) -> None:
    maja.page(6)
    maja.will_choose(receipt)
    maja.push("read_receipt")
    maja.rest()


def test_the_main_job(centre: Office, region: Office, tmp_path: Path, tell) -> None:
    stick = tmp_path / "minne å"
    stick.mkdir()
    begin(centre, region)
    exchange_cards(centre, region, stick)
    with centre.start() as maja:
        log_in(maja)
        book(maja)
        (row,) = list_bookings(maja.store)
        assert (row.name, row.room_name) == ("Łucja Ŋgađđi", "Stora salen")
    centre.at(2026, 10, 22, 8, 50)
    with centre.start() as maja:
        log_in(maja)
        sit(maja)
        centre.at(2026, 10, 22, 12, 30)
        leave(maja)
        paper = certify(maja, stick)
        assert "Äkta" in check_certificate(maja.store, path=paper).sentence()
    for office in (centre, region):
        office.at(2026, 11, 2, 9)
    with centre.start() as maja:
        log_in(maja)
        maja.effort = Effort()
        file = send_month(maja, stick)
        tell("en månad utan brister", maja.effort)
        assert maja.effort.commands <= 4
    with region.start() as orjan:
        log_in(orjan)
        receipt = receive(orjan, file, stick)
        assert orjan.frame.top.count.text() == "1 av 1 för oktober 2026"
    with centre.start() as maja:
        log_in(maja)
        read_receipt(maja, receipt)
        assert month_tile(maja.store, "2026-10").state is MonthState.RECEIPTED
        assert maja.read("receipt_text") == "Regionen har läst in filen."


def test_a_substitute_runs_the_day(centre: Office) -> None:
    """Logs in on the day, sees today and nothing else, notes attendance by one key a person."""
    with centre.start() as maja:
        first_start(maja, "centre", "storu", "Maja Sjaunja", "maja")
        add_rooms(maja, **{"Stora salen": "12"})
        maja.house.wait_for(MainWindow)
        add_substitute(maja)
        exam = make_exam(maja.store, 0, day=DAY)
        for n in range(3):
            make_booking(maja.store, n, exam=exam, room=make_room(maja.store, "Stora salen"))
    centre.at(2026, 10, 22, 8, 45)
    with centre.start() as nils:
        log_in(nils, "nils", "januari 27")
        assert nils.frame.current == "today"
        assert list(nils.frame._specs) == ["today", "settings"]
        assert nils.frame.top.primary.isHidden()
        for place in range(3, 8):
            nils.page(place)
        assert nils.frame.current == "today"
        centre.at(2026, 10, 22, 9, 20)
        nils.key(Qt.Key.Key_N, CTRL | SHIFT)
        nils.wait_for_dialog("attendance_dialog")
        nils.key(Qt.Key.Key_P)
        nils.key(Qt.Key.Key_A)
        nils.key(Qt.Key.Key_L)
        nils.key(ENTER)
        assert nils.read("sheet_count") == "3 av 3 klara"
        nils.save()
        rows = in_list_order(list_bookings(nils.store, first=DAY, last=DAY))
        assert [row.attendance for row in rows] == ["present", "absent", "late"]
    centre.at(2027, 2, 1, 8)
    with centre.start() as nils:
        nils.to("password")
        nils.type("januari 27", ENTER)
        nils.rest()
        assert "stämmer inte" in nils.read("banner_text")


def add_substitute(maja: Person) -> None:
    """Inställningar, Användare: a login until the last of January."""
    maja.page(7)
    maja.to("section_centre")
    maja.key(DOWN)
    maja.key(DOWN)
    maja.push("add_user")
    maja.wait_for_dialog()
    maja.fill(name="Nils Persson", login="nils", password="januari 27")
    maja.to("role")
    maja.key(DOWN)
    maja.fill(valid_until="31/1")
    maja.save()
