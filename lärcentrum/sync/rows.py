"""The rows that leave: named field by field, never from a table's columns.

Protected persons are never among them, nor is anything that hangs on one; a person who is
protected afterwards is withdrawn by the next package. A booking's length is the ordinary one: extra
time would tell of a person's health.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lärcentrum.exams.approvals import APPROVAL_COLUMNS
from lärcentrum.exams.booking_states import facts_from, state
from lärcentrum.people.identity_numbers import IdentityNumber, NumberKind, legal_sex
from lärcentrum.store.store import Store
from lärcentrum.sync.canonical import Json
from lärcentrum.sync.kinds import FORMS, PERSON_KINDS, Kind, fields_at, is_code
from lärcentrum.sync.levels import Level, person_mark, row_id
from lärcentrum.sync.package_format import Payload, Row, Tombstone

UNKNOWN = "unknown"
"""The code where a record does not say, or may not be told."""

_BANDS = ((20, "0-19"), (25, "20-24"), (35, "25-34"), (45, "35-44"), (55, "45-54"), (65, "55-64"))

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What hides a row's name.

    Args:
        centre: the centre's code.
        key: the centre's key.
        once: the key that the centres share, or None.
    """

    centre: str
    key: bytes
    once: bytes | None = None

    def name(self, kind: Kind, uid: str) -> str:
        """Give a row's name outside the centre."""
        return row_id(self.centre, self.key, kind, uid)


# --- rules -----------------------------------------------------------------


def age_band(birth: str | None, period: str) -> str:
    """Give the age band at the end of a month's year, so that it changes once a year.

    Args:
        birth: YYYY-MM-DD or None.
        period: YYYY-MM.
    """
    if birth is None:
        return UNKNOWN
    age = int(period[:4]) - int(birth[:4])
    return next((name for limit, name in _BANDS if age < limit), "65+")


def sex_of(number: str | None, kind: str | None) -> str:
    """Give the legal sex that a number tells, as a code."""
    if number is None or kind is None:
        return UNKNOWN
    found = legal_sex(IdentityNumber(kind=NumberKind(kind), number=number, birth_date=None))
    return found.name.casefold() if found else UNKNOWN


def provider_code(short: str | None, kind: str | None) -> str:
    """Give a provider's code: its short name, or its kind where the short name is no code."""
    if short and is_code(short):
        return short
    return kind or UNKNOWN


def internship_state(row: Mapping[str, str | None]) -> str:
    """Give where an internship stands: the furthest of its dated facts."""
    ladder = (
        ("cannot_be_placed_on", "cannot_be_placed"),
        ("broken_off_on", "broken_off"),
        ("assessment_sent_on", "assessment_sent"),
        ("ended_on", "ended"),
        ("started_on", "ongoing"),
        ("published_on", "published"),
        ("agreement_signed_on", "agreement_signed"),
        ("agreement_sent_on", "agreement_sent"),
        ("offered_on", "offered"),
        ("asked_on", "asked"),
    )
    return next((name for column, name in ladder if row[column]), "wish")


def allowed(kind: Kind, level: Level, values: Mapping[str, Json]) -> dict[str, Json]:
    """Keep the fields that may leave at a level and hold what they may hold."""
    return {
        one.name: values[one.name]
        for one in fields_at(kind, level)
        if values.get(one.name) is not None and FORMS[one.form](values[one.name])
    }


def with_versions(
    sequence: int, named: Iterable[tuple[str, str, dict[str, Json]]], before: Payload, level: Level
) -> tuple[tuple[Row, ...], tuple[Tombstone, ...]]:
    """Give rows their versions, and tombstones for those that are gone (pure).

    Args:
        sequence: the number of the package being made.
        named: kind, id and fields of every row that leaves.
        before: what left last: rows and tombstones.
        level: the package's level; what it does not speak of at all is not withdrawn either.
    """
    there = {row.id: row for row in before.rows}
    rows = []
    for kind, name, data in named:
        old = there.get(name)
        same = old is not None and dict(old.data) == data
        version = old.version if old is not None and same else sequence
        rows.append(Row(kind=kind, id=name, version=version, data=data))
    present = {row.id for row in rows}
    stones = {one.id: one for one in before.tombstones if one.id not in present}
    for row in before.rows:
        if row.id not in present:
            stones[row.id] = Tombstone(kind=row.kind, id=row.id, version=sequence)
    silent = PERSON_KINDS if level is Level.NONE else frozenset[Kind]()
    return tuple(rows), tuple(one for one in stones.values() if Kind(one.kind) not in silent)


# --- operations ------------------------------------------------------------


def named_rows(
    store: Store, level: Level, secrets: Secrets, period: str
) -> Iterator[tuple[str, str, dict[str, Json]]]:
    """Give every row that leaves at a level: kind, id, fields.

    Args:
        store: the register.
        level: the level in force.
        secrets: what hides the names.
        period: the month of the package, for ages.
    """
    readers: tuple[tuple[Kind, _Reader], ...] = (
        (Kind.STUDENT, lambda: _students(store, level, secrets, period)),
        (Kind.BOOKING, lambda: _bookings(store, secrets)),
        (Kind.INTERNSHIP, lambda: _internships(store, secrets)),
    )
    for kind, read in readers:
        if kind in PERSON_KINDS and level is Level.NONE:
            continue
        for uid, values in read():
            yield kind.value, secrets.name(kind, uid), allowed(kind, level, values)


_Reader = Callable[[], Iterator[tuple[str, dict[str, Json]]]]

