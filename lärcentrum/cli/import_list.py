"""`larcentrum import`: the centre's own lists, tried first and then read in."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import click

from lärcentrum.cli.desk import FILE, Desk, at_register, say
from lärcentrum.cli.swedish_click import Command
from lärcentrum.imports.fields import ListKind, title_of
from lärcentrum.imports.importing import READ_KINDS, DryRun, Imported, import_list, try_import
from lärcentrum.imports.mappings import list_mappings
from lärcentrum.imports.rows import RESOLVING, STATE_NAMES, Decision, RowReport, RowState, counted
from lärcentrum.imports.tables import MOST_BYTES
from lärcentrum.imports.templates import import_template
from lärcentrum.language import _
from lärcentrum.store.files import publish, read_foreign
from lärcentrum.store.store import Store


@click.command("import", cls=Command, help=_("Läser in en lista från Excel eller CSV."))
@at_register
@click.argument("kind", type=click.Choice([kind.value for kind in READ_KINDS]), metavar="SLAG")
@click.argument("file", type=FILE, metavar="FIL", required=False)
@click.option("--map", "name", metavar="NAMN", help=_("Ett sparat kolumnval."))
@click.option("--dry-run", is_flag=True, help=_("Säger vad som skulle hända; inget läses in."))
@click.option(
    "--skip-refused",
    is_flag=True,
    help=_("Utelämnar rader som inte går att läsa in eller är tveksamma."),
)
@click.option(
    "--duplicates",
    type=click.Choice([one.value for one in RESOLVING]),
    metavar="SÄTT",
    help=_(
        "Vad som gäller dem som kan finnas redan: skip behåller registrets uppgifter, fill fyller i"
        " tomma fält, overwrite skriver över, new läser in dem som andra personer."
    ),
)
@click.option("--template", type=FILE, metavar="FIL", help=_("Skriver en mall att fylla i."))
def import_command(
    desk: Desk,
    kind: str,
    file: Path | None,
    name: str | None,
    dry_run: bool,
    skip_refused: bool,
    duplicates: str | None,
    template: Path | None,
) -> None:  # fmt: skip
    """Try a list or read it in, or write a template."""
    wanted = ListKind(kind)
    if (file is None) == (template is None):
        raise click.UsageError(_("Ange antingen en lista att läsa in eller --template."))
    with desk.register() as store:
        if template is not None:
            publish(template, import_template(store, kind=wanted), replace=False)
            say(_("Sparat: {path}").format(path=template))
        elif file is not None:
            rule = Decision(duplicates) if duplicates else None
            plan = _Asked(
                kind=wanted,
                data=read_foreign(file, MOST_BYTES),
                mapping=_mapping(store, wanted, name),
                duplicates=rule,
            )
            if dry_run:
                _tell(wanted, try_import(store, **plan))
            else:
                _tell_made(import_list(store, **plan, skip_refused=skip_refused))


class _Asked(TypedDict):
    """What both runs are asked with."""

    kind: ListKind
    data: bytes
    mapping: dict[str, str] | None
    duplicates: Decision | None


def _tell_made(made: Imported) -> None:
    say(
        _(
            "Inlästa: {added}. Ändrade: {changed}. Fanns redan: {already}. Utelämnade: {left}."
        ).format(added=made.added, changed=made.changed, already=made.already, left=made.left_out)
    )


def _mapping(store: Store, kind: ListKind, name: str | None) -> dict[str, str] | None:
    if name is None:
        return None
    found = list_mappings(store, kind=kind).get(name)
    if found is None:
        raise click.UsageError(_("Det finns inget sparat kolumnval med det namnet."))
    return found


def _tell(kind: ListKind, run: DryRun) -> None:
    """Say the counts, and each row that is not simply new; a likeness with what differs."""
    counts = (counted(state, n) for state, n in run.counts.items() if n)
    say(f"{run.how}. {', '.join(counts)}")
    if run.unused:
        say(_("Läses inte: {headings}").format(headings=", ".join(run.unused)))
    for one in run.rows:
        if one.state is not RowState.NEW:
            say(_said(one))
            for text in _beside(kind, one):
                say(f"    {text}")


def _beside(kind: ListKind, one: RowReport) -> Iterator[str]:
    where = _("rad {row}").format(row=one.other_row) if one.other_row else _("registret")
    for pair in one.compared:
        if pair.differs:
            yield _("{field}: {where} {here} ≠ raden {there}").format(
                field=title_of(kind, pair.key), where=where, here=pair.here or "–", there=pair.row
            )


def _said(one: RowReport) -> str:
    like = one.other_shown
    if one.other_row:
        like = _("{name}, rad {row}").format(name=like, row=one.other_row)
    pieces = (
        _("Rad {row}").format(row=one.row),
        _(STATE_NAMES[one.state]),
        one.shown,
        f"{one.reason} [{like}]" if like else one.reason,
    )
    return "  ".join(piece for piece in pieces if piece)
