"""Invented employers, workplaces, supervisors and internships."""

from datetime import date
from typing import Any

from lärcentrum.practice.employers import add_employer
from lärcentrum.practice.internships import add_internship
from lärcentrum.practice.organisation_numbers import make_number
from lärcentrum.practice.periods import Period
from lärcentrum.practice.supervisors import add_supervisor
from lärcentrum.practice.words import InternshipKind
from lärcentrum.practice.workplaces import add_workplace
from lärcentrum.store.store import Store

EMPLOYERS = (
    "Region Västerbotten", "Åsele kommun", "Ŋarga & Søn AB", "Gällivare gruvteknik", "Umlax Östra",
)  # fmt: skip
AUTUMN = Period(starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 4))
SPRING = Period(starts_on=date(2027, 1, 11), ends_on=date(2027, 2, 12))


def number_of_employer(n: int) -> str:
    """The n-th invented organisation number of a limited company."""
    return make_number(f"55{9900000 + n:07}")


def make_employer(store: Store, n: int = 0, **fields: Any) -> str:
    """Add the n-th invented employer and give the uid."""
    made = {"name": EMPLOYERS[n % len(EMPLOYERS)], "organisation_number": number_of_employer(n)}
    return add_employer(store, **(made | fields))


def make_workplace(store: Store, n: int = 0, **fields: Any) -> str:
    """Add the n-th invented workplace with an employer of its own."""
    employer = fields.pop("employer", None) or make_employer(store, n)
    made = {"name": f"Enhet {n + 1}", "municipality": "2463"}
    return add_workplace(store, employer=employer, **(made | fields))


def make_supervisor(store: Store, workplace: str, **fields: Any) -> str:
    """Add an invented, trained supervisor at a workplace."""
    return add_supervisor(
        store, workplace=workplace, **({"name": "Sára Čuorgu", "trained": True} | fields)
    )


def make_internship(store: Store, student: str, **fields: Any) -> str:
    """Add an internship of the autumn."""
    made = {"student": student, "kind": InternshipKind.LIA, "periods": [AUTUMN]}
    return add_internship(store, **(made | fields))
