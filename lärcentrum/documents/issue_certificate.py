"""Issue certificates: attest, number, seal, draw the original and the copy once, keep both.

It lives here and not in `certificates` because it draws (architecture.md, rule 3).
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

from lärcentrum.certificates.activities import attested_again
from lärcentrum.certificates.attested import Attested, Wanted, from_booking
from lärcentrum.certificates.centre_keys import ensure_certificate_key
from lärcentrum.certificates.errors import (
    AlreadyIssued,
    BadFacts,
    ProtectedInBatch,
)
from lärcentrum.certificates.facts import (
    CertificateKind,
    IdentityKind,
    day_of,
    from_canonical,
)
from lärcentrum.certificates.internships import from_internship
from lärcentrum.certificates.issuing import (
    Draft,
    Drawn,
    check_not_issued,
    draft,
    enter,
    holding,
    replaced,
    withdrawal_reason,
)
from lärcentrum.documents.batch import draw_many
from lärcentrum.documents.certificate_drafts import Hindrance, attest
from lärcentrum.documents.certificate_paper import (
    CertificateSheet,
    draw_certificate,
    draw_example,
)
from lärcentrum.documents.errors import GlyphMissing
from lärcentrum.errors import NotAllowed
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.language import N_, _
from lärcentrum.operations import job, operation, reading
from lärcentrum.people.masking import NAME_COLUMNS, is_protected
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What became of several bookings: the new certificates' uids, and how many were left out.

    Args:
        issued: the uids, in the order of their numbers.
        not_noted: attendance is not noted.
        absent: they did not come.
        not_sat: it has not begun, or came to nothing.
        not_handed_in: it is to say that the exam was sat, and the hand-in is not noted.
        already: they have one that holds.
        protected: they are issued by themselves.
        lacking: a fact is missing, or the paper cannot show it.
    """

    issued: tuple[str, ...] = ()
    not_noted: int = 0
    absent: int = 0
    not_sat: int = 0
    not_handed_in: int = 0
    already: int = 0
    protected: int = 0
    lacking: int = 0


# --- operations ------------------------------------------------------------


@operation(right=Right.CERTIFY, label=N_("Intyg utfärdat"), undoable=False)
def issue_certificate(
    store: Store,
    *,
    booking: str,
    kind: CertificateKind = CertificateKind.EXAM,
    language: str = "sv",
    identity: IdentityKind | None = None,
    was_present: bool | None = None,
    valid_to: date | None = None,
    reason: str = "",
) -> str:
    """Issue the certificate of an exam sat.

    Args:
        store: the register.
        booking: the booking's uid.
        kind: `exam` attests that the student was there, `sat` that it was sat and handed in.
        language: the paper's, `sv` or `en`.
        identity: how the paper tells who the person is; None: by date of birth where known.
        was_present: the answer to `AttendanceNotNoted`: True notes it and issues.
        valid_to: the last day that it holds; None by the template (C12).
        reason: needed for a protected person, and logged.

    Returns:
        the certificate's uid.

    Raises:
        NotFound: no such booking.
        AttendanceNotNoted: ask whether the student was there, and call again with the answer.
        WasAbsent, NotSatYet, NotHandedIn, AlreadyIssued: there is nothing to attest, or it is
            attested.
        NotAllowed, ReasonNeeded: a protected person, without the right or a reason.
        BadFacts, CentreUnnamed, GlyphMissing, DoesNotFit: the paper cannot say it; no number is
            used.
    """
    wanted = Wanted(kind=kind, language=language, identity=identity, reason=reason,
                    valid_to=valid_to)  # fmt: skip
    with store.write():
        ensure_certificate_key(store)
        attested = from_booking(store, booking, wanted, was_present)
        check_not_issued(store, attested)
        if was_present and store.row("booking", booking)["attendance"] is None:
            store.update("booking", booking, attendance="present")
        return issue_attested(store, attested, booking, reason)


