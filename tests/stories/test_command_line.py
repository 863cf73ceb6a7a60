"""Book, sit, certificate, month, receipt: the main job by `larcentrum` alone."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lärcentrum.clock import STOCKHOLM
from lärcentrum.exams.working_days import is_working_day
from tests.helpers.command_line import Answer, Terminal


def last_months_day():
    """The first working day of the month before this one, by the computer's own clock."""
    today = datetime.now(STOCKHOLM).date()
    day = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def done(answer: Answer) -> str:
    assert answer.code == 0, answer.err
    return answer.out


def told(answer: Answer, pattern: str) -> str:
    found = re.search(pattern, done(answer))
    assert found, answer.out
    return found[1]


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Terminal, Terminal]:
    """A centre and a regional office that know each other's keys."""
    centre = Terminal(tmp_path / "lärcentrum åäö", tmp_path / "state")
    office = Terminal(tmp_path / "kontoret", tmp_path / "state", login="örjan")
    done(centre("init", "--code", "2463", "--name", "Lärcentrum Åsele", "--user-name", "Berit Ö"))
    done(
        office("init", "--kind", "region", "--code", "akademi-norr", "--name", "Akademi Norr",
               "--user-name", "Örjan Å")
    )  # fmt: skip
    cards = {"centrum": centre("month", "card", str(tmp_path / "centrum.txt")),
             "region": office("region", "card", str(tmp_path / "region.txt"))}  # fmt: skip
    prints = {name: told(answer, r"läsa upp: ([\d ]+)") for name, answer in cards.items()}
    done(office("region", "enrol", str(tmp_path / "centrum.txt"),
                "--fingerprint", prints["centrum"]))  # fmt: skip
    done(centre("month", "recipient", str(tmp_path / "region.txt"),
                "--fingerprint", prints["region"]))  # fmt: skip
    return centre, office


def book_and_sit(centre: Terminal) -> str:
    """A booking that was made, sat, handed in and sent back; gives its uid."""
    day = last_months_day().isoformat()
    provider = next(p for p in centre.op("list_providers") if p["short"] == "MIUN")["uid"]
    room = centre.op("add_room", name="Sal Å", capacity=8)
    student = centre.op("add_student", given_name="Áile", family_name="Čuovga-Đivttas")
    exam = {"provider": provider, "course_name": "Redovisning A", "course_code": "FÖ018G",
            "day": day, "minutes": 240, "ordinary_start": "09:00"}  # fmt: skip
    wish = {"student": student, "new_exam": exam, "room": room, "approved_by": "kursadm."}
    # It lies behind: the rule of lead time asks for a reason, and a second time is a clash.
    assert centre.refused("book_exam", **wish)["code"] == "ReasonNeeded"
    booking = centre.op("book_exam", **wish, reason="förs in i efterhand")
    again = {**wish, "new_exam": {**exam, "course_name": "Algebra"}, "reason": "förs in"}
    assert centre.refused("book_exam", **again)["code"] == "FC21"
    centre.op("note_attendance", booking=booking, attendance="present", at=f"{day}T08:50")
    centre.op("hand_in", booking=booking, sheets=4, at=f"{day}T12:30")
    centre.op("send_bookings", bookings=[booking], how="rekommenderat brev")
    return booking


def test_the_main_job(desks: tuple[Terminal, Terminal], tmp_path: Path) -> None:
    centre, office = desks
    booking = book_and_sit(centre)

    number = told(centre("certificate", "issue", booking), r"Intyg (\S+) är utfärdat")
    paper = told(centre("certificate", "save", number, str(tmp_path)), r"Sparat: (.+)")
    assert "Äkta" in done(centre("certificate", "verify", paper))
    list_file = str(tmp_path / "kontrollista.json")
    done(centre("certificate", "checklist", list_file))
    elsewhere = Terminal(tmp_path / "inget", tmp_path / "state")
    env = {"LARCENTRUM_REGISTER": "", "LARCENTRUM_USER": ""}
    assert "Äkta" in done(elsewhere("certificate", "verify", paper, "--list", list_file, **env))

    period = last_months_day().isoformat()[:7]
    assert "Inget saknas" in done(centre("month", "check", period))
    assert "Nivå: Bara siffror" in done(centre("month", "show", period))
    done(centre("month", "close", period))
    done(centre("month", "create", period))
    sent = told(centre("month", "deliver", period, str(tmp_path)), r"Levererad: (.+)")
    receipt = told(
        office("region", "receive", sent, "--receipts", str(tmp_path)), r"Kvittens: (.+)"
    )
    assert ": inläst." in done(centre("month", "receipt", receipt))
    assert f"{period}  kvitterad" in done(centre("month", "list"))

    assert "Redan inläst" in done(office("region", "receive", sent))
    bent = tmp_path / "bent.lcsync"
    data = bytearray(Path(sent).read_bytes())
    data[-20] ^= 1
    bent.write_bytes(data)
    refused = office("region", "receive", str(bent))
    assert (refused.code, "FA02" in refused.out) == (1, True)

    assert "är återkallat" in done(
        centre("certificate", "withdraw", number, "--reason", "Fel kurs")
    )
    assert "återkallat" in centre("certificate", "verify", paper).out
    assert centre("certificate", "verify", paper).code == 1
    assert "Registret är helt." in done(centre("check"))
    assert "Registret är helt." in done(office("check"))
