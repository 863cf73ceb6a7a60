"""The register of certificates: lists, a page, the papers, and the check of one."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from lärcentrum.certificates.centre_keys import environment, own_keys, present_key
from lärcentrum.certificates.check_list import CheckList, keys_of, withdrawals_of, write_list
from lärcentrum.certificates.errors import OtherEnvironment
from lärcentrum.certificates.facts import (
    CertificateFacts,
    CertificateKind,
    day_of,
    from_canonical,
)
from lärcentrum.certificates.numbers import control_code, gaps
from lärcentrum.certificates.running import on_paper
from lärcentrum.certificates.validity import ends_within, has_ended
from lärcentrum.certificates.verify import Verdict, Withdrawal, verify_file, verify_text
from lärcentrum.errors import NotAllowed, NotFound
from lärcentrum.exams.day_right import check_paper
from lärcentrum.exams.times import to_wall
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.masking import NAME_COLUMNS, is_protected, shown_name
from lärcentrum.people.protection import checked_reason
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.files import publish
from lärcentrum.store.kept import document
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import fold

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow:
    """A certificate as the register lists it.

    `name` and `title` are as they may be shown (a protected person's title is empty); times are
    wall clock; `replaced_by` is the number that holds instead; `valid_to` is the last day that it
    holds, None without end, and `ended` whether that lies behind.
    """

    uid: str
    number: str
    kind: CertificateKind
    name: str
    title: str
    student: str
    language: str
    issued: datetime
    printed: datetime | None
    withdrawn: datetime | None
    withdrawn_why: str
    replaced_by: str
    protected: bool
    valid_to: date | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePage:
    """A certificate's page; `facts` is None for a protected person."""

    row: CertificateRow
    facts: CertificateFacts | None
    control_code: str
    issued_by: str
    booking: str | None
    internship: str | None


MOST_SENT = 500
"""How many withdrawn numbers the monthly file carries."""

# --- rules -----------------------------------------------------------------


def file_name(number: str) -> str:
    """Give the name under which a certificate is saved: never a person's name (FH08)."""
    return f"intyg-{number}.pdf"


def said_state(row: CertificateRow) -> str:
    """Say what has become of a certificate."""
    if row.replaced_by:
        return _("Ersatt")
    if row.withdrawn:
        return _("Återkallat")
    if row.ended:
        return _("Har gått ut")
    return _("Till skrivaren") if row.printed else _("Utfärdat")


# --- operations ------------------------------------------------------------

_ROWS = f"""
SELECT certificate.*, {NAME_COLUMNS}, student.uid AS student,
    coalesce(newer.number, '') AS newer, coalesce(booking.uid, '') AS booking,
    coalesce(internship.uid, '') AS internship, coalesce(user.name, '') AS issuer
FROM certificate JOIN student ON student.id = certificate.student_id
LEFT JOIN certificate AS newer ON newer.id = certificate.replaced_by
LEFT JOIN booking ON booking.id = certificate.booking_id
LEFT JOIN internship ON internship.id = certificate.internship_id
LEFT JOIN user ON user.uid = certificate.issued_by
"""
_LIST = f"""{_ROWS}
WHERE (?1 IS NULL OR certificate.year = ?1) AND (?2 IS NULL OR student.uid = ?2)
ORDER BY certificate.issued_at DESC, certificate.id DESC
"""


@reading(right=Right.SEE)
def list_certificates(
    store: Store,
    *,
    text: str = "",
    year: int | None = None,
    student: str | None = None,
    ends_in: int | None = None,
    ended: bool = False,
) -> list[CertificateRow]:
    """List certificates, the newest first, withdrawn ones too (C18).

    Of those that end (C13) only what was not withdrawn is listed, the first to end first.

    Args:
        store: the register.
        text: part of a number, a name or a course; a protected person is found by number only.
        year: the year of issue.
        student: one student's.
        ends_in: only what holds today and ends within so many days.
        ended: only what has ended.
    """
    wanted, today = fold(text), store.clock.today()
    rows = [_row(row, today) for row in store.query(_LIST, year, student)]
    rows = [row for row in rows if wanted in fold(f"{row.number} {row.name} {row.title}")]
    if ends_in is None and not ended:
        return rows
    found = [
        row for row in rows if row.withdrawn is None
        and (row.ended if ended else ends_within(row.valid_to, today, ends_in or 0))
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.valid_to or today, row.number))


