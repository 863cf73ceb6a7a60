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


TOLD_RULES: dict[str, type[RuleBroken]] = {"certificate_holds": CertificateHolds}
"""Rules that say themselves what to do, also when an undo breaks them."""
