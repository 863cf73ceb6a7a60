"""The centre's own exam rules, put together from its settings."""

from datetime import time

from lärcentrum.exams.rule_profiles import CentreRules, Hours, LeadTime, LeadUnit
from lärcentrum.exams.working_days import SATURDAY, USUAL_EVES, FreeDays
from lärcentrum.settings import number_setting, setting
from lärcentrum.store.store import Store


def centre_rules(store: Store) -> CentreRules:
    """Give the rules that the settings make."""
    hours = Hours(opens=_time(setting(store, "opens")), closes=_time(setting(store, "closes")))
    days = SATURDAY + number_setting(store, "open_saturdays")
    free_eves = USUAL_EVES if number_setting(store, "eves_are_free") else frozenset()
    return CentreRules(
        lead=LeadTime(
            count=number_setting(store, "lead_amount"),
            unit=LeadUnit(setting(store, "lead_unit")),
        ),
        latest_entry=number_setting(store, "latest_entry_min"),
        earliest_exit=number_setting(store, "earliest_exit_min"),
        hours=dict.fromkeys(range(days), hours),
        free=FreeDays(eves=free_eves),
    )


def _time(text: str) -> time:
    return time.fromisoformat(text)
