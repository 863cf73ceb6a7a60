"""`larcentrum certificate …`: issue, check, list, withdraw and save certificates."""

import errno
from datetime import datetime
from pathlib import Path

import click

from lärcentrum.certificates import certificates, issuing
from lärcentrum.certificates.certificates import CertificateRow
from lärcentrum.certificates.check_list import CheckList, keys_of, open_lists, withdrawals_of
from lärcentrum.certificates.facts import KIND_NAMES, CertificateKind
from lärcentrum.certificates.seal import PREFIX, tidy
from lärcentrum.certificates.verify import Outcome, Verdict, verify_file, verify_text
from lärcentrum.cli.desk import (
    FILE,
    Desk,
    at_register,
    folder_option,
    password_option,
    say,
    user_option,
)
from lärcentrum.cli.swedish_click import Group
from lärcentrum.clock import SystemClock
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.language import _
from lärcentrum.store.files import publish

DONE, REFUSED = 0, 1
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(cls=Group, help=_("Intyg: utfärda, kontrollera, lista, återkalla och spara."))
def certificate() -> None:
    """Hold the commands about certificates together."""


@certificate.command(help=_("Utfärdar intyget för en skriven tentamen."))
@at_register
@click.argument("booking", metavar="BOKNING")
@click.option(
    "--language", type=click.Choice(["sv", "en"]), default="sv", help=_("Intygets språk.")
)
@click.option(
    "--present",
    is_flag=True,
    default=None,
    help=_("Studenten var närvarande; noteras om det saknas."),
)
@click.option("--reason", default="", metavar="SKÄL", help=_("Krävs för en skyddad person."))
@click.option(
    "--valid-to",
    type=_DAY,
    metavar="ÅÅÅÅ-MM-DD",
    help=_("Sista dagen intyget gäller; annars efter mallen."),
)
@click.option("--sat", is_flag=True, help=_("Tentamensintyg: att provet är skrivet och inlämnat."))
def issue(
    desk: Desk, booking: str, language: str, present: bool | None, reason: str,
    valid_to: datetime | None, sat: bool,
) -> None:  # fmt: skip
    """Issue a certificate and say its number."""
    with desk.register() as store:
        kind = CertificateKind.SAT if sat else CertificateKind.EXAM
        uid = issue_certificate(
            store, booking=booking, kind=kind, language=language, was_present=present,
            reason=reason, valid_to=valid_to.date() if valid_to else None,
        )  # fmt: skip
        number = certificates.read_certificate(store, certificate=uid).row.number
    say(_("Intyg {number} är utfärdat.").format(number=number))


@certificate.command(
    help=_("Kontrollerar ett intyg (PDF, bild eller texten i QR-koden) utan nätverk.")
)
@click.argument("what", metavar="FIL|TEXT")
@click.option(
    "--list",
    "lists",
    type=FILE,
    multiple=True,
    metavar="FIL",
    help=_("Ett lärcentrums eller regionens kontrollista; kan anges flera gånger."),
)
@folder_option(required=False)
@user_option(required=False)
@password_option()
def verify(
    what: str,
    lists: tuple[Path, ...],
    register_folder: Path | None,
    login: str | None,
    password_file: Path | None,
) -> int:  # fmt: skip
    """Check a certificate; 0 only when it is genuine and holds."""
    known = tuple(one for path in lists for one in open_lists(path))
    if register_folder is not None and login:
        desk = Desk(folder=register_folder, login=login, password_file=password_file)
        verdict = _verify_here(desk, what, known)
    elif known:
        verdict = _verify_with(what, known)
    else:
        raise click.UsageError(_("Ange --list eller ett register med --register och --user."))
    say(verdict.sentence())
    if verdict.facts and verdict.outcome is not Outcome.NO_SEAL:
        one = verdict.facts
        say(f"  {_(KIND_NAMES[one.kind])} · {one.number} · {one.name} · {one.title} · {one.starts}")
    return DONE if verdict.outcome is Outcome.GENUINE else REFUSED


