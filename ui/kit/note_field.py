"""The field for free notes: warns of identity numbers, which have no business there (FH11)."""

from collections.abc import Callable
from datetime import date

from lärcentrum.language import _
from ui.kit.fields import LongTextField


class NoteField(LongTextField):
    """A note about a person or an exam.

    Args:
        today: gives the day on the wall; it decides what reads as an identity number.
        placeholder: shown in the empty box.
        lines: how many can be seen at once.
    """

    def __init__(self, today: Callable[[], date], placeholder: str = "", lines: int = 3) -> None:
        self._today = today
        super().__init__(placeholder, lines, warn=self._number_warning)

    def _number_warning(self, text: str) -> str:
        from lärcentrum.people.identity_numbers import holds_number

        if not holds_number(text, today=self._today()):
            return ""
        return _("Det ser ut som ett personnummer. Skriv det inte här; anteckningar skyddas inte.")
