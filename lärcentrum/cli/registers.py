"""`larcentrum init`, `backup`, `restore` and `check`: the register as a file."""

from pathlib import Path

import click

from lärcentrum import backups, opening
from lärcentrum.cli.desk import (
    FILE,
    PASSWORD,
    RECOVERY_CODE,
    SPARE_CODE,
    Desk,
    at_register,
    folder_option,
    password_option,
    say,
    secret,
    user_option,
)
from lärcentrum.cli.swedish_click import Command
from lärcentrum.exams.providers import add_shipped_providers
from lärcentrum.language import _
from lärcentrum.people.municipalities import municipality_name
from lärcentrum.sync.header_format import is_centre
from lärcentrum.upkeep.checking import RESULTS, Checked, check_register
from lärcentrum.upkeep.repairing import Repaired, repair_register

REFUSED = 1


@click.command(cls=Command, help=_("Skapar ett register och dess första användare."))
@folder_option()
@user_option()
@password_option()
@click.option(
    "--kind",
    type=click.Choice(["centre", "region"]),
    default="centre",
    help=_("centre: ett lärcentrum; region: ett regionkontor."),
)
@click.option("--code", required=True, metavar="KOD", help=_("Kommunkod eller kontorets kod."))
@click.option("--name", required=True, metavar="NAMN", help=_("Lärcentrets eller kontorets namn."))
@click.option("--municipality", metavar="KOMMUN", help=_("Kommunens namn; annars ur koden."))
@click.option("--user-name", required=True, metavar="NAMN", help=_("Användarens namn på papper."))
@click.option("--user-title", default="", metavar="TITEL", help=_("Användarens titel på papper."))
def init(
    register_folder: Path,
    login: str,
    password_file: Path | None,
    kind: str,
    code: str,
    name: str,
    municipality: str | None,
    user_name: str,
    user_title: str,
) -> None:  # fmt: skip
    """Make a register and say its recovery code."""
    known = municipality_name(code)
    if not is_centre(code) or (kind == "centre" and known is None and municipality is None):
        raise click.UsageError(
            _("Kommunkoden {code} finns inte. Ett centrum med egen kod anger --municipality.")
            .format(code=code)
        )  # fmt: skip
    new = opening.NewRegister(
        kind=kind,
        code=code,
        name=name,
        municipality=known or "" if municipality is None else municipality,
        login=login,
        password=secret(PASSWORD, password_file, "--password-file"),
        user_name=user_name,
        user_title=user_title,
    )
    made, recovery_code = opening.create_register(register_folder, new, opening.surroundings())
    try:
        if kind == "centre":
            add_shipped_providers(made.store)
    finally:
        made.close()
    say(_("Registret är skapat i {folder}.").format(folder=register_folder))
    say(_("Återställningskod: {code}").format(code=recovery_code))
    say(_("Skriv ut koden och lås in den: utan den hjälper ingen säkerhetskopia."))


@click.command(cls=Command, help=_("Gör en kontrollerad säkerhetskopia."))
@at_register
def backup(desk: Desk) -> None:
    """Make a verified back-up."""
    with desk.register() as store:
        made = backups.make_backup(store)
    say(_("Säkerhetskopian är gjord och kontrollerad: {path}").format(path=made.path))
    if made.warning:
        click.echo(made.warning, err=True)


_recovery = click.option(
    "--recovery-file",
    type=FILE,
    metavar="FIL",
    help=_("Fil med återställningskoden; annars LARCENTRUM_RECOVERY_CODE."),
)


@click.command(cls=Command, help=_("Lägger en säkerhetskopia i registrets ställe."))
@folder_option()
@click.argument("file", type=FILE, metavar="FIL")
@_recovery
@click.option(
    "--replace-other",
    is_flag=True,
    help=_("Låter kopian ta ett annat registers plats; det läggs undan."),
)
def restore(
    register_folder: Path, file: Path, recovery_file: Path | None, replace_other: bool
) -> None:  # fmt: skip
    """Put a back-up in a register's place."""
    code = secret(RECOVERY_CODE, recovery_file, "--recovery-file")
    around = opening.surroundings()
    made = opening.restore(file, register_folder, code, around, replace_other=replace_other)
    say(_("Återställt från {made}.").format(made=made.made.date().isoformat()))
    say(_("Det som stod där är undanlagt i samma mapp med sin nyckelfil, inget är borttaget."))
    say(_("På en ny dator får föreståndaren först ett lösenord: larcentrum recover."))
    say(
        _("Månadsfiler skickas när föreståndaren har bekräftat registret: {command}").format(
            command="larcentrum op confirm_epoch --json '{}'"
        )
    )


