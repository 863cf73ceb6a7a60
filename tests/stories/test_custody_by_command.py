"""An anonymous exam's codes and its way back, by `larcentrum op` alone."""

from pathlib import Path

from tests.helpers.command_line import Terminal
from tests.stories.test_command_line import last_months_day


def test_a_way_back_by_the_command_line(tmp_path: Path) -> None:
    one = Terminal(tmp_path / "lärcentrum åäö", tmp_path / "state")
    made = one("init", "--code", "2463", "--name", "Lärcentrum Åsele", "--user-name", "Berit Ö")
    assert made.code == 0, made.err
    day = last_months_day().isoformat()
    exam = one.op("add_exam", facts={
        "provider": one.op("add_provider", name="Exempeluniversitetet"), "anonymous": True,
        "course_name": "Statistik", "day": day, "minutes": 240, "ordinary_start": "09:00",
    })  # fmt: skip
    student = one.op("add_student", given_name="Eva", family_name="Östberg")
    booking = one.op(
        "book_exam", student=student, exam=exam, room=one.op("add_room", name="Sal Å", capacity=8),
        approved_by="kursadm.", reason="förs in i efterhand",
    )  # fmt: skip
    assert one.op("booking_page", booking=booking)["paper_name"] == "kod saknas"
    assert one.op("paste_codes", exam=exam, text="Östberg, Eva\tK7") == 1
    assert one.op("booking_page", booking=booking)["paper_name"] == "K7"
    assert one.op("key_list_pdf", exam=exam)

    one.op("receive_parcel", exam=exam, how="post", copies=1, at=f"{day}T07:00")
    one.op("take_out_exam", exam=exam, at=f"{day}T08:30", reason="Räknades i salen")
    one.op("note_attendance", booking=booking, attendance="present", at=f"{day}T08:50")
    one.op("hand_in", booking=booking, sheets=4, at=f"{day}T12:30")
    count = {"exam": exam, "papers": 1, "sheets": 3, "at": f"{day}T13:30"}
    assert one.refused("count_hand_ins", **count)["code"] == "CountsDiffer"
    one.op("count_hand_ins", **count, signed_by="Berit Ö", reason="Ett blad blev kvar")
    assert one.refused("note_provider_receipt", exam=exam)["code"] == "NotAsItStands"
    one.op("note_posted", exam=exam, papers=1, tracking="RR123SE", at=f"{day}T15:00")
    assert "RR123SE" in one.op("receipt_reminder", exam=exam)["body"]
    one.op("note_provider_receipt", exam=exam)
    found = one.op("exam_custody", exam=exam)
    assert (found["step"], found["tally"]["received"], len(found["events"])) == ("receipt", 1, 5)