_PAGE = f"{_ROWS} WHERE certificate.uid = ?"


@reading(right=Right.SEE)
def read_certificate(store: Store, *, certificate: str) -> CertificatePage:
    """Read a certificate's page.

    Raises:
        NotFound: no such certificate.
    """
    row = store.one(_PAGE, certificate) or store.row("certificate", certificate)
    return CertificatePage(
        row=_row(row, store.clock.today()),
        facts=None if is_protected(row) else from_canonical(row["facts"].encode()),
        control_code=control_code(row["seal"]),
        issued_by=row["issuer"],
        booking=row["booking"] or None,
        internship=row["internship"] or None,
    )


@reading(right=Right.TODAY)
def certificate_paper(store: Store, *, certificate: str, copy: bool | None = None) -> bytes:
    """Give a certificate's paper as it was drawn once.

    Args:
        store: the register.
        certificate: its uid.
        copy: the copy or the original; None gives the original until it was sent to the printer.

    Raises:
        NotFound: no such certificate.
        NotToday: the role reaches today only.
        NotAllowed: a protected person's; see `protected_certificate_paper`.
    """
    row = store.one(_PAGE, certificate) or store.row("certificate", certificate)
    check_paper(store, certificate)
    if is_protected(row):
        raise NotAllowed(Right.PROTECTED, "certificate_paper")
    return _paper(store, row, copy)


@operation(right=Right.PROTECTED, label=N_("Skyddat intyg öppnat"), undoable=False)
def protected_certificate_paper(
    store: Store, *, certificate: str, reason: str, copy: bool | None = None
) -> bytes:
    """Give a protected person's certificate; who, when and why are logged (FH08).

    Raises:
        NotFound: no such certificate.
        ReasonNeeded: no reason is given.
    """
    why = checked_reason(reason)
    row = store.row("certificate", certificate)
    with store.write():
        store.note(f"{certificate}: {why}")
    return _paper(store, row, copy)


def save_certificate(
    store: Store, *, certificate: str, folder: Path, copy: bool | None = None, reason: str = ""
) -> Path:
    """Save a certificate's paper under a name that tells nobody's name, and give its path.

    Args:
        store: the register.
        certificate: its uid.
        folder: where to.
        copy: as `certificate_paper`.
        reason: given for a protected person's, and logged.

    Raises:
        The errors of `certificate_paper`, `protected_certificate_paper` and `publish`.
    """
    if reason:
        data = protected_certificate_paper(store, certificate=certificate, reason=reason, copy=copy)
    else:
        data = certificate_paper(store, certificate=certificate, copy=copy)
    path = folder / file_name(store.row("certificate", certificate)["number"])
    publish(path, data)
    return path


_NUMBERED = "SELECT uid FROM certificate WHERE number = ?"


@reading(right=Right.SEE)
def certificate_by_number(store: Store, *, number: str) -> str:
    """Give the uid of the certificate with a number, as it is typed.

    Raises:
        NotFound: there is none.
    """
    found = store.value(_NUMBERED, number.strip())
    if found is None:
        raise NotFound("certificate", number)
    return str(found)


def _paper(store: Store, row: Row, copy: bool | None) -> bytes:
    as_copy = row["printed_at"] is not None if copy is None else copy
    return document(store, row["copy_sha256"] if as_copy else row["original_sha256"])


_RUNNING = "SELECT running FROM certificate WHERE year = ?"


