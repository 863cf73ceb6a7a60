"""How internships are said on the screen: chips, days, what is missing."""

from collections.abc import Sequence

from lärcentrum.language import _
from lärcentrum.practice.internship_states import Lack
from lärcentrum.practice.internships import Internship
from lärcentrum.practice.periods import Period, hours, weeks_text
from lärcentrum.practice.words import MISSING_NAMES, STATE_NAMES, Stage, State
from ui.kit.chips import Chip
from ui.kit.texts import number, short_day
from ui.kit.tokens import Tone

_LOOKS = {
    Stage.SEEKING: (Tone.WARN, "hourglass"),
    Stage.PLANNED: (Tone.ACCENT, "calendar-check"),
    Stage.ONGOING: (Tone.GOOD, "briefcase"),
    Stage.ENDED: (Tone.NEUTRAL, "clipboard-check"),
    Stage.DONE: (Tone.NEUTRAL, "circle-check"),
    Stage.STOPPED: (Tone.NEUTRAL, "circle-x"),
}
_ICONS = {
    State.PAUSED: "calendar-clock",
    State.MOVED: "move",
    State.CERTIFICATE_ISSUED: "award",
}


def state_chip(internship: Internship) -> Chip:
    """Give the state as a chip."""
    tone, icon = _LOOKS[internship.stage]
    word = _(STATE_NAMES[internship.state]).capitalize()
    return Chip(word, tone, _ICONS.get(internship.state, icon))


def missing_text(lack: Lack) -> str:
    """Say what is missing and by when: "undertecknat avtal, mån 14 dec"."""
    what = _(MISSING_NAMES[lack.what])
    return f"{what}, {short_day(lack.due)}" if lack.due else what


def missing_chip(internship: Internship) -> Chip | None:
    """Give the first thing that is missing, and how many more there are."""
    if not internship.missing:
        return None
    first = next((one for one in internship.missing if one.due == internship.due), None)
    words = _(MISSING_NAMES[(first or internship.missing[0]).what])
    if more := len(internship.missing) - 1:
        words = _("{first} +{n}").format(first=words, n=more)
    if internship.late:
        return Chip(_("Sent: {what}").format(what=words), Tone.BAD, "triangle-alert")
    return Chip(words.capitalize(), Tone.WARN, "circle-dot")


def missing_lines(internship: Internship) -> str:
    """Say everything that is missing, one a line."""
    return "\n".join(missing_text(one) for one in internship.missing)


def period_text(period: Period) -> str:
    """Say a period: "mån 2 nov – fre 4 dec 2026", with its part of full time if less."""
    first, last = period.starts_on, period.ends_on
    part = "" if period.percent == 100 else _(", {n} %").format(n=period.percent)
    return f"{short_day(first)} – {short_day(last)} {last.year}{part}"


def extent_text(periods: Sequence[Period], hours_per_week: int) -> str:
    """Say how much work periods hold: "v. 45–49 · 200 timmar"."""
    if not periods:
        return ""
    count = number(hours(periods, hours_per_week))
    return _("{weeks} · {n} timmar").format(weeks=weeks_text(periods), n=count)
