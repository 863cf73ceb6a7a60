"""Exams that were sat, written straight into the register."""

from datetime import datetime, timedelta
from typing import Any

from lärcentrum.exams.times import to_minutes
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.people import make_student

STARTS = datetime(2026, 11, 20, 9, 0)
CENTRE = {
    "centre_code": "2421",
    "centre_name": "Storumans lärcentrum",
    "municipality": "Storuman",
    "centre_place": "Storuman",
    "centre_address": "Skolgatan 8, 923 31 Storuman",
    "centre_phone": "0951-140 00",
    "eu_block": "Medfinansieras av Europeiska unionen",
}


def name_centre(store: Store) -> None:
    """Give the centre the settings that stand on its papers."""
    change_settings(store, values=CENTRE)


def make_sat(store: Store, n: int = 0, *, student: str | None = None, **fields: Any) -> str:
    """Add a booking of the n-th invented student, sat three days ago, and give its uid."""
    who = student or make_student(store, n)
    starts_at = to_minutes(STARTS + timedelta(days=fields.pop("days", 0)))
    with store.operating("make_sat", "Gjord i ett test", True), store.write():
        provider = store.insert("provider", name=f"Umeå universitet {n}", kind="university")
        exam = store.insert(
            "exam",
            provider_id=provider.id,
            course_name="Samhällsvetenskaplig metod",
            course_code="2SO123",
            date=STARTS.date().isoformat(),
            length_min=240,
        )
        room = store.insert("room", name=f"Älven {n}", capacity=40)
        times = {
            "starts_wall": STARTS.isoformat(timespec="minutes"),
            "starts_at": starts_at,
            "ends_at": starts_at + 240,
        }
        sitting = store.insert("sitting", room_id=room.id, **times)
        values = {"attendance": "present"} | fields
        return store.insert(
            "booking",
            student_id=store.id_of("student", who),
            exam_id=exam.id,
            sitting_id=sitting.id,
            requested_on="2026-11-01",
            **times,
            **values,
        ).uid


def make_internship(store: Store, n: int = 0, **fields: Any) -> str:
    """Add a finished internship of the n-th invented student and give its uid."""
    student = make_student(store, n)
    with store.operating("make_internship", "Gjord i ett test", True), store.write():
        employer = store.insert("employer", name=f"Fjällvärme {n} AB")
        workplace = store.insert("workplace", employer_id=employer.id, name="Driften")
        values = {"ended_on": "2026-11-13", "started_on": "2026-09-07"} | fields
        return store.insert(
            "internship",
            student_id=store.id_of("student", student),
            kind="lia",
            workplace_id=workplace.id,
            programme="Drifttekniker",
            wished_on="2026-05-01",
            **values,
        ).uid
