"""Errors that a user can cause, meet or mend, and can be told about.

UserError                     str() is a Swedish sentence of three parts
  NotFound                    the record is gone
  NotAllowed                  the role lacks the right
    LastDayPassed             the person's last day has passed
  BadValue                    a field holds what it cannot hold
    NotAsItStands             what is pointed at does not let it be done as it stands
  Busy                        another job holds the register just now
  Cancelled                   the user stopped a job
  lärcentrum.store.errors     the file, its lock, its keys, its journal, files on disk
  lärcentrum.people.errors    identity numbers, duplicates, users, protected identities
  lärcentrum.exams.errors     rooms, times, overlaps, rules, bookings
  lärcentrum.practice.errors  workplaces and internships
  lärcentrum.certificates.errors, lärcentrum.documents.errors   issuing and drawing
  lärcentrum.sync.errors, lärcentrum.region.errors              packages and receipts

Anything else that is raised is a bug: one hook, one dialog, a log without personal data.
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.language import _
from lärcentrum.rights import RIGHT_NAMES, Right
from lärcentrum.user_error import UserError

__all__ = [
    "BadValue", "Busy", "Cancelled", "LastDayPassed", "NotAllowed", "NotAsItStands", "NotFound",
    "UserError",
]  # fmt: skip


@dataclass(eq=False)
class NotFound(UserError):
    """The record is gone, or the person may not know that it exists."""

    table: str
    uid: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Posten finns inte längre."),
            _("Inget är ändrat."),
            _("Uppdatera listan och försök igen."),
        )


@dataclass(eq=False)
class NotAllowed(UserError):
    """The role lacks the right that an operation asks for."""

    right: str
    operation: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Din roll har inte rätt att göra detta."),
            _("Inget är ändrat."),
            _("Be centrets föreståndare om rätten {right}.").format(right=self._said()),
        )

    def _said(self) -> str:
        return _(RIGHT_NAMES[Right(self.right)])


@dataclass(eq=False)
class LastDayPassed(NotAllowed):
    """The person's last day in the register has passed."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Din sista dag i registret har passerat."),
            _("Inget är ändrat."),
            _("Be centrets föreståndare om en ny sista dag."),
        )


@dataclass(eq=False)
class BadValue(UserError):
    """A field holds something that it cannot hold.

    Args:
        name: the operation's parameter.
        why: a Swedish clause without the value, such as "är tomt".
    """

    name: str
    why: str

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter at fault."""
        return self.name

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Fältet {why}.").format(why=self.why),
            _("Inget är sparat ännu."),
            _("Rätta fältet och försök igen."),
        )


@dataclass(eq=False)
class NotAsItStands(BadValue):
    """What a parameter points at is no typed text, and does not let it be done as it stands.

    Args:
        name: the operation's parameter.
        why: a Swedish sentence.
        todo: what to do, a Swedish sentence.
    """

    todo: str = ""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (self.why, _("Inget är ändrat."), self.todo)


@dataclass(eq=False)
class Busy(UserError):
    """Another job holds the register just now."""

    code: ClassVar[str] = "FE09"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Registret är upptaget av ett annat arbete."),
            _("Inget är ändrat, och det du skrev finns kvar."),
            _("Försök igen om en stund."),
        )


@dataclass(eq=False)
class Cancelled(UserError):
    """The user stopped a job."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (_("Avbrutet."), _("Inget är ändrat."), "")