@click.command(
    cls=Command, help=_("Ger en föreståndare ett nytt lösenord med återställningskoden.")
)
@folder_option()
@user_option()
@password_option()
@_recovery
def recover(
    register_folder: Path, login: str, password_file: Path | None, recovery_file: Path | None
) -> None:  # fmt: skip
    """Open the register with the recovery code and set the password that is given."""
    code = secret(RECOVERY_CODE, recovery_file, "--recovery-file")
    password = secret(PASSWORD, password_file, "--password-file")
    around = opening.surroundings()
    opening.leave(opening.log_in_with_code(register_folder, code, login, password, around))
    say(_("{login} har fått det nya lösenordet.").format(login=login))


@click.command(cls=Command, help=_("Släpper in en vikarie med koden ur kassaskåpet, en gång."))
@folder_option()
@user_option()
@password_option()
@click.option("--name", required=True, metavar="NAMN", help=_("Vikariens namn."))
@click.option(
    "--code-file",
    type=FILE,
    metavar="FIL",
    help=_("Fil med vikariekoden; annars LARCENTRUM_SPARE_CODE."),
)
def substitute(
    register_folder: Path,
    login: str,
    password_file: Path | None,
    name: str,
    code_file: Path | None,
) -> None:  # fmt: skip
    """Make the user who comes with the code from the safe."""
    code = secret(SPARE_CODE, code_file, "--code-file")
    password = secret(PASSWORD, password_file, "--password-file")
    around = opening.surroundings()
    made = opening.log_in_with_spare_code(register_folder, code, name, login, password, around)
    last = made.store.session.valid_until
    opening.leave(made)
    said = _("{login} är vikarie till och med {day}. Koden gäller inte längre.")
    say(said.format(login=login, day=last.isoformat() if last else ""))


@click.command(cls=Command, help=_("Kontrollerar att registret är helt."))
@click.option(
    "--repair",
    is_flag=True,
    help=_("Gör om det som går att härleda (index, beläggning, sökning), efter en säkerhetskopia."),
)
@at_register
def check(desk: Desk, repair: bool) -> int:
    """Check a register and say what was found; 1 when something does not hold."""
    with desk.register() as store:
        mended = repair_register(store) if repair else None
        found = mended.found if mended else check_register(store)
        digest = store.digest()
    if mended:
        _say_repaired(mended)
    for one in found:
        say(f"✓ {one.sentence}" if one.holds else f"✗ {one.sentence} {one.to_do}")
        for problem in one.problems:
            say(f"    {problem}")
    say(_("Innehållets kontrollsumma: {digest}").format(digest=digest))
    say(_verdict(found))
    return 0 if all(one.holds for one in found) else REFUSED


def _say_repaired(mended: Repaired) -> None:
    if mended.kept is None:
        say(_("Inget är reparerat: det finns inget som går att härleda på nytt."))
        return
    said = _("Säkerhetskopia före reparationen: {path}")
    if not mended.is_verified:
        said = _("Filen som den var före reparationen: {path}")
    say(said.format(path=mended.kept))
    for part in mended.done:
        say(_("Reparerat: {what}").format(what=_(RESULTS[part][0])))


def _verdict(found: list[Checked]) -> str:
    wrong = [one for one in found if not one.holds]
    if not wrong:
        return _("Registret är helt.")
    if all(one.is_repairable for one in wrong):
        return _("Registret går att reparera: larcentrum check --repair.")
    return _("Registret är inte helt. Gör det som står ovan, eller återställ en säkerhetskopia.")
