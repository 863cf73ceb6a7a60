"""What can be in the way of example data."""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import _


@dataclass(eq=False)
class NotADemo(UserError):
    """The folder holds something that is no example data of ours."""

    field: ClassVar[str] = "folder"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Mappen innehåller något annat än exempeldata."),
            _("Inget där är ändrat."),
            _("Välj en ny eller tom mapp."),
        )
