"""click's own words in Swedish."""

from typing import Any

import click

from lärcentrum.language import _


class _Words(click.Command):
    """What a command and a group say alike."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how to call it."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Användning: "))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name what can follow."""
        swedish = {
            "[OPTIONS]": _("[VAL]"),
            "COMMAND [ARGS]...": _("KOMMANDO [ARGUMENT]..."),
        }
        return [swedish.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, and below them what a group holds."""
        options = [one for one in self.get_params(ctx) if not isinstance(one, click.Argument)]
        records = [one.get_help_record(ctx) for one in options]
        needed = _("(krävs)")
        rows = [(one[0], one[1].replace("  [required]", f" {needed}")) for one in records if one]
        with formatter.section(_("Val")):
            formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give --help with a Swedish text."""
        found = super().get_help_option(ctx)
        if found:
            found.help = _("Visar den här hjälpen.")
        return found


class Command(_Words):
    """A command that speaks Swedish."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """See click; what is left over is told in Swedish, and not repeated."""
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            said = _(
                "Anropet har {n} ord för mycket. Ett värde med mellanslag skrivs inom citattecken."
            )
            raise click.UsageError(said.format(n=len(left)), ctx)
        return left


class Group(_Words, click.Group):
    """A group of commands that speaks Swedish."""

    command_class = Command
    group_class = type

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List what the group holds."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, one.get_short_help_str(100)) for name, one in found if one]
        if rows:
            with formatter.section(_("Kommandon")):
                formatter.write_dl(rows)


def sentence(fault: click.ClickException) -> str:
    """Say in Swedish what is wrong with a call."""
    given: Any = fault
    if isinstance(fault, click.NoSuchOption):
        return _("Valet {name} finns inte.").format(name=given.option_name)
    if isinstance(fault, click.exceptions.NoSuchCommand):
        return _("Kommandot {name} finns inte.").format(name=given.command_name)
    if isinstance(fault, click.MissingParameter):
        return _("{name} saknas.").format(name=_name(given.param))
    if isinstance(fault, click.BadParameter) and isinstance(_type(fault), click.Choice):
        return _("{name} ska vara något av {choices}.").format(
            name=_name(given.param), choices=", ".join(given.param.type.choices)
        )
    if isinstance(fault, click.BadParameter):
        return _("Värdet för {name} går inte att läsa.").format(name=_name(given.param))
    if isinstance(fault, click.BadOptionUsage):
        return _("Valet {name} används fel.").format(name=given.option_name)
    return fault.format_message()


def _type(fault: click.BadParameter) -> object:
    return fault.param.type if fault.param is not None else None


def _name(parameter: Any) -> str:
    if parameter is None:
        return _("Ett värde")
    return str(parameter.opts[0] if isinstance(parameter, click.Option) else parameter.metavar)