@reading(right=Right.SEE)
def missing_numbers(store: Store, *, year: int) -> list[int]:
    """Give the running numbers of a year that are missing: none in a sound register."""
    used = {row["running"] for row in store.query(_RUNNING, year)}
    return list(gaps(used | on_paper(store, year)))


_WITHDRAWN = """
SELECT certificate.number, certificate.withdrawn_at, coalesce(newer.number, '') AS newer
FROM certificate LEFT JOIN certificate AS newer ON newer.id = certificate.replaced_by
WHERE certificate.withdrawn_at IS NOT NULL ORDER BY certificate.id
"""


@reading(right=Right.SEE)
def list_withdrawals(store: Store) -> list[Withdrawal]:
    """List this centre's withdrawn certificates by number, without names."""
    return [
        Withdrawal(
            number=row["number"],
            day=to_wall(row["withdrawn_at"]).date(),
            replaced_by=row["newer"],
        )
        for row in store.query(_WITHDRAWN)
    ]


@reading(right=Right.SEE)
def own_check_list(store: Store) -> CheckList:
    """Give what another program needs to check this centre's certificates."""
    return CheckList(
        centre=setting(store, "centre_code"),
        made=store.clock.today(),
        keys=tuple(own_keys(store).values()),
        withdrawals=tuple(list_withdrawals(store)),
        environment=environment(store),
    )


@reading(right=Right.CERTIFY)
def check_list_file(store: Store) -> bytes:
    """Give this centre's check list as a signed file, to publish or send to the other centres."""
    return write_list(own_check_list(store), present_key(store).private)


def list_to_send(store: Store) -> str:
    """Give the signed check list as the monthly file carries it, "" while no key is made.

    The file's first line has room for so many: the oldest withdrawals are left out of more.
    """
    key = present_key(store)
    if bytes.fromhex(key.public) not in [one.public for one in own_keys(store).values()]:
        return ""
    own = own_check_list(store)
    newest = sorted(own.withdrawals, key=lambda one: one.day)[-MOST_SENT:]
    return write_list(replace(own, withdrawals=tuple(newest)), key.private).decode().strip()


@reading(right=Right.SEE)
def check_certificate(
    store: Store, *, sealed: str = "", path: Path | None = None, lists: tuple[CheckList, ...] = ()
) -> Verdict:
    """Check a certificate against this centre's keys and withdrawals and those of other lists.

    Args:
        store: the register.
        sealed: the text of a QR code, or
        path: a PDF, or a PNG or JPEG picture of the paper.
        lists: other centres' check lists.

    Raises:
        OtherEnvironment: a list of example data in a real register, or the reverse (FG07).
        NotAFile, TooLarge, TargetGone, ReadFailed: as `read_foreign`.
    """
    # Our own word about our own certificates comes last, so that no list overrules it.
    own = own_check_list(store)
    if any(one.environment != own.environment for one in lists):
        raise OtherEnvironment
    known = (*lists, own)
    keys, withdrawals = keys_of(known), withdrawals_of(known)
    if path is not None:
        return verify_file(path, keys, withdrawals).on(store.clock.today())
    return verify_text(sealed, keys, withdrawals).on(store.clock.today())


def _row(row: Row, today: date) -> CertificateRow:
    facts = from_canonical(row["facts"].encode())
    valid_to = day_of(facts.valid_to) if facts.valid_to else None
    protected = is_protected(row)
    return CertificateRow(
        uid=row["uid"],
        number=row["number"],
        kind=CertificateKind(row["kind"]),
        name=shown_name(row) if protected else facts.name,
        title="" if protected else facts.title,
        student=row["student"],
        language=row["language"],
        issued=to_wall(row["issued_at"]),
        printed=_wall(row["printed_at"]),
        withdrawn=_wall(row["withdrawn_at"]),
        withdrawn_why=row["withdrawn_why"] or "",
        replaced_by=row["newer"],
        protected=protected,
        valid_to=valid_to,
        ended=has_ended(valid_to, today),
    )


def _wall(minutes: int | None) -> datetime | None:
    return None if minutes is None else to_wall(minutes)
