"""What a certificate of an internship says (P19): period, hours, workplace, and no assessment."""

from dataclasses import replace
from datetime import date

from lärcentrum.certificates.attested import Attested, Wanted, person_attested
from lärcentrum.certificates.errors import InternshipNotDone, Unfinished
from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.language import _, in_language
from lärcentrum.practice.periods import Period, hours
from lärcentrum.store.store import Row, Store

# --- rules -----------------------------------------------------------------


def check_done(internship: Row, first_on: str | None, today: str) -> None:
    """Refuse a certificate of an internship that was not carried through (P19).

    Args:
        internship: the row.
        first_on: the first day that is planned, if any.
        today: the day, as the register keeps it.

    Raises:
        InternshipNotDone: not begun, still going on, or broken off.
    """
    if internship["broken_off_on"]:
        raise InternshipNotDone(internship["uid"], Unfinished.BROKEN_OFF)
    if internship["ended_on"] and internship["ended_on"] <= today:
        return
    begun = internship["started_on"] or first_on
    going = begun is not None and begun <= today
    raise InternshipNotDone(
        internship["uid"], Unfinished.ONGOING if going else Unfinished.NOT_BEGUN
    )


# --- operations ------------------------------------------------------------

_INTERNSHIP = """
SELECT internship.*, coalesce(provider.name, '') AS provider,
    coalesce(employer.name, '') AS employer, coalesce(workplace.name, '') AS workplace,
    (SELECT min(starts_on) FROM internship_period WHERE internship_id = internship.id) AS first_on
FROM internship LEFT JOIN provider ON provider.id = internship.provider_id
LEFT JOIN workplace ON workplace.id = internship.workplace_id
LEFT JOIN employer ON employer.id = workplace.employer_id
WHERE internship.uid = ?
"""


def from_internship(
    store: Store, internship: str, wanted: Wanted, worked: int | None = None
) -> Attested:
    """Give what a certificate of a finished internship says (P19).

    Args:
        store: the register.
        internship: its uid.
        wanted: how it is to be written.
        worked: the hours done, 0 to leave them out; None counts them from the periods.

    Raises:
        NotFound: no such internship.
        InternshipNotDone: it has not begun, not ended, or was broken off.
        NotAllowed, ReasonNeeded, CentreUnnamed: as `from_booking`.
    """
    row = store.one(_INTERNSHIP, internship) or store.row("internship", internship)
    check_done(row, row["first_on"], store.clock.today().isoformat())
    if worked is None:
        worked = hours_done(store, row)
    base = person_attested(store, row["student_id"], wanted)
    with in_language(wanted.language):
        extent = _("{n} timmar").format(n=worked) if worked else ""
        title = row["programme"] or _("Praktik")
    facts = replace(
        base.facts,
        kind=CertificateKind.INTERNSHIP,
        title=title,
        code=row["course_code"],
        provider=row["provider"],
        workplace=_joined(row["employer"], row["workplace"]),
        starts=row["started_on"] or row["first_on"] or row["ended_on"],
        ends=row["ended_on"],
        extent=extent,
    )
    return replace(base, facts=facts, internship=row["id"])


_PERIODS = """
SELECT starts_on, ends_on, percent FROM internship_period WHERE internship_id = ?
ORDER BY starts_on
"""


def hours_done(store: Store, internship: Row) -> int:
    """Count an internship's hours from its periods, up to the day on which it ended."""
    ended = internship["ended_on"] or ""
    done = [
        Period(
            starts_on=date.fromisoformat(one["starts_on"]),
            ends_on=date.fromisoformat(min(one["ends_on"], ended)),
            percent=one["percent"],
        )
        for one in store.query(_PERIODS, internship["id"])
        if one["starts_on"] <= ended
    ]
    return hours(done, internship["hours_per_week"])


def _joined(employer: str, workplace: str) -> str:
    if not employer or employer == workplace:
        return workplace
    return f"{employer}, {workplace}"
