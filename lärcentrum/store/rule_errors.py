"""What the database's own rules say when something breaks them."""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import _


@dataclass(eq=False)
class RuleBroken(UserError):
    """A constraint of the database said no, whatever path the row came by."""

    code: ClassVar[str] = "FE19"
    rule: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Uppgifterna bryter mot en regel i registret ({rule}).").format(rule=self.rule),
            _("Inget är sparat."),
            _("Kontrollera uppgifterna; återkommer felet, kontakta supporten med koden FE19."),
        )


@dataclass(eq=False)
class CertificateHolds(RuleBroken):
    """A valid certificate of a booking attests what would be changed: that the person was there."""

    code: ClassVar[str] = "CertificateHolds"
    rule: str = "certificate_holds"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Ett giltigt intyg finns för bokningen: det intygar att personen var där."),
            _("Inget är ändrat."),
            _("Återkalla intyget först."),
        )


@dataclass(eq=False)
class LastHead(RuleBroken):
    """Nobody would be left who manages the register for good."""

    code: ClassVar[str] = "LastHead"
    field: ClassVar[str] = "role"
    rule: str = "last_head"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Minst en föreståndare utan sista dag måste finnas kvar."),
            _("Inget är ändrat."),
            _("Gör först någon annan till föreståndare."),
        )


@dataclass(eq=False)
class TooFewSeats(RuleBroken):
    """A room would have fewer exam seats than people to come have a place in it."""

    code: ClassVar[str] = "FC21"
    rule: str = "room_full"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Salen har för få tentamensplatser för dem som har en plats i den."),
            _("Inget är ändrat."),
            _("Ge salen fler platser, eller flytta någon till en annan sal, och försök igen."),
        )


@dataclass(eq=False)
class ReceiptHolds(RuleBroken):
    """A receipt of a fee says what would be changed: how much was paid, when and how."""

    code: ClassVar[str] = "ReceiptHolds"
    rule: str = "fee_receipted"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Ett kvitto finns på avgiften: det som står där ändras inte."),
            _("Inget är ändrat."),
            _("Notera en återbetalning i stället."),
        )


@dataclass(eq=False)
class LaterStep(RuleBroken):
    """A later step of an exam's chain of custody rests on the one that would be taken away."""

    code: ClassVar[str] = "LaterStep"
    rule: str = "custody_in_order"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Ett senare steg i försändelsens logg hänger på det här."),
            _("Inget är ändrat."),
            _("Ångra det senare steget först."),
        )


TOLD_RULES: dict[str, type[RuleBroken]] = {
    "certificate_holds": CertificateHolds,
    "custody_in_order": LaterStep,
    "fee_receipt_frozen": ReceiptHolds,
    "fee_receipted": ReceiptHolds,
    "last_head": LastHead,
    "room_full": TooFewSeats,
    "room_smaller": TooFewSeats,
}
"""Rules that say themselves what to do, also when an undo breaks them."""
