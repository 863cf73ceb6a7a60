"""The program `larcentrum`: its commands, its exit codes and its last words."""

import io
import sys
from collections.abc import Sequence

import click
from click.core import ParameterSource

from lärcentrum import __version__
from lärcentrum.cli.certificate import certificate
from lärcentrum.cli.demo import demo
from lärcentrum.cli.desk import folder_option, password_option, user_option
from lärcentrum.cli.export_list import export_command
from lärcentrum.cli.guide import guide
from lärcentrum.cli.home import home
from lärcentrum.cli.import_list import import_command
from lärcentrum.cli.month import month
from lärcentrum.cli.region import region
from lärcentrum.cli.registers import backup, check, init, recover, restore, substitute
from lärcentrum.cli.run_op import op
from lärcentrum.cli.swedish_click import Group, sentence
from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.connection import DatabaseError
from lärcentrum.store.register import explain

DONE, REFUSED, USAGE, STOPPED = 0, 1, 2, 130


class _Program(Group):
    """Hands what stands before a command on to it: `larcentrum --register DIR op …`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """See click; what stands after the command counts before what stands in front of it."""
        name, command, rest = super().resolve_command(ctx, args)
        end = rest.index("--") if "--" in rest else len(rest)
        given = [
            text
            for one in self.params
            if ctx.get_parameter_source(str(one.name)) is ParameterSource.COMMANDLINE
            and not any(word.partition("=")[0] in one.opts for word in rest[:end])
            for text in (one.opts[0], str(ctx.params[str(one.name)]))
        ]
        return name, command, [*rest[:end], *given, *rest[end:]]


@click.group(cls=_Program, help=_("Lärcentrum: register för lärcentrum, på kommandoraden."))
@folder_option(required=False)
@user_option(required=False)
@password_option()
@click.version_option(__version__, help=_("Visar versionen."), message="%(version)s")
def program(**_options: object) -> None:
    """Hold the commands together."""


for _command in (
    init, op, backup, restore, recover, substitute, check, import_command, export_command,
    certificate, month, region, home, guide, demo,
):  # fmt: skip
    program.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the command line without the program's name; None takes the process's own.

    Returns:
        0 done, 1 refused, 2 wrong call, 130 stopped by the user.
    """
    _speak_utf8()
    try:
        code = program.main(arguments, prog_name="larcentrum", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as fault:
        return _tell_usage(fault)
    except click.Abort:
        return STOPPED
    except BrokenPipeError:
        # Nobody reads on: what Python flushes at its end must not complain.
        sys.stdout = io.StringIO()
        return REFUSED
    except (UserError, OSError, DatabaseError) as fault:
        told = explain(fault)
        if told is None:
            raise
        click.echo(f"{told.code}: {told}", err=True)
        return REFUSED
    return code if isinstance(code, int) else DONE


def _tell_usage(fault: click.UsageError) -> int:
    if isinstance(fault, click.exceptions.NoArgsIsHelpError):
        click.echo(fault.format_message(), err=True)
        return USAGE
    if fault.ctx:
        click.echo(fault.ctx.get_usage(), err=True)
    click.echo(sentence(fault), err=True)
    return USAGE


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the system's code page is."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
