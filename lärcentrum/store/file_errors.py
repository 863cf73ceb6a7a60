"""What can go wrong with files and disks.

WorldFault          the computer's faults, told once by result code
  DiskFull          FF01
  ReadOnly          FF02
  ReadFailed        FA08
  FileBusy          FA14
  ReadBackDiffers   FA22
TargetExists        FA12
TargetGone          FA15
  SourceGone        FA15, of a file to be read
NameTooLong         FA16
TooLarge            FD04
NotAFile            FD07
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import _


class WorldFault(UserError):
    """A fault of the computer, not of the user and not of the program."""


@dataclass(eq=False)
class DiskFull(WorldFault):
    """No room is left on the disk."""

    code: ClassVar[str] = "FF01"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Disken är full."),
            _("Det du skrev är inte sparat ännu, och registret är orört."),
            _("Frigör plats på disken och försök igen; texten finns kvar i fönstret."),
        )


@dataclass(eq=False)
class ReadOnly(WorldFault):
    """The folder or file cannot be written."""

    code: ClassVar[str] = "FF02"
    path: str = ""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Mappen går inte att skriva i: {path}").format(path=self.path or "?"),
            _("Inget är ändrat."),
            _("Be den som sköter datorn om skrivrätt till mappen."),
        )


@dataclass(eq=False)
class ReadFailed(WorldFault):
    """The disk or memory stick did not answer."""

    code: ClassVar[str] = "FA08"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Disken eller minnet svarade inte."),
            _("Inget är inläst eller ändrat."),
            _("Kontrollera att minnet sitter i och försök igen."),
        )


@dataclass(eq=False)
class TargetExists(UserError):
    """Another file already has that name."""

    code: ClassVar[str] = "FA12"
    path: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det finns redan en annan fil med samma namn: {path}").format(path=self.path),
            _("Den är orörd, och registret också."),
            _("Välj en annan mapp."),
        )


@dataclass(eq=False)
class TargetGone(UserError):
    """The folder is not there."""

    code: ClassVar[str] = "FA15"
    path: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Mappen ”{path}” finns inte.").format(path=self.path),
            _("Inget är skrivet."),
            _("Sätt i minnet eller välj en annan mapp."),
        )


@dataclass(eq=False)
class SourceGone(TargetGone):
    """The file that was to be read is not there."""

    code: ClassVar[str] = "FA15"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen ”{path}” finns inte.").format(path=self.path),
            _("Inget är inläst."),
            _("Sätt i minnet, eller välj filen igen."),
        )


@dataclass(eq=False)
class NameTooLong(UserError):
    """The path is longer than the system takes."""

    code: ClassVar[str] = "FA16"
    path: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Sökvägen är för lång för datorn."),
            _("Inget är skrivet."),
            _("Välj en mapp med en kortare sökväg."),
        )


@dataclass(eq=False)
class FileBusy(WorldFault):
    """Another program holds the file."""

    code: ClassVar[str] = "FA14"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen är upptagen av ett annat program."),
            _("Inget är ändrat."),
            _("Vänta en stund och försök igen."),
        )


@dataclass(eq=False)
class ReadBackDiffers(WorldFault):
    """What was written did not come back the same."""

    code: ClassVar[str] = "FA22"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Kontrolläsningen stämmer inte."),
            _("Registret är orört."),
            _("Använd ett annat minne eller en annan mapp."),
        )


@dataclass(eq=False)
class TooLarge(UserError):
    """A foreign file is larger than any file that we would be sent."""

    code: ClassVar[str] = "FD04"
    cap: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen är större än {cap} MB och läses inte.").format(cap=self.cap // 1_000_000),
            _("Inget är inläst."),
            _("Kontrollera att det är rätt fil."),
        )


@dataclass(eq=False)
class NotAFile(UserError):
    """A link, a folder or a device stands where a file was expected."""

    code: ClassVar[str] = "FD07"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det här är ingen vanlig fil."),
            _("Inget är inläst."),
            _("Välj själva filen, inte en genväg till den."),
        )
