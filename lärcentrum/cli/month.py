"""`larcentrum month …`: close a month, make its file, hand it over, read the receipt."""

from datetime import datetime
from pathlib import Path

import click

from lärcentrum.cli.desk import FILE, Desk, at_register, say
from lärcentrum.cli.swedish_click import Group
from lärcentrum.language import _
from lärcentrum.store.files import publish, read_foreign
from lärcentrum.store.store import Store
from lärcentrum.sync import keys, months, packages, payloads, plain_copy, receipts, recipients
from lärcentrum.sync.cards import CARD_CAP, write_card
from lärcentrum.sync.levels import Level
from lärcentrum.sync.month_check import Finding, Weight
from lärcentrum.sync.month_errors import NoFile
from lärcentrum.sync.receipt_format import Status
from lärcentrum.sync.words import LEVEL_NAMES, RECEIPT_NAMES

DONE, REFUSED = 0, 1
_period = click.argument("period", metavar="ÅÅÅÅ-MM")
_folder = click.argument("folder", type=FILE, metavar="DIR")


@click.group(cls=Group, help=_("Månadsfilen: stäng, skapa, lämna och läs kvittensen."))
def month() -> None:
    """Hold the commands about the monthly file together."""


@month.command(name="list", help=_("Visar var månaderna står."))
@at_register
@click.option("--count", type=int, default=12, metavar="ANTAL", help=_("Hur många månader."))
def list_all(desk: Desk, count: int) -> None:
    """List months."""
    with desk.register() as store:
        tiles = months.list_months(store, count=count)
    for one in tiles:
        late = " · " + _("försenad") if one.late else ""
        due = _("senast {day}").format(day=one.due.isoformat())
        say(f"{one.period}  {_(months.STATE_NAMES[one.state])} · {due}{late}")


@month.command(help=_("Visar vad som saknas i en månad; 1 om något hindrar."))
@at_register
@_period
def check(desk: Desk, period: str) -> int:
    """List what falls short."""
    with desk.register() as store:
        found = months.check_month(store, period=period)
    return _say_findings(found)


def _say_findings(found: list[Finding]) -> int:
    for one in found:
        say(f"{'✗' if one.weight is Weight.HARD else '•'} {one.text} {one.uid}".rstrip())
    if not found:
        say(_("Inget saknas."))
    return REFUSED if any(one.weight is Weight.HARD for one in found) else DONE


@month.command(help=_("Visar allt som lämnar datorn i månadens fil; inget skapas."))
@at_register
@_period
def show(desk: Desk, period: str) -> None:
    """Show what leaves."""
    with desk.register() as store:
        found = payloads.preview_month(store, period=period)
    say(_("Nivå: {level}").format(level=_(LEVEL_NAMES[found.level])))
    say(_("Till: {names}").format(names=", ".join(found.recipients) or "–"))
    for one in found.counts:
        n = _("redovisas inte") if one.n is None else f"{one.n} {one.unit}"
        say(f"  {one.label} {one.by}: {n}".replace(" :", ":"))
    for kind, rows in found.kinds.items():
        say("  " + _("Rader {kind}: {n}").format(kind=kind.value, n=rows))


@month.command(help=_("Stänger en månad."))
@at_register
@_period
@click.option("--comment", default="", metavar="TEXT", help=_("Kommentar utan namn."))
def close(desk: Desk, period: str, comment: str) -> None:
    """Close a month."""
    with desk.register() as store:
        months.close_month(store, period=period, comment=comment)
    say(_("{period} är stängd.").format(period=period))


@month.command(help=_("Öppnar en stängd månad för rättning."))
@at_register
@_period
@click.option("--why", required=True, metavar="SKÄL", help=_("Skälet, utan namn."))
def reopen(desk: Desk, period: str, why: str) -> None:
    """Open a month again."""
    with desk.register() as store:
        months.reopen_month(store, period=period, why=why)
    say(_("{period} är öppen igen.").format(period=period))


@month.command(help=_("Skapar en stängd månads fil, och senare månaders om den rättas."))
@at_register
@_period
def create(desk: Desk, period: str) -> None:
    """Make the file of a month."""
    with desk.register() as store:
        made = packages.create_package(store, period=period)
        names = {one.uid: one.name for one in packages.list_packages(store)}
    for uid in made:
        say(_("Skapad: {name}").format(name=names[uid]))


