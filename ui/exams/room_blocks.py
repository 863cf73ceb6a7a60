"""The rooms' days as a timeline shows them, and what is said of a place before a drop."""

from datetime import datetime, time

from lärcentrum.exams.room_days import (
    Held,
    Hindrance,
    Obstacle,
    OpenDay,
    RoomBlock,
    RoomDays,
    RoomLine,
    obstacle,
    outside_hours,
)
from lärcentrum.exams.sitting_checks import TakenPeople
from lärcentrum.language import _, ngettext
from ui.kit.texts import hours, number, short_day, span
from ui.kit.timeline_items import Block, Day, Lane, Verdict
from ui.kit.tokens import Tone


def lane(room: RoomLine) -> Lane:
    """Give a room's row."""
    seats = ngettext("{n} plats", "{n} platser", room.capacity).format(n=number(room.capacity))
    detail = _("avslutad") if room.ended else seats
    return Lane(key=room.uid, title=room.name, detail=detail)


def day(one: OpenDay) -> Day:
    """Give a day's column."""
    closed = _("stängt: {why}").format(why=one.closed) if one.closed else ""
    return Day(
        day=one.day,
        title=short_day(one.day),
        opens=_minutes(one.opens),
        closes=_minutes(one.closes),
        note=closed,
    )


def worth_showing(shown: RoomDays) -> list[OpenDay]:
    """Give the days without a closed end of the week in which nothing stands."""
    found = list(shown.days)
    used = {one.starts.date() for one in shown.blocks} | {one.ends.date() for one in shown.blocks}
    while len(found) > 1 and found[-1].closed and found[-1].day not in used:
        found.pop()
    return found


def blocks(shown: RoomDays, *, writes: bool) -> list[Block]:
    """Give everything that stands in a room."""
    rooms = {one.uid: one for one in shown.rooms}
    return [_block(one, rooms[one.room], writes) for one in shown.blocks if one.room in rooms]


def _block(one: RoomBlock, room: RoomLine, writes: bool) -> Block:
    is_use = one.kind is Held.USE
    load = "" if is_use else f"{number(one.booked)}/{number(room.capacity)}"
    parts = (load, _("preliminär") if one.preliminary else "", hours(one.starts, one.ends))
    return Block(
        key=one.uid,
        lane=one.room,
        starts=one.starts,
        ends=one.ends,
        title=title(one),
        detail=" · ".join(part for part in parts if part),
        spoken=said(one, room),
        icon="users" if is_use else "pencil",
        tone=Tone.NEUTRAL if is_use else Tone.ACCENT,
        plain_ends=one.plain_ends if one.plain_ends < one.ends else None,
        before=one.setup_min,
        after=one.clearing_min,
        dashed=one.preliminary,
        movable=writes and not one.begun,
        stretchable=writes and is_use,
    )


def title(one: RoomBlock) -> str:
    """Say what stands there."""
    return ", ".join(one.titles) or _("Skrivtillfälle utan bokningar")


def said(one: RoomBlock, room: RoomLine) -> str:
    """Say all of a block in words."""
    load = _("{n} av {all} platser").format(n=number(one.booked), all=number(room.capacity))
    plain = ""
    if one.plain_ends < one.ends:
        plain = _("förlängd tid från {time}").format(time=f"{one.plain_ends:%H:%M}")
    held = ""
    if one.setup_min or one.clearing_min:
        held = _("iordningställande {before} min före och {after} min efter").format(
            before=one.setup_min, after=one.clearing_min
        )
    parts = (
        title(one), room.name, span(one.starts, one.ends), "" if one.kind is Held.USE else load,
        plain, held, _("preliminär") if one.preliminary else "", one.contact,
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


def verdict(
    shown: RoomDays, moved: RoomBlock, room: RoomLine, starts: datetime, ends: datetime
) -> Verdict:
    """Say what is in the way of a block that is to land in a room at a time."""
    found = obstacle(shown, moved, room, starts, ends)
    if found is not None:
        return Verdict(tone=Tone.BAD, word=_word(found, room))
    if outside_hours(shown, starts, ends):
        return Verdict(tone=Tone.WARN, word=_("Utanför öppettiden"))
    return Verdict()


def new_verdict(shown: RoomDays, room: RoomLine, starts: datetime, ends: datetime) -> Verdict:
    """Say what is in the way of something new; an exam may still join a sitting that runs."""
    wish = RoomBlock(
        kind=Held.USE, uid="", room=room.uid, titles=(), starts=starts, ends=ends, plain_ends=ends
    )
    found = verdict(shown, wish, room, starts, ends)
    return Verdict(tone=Tone.WARN, word=found.word) if found.word else found


def people_verdict(taken: TakenPeople) -> Verdict:
    """Say who of a sitting is taken at the new time."""
    students = ngettext(
        "Krock: {n} student skriver annat då", "Krock: {n} studenter skriver annat då",
        taken.students,
    )  # fmt: skip
    watching = ngettext(
        "Krock: {n} tentavakt är upptagen då", "Krock: {n} tentavakter är upptagna då",
        taken.invigilators,
    )  # fmt: skip
    for text, count in ((students, taken.students), (watching, taken.invigilators)):
        if count:
            return Verdict(tone=Tone.BAD, word=text.format(n=count))
    return Verdict()


def _word(found: Obstacle, room: RoomLine) -> str:
    if found.why is Hindrance.ENDED:
        return _("Salen är avslutad")
    if found.why is Hindrance.SEATS:
        return ngettext("Bara {n} plats", "Bara {n} platser", room.capacity).format(
            n=number(room.capacity)
        )
    assert found.by is not None
    return _("Krock: {what}").format(what=title(found.by))


def _minutes(at: time | None) -> int | None:
    return None if at is None else at.hour * 60 + at.minute
