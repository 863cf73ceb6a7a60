"""Invented people for tests: names in many scripts, numbers in the range for tests."""

from datetime import date, timedelta
from typing import Any

from lärcentrum.people.identity_numbers import NumberKind, generate
from lärcentrum.people.students import add_student
from lärcentrum.store.store import Store

NAMES = (
    ("Eva Linnéa", "Östberg"),
    ("Åsa", "Ärlig"),
    ("Ánte", "Čuovga"),
    ("Niillas", "Ŋarga"),
    ("Søren", "Bæk"),
    ("Łukasz", "Żak"),
    ("Юлия", "Орлова"),
    ("ليلى", "حداد"),
    ("Ελένη", "Νίκου"),
    ("Per-Erik", "O’Hara"),
)


def number_of(n: int, kind: NumberKind = NumberKind.PERSONNUMMER) -> str:
    """The n-th invented identity number, with its own date of birth."""
    return generate(date(1980, 1, 1) + timedelta(days=n), 980 + n % 20, kind=kind)


def make_student(store: Store, n: int = 0, **fields: Any) -> str:
    """Add the n-th invented student and give the uid."""
    given_name, family_name = NAMES[n % len(NAMES)]
    made = {
        "given_name": given_name,
        "family_name": family_name,
        "identity_number": number_of(n),
        "known_different": True,
    }
    return add_student(store, **(made | fields))
