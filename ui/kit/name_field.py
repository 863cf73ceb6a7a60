"""The field for a person's name: an identity number there is no name."""

from collections.abc import Callable
from datetime import date

from lärcentrum.language import _
from ui.kit.basic_fields import TextField


class NameField(TextField):
    """A given or family name.

    Args:
        today: gives the day on the wall; it decides what reads as an identity number.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today

    def problem(self) -> str:
        """Say that a number stands where the name is to be."""
        from lärcentrum.people.identity_numbers import holds_number

        if not holds_number(self.value(), today=self._today()):
            return ""
        return _("Det är ett identitetsnummer. Skriv namnet här och numret i sitt eget fält.")
