"""Number, seal and enter certificates; withdraw them; note that one was sent to the printer.

The papers themselves are drawn in `lärcentrum.documents.issue_certificate`, once, from what
`draft` gives, and both are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lärcentrum.certificates.attested import Attested, template_surroundings
from lärcentrum.certificates.centre_keys import key_row, own_keys, present_key
from lärcentrum.certificates.errors import (
    AlreadyIssued,
    AlreadyWithdrawn,
    NumberMoved,
    SealBroken,
)
from lärcentrum.certificates.facts import (
    CertificateFacts,
    canonical,
    check_facts,
    from_canonical,
)
from lärcentrum.certificates.numbers import format_number
from lärcentrum.certificates.running import last_running
from lärcentrum.certificates.seal import open_seal, seal
from lärcentrum.certificates.template_records import Look
from lärcentrum.certificates.templates import look_of, note_look
from lärcentrum.certificates.validity import end_by_template
from lärcentrum.certificates.wording import Surroundings, with_fingerprint
from lärcentrum.errors import BadValue
from lärcentrum.exams.day_right import check_paper
from lärcentrum.language import N_, _
from lärcentrum.operations import operation
from lärcentrum.people.protection import SHORTEST_REASON
from lärcentrum.rights import Right
from lärcentrum.store.kept import keep_document
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import clean

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A certificate that is numbered and sealed but not yet entered.

    `look` is what it is drawn with, `key` the public key.
    """

    attested: Attested
    facts: CertificateFacts
    sealed: str
    running: int
    around: Surroundings
    look: Look
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A draft and its two papers."""

    draft: Draft
    original: bytes
    copy: bytes


# --- rules -----------------------------------------------------------------

LONGEST_REASON = 400


def withdrawal_reason(reason: str) -> str:
    """Give the reason of a withdrawal as the register keeps it.

    Raises:
        BadValue: it says nothing, or is longer than 400 signs.
    """
    tidy = clean(reason)
    if len(tidy) < SHORTEST_REASON:
        raise BadValue("reason", _("säger för lite; skriv varför"))
    if len(tidy) > LONGEST_REASON:
        raise BadValue("reason", _("är längre än {most} tecken").format(most=LONGEST_REASON))
    return tidy


# --- operations ------------------------------------------------------------


def draft(store: Store, several: Sequence[Attested]) -> list[Draft]:
    """Number and seal what several certificates say, without writing anything.

    Raises:
        BadFacts: a fact is missing or too long.
    """
    key = present_key(store)
    # Read once for the whole run, not once a certificate.
    looks = {kind: look_of(store, kind) for kind in {one.facts.kind for one in several}}
    arounds = {
        (kind, language): template_surroundings(store, looks[kind].template, language)
        for kind, language in {(one.facts.kind, one.facts.language) for one in several}
    }
    year = store.clock.today().year
    last = last_running(store, year)
    made = []
    for running, attested in enumerate(several, last + 1):
        number = format_number(attested.facts.centre, year, running)
        years = looks[attested.facts.kind].template.valid_years
        last_day = end_by_template(attested.facts.valid_to, attested.facts.issued, years)
        facts = replace(attested.facts, number=number, valid_to=last_day)
        check_facts(facts)
        around = arounds[facts.kind, facts.language]
        facts = with_fingerprint(facts, around)
        made.append(
            Draft(
                attested=attested,
                facts=facts,
                sealed=seal(facts, key.private),
                running=running,
                around=around,
                look=looks[facts.kind],
                key=key.public,
            )
        )
    return made


_HOLDS = """
SELECT uid, number FROM certificate
WHERE withdrawn_at IS NULL AND kind = ? AND (booking_id = ? OR internship_id = ?)
"""
_OTHERS = """
SELECT uid, number, facts FROM certificate
WHERE withdrawn_at IS NULL AND kind = ? AND student_id = ? AND booking_id IS NULL
    AND internship_id IS NULL
