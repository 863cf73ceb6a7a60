"""What a person at the regional office can meet when packages are decided about.

NoRegionKeys     the office has no keys yet
NotHeld          the package waits for nobody
NothingLeft      the kept bytes are gone, so it cannot be taken back or in
"""

from dataclasses import dataclass

from lärcentrum.errors import UserError
from lärcentrum.language import _


@dataclass(eq=False)
class NoRegionKeys(UserError):
    """The office has no keys to open files with."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Regionkontoret har inga nycklar än."),
            _("Inget är inläst."),
            _("Skapa nycklarna och skicka nyckelkortet till centren."),
        )


@dataclass(eq=False)
class NotHeld(UserError):
    """A decision about a package that waits for none."""

    state: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen väntar inte på något beslut."),
            _("Inget är ändrat."),
            _("Uppdatera listan."),
        )


@dataclass(eq=False)
class NothingLeft(UserError):
    """The bytes of an older package are no longer kept."""

    period: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen för {period} är inte längre sparad här.").format(period=self.period),
            _("Inget är ändrat."),
            _("Be centret skicka filen igen."),
        )
