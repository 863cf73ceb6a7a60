"""What can go wrong with the register: its file, its lock, its keys and its journal.

Damaged             FE06
BackupDamaged       FE07
RegisterOpen        FE03, FE04
SyncedFolder        FF03
NewerRegister       FG01
OldSqlite           FG09
WrongPassword       FI01
  TooSoon           FI01, before the wait was over
  WrongCode         FI01, of the recovery code
NotARegister        FD12
FolderTaken         a register is there already
OnlyLooking         a copy is open that one can only look in
NoCopy              there is no whole back-up to look in
OtherRegister       a back-up of another register than the one in the folder
RuleBroken          FE19: a constraint of the database said no
  CertificateHolds  what a valid certificate attests would no longer be so
  LastHead          nobody would be left who manages the register for good
  TooFewSeats       FC21: more people than exam seats in a room
Taken               a value that must be one of a kind is there already
InUse               other records point at the one to be removed
Overlap             FC21: a room, a seat or a person is taken
NewEpoch            FB08: restored or moved, sending waits
lärcentrum.store.undo_errors   taking back
lärcentrum.store.file_errors   disks, sticks and foreign files
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.file_errors import (
    DiskFull,
    FileBusy,
    NameTooLong,
    NotAFile,
    ReadBackDiffers,
    ReadFailed,
    ReadOnly,
    SourceGone,
    TargetExists,
    TargetGone,
    TooLarge,
    WorldFault,
)
from lärcentrum.store.rule_errors import CertificateHolds, LastHead, RuleBroken, TooFewSeats
from lärcentrum.store.undo_errors import NothingToUndo, NotUndoable, UndoConflict

__all__ = [
    "BackupDamaged",
    "CertificateHolds",
    "Damaged",
    "DiskFull",
    "FileBusy",
    "FolderTaken",
    "InUse",
    "LastHead",
    "NameTooLong",
    "NewEpoch",
    "NewerRegister",
    "NoCopy",
    "NotAFile",
    "NotARegister",
    "NotUndoable",
    "NothingToUndo",
    "OldSqlite",
    "OnlyLooking",
    "OtherRegister",
    "Overlap",
    "ReadBackDiffers",
    "ReadFailed",
    "ReadOnly",
    "RegisterOpen",
    "RuleBroken",
    "SourceGone",
    "SyncedFolder",
    "Taken",
    "TargetExists",
    "TargetGone",
    "TooFewSeats",
    "TooLarge",
    "UndoConflict",
    "WorldFault",
    "WrongPassword",
]


@dataclass(eq=False)
class Damaged(WorldFault):
    """The register's file cannot be read as a register."""

    code: ClassVar[str] = "FE06"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Registrets fil är skadad eller saknas."),
            _("Den skadade filen är orörd och läggs undan."),
            _("Återställ den senaste kontrollerade säkerhetskopian."),
        )


@dataclass(eq=False)
class RegisterOpen(UserError):
    """The register is open in another window or on another computer."""

    code: ClassVar[str] = "FE03"
    who: str = ""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Registret är redan öppet ({who}).").format(who=self.who or _("okänt var")),
            _("Inget är ändrat."),
            _("Använd det fönster som är öppet, eller stäng det först."),
        )


@dataclass(eq=False)
class OnlyLooking(UserError):
    """A copy of a back-up is open to look in, and something would change it."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det här är en säkerhetskopia, öppnad bara för att titta."),
            _("Inget är ändrat."),
            _("Öppna själva registret när det är stängt på det andra stället."),
        )


@dataclass(eq=False)
class NoCopy(UserError):
    """There is no whole back-up beside the register."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det finns ingen hel säkerhetskopia att titta i."),
            _("Registret är orört."),
            _("Använd det fönster där registret är öppet."),
        )


@dataclass(eq=False)
class SyncedFolder(UserError):
    """A synced or network folder was chosen as the register's working place.

    Args:
        kind: the service or the file system that was recognised.
        register: whether a register lies there already, which is to be opened.
    """

    code: ClassVar[str] = "FF03"
    field: ClassVar[str] = "folder"
    kind: str = ""
    register: bool = False

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Mappen synkas eller ligger på nätet ({kind}), och då kan registret skadas.").format(
                kind=self.kind
            ),
            _("Registret är orört.") if self.register else _("Inget är skapat."),
            _("Flytta hela mappen till den egna datorn; säkerhetskopior får ligga på nätet.")
            if self.register
            else _("Välj en mapp på den egna datorn; säkerhetskopior får ligga på nätet."),
        )


