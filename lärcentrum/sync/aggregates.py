"""The month's sums: what is counted, also over persons who are never in rows.

A protected person counts in every total and in no part of one: what stands in a part and not in
the rows would tell of them. So parts may add up to less than their total. What the centre does not
keep at all is `None`, which is not the same as 0.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType

from lärcentrum.clock import STOCKHOLM
from lärcentrum.exams.approvals import APPROVAL_COLUMNS
from lärcentrum.exams.booking_states import facts_from, state
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Row as Record
from lärcentrum.store.store import Store
from lärcentrum.sync.kinds import MEASURES, is_code
from lärcentrum.sync.package_format import Aggregate
from lärcentrum.sync.rows import UNKNOWN, age_band, last_day, provider_code, sex_of

HIDDEN: Mapping[str, str] = MappingProxyType({})
"""Stands for a row about a protected person."""

# --- rules -----------------------------------------------------------------


def count_by(
    measure: str, rows: Iterable[Mapping[str, str]], amounts: Iterable[int] | None = None
) -> list[Aggregate]:
    """Count rows in all and by each of a measure's divisions (pure).

    Args:
        measure: a name of `kinds.MEASURES`.
        rows: one mapping a row, with a code for every division; `HIDDEN` counts in all only.
        amounts: what each row counts for; one each when not given.
    """
    total = 0
    parts: dict[str, Counter[str]] = {cut: Counter() for cut in MEASURES[measure].cuts}
    listed = list(rows)
    for row, amount in zip(listed, amounts or [1] * len(listed), strict=True):
        total += amount
        if row is HIDDEN:
            continue
        for cut, counter in parts.items():
            code = row.get(cut) or UNKNOWN
            counter[code if is_code(code) else UNKNOWN] += amount
    return [
        Aggregate(measure=measure, n=total),
        *(
            Aggregate(measure=measure, n=n, by={cut: code})
            for cut, counter in parts.items()
            for code, n in counter.items()
        ),
    ]


def not_reported(measure: str) -> list[Aggregate]:
    """Say that a centre does not keep what a measure counts."""
    return [Aggregate(measure=measure, n=None)]


def instants(period: str) -> tuple[int, int]:
    """Give a month's first and last instant, wall clock in Sweden, as UTC minutes."""
    last = last_day(period)
    first = datetime.combine(last.replace(day=1), time(), STOCKHOLM)
    after = datetime.combine(last + timedelta(days=1), time(), STOCKHOLM)
    return tuple(int(one.astimezone(UTC).timestamp()) // 60 for one in (first, after))  # type: ignore[return-value]


# --- operations ------------------------------------------------------------


def month_aggregates(store: Store, period: str) -> tuple[Aggregate, ...]:
    """Count everything of a month.

    Args:
        store: the register.
        period: YYYY-MM.
    """
    bookings = store.query(_BOOKINGS, period)
    found = {
        **_of_students(store, period),
        **_of_bookings(bookings),
        **_of_sittings(store, period),
        **_of_internships(store, period),
        **_of_fees(store, period),
        "certificates": _of_certificates(store, period),
    }
    return tuple(one for name in MEASURES for one in found.get(name) or not_reported(name))


_STUDENTS = """
SELECT birth_date, municipality, registered_on, protection,
    coalesce(top.short, provider.short) AS short,
    coalesce(top.kind, provider.kind) AS provider_kind,
    identity_number.number, identity_number.kind AS number_kind
FROM student
LEFT JOIN provider ON provider.id = student.provider_id
LEFT JOIN provider AS top ON top.id = provider.parent_id
LEFT JOIN identity_number ON identity_number.id = (
    SELECT id FROM identity_number AS one
    WHERE one.student_id = student.id AND one.kind IN ('personnummer', 'samordningsnummer')
    ORDER BY one.valid_to IS NOT NULL, one.kind, one.id DESC LIMIT 1)
WHERE (registered_on <= ? AND (student.ended_on IS NULL OR student.ended_on >= ?))
    OR EXISTS (SELECT 1 FROM booking WHERE booking.student_id = student.id
        AND cancelled_at IS NULL AND substr(booking.starts_wall, 1, 7) = ?)
"""


def _of_students(store: Store, period: str) -> dict[str, list[Aggregate]]:
    first, last = f"{period}-01", last_day(period).isoformat()
    rows = store.query(_STUDENTS, last, first, period)
    new = [row for row in rows if first <= row["registered_on"] <= last]
    return {
        # On the register some time in the month, or booked in it before somebody registered them.
        "students": count_by("students", [_about(row, period) for row in rows]),
        "students_new": count_by("students_new", [{} for _row in new]),
    }


def _about(row: Record, period: str) -> Mapping[str, str]:
    if _is_hidden(row):
        return HIDDEN
    return {
        "provider": provider_code(row["short"], row["provider_kind"]),
        "age_band": age_band(row["birth_date"], period),
        "sex": sex_of(row["number"], row["number_kind"]),
        "municipality": row["municipality"],
    }


def _is_hidden(row: Record) -> bool:
    return bool(row["protection"] != "none")


_BOOKINGS = f"""
SELECT student.protection, booking.refused_why, {APPROVAL_COLUMNS}, 0 AS pair_moved,
    exam.form, exam.length_min, exam.ordinary_start, exam.material_at,
    booking.ends_at, booking.seat_id, 0 AS watched, booking.preliminary, place_given_at,
    provider_approved_at, waiting_since, booking.refused_at, booking.cancelled_at, attendance,
    handed_in_at, sent_at, received_at, closed_at, coalesce(top.short, provider.short) AS short,
    coalesce(top.kind, provider.kind) AS provider_kind
FROM booking
JOIN student ON student.id = booking.student_id
JOIN exam ON exam.id = booking.exam_id
JOIN provider ON provider.id = exam.provider_id
LEFT JOIN provider AS top ON top.id = provider.parent_id
WHERE substr(booking.starts_wall, 1, 7) = ?
"""


def _of_bookings(rows: list[Record]) -> dict[str, list[Aggregate]]:
    sat = [row for row in rows if row["attendance"] in ("present", "late")]
    refused = [row for row in rows if row["refused_at"] is not None]
    absent = [row for row in rows if row["attendance"] == "absent"]
    return {
        "bookings": count_by("bookings", map(_about_booking, rows)),
        "exam_minutes": count_by(
            "exam_minutes", map(_about_booking, sat), [row["length_min"] for row in sat]
        ),
        "refusals": count_by("refusals", map(_about_booking, refused)),
        "absences": count_by("absences", map(_about_booking, absent)),
    }


def _about_booking(row: Record) -> Mapping[str, str]:
    if _is_hidden(row):
        return HIDDEN
    return {
        "state": state(facts_from(row)).value,
        "provider": provider_code(row["short"], row["provider_kind"]),
        "form": row["form"],
        "reason": row["refused_why"],
    }


_SITTINGS = """
SELECT count(*) FROM sitting WHERE substr(starts_wall, 1, 7) = ? AND cancelled_at IS NULL
"""

_DUTIES = """
SELECT ends_at - starts_at AS minutes FROM duty
WHERE starts_at >= ? AND starts_at < ? AND cancelled_at IS NULL AND answer = 'yes'
    AND role <> 'reserve'
"""


def _of_sittings(store: Store, period: str) -> dict[str, list[Aggregate]]:
    first, after = instants(period)
    minutes = [row["minutes"] for row in store.query(_DUTIES, first, after)]
    kept = minutes or number_setting(store, "use_invigilators")
    return {
        "sittings": [Aggregate(measure="sittings", n=int(store.value(_SITTINGS, period)))],
        "invigilator_minutes": [
            Aggregate(measure="invigilator_minutes", n=sum(minutes) if kept else None)
        ],
    }


_INTERNSHIPS = """
SELECT student.protection, internship.kind, employer.sni, started_on,
    coalesce(top.short, provider.short) AS short,
    coalesce(top.kind, provider.kind) AS provider_kind
FROM internship
JOIN student ON student.id = internship.student_id
LEFT JOIN workplace ON workplace.id = internship.workplace_id
LEFT JOIN employer ON employer.id = workplace.employer_id
LEFT JOIN provider ON provider.id = internship.provider_id
LEFT JOIN provider AS top ON top.id = provider.parent_id
WHERE started_on <= ?
    AND coalesce(broken_off_on, internship.ended_on, '9999-12-31') >= ?
"""


def _of_internships(store: Store, period: str) -> dict[str, list[Aggregate]]:
    first, last = f"{period}-01", last_day(period).isoformat()
    rows = store.query(_INTERNSHIPS, last, first)
    began = [row for row in rows if row["started_on"] >= first]
    return {
        "internships": count_by("internships", map(_about_internship, rows)),
        "internships_started": count_by("internships_started", map(_about_internship, began)),
    }


def _about_internship(row: Record) -> Mapping[str, str]:
    if _is_hidden(row):
        return HIDDEN
    return {
        "kind": row["kind"],
        "sni": row["sni"] or UNKNOWN,
        "provider": provider_code(row["short"], row["provider_kind"]),
    }


# Due are the fees that stand, by their due day: one that was let go, or unpaid for an exam that was
# called off, is not. Paid is what came in that month and was not paid back.
_FEES = """
SELECT (SELECT coalesce(sum(amount), 0) FROM fee
        JOIN booking ON booking.id = booking_id JOIN exam ON exam.id = exam_id
        WHERE substr(due_on, 1, 7) = ?1 AND exempt_on IS NULL AND NOT (fee.kind = 'exam'
            AND paid_on IS NULL AND coalesce(booking.cancelled_at, booking.refused_at,
                exam.cancelled_at) IS NOT NULL)) AS due,
    (SELECT coalesce(sum(amount - coalesce(refunded, 0)), 0) FROM fee
        WHERE substr(paid_on, 1, 7) = ?1) AS paid
"""


def _of_fees(store: Store, period: str) -> dict[str, list[Aggregate]]:
    found = store.query(_FEES, period)[0]
    kept = found["due"] or found["paid"] or number_setting(store, "use_fees")
    return {
        f"fees_{name}": [Aggregate(measure=f"fees_{name}", n=found[name] if kept else None)]
        for name in ("due", "paid")
    }


_CERTIFICATES = """
SELECT certificate.kind, student.protection FROM certificate
JOIN student ON student.id = certificate.student_id
WHERE issued_at >= ? AND issued_at < ? AND withdrawn_at IS NULL
"""


def _of_certificates(store: Store, period: str) -> list[Aggregate]:
    rows = store.query(_CERTIFICATES, *instants(period))
    return count_by("certificates", [HIDDEN if _is_hidden(row) else row for row in rows])
