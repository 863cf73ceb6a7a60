"""A price list for tests: residents free, one agreement, outsiders, re-sits, no-shows."""

from lärcentrum.exams.fees_rules import Applies
from lärcentrum.exams.fees_tariffs import add_fee_tariff
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store

HOME, AGREED, FAR = "2421", "2481", "0180"
PRICES = {
    Applies.RESIDENT: ("Boende i kommunen", 0, ""),
    Applies.AGREEMENT: ("Avtalskommun", 5_000, AGREED),
    Applies.OUTSIDER: ("Utomstående", 50_000, ""),
    Applies.RESIT: ("Omtentamen", 10_000, ""),
    Applies.NO_SHOW: ("Uteblivet", 20_000, ""),
    Applies.LATE_CANCEL: ("Sen avbokning", 10_000, ""),
}


def use_fees(store: Store) -> dict[Applies, str]:
    """Switch fees on with the price list; gives the tariffs' uids."""
    change_settings(store, values={"use_fees": "1", "centre_code": HOME})
    return {
        applies: add_fee_tariff(
            store, name=name, applies=applies, amount=amount, municipalities=codes
        )
        for applies, (name, amount, codes) in PRICES.items()
    }
