"""What can be wrong with people's data, said without telling whose it is.

BadIdentityNumber         the number is not one (FC06)
AmbiguousIdentityNumber   ten digits fit two centuries (FC05)
BadContact                an e-mail address, a phone number or a municipality code
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import N_, _


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
