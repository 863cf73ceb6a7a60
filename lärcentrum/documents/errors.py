"""What can go wrong when a paper is drawn.

GlyphMissing   FC15: a field holds a sign that the paper's typeface cannot draw
DoesNotFit     a text is too long for its place on the paper
DrawingStopped FE12: the process that draws a batch died
PrinterFailed  FF07: a printer did not take a paper
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import N_, _

_FIELDS = {
    "name": N_("namn"),
    "title": N_("kurs"),
    "code": N_("kurskod"),
    "part": N_("prov"),
    "provider": N_("anordnare"),
    "workplace": N_("praktikplats"),
    "place": N_("plats"),
    "extent": N_("omfattning"),
    "signer": N_("undertecknare"),
    "signer_title": N_("undertecknarens titel"),
    "room": N_("sal"),
    "seat": N_("plats"),
    "exam": N_("tentamen"),
    "note": N_("anmärkning"),
    "invigilators": N_("tentamensvakter"),
    "address": N_("brevhuvudets adress"),
    "contact": N_("kontakt"),
    "funding": N_("medfinansiering"),
    "municipality": N_("kommun"),
    "centre_name": N_("lärcentrets namn"),
    "number": N_("nummer"),
    "issued": N_("ort"),
    "heading": N_("mallens rubrik"),
    "headings": N_("mallens rubrik på fler språk"),
    "lead": N_("mallens inledning"),
    "attested": N_("mallens mening om vad som intygas"),
    "capacity": N_("mallens mening om lärcentret"),
}


@dataclass(eq=False)
class GlyphMissing(UserError):
    """A field holds signs that the paper would show as empty boxes.

    Args:
        name: the field, never its value.
        count: how many different signs are missing.
    """

    name: str
    count: int
    code: ClassVar[str] = "FC15"

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter at fault."""
        return self.name

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        what = _(_FIELDS[self.name]) if self.name in _FIELDS else self.name
        return (
            _("Fältet {field} har {n} tecken som pappret inte kan visa.").format(
                field=what, n=self.count
            ),
            _("Inget papper är gjort och inget nummer är förbrukat."),
            _("Skriv fältet med latinska, grekiska eller kyrilliska bokstäver och försök igen."),
        )


@dataclass(eq=False)
class DoesNotFit(UserError):
    """The texts together are too long for the paper."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Texterna ryms inte på ett papper."),
            _("Inget papper är gjort och inget nummer är förbrukat."),
            _("Korta kursens, anordnarens eller platsens text och försök igen."),
        )


@dataclass(eq=False)
class DrawingStopped(UserError):
    """The process that draws a batch of papers died, most likely for lack of memory."""

    code: ClassVar[str] = "FE12"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Ritandet av papper avbröts av datorn."),
            _("Inget halvt papper är sparat."),
            _("Stäng andra program och försök igen, eller ta färre papper åt gången."),
        )


@dataclass(eq=False)
class PrinterFailed(UserError):
    """A printer did not take a paper, or not all of it."""

    code: ClassVar[str] = "FF07"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Skrivaren tog inte emot pappret."),
            _("Det är inte märkt som utskrivet."),
            _("Se efter att skrivaren är på och har papper, eller spara som PDF."),
        )
