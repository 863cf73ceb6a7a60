"""Drafts of many certificates, to be looked through before they are issued (C08).

From single bookings, a sitting, a period, or a list of people. Each says what it will attest, or
why there will be none; nothing is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lärcentrum.certificates.attested import Attested, Wanted, from_booking
from lärcentrum.certificates.errors import (
    AlreadyIssued,
    AttendanceNotNoted,
    BadFacts,
    NotHandedIn,
    NotSatYet,
    WasAbsent,
)
from lärcentrum.certificates.facts import CertificateKind, IdentityKind
from lärcentrum.certificates.issuing import check_not_issued
from lärcentrum.documents.certificate_lists import Asked, bookings_of_list
from lärcentrum.documents.errors import GlyphMissing
from lärcentrum.documents.fonts import check_glyphs
from lärcentrum.errors import BadValue, UserError
from lärcentrum.exams.booking_lists import BookingRow, booking_page, list_bookings
from lärcentrum.language import N_, _
from lärcentrum.operations import reading
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


class Hindrance(StrEnum):
    """Why a booking gets no certificate now."""

    NOT_NOTED = "not_noted"
    """Närvaron är inte noterad."""
    ABSENT = "absent"
    """Kom inte."""
    NOT_SAT = "not_sat"
    """Inte skriven."""
    NOT_HANDED_IN = "not_handed_in"
    """Inlämningen är inte noterad."""
    ALREADY = "already"
    """Har redan ett intyg som gäller."""
    PROTECTED = "protected"
    """Skyddade uppgifter: utfärdas för sig."""
    LACKING = "lacking"
    """En uppgift saknas eller går inte att skriva."""
    UNKNOWN = "unknown"
    """Listans rad leder inte till en skriven tentamen."""


_SAID = {
    Hindrance.NOT_NOTED: N_("Närvaron är inte noterad."),
    Hindrance.ABSENT: N_("Kom inte."),
    Hindrance.NOT_SAT: N_("Tentamen är inte skriven."),
    Hindrance.NOT_HANDED_IN: N_("Inlämningen är inte noterad."),
    Hindrance.PROTECTED: N_("Har skyddade uppgifter: utfärdas för sig, med ett skäl."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDraft:
    """One certificate as it would become, or why it will not.

    Args:
        booking: the booking's uid; "" for a row of a list that leads to none.
        name: who, as it may be shown.
        course: what was sat.
        starts: when, on the wall; None where that is not known.
        room: where.
        hindrance: why there will be none; None when it can be issued.
        reason: the same as a sentence, "" when it can be issued.
        row: the row of the list that it came from, 0 for none.
    """

    booking: str
    name: str
    course: str
    starts: datetime | None
    room: str
    hindrance: Hindrance | None = None
    reason: str = ""
    row: int = 0

    @property
    def uid(self) -> str:
        """Give what tells it from the others of its list."""
        return self.booking or f"row:{self.row}"


# --- operations ------------------------------------------------------------


@reading(right=Right.CERTIFY)
def draft_certificates(
    store: Store,
    *,
    bookings: list[str] | None = None,
    sitting: str = "",
    first: date | None = None,
    last: date | None = None,
    kind: CertificateKind = CertificateKind.EXAM,
    language: str = "sv",
    identity: IdentityKind | None = None,
    progress: Progress = silent,
) -> list[CertificateDraft]:
    """Give the drafts of single bookings, of a sitting, or of the days from `first` to `last`.

    A sitting and a period leave out bookings that were called off.

    Args:
        store: the register.
        bookings: the bookings' uids, or
        sitting: the sitting's uid, or
        first: the first day, and
        last: the last one.
        kind: `exam` attests that they were there, `sat` that it was sat and handed in.
        language: the papers', `sv` or `en`.
        identity: how they tell who the person is; None: by date of birth where it is known.
        progress: told drafts made; may stop it.

    Raises:
        NotFound: no such booking.
        BadValue: neither bookings nor a sitting nor a period is given, or a booking attests no
            such kind.
        CentreUnnamed: the settings lack what stands on every certificate.
    """
    if bookings is not None:
        found = [booking_page(store, booking=one) for one in dict.fromkeys(bookings)]
    elif sitting:
        found = list_bookings(store, sitting=sitting)
    elif first is not None and last is not None:
        found = list_bookings(store, first=first, last=last)
    else:
        raise BadValue("bookings", _("måste vara bokningar, ett skrivtillfälle eller en period"))
    wanted = Wanted(kind=kind, language=language, identity=identity)
    asked = [Asked(row=0, shown="", booking=one) for one in found]
    return _drafts(store, asked, wanted, progress)


@reading(right=Right.CERTIFY)
def draft_certificates_of_list(
    store: Store,
    *,
    data: bytes,
    mapping: dict[str, str] | None = None,
    kind: CertificateKind = CertificateKind.EXAM,
    language: str = "sv",
    identity: IdentityKind | None = None,
    progress: Progress = silent,
) -> list[CertificateDraft]:
    """Give the drafts of a list's rows: who, and of which exam where the person sat several (C08).

    Args:
        store: the register.
        data: an Excel or CSV file's whole content.
        mapping: the heading of each field (see `larcentrum op look_at_list`); guessed if not given.
        kind: as `draft_certificates`.
        language: the papers', `sv` or `en`.
        identity: as `draft_certificates`.
        progress: told drafts made; may stop it.

    Raises:
        BadHeadings: no column says who.
        NotAList, BadText, CellTooLong, OpenQuote, UnevenRow, NoRows, TooManyRows: the file cannot
            be read.
        CentreUnnamed: as `draft_certificates`.
    """
    asked = bookings_of_list(store, data, mapping)
    wanted = Wanted(kind=kind, language=language, identity=identity)
    return _drafts(store, asked, wanted, progress)


# --- for issuing -----------------------------------------------------------


def attest(store: Store, booking: BookingRow, wanted: Wanted) -> Attested | Hindrance:
    """Give what a certificate of a booking would say, or why there is none.

    Raises:
        BadFacts, GlyphMissing: a fact is missing, or the paper cannot show it.
        AlreadyIssued: with the number of the certificate that holds.
        CentreUnnamed: the settings lack what stands on every certificate.
    """
    if booking.protected:
        return Hindrance.PROTECTED
    try:
        attested = from_booking(store, booking.uid, wanted, was_present=None)
    except AttendanceNotNoted:
        return Hindrance.NOT_NOTED
    except WasAbsent:
        return Hindrance.ABSENT
    except NotSatYet:
        return Hindrance.NOT_SAT
    except NotHandedIn:
        return Hindrance.NOT_HANDED_IN
    check_not_issued(store, attested)
    for field in ("name", "title", "code", "provider", "place"):
        check_glyphs(getattr(attested.facts, field), field)
    return attested


# --- inner -----------------------------------------------------------------


def _drafts(
    store: Store, asked: Sequence[Asked], wanted: Wanted, progress: Progress
) -> list[CertificateDraft]:
    made: list[CertificateDraft] = []
    seen: set[str] = set()
    for one in asked:
        progress(len(made), len(asked))
        draft = _draft(store, one, wanted, seen)
        if draft.hindrance is None:
            seen.add(draft.booking)
        made.append(draft)
    progress(len(made), len(asked))
    return made


def _draft(store: Store, asked: Asked, wanted: Wanted, seen: set[str]) -> CertificateDraft:
    booking = asked.booking
    if booking is None:
        return CertificateDraft(
            booking="", name=asked.shown, course="", starts=None, room="", row=asked.row,
            hindrance=Hindrance.UNKNOWN, reason=asked.why,
        )  # fmt: skip
    hindrance, reason = _hindrance(store, booking, wanted)
    if booking.uid in seen:
        hindrance, reason = Hindrance.UNKNOWN, _("Står en gång till i listan.")
    return CertificateDraft(
        booking=booking.uid if hindrance is not Hindrance.UNKNOWN else "",
        name=booking.name,
        course=" ".join(part for part in (booking.course_code, booking.course_name) if part),
        starts=booking.starts,
        room=booking.room_name,
        hindrance=hindrance,
        reason=reason,
        row=asked.row,
    )


def _hindrance(store: Store, booking: BookingRow, wanted: Wanted) -> tuple[Hindrance | None, str]:
    try:
        found = attest(store, booking, wanted)
    except AlreadyIssued as error:
        return Hindrance.ALREADY, _("Har redan intyg {number}.").format(number=error.number)
    except (BadFacts, GlyphMissing) as error:
        return Hindrance.LACKING, _sentence(error)
    if isinstance(found, Hindrance):
        return found, _(_SAID[found])
    return None, ""


def _sentence(error: UserError) -> str:
    return error.parts()[0]
