"""The students of a centre: one person each, never identified by a number."""

from lärcentrum.people.students.changes import (
    add_student,
    change_student,
    delete_student,
    end_student,
    resume_student,
)
from lärcentrum.people.students.finding import (
    LONGEST_LIST,
    PAGE,
    StudentOrder,
    near_students,
    search_students,
    student_ids,
    student_page,
)
from lärcentrum.people.students.numbers import (
    add_identity_number,
    change_identity_number,
    end_identity_number,
    show_identity_number,
)
from lärcentrum.people.students.records import Student, StudentNumber, StudentRow, read_student

__all__ = [
    "LONGEST_LIST",
    "PAGE",
    "Student",
    "StudentNumber",
    "StudentOrder",
    "StudentRow",
    "add_identity_number",
    "add_student",
    "change_identity_number",
    "change_student",
    "delete_student",
    "end_identity_number",
    "end_student",
    "near_students",
    "read_student",
    "resume_student",
    "search_students",
    "show_identity_number",
    "student_ids",
    "student_page",
]
