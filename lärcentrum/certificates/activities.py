"""What staff attest that the register holds no source of: a meeting, a course, studies here.

The days and the words are typed; who the person is, who speaks and for whom is the register's.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from lärcentrum.certificates.attested import Attested, Wanted, person_attested
from lärcentrum.certificates.errors import BadFacts
from lärcentrum.certificates.facts import CertificateFacts, CertificateKind, from_canonical
from lärcentrum.errors import BadValue
from lärcentrum.exams import fields
from lärcentrum.exams.times import to_wall
from lärcentrum.language import _
from lärcentrum.settings import setting
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------

OF_ACTIVITY = (CertificateKind.ATTENDANCE, CertificateKind.PARTICIPATION, CertificateKind.STUDY)
"""The kinds that are typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something that a student took part in.

    Args:
        title: the occasion, the course or the education.
        starts_on: the first day.
        ends_on: the last day; None for the same day, and for studies that go on.
        starts: from what time, of an occasion on one day.
        ends: until what time.
        code: a course's code.
        provider: who arranged it.
        place: where; "" is the centre.
        extent: how much, such as `40 timmar` or `halvtid`.
    """

    title: str
    starts_on: date
    ends_on: date | None = None
    starts: time | None = None
    ends: time | None = None
    code: str = ""
    provider: str = ""
    place: str = ""
    extent: str = ""


# --- rules -----------------------------------------------------------------


def checked_activity(kind: CertificateKind, what: Activity, now: datetime) -> Activity:
    """Give an activity with its words cleaned, or refuse what has not taken place.

    Args:
        kind: what is to be attested.
        what: as typed.
        now: the wall clock.

    Raises:
        BadValue: no such kind is typed, or a text is missing or too long.
        BadFacts: a day or time is missing, impossible or still to come.
    """
    if kind not in OF_ACTIVITY:
        raise BadValue("kind", _("utfärdas från bokningen eller praktiken"))
    _check_days(kind, what, now.date())
    _check_times(kind, what, now)
    return replace(
        what,
        title=fields.line("title", what.title, required=True),
        code=fields.line("code", what.code),
        provider=fields.line("provider", what.provider),
        place=fields.line("place", what.place),
        extent=fields.line("extent", what.extent),
    )


def _check_days(kind: CertificateKind, what: Activity, today: date) -> None:
    if what.starts_on > today:
        raise BadFacts("starts_on", _("det har inte börjat"))
    if what.ends_on is None:
        return
    if what.ends_on < what.starts_on:
        raise BadFacts("ends_on", _("slutet ligger före början"))
    if what.ends_on > today and kind is CertificateKind.STUDY:
        raise BadFacts("ends_on", _("studierna är inte slut; lämna sista dagen tom"))
    if what.ends_on > today:
        raise BadFacts("ends_on", _("det är inte slut än"))


def _check_times(kind: CertificateKind, what: Activity, now: datetime) -> None:
    if what.starts is None and what.ends is None:
        return
    if kind is not CertificateKind.ATTENDANCE or what.ends_on not in (None, what.starts_on):
        raise BadFacts("starts", _("klockslag anges bara för ett tillfälle på en dag"))
    if what.starts is None:
        raise BadFacts("starts", _("tiden då det började saknas"))
    if what.ends is not None and what.ends <= what.starts:
        raise BadFacts("ends", _("slutet ligger före början"))
    if datetime.combine(what.starts_on, what.ends or what.starts) > now:
        raise BadFacts("ends" if what.ends else "starts", _("det är inte slut än"))


def spoken_days(kind: CertificateKind, what: Activity) -> tuple[str, str]:
    """Give from when to when as the facts hold it; studies that go on have no end."""
    first, last = what.starts_on.isoformat(), (what.ends_on or what.starts_on).isoformat()
    if what.starts is not None:
        end = f"{last}T{what.ends:%H:%M}" if what.ends else ""
        return f"{first}T{what.starts:%H:%M}", end
    if what.ends_on is None and kind is CertificateKind.STUDY:
        return first, ""
    return first, last


# --- operations ------------------------------------------------------------


def from_activity(store: Store, student: str, what: Activity, wanted: Wanted) -> Attested:
    """Give what a certificate of something typed says.

    Args:
        store: the register.
        student: the student's uid.
        what: what was taken part in.
        wanted: how it is to be written, and which kind.

    Raises:
        NotFound: no such student.
        BadValue, BadFacts: as `checked_activity`.
        NotAllowed, ReasonNeeded, CentreUnnamed: as `person_attested`.
    """
    now = to_wall(fields.now_minutes(store))
    done = checked_activity(wanted.kind, what, now)
    base = person_attested(store, store.id_of("student", student), wanted)
    starts, ends = spoken_days(wanted.kind, done)
    facts = replace(
        base.facts,
        title=done.title,
        code=done.code,
        provider=done.provider,
        starts=starts,
        ends=ends,
        place=done.place or setting(store, "centre_name"),
        extent=done.extent,
    )
    return replace(base, facts=facts)


_KEPT = ("title", "code", "provider", "starts", "ends", "place", "extent")


def attested_again(store: Store, certificate: Row, wanted: Wanted) -> Attested:
    """Give what a certificate of something typed says, with who the person is as of today."""
    old: CertificateFacts = from_canonical(certificate["facts"].encode())
    base = person_attested(store, certificate["student_id"], wanted)
    kept = {name: getattr(old, name) for name in _KEPT}
    return replace(base, facts=replace(base.facts, **kept))
