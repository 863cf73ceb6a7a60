"""What can go wrong when a certificate is issued, sealed or checked.

NotSealed           the text or file holds no seal of ours
SealBroken          FI09: the seal is there, but something in it was changed
CheckListBroken     the list to check by is none, or was changed
OtherEnvironment    FG07: an exercise's check list in a real register, or the reverse
UnknownKey          FI12: sealed with a key that this program has not been given
BadFacts            a fact is missing, too long or impossible
AttendanceNotNoted  the booking does not say yet whether the student was there
WasAbsent           the student was not there
AlreadyIssued       the same is attested by a certificate that still holds
AlreadyWithdrawn    FI10: the certificate was withdrawn before
NotSatYet           the exam has not begun, or the booking came to nothing
NotHandedIn         the booking does not say that the exam was handed in
InternshipNotDone   the internship has not begun, is going on, or was broken off
NumberMoved         the number was taken while the paper was drawn
NumberGiven         the next number would be one that is given already
CentreUnnamed       FG06: the settings lack what must stand on a certificate
ProtectedInBatch    FH08: a protected person's certificate is issued by itself
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import N_, _


@dataclass(eq=False)
class NotSealed(UserError):
    """The text or file holds no seal of ours."""

    field: ClassVar[str] = "sealed"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Ingen försegling från ett lärcentrum går att läsa."),
            _("Inget är ändrat."),
            _("Öppna intyget som PDF, eller läs QR-koden en gång till."),
        )


@dataclass(eq=False)
class SealBroken(UserError):
    """The seal is there, but what it seals or the seal itself was changed."""

    code: ClassVar[str] = "FI09"
    field: ClassVar[str] = "sealed"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Förseglingen stämmer inte: intyget är ändrat eller ofullständigt läst."),
            _("Inget är ändrat."),
            _("Läs QR-koden en gång till, eller fråga det lärcentrum som står på intyget."),
        )


@dataclass(eq=False)
class CheckListBroken(UserError):
    """The file is no check list, or was changed; this says nothing of any certificate."""

    field: ClassVar[str] = "lists"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Kontrollistan går inte att läsa: den är ändrad, eller en annan sorts fil."),
            _("Inget intyg är kontrollerat."),
            _("Hämta listan igen hos lärcentret som utfärdade intyget."),
        )


@dataclass(eq=False)
class OtherEnvironment(UserError):
    """The check list is an exercise's and the register a real one, or the other way round."""

    code: ClassVar[str] = "FG07"
    field: ClassVar[str] = "lists"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Kontrollistan hör till exempeldata och registret är skarpt, eller tvärtom."),
            _("Inget intyg är kontrollerat."),
            _("Kontrollera intyget med lärcentrets egen lista."),
        )


@dataclass(eq=False)
class UnknownKey(UserError):
    """Sealed with a key that this program has not been given.

    Args:
        key_id: the key's fingerprint, sixteen hexadecimal digits.
    """

    key_id: str
    field: ClassVar[str] = "sealed"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Intyget är förseglat med en nyckel som inte är känd här ({key}).").format(
                key=self.key_id
            ),
            _("Inget är ändrat."),
            _("Fråga det lärcentrum som står på intyget, eller läs in dess nyckel."),
        )


