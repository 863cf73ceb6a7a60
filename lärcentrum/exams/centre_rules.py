"""The centre's own exam rules, put together from its settings."""

from dataclasses import dataclass
from datetime import time

from lärcentrum.exams.rule_profiles import CentreRules, Hours, LeadTime, LeadUnit
from lärcentrum.exams.working_days import SATURDAY, USUAL_EVES, FreeDays
from lärcentrum.settings import DECLARED
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What the centre has settled about exams.

    Args:
        rules: its rules.
        pause: the shortest break between two exams of one person, minutes.
        use_seats: whether seats are given.
        use_invigilators: whether sittings need an invigilator.
    """

    rules: CentreRules
    pause: int
    use_seats: bool
    use_invigilators: bool


# --- operations ------------------------------------------------------------

_SETTINGS = "SELECT key, value FROM setting"


def habits(store: Store) -> Habits:
    """Give what the settings say, read in one go."""
    changed = {row["key"]: row["value"] for row in store.query(_SETTINGS)}
    values = {key: changed.get(key, one.default) for key, one in DECLARED.items()}
    return Habits(
        rules=rules_from(values),
        pause=int(values["back_to_back_min"]),
        use_seats=values["use_seats"] == "1",
        use_invigilators=values["use_invigilators"] == "1",
    )


def centre_rules(store: Store) -> CentreRules:
    """Give the rules that the settings make."""
    return habits(store).rules


def rules_from(values: dict[str, str]) -> CentreRules:
    """Make the rules of settings by key."""
    hours = Hours(
        opens=time.fromisoformat(values["opens"]), closes=time.fromisoformat(values["closes"])
    )
    days = SATURDAY + int(values["open_saturdays"])
    return CentreRules(
        lead=LeadTime(count=int(values["lead_amount"]), unit=LeadUnit(values["lead_unit"])),
        latest_entry=int(values["latest_entry_min"]),
        earliest_exit=int(values["earliest_exit_min"]),
        hours=dict.fromkeys(range(days), hours),
        free=FreeDays(eves=USUAL_EVES if values["eves_are_free"] == "1" else frozenset()),
    )
