"""What the guide shows: each group goes to places in the program and takes their pictures."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from installer.guide_studio import Studio, as_high_as_its_content

ENTER, TAB, P, L = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_P, Qt.Key.Key_L
_CODE = "7KQM-2XWD-94HN-PT6A-RJ3V-8YCE-5BFG-ZL1S"
"""It opens nothing."""


def first_start(s: Studio) -> None:
    """Take the first start; no register is made."""
    from ui.kit import code_page
    from ui.start.answers import Deeds

    code_page._pick = lambda _signs: [2, 7, 16, 24]  # noqa: SLF001 - the same four signs each time
    s.start()
    s.shell.resize(1024, 800)
    wizard = s.screen
    wizard._deeds = Deeds(  # noqa: SLF001
        create=lambda _answers: _CODE, add_rooms=len, open_other=len, check_password=len,
        restore=lambda *_given: "", recover=lambda *_given: None,
    )  # fmt: skip
    s.take_sheet("forsta_valkommen")
    s.part("backup").click()
    wizard.steps.currentWidget().form.fill(
        file="/media/usb/larcentrum-2026-11-23.lcbackup",
        code=_CODE,
        folder="/home/berit/Lärcentrum",
    )
    s.take_sheet("forsta_kopia")
    s.part("back").click()
    s.part("centre").click()
    s.type("storu")
    s.take_sheet("forsta_centrum")
    s.part("next").click()
    wizard.steps.currentWidget().form.fill(
        user_name="Berit Åström", user_title="Föreståndare", login="berit",
        password="nio rena renar", again="nio rena renar",
    )  # fmt: skip
    s.take_sheet("forsta_anvandare")
    s.part("next").click()
    s.take_sheet("forsta_mapp")
    s.part("next").click()
    s.wait(lambda: isinstance(wizard.steps.currentWidget(), code_page.CodePage))
    s.take_sheet("forsta_kod")
    s.part("next").click()
    s.take_sheet("forsta_kod_prov")
    wizard._proven()  # noqa: SLF001
    for name, text in (("room_1", "Stora salen"), ("seats_1", "12"),
                       ("room_2", "Grupprummet"), ("seats_2", "2")):  # fmt: skip
        s.part(name).setText(text)
    s.take_sheet("forsta_salar")
    s.close()


def logging_in(s: Studio) -> None:
    """Take the login, the recovery code's form, and the list of back-ups."""
    from lärcentrum.store.errors import Damaged
    from ui.start.recovery import Copy, RecoveryPage

    s.start("centre")
    s.part("use_code").click()
    s.take_sheet("logga_in_kod")
    made = [datetime(2026, 11, day, hour) for day, hour in ((23, 10), (23, 8), (20, 16))]
    copies = [
        Copy(path=Path(f"{at:%Y%m%dT%H0000000000Z}-timed.lcbackup"), made=at, kilobytes=5_339)
        for at in made
    ]
    s.shell.show_screen(
        RecoveryPage(Damaged(), copies, _nothing, _nothing, s.started.jobs, _nothing)
    )
    s.shell.resize(1024, 800)
    s.take_sheet("aterstall")
    s.close()


def _with_a_printer() -> None:
    from ui.kit import printing

    printing.has_printer = lambda: True


def today(s: Studio) -> None:
    """Take the day: the page, attendance, hand-in, a paper."""
    _with_a_printer()
    s.open("centre", "berit")
    page = s.page("today")
    s.take("idag")
    sitting = page.views[0].card.uid
    page.note_attendance(sitting)
    s.press(P, P, P, L)
    s.type("915")
    s.take("idag_narvaro", size=(720, 480))
    s.press(ENTER)
    s.leave()
    page.note_hand_in(sitting)
    s.fill(("4", ENTER), ("3",))
    s.take("idag_inlamning", size=(720, 480))
    s.leave()
    s.take("idag_pagar")
    page.views[0].findChild(QPushButton, "papers").click()
    s.take("idag_papper", size=(720, 640))
    s.leave()
    s.screen.search("stat")
    s.take("sok")
    s.leave()
    s.close()


def exams(s: Studio) -> None:
    """Take the list, the booking form with each colour of the rule card, and a booking's day."""
    s.open("centre", "berit")
    page = s.page("exams")
    page.table.choose(0)
    s.take("tentor")
    for day, name in (("14/12", "ordning"), ("25/11", "skal"), ("25/12", "stopp")):
        s.page("exams", "new")
        s.fill(("sara", ENTER), ("", TAB), ("ltu", TAB), ("Statistik A ST101G", TAB), ("", TAB),
               (day, TAB), ("9", TAB))  # fmt: skip
        s.rest(0.5)
        s.take(f"boka_{name}")
        s.leave()
    page.views.choose("rooms")
    s.rest(0.5)
    s.take("salar")
    s.close()


def students(s: Studio) -> None:
    """Take the list with a person, a new one who is there already, and the list as a file."""
    from lärcentrum.people.students import search_students

    s.open("centre", "berit")
    page = s.page("students")
    page.table.choose(2)
    s.take("studenter")
    there = search_students(s.store, text="Johan Karlsson")[0]
    page.add().form.fill(
        given_name="Johan", family_name="Karlsson", birth_date=there.birth_date
    )  # fmt: skip
    s.rest(0.6)
    s.take("student_ny")
    s.leave()
    page.selections.save_list()
    s.take("spara_lista")
    s.leave()
    s.close()