@dataclass(eq=False)
class BadFacts(UserError):
    """A fact of the certificate is missing, too long or impossible.

    Args:
        name: the field of `CertificateFacts`.
        why: a Swedish clause without the value.
    """

    name: str
    why: str

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter at fault."""
        return self.name

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Intyget kan inte utfärdas: {why}.").format(why=self.why),
            _("Inget nummer är förbrukat."),
            _("Rätta uppgiften och utfärda igen."),
        )


@dataclass(eq=False)
class AttendanceNotNoted(UserError):
    """The booking does not say yet whether the student was there.

    Args:
        booking: the booking's uid.
    """

    booking: str
    field: ClassVar[str] = "was_present"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Närvaron är inte noterad för den här bokningen."),
            _("Inget intyg är utfärdat."),
            _("Svara på om studenten var där, så noteras det och intyget utfärdas."),
        )


@dataclass(eq=False)
class WasAbsent(UserError):
    """The student was not there, so there is nothing to attest.

    Args:
        booking: the booking's uid.
    """

    booking: str
    field: ClassVar[str] = "booking"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Studenten var inte närvarande."),
            _("Inget intyg är utfärdat."),
            _("Rätta närvaron på bokningen om den är fel, och utfärda sedan."),
        )


@dataclass(eq=False)
class AlreadyIssued(UserError):
    """The same thing is attested by a certificate that still holds.

    Args:
        certificate: its uid.
        number: its number.
    """

    certificate: str
    number: str
    field: ClassVar[str] = "booking"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det finns redan ett sådant intyg: {number}.").format(number=self.number),
            _("Inget nytt intyg är utfärdat."),
            _("Skriv ut en kopia, eller ersätt intyget om det är fel."),
        )


@dataclass(eq=False)
class AlreadyWithdrawn(UserError):
    """The certificate was withdrawn or replaced before.

    Args:
        certificate: its uid.
        number: its number.
    """

    certificate: str
    number: str
    code: ClassVar[str] = "FI10"
    field: ClassVar[str] = "certificate"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Intyget {number} är redan återkallat.").format(number=self.number),
            _("Inget är ändrat."),
            _("Titta i intygsregistret efter det som gäller i stället."),
        )


@dataclass(eq=False)
class NotSatYet(UserError):
    """The exam has not begun, or the booking was refused or cancelled.

    Args:
        booking: the booking's uid.
    """

    booking: str
    field: ClassVar[str] = "booking"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Provet är inte skrivet: det har inte börjat, eller så är bokningen avbokad."),
            _("Inget intyg är utfärdat."),
            _("Utfärda intyget när studenten har skrivit."),
        )


@dataclass(eq=False)
class NotHandedIn(UserError):
    """Nobody has noted that the exam was handed in, so nothing shows that it was sat.

    Args:
        booking: the booking's uid.
    """

    booking: str
    field: ClassVar[str] = "kind"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Inlämningen är inte noterad, så det går inte att intyga att provet är skrivet."),
            _("Inget intyg är utfärdat."),
            _("Notera inlämningen på Idag, eller utfärda ett närvarointyg."),
        )


class Unfinished(StrEnum):
    """Why an internship is nothing to attest."""

    NOT_BEGUN = "not_begun"
    ONGOING = "ongoing"
    BROKEN_OFF = "broken_off"


_UNFINISHED = {
    Unfinished.NOT_BEGUN: N_("Praktiken har inte börjat."),
    Unfinished.ONGOING: N_("Praktiken pågår: ingen har noterat att den är slut."),
    Unfinished.BROKEN_OFF: N_("Praktiken avbröts i förtid och är inte genomförd."),
}


@dataclass(eq=False)
class InternshipNotDone(UserError):
    """The internship was not carried through, so there is nothing to attest.

    Args:
        internship: its uid.
        why: how far it came.
    """

    internship: str
    why: Unfinished
    field: ClassVar[str] = "internship"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _(_UNFINISHED[self.why]),
            _("Inget intyg är utfärdat."),
            _("Rätta praktiken om det är fel, och utfärda sedan."),
        )


@dataclass(eq=False)
class NumberGiven(UserError):
    """The next number would be one that stands on a certificate already.

    Args:
        last: the last running number that is given this year.
    """

    field: ClassVar[str] = "number"

    last: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Årets intyg har redan kommit till nummer {last}.").format(last=self.last),
            _("Inget är ändrat."),
            _("Ange {next} eller högre.").format(next=self.last + 1),
        )


@dataclass(eq=False)
class NumberMoved(UserError):
    """Another certificate took the number while the paper was drawn.

    Args:
        number: the number that was meant.
    """

    number: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Numret {number} togs av ett annat intyg under tiden.").format(number=self.number),
            _("Inget intyg är utfärdat och inget nummer är förbrukat."),
            _("Utfärda igen."),
        )


@dataclass(eq=False)
class CentreUnnamed(UserError):
    """The settings lack what must stand on a certificate.

    Args:
        setting: the key of the setting that is empty.
    """

    setting: str
    code: ClassVar[str] = "FG06"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Lärcentrets namn, kommun eller kommunkod saknas i inställningarna."),
            _("Inget intyg är utfärdat."),
            _("Fyll i uppgifterna under Inställningar och utfärda igen."),
        )


@dataclass(eq=False)
class ProtectedInBatch(UserError):
    """A protected person's certificate is issued one at a time, with a reason (FH08)."""

    code: ClassVar[str] = "FH08"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Ett av intygen gäller en person som inte kan tas med i en omgång."),
            _("Inget intyg är utfärdat."),
            _("Utfärda det intyget för sig, med ett skäl."),
        )
