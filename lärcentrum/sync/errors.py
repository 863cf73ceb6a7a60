"""What can be wrong with a monthly file, a receipt or a key card.

SyncFault
  NotWhole            FA01 empty, cut, or nothing to open
  Damaged             FA02 changed, cut, or meant for somebody else (age cannot tell which)
    OtherRecipient    FA20 the header names other recipients
  NotAMonthlyFile     FA18 another kind of file
  NewerFormat         FA19 made by a newer version
  WrongSeal           FB10 the seal belongs to another centre
  UnknownSender       FB11 no enrolled centre has the seal
  ForeignRow          FB12 a row of another centre
  BadPeriod           FB20 no month
  BadReceipt          FB22 not our receipt, or altered
  CountsDiffer        FB23 the counts and the rows differ
  BadContent          FD03 a field that the format does not have, or cannot hold
  TooDeep             FD05 a line nested or long beyond reason
  MixedEnvironment    FG07 exercise and reality do not mix
  BadCard             a key card that does not agree with its fingerprint
    OtherCard         a centre's card where an office's is wanted, or the reverse

The facts are field names, counts and centres' codes, never a value out of a row.
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import _


class SyncFault(UserError):
    """A file that is not taken; the register is as it was."""


def _ask_again() -> str:
    return _("Be avsändaren skicka filen igen.")


@dataclass(eq=False)
class NotWhole(SyncFault):
    """The file is empty or ends before it has begun."""

    code: ClassVar[str] = "FA01"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen är inte hel, har ändrats på vägen eller är avsedd för någon annan."),
            _("Inget är inläst."),
            _ask_again(),
        )


@dataclass(eq=False)
class Damaged(NotWhole):
    """The envelope or the seal does not hold: cut, changed, or meant for somebody else."""

    code: ClassVar[str] = "FA02"


@dataclass(eq=False)
class OtherRecipient(Damaged):
    """The file opens, but its sender meant it for others."""

    code: ClassVar[str] = "FA20"


@dataclass(eq=False)
class NotAMonthlyFile(SyncFault):
    """Another kind of file, whatever its name says."""

    code: ClassVar[str] = "FA18"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det här är ingen månadsfil."),
            _("Inget är inläst."),
            _("Välj en fil som slutar på .lcsync eller .kvittens."),
        )


@dataclass(eq=False)
class NewerFormat(SyncFault):
    """The file needs a newer reader.

    Args:
        needs: the format's version, or the name of what this version does not know.
    """

    code: ClassVar[str] = "FA19"
    needs: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen är gjord i en nyare version ({needs}).").format(needs=self.needs),
            _("Inget är inläst."),
            _("Uppdatera programmet och läs in filen igen."),
        )


@dataclass(eq=False)
class WrongSeal(SyncFault):
    """The seal belongs to another centre than the header says, or to a key taken out of use."""

    code: ClassVar[str] = "FB10"
    says: str
    sealed_by: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        what = _("Filen säger {says} men är förseglad av {sealed_by}.")
        if self.says == self.sealed_by:
            what = _("Filen från {says} är förseglad med en nyckel som inte längre gäller.")
        return (
            what.format(says=self.says, sealed_by=self.sealed_by),
            _("Inget är inläst."),
            _("Ring centret innan du gör något mer."),
        )


@dataclass(eq=False)
class UnknownSender(SyncFault):
    """No enrolled centre has the key."""

    code: ClassVar[str] = "FB11"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen är förseglad av ett centrum som inte är anmält här."),
            _("Inget är inläst."),
            _("Läs in centrets nyckelkort först och jämför fingeravtrycket i telefon."),
        )


@dataclass(eq=False)
class ForeignRow(SyncFault):
    """A centre may only write its own rows.

    Args:
        rows: how many rows belong to others.
    """

    code: ClassVar[str] = "FB12"
    centre: str
    rows: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen från {centre} har {rows} poster som hör till ett annat centrum.").format(
                centre=self.centre, rows=self.rows
            ),
            _("Inget är inläst."),
            _("Be centret skapa filen på nytt."),
        )


@dataclass(eq=False)
class BadPeriod(SyncFault):
    """The period is no month."""

    code: ClassVar[str] = "FB20"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filens period är ingen månad."),
            _("Inget är inläst."),
            _("Be centret skapa filen på nytt."),
        )


@dataclass(eq=False)
class BadReceipt(SyncFault):
    """The receipt is altered, for another centre, or about a file that was never made here."""

    code: ClassVar[str] = "FB22"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Kvittensen hör inte hit eller har ändrats."),
            _("Månaden är kvar som den var."),
            _("Be regionkontoret skicka kvittensen igen."),
        )


@dataclass(eq=False)
class CountsDiffer(SyncFault):
    """The numbers of rows do not agree with what the file says of itself."""

    code: ClassVar[str] = "FB23"
    said: int
    found: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen säger sig ha {said} rader men har {found}, eller har en annan summa.").format(
                said=self.said, found=self.found
            ),
            _("Inget är inläst."),
            _ask_again(),
        )


@dataclass(eq=False)
class BadContent(SyncFault):
    """A line holds a field that the format does not have, or that cannot hold what it holds.

    Args:
        line: the line of the opened text, from 1; 0 when it is not one line's fault.
        name: the field's name in the format, or a part of the file.
    """

    code: ClassVar[str] = "FD03"
    line: int
    name: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen följer inte formatet (rad {line}, {name}).").format(
                line=self.line, name=self.name
            ),
            _("Inget är inläst."),
            _("Be centret uppdatera programmet och skapa filen på nytt."),
        )


@dataclass(eq=False)
class TooDeep(SyncFault):
    """A line is longer or more nested than any that the format has."""

    code: ClassVar[str] = "FD05"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen har en rad som är för lång eller för djupt nästlad."),
            _("Inget är inläst."),
            _ask_again(),
        )


@dataclass(eq=False)
class MixedEnvironment(SyncFault):
    """Files of an exercise are not read into a real register, nor the other way round."""

    code: ClassVar[str] = "FG07"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Övningsfiler och skarpa filer blandas inte."),
            _("Inget är inläst."),
            _("Läs in filen i rätt register."),
        )


@dataclass(eq=False)
class BadCard(SyncFault):
    """The key card is not whole, or is another role's card."""

    field: ClassVar[str] = "card"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Nyckelkortet går inte att läsa: text och fingeravtryck stämmer inte överens."),
            _("Inga nycklar är ändrade."),
            _("Be om kortet igen, som fil."),
        )


@dataclass(eq=False)
class OtherCard(BadCard):
    """The key card is whole, but a centre's where an office's is wanted, or the reverse."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Kortet är helt, men det är fel sorts kort."),
            _("Inga nycklar är ändrade."),
            _("Centret läser in regionkontorets kort, och regionkontoret centrets."),
        )
