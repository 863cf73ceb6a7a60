"""Find students: as one types, as long lists, and as likely duplicates."""

import json
from array import array
from dataclasses import replace
from datetime import date
from enum import StrEnum

from lärcentrum.operations import reading
from lärcentrum.people.contact import phone_key
from lärcentrum.people.duplicates import NearDuplicate, Person, near_duplicates
from lärcentrum.people.errors import AmbiguousIdentityNumber, BadIdentityNumber
from lärcentrum.people.identity_numbers import parse
from lärcentrum.people.search_index import hits, tokens
from lärcentrum.people.students.records import StudentRow, day, row_of
from lärcentrum.rights import Right
from lärcentrum.store.connection import Connection
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------

PAGE = 128
"""Rows that a list asks for at a time."""

LONGEST_LIST = 5000
"""Hits of a text in a long list."""


class StudentOrder(StrEnum):
    """What a list of students is sorted by; protected identities stand last in each."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    MUNICIPALITY = "municipality"
    PROGRAMME = "programme"
    REGISTERED_ON = "registered_on"


# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def search_students(store: Store, *, text: str, limit: int = 50) -> list[StudentRow]:
    """Find students as one types, over names, numbers, e-mail, phone, programme and address.

    Half words are enough, accents are not needed (`asa` finds Åsa, `cuovga` finds Čuovga), and a
    number may be written in any form. A protected identity is found by its alias, and by those
    who may see it also by its whole number or whole name; without the right the answer is the
    same as for one who is not here, after the same work (FH02).

    Args:
        store: the register.
        text: what has been typed so far.
        limit: the most to give.

    Returns:
        first those with a word that begins as typed, then those with the letters inside a word;
        each in Swedish name order.
    """
    with store.reading() as conn:
        found = hits(conn, text, limit)
    secret = _protected_hits(store, text)
    if Right.PROTECTED in store.session.rights:
        found = list(dict.fromkeys(secret + found))[:limit]
    return rows_of(store, found)


@reading(right=Right.SEE)
def student_page(store: Store, *, ids: list[int]) -> list[StudentRow]:
    """Read a page of a long list.

    Args:
        store: the register.
        ids: up to 128 local ids from `student_ids`.

    Returns:
        the rows in the order of `ids`; one that is gone is left out.
    """
    return rows_of(store, list(ids))


_IN_NAME_ORDER = "SELECT student_id FROM student_search ORDER BY rank LIMIT ?"
_ENDED = "SELECT id FROM student WHERE ended_on IS NOT NULL"
_FILTERED = """
SELECT student.id FROM student JOIN student_search ON student_search.student_id = student.id
WHERE (? OR student.ended_on IS NULL)
AND (? = '' OR (student.municipality = ? AND student.protection = 'none'))
AND (? = '' OR (student.protection = 'none'
     AND student.provider_id = (SELECT id FROM provider WHERE uid = ?)))
ORDER BY student.protection <> 'none',
    CASE WHEN student.protection = 'none' THEN {order} END {way}, student_search.rank
"""
_ORDERS: dict[StudentOrder, str] = {
    StudentOrder.NAME: "student_search.rank",
    StudentOrder.BIRTH_DATE: "student.birth_date",
    StudentOrder.MUNICIPALITY: "student.municipality",
    StudentOrder.PROGRAMME: "student.programme",
    StudentOrder.REGISTERED_ON: "student.registered_on",
}


@reading(right=Right.SEE)
def student_ids(
    store: Store,
    *,
    text: str = "",
    ended: bool = False,
    municipality: str = "",
    provider: str = "",
    order: StudentOrder = StudentOrder.NAME,
    descending: bool = False,
    first: int = 0,
) -> "array[int]":
    """List students by local id, for a list that fetches its rows a page at a time.

    Args:
        store: the register.
        text: as in `search_students`; the hits then stand in its order, the best first.
        ended: also those who have ended.
        municipality: only this code, "" for all.
        provider: only this provider's uid, "" for all.
        order: what to sort by; ties in name order.
        descending: backwards.
        first: only about so many, for a list that is to be seen before it is whole; 0 for all.
    """
    filtered = municipality or provider or descending or order is not StudentOrder.NAME
    with store.reading() as conn:
        if filtered:
            sql = _FILTERED.format(order=_ORDERS[order], way="DESC" if descending else "ASC")
            asked = (ended, municipality, municipality, provider, provider)
            listed = array("q", (row[0] for row in conn.execute(sql, asked)))
        else:
            listed = _in_name_order(conn, ended, -1 if text or not first else first)
        if not text:
            return listed
        allowed = set(listed)
        return array("q", (one for one in hits(conn, text, LONGEST_LIST) if one in allowed))


def _in_name_order(conn: Connection, ended: bool, most: int) -> "array[int]":
    gone = set() if ended else {row[0] for row in conn.execute(_ENDED)}
    return array(
        "q", (row[0] for row in conn.execute(_IN_NAME_ORDER, (most,)) if row[0] not in gone)
    )


@reading(right=Right.SEE)
def near_students(
    store: Store,
    *,
    given_name: str,
    family_name: str,
    birth_date: date | None = None,
    identity_number: str = "",
    email: str = "",
    phone: str = "",
    student: str = "",
) -> list[NearDuplicate]:
    """List students who may be the same person, likeliest first (T07).

    Protected identities are not among them: that they are here is not told.

    Args:
        store: the register.
        given_name: as typed.
        family_name: as typed.
        birth_date: taken from the number where there is one.
        identity_number: as typed; half typed it counts for nothing.
        email: as typed.
        phone: as typed.
        student: the student's own uid, who is passed over.
    """
    number, birth = _read_number(identity_number, store.clock.today())
    person = Person(
        uid=student,
        given_name=given_name,
        family_name=family_name,
        birth_date=birth or birth_date,
        numbers=frozenset({number} if number else ()),
        email=email,
        phone=phone,
    )
    return near_duplicates(person, candidates(store, person))


# --- inner -----------------------------------------------------------------

_ROWS = """
SELECT student.*, coalesce((SELECT number FROM identity_number AS n
    WHERE n.student_id = student.id AND n.valid_to IS NULL
    ORDER BY instr('personnummer samordningsnummer t_number tf_number reserve other', n.kind), n.id
    LIMIT 1), '') AS number
