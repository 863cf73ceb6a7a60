"""`larcentrum export`: a list of the register as an Excel or CSV file."""

from pathlib import Path

import click

from lärcentrum.cli.desk import FILE, Desk, at_register, say
from lärcentrum.cli.swedish_click import Command
from lärcentrum.language import _, ngettext
from lärcentrum.reports.lists import Listing, ListTerms
from lärcentrum.reports.saving import ListWish, save_list


@click.command("export", cls=Command, help=_("Sparar en lista som Excel (.xlsx) eller CSV (.csv)."))
@at_register
@click.argument("listing", type=click.Choice([one.value for one in Listing]), metavar="LISTA")
@click.argument("file", type=FILE, metavar="FIL")
@click.option(
    "--columns", metavar="NAMN,NAMN", default="", help=_("Vilka kolumner, i vilken ordning.")
)
@click.option("--every-column", is_flag=True, help=_("Tar med alla kolumner."))
@click.option(
    "--selection", metavar="NAMN", default="",
    help=_("Ett urval som du har sparat i fönstret: dess sökning, kolumner och ordning."),
)  # fmt: skip
@click.option("--text", default="", metavar="TEXT", help=_("Bara rader som sökningen hittar."))
@click.option("--ended", is_flag=True, help=_("Tar med dem som är avslutade."))
@click.option("--replace", is_flag=True, help=_("Ersätter en fil som finns."))
def export_command(
    desk: Desk,
    listing: str,
    file: Path,
    columns: str,
    every_column: bool,
    selection: str,
    text: str,
    ended: bool,
    replace: bool,
) -> None:
    """Save a list."""
    if selection and (columns or text or ended):
        raise click.UsageError(_("Ange antingen --selection eller --columns, --text och --ended."))
    wish = ListWish(
        terms=ListTerms(text=text, ended=ended),
        columns=tuple(key.strip() for key in columns.split(",") if key.strip()),
        every_column=every_column,
    )
    with desk.register() as store:
        rows = save_list(
            store, listing=Listing(listing), file=file, wish=wish, selection=selection,
            replace=replace,
        )  # fmt: skip
    count = ngettext("{n} rad", "{n} rader", rows).format(n=rows)
    say(_("Sparat: {path} ({count}).").format(path=file, count=count))