_PROTECTED = "SELECT count(*) FROM student WHERE protection <> 'none'"


def count_protected(store: Store) -> int:
    """Count the persons who are left out of the rows."""
    return int(store.value(_PROTECTED))


# The number in use: a personnummer before a samordningsnummer, the newest of several.
_STUDENTS = """
SELECT student.uid, birth_date, municipality, registered_on, student.ended_on,
    given_name || ' ' || family_name AS name, coalesce(top.short, provider.short) AS short,
    coalesce(top.kind, provider.kind) AS provider_kind, number, identity_number.kind AS number_kind
FROM student
LEFT JOIN provider ON provider.id = student.provider_id
LEFT JOIN provider AS top ON top.id = provider.parent_id
LEFT JOIN identity_number ON identity_number.id = (
    SELECT id FROM identity_number AS one
    WHERE one.student_id = student.id AND one.kind IN ('personnummer', 'samordningsnummer')
    ORDER BY one.valid_to IS NOT NULL, one.kind, one.id DESC LIMIT 1)
WHERE protection = 'none'
"""


def _students(
    store: Store, level: Level, secrets: Secrets, period: str
) -> Iterator[tuple[str, dict[str, Json]]]:
    for row in store.query(_STUDENTS):
        number = row["number"]
        once = secrets.once if level.covers(Level.ONCE) else None
        yield (
            row["uid"],
            {
                "age_band": age_band(row["birth_date"], period),
                "from": _month(row["registered_on"]),
                "to": _month(row["ended_on"]),
                "municipality": row["municipality"],
                "provider": provider_code(row["short"], row["provider_kind"]),
                "sex": sex_of(number, row["number_kind"]),
                "once": person_mark(once, number) if once and number else None,
                "name": row["name"].strip(),
                "number": number,
            },
        )


_BOOKINGS = f"""
SELECT booking.uid, student.uid AS student, {APPROVAL_COLUMNS}, 0 AS pair_moved,
    booking.refused_why,
    exam.form, exam.length_min, exam.ordinary_start, exam.material_at, booking.ends_at,
    booking.seat_id, 0 AS watched, booking.preliminary, place_given_at, provider_approved_at,
    waiting_since, booking.refused_at, booking.cancelled_at, attendance, handed_in_at, sent_at,
    received_at, closed_at, coalesce(top.short, provider.short) AS short,
    coalesce(top.kind, provider.kind) AS provider_kind
FROM booking
JOIN student ON student.id = booking.student_id
JOIN exam ON exam.id = booking.exam_id
JOIN provider ON provider.id = exam.provider_id
LEFT JOIN provider AS top ON top.id = provider.parent_id
WHERE student.protection = 'none'
"""


def _bookings(store: Store, secrets: Secrets) -> Iterator[tuple[str, dict[str, Json]]]:
    for row in store.query(_BOOKINGS):
        yield (
            row["uid"],
            {
                "absent": int(row["attendance"] == "absent"),
                "form": row["form"],
                "minutes": row["length_min"],
                "month": _month(row["starts_wall"]),
                "provider": provider_code(row["short"], row["provider_kind"]),
                "refused": row["refused_why"],
                "state": state(facts_from(row)).value,
                "student": secrets.name(Kind.STUDENT, row["student"]),
            },
        )


_INTERNSHIPS = """
SELECT internship.uid, internship.kind, hours_per_week, asked_on, offered_on, agreement_sent_on,
    agreement_signed_on, published_on, started_on, internship.ended_on, broken_off_on,
    cannot_be_placed_on, assessment_sent_on, student.uid AS student, workplace.municipality,
    employer.sector, employer.sni, coalesce(top.short, provider.short) AS short,
    coalesce(top.kind, provider.kind) AS provider_kind,
    (SELECT min(starts_on) FROM internship_period WHERE internship_id = internship.id) AS first_day,
    (SELECT max(ends_on) FROM internship_period WHERE internship_id = internship.id) AS last_day,
    (SELECT sum(julianday(ends_on) - julianday(starts_on) + 1) FROM internship_period
        WHERE internship_id = internship.id) AS days
FROM internship
JOIN student ON student.id = internship.student_id
LEFT JOIN workplace ON workplace.id = internship.workplace_id
LEFT JOIN employer ON employer.id = workplace.employer_id
LEFT JOIN provider ON provider.id = internship.provider_id
LEFT JOIN provider AS top ON top.id = provider.parent_id
WHERE student.protection = 'none'
"""


def _internships(store: Store, secrets: Secrets) -> Iterator[tuple[str, dict[str, Json]]]:
    for row in store.query(_INTERNSHIPS):
        weeks = round((row["days"] or 0) / 7)
        yield (
            row["uid"],
            {
                "from": _month(row["first_day"] or row["started_on"]),
                "to": _month(row["last_day"] or row["ended_on"]),
                "hours": weeks * row["hours_per_week"] if weeks else None,
                "weeks": weeks or None,
                "kind": row["kind"],
                "municipality": row["municipality"],
                "provider": provider_code(row["short"], row["provider_kind"]),
                "sector": row["sector"],
                "sni": row["sni"] or None,
                "state": internship_state(row),
                "student": secrets.name(Kind.STUDENT, row["student"]),
            },
        )


def _month(day: str | None) -> str | None:
    return day[:7] if day else None


def last_day(period: str) -> date:
    """Give the last day of a month."""
    year, month = int(period[:4]), int(period[5:])
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