"""


def check_not_issued(store: Store, attested: Attested) -> None:
    """Refuse a second certificate of the same thing while the first one holds.

    What the register holds no source of may be attested again another day (C14), so only the same
    facts on the same day are refused: a button pressed twice.

    Raises:
        AlreadyIssued: with its number.
    """
    facts = attested.facts
    if attested.booking is None and attested.internship is None:
        others = store.query(_OTHERS, facts.kind, attested.student)
        found = next((row for row in others if _says_the_same(row, facts)), None)
    else:
        found = store.one(_HOLDS, facts.kind, attested.booking, attested.internship)
    if found:
        raise AlreadyIssued(found["uid"], found["number"])


def _says_the_same(row: Row, facts: CertificateFacts) -> bool:
    there = from_canonical(row["facts"].encode())
    # The template may have given the first one its last day.
    nameless = replace(there, number=facts.number, words=facts.words, replaces=facts.replaces,
                       valid_to=facts.valid_to)  # fmt: skip
    return nameless == facts


def enter(store: Store, drawn: Drawn) -> str:
    """Enter a drawn certificate inside the operation in progress, and give its uid.

    Raises:
        NumberMoved: the number has been taken since it was drafted.
        AlreadyIssued: as `check_not_issued`.
        SealBroken, UnknownKey: it is not sealed with a key of ours.
    """
    one = drawn.draft
    year = store.clock.today().year
    with store.write():
        if one.running != last_running(store, year) + 1:
            raise NumberMoved(one.facts.number)
        check_not_issued(store, one.attested)
        if open_seal(one.sealed, own_keys(store)) != one.facts:
            raise SealBroken
        made = store.insert(
            "certificate",
            number=one.facts.number,
            year=year,
            running=one.running,
            kind=one.facts.kind.value,
            student_id=one.attested.student,
            booking_id=one.attested.booking,
            internship_id=one.attested.internship,
            language=one.facts.language,
            facts=canonical(one.facts).decode(),
            seal=one.sealed,
            key_id=key_row(store, one.key),
            issued_at=_now(store),
            issued_by=store.session.user,
            original_sha256=keep_document(store, "certificate", drawn.original),
            copy_sha256=keep_document(store, "certificate", drawn.copy),
        )
        note_look(store, made.id, one.look)
    return made.uid


@operation(right=Right.CERTIFY, label=N_("Intyg återkallat"), undoable=False)
def withdraw_certificate(store: Store, *, certificate: str, reason: str) -> None:
    """Withdraw a certificate for good; its number stays used, and the check says so (C11).

    Args:
        store: the register.
        certificate: its uid.
        reason: kept with the certificate; without names or numbers of people.

    Raises:
        NotFound: no such certificate.
        AlreadyWithdrawn: it was withdrawn or replaced before.
        BadValue: no reason is given.
    """
    why = withdrawal_reason(reason)
    with store.write():
        row = holding(store, certificate)
        store.update("certificate", row["uid"], withdrawn_at=_now(store), withdrawn_why=why)


def replaced(store: Store, old: Row, new: str, why: str) -> None:
    """Withdraw a certificate in favour of another, inside the operation in progress."""
    store.update(
        "certificate",
        old["uid"],
        withdrawn_at=_now(store),
        withdrawn_why=why,
        replaced_by=store.id_of("certificate", new),
    )


def holding(store: Store, certificate: str) -> Row:
    """Give a certificate's row unless it was withdrawn.

    Raises:
        NotFound: no such certificate.
        AlreadyWithdrawn: it no longer holds.
    """
    row = store.row("certificate", certificate)
    if row["withdrawn_at"] is not None:
        raise AlreadyWithdrawn(certificate, row["number"])
    return row


@operation(right=Right.TODAY, label=N_("Intyg skickat till skrivaren"), undoable=False)
def mark_certificate_printed(store: Store, *, certificate: str) -> None:
    """Note that the paper was sent to the printer, which is all that a program can know (FF07).

    From then on the register gives the copy, marked so; what went to the printer cannot be taken
    back.

    Raises:
        NotFound: no such certificate.
        NotToday: the role reaches today only.
    """
    store.id_of("certificate", certificate)
    check_paper(store, certificate)
    with store.write():
        store.update("certificate", certificate, printed_at=_now(store))


def _now(store: Store) -> int:
    return int(store.clock.now().timestamp() // 60)
