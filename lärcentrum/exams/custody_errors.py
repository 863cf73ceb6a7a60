"""What can go wrong on the way back of an exam's material.

UserError
  StepPassedOver      a step before it is not noted, which takes a reason
  CountsDiffer        the count and the hand-ins differ, which takes a name and a reason
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.exams.errors import ReasonNeeded
from lärcentrum.language import _


@dataclass(eq=False)
class StepPassedOver(ReasonNeeded):
    """A step of the chain is passed over, or another number is sent than was counted."""

    code: ClassVar[str] = "ReasonNeeded"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            " ".join(self.sentences),
            _("Inget är noterat ännu."),
            _("Ange ett skäl för att notera det ändå; det sparas i loggen."),
        )


@dataclass(eq=False)
class CountsDiffer(UserError):
    """What was counted is not what the hand-ins say, and nobody has signed for it.

    Args:
        name: what is missing: `signed_by` or `reason`.
        sentences: where they differ.
    """

    name: str
    sentences: tuple[str, ...]

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter that is missing."""
        return self.name

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            " ".join(self.sentences),
            _("Inget är noterat ännu."),
            _("Räkna om, rätta inlämningarna, eller skriv vem som signerar skillnaden och varför."),
        )
