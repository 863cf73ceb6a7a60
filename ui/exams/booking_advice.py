"""Turn what the register says of a booking into the rule card's sentences and ways out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from lärcentrum.exams import times
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.booking_rules import Finding, Level
from lärcentrum.exams.bookings import BookingCheck
from lärcentrum.exams.fees_proposals import expect_fee
from lärcentrum.exams.room_proposals import RoomProposal, first_time
from lärcentrum.exams.room_uses import RoomUse, uses_to_take_over
from lärcentrum.exams.rooms import Room
from lärcentrum.language import _
from lärcentrum.people.masking import Protection
from lärcentrum.people.students import read_student
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from ui.exams.rule_card import Offer, Said
from ui.kit.texts import duration, kronor, span

_STEP = timedelta(minutes=30)
_STEPS = 8
_MOST_ROOMS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How an offer is taken.

    Args:
        room: chooses another room by uid.
        time: begins at another time here.
        request: keeps it as a request without a place.
        take_over: takes the room from what stands there; None where that is not offered.
    """

    room: Callable[[str], object]
    time: Callable[[time], object]
    request: Callable[[], object]
    take_over: Callable[[], object] | None = None


def said_of(
    store: Store, wish: Wish, check: BookingCheck, room: Room | None, ways: Ways
) -> list[Said]:
    """Say what the rules, the clashes, the extended end and the room come to.

    Args:
        store: the register.
        wish: the booking as it is typed.
        check: what the register answered.
        room: the chosen room, None when no place is given.
        ways: how an offer is taken.
    """
    said = [_finding(store, wish, check, one, ways) for one in check.findings]
    if check.extra_min:
        said.append(_extended(check))
    if check.anonymous:
        text = _("Skrivs under kod: pappren har koden i stället för namnet.")
        said.append(Said(level=Level.GREEN, text=text, source=_("anonym")))
    if wish.give_place and not wish.waiting:
        uses = _in_the_way(store, check, room, ways)
        said += (
            _taken_over(uses) if wish.take_over and uses else _room(store, check, room, uses, ways)
        )
    said += _fee(store, wish, check)
    return said


def notice(text: str, source: str = "") -> Said:
    """Say what is only to be known: it neither stops nor takes a reason."""
    return Said(level=Level.AMBER, text=text, source=source, notice=True)


def unknown_birth(store: Store, student: str, new_number: str | None) -> list[Said]:
    """Say that a person's date of birth is not known, which a certificate will ask for.

    Args:
        store: the register.
        student: the uid of a person of the register, "" for none.
        new_number: the number typed for a new person, None while none is added.
    """
    if new_number is not None:
        is_known = bool(new_number)
    elif student:
        found = read_student(store, student=student)
        is_hidden = found.protection is not Protection.NONE
        is_known = is_hidden or found.birth_date is not None or bool(found.numbers)
    else:
        is_known = True
    return [] if is_known else [notice(_("Födelsedatum saknas: behövs för intyg."), _("personen"))]


def _finding(store: Store, wish: Wish, check: BookingCheck, finding: Finding, ways: Ways) -> Said:
    if finding.code == "student":
        return _booked_already(store, wish, check, finding, ways)
    return Said(level=finding.level, text=finding.sentence, source=finding.source)


def _booked_already(
    store: Store, wish: Wish, check: BookingCheck, finding: Finding, ways: Ways
) -> Said:
    """Name the other exam and offer to begin after it (E17)."""
    day = check.starts.date()
    found = list_bookings(store, student=wish.student, first=day, last=day)
    other = next((one for one in found if one.exam == finding.source), None)
    if other is None:
        return Said(level=finding.level, text=finding.sentence)
    pause = timedelta(minutes=number_setting(store, "back_to_back_min"))
    after = _round_up(other.ends + pause)
    return Said(
        level=Level.RED,
        text=_("Redan bokad {when} på {exam}.").format(
            when=span(other.starts, other.ends), exam=other.course_name
        ),
        offers=(_later(after, ways),),
    )


