"""What can be wrong with people's data, said without telling whose it is.

BadIdentityNumber         the number is not one (FC06)
AmbiguousIdentityNumber   ten digits fit two centuries (FC05)
BadContact                an e-mail address, a phone number, a municipality or a language
TooLong                   a field is longer than what is kept (FC13)
NumberTaken               another student has the number
NumberRefused             the number cannot be kept, and no more is said (FH02)
PossibleDuplicate         the student may be here already (T07)
StudentInUse              records hang on the student (T15)
ReasonNeeded              a protected identity is shown and set only with a reason (FH03)
ProtectedField            an address, phone or municipality of a protected identity (FH07)
SecondPersonNeeded        protection is taken away by two (FH06)
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lärcentrum.errors import BadValue, UserError
from lärcentrum.language import N_, _, ngettext


class NumberFault(StrEnum):
    """What is wrong with an identity number."""

    EMPTY = "empty"
    FORM = "form"
    DATE = "date"
    FUTURE = "future"
    CHECK_DIGIT = "check_digit"
    KIND = "kind"


_FAULTS: dict[NumberFault, str] = {
    NumberFault.EMPTY: N_("Identitetsnumret är tomt."),
    NumberFault.FORM: N_("Identitetsnumret har inte rätt antal siffror eller tecken."),
    NumberFault.DATE: N_("Identitetsnumret börjar med ett datum som inte finns."),
    NumberFault.FUTURE: N_("Identitetsnumret börjar med ett datum som inte har varit än."),
    NumberFault.CHECK_DIGIT: N_("Identitetsnumrets kontrollsiffra stämmer inte."),
    NumberFault.KIND: N_("Identitetsnumret är av en annan sort än den som är vald."),
}


@dataclass(eq=False)
class BadIdentityNumber(UserError):
    """The text is not an identity number; it is never repeated (FC06).

    Args:
        fault: what is wrong.
    """

    code: ClassVar[str] = "FC06"
    field: ClassVar[str] = "identity_number"

    fault: NumberFault

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _(_FAULTS[self.fault]),
            _("Inget är sparat ännu."),
            _("Jämför med legitimationen. Är det ett nummer av en annan sort, välj den sorten."),
        )


@dataclass(eq=False)
class AmbiguousIdentityNumber(UserError):
    """Ten digits without a sign fit two centuries (FC05)."""

    code: ClassVar[str] = "FC05"
    field: ClassVar[str] = "identity_number"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Identitetsnumret passar en person född på 1900-talet och en född på 2000-talet."),
            _("Inget är sparat ännu."),
            _("Skriv alla tolv siffrorna, med årtalet först."),
        )


@dataclass(eq=False)
class BadContact(UserError):
    """An e-mail address, a phone number, a municipality or a language cannot be right.

    Args:
        name: the operation's parameter.
    """

    name: str

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter at fault."""
        return self.name

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            {
                "email": _("E-postadressen går inte att använda."),
                "phone": _("Telefonnumret går inte att använda."),
                "municipality": _("Kommunkoden ska ha fyra siffror (9999 när den inte är känd)."),
            }.get(self.name, _("Språkkoden finns inte i listan.")),
            _("Inget är sparat ännu."),
            _("Rätta fältet eller lämna det tomt."),
        )


@dataclass(eq=False)
class TooLong(BadValue):
    """A field is longer than what is kept."""

    code: ClassVar[str] = "FC13"


@dataclass(eq=False)
class NumberTaken(UserError):
    """Another student has the number, or the same one twice.

    Args:
        student: the one who has it.
    """

    field: ClassVar[str] = "identity_number"

    student: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("En student med det här identitetsnumret finns redan."),
            _("Inget är sparat ännu."),
            _("Öppna den student som finns, eller jämför numret med legitimationen."),
        )


@dataclass(eq=False)
class NumberRefused(UserError):
    """The number cannot be kept; that it belongs to a protected identity is not said (FH02)."""

    code: ClassVar[str] = "FH02"
    field: ClassVar[str] = "identity_number"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det går inte att lägga in det här identitetsnumret."),
            _("Inget är sparat ännu."),
            _("Be centrets föreståndare om hjälp."),
        )


@dataclass(eq=False)
class PossibleDuplicate(UserError):
    """The student may be here already under another number or spelling (T07).

    Args:
        students: the likely ones, likeliest first.
    """

    field: ClassVar[str] = "family_name"

    students: tuple[str, ...]

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        found = ngettext(
            "En student som liknar den här finns redan.",
            "{n} studenter som liknar den här finns redan.",
            len(self.students),
        )
        return (
            found.format(n=len(self.students)),
            _("Inget är sparat ännu."),
            _("Öppna den som finns, eller spara ändå om det är en annan person."),
        )


@dataclass(eq=False)
class StudentInUse(UserError):
    """Records hang on the student, who can be ended but not removed (T15).

    Args:
        counts: how many records of each table.
    """

    counts: dict[str, int]

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        words = {
            "booking": _("bokningar"),
            "internship": _("praktikperioder"),
            "certificate": _("intyg"),
            "adaptation": _("anpassningar"),
            "concurrent_pair": _("samtidiga tentor"),
        }
        listed = ", ".join(
            f"{words.get(table, _('andra poster'))} {n}" for table, n in self.counts.items()
        )
        return (
            _("Studenten har uppgifter som hänger ihop med den ({list}).").format(list=listed),
            _("Inget är borttaget."),
            _("Avsluta studenten i stället; gallringen tar bort uppgifterna när tiden är inne."),
        )


@dataclass(eq=False)
class ReasonNeeded(UserError):
    """A protected identity is shown, set and taken away only with a reason (FH03)."""

    code: ClassVar[str] = "FH03"
    field: ClassVar[str] = "reason"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Uppgiften är skyddad och visas bara med ett skäl, som loggas."),
            _("Inget är visat eller ändrat."),
            _("Skriv skälet."),
        )


@dataclass(eq=False)
class ProtectedField(UserError):
    """Address, phone and municipality are not kept for a protected identity (FH07).

    Args:
        name: the operation's parameter.
    """

    code: ClassVar[str] = "FH07"

    name: str

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter at fault."""
        return self.name

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Adress, telefon och kommun sparas inte för den som har skyddade personuppgifter."),
            _("Inget är sparat ännu."),
            _("Lämna fältet tomt; post går genom Skatteverkets förmedling."),
        )


@dataclass(eq=False)
class SecondPersonNeeded(UserError):
    """Protection is taken away by two persons, or with the recovery code (FH06)."""

    code: ClassVar[str] = "FH06"
    field: ClassVar[str] = "second_password"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Skyddet tas bort av två personer, och den andra är inte styrkt."),
            _("Skyddet finns kvar."),
            _("En annan person med samma rätt loggar in här, eller ange återställningskoden."),
        )