@dataclass(eq=False)
class NewerRegister(UserError):
    """The file was upgraded by a later version of the program."""

    code: ClassVar[str] = "FG01"
    schema: int
    version: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Registret är uppgraderat av version {version}.").format(version=self.version),
            _("Filen är orörd."),
            _("Öppna den med den versionen av programmet eller en senare."),
        )


@dataclass(eq=False)
class OldSqlite(UserError):
    """The database library is too old to be safe."""

    code: ClassVar[str] = "FG09"
    found: str
    needed: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Programmets databasdel är för gammal ({found}).").format(found=self.found),
            _("Registret är orört."),
            _("Installera om programmet; det behöver minst {needed}.").format(needed=self.needed),
        )


@dataclass(eq=False)
class WrongPassword(UserError):
    """The name and password, or the recovery code, opened nothing."""

    code: ClassVar[str] = "FI01"
    field: ClassVar[str] = "password"
    wait: int = 0

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Namnet och lösenordet stämmer inte."),
            _("Registret är låst och orört."),
            _("Vänta {wait} s och försök igen, eller använd återställningskoden.").format(
                wait=self.wait
            )
            if self.wait
            else _("Försök igen, eller använd återställningskoden."),
        )


@dataclass(eq=False)
class TooSoon(WrongPassword):
    """Tried again before the time after a wrong try was over; nothing was compared."""

    code: ClassVar[str] = "FI01"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det gick för kort tid efter ett fel försök."),
            _("Registret är låst och orört."),
            _("Vänta {wait} s och försök igen.").format(wait=self.wait),
        )


@dataclass(eq=False)
class WrongCode(WrongPassword):
    """The recovery code opened nothing."""

    code: ClassVar[str] = "FI01"
    field: ClassVar[str] = "code"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Återställningskoden stämmer inte."),
            _("Registret är låst och orört."),
            _("Läs av koden på pappret igen, tecken för tecken."),
        )


@dataclass(eq=False)
class NotARegister(UserError):
    """The folder or file is no register or back-up of ours."""

    code: ClassVar[str] = "FD12"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det här är inget register och ingen säkerhetskopia från Lärcentrum."),
            _("Inget är inläst."),
            _("Välj registrets mapp eller en säkerhetskopia."),
        )


@dataclass(eq=False)
class FolderTaken(UserError):
    """A register is to be made where there is one already."""

    field: ClassVar[str] = "folder"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det finns redan ett register i mappen."),
            _("Det är orört."),
            _("Öppna det, eller välj en tom mapp."),
        )


@dataclass(eq=False)
class OtherRegister(UserError):
    """A back-up is to take the place of another register than its own."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("I mappen ligger ett annat register än det i säkerhetskopian."),
            _("Båda är orörda."),
            _("Välj en annan mapp, eller bekräfta att kopian ska ta dess plats."),
        )


@dataclass(eq=False)
class Taken(UserError):
    """A value that must be one of a kind is there already."""

    rule: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Uppgiften finns redan i registret."),
            _("Inget är sparat."),
            _("Sök fram den post som redan finns."),
        )


@dataclass(eq=False)
class InUse(UserError):
    """Other records point at the one to be removed, or a record pointed at is not there."""

    rule: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Andra poster hänger ihop med den här."),
            _("Inget är ändrat."),
            _("Avsluta posten i stället för att ta bort den."),
        )


@dataclass(eq=False)
class Overlap(UserError):
    """A room, a seat, a person or an invigilator is taken at that time.

    Args:
        resource: what is taken: `room`, `seat`, `student` or `invigilator`.
        id: the local id of what is taken.
    """

    code: ClassVar[str] = "FC21"
    resource: str
    id: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        what = {
            "room": _("Salen är upptagen vid den tiden."),
            "seat": _("Platsen är upptagen vid den tiden."),
            "student": _("Personen är redan bokad vid den tiden."),
            "invigilator": _("Tentavakten är upptagen vid den tiden."),
        }
        return (
            what.get(self.resource, _("Tiden är upptagen.")),
            _("Inget är bokat."),
            _("Välj en annan sal eller en annan tid."),
        )


@dataclass(eq=False)
class BackupDamaged(WorldFault):
    """A back-up does not say what it promised."""

    code: ClassVar[str] = "FE07"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Säkerhetskopian är skadad."),
            _("Registret och kopian är orörda."),
            _("Välj en annan säkerhetskopia i listan."),
        )


@dataclass(eq=False)
class NewEpoch(UserError):
    """The register was restored or moved, and sending waits until a person has confirmed it."""

    code: ClassVar[str] = "FB08"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Registret är återställt eller flyttat till en annan dator."),
            _("Inget är skickat."),
            _("Bekräfta på sidan Månadsfil att det är den här datorn som gäller."),
        )
