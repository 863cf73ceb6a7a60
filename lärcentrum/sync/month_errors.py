"""What can stand in the way of closing a month and sending it.

MonthNotOver       the month is not over, or lies before the register
MonthsInOrder      an earlier month comes first
MonthBeforeFirst   the months are reported from a later one
MonthAlreadyClosed a closed month is closed
MonthFallsShort    something compulsory is missing
CommentNeeded      something unusual takes a comment
MonthNotClosed     only a closed month is sent
FileMade           the month has its file
NoFile             the month has no file to hand over
FileOutdated       the month was opened again after its file was made
NoRecipient        no recipient with a key is enrolled
CentreUnnamed      FG06 the centre has no code
WrongFingerprint   the fingerprint read aloud is not the card's
ExportInterrupted  FA07 the stick or the folder vanished while it was written
TargetFull         FA09 no room on the stick
TargetReadOnly     FA10 the folder cannot be written
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import _, ngettext


class MonthFault(UserError):
    """A month is not closed or not sent; nothing is changed."""


@dataclass(eq=False)
class MonthNotOver(MonthFault):
    """The month is not over yet."""

    field: ClassVar[str] = "period"
    period: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Månaden {period} är inte slut.").format(period=self.period),
            _("Inget är ändrat."),
            _("Stäng den från den första i nästa månad."),
        )


@dataclass(eq=False)
class MonthsInOrder(MonthFault):
    """Months are closed in order; `first` waits."""

    field: ClassVar[str] = "period"
    period: str
    first: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Månaderna stängs i ordning, och {first} är inte stängd.").format(first=self.first),
            _("Inget är ändrat."),
            _("Stäng {first} först.").format(first=self.first),
        )


@dataclass(eq=False)
class MonthBeforeFirst(MonthFault):
    """Months are reported from `first` on; one before it would leave a hole."""

    field: ClassVar[str] = "period"
    period: str
    first: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("{period} ligger före {first}, den första månaden som stängdes.").format(
                period=self.period, first=self.first
            ),
            _("Inget är ändrat."),
            _("Månader före den rapporteras inte."),
        )


@dataclass(eq=False)
class MonthAlreadyClosed(MonthFault):
    """The month is closed; closing it again would ask for a needless correction."""

    field: ClassVar[str] = "period"
    period: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Månaden {period} är redan stängd.").format(period=self.period),
            _("Inget är ändrat."),
            _("Ska något rättas: öppna månaden igen."),
        )


@dataclass(eq=False)
class MonthFallsShort(MonthFault):
    """Something compulsory is missing; the check says what and where."""

    field: ClassVar[str] = "period"
    period: str
    count: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("{count} uppgifter saknas i {period}.").format(count=self.count, period=self.period),
            _("Månaden är öppen."),
            _("Rätta dem genom länkarna i kontrollen."),
        )


@dataclass(eq=False)
class CommentNeeded(MonthFault):
    """Something is unusual; a word about it is wanted."""

    field: ClassVar[str] = "comment"
    period: str
    count: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            ngettext(
                "{count} fråga om {period} vill ha en kommentar.",
                "{count} frågor om {period} vill ha en kommentar.",
                self.count,
            ).format(count=self.count, period=self.period),
            _("Månaden är öppen."),
            _("Skriv en kort kommentar utan namn, eller rätta uppgifterna."),
        )


@dataclass(eq=False)
class MonthNotClosed(MonthFault):
    """Only a closed month is sent."""

    field: ClassVar[str] = "period"
    period: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Månaden {period} är inte stängd.").format(period=self.period),
            _("Ingen fil är skapad."),
            _("Kontrollera och stäng månaden först."),
        )


@dataclass(eq=False)
class FileMade(MonthFault):
    """The month has its file; another is made only when the month is corrected."""

    field: ClassVar[str] = "period"
    period: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Månaden {period} har redan en fil.").format(period=self.period),
            _("Filen är kvar som den var."),
            _("Lämna den, eller öppna månaden igen för att rätta den."),
        )


@dataclass(eq=False)
class NoFile(MonthFault):
    """The month has no file to hand over."""

    field: ClassVar[str] = "period"
    period: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Månaden {period} har ingen fil.").format(period=self.period),
            _("Inget är lämnat."),
            _("Stäng månaden och skapa filen först."),
        )


@dataclass(eq=False)
class FileOutdated(MonthFault):
    """The month was opened again after its file was made: the old file would mislead."""

    field: ClassVar[str] = "package"
    period: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("{period} har öppnats igen sedan filen skapades.").format(period=self.period),
            _("Inget är lämnat."),
            _("Stäng månaden och skapa den nya filen först."),
        )


@dataclass(eq=False)
class NoRecipient(MonthFault):
    """No recipient's key card is read in; the file is owed until then."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Regionkontorets nyckelkort är inte inläst."),
            _("Månaden är stängd, och filen skapas av sig själv när kortet läses in."),
            _("Be regionkontoret om kortet, eller lämna siffrorna som Excel under tiden."),
        )


@dataclass(eq=False)
class CentreUnnamed(MonthFault):
    """The centre's code is missing or was changed by hand."""

    code: ClassVar[str] = "FG06"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Centrets kommunkod saknas i inställningarna."),
            _("Ingen fil är skapad."),
            _("Fyll i koden under Inställningar."),
        )


@dataclass(eq=False)
class WrongFingerprint(MonthFault):
    """What was read aloud is not what the card says: perhaps somebody else's card."""

    field: ClassVar[str] = "fingerprint"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Fingeravtrycket stämmer inte med kortet."),
            _("Inga nycklar är ändrade."),
            _("Läs upp det igen i telefon. Stämmer det inte då heller är kortet någon annans."),
        )


@dataclass(eq=False)
class ExportInterrupted(MonthFault):
    """The stick was pulled out, or the folder vanished, while the file was written."""

    code: ClassVar[str] = "FA07"
    field: ClassVar[str] = "folder"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Exporten blev inte klar."),
            _("Registret är orört."),
            _("Sätt i minnet och exportera igen; det blir samma fil."),
        )


@dataclass(eq=False)
class TargetFull(MonthFault):
    """The stick has no room for the file.

    Args:
        needs: the file's size in bytes.
    """

    code: ClassVar[str] = "FA09"
    field: ClassVar[str] = "folder"
    needs: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det finns inte plats (behövs {needs} kB).").format(needs=self.needs // 1000 + 1),
            _("Inget halvt ligger kvar, och registret är orört."),
            _("Töm minnet eller använd ett annat."),
        )


@dataclass(eq=False)
class TargetReadOnly(MonthFault):
    """The folder cannot be written."""

    code: ClassVar[str] = "FA10"
    field: ClassVar[str] = "folder"
    path: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Skrivrätt saknas till mappen {path}.").format(path=self.path),
            _("Inget är skrivet, och registret är orört."),
            _("Välj en annan mapp, eller ta bort minnets skrivskydd."),
        )
