"""What can go wrong with times, rooms, rules and bookings.

UserError
  NoSuchTime          the clock skips that time in spring
  TimeOutOfRange      a year that no exam lies in
  RoomTooSmall        a coming sitting has more bookings than the new capacity
  RoomFull            FC21: no exam seat is left
  NoFreeRoom          no room is free with enough seats
  OwnRoomNeeded       a person writes alone, and the sitting is another's
  Clash               FC21: a room, a seat, a person or an invigilator is taken, and by what
  AlreadyBooked       the person has a booking for the exam
  ReasonNeeded        a rule asks for a reason
  StepReasonNeeded    a limit of the day asks for a reason
  AgainstRules        a rule stops the booking
  WrongStep           the booking has not come that far, or is past it
  NotToday            only today's sittings may be run with the role
  NoPair              the two bookings cannot run at once
lärcentrum.exams.standing   what has ended, was called off or has bookings
lärcentrum.exams.mail_requests.NotARequest   a mail in which no booking can be read
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from lärcentrum import swedish
from lärcentrum.errors import UserError
from lärcentrum.language import _, ngettext
from lärcentrum.store.errors import Overlap


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


@dataclass(eq=False)
class RoomTooSmall(UserError):
    """A coming sitting has more bookings than the room would hold.

    Args:
        room: the room's uid.
        capacity: the seats that it would have.
        taken: the places given in the fullest coming sitting.
    """

    field: ClassVar[str] = "capacity"
    room: str
    capacity: int
    taken: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            ngettext(
                "Salen skulle få {capacity} plats, men {taken} är bokade vid ett tillfälle.",
                "Salen skulle få {capacity} platser, men {taken} är bokade vid ett tillfälle.",
                self.capacity,
            ).format(capacity=self.capacity, taken=self.taken),
            _("Inget är ändrat."),
            _("Flytta bokningar först, eller behåll fler platser."),
        )


@dataclass(eq=False)
class RoomFull(UserError):
    """No exam seat is left in the room at that time.

    Args:
        room: the room's uid.
        capacity: its exam seats.
    """

    code: ClassVar[str] = "FC21"
    field: ClassVar[str] = "room"
    room: str
    capacity: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            ngettext(
                "Salen är full: dess enda tentamensplats är bokad.",
                "Salen är full: alla {n} tentamensplatser är bokade.",
                self.capacity,
            ).format(n=self.capacity),
            _("Inget är bokat."),
            _("Välj en annan sal eller en annan tid, eller sätt personen i kö."),
        )


@dataclass(eq=False)
class NoFreeRoom(UserError):
    """No room is free at that time with enough seats.

    Args:
        starts: the start, `YYYY-MM-DDTHH:MM`.
        minutes: the length.
        seats: the places asked for.
    """

    field: ClassVar[str] = "room"
    starts: str
    minutes: int
    seats: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            ngettext(
                "Ingen sal är ledig {day} {time} med {n} plats.",
                "Ingen sal är ledig {day} {time} med {n} platser.",
                self.seats,
            ).format(
                day=swedish.short_day(date.fromisoformat(self.starts[:10])),
                time=self.starts[11:],
                n=self.seats,
            ),
            _("Inget är bokat."),
            _("Välj en annan tid, spara som förfrågan eller sätt personen i kö."),
        )


@dataclass(eq=False)
class OwnRoomNeeded(UserError):
    """A person writes alone in a room, and somebody else is or would be there.

    Args:
        sitting: the sitting's uid.
    """

    field: ClassVar[str] = "room"
    sitting: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("I salen skriver någon som ska sitta i eget rum."),
            _("Inget är bokat."),
            _("Välj en annan sal eller en annan tid."),
        )


@dataclass(eq=False)
class Clash(Overlap):
    """What is asked for is taken, and by what.

    Args:
        resource: `room`, `seat`, `student` or `invigilator`.
        id: the local id of what is taken.
        starts: when the clash begins, `YYYY-MM-DDTHH:MM`.
        ends: when it ends, written the same way.
        others: the uids of what holds it: exams for a person or a seat, sittings for an
            invigilator, sittings and room uses for a room.
        mine: the uid of the exam that was to be booked, "" for something else.
    """

    code: ClassVar[str] = "FC21"
    starts: str
    ends: str
    others: tuple[str, ...]
    mine: str = ""

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter at fault."""
        return "starts" if self.resource == "student" else self.resource

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`; a uid says nothing to people, so none is said."""
        unnamed = {
            "room": _("något annat"),
            "seat": _("en annan tentamen"),
            "student": _("en annan tentamen"),
            "invigilator": _("ett annat skrivtillfälle"),
        }
        return self.named(unnamed[self.resource])

    def named(self, others: str, mine: str = "") -> tuple[str, str, str]:
        """Give the parts with what people call it.

        Args:
            others: what holds it.
            mine: what was to be booked, "" to leave it out.
        """
        texts = {
            "room": _("Salen är upptagen {when} av {others}."),
            "seat": _("Platsen är upptagen {when} av {others}."),
            "student": _("Personen är redan bokad {when} på {others}."),
            "invigilator": _("Tentavakten är upptagen {when} vid {others}."),
        }
        when = swedish.span(datetime.fromisoformat(self.starts), datetime.fromisoformat(self.ends))
        what = texts[self.resource].format(when=when, others=others)
        if mine:
            what += " " + _("Det krockar med {mine}.").format(mine=mine)
        todo = {
            "room": _("Välj en annan sal eller en annan tid."),
            "seat": _("Välj en annan plats eller en annan tid."),
            "student": _("Välj en annan tid."),
            "invigilator": _("Välj en annan tentavakt eller en annan tid."),
        }
        return (what, _("Inget är bokat."), todo[self.resource])


@dataclass(eq=False)
class AlreadyBooked(UserError):
    """The person has a booking for the exam.

    Args:
        booking: the uid of the booking that is there.
    """

    field: ClassVar[str] = "exam"
    booking: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Personen är redan bokad på den här tentamen."),
            _("Inget är bokat."),
            _("Öppna bokningen som finns och flytta eller avboka den."),
        )


@dataclass(eq=False)
class ReasonNeeded(UserError):
    """A rule is not kept, which takes a reason.

    Args:
        rules: the codes of the rules (see `booking_rules`).
        sentences: what they say.
    """

    field: ClassVar[str] = "reason"
    rules: tuple[str, ...]
    sentences: tuple[str, ...]

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            " ".join(self.sentences),
            _("Inget är bokat ännu."),
            _("Ange ett skäl för att boka ändå; det sparas med bokningen."),
        )


@dataclass(eq=False)
class StepReasonNeeded(ReasonNeeded):
    """What is noted on the day is outside a limit, which takes a reason."""

    code: ClassVar[str] = "ReasonNeeded"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            " ".join(self.sentences),
            _("Inget är noterat ännu."),
            _("Ange ett skäl för att notera det ändå; det sparas med bokningen."),
        )


@dataclass(eq=False)
class AgainstRules(UserError):
    """A rule stops the booking.

    Args:
        rules: the codes of the rules (see `booking_rules`).
        sentences: what they say.
    """

    field: ClassVar[str] = "starts"
    rules: tuple[str, ...]
    sentences: tuple[str, ...]

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            " ".join(self.sentences),
            _("Inget är bokat."),
            # No provider opens the centre's doors.
            _("Välj en annan dag, eller öppna dagen under Inställningar.")
            if "closed" in self.rules
            else _("Välj en annan tid, eller notera lärosätets godkännande först."),
        )


@dataclass(eq=False)
class WrongStep(UserError):
    """The booking has not come that far, or is past it.

    Args:
        booking: the booking's uid.
        state: where it stands (see `booking_states`).
        why: a Swedish sentence.
    """

    booking: str
    state: str
    why: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (self.why, _("Inget är ändrat."), _("Öppna bokningen och se var den står."))


@dataclass(eq=False)
class NotToday(UserError):
    """The role reaches today's sittings, papers and attendance only.

    Args:
        day: the day that was asked for, `YYYY-MM-DD`; "" where it is more than one, or none.
    """

    day: str = ""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        what = _("Din roll gäller bara dagens skrivningar.")
        if self.day:
            what = _("Din roll gäller dagens skrivningar, och den här är {day}.").format(
                day=swedish.short_day(date.fromisoformat(self.day))
            )
        return (
            what,
            _("Inget är ändrat."),
            _("Be någon i personalen att göra det."),
        )


@dataclass(eq=False)
class NoPair(UserError):
    """The two bookings cannot run at once.

    Args:
        bookings: the two uids.
        why: a Swedish sentence.
    """

    bookings: tuple[str, str]
    why: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (self.why, _("Inget är ändrat."), _("Välj en annan tid för den ena."))
