"""`larcentrum guide FILE.pdf`: the whole guide as a PDF, as the window's button saves it."""

from pathlib import Path

import click

from lärcentrum.cli.desk import FILE, say
from lärcentrum.cli.swedish_click import Command
from lärcentrum.language import _
from lärcentrum.store.files import publish


@click.command(cls=Command, help=_("Sparar vägledningen som PDF."))
@click.argument("file", type=FILE, metavar="FIL.pdf")
def guide(file: Path) -> None:
    """Draw the guide."""
    # Loaded here: no other command waits for what draws papers.
    from lärcentrum.documents.guide_paper import draw_guide

    publish(file.absolute(), draw_guide())
    say(_("Vägledningen är sparad: {file}").format(file=file))
