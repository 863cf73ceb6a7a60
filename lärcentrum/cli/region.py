"""`larcentrum region …`: enrol centres, receive their files, give receipts."""

from pathlib import Path

import click

from lärcentrum.cli.desk import FILE, Desk, at_register, say
from lärcentrum.cli.swedish_click import Group
from lärcentrum.language import _
from lärcentrum.region import (
    certificate_lists,
    consolidated,
    decisions,
    enrolment,
    folder,
    inbox,
    keys,
    overview,
    statistics_saving,
)
from lärcentrum.region.inbox import Received
from lärcentrum.region.merge import Verdict
from lärcentrum.store.files import publish, read_foreign
from lärcentrum.sync.cards import CARD_CAP, write_card
from lärcentrum.sync.kinds import MEASURES

DONE, REFUSED = 0, 1
_TAKEN = (Verdict.TAKE, Verdict.LATE, Verdict.ALREADY)
_package = click.argument("package", metavar="PAKET")
_why = click.option("--why", required=True, metavar="SKÄL", help=_("Skälet, utan namn."))


@click.group(cls=Group, help=_("Regionkontoret: anmäl centrum, läs in filer, kvittera."))
def region() -> None:
    """Hold the regional office's commands together."""


@region.command(help=_("Skapar kontorets nycklar om de saknas och sparar nyckelkortet."))
@at_register
@click.argument("file", type=FILE, metavar="FIL")
def card(desk: Desk, file: Path) -> None:
    """Save the office's key card."""
    with desk.register() as store:
        fingerprint = keys.make_region_keys(store)
        data = write_card(keys.card_of(store))
    publish(file, data)
    say(_("Sparat: {path}").format(path=file))
    say(_("Fingeravtryck att läsa upp: {fingerprint}").format(fingerprint=fingerprint))


@region.command(help=_("Anmäler ett centrum med dess nyckelkort."))
@at_register
@click.argument("file", type=FILE, metavar="FIL")
@click.option(
    "--fingerprint", required=True, metavar="SIFFROR", help=_("Det som centret läste upp.")
)
def enrol(desk: Desk, file: Path, fingerprint: str) -> None:  # fmt: skip
    """Take a centre's seal into use."""
    data = read_foreign(file, CARD_CAP)
    with desk.register() as store:
        enrolment.enrol_centre(store, card=data, fingerprint=fingerprint)
    say(_("Centret är anmält."))


@region.command(help=_("Läser in månadsfiler; 1 om någon inte kunde läsas in."))
@at_register
@click.argument("files", type=FILE, metavar="FIL...", nargs=-1, required=True)
@click.option("--receipts", type=FILE, metavar="DIR", help=_("Mapp att spara kvittenserna i."))
def receive(desk: Desk, files: tuple[Path, ...], receipts: Path | None) -> int:
    """Receive files, each by itself."""
    code = DONE
    with desk.register() as store:
        for path in files:
            got = inbox.receive_package(store, path=path)
            say(_line(path.name, got))
            code = code if got.verdict in _TAKEN else REFUSED
            if receipts is not None and got.receipt:
                saved = folder.save_receipt(store, package=got.uid, folder=receipts)
                say(_("Kvittens: {path}").format(path=saved))
    return code


def _line(name: str, got: Received) -> str:
    code = f" ({got.code})" if got.code else ""
    return f"{name}: {got.text}{code}"


@region.command(help=_("Sparar kvittensen för ett mottaget paket."))
@at_register
@_package
@click.argument("target", type=FILE, metavar="DIR")
def receipt(desk: Desk, package: str, target: Path) -> None:
    """Save a receipt."""
    with desk.register() as store:
        path = folder.save_receipt(store, package=package, folder=target)
    say(_("Sparat: {path}").format(path=path))


@region.command(name="list", help=_("Visar centrum och månader."))
@at_register
@click.option("--count", type=int, default=6, metavar="ANTAL", help=_("Hur många månader."))
def list_all(desk: Desk, count: int) -> None:
    """List centres by month."""
    with desk.register() as store:
        rows = overview.list_overview(store, count=count)
    for row in rows:
        say(f"{row.code}  {row.name}")
        for cell in row.cells:
            say(f"    {cell.period}  {_(overview.STATUS_NAMES[cell.status])}  {cell.package}")


@region.command(help=_("Visar vad som väntar på beslut."))
@at_register
def waiting(desk: Desk) -> None:
    """List what waits."""
    with desk.register() as store:
        found = decisions.list_waiting(store)
    for one in found:
        say(_line(f"{one.uid} {one.centre} {one.period}", one))
    say(_("{n} väntar.").format(n=len(found)))


@region.command(help=_("Godtar ett paket som väntar."))
@at_register
@_package
@_why
def accept(desk: Desk, package: str, why: str) -> None:
    """Accept a package that waits."""
    with desk.register() as store:
        got = decisions.accept_package(store, package=package, why=why)
    say(got.text)


@region.command(help=_("Avvisar ett paket som väntar."))
@at_register
@_package
@_why
def refuse(desk: Desk, package: str, why: str) -> None:
    """Refuse a package that waits."""
    with desk.register() as store:
        decisions.refuse_package(store, package=package, why=why)
    say(_("Paketet är avvisat."))


@region.command(name="take-back", help=_("Tar tillbaka ett inläst paket."))
@at_register
@_package
@_why
def take_back(desk: Desk, package: str, why: str) -> None:
    """Take a package back."""
    with desk.register() as store:
        decisions.take_back_package(store, package=package, why=why)
    say(_("Paketet är taget tillbaka."))


@region.command(help=_("Visar månadens summor för alla centrum; små tal döljs."))
@at_register
@click.argument("period", metavar="ÅÅÅÅ-MM")
def sums(desk: Desk, period: str) -> None:
    """Show the consolidated sums."""
    with desk.register() as store:
        found = consolidated.consolidated_sums(store, period=period)
    say(found.coverage.text)
    for one in found.sums:
        part = f" {one.cut} = {one.code}" if one.cut else ""
        say(f"  {_(MEASURES[one.measure].label)}{part}: {one.text}")


@region.command(
    name="certificate-lists",
    help=_("Sparar centrens kontrollistor för intyg i en fil; 1 om ingen har kommit."),
)
@at_register
@click.argument("file", type=FILE, metavar="FIL")
def lists_of_certificates(desk: Desk, file: Path) -> int:
    """Save the centres' check lists."""
    with desk.register() as store:
        found = certificate_lists.certificate_lists(store)
    if not found.data:
        say(_("Inget centrum har skickat någon kontrollista."))
        return REFUSED
    publish(file, found.data)
    say(_("Sparat: {path}").format(path=file))
    if found.lacking:
        say(_("Saknas: {centres}").format(centres=", ".join(found.lacking)))
    return DONE


@region.command(help=_("Sparar en periods statistik som .xlsx, .csv eller .pdf."))
@at_register
@click.argument("first", metavar="ÅÅÅÅ-MM")
@click.argument("last", metavar="ÅÅÅÅ-MM")
@click.argument("file", type=FILE, metavar="FIL")
def statistics(desk: Desk, first: str, last: str, file: Path) -> None:
    """Save the statistics of a period."""
    with desk.register() as store:
        statistics_saving.save_region_statistics(store, first=first, last=last, file=file)
    say(_("Sparat: {path}").format(path=file))