def _extended(check: BookingCheck) -> Said:
    text = _("Förlängd skrivtid: {more} till, slutar {end}.")
    end = times.clock_text(check.ends)
    return Said(
        level=Level.GREEN,
        text=text.format(more=duration(check.extra_min), end=end),
        source=_("anpassning"),
    )


def _fee(store: Store, wish: Wish, check: BookingCheck) -> Iterator[Said]:
    """Say what it will cost, where the centre charges (E06)."""
    found = expect_fee(store, wish=wish, starts=check.starts)
    if found is None or not found.choices:
        return
    text = _("Avgiften väljs efteråt: ingen taxa följer av hemkommunen.")
    if found.tariff is not None:
        words = _("{sum}: {tariff}.")
        text = words.format(sum=kronor(found.tariff.amount), tariff=found.tariff.name)
    yield Said(level=Level.GREEN, text=text, source=_("avgift"))


def _in_the_way(store: Store, check: BookingCheck, room: Room | None, ways: Ways) -> list[RoomUse]:
    """Give the courses and meetings that the exam may take the room from (R11)."""
    free = {one.room for one in check.rooms}
    if room is None or room.uid in free or ways.take_over is None:
        return []
    return uses_to_take_over(store, room=room.uid, starts=check.starts, ends=check.ends)


def _taken_over(uses: list[RoomUse]) -> Iterator[Said]:
    """Name what loses the room, and whom to tell."""
    for one in uses:
        text = _("{what} {when} mister salen och blir preliminär.").format(
            what=f"”{one.title}”", when=span(one.starts, one.ends)
        )
        if one.contact:
            text += " " + _("Kontakt: {who}.").format(who=one.contact)
        yield notice(text, _("sal"))


def _take_over(uses: list[RoomUse], ways: Ways) -> list[Offer]:
    if not uses or ways.take_over is None:
        return []
    names = ", ".join(f"”{one.title}”" for one in uses)
    return [Offer(text=_("Ta över salen från {what}").format(what=names), run=ways.take_over)]


def _room(
    store: Store, check: BookingCheck, room: Room | None, uses: list[RoomUse], ways: Ways
) -> Iterator[Said]:
    free = next((one for one in check.rooms if room and one.room == room.uid), None)
    over = _take_over(uses, ways)
    if free is not None:
        text = _("{room}: {free} av {all} platser lediga.")
        words = text.format(room=free.name, free=free.free, all=free.capacity)
        yield Said(level=Level.GREEN, text=words, source=_("sal"))
    elif check.rooms:
        text = _("{room} är upptagen då. Välj en annan sal eller en annan tid.")
        words = text.format(room=room.name) if room else _("Välj en sal.")
        others = [_take(one, ways) for one in check.rooms[:_MOST_ROOMS]]
        yield Said(level=Level.RED, text=words, source=_("sal"), offers=(*others, *over))
    else:
        yield Said(
            level=Level.RED,
            text=_("Ingen sal är ledig då. Välj en annan tid, eller spara som förfrågan."),
            source=_("sal"),
            offers=(
                *over,
                *_other_times(store, check, ways),
                Offer(text=_("Spara som förfrågan"), run=ways.request),
            ),
        )


def _take(proposal: RoomProposal, ways: Ways) -> Offer:
    text = _("Välj {room} ({free} lediga)").format(room=proposal.name, free=proposal.free)
    return Offer(text=text, run=partial(ways.room, proposal.room))


def _other_times(store: Store, check: BookingCheck, ways: Ways) -> Iterator[Offer]:
    """Offer the nearest later start of the same day when a room is free."""
    tries = [check.starts + step * _STEP for step in range(1, _STEPS + 1)]
    found = first_time(
        store,
        tries=[one for one in tries if one.date() == check.starts.date()],
        minutes=times.minutes_between(check.starts, check.ends),
        own_room=check.own_room,
    )
    if found is not None:
        yield _later(found, ways)


def _later(start: datetime, ways: Ways) -> Offer:
    text = _("Börja {time} här i stället").format(time=times.clock_text(start))
    return Offer(text=text, run=partial(ways.time, start.time()))


def _round_up(moment: datetime) -> datetime:
    return moment + timedelta(minutes=-moment.minute % 5)
