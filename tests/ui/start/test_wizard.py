from pathlib import Path

import pytest
from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QPushButton,
)

from lärcentrum.errors import NotFound
from tests.helpers.first_start import CODE, Maker, click, put, step
from tests.helpers.press import press, write
from ui.kit.code_page import CodePage
from ui.kit.jobs import JobRunner
from ui.start.answers import Answers
from ui.start.steps import FolderStep, PlaceStep, RoomsStep, UserStep
from ui.start.wizard import FirstStart


@pytest.fixture
def jobs(qtbot):
    made = JobRunner()
    yield made
    made.stop()


@pytest.fixture
def maker():
    return Maker()


@pytest.fixture
def wizard(qtbot, maker, jobs, tmp_path):
    page = FirstStart(maker.deeds(), jobs, tmp_path / "åäö")
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    return page


def fill_user(wizard, again="lång hemlighet"):
    put(step(wizard), "user_name", "Maja Sjaunja")
    put(step(wizard), "login", "maja")
    put(step(wizard), "password", "lång hemlighet")
    put(step(wizard), "again", again)


def to_code(qtbot, wizard):
    click(wizard, "centre")
    put(wizard, "find_place", "storu")
    click(wizard, "next")
    fill_user(wizard)
    click(wizard, "next")
    click(wizard, "next")
    qtbot.waitUntil(lambda: isinstance(step(wizard), CodePage))


def prove(wizard):
    page = step(wizard)
    signs = CODE.replace("-", "")
    put(page, "proof", "".join(signs[place] for place in page.places))


def test_a_centre_is_made_in_five_steps(qtbot, wizard, maker, tmp_path):
    to_code(qtbot, wizard)
    answers = maker.made[0]
    assert (answers.kind, answers.code, answers.municipality) == ("centre", "2421", "Storuman")
    assert answers.name == "Lärcentrum Storuman"
    assert answers.folder == tmp_path / "åäö"
    assert "lång hemlighet" not in repr(answers)
    assert wizard.answers.password == ""
    click(wizard, "next")
    prove(wizard)
    click(wizard, "next")
    put(wizard, "room_1", "Stora salen")
    put(wizard, "seats_1", "12")
    with qtbot.waitSignal(wizard.finished):
        click(wizard, "next")
    assert maker.rooms == [("Stora salen", 12)]


def test_the_code_is_hidden_while_it_is_proven(qtbot, wizard):
    to_code(qtbot, wizard)
    page = step(wizard)
    assert "7KQ2" in page.shown.text()
    assert wizard.back.isHidden()
    click(wizard, "next")
    assert "7KQ2" not in page.shown.text()
    put(page, "proof", "????")
    click(wizard, "next")
    assert step(wizard) is page
    put(page, "proof", "AAAA")
    click(wizard, "next")
    assert step(wizard) is page
    told = page.form._rows["proof"].error.text()
    assert "stämmer inte" in told
    assert "sparat" not in told, "the code was saved already"
    prove(wizard)
    click(wizard, "next")
    assert isinstance(step(wizard), RoomsStep)


def test_the_code_can_be_saved_as_a_file(qtbot, tmp_path):
    page = CodePage(CODE, lambda: None)
    qtbot.addWidget(page)
    assert page.save(tmp_path / "kod.txt")
    assert "7KQ2  M9XD" in (tmp_path / "kod.txt").read_text("utf-8")
    assert not page.save(tmp_path / "finns" / "inte" / "kod.txt")
    assert "gick inte" in page.said.text()


def test_the_signs_asked_for_are_four_of_the_codes(qtbot):
    for _time in range(20):
        page = CodePage(CODE, lambda: None)
        qtbot.addWidget(page)
        assert len(set(page.places)) == 4
        assert all(0 <= place < 32 for place in page.places)


def test_the_signs_asked_for_are_pointed_out_by_group_and_place(qtbot):
    page = CodePage(CODE, lambda: None, pick=lambda _length: [1, 9, 23, 31])
    qtbot.addWidget(page)
    page.submit()
    assert page.shown.text().split() == [
        "•?••", "••••", "•?••", "••••", "••••", "•••?", "••••", "•••?",
    ]  # fmt: skip
    hint = page.form._rows["proof"].hint.text()
    assert hint.startswith(
        "Grupp 1 tecken 2, grupp 3 tecken 2, grupp 6 tecken 4, grupp 8 tecken 4."
    )


def test_rooms_can_wait(qtbot, wizard, maker):
    to_code(qtbot, wizard)
    click(wizard, "next")
    prove(wizard)
    click(wizard, "next")
    with qtbot.waitSignal(wizard.finished):
        click(wizard, "skip")
    assert maker.rooms == []


