"""Refusals for what has ended, was called off, or has bookings that must be moved first."""

from dataclasses import dataclass

from lärcentrum.errors import NotAsItStands, UserError
from lärcentrum.language import _


@dataclass(eq=False)
class Ended(UserError):
    """The room or the invigilator was taken off the lists.

    Args:
        what: `room` or `invigilator`.
        uid: which one.
    """

    what: str
    uid: str

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter at fault."""
        return self.what

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        if self.what == "room":
            return (
                _("Salen är avslutad och går inte att boka."),
                _("Inget är bokat."),
                _("Välj en annan sal."),
            )
        return (
            _("Tentavakten är avslutad och går inte att boka."),
            _("Inget är bokat."),
            _("Välj en annan tentavakt."),
        )


@dataclass(eq=False)
class ExamHasBookings(UserError):
    """The day or the length of an exam cannot be changed under its bookings.

    Args:
        name: `day` or `minutes`.
        exam: the exam's uid.
    """

    name: str
    exam: str

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter at fault."""
        return self.name

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        if self.name == "day":
            return (
                _("Tentamen har bokningar på en annan dag."),
                _("Inget är ändrat."),
                _("Flytta bokningarna till den nya dagen först."),
            )
        return (
            _("Tentamens längd ligger fast så länge den har bokningar."),
            _("Inget är ändrat."),
            _("Avboka dem först, eller lägg in en ny tentamen och boka om."),
        )


def sitting_called_off() -> NotAsItStands:
    """Give the refusal for a sitting that was called off."""
    return NotAsItStands(
        "sitting", _("Skrivtillfället är inställt."), _("Välj ett annat skrivtillfälle.")
    )


def sitting_begun() -> NotAsItStands:
    """Give the refusal for a sitting that somebody has come to, or stayed away from."""
    return NotAsItStands(
        "sitting",
        _("Skrivtillfället har skrivits: närvaron är noterad."),
        _("Ta bort närvaron först, om den är fel."),
    )
