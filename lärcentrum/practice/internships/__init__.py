"""Internships: who is where, when, how far it has come and what is missing."""

from lärcentrum.practice.internships.changes import (
    add_internship,
    change_internship,
    move_internship,
    note_internship,
    remove_internship,
)
from lärcentrum.practice.internships.listing import (
    InternshipList,
    PlaceWarnings,
    list_internships,
    place_warnings,
    read_internship,
)
from lärcentrum.practice.internships.records import Internship

__all__ = [
    "Internship",
    "InternshipList",
    "PlaceWarnings",
    "add_internship",
    "change_internship",
    "list_internships",
    "move_internship",
    "note_internship",
    "place_warnings",
    "read_internship",
    "remove_internship",
]
