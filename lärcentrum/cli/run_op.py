"""`larcentrum op`: list, describe and run any operation."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import click

from lärcentrum import areas
from lärcentrum import op as mechanism
from lärcentrum.cli.desk import Desk, answer, folder_option, password_option, say, user_option
from lärcentrum.cli.swedish_click import Command
from lärcentrum.errors import UserError
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.spoken import spoken
from lärcentrum.json_values import BadJson, to_json
from lärcentrum.language import _
from lärcentrum.operations import REGISTRY
from lärcentrum.store.connection import DatabaseError
from lärcentrum.store.errors import OnlyLooking
from lärcentrum.store.register import explain

REFUSED, USAGE = 1, 2
_SECRETS = ("password", "recovery_code")


@click.command(cls=Command, help=_("Listar, beskriver eller utför en åtgärd."))
@click.argument("name", required=False, metavar="NAMN")
@click.option("--json", "text", metavar="JSON", help=_("Åtgärdens uppgifter, - läser stdin."))
@folder_option(required=False)
@user_option(required=False)
@password_option()
@click.option(
    "--from-backup",
    is_flag=True,
    help=_("Läser i den senaste säkerhetskopian, när registret är öppet i ett annat fönster."),
)
@click.option(
    "--from-home",
    is_flag=True,
    help=_("Läser i den senaste kopian i registrets hem, när någon annan har registret."),
)
def op(
    name: str | None,
    text: str | None,
    register_folder: Path | None,
    login: str | None,
    password_file: Path | None,
    from_backup: bool,
    from_home: bool,
) -> int:  # fmt: skip
    """Run the command; without a name list, without JSON describe."""
    areas.load()
    with _told_as_json():
        if name is None:
            _list()
        elif text is None:
            answer(mechanism.describe(mechanism.find(name)))
        else:
            arguments = _read(name, text)
            desk = _desk(register_folder, login, password_file)
            _run(replace(desk, from_backup=from_backup, from_home=from_home), name, arguments)
    return 0


def _list() -> None:
    for name in sorted(REGISTRY):
        found = mechanism.describe(REGISTRY[name])
        say(f"{name}({', '.join(_parameter(*one) for one in _parameters(found))})")
        say(f"    {found['label'] or _('läser')} · {found['right']} · {found['summary']}")


def _parameters(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from found["parameters"]["properties"].items()


def _parameter(name: str, schema: dict[str, Any]) -> str:
    shown = f"{name}: {_type(schema)}"
    if "default" in schema:
        shown += f" = {json.dumps(schema['default'], ensure_ascii=False)}"
    return shown


def _type(schema: dict[str, Any]) -> str:
    """A type in a few signs."""
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(json.dumps(one, ensure_ascii=False) for one in schema["enum"])
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("title") or schema.get("type", "…"))


def _read(name: str, text: str) -> dict[str, Any]:
    typed = text != "-"
    arguments = mechanism.read_object(text if typed else sys.stdin.read())
    for key in arguments:
        if typed and any(word in key for word in _SECRETS):
            raise BadJson(key, _("får inte stå på kommandoraden; använd --json -"))
    mechanism.read_arguments(mechanism.find(name), arguments)
    return arguments


def _desk(folder: Path | None, login: str | None, password_file: Path | None) -> Desk:
    if folder is None:
        raise click.UsageError(_("--register saknas."))
    if not login:
        raise click.UsageError(_("--user saknas."))
    return Desk(folder=folder, login=login, password_file=password_file)


def _run(desk: Desk, name: str, arguments: dict[str, Any]) -> None:
    if (desk.from_backup or desk.from_home) and not mechanism.find(name).reads:
        raise OnlyLooking
    with desk.register() as store:
        try:
            found = mechanism.call(store, name, arguments, _progress)
        except Clash as fault:
            _refuse(refusal(fault) | {"sentence": spoken(store, fault)})
    answer(found)


def _progress(done: int, total: int, what: str = "") -> None:
    """Tell on a terminal how far it has come."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total or '?'} {what}\033[K", nl=False, err=True)


@contextmanager
def _told_as_json() -> Iterator[None]:
    """Let a refusal stand as JSON on stderr."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (UserError, OSError, DatabaseError) as fault:
        told = explain(fault)
        if told is None:
            raise
        wrong_call = isinstance(told, BadJson | mechanism.UnknownOperation)
        _refuse(refusal(told), USAGE if wrong_call else REFUSED)


def _refuse(told: dict[str, Any], code: int = REFUSED) -> NoReturn:
    """Write a refusal on stderr and end."""
    click.echo(json.dumps(told, ensure_ascii=False, indent=2), err=True)
    raise click.exceptions.Exit(code) from None


def refusal(fault: UserError) -> dict[str, Any]:
    """Give all that a refusal says: its code, sentence, three parts, field and facts."""
    happened, untouched, todo = fault.parts()
    return {
        "code": fault.code,
        "sentence": str(fault),
        "parts": {"happened": happened, "untouched": untouched, "todo": todo},
        "field": fault.field,
        "facts": to_json(fault.facts()),
    }