def test_a_room_without_seats_is_told(qtbot):
    page = RoomsStep()
    qtbot.addWidget(page)
    put(page, "room_1", "Salen")
    assert page.submit() is False
    assert "antal platser" in page.said.text()
    put(page, "seats_1", "4")
    with qtbot.waitSignal(page.done) as done:
        page.submit()
    assert done.args == [{"rooms": [("Salen", 4)]}]


def test_a_short_password_and_a_slip_stay_at_their_fields(wizard):
    click(wizard, "centre")
    put(wizard, "find_place", "kiruna")
    click(wizard, "next")
    fill_user(wizard, again="annat")
    click(wizard, "next")
    assert isinstance(step(wizard), UserStep)
    assert "inte lika" in step(wizard).form._rows["again"].error.text()
    put(step(wizard), "password", "kort")
    click(wizard, "next")
    assert "minst 8" in step(wizard).form._rows["password"].error.text()


def test_a_refusal_stays_on_the_step_and_can_be_tried_again(qtbot, wizard, maker):
    maker.error = NotFound("x", "y")
    click(wizard, "centre")
    put(wizard, "find_place", "kiruna")
    click(wizard, "next")
    fill_user(wizard)
    click(wizard, "next")
    click(wizard, "next")
    qtbot.waitUntil(wizard.banner.isVisible)
    assert isinstance(step(wizard), FolderStep)
    maker.error = None
    click(wizard, "next")
    qtbot.waitUntil(lambda: isinstance(step(wizard), CodePage))


def test_another_place_is_written_by_hand(qtbot):
    from ui.start.centres import centres, offices

    assert len(centres()) == 17
    assert len(offices()) == 3
    page = PlaceStep(centres(), "centre")
    qtbot.addWidget(page)
    put(page, "find_place", "Annat")
    assert page.place().code == ""
    put(page, "name", "Lärcentrum Haparanda")
    with qtbot.waitSignal(page.done) as done:
        page.submit()
    assert done.args[0] == {"name": "Lärcentrum Haparanda", "code": "", "municipality": ""}


def test_an_office_has_no_rooms(qtbot, wizard, maker):
    click(wizard, "region")
    put(wizard, "find_place", "n")
    click(wizard, "next")
    fill_user(wizard)
    click(wizard, "next")
    click(wizard, "next")
    qtbot.waitUntil(lambda: isinstance(step(wizard), CodePage))
    click(wizard, "next")
    prove(wizard)
    with qtbot.waitSignal(wizard.finished):
        click(wizard, "next")
    assert maker.made[0].kind == "region"


def test_one_can_go_back_and_keep_what_was_typed(wizard):
    click(wizard, "centre")
    put(wizard, "find_place", "kiruna")
    click(wizard, "next")
    click(wizard, "back")
    assert isinstance(step(wizard), PlaceStep)
    assert step(wizard).place().municipality == "Kiruna"
    click(wizard, "back")
    assert step(wizard).objectName() == "step_welcome"


def test_examples_are_offered_where_there_are_some(qtbot, maker, jobs, wizard):
    assert wizard.findChild(QPushButton, "explore").isHidden()
    said = []

    def explore(progress):
        for done in range(3):
            progress(done, 3, "tentor")
        progress(3, 3, "klart")
        return "demo"

    page = FirstStart(maker.deeds(explore), jobs, Path("x"))
    qtbot.addWidget(page)
    jobs.started.connect(
        lambda job: job.progressed.connect(lambda *_: said.append(page.number.text()))
    )
    with qtbot.waitSignal(page.finished) as finished:
        click(page, "explore")
    assert finished.args == ["demo"]
    assert "Steg 1 av 3: tentor" in said


def test_a_folder_without_a_register_is_told(wizard):
    wizard.open_other("/finns/inte")
    assert wizard.banner.isVisible()


def test_each_step_takes_the_keyboard_into_its_first_field(qtbot, wizard):
    click(wizard, "centre")
    put(wizard, "find_place", "storu")
    click(wizard, "next")
    assert wizard.focusWidget().objectName() == "user_name", "a password must not land elsewhere"
    fill_user(wizard)
    click(wizard, "next")
    assert step(wizard).isAncestorOf(wizard.focusWidget())


def test_tab_goes_through_the_rooms_before_the_button_for_one_more(qtbot):
    page = RoomsStep()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.add_line()
    qtbot.waitUntil(page.findChild(QLineEdit, "room_3").isVisible)
    page.findChild(QLineEdit, "room_1").setFocus()
    seen = ["room_1"]
    for _step in range(6):
        press(page.focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.focusWidget().objectName())
    assert seen == ["room_1", "seats_1", "room_2", "seats_2", "room_3", "seats_3", "more"]