def practice(s: Studio) -> None:
    """Take the list and a new period."""
    s.open("centre", "berit")
    page = s.page("practice")
    page.internships.table.choose(4)
    s.take("praktik")
    page.internships.add()
    s.take("praktik_ny")
    s.leave()
    s.close()


def certificates(s: Studio) -> None:
    """Take the list, issuing, the paper, and checking one."""
    from lärcentrum.exams.booking_lists import list_bookings

    _with_a_printer()
    s.open("centre", "berit")
    page = s.page("certificates")
    page.table.choose(0)
    s.take("intyg")
    day = date(2026, 11, 13)
    sat = list_bookings(s.store, first=day, last=day, over=True)
    page.issue(booking=sat[0].uid)
    s.rest(1)
    s.take("intyg_nytt")
    s.leave()
    page.open_paper(page.model.record(2))
    s.take("intyg_papper", size=(720, 700))
    s.leave()
    page.check().check_file(s.folder / "papers" / "intyg-2421-2026-0008.pdf")
    s.rest(1)
    s.take("intyg_kontroll")
    s.leave()
    s.close()


def month(s: Studio) -> None:
    """Take the five steps of a month, and the recipients."""
    from ui.sync.words import Step

    s.open("centre", "berit")
    page = s.page("month", "2026-11")
    s.take("manad_kontrollera")
    for step, name in ((Step.LEAVING, "lamnar"), (Step.MAKE, "skapa"), (Step.DELIVER, "leverera"),
                       (Step.RECEIPT, "kvittens")):  # fmt: skip
        page.show_record("2026-10")
        page._choose_step(step)  # noqa: SLF001
        s.rest(0.5)
        s.take(f"manad_{name}")
    page.asks.recipients()
    s.take("manad_mottagare")
    s.leave()
    s.close()


def region(s: Studio) -> None:
    """Take the regional office's page, a file that is looked at, and the centres."""
    s.open("region", "region")
    page = s.page("region")
    s.take("region")
    page.asks.take_files([s.folder / "month" / "2421-2026-10-0003.lcsync"])
    s.rest(1)
    s.take("region_lasin")
    page.asks.centres()
    s.take("region_centrum")
    s.leave()
    s.close()


def settings(s: Studio) -> None:
    """Take each part of the settings, a substitute, and the lock."""
    s.open("centre", "berit")
    page = s.page("settings")
    names = {"centre": "centret", "days": "dagar", "users": "anvandare", "rooms": "salar",
             "backups": "kopior", "look": "utseende", "lists": "listor", "check": "kontroll",
             "home": "hem", "providers": "larosaten", "texts": "texter", "fees": "avgifter",
             "account": "losenord"}  # fmt: skip
    copies = page.sections["backups"]
    # A copy's size and name say the very second, which is another each time.
    for at, column in enumerate(copies.model.columns):
        copies.table.setColumnHidden(at, column.key in ("size", "name"))
    for key, name in names.items():
        s.page("settings", key)
        s.take(f"installning_{name}")
    dialog = page.sections["users"].add()
    dialog.form.fill(
        name="Vilma Öhman", title="Vikarie", login="vilma", password="nio rena renar",
        role="substitute", valid_until=date(2026, 12, 31),
    )  # fmt: skip
    as_high_as_its_content(dialog)
    s.take("vikarie")
    s.leave()
    s.screen.locking.emit()
    s.take_sheet("last")
    s.close()


def lists(s: Studio) -> None:
    """Take the four steps of reading a list in."""
    from lärcentrum.imports.fields import ListKind
    from ui.imports.import_dialog import open_import

    s.open("centre", "berit")
    file = s.folder.parent / "studenter.csv"
    file.write_text(_student_list(s), "utf-8")
    page = s.page("students")
    dialog = open_import(s.store, s.started.jobs, None, page, ListKind.STUDENTS)
    s.take("lista_valj")
    dialog.take(file)
    s.take("lista_kolumner")
    dialog.advance()
    s.rest(0.5)
    s.take("lista_prov")
    dialog.trial.skip.put(True)
    dialog.read_in()
    s.rest(0.5)
    s.take("lista_klart")
    s.leave()
    s.close()


def _student_list(s: Studio) -> str:
    """Give a list of invented people: new ones, one who is there, and a number that is wrong."""
    from lärcentrum.people.identity_numbers import generate
    from lärcentrum.people.students import search_students

    old = search_students(s.store, text="Johan Karlsson")[0]
    born = [date(1994, 5, 3), date(2001, 2, 17), date(1988, 9, 30)]
    numbers = [generate(day, serial) for day, serial in zip(born, (980, 983, 986), strict=True)]
    rows = [
        ("Förnamn", "Efternamn", "Personnummer", "Födelsedag", "Hemkommun"),
        ("Lovisa", "Granlund", numbers[0], "", "Storuman"),
        ("Nils-Ante", "Fjällström", numbers[1], "", "Sorsele"),
        ("Amira", "Rahimi", numbers[2], "", "Lycksele"),
        ("Johan", "Karlsson", "", str(old.birth_date), "Storuman"),
        ("Stina", "Marklund", "19940503-9800", "", "Malå"),
    ]
    return "\n".join(";".join(row) for row in rows)


def _nothing(*_whatever: object) -> None:
    """Stand where the pictures need no deed."""


GROUPS: dict[str, Callable[[Studio], None]] = {
    one.__name__: one
    for one in (
        first_start, logging_in, today, exams, students, practice, certificates, month, region,
        settings, lists,
    )
}  # fmt: skip
