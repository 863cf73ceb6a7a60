"""Who may still come in and who may already leave: pure rules of minutes.

The limits are a provider's or the centre's (see `rule_profiles`). A limit of 45 minutes lets in
the one who comes 45 minutes after the start and stops the one who comes after 46.
"""

from dataclasses import dataclass
from datetime import datetime

from lärcentrum.exams import times
from lärcentrum.language import _

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a time of arrival means.

    Args:
        minutes_late: true minutes after the start; 0 for the one who is on time.
        allowed: whether the limit lets the person in.
        sentence: the same in Swedish, empty for the one who is on time.
    """

    minutes_late: int
    allowed: bool
    sentence: str


# --- rules -----------------------------------------------------------------


def judge_entry(starts: datetime, arrived: datetime, limit: int | None) -> Entry:
    """Tell whether a person who comes now may write.

    Args:
        starts: when the sitting began, wall clock.
        arrived: when the person came, wall clock.
        limit: latest entry in minutes after the start; 0 closes the door at the start, None is
            no limit.
    """
    late = max(0, times.minutes_between(starts, arrived))
    allowed = limit is None or late <= limit
    return Entry(minutes_late=late, allowed=allowed, sentence=_entry_sentence(late, limit, allowed))


def _entry_sentence(late: int, limit: int | None, allowed: bool) -> str:
    if not late:
        return ""
    if allowed:
        return _("{late} minuter sen, får skriva.").format(late=late)
    if limit == 0:
        return _("{late} minuter sen: dörren stängs vid start.").format(late=late)
    return _("{late} minuter sen: insläppet stängdes efter {limit} minuter.").format(
        late=late, limit=limit
    )


def last_entry(starts: datetime, limit: int) -> datetime:
    """Give the last minute when a person is let in, wall clock."""
    return times.end_wall(starts, limit)


def may_leave(not_before: datetime | None, left: datetime) -> bool:
    """Tell whether a hand-in or a departure is late enough.

    Args:
        not_before: the earliest time (see `rule_profiles.not_before`), None when there is none.
        left: when the person wants to go, wall clock.
    """
    return not_before is None or times.minutes_between(not_before, left) >= 0
