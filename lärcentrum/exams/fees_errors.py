"""What can go wrong with fees.

UserError
  FeesOff       the centre has not switched fees on
  WrongFeeStep  the fee has not come that far, or is past it
  NoCentreCode  FG06: the centre's code, which receipts are numbered with, is not set
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.exams.fees_rules import FEE_STATE_NAMES, FeeState
from lärcentrum.language import _


@dataclass(eq=False)
class FeesOff(UserError):
    """The centre charges nothing, or has not switched fees on."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Avgifter används inte på det här centret."),
            _("Inget är sparat."),
            _("Slå på dem under Inställningar → Avgifter."),
        )


@dataclass(eq=False)
class WrongFeeStep(UserError):
    """The fee has not come that far, or is past it.

    Args:
        fee: the fee's uid.
        state: where it stands.
        todo: what to do instead, a Swedish sentence.
    """

    fee: str
    state: FeeState
    todo: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Det går inte: avgiften är {state}.").format(state=_(FEE_STATE_NAMES[self.state])),
            _("Inget är ändrat."),
            self.todo,
        )


@dataclass(eq=False)
class NoCentreCode(UserError):
    """The centre's code, which receipts are numbered with, is not set."""

    code: ClassVar[str] = "FG06"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Lärcentrets kommunkod saknas: kvitton numreras med den."),
            _("Inget kvitto är utfärdat."),
            _("Fyll i den under Inställningar → Centret och utfärda igen."),
        )