@operation(right=Right.CERTIFY, label=N_("Praktikintyg utfärdat"), undoable=False)
def issue_internship_certificate(
    store: Store,
    *,
    internship: str,
    hours: int | None = None,
    language: str = "sv",
    identity: IdentityKind | None = None,
    valid_to: date | None = None,
    reason: str = "",
) -> str:
    """Issue the certificate of a finished internship (P19).

    Args:
        store: the register.
        internship: its uid.
        hours: the hours done, 0 to leave them out; None counts them from the periods.
        language: the paper's, `sv` or `en`.
        identity, valid_to: as `issue_certificate`.
        reason: needed for a protected person, and logged.

    Returns:
        the certificate's uid.

    Raises:
        NotFound: no such internship.
        InternshipNotDone: it has not begun, not ended, or was broken off.
        BadFacts: fewer hours than none.
        AlreadyIssued, NotAllowed, ReasonNeeded, CentreUnnamed, GlyphMissing, DoesNotFit: as
            `issue_certificate`.
    """
    if hours is not None and hours < 0:
        raise BadFacts("hours", _("timmarna är färre än noll"))
    wanted = Wanted(language=language, identity=identity, reason=reason, valid_to=valid_to)
    with store.write():
        ensure_certificate_key(store)
        attested = from_internship(store, internship, wanted, hours)
        check_not_issued(store, attested)
        return issue_attested(store, attested, internship, reason)


@operation(right=Right.CERTIFY, label=N_("Intyg ersatt"), undoable=False)
def replace_certificate(
    store: Store,
    *,
    certificate: str,
    reason: str,
    language: str | None = None,
    identity: IdentityKind | None = None,
    hours: int | None = None,
) -> str:
    """Withdraw a wrong certificate; issue a right one from the register, as long valid (C10).

    Args:
        store: the register.
        certificate: the wrong one's uid.
        reason: kept with the wrong one; without names or numbers of people.
        language: the new paper's; None: as before.
        identity: as `issue_certificate`.
        hours: of an internship, as `issue_internship_certificate`.

    Returns:
        the new certificate's uid.

    Raises:
        NotFound: no such certificate.
        AlreadyWithdrawn: it no longer holds.
        BadValue: no reason is given.
        The errors of `issue_certificate`: nothing is withdrawn then.
    """
    why = withdrawal_reason(reason)
    with store.write():
        old = holding(store, certificate)
        until = from_canonical(old["facts"].encode()).valid_to
        wanted = Wanted(language=language or old["language"], identity=identity, reason=reason,
                        replaces=old["number"], kind=CertificateKind(old["kind"]),
                        valid_to=day_of(until) if until else None)  # fmt: skip
        attested = _attest_again(store, old, wanted, hours)
        drawn = draw_draft(draft(store, [attested])[0])
        # The old one gives way first: two that hold for one booking are refused.
        store.update("certificate", certificate, withdrawn_at=_minutes(store), withdrawn_why=why)
        new = enter(store, drawn)
        replaced(store, old, new, why)
        if attested.protected:
            store.note(f"{certificate}: {why}")
    return new


@reading(right=Right.CERTIFY)
def preview_certificate(
    store: Store,
    *,
    booking: str,
    kind: CertificateKind = CertificateKind.EXAM,
    language: str = "sv",
    identity: IdentityKind | None = None,
    valid_to: date | None = None,
) -> bytes:
    """Give the paper as it would become, clearly marked as an example (C03); for no protected one.

    Raises:
        The errors of `issue_certificate`.
    """
    if is_protected(_student_of(store, booking)):
        raise NotAllowed(Right.PROTECTED, "preview_certificate")
    wanted = Wanted(kind=kind, language=language, identity=identity, valid_to=valid_to)
    return example_of(store, from_booking(store, booking, wanted, was_present=True))


def example_of(store: Store, attested: Attested) -> bytes:
    """Give the paper that something attested would become, marked as an example.

    Raises:
        BadFacts, GlyphMissing, DoesNotFit: the paper cannot say it.
    """
    return draw_example(sheet_of_draft(draft(store, [attested])[0]))


_MANY = N_("Intyg utfärdade")


