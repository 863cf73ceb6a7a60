"""What the register knows that a certificate can attest: from a booking sat."""

from dataclasses import dataclass, replace
from datetime import date

from lärcentrum.certificates.centre_keys import environment
from lärcentrum.certificates.errors import (
    AttendanceNotNoted,
    BadFacts,
    CentreUnnamed,
    NotHandedIn,
    NotSatYet,
    WasAbsent,
)
from lärcentrum.certificates.facts import CertificateFacts, CertificateKind, IdentityKind
from lärcentrum.certificates.template_records import Template
from lärcentrum.certificates.validity import typed_end
from lärcentrum.certificates.wording import Surroundings, municipality_line
from lärcentrum.errors import BadValue, NotAllowed
from lärcentrum.exams.times import to_wall
from lärcentrum.language import N_, _, in_language
from lärcentrum.people.identity_numbers import formatted, masked
from lärcentrum.people.masking import is_protected
from lärcentrum.people.protection import checked_reason
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.session import Session
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


_LANGUAGES = ("sv", "en")
OF_BOOKING = (CertificateKind.EXAM, CertificateKind.SAT)
"""The kinds that a booking can be the source of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a certificate is to be written.

    `kind` is what is attested of a booking: that the student was there (`exam`), or that the exam
    was sat and handed in (`sat`). `identity` None takes the date of birth where it is known, else
    the name alone; `reason` is needed for a protected person and logged; `valid_to` is the last day
    that it holds, None by the template.

    Raises:
        BadValue: no paper is written in that language.
    """

    language: str = "sv"
    identity: IdentityKind | None = None
    reason: str = ""
    replaces: str = ""
    kind: CertificateKind = CertificateKind.EXAM
    valid_to: date | None = None

    def __post_init__(self) -> None:
        """Refuse what no paper is written in, before anything is drawn."""
        if self.language not in _LANGUAGES:
            raise BadValue(
                "language", _("ska vara något av {known}").format(known=", ".join(_LANGUAGES))
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """Facts without a number yet, and the local ids that the certificate will refer to."""

    facts: CertificateFacts
    student: int
    booking: int | None = None
    internship: int | None = None
    protected: bool = False


# --- rules -----------------------------------------------------------------

_FORMS = {
    "paper": N_("Skriftlig tentamen"),
    "digital": N_("Digital tentamen"),
    "computer": N_("Tentamen på dator"),
    "oral": N_("Muntlig tentamen"),
    "national": N_("Nationellt prov"),
    "hogskoleprov": N_("Högskoleprovet"),
    "certification": N_("Certifieringsprov"),
}


def check_sat(booking: Row, was_present: bool | None, now: int) -> None:
    """Refuse a certificate for an exam that was not sat.

    Args:
        booking: the row.
        was_present: what staff answer now, None for nothing.
        now: minutes since 1970.

    Raises:
        NotSatYet: cancelled, refused, or not begun.
        WasAbsent: noted, or answered now.
        AttendanceNotNoted: neither noted nor answered.
    """
    uid = booking["uid"]
    if booking["cancelled_at"] or booking["refused_at"] or booking["starts_at"] > now:
        raise NotSatYet(uid)
    if booking["attendance"] == "absent":
        raise WasAbsent(uid)
    if booking["attendance"] is None and was_present is None:
        raise AttendanceNotNoted(uid)
    if booking["attendance"] is None and not was_present:
        raise WasAbsent(uid)


def check_handed_in(booking: Row) -> None:
    """Refuse to attest an exam as sat while nobody has noted that it was handed in.

    Raises:
        NotHandedIn: with the booking.
    """
    if booking["handed_in_at"] is None:
        raise NotHandedIn(booking["uid"])


def times_sat(booking: Row, now: int) -> tuple[str, str]:
    """Give from when to when, in wall-clock texts, as it was and not as it was planned.

    Who came late or left before is not attested longer; who still sits has no end yet.

    Args:
        booking: the row.
        now: minutes since 1970.
    """
    starts = max(booking["starts_at"], booking["arrived_at"] or 0)
    ends = booking["left_at"] or booking["handed_in_at"]
    if ends is None and booking["ends_at"] <= now:
        ends = booking["ends_at"]
    if ends is None or ends < starts:
        return _wall(starts), ""
    return _wall(starts), _wall(min(ends, max(booking["ends_at"], starts)))


def identity_of(
    student: Row, number: str | None, kind: IdentityKind | None
) -> tuple[IdentityKind, str]:
    """Give how the paper tells who the person is.

    Raises:
        BadFacts: the register lacks what was asked for.
    """
    born = student["birth_date"] or ""
    if kind is None:
        kind = IdentityKind.BIRTH if born else IdentityKind.NONE
    match kind:
        case IdentityKind.NONE:
            return kind, ""
        case IdentityKind.BIRTH:
            found = born
        case IdentityKind.NUMBER:
            found = formatted(number) if number else ""
        case IdentityKind.HIDDEN:
            found = masked(number) if number else ""
    if not found:
        raise BadFacts("identity", _("födelsedatum eller identitetsnummer saknas för studenten"))
    return kind, found


# --- operations ------------------------------------------------------------

_BOOKING = """
SELECT booking.*, exam.course_name, exam.course_code, exam.form, provider.name AS provider,
    parent.name AS parent, room.name AS room
FROM booking JOIN exam ON exam.id = booking.exam_id
JOIN provider ON provider.id = exam.provider_id
LEFT JOIN provider AS parent ON parent.id = provider.parent_id
LEFT JOIN sitting ON sitting.id = booking.sitting_id
LEFT JOIN room ON room.id = sitting.room_id
WHERE booking.uid = ?
"""


def from_booking(store: Store, booking: str, wanted: Wanted, was_present: bool | None) -> Attested:
    """Give what a certificate of a booking says.

    Raises:
        NotFound: no such booking.
        AttendanceNotNoted, WasAbsent, NotSatYet: as `check_sat`.
        NotHandedIn: it is to say that the exam was sat, and nobody has noted the hand-in.
        BadValue: a booking attests no such kind.
        NotAllowed, ReasonNeeded: a protected person, without the right or a reason.
        BadFacts, CentreUnnamed: a fact is missing.
    """
    row = store.one(_BOOKING, booking) or store.row("booking", booking)
    if wanted.kind not in OF_BOOKING:
        raise BadValue("kind", _("är inget som en tentamen intygar"))
    now = int(store.clock.now().timestamp() // 60)
    check_sat(row, was_present, now)
    if wanted.kind is CertificateKind.SAT:
        check_handed_in(row)
    starts, ends = times_sat(row, now)
    centre = setting(store, "centre_name")
    form = _FORMS[row["form"]]
    with in_language(wanted.language):
        part = _(form)
        place = _("{centre}, {room}").format(centre=centre, room=row["room"])
    base = person_attested(store, row["student_id"], wanted)
    facts = replace(
        base.facts,
        kind=wanted.kind,
        title=row["course_name"],
        code=row["course_code"],
        part=part,
        provider=", ".join(name for name in (row["parent"], row["provider"]) if name),
        starts=starts,
        ends=ends,
        place=place if row["room"] else centre,
    )
    return replace(base, facts=facts, booking=row["id"])


_STUDENT = "SELECT * FROM student WHERE id = ?"
_NUMBER = """
SELECT number FROM identity_number WHERE student_id = ? AND valid_to IS NULL
ORDER BY kind NOT IN ('personnummer', 'samordningsnummer'), id LIMIT 1
"""


def person_attested(store: Store, student_id: int, wanted: Wanted) -> Attested:
    """Give what every certificate says of who, by whom and where; what was done is put in later.

    Raises:
        NotAllowed, ReasonNeeded: a protected person, without the right or a reason.
        BadFacts, CentreUnnamed: a fact is missing.
    """
    student = store.one(_STUDENT, student_id)
    if student is None:
        raise BadFacts("student", _("studenten saknas"))
    protected = is_protected(student)
    if protected:
        if Right.PROTECTED not in store.session.rights:
            raise NotAllowed(Right.PROTECTED, "issue_certificate")
        checked_reason(wanted.reason)
    kind, identity = identity_of(student, store.value(_NUMBER, student_id), wanted.identity)
    facts = CertificateFacts(
        kind=wanted.kind,
        language=wanted.language,
        number="",
        replaces=wanted.replaces,
        centre=_needed(store, "centre_code"),
        centre_name=_needed(store, "centre_name"),
        municipality=municipality_line(_needed(store, "municipality")),
        name=f"{student['given_name']} {student['family_name']}".strip(),
        identity_kind=kind,
        identity=identity,
        title="",
        starts="",
        issued=store.clock.today().isoformat(),
        issued_in=setting(store, "centre_place"),
        valid_to=_end(wanted, store.clock.today()),
        signer=store.session.name,
        signer_title=_signers_title(store.session, wanted.language),
        environment="demo" if environment(store) == "demo" else "",
    )
    return Attested(facts=facts, student=student_id, protected=protected)


def _end(wanted: Wanted, today: date) -> str:
    # What replaces a certificate holds as long as that one did, even if that is over.
    if wanted.replaces and wanted.valid_to:
        return wanted.valid_to.isoformat()
    return typed_end(wanted.valid_to, today)


def _signers_title(signer: Session, language: str) -> str:
    return (signer.title_en if language == "en" else "") or signer.title


def surroundings(store: Store) -> Surroundings:
    """Give the letterhead, contact and funding that the settings say."""
    address = setting(store, "centre_address").replace(",", "\n").splitlines()
    lines = [*address, setting(store, "centre_phone"), setting(store, "centre_email")]
    contact = setting(store, "certificate_contact") or ", ".join(
        text for text in (setting(store, "centre_name"), setting(store, "centre_phone")) if text
    )
    return Surroundings(
        address=tuple(line.strip() for line in lines if line.strip())[:5],
        contact=contact,
        funding=setting(store, "eu_block"),
    )


def template_surroundings(store: Store, template: Template, language: str) -> Surroundings:
    """Give what stands around the facts: the template's words, and what the settings say.

    Args:
        store: the register.
        template: what the certificates are drawn with.
        language: the papers'.
    """
    plain, said = surroundings(store), template.said[language]
    funding = said.funding or plain.funding
    return replace(
        plain,
        address=plain.address if template.layout.address.shown else (),
        funding=funding if template.layout.eu.shown else "",
        said=said,
        headings=template.headings.line(),
        stamp=template.layout.stamp.shown,
    )


def _needed(store: Store, key: str) -> str:
    found = setting(store, key)
    if not found:
        raise CentreUnnamed(key)
    return found


def _wall(minutes: int) -> str:
    return to_wall(minutes).isoformat(timespec="minutes")
