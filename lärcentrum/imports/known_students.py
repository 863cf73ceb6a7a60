"""The register's students as a list meets them: read in slices, then asked without the register.

A list of a hundred thousand rows is judged in memory: the window can read between two slices, and
is not kept waiting while the rows are compared.
"""

from collections.abc import Iterator
from datetime import date

from lärcentrum.people.duplicates import Person
from lärcentrum.people.masking import UNPROTECTED
from lärcentrum.people.students.records import day
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import fold

_SLICE = 2000

_NUMBERS = """
SELECT identity_number.id, student_id, number, student.uid, protection FROM identity_number
JOIN student ON student.id = student_id WHERE identity_number.id > ?
ORDER BY identity_number.id LIMIT ?
"""
_STUDENTS = """
SELECT id, uid, given_name, family_name, birth_date, email, phone FROM student
WHERE id > ? AND protection = 'none' ORDER BY id LIMIT ?
"""


class KnownStudents:
    """Who is here: the register's unprotected students by name and birth, and every number.

    Args:
        store: the register; it is held for one slice at a time.
    """

    def __init__(self, store: Store) -> None:
        self._named: dict[str, list[Person]] = {}
        self._born: dict[date, list[Person]] = {}
        self._owners: dict[str, str] = {}
        self._hidden: set[str] = set()
        own: dict[int, list[str]] = {}
        for row in _slices(store, _NUMBERS):
            own.setdefault(row["student_id"], []).append(row["number"])
            self._owners[row["number"]] = row["uid"]
            if row["protection"] != UNPROTECTED:
                self._hidden.add(row["number"])
        for row in _slices(store, _STUDENTS):
            self.put(_person(row, own.get(row["id"], ())))

    def put(self, person: Person) -> None:
        """Add somebody: of the register, or of an earlier row."""
        key = _name_key(person.given_name, person.family_name)
        self._named.setdefault(key, []).append(person)
        if person.birth_date:
            self._born.setdefault(person.birth_date, []).append(person)
        for number in person.numbers:
            self.claim(number, person.uid)

    def claim(self, number: str, uid: str) -> None:
        """Say whose a number is."""
        self._owners[number] = uid

    def called(self, given: str, family: str) -> list[Person]:
        """Give everybody of a name, however it is spelt with accents."""
        return self._named.get(_name_key(given, family), [])

    def born(self, birth: date | None) -> list[Person]:
        """Give everybody of a date of birth."""
        return self._born.get(birth, []) if birth else []

    def owner(self, number: str) -> str | None:
        """Give the student who has a number, protected or not."""
        return self._owners.get(number)

    def is_hidden(self, number: str) -> bool:
        """Tell whether a number is a protected identity's."""
        return number in self._hidden


def _name_key(given: str, family: str) -> str:
    # Jan-Erik is Jan Erik, here as where one student is saved.
    return fold(f"{given} {family}").replace("-", " ")


def _slices(store: Store, sql: str) -> Iterator[Row]:
    last = 0
    while rows := store.query(sql, last, _SLICE):
        yield from rows
        last = rows[-1]["id"]


def _person(row: Row, numbers: list[str] | tuple[str, ...]) -> Person:
    return Person(
        uid=row["uid"],
        given_name=row["given_name"],
        family_name=row["family_name"],
        birth_date=day(row["birth_date"]),
        numbers=frozenset(numbers),
        email=row["email"],
        phone=row["phone"],
    )
