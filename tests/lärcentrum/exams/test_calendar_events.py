"""Calendar files as Outlook writes them, and as somebody with ill will would."""

from datetime import date, datetime, timedelta
from time import perf_counter

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lärcentrum.exams import times
from lärcentrum.exams.calendar_events import BadCalendar, CalendarUse, Events, read_events
from lärcentrum.exams.times import Span

WINDOW = Span(
    starts_at=times.day_span(date(2026, 11, 23)).starts_at,
    ends_at=times.day_span(date(2027, 12, 31)).ends_at,
)
OUTLOOK_ZONE = """BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
ZONED = ";TZID=W. Europe Standard Time"


def calendar(*events: str, zone: str = OUTLOOK_ZONE) -> bytes:
    inner = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{zone}{inner}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def event(start: str = "20261214T090000", *more: str, uid: str = "a", zone: str = ZONED) -> str:
    lines = (f"UID:{uid}", f"DTSTART{zone}:{start}", "SUMMARY:SFI\\, grupp 1", *more)
    return "\n".join(lines)


def read(*events: str, zone: str = OUTLOOK_ZONE) -> Events:
    return read_events(calendar(*events, zone=zone), WINDOW)


def walls(found: Events) -> list[str]:
    return [times.wall_text(times.to_wall(one.span.starts_at)) for one in found.uses]


def only(found: Events) -> CalendarUse:
    (one,) = found.uses
    return one


@pytest.mark.parametrize(
    ("start", "zone", "wall"),
    [
        ("20261214T090000", ZONED, "2026-12-14T09:00"),
        ("20261214T090000", ";TZID=Europe/Stockholm", "2026-12-14T09:00"),
        ("20261214T080000Z", "", "2026-12-14T09:00"),
        ("20270614T070000Z", "", "2027-06-14T09:00"),
        ("20261214T090000", "", "2026-12-14T09:00"),
        ("20261214T090000", ";TZID=Europe/Helsinki", "2026-12-14T08:00"),
    ],
)
def test_time_zones(start: str, zone: str, wall: str) -> None:
    found = read(event(start, "DURATION:PT1H", zone=zone))
    assert walls(found) == [wall]
    assert only(found).span.minutes == 60
    assert only(found).title == "SFI, grupp 1"


def test_a_series_keeps_its_hour_when_the_clock_changes() -> None:
    series = event(
        "20270322T090000", f"DTEND{ZONED}:20270322T100000", "RRULE:FREQ=WEEKLY;COUNT=4",
        f"EXDATE{ZONED}:20270405T090000",
    )  # fmt: skip
    found = read(series)
    assert walls(found) == ["2027-03-22T09:00", "2027-03-29T09:00", "2027-04-12T09:00"]
    assert len({one.occurrence for one in found.uses}) == 3
    assert {one.span.minutes for one in found.uses} == {60}


def test_the_night_of_both_clock_changes() -> None:
    spring = event("20270328T013000", f"DTEND{ZONED}:20270328T033000")
    assert only(read(spring)).span.minutes == 60
    window = Span(starts_at=times.day_span(date(2026, 10, 20)).starts_at, ends_at=WINDOW.ends_at)
    autumn = event("20261025T013000", f"DTEND{ZONED}:20261025T033000")
    (one,) = read_events(calendar(autumn), window).uses
    assert one.span.minutes == 180


def test_all_day_and_several_days() -> None:
    day = "UID:b\nDTSTART;VALUE=DATE:20270328\nSUMMARY:Mässa"
    one = only(read(day))
    assert (one.span, one.occurrence) == (times.day_span(date(2027, 3, 28)), 0)
    two = only(read(f"{day}\nDTEND;VALUE=DATE:20270330"))
    assert two.span.ends_at == times.day_span(date(2027, 3, 29)).ends_at


def test_one_of_a_series_is_moved_and_one_called_off() -> None:
    series = event("20261207T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20261228T080000Z")
    moved = event(
        "20261215T130000", "DURATION:PT1H", f"RECURRENCE-ID{ZONED}:20261214T090000", "SEQUENCE:1"
    )
    off = event(
        "20261221T090000", "DURATION:PT1H", f"RECURRENCE-ID{ZONED}:20261221T090000",
        "STATUS:CANCELLED",
    )  # fmt: skip
    found = read(moved, series, off)
    assert walls(found) == [
        "2026-12-07T09:00", "2026-12-15T13:00", "2026-12-21T09:00", "2026-12-28T09:00"
    ]  # fmt: skip
    assert [one.cancelled for one in found.uses] == [False, False, True, False]


def test_monthly_on_the_second_tuesday() -> None:
    found = read(event("20261208T090000", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3"))
    assert walls(found) == ["2026-12-08T09:00", "2027-01-12T09:00", "2027-02-09T09:00"]


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 4),
    st.sampled_from(["", ";BYDAY=MO,TH", ";BYMONTHDAY=15,-1", ";BYMONTH=1,6", ";WKST=SU"]),
    st.dates(date(2026, 11, 24), date(2027, 3, 1)),
)
def test_series_are_those_that_dateutil_gives(
    frequency: str, interval: int, more: str, first: date
) -> None:
    assume(not (frequency == "WEEKLY" and "BYMONTHDAY" in more))  # RFC 5545 forbids it
    text = f"FREQ={frequency};INTERVAL={interval}{more}"
    start = datetime(first.year, first.month, first.day, 9)
    last = datetime(2027, 12, 31, 23, 59)
    rule = rrulestr(f"{text};UNTIL=20271231T235900", dtstart=start)
    wanted = {start, *rule.between(start, last, inc=True)}
    found = read(event(f"{start:%Y%m%dT%H%M%S}", "DURATION:PT1H", f"RRULE:{text}"))
    assert walls(found) == sorted(times.wall_text(one) for one in wanted)


def test_the_last_weekday_of_each_month() -> None:
    rule = "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"
    found = read(event("20261231T090000", "DURATION:PT1H", rule))
    assert walls(found) == ["2026-12-31T09:00", "2027-01-29T09:00", "2027-02-26T09:00"]


def test_standing_and_privacy() -> None:
    shown = ("DURATION:PT1H",)
    assert only(read(event("20261214T090000", *shown, "STATUS:TENTATIVE"))).tentative
    assert only(read(event("20261214T090000", *shown, "CLASS:PRIVATE"))).title == "Upptagen"
    free = read(event("20261214T090000", *shown, "TRANSP:TRANSPARENT"))
    assert (free.uses, free.free) == ((), 1)
    own = read(event("20261214T090000", *shown, uid="x@larcentrum"))
    assert (own.uses, own.free) == ((), 1)
    again = read(
        event("20261214T090000", *shown, "SEQUENCE:3"),
        event("20261214T100000", *shown, "SEQUENCE:2"),
    )
    assert walls(again) == ["2026-12-14T09:00"], "the newest version of an event holds"


@pytest.mark.parametrize(
    "lines",
    [
        ("DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYMONTHDAY=3"),
        ("DURATION:PT1H", "RRULE:FREQ=SECONDLY"),
        ("DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=0"),
        ("DURATION:PT1H", "RRULE:FREQ=DAILY;BYSECOND=1,2,3"),
        ("DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=XX"),
        ("DURATION:PT0S",),
        ("DURATION:P90D",),
        (),
    ],
)
def test_what_cannot_be_read_is_counted(lines: tuple[str, ...]) -> None:
    good = event("20261215T090000", "DURATION:PT1H", uid="good", zone="")
    found = read(event("20261214T090000", *lines), good)
    assert found.unreadable == 1
    assert [one.event for one in found.uses] == ["good"]


def test_an_event_without_a_uid_or_a_start() -> None:
    assert read("DTSTART:20261214T090000\nDURATION:PT1H").unreadable == 1
    assert read("UID:x\nSUMMARY:y").unreadable == 1
    assert read("UID:x\nDTSTART:soon").unreadable == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"hej", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", b"\xff\xfe", b"BEGIN:VTODO\nEND:VTODO"],
)
def test_no_calendar(data: bytes) -> None:
    with pytest.raises(BadCalendar, match="Inget är inläst"):
        read_events(data, WINDOW)


HUGE = (
    "RRULE:FREQ=DAILY",
    "RRULE:FREQ=DAILY;COUNT=1000000000",
    "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
)


@pytest.mark.parametrize("rule", HUGE)
def test_an_endless_series_is_bounded(rule: str) -> None:
    began = perf_counter()
    found = read(event("19700101T090000", "DURATION:PT1H", rule))
    assert len(found.uses) <= 404
    assert perf_counter() - began < 10


def test_many_endless_series_are_refused_before_they_cost() -> None:
    rule = f"{HUGE[2]};COUNT=9"
    many = [event("19700101T090000", "DURATION:PT1H", rule, uid=f"u{n}") for n in range(200)]
    began = perf_counter()
    with pytest.raises(BadCalendar):
        read(*many)
    assert perf_counter() - began < 20
    full = [event("20261214T090000", "DURATION:PT1H", HUGE[0], uid=f"u{n}") for n in range(20)]
    with pytest.raises(BadCalendar):
        read(*full)


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=YEARLY;INTERVAL=0", "FREQ=YEARLY;BYSECOND=1", "FREQ=DAILY"]
)
def test_a_time_zone_that_takes_for_ever_is_refused(rule: str) -> None:
    zone = OUTLOOK_ZONE.replace("FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", rule)
    with pytest.raises(BadCalendar, match="tidszon"):
        read(event(), zone=zone)
    folded = zone.replace("RRULE:FREQ", "RRULE\n :FR\n EQ")
    with pytest.raises(BadCalendar, match="tidszon"):
        read(event(), zone=folded)


@settings(max_examples=15, deadline=None)
@given(
    st.datetimes(datetime(2026, 11, 24), datetime(2027, 6, 1)),
    st.integers(5, 600),
    st.sampled_from(["", ";TZID=Europe/Stockholm", ZONED]),
)
def test_wall_times_come_through_whatever_the_zone(
    start: datetime, minutes: int, zone: str
) -> None:
    whole = start.replace(second=0, microsecond=0)
    if whole.hour in (2, 3) and whole.month in (3, 10):
        whole += timedelta(hours=5)
    found = read(event(whole.strftime("%Y%m%dT%H%M%S"), f"DURATION:PT{minutes}M", zone=zone))
    assert walls(found) == [times.wall_text(whole)]
