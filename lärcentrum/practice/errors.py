"""What can be wrong with employers, workplaces, supervisors and internships.

BadOrganisationNumber   the number is not one
EmployerTaken           an employer has the number already
WorkplaceTaken          the employer has a workplace of that name already
StillUsed               internships are not over at what was to be ended
NotAtWorkplace          the supervisor works elsewhere
BadPeriods              periods overlap, are backwards or too long
OverlappingInternship   the student is at another place then (P13); can be accepted
WorkplaceFull           more students than places; can be accepted
PapersMissing           it cannot start without the papers of its kind (P11)
WrongOrder              a dated fact lies before the one it follows
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import N_, _, ngettext
from lärcentrum.practice.words import FACT_NAMES, PAPER_NAMES, Paper


class OrganisationFault(StrEnum):
    """What is wrong with an organisation number."""

    FORM = "form"
    CHECK_DIGIT = "check_digit"
    GROUP = "group"
    PERSON = "person"
    CENTURY = "century"


_FAULTS = {
    OrganisationFault.FORM: N_("Organisationsnumret ska ha tio siffror."),
    OrganisationFault.CHECK_DIGIT: N_("Organisationsnumrets kontrollsiffra stämmer inte."),
    OrganisationFault.GROUP: N_("Inget svenskt organisationsnummer börjar så."),
    OrganisationFault.PERSON: N_("Numret ser ut som ett personnummer men är inte giltigt."),
    OrganisationFault.CENTURY: N_("Numret är ett personnummer som passar två århundraden."),
}


@dataclass(eq=False)
class BadOrganisationNumber(UserError):
    """The text is not an organisation number; it is never repeated, it may be a person's.

    Args:
        fault: what is wrong.
    """

    field: ClassVar[str] = "organisation_number"

    fault: OrganisationFault

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _(_FAULTS[self.fault]),
            _("Inget är sparat ännu."),
            _("Skriv århundradet också.")
            if self.fault is OrganisationFault.CENTURY
            else _("Rätta numret eller lämna fältet tomt."),
        )


@dataclass(eq=False)
class EmployerTaken(UserError):
    """An employer has the organisation number already.

    Args:
        employer: the one that has it.
    """

    field: ClassVar[str] = "organisation_number"

    employer: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("En arbetsgivare med det här organisationsnumret finns redan."),
            _("Inget är sparat ännu."),
            _("Sök fram arbetsgivaren som finns och lägg till en arbetsplats där."),
        )


@dataclass(eq=False)
class WorkplaceTaken(UserError):
    """The employer has a workplace of that name already.

    Args:
        workplace: the one that has it.
    """

    field: ClassVar[str] = "name"

    workplace: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Arbetsgivaren har redan en arbetsplats med det namnet."),
            _("Inget är sparat ännu."),
            _("Välj den som finns, eller ge den nya ett annat namn."),
        )


@dataclass(eq=False)
class StillUsed(UserError):
    """Internships are not over at what was to be ended.

    Args:
        internships: how many.
    """

    internships: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        count = ngettext(
            "En praktikperiod där är inte avslutad.",
            "{n} praktikperioder där är inte avslutade.",
            self.internships,
        )
        return (
            count.format(n=self.internships),
            _("Inget är ändrat."),
            _("Avsluta eller flytta dem först."),
        )


@dataclass(eq=False)
class NotAtWorkplace(UserError):
    """The supervisor belongs to another workplace, or there is no workplace.

    Args:
        supervisor: the supervisor.
    """

    field: ClassVar[str] = "supervisor"

    supervisor: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Handledaren hör till en annan arbetsplats."),
            _("Inget är sparat ännu."),
            _("Välj en handledare på arbetsplatsen, eller lägg till en ny."),
        )


class PeriodFault(StrEnum):
    """What is wrong with the periods of an internship."""

    BACKWARDS = "backwards"
    OVERLAP = "overlap"
    PERCENT = "percent"
    LONG = "long"
    MANY = "many"


_PERIOD_FAULTS = {
    PeriodFault.BACKWARDS: N_("En period slutar innan den börjar."),
    PeriodFault.OVERLAP: N_("Två perioder går över varandra."),
    PeriodFault.PERCENT: N_("En period ska ha en omfattning på 1–100 %."),
    PeriodFault.LONG: N_("En period är längre än två år."),
    PeriodFault.MANY: N_("Fler än 60 perioder ryms inte i en praktik."),
}


@dataclass(eq=False)
class BadPeriods(UserError):
    """The periods of an internship cannot be right.

    Args:
        fault: what is wrong.
        starts_on: the first day of the period at fault, None where it is all of them.
    """

    field: ClassVar[str] = "periods"

    fault: PeriodFault
    starts_on: date | None = None

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _(_PERIOD_FAULTS[self.fault]),
            _("Inget är sparat ännu."),
            _("Rätta perioden som börjar {day}.").format(day=self.starts_on.isoformat())
            if self.starts_on
            else _("Rätta perioderna."),
        )


@dataclass(eq=False)
class OverlappingInternship(UserError):
    """The student has another internship at the same time (P13).

    Args:
        internships: the others.
    """

    field: ClassVar[str] = "periods"

    internships: tuple[str, ...]

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Studenten har en annan praktik samtidigt."),
            _("Inget är sparat ännu."),
            _("Ändra perioderna, eller spara ändå om båda ska gälla."),
        )


@dataclass(eq=False)
class WorkplaceFull(UserError):
    """More students would be at the workplace than it has places.

    Args:
        workplace: the workplace.
        places: how many it has.
        taken: how many others are there at most at one time.
    """

    field: ClassVar[str] = "workplace"

    workplace: str
    places: int
    taken: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Arbetsplatsen är full: {taken} av {places} platser är tagna.").format(
                taken=self.taken, places=self.places
            ),
            _("Inget är sparat ännu."),
            _("Välj en annan plats eller tid, eller spara ändå om de tar emot en till."),
        )


@dataclass(eq=False)
class PapersMissing(UserError):
    """An internship cannot start without the papers that its kind requires (P11).

    Args:
        papers: what is missing.
    """

    field: ClassVar[str] = "started_on"

    papers: tuple[Paper, ...]

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        listed = ", ".join(_(PAPER_NAMES[paper]) for paper in self.papers)
        return (
            _("Praktiken kan inte börja utan {papers}.").format(papers=listed),
            _("Inget är sparat ännu."),
            _("Skriv in när det blev klart, sedan starten."),
        )


@dataclass(eq=False)
class WrongOrder(UserError):
    """A dated fact lies before the one that it follows, or has not happened yet.

    Args:
        name: the fact.
        after: the fact that it follows; "" for one that lies in the future.
    """

    name: str
    after: str = ""

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the fact at fault."""
        return self.name

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Dagen ligger före dagen för {fact}.").format(fact=_(FACT_NAMES[self.after]).lower())
            if self.after
            else _("Dagen har inte varit än."),
            _("Inget är sparat ännu."),
            _("Rätta dagen, eller lämna den tom tills det har hänt."),
        )