FROM json_each(?) AS wanted CROSS JOIN student ON student.id = wanted.value ORDER BY wanted.key
"""


def rows_of(store: Store, ids: list[int]) -> list[StudentRow]:
    """Read list rows by local id, in the order given."""
    return [row_of(row) for row in store.query(_ROWS, json.dumps(ids))] if ids else []


_BY_NUMBER = """
SELECT student.id FROM identity_number JOIN student ON student.id = identity_number.student_id
WHERE number = ? AND protection <> 'none'
"""
_PROTECTED = "SELECT id, given_name, family_name FROM student WHERE protection <> 'none'"


def _protected_hits(store: Store, text: str) -> list[int]:
    number, _birth = _read_number(text, store.clock.today())
    by_number = [row["id"] for row in store.query(_BY_NUMBER, number)]
    typed = sorted(tokens(text[:200]))
    by_name = [
        row["id"]
        for row in store.query(_PROTECTED)
        if typed and typed == sorted(tokens(f"{row['given_name']} {row['family_name']}"))
    ]
    return by_number + by_name


def _read_number(text: str, today: date) -> tuple[str, date | None]:
    try:
        read = parse(text, today=today)
    except (BadIdentityNumber, AmbiguousIdentityNumber):
        return "", None
    return read.number, read.birth_date


_CANDIDATES = """
SELECT id, uid, given_name, family_name, birth_date, email, phone FROM student
WHERE protection = 'none' AND (birth_date = ?1
    OR id IN (SELECT student_id FROM identity_number
        WHERE number IN (SELECT value FROM json_each(?2)))
    OR id IN (SELECT value FROM json_each(?3)))
"""
_CONTACT = """
SELECT s.student_id FROM student_words w JOIN student_search s ON s.rank = w.rowid
WHERE student_words MATCH ? LIMIT 200
"""


def candidates(store: Store, person: Person) -> list[Person]:
    """Read the unprotected students who share a date of birth, number, e-mail or phone."""
    with store.reading() as conn:
        reached = [
            row[0]
            for question in _contact_questions(person)
            for row in conn.execute(_CONTACT, (question,))
        ]
    born = person.birth_date.isoformat() if person.birth_date else None
    rows = store.query(_CANDIDATES, born, json.dumps(sorted(person.numbers)), json.dumps(reached))
    return [_with_numbers(store, row) for row in rows]


def _contact_questions(person: Person) -> list[str]:
    local = tokens(person.email.partition("@")[0])
    phone = phone_key(person.phone)
    words = [" ".join(f'"{word}"' for word in local), f'"{phone}"' if phone else ""]
    return [question for question in words if question]


_OWN_NUMBERS = "SELECT number FROM identity_number WHERE student_id = ?"


def _with_numbers(store: Store, row: Row) -> Person:
    person = Person(
        uid=row["uid"],
        given_name=row["given_name"],
        family_name=row["family_name"],
        birth_date=day(row["birth_date"]),
        email=row["email"],
        phone=row["phone"],
    )
    numbers = frozenset(found["number"] for found in store.query(_OWN_NUMBERS, row["id"]))
    return replace(person, numbers=numbers)
