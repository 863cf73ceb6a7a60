"""What can go wrong with times, rooms, rules and bookings.

UserError
  NoSuchTime          the clock skips that time in spring
  TimeOutOfRange      a year that no exam lies in
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lärcentrum import swedish
from lärcentrum.errors import UserError
from lärcentrum.language import _


@dataclass(eq=False)
class NoSuchTime(UserError):
    """The wall clock never shows this time: it lies in the hour that summer time skips.

    Args:
        wall: the time as typed, `YYYY-MM-DDTHH:MM`.
        next_wall: the first time that exists after the gap, written the same way.
    """

    field: ClassVar[str] = "starts"
    wall: str
    next_wall: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Klockan {time} finns inte {day}: då ställs klockan fram till sommartid.").format(
                time=self.wall[11:], day=swedish.short_day(date.fromisoformat(self.wall[:10]))
            ),
            _("Inget är sparat ännu."),
            _("Välj en tid före 02:00 eller från {time}.").format(time=self.next_wall[11:]),
        )


@dataclass(eq=False)
class TimeOutOfRange(UserError):
    """A year that no exam of this register can lie in.

    Args:
        year: the year as typed.
    """

    field: ClassVar[str] = "starts"
    year: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Året {year} ligger utanför registrets kalender.").format(year=self.year),
            _("Inget är sparat ännu."),
            _("Kontrollera datumet och försök igen."),
        )