@month.command(help=_("Lämnar månadens fil i en mapp, eller som e-postutkast."))
@at_register
@_period
@_folder
@click.option("--mail", is_flag=True, help=_("Ett e-postutkast (.eml) med filen bifogad."))
@click.option("--text", is_flag=True, help=_("Som text, för filter som stoppar .lcsync."))
def deliver(desk: Desk, period: str, folder: Path, mail: bool, text: bool) -> None:
    """Hand the newest file of a month over."""
    hand_over = packages.save_mail_draft if mail else packages.deliver_to_folder
    with desk.register() as store:
        path = hand_over(store, package=_newest(store, period), folder=folder, armoured=text)
    say(_("Levererad: {path}").format(path=path))


def _newest(store: Store, period: str) -> str:
    made = packages.list_packages(store, period=period)
    if not made:
        raise NoFile(period)
    return made[0].uid


@month.command(help=_("Läser regionkontorets kvittens."))
@at_register
@click.argument("file", type=FILE, metavar="FIL")
def receipt(desk: Desk, file: Path) -> None:
    """Read a receipt."""
    with desk.register() as store:
        about = receipts.read_receipt(store, path=file)
        one = next(one for one in packages.list_packages(store) if one.uid == about)
        answers = receipts.list_answers(store, package=about)
    said = {"name": one.name, "status": _(RECEIPT_NAMES[Status(one.receipt)])}
    say(_("Kvittens för {name}: {status}.").format(**said))
    for answer in answers:
        say(f"  {answer.mark.value} {answer.code} {answer.kind} {answer.uid} {answer.about}")


@month.command(help=_("Sparar månadens siffror som Excel och CSV, utan rader om personer."))
@at_register
@_period
@_folder
def plain(desk: Desk, period: str, folder: Path) -> None:
    """Save the plain copy."""
    with desk.register() as store:
        paths = plain_copy.save_plain_copy(store, period=period, folder=folder)
    for path in paths:
        say(_("Sparat: {path}").format(path=path))


@month.command(help=_("Skapar centrets nycklar om de saknas och sparar nyckelkortet."))
@at_register
@click.argument("file", type=FILE, metavar="FIL")
def card(desk: Desk, file: Path) -> None:
    """Save the centre's key card."""
    with desk.register() as store:
        fingerprint = keys.make_centre_keys(store)
        found = keys.centre_card(store)
    assert found is not None
    publish(file, write_card(found))
    say(_("Sparat: {path}").format(path=file))
    say(_("Fingeravtryck att läsa upp: {fingerprint}").format(fingerprint=fingerprint))


@month.command(help=_("Tar ett regionkontors nyckelkort i bruk."))
@at_register
@click.argument("file", type=FILE, metavar="FIL")
@click.option(
    "--fingerprint", required=True, metavar="SIFFROR", help=_("Det som regionkontoret läste upp.")
)
def recipient(desk: Desk, file: Path, fingerprint: str) -> None:  # fmt: skip
    """Take a region's keys into use."""
    data = read_foreign(file, CARD_CAP)
    with desk.register() as store:
        made = recipients.add_recipient(store, card=data, fingerprint=fingerprint)
    say(_("Mottagaren är tillagd."))
    if made:
        say(_("{n} väntande filer är skapade.").format(n=len(made)))


@month.command(help=_("För in den personuppgiftsansvariges beslut om vad som får lämnas."))
@at_register
@click.argument("level", type=click.Choice([one.value for one in Level]), metavar="NIVÅ")
@click.option(
    "--date",
    "decided_on",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="ÅÅÅÅ-MM-DD",
    help=_("Beslutets datum."),
)
@click.option("--number", "file_number", required=True, metavar="DNR", help=_("Diarienummer."))
@click.option("--by", "decided_by", required=True, metavar="VEM", help=_("Nämnd eller tjänst."))
def decision(
    desk: Desk, level: str, decided_on: datetime, file_number: str, decided_by: str
) -> None:  # fmt: skip
    """Enter a decision."""
    with desk.register() as store:
        keys.enter_decision(
            store,
            level=Level(level),
            decided_on=decided_on.date(),
            file_number=file_number,
            decided_by=decided_by,
        )
    say(_("Beslutet är infört."))
