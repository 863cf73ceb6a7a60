"""The centre's own exam rules, put together from its settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from lärcentrum.exams.outsiders import area_from
from lärcentrum.exams.rule_profiles import CentreRules, Hours, LeadTime, LeadUnit
from lärcentrum.exams.working_days import SATURDAY, USUAL_EVES, FreeDays
from lärcentrum.settings import DECLARED
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What the centre has settled about exams.

    Args:
        rules: its rules.
        pause: the shortest break between two exams of one person, minutes.
        use_seats: whether seats are given.
        use_invigilators: whether sittings need an invigilator.
        area: the municipalities that the centre is for; empty where everybody is welcome.
    """

    rules: CentreRules
    pause: int
    use_seats: bool
    use_invigilators: bool
    area: frozenset[str] = frozenset()


# --- operations ------------------------------------------------------------

_SETTINGS = "SELECT key, value FROM setting"
_DAYS = "SELECT date, opens, closes, reason FROM opening_day"


def habits(store: Store) -> Habits:
    """Give what the settings say, read in one go."""
    changed = {row["key"]: row["value"] for row in store.query(_SETTINGS)}
    values = {key: changed.get(key, one.default) for key, one in DECLARED.items()}
    return Habits(
        rules=rules_from(values, store.query(_DAYS)),
        pause=int(values["back_to_back_min"]),
        use_seats=values["use_seats"] == "1",
        use_invigilators=values["use_invigilators"] == "1",
        area=area_from(values),
    )


def centre_rules(store: Store) -> CentreRules:
    """Give the rules that the settings make."""
    return habits(store).rules


def rules_from(values: dict[str, str], days: Iterable[Row] = ()) -> CentreRules:
    """Make the rules of settings by key and of the days that are unlike the others."""
    hours = Hours(
        opens=time.fromisoformat(values["opens"]), closes=time.fromisoformat(values["closes"])
    )
    week = SATURDAY + int(values["open_saturdays"])
    eves = USUAL_EVES if values["eves_are_free"] == "1" else frozenset()
    own = {date.fromisoformat(row["date"]): row for row in days}
    return CentreRules(
        lead=LeadTime(count=int(values["lead_amount"]), unit=LeadUnit(values["lead_unit"])),
        latest_entry=int(values["latest_entry_min"]),
        earliest_exit=int(values["earliest_exit_min"]),
        hours=dict.fromkeys(range(week), hours),
        open_days={day: hours_of(row) for day, row in own.items() if row["opens"]},
        free=FreeDays(
            eves=eves, closed={day: row["reason"] for day, row in own.items() if not row["opens"]}
        ),
    )


def hours_of(row: Row) -> Hours:
    """Read the hours of a day that is open."""
    return Hours(opens=time.fromisoformat(row["opens"]), closes=time.fromisoformat(row["closes"]))
