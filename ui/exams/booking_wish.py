"""Read a booking out of the form: what was typed, as the register takes it."""

import re
from datetime import datetime
from typing import Any

from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.exams import Contact, Exam, ExamForm, NewExam, ordinary_start
from ui.exams.booking_fields import QUEUE, REQUEST

_CODE = re.compile(r"\b(?=[A-ZÅÄÖ0-9]*\d)(?=[A-ZÅÄÖ0-9]*[A-ZÅÄÖ])[A-ZÅÄÖ0-9]{5,8}\b")
_EDGES = " ,;·–-()"


def split_course(text: str) -> tuple[str, str]:
    """Part a course's name and its code, as in "Statistik A (ST101G)".

    Returns:
        the name and the code, "" where there is none.
    """
    found = _CODE.search(text)
    if found is None:
        return text, ""
    name = f"{text[: found.start()].strip(_EDGES)} {text[found.end() :].strip(_EDGES)}".strip()
    return (name, found[0]) if name else (text, "")


def new_exam(values: dict[str, Any]) -> NewExam | None:
    """Give the exam as it is typed, None while provider, day or length is missing."""
    if not (values["provider"] and values["day"] and values["minutes"]):
        return None
    return NewExam(
        provider=values["provider"],
        course_name=values["exam"],
        course_code=values["course_code"],
        day=values["day"],
        ordinary_start=values["starts"],
        minutes=values["minutes"],
        form=ExamForm(values["form"] or ExamForm.PAPER),
        platform=values["platform"],
        aids=values["aids"],
        anonymous=values["anonymous"],
        contact=Contact(
            name=values["contact_name"],
            email=values["contact_email"],
            phone=values["contact_phone"],
        ),
        note=values["note"],
    )


def wish_of(values: dict[str, Any], exam: Exam | None) -> Wish | None:
    """Give the booking as it is typed, None while too little is known.

    Args:
        values: the form's values; `student` is a uid, or "" while nobody of the register is chosen.
        exam: the exam that is chosen, None for a new one.
    """
    typed = None if exam else new_exam(values)
    facts = exam.facts if exam else typed
    if facts is None:
        return None
    room = values["room"]
    return Wish(
        student=values["student"],
        exam=exam.uid if exam else None,
        new_exam=typed,
        starts=_starts(values, facts),
        room=room if room not in ("", REQUEST, QUEUE) else None,
        seat=values.get("seat") or None,
        give_place=room not in (REQUEST, QUEUE),
        waiting=room == QUEUE,
        requested_on=values["requested_on"],
        without=values["without"],
        approved_by=values["approved_by"],
        told=values["told"],
        reason=values["reason"],
    )


def _starts(values: dict[str, Any], facts: NewExam) -> datetime:
    local = values["local_start"]
    if local is None and facts.ordinary_start is None:
        local = values["starts"]
    return datetime.combine(facts.day, local) if local else ordinary_start(facts)
