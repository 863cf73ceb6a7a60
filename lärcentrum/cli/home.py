"""`larcentrum home`: where the register lives when it is not worked in, and who has it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from lärcentrum.cli.desk import FILE, Desk, at_register, folder_option, say
from lärcentrum.cli.swedish_click import Group
from lärcentrum.clock import STOCKHOLM
from lärcentrum.home import arriving, choosing, going
from lärcentrum.home.aside import Fate, apply_aside, drop_aside, list_aside
from lärcentrum.home.errors import NoHome
from lärcentrum.home.going import HomeStatus
from lärcentrum.language import N_, _
from lärcentrum.people.users import list_users
from lärcentrum.store.store import Store

REFUSED = 1


@click.group(cls=Group, help=_("Registrets hem: en mapp på nätet som flera datorer delar."))
def home() -> None:
    """Hold the commands together."""


@home.command("set", help=_("Låter registret ha sitt hem i en mapp."))
@at_register
@click.argument("folder", type=FILE, metavar="MAPP")
@click.option("--abandon", is_flag=True, help=_("Ger upp ett tidigare hem som inte svarar."))
def set_(desk: Desk, folder: Path, abandon: bool) -> None:
    """Choose the home; this computer keeps the register."""
    with replace(desk, keep=True).register() as store:
        choosing.set_home(store, folder=str(folder), abandon=abandon)
    say(_("Registret har sitt hem i {folder}.").format(folder=folder))


@home.command(help=_("Säger vem som har registret och när det senast kom hem."))
@folder_option()
def status(register_folder: Path) -> None:
    """Say how the home stands."""
    for line in _lines(_home_of(register_folder)):
        say(line)


@home.command(help=_("Tar registret till den här datorn och behåller det."))
@at_register
@click.option("--home", "folder", type=FILE, metavar="MAPP", help=_("Hemmet, första gången."))
@click.option("--force", is_flag=True, help=_("Tar över från en dator som inte har lämnat det."))
def take(desk: Desk, folder: Path | None, force: bool) -> None:
    """Take the register, the first time into a new folder."""
    if folder is not None:
        arriving.join(folder.absolute(), desk.folder)
    with replace(desk, keep=True, take_over=force).register():
        pass
    for line in _lines(_home_of(desk.folder)):
        say(line)


@home.command("return", help=_("Lämnar över: den sista kopian går hem och registret blir ledigt."))
@at_register
def return_(desk: Desk) -> None:
    """Give the register back."""
    _home_of(desk.folder)
    with replace(desk, keep=True).register() as store:
        going.hand_over(store)
    say(_("Registret är lämnat över."))


@home.command(help=_("Kontrollerar den senaste kopian i hemmet utan att ta registret."))
@at_register
def look(desk: Desk) -> None:
    """Open the newest copy and say what it is."""
    found = _home_of(desk.folder)
    with replace(desk, from_home=True).register() as store:
        digest = store.digest()
    if found.copied:
        say(_("Kopian från {when} är hel.").format(when=_wall(found.copied)))
    say(_("Innehållets kontrollsumma: {digest}").format(digest=digest))


@home.group(cls=Group, help=_("Ändringar som inte hade kommit hem när registret togs över."))
def aside() -> None:
    """Hold the commands together."""


@aside.command("list", help=_("Listar dem med sina nummer."))
@at_register
def aside_list(desk: Desk) -> None:
    """List what was set aside."""
    with desk.register() as store:
        names = {one.uid: one.name for one in list_users(store)}
        found = list_aside(store)
    for number, one in enumerate(found, 1):
        who = names.get(one.user, "")
        what = f"{_(one.label)}: {one.about}" if one.about else _(one.label)
        say(f"{number}. {_wall(one.at)} {what} · {who} · {_(_FATES[one.fate])}")
    if not found:
        say(_("Inget ligger åt sidan."))


@aside.command("apply", help=_("Tillämpar en av dem i registret som det är nu."))
@at_register
@click.argument("number", type=int, metavar="NUMMER")
def aside_apply(desk: Desk, number: int) -> None:
    """Apply one."""
    with desk.register() as store:
        apply_aside(store, change=_change(store, number))
    say(_("Tillämpad."))


@aside.command("drop", help=_("Stryker en av dem; skälet står i loggen."))
@at_register
@click.argument("number", type=int, metavar="NUMMER")
@click.option("--reason", required=True, metavar="SKÄL", help=_("Varför den stryks."))
def aside_drop(desk: Desk, number: int, reason: str) -> None:
    """Drop one."""
    with desk.register() as store:
        drop_aside(store, change=_change(store, number), reason=reason)
    say(_("Struken."))


_FATES = {
    Fate.WAITING: N_("väntar"),
    Fate.APPLIED: N_("tillämpad"),
    Fate.DROPPED: N_("struken"),
}


def _change(store: Store, number: int) -> str:
    found = list_aside(store)
    if not 1 <= number <= len(found):
        raise click.UsageError(_("Det finns ingen ändring med det numret."))
    return found[number - 1].change


def _home_of(folder: Path) -> HomeStatus:
    found = going.status(folder)
    if not found.home:
        raise NoHome
    return found


def _lines(found: HomeStatus) -> list[str]:
    lines = [_("Hem: {folder}").format(folder=found.home)]
    if not found.reached:
        lines.append(_("Hemmet svarar inte."))
    if found.mine:
        lines.append(_("Registret finns på den här datorn."))
    elif found.held and found.taken:
        lines.append(
            _("{name}, {computer}, {when}").format(
                name=found.name, computer=found.computer, when=_wall(found.taken)
            )
        )
    elif found.reached:
        lines.append(_("Registret är ledigt."))
    if found.copied:
        lines.append(_("Senaste kopian kom hem {when}.").format(when=_wall(found.copied)))
    return lines


def _wall(at: datetime) -> str:
    return f"{at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