@job(right=Right.CERTIFY, label=_MANY, undoable=False)
def issue_many(
    store: Store,
    *,
    bookings: list[str],
    kind: CertificateKind = CertificateKind.EXAM,
    language: str = "sv",
    identity: IdentityKind | None = None,
    progress: Progress = silent,
) -> BatchResult:
    """Issue the certificates of several bookings (a sitting, a period), as a job.

    Drawn in a process of its own, then entered in one operation: all or none. Left out and
    counted: what `draft_certificates` says cannot be issued.

    Args:
        store: the register.
        bookings: the bookings' uids.
        kind: as `issue_certificate`.
        language: the papers', `sv` or `en`.
        identity: as `issue_certificate`.
        progress: told papers drawn.

    Raises:
        NotFound: no such booking.
        BadValue: a booking attests no such kind.
        Cancelled: the user stopped it; no number is used.
        NumberMoved: somebody issued another one meanwhile; no number is used.
        CentreUnnamed, GlyphMissing, DoesNotFit: as `issue_certificate`.
    """
    ensure_certificate_key(store)
    wanted = Wanted(kind=kind, language=language, identity=identity)
    drafts, counts = _prepare(store, bookings, wanted)
    sheets = [sheet_of_draft(one) for one in drafts]
    calls = [
        partial(draw_certificate, sheet, copy=copy) for sheet in sheets for copy in (False, True)
    ]
    papers = draw_many(calls, progress) if calls else []
    drawn = [
        Drawn(draft=one, original=papers[2 * at], copy=papers[2 * at + 1])
        for at, one in enumerate(drafts)
    ]
    issued: list[str] = []
    if drawn:
        with store.operating("issue_many", _MANY, False):
            issued = enter_many(store, drawn)
    return BatchResult(issued=tuple(issued), **counts)


def enter_many(store: Store, drawn: list[Drawn]) -> list[str]:
    """Enter drawn certificates inside the operation in progress, all or none; give their uids.

    Raises:
        ProtectedInBatch: one has become a protected person's (FH08).
        NumberMoved, AlreadyIssued: something else was issued meanwhile.
    """
    with store.write():
        for one in drawn:
            if is_protected(_student(store, one.draft.attested.student)):
                raise ProtectedInBatch
        return [enter(store, one) for one in drawn]


# --- inner -----------------------------------------------------------------


def _prepare(
    store: Store, bookings: list[str], wanted: Wanted
) -> tuple[list[Draft], dict[str, int]]:
    found: list[Attested] = []
    left = (one.value for one in Hindrance if one is not Hindrance.UNKNOWN)
    counts = dict.fromkeys(left, 0)
    with store.reading():
        for booking in dict.fromkeys(bookings):
            attested = _attest_or_count(store, booking, wanted)
            if isinstance(attested, Hindrance):
                counts[attested.value] += 1
            else:
                found.append(attested)
        return draft(store, found), counts


def issue_attested(store: Store, attested: Attested, of: str, reason: str) -> str:
    """Draw, number and enter a certificate inside the operation in progress, and give its uid.

    Args:
        store: the register, inside `write`.
        attested: what it says.
        of: the uid of what it is of, noted in the log with the reason for a protected person.
        reason: why a protected person's is issued.

    Raises:
        GlyphMissing, DoesNotFit, BadFacts: the paper cannot say it.
    """
    if attested.protected:
        store.note(f"{of}: {reason}")
    return enter(store, draw_draft(draft(store, [attested])[0]))


def _attest_again(store: Store, old: Row, wanted: Wanted, hours: int | None) -> Attested:
    if old["booking_id"] is not None:
        booking = str(store.value("SELECT uid FROM booking WHERE id = ?", old["booking_id"]))
        return from_booking(store, booking, wanted, was_present=None)
    if old["internship_id"] is None:
        return attested_again(store, old, wanted)
    uid = store.value("SELECT uid FROM internship WHERE id = ?", old["internship_id"])
    return from_internship(store, str(uid), wanted, hours)


def _attest_or_count(store: Store, booking: str, wanted: Wanted) -> Attested | Hindrance:
    try:
        return attest(store, booking_page(store, booking=booking), wanted)
    except AlreadyIssued:
        return Hindrance.ALREADY
    except (BadFacts, GlyphMissing):
        return Hindrance.LACKING


_STUDENT = f"SELECT {NAME_COLUMNS} FROM student WHERE id = ?"


def _student(store: Store, student_id: int) -> Row:
    found = store.one(_STUDENT, student_id)
    if found is None:
        raise BadFacts("student", _("studenten saknas"))
    return found


def _student_of(store: Store, booking: str) -> Row:
    return _student(store, store.row("booking", booking)["student_id"])


def draw_draft(one: Draft) -> Drawn:
    """Draw a draft's original and copy."""
    sheet = sheet_of_draft(one)
    return Drawn(
        draft=one,
        original=draw_certificate(sheet),
        copy=draw_certificate(sheet, copy=True),
    )


def sheet_of_draft(one: Draft) -> CertificateSheet:
    """Give what a draft's papers are drawn from."""
    return CertificateSheet(facts=one.facts, sealed=one.sealed, around=one.around, look=one.look)


def _minutes(store: Store) -> int:
    return int(store.clock.now().timestamp() // 60)