def _is_text(what: str) -> bool:
    """Tell a QR code's text from a file's path, also when the text is not whole."""
    if tidy(what).startswith(PREFIX):
        return True
    try:
        Path(what).lstat()
    except ValueError:
        return True
    except OSError as fault:
        # No path is that long.
        return fault.errno == errno.ENAMETOOLONG
    return False


def _verify_here(desk: Desk, what: str, lists: tuple[CheckList, ...]) -> Verdict:
    with desk.register() as store:
        if _is_text(what):
            return certificates.check_certificate(store, sealed=what, lists=lists)
        return certificates.check_certificate(store, path=Path(what), lists=lists)


def _verify_with(what: str, lists: tuple[CheckList, ...]) -> Verdict:
    keys, withdrawals = keys_of(lists), withdrawals_of(lists)
    today = SystemClock().today()
    if _is_text(what):
        return verify_text(what, keys, withdrawals).on(today)
    return verify_file(Path(what), keys, withdrawals).on(today)


@certificate.command(name="list", help=_("Listar intyg, de nyaste först."))
@at_register
@click.option("--text", default="", metavar="TEXT", help=_("Del av nummer, namn eller kurs."))
@click.option("--year", type=int, metavar="ÅR", help=_("Utfärdade detta år."))
@click.option(
    "--ends-in",
    type=click.IntRange(0),
    metavar="DAGAR",
    help=_("De som gäller i dag och går ut inom så många dagar."),
)
@click.option("--ended", is_flag=True, help=_("De som har gått ut."))
def list_all(
    desk: Desk, text: str, year: int | None, ends_in: int | None, ended: bool
) -> None:  # fmt: skip
    """List certificates."""
    with desk.register() as store:
        rows = certificates.list_certificates(
            store, text=text, year=year, ends_in=ends_in, ended=ended
        )
    for row in rows:
        say(f"{row.number}  {row.issued:%Y-%m-%d}  {_cli_state(row)}  {row.name}  {row.title}")
    say(_("{n} intyg.").format(n=len(rows)))


def _cli_state(row: CertificateRow) -> str:
    if row.withdrawn:
        return _("återkallat")
    if row.ended:
        return _("har gått ut")
    if row.valid_to:
        return _("gäller till {day}").format(day=row.valid_to.isoformat())
    return _("gäller")


@certificate.command(help=_("Återkallar ett intyg för alltid."))
@at_register
@click.argument("number", metavar="NUMMER")
@click.option("--reason", required=True, metavar="SKÄL", help=_("Skälet, utan namn."))
def withdraw(desk: Desk, number: str, reason: str) -> None:
    """Withdraw a certificate."""
    with desk.register() as store:
        uid = certificates.certificate_by_number(store, number=number)
        issuing.withdraw_certificate(store, certificate=uid, reason=reason)
    say(_("Intyg {number} är återkallat.").format(number=number))


@certificate.command(help=_("Sparar ett intyg som PDF."))
@at_register
@click.argument("number", metavar="NUMMER")
@click.argument("folder", type=FILE, metavar="DIR")
@click.option("--copy", is_flag=True, default=None, help=_("Kopian i stället för originalet."))
@click.option("--reason", default="", metavar="SKÄL", help=_("Krävs för en skyddad person."))
def save(desk: Desk, number: str, folder: Path, copy: bool | None, reason: str) -> None:
    """Save a certificate's paper."""
    with desk.register() as store:
        uid = certificates.certificate_by_number(store, number=number)
        path = certificates.save_certificate(
            store, certificate=uid, folder=folder, copy=copy, reason=reason
        )
    say(_("Sparat: {path}").format(path=path))


@certificate.command(help=_("Sparar kontrollistan som andra kontrollerar centrets intyg med."))
@at_register
@click.argument("file", type=FILE, metavar="FIL")
def checklist(desk: Desk, file: Path) -> None:
    """Save the signed list of keys and withdrawals."""
    with desk.register() as store:
        data = certificates.check_list_file(store)
    publish(file, data)
    say(_("Sparat: {path}").format(path=file))
