"""Issue what no exam is the source of: a meeting, a course, studies; and previews of every such."""

from datetime import date

from lärcentrum.certificates.activities import Activity, from_activity
from lärcentrum.certificates.attested import Wanted
from lärcentrum.certificates.centre_keys import ensure_certificate_key
from lärcentrum.certificates.facts import CertificateKind, IdentityKind
from lärcentrum.certificates.internships import from_internship
from lärcentrum.certificates.issuing import check_not_issued
from lärcentrum.documents.issue_certificate import example_of, issue_attested
from lärcentrum.errors import NotAllowed
from lärcentrum.language import N_
from lärcentrum.operations import operation, reading
from lärcentrum.people.masking import is_protected
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- operations ------------------------------------------------------------


@operation(right=Right.CERTIFY, label=N_("Intyg utfärdat"), undoable=False)
def issue_activity_certificate(
    store: Store,
    *,
    student: str,
    kind: CertificateKind,
    what: Activity,
    language: str = "sv",
    identity: IdentityKind | None = None,
    valid_to: date | None = None,
    reason: str = "",
) -> str:
    """Issue the certificate of something that the register holds no source of (C15).

    Args:
        store: the register.
        student: the student's uid.
        kind: `attendance`, `participation` or `study`.
        what: what was taken part in; nothing that is still to come.
        language: the paper's, `sv` or `en`.
        identity: how the paper tells who the person is; None: by date of birth where known.
        valid_to: the last day that it holds; None by the template (C12).
        reason: needed for a protected person, and logged.

    Returns:
        the certificate's uid.

    Raises:
        NotFound: no such student.
        BadValue, BadFacts: a kind, text, day or time cannot stand on it.
        AlreadyIssued: the same was issued today.
        NotAllowed, ReasonNeeded: a protected person, without the right or a reason.
        CentreUnnamed, GlyphMissing, DoesNotFit: the paper cannot say it; no number is used.
    """
    wanted = Wanted(kind=kind, language=language, identity=identity, reason=reason,
                    valid_to=valid_to)  # fmt: skip
    with store.write():
        ensure_certificate_key(store)
        attested = from_activity(store, student, what, wanted)
        check_not_issued(store, attested)
        return issue_attested(store, attested, student, reason)


@reading(right=Right.CERTIFY)
def preview_activity_certificate(
    store: Store,
    *,
    student: str,
    kind: CertificateKind,
    what: Activity,
    language: str = "sv",
    identity: IdentityKind | None = None,
    valid_to: date | None = None,
) -> bytes:
    """Give the paper as it would become, clearly marked as an example; for no protected person.

    Raises:
        The errors of `issue_activity_certificate`.
    """
    _refuse_protected(store, store.id_of("student", student), "preview_activity_certificate")
    wanted = Wanted(kind=kind, language=language, identity=identity,
                    valid_to=valid_to)  # fmt: skip
    return example_of(store, from_activity(store, student, what, wanted))


@reading(right=Right.CERTIFY)
def preview_internship_certificate(
    store: Store,
    *,
    internship: str,
    hours: int | None = None,
    language: str = "sv",
    identity: IdentityKind | None = None,
    valid_to: date | None = None,
) -> bytes:
    """Give the paper as it would become, clearly marked as an example; for no protected person.

    Raises:
        The errors of `issue_internship_certificate`.
    """
    row = store.row("internship", internship)
    _refuse_protected(store, row["student_id"], "preview_internship_certificate")
    wanted = Wanted(kind=CertificateKind.INTERNSHIP, language=language, identity=identity,
                    valid_to=valid_to)  # fmt: skip
    return example_of(store, from_internship(store, internship, wanted, hours))


# --- inner -----------------------------------------------------------------

_PROTECTION = "SELECT protection FROM student WHERE id = ?"


def _refuse_protected(store: Store, student_id: int, operation_name: str) -> None:
    row = store.one(_PROTECTION, student_id)
    if row is not None and is_protected(row):
        raise NotAllowed(Right.PROTECTED, operation_name)