def test_enter_goes_on_from_every_step(qtbot, wizard, maker):
    wizard.activateWindow()
    click(wizard, "centre")
    write(wizard, "storu", Qt.Key.Key_Return)
    for text in ("Maja Sjaunja", "", "maja", "lång hemlighet"):
        write(wizard, text, Qt.Key.Key_Tab)
    write(wizard, "lång hemlighet", Qt.Key.Key_Return)
    assert isinstance(step(wizard), FolderStep)
    press(wizard.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(step(wizard), CodePage))
    assert wizard.focusWidget().objectName() == "print_code"
    click(wizard, "next")
    write(wizard, "".join(CODE.replace("-", "")[at] for at in step(wizard).places))
    press(wizard.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(step(wizard), RoomsStep)
    assert wizard.focusWidget().objectName() == "room_1"
    write(wizard, "Salen", Qt.Key.Key_Tab)
    with qtbot.waitSignal(wizard.finished):
        write(wizard, "4", Qt.Key.Key_Return)
    assert maker.made[0].municipality == "Storuman"
    assert maker.rooms == [("Salen", 4)]


def test_no_place_is_chosen_before_somebody_does(qtbot, wizard):
    wizard.activateWindow()
    click(wizard, "centre")
    assert wizard.focusWidget().objectName() == "find_place"
    press(wizard.focusWidget(), Qt.Key.Key_Tab)
    press(wizard.focusWidget(), Qt.Key.Key_Tab)
    assert step(wizard).place() is None, "passing by the list chooses nothing"
    click(wizard, "next")
    assert isinstance(step(wizard), PlaceStep)
    assert "Välj en plats" in step(wizard).said.text()
    write(wizard, "stor")
    assert step(wizard).said.isHidden()
    assert step(wizard).form.values()["name"] == "Lärcentrum Storuman"
    put(wizard, "find_place", "Haparanda")
    assert step(wizard).place().code == ""


def test_a_folder_for_backups_that_is_not_there_is_told_and_can_be_made(qtbot, tmp_path):
    page = FolderStep(Answers(folder=tmp_path / "r"))
    qtbot.addWidget(page)
    page.show()

    def told():
        page.submit()
        return page.form._rows["backups"].error.text()

    put(page, "backups", str(tmp_path / "finns" / "inte" / "usb"))
    assert "finns inte" in told()
    assert page.make.isHidden()
    put(page, "backups", str(tmp_path / "usb"))
    assert "Skapa den" in told()
    assert page.make.isVisible()
    click(page, "make_folder")
    assert (tmp_path / "usb").is_dir()
    assert page.make.isHidden()
    with qtbot.waitSignal(page.done) as done:
        page.submit()
    assert done.args[0]["backups"] == tmp_path / "usb"


def test_the_code_is_offered_a_place_in_the_users_own_folder(qtbot):
    page = CodePage(CODE, lambda: None)
    qtbot.addWidget(page)
    page._ask_file()
    dialog = page.findChild(QFileDialog)
    assert dialog.directory() == QDir(str(Path.home()))
    dialog.reject()


def test_what_was_typed_is_there_after_going_back(qtbot, wizard, maker, tmp_path):
    click(wizard, "centre")
    put(wizard, "find_place", "storu")
    click(wizard, "next")
    fill_user(wizard)
    click(wizard, "back")
    click(wizard, "next")
    assert step(wizard).form.values() == {
        "user_name": "Maja Sjaunja", "user_title": "", "login": "maja",
        "password": "lång hemlighet", "again": "lång hemlighet",
    }  # fmt: skip
    click(wizard, "next")
    put(step(wizard), "folder", str(tmp_path / "annan"))
    click(wizard, "back")
    click(wizard, "next")
    assert step(wizard).form.values()["folder"] == tmp_path / "annan"
    click(wizard, "next")
    qtbot.waitUntil(lambda: isinstance(step(wizard), CodePage))
    assert "hemlighet" not in str(vars(wizard)), "nothing holds the password any longer"


@pytest.mark.parametrize("wrong", ["user", "folder"])
def test_after_a_refusal_the_keyboard_is_in_the_step(qtbot, wizard, maker, wrong):
    click(wizard, "centre")
    put(wizard, "find_place", "storu")
    click(wizard, "next")
    fill_user(wizard, again="annat" if wrong == "user" else "lång hemlighet")
    wizard.next.setFocus()
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    if wrong == "folder":
        maker.error = NotFound("x", "y")
        wizard.next.setFocus()
        qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(wizard.banner.isVisible)
    assert isinstance(wizard.focusWidget(), QLineEdit)
    assert step(wizard).isAncestorOf(wizard.focusWidget())
