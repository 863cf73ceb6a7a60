"""What an invigilator can be asked for: providers and platforms, hours and days, and how much.

Nothing of it is asked for: somebody of whom nothing is noted may be asked for every exam.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields
from lärcentrum.language import _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold

MOST_HOURS = 400

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekHours:
    """The hours that a weekday usually leaves free, wall clock.

    Args:
        weekday: Monday 0.
        opens: from.
        closes: until.
    """

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an invigilator can be asked for.

    Args:
        providers: uids of the providers whose exams the person may watch over; with no platforms
            either, everybody's.
        platforms: digital platforms that the person can handle.
        week: usual free hours; none stands for "not said".
        can: days when the person can, whatever the weekday says.
        cannot: days when the person cannot.
        least_hours: hours a calendar month at least.
        most_hours: at most.
        target_hours: what both sides aim at.
    """

    providers: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    week: tuple[WeekHours, ...] = ()
    can: tuple[date, ...] = ()
    cannot: tuple[date, ...] = ()
    least_hours: int | None = None
    most_hours: int | None = None
    target_hours: int | None = None


NOTHING_SAID = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsOf:
    """Everybody's terms by the invigilator's local id."""

    by_id: Mapping[int, Terms] = field(default_factory=dict)

    def of(self, invigilator_id: int) -> Terms:
        """Give one person's."""
        return self.by_id.get(invigilator_id, NOTHING_SAID)


# --- rules -----------------------------------------------------------------


def cannot(terms: Terms, starts: datetime, ends: datetime) -> bool:
    """Tell whether somebody has said no to a day in advance; wall clock."""
    return bool({starts.date(), ends.date()} & set(terms.cannot))


def usually_free(terms: Terms, starts: datetime, ends: datetime) -> bool | None:
    """Tell whether somebody is free by what was said of days and weekdays; None: nothing was said.

    Args:
        terms: what was said.
        starts: wall clock.
        ends: wall clock.
    """
    if {starts.date(), ends.date()} <= set(terms.can):
        return True
    if not terms.week:
        return None
    if starts.date() != ends.date():
        return False
    free = [one for one in terms.week if one.weekday == starts.weekday()]
    return any(one.opens <= starts.time() and ends.time() <= one.closes for one in free)


def qualified(terms: Terms, provider: str, platform: str) -> bool:
    """Tell whether somebody may watch over an exam of a provider on a platform ("" for none)."""
    if not terms.providers and not terms.platforms:
        return True
    known = {fold(one) for one in terms.platforms}
    if platform and known:
        return fold(platform) in known
    return not terms.providers or provider in terms.providers


def check_terms(terms: Terms) -> None:
    """Refuse terms that cannot be.

    Raises:
        BadValue: hours out of their range, a day twice, or a time that ends before it begins.
    """
    for name in ("least_hours", "most_hours", "target_hours"):
        value = getattr(terms, name)
        if value is not None:
            fields.number(name, value, 0, MOST_HOURS)
    least, most = terms.least_hours, terms.most_hours
    if least is not None and most is not None and least > most:
        raise NotAsItStands(
            "most_hours", _("Det högsta antalet timmar är lägre än det lägsta."), _("Ändra ett.")
        )
    for one in terms.week:
        fields.number("week", one.weekday, 0, 6)
        if one.closes <= one.opens:
            raise NotAsItStands("week", _("En tid slutar innan den börjar."), _("Ändra tiden."))
    if len({one.weekday for one in terms.week}) < len(terms.week):
        raise NotAsItStands("week", _("En veckodag står två gånger."), _("Ta bort den ena."))
    if set(terms.can) & set(terms.cannot):
        raise NotAsItStands(
            "cannot", _("En dag står både som kan och som kan inte."), _("Ta bort den ena.")
        )


# --- operations ------------------------------------------------------------

_TABLES = ("invigilator_skill", "invigilator_week", "invigilator_day", "invigilator_load")
_OLD = {table: f"SELECT * FROM {table} WHERE invigilator_id = ? ORDER BY id" for table in _TABLES}


def write_terms(store: Store, invigilator_id: int, terms: Terms) -> None:
    """Set somebody's terms anew, inside an operation; what stays the same is not touched.

    Raises:
        NotFound: no such provider.
        BadValue: see `check_terms`.
    """
    check_terms(terms)
    for table, wanted in _wanted(store, terms).items():
        left = list(wanted)
        for row in store.query(_OLD[table], invigilator_id):
            same = next((one for one in left if all(row[k] == one[k] for k in one)), None)
            if same is None:
                store.delete(table, row["uid"])
            else:
                left.remove(same)
        for values in left:
            store.insert(table, invigilator_id=invigilator_id, **values)


def _wanted(store: Store, terms: Terms) -> dict[str, list[dict[str, Any]]]:
    platforms = {fold(one): fields.line("platforms", one, most=100) for one in terms.platforms}
    skills: list[dict[str, Any]] = [
        {"provider_id": store.id_of("provider", one), "platform": ""}
        for one in dict.fromkeys(terms.providers)
    ]
    skills += [{"provider_id": None, "platform": one} for one in platforms.values() if one]
    days = [(one, 1) for one in terms.can] + [(one, 0) for one in terms.cannot]
    hours = {name: getattr(terms, name) for name in ("least_hours", "most_hours", "target_hours")}
    return {
        "invigilator_skill": skills,
        "invigilator_week": [
            {"weekday": one.weekday, "opens": f"{one.opens:%H:%M}", "closes": f"{one.closes:%H:%M}"}
            for one in terms.week
        ],
        "invigilator_day": [
            {"date": day.isoformat(), "can": can} for day, can in dict.fromkeys(days)
        ],
        "invigilator_load": [hours] if any(one is not None for one in hours.values()) else [],
    }


_SKILLS = """
SELECT invigilator_id, platform, provider.uid AS provider FROM invigilator_skill
LEFT JOIN provider ON provider.id = provider_id ORDER BY invigilator_skill.id
"""
_WEEK = "SELECT * FROM invigilator_week ORDER BY weekday"
_DAYS = "SELECT * FROM invigilator_day ORDER BY date"
_LOAD = "SELECT * FROM invigilator_load"


def all_terms(store: Store) -> TermsOf:
    """Give everybody's terms, read in one go."""
    found: dict[int, dict[str, Any]] = {}

    def at(row: Any, key: str) -> list[Any]:
        kept: list[Any] = found.setdefault(row["invigilator_id"], {}).setdefault(key, [])
        return kept

    for row in store.query(_SKILLS):
        at(row, "providers" if row["provider"] else "platforms").append(
            row["provider"] or row["platform"]
        )
    for row in store.query(_WEEK):
        opens, closes = time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"])
        at(row, "week").append(WeekHours(weekday=row["weekday"], opens=opens, closes=closes))
    for row in store.query(_DAYS):
        at(row, "can" if row["can"] else "cannot").append(date.fromisoformat(row["date"]))
    made: dict[int, dict[str, Any]] = {
        who: {key: tuple(kept) for key, kept in one.items()} for who, one in found.items()
    }
    for row in store.query(_LOAD):
        made.setdefault(row["invigilator_id"], {}).update(
            {name: row[name] for name in ("least_hours", "most_hours", "target_hours")}
        )
    return TermsOf(by_id={who: Terms(**one) for who, one in made.items()})


@reading(right=Right.REGISTER)
def invigilator_terms(store: Store, *, invigilator: str) -> Terms:
    """Give what an invigilator can be asked for.

    Raises:
        NotFound: no such invigilator.
    """
    return all_terms(store).of(store.id_of("invigilator", invigilator))
