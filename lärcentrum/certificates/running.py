"""The running numbers of a year: the last one given, and those that the centre gave on paper."""

import json

from lärcentrum.certificates.errors import NumberGiven
from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

HIGHEST = 999_999
"""The highest number that a year can be made to begin at."""

# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def next_certificate_number(store: Store) -> int:
    """Give the running number that the next certificate of this year gets."""
    return last_running(store, store.clock.today().year) + 1


_UID = "SELECT uid FROM setting WHERE key = ?"


@operation(right=Right.MANAGE, label=N_("Nästa intygsnummer satt"))
def set_next_certificate_number(store: Store, *, number: int) -> None:
    """Say which number this year's next certificate gets: those before it stand on paper.

    Args:
        store: the register.
        number: the running number alone, 148 when 147 was the last on paper.

    Raises:
        BadValue: below 1 or above 999,999.
        NumberGiven: that number, or a higher one, stands on a certificate of this register.
    """
    if not 1 <= number <= HIGHEST:
        raise BadValue("number", _("ska vara {least}–{most}").format(least=1, most=HIGHEST))
    year = store.clock.today().year
    with store.write():
        used = int(store.value(_USED, year))
        if number <= used:
            raise NumberGiven(used)
        # What was said before of numbers that are still to be given counts no more.
        spans = [span for span in _spans(store, year) if span[1] <= used]
        if number > used + 1:
            spans.append([used + 1, number - 1])
        value, uid = json.dumps(spans), store.value(_UID, _key(year))
        if uid is None:
            store.insert("setting", key=_key(year), value=value)
        else:
            store.update("setting", uid, value=value)


# --- for issuing -------------------------------------------------------------

_USED = "SELECT coalesce(max(running), 0) FROM certificate WHERE year = ?"


def last_running(store: Store, year: int) -> int:
    """Give the last number of a year that is given, here or on paper; 0 for none."""
    return max([int(store.value(_USED, year)), *(last for _first, last in _spans(store, year))])


def on_paper(store: Store, year: int) -> set[int]:
    """Give the numbers of a year that the centre gave before, outside this register."""
    return {n for first, last in _spans(store, year) for n in range(first, last + 1)}


# --- inner -----------------------------------------------------------------

_VALUE = "SELECT value FROM setting WHERE key = ?"


def _spans(store: Store, year: int) -> list[list[int]]:
    return list(json.loads(store.value(_VALUE, _key(year)) or "[]"))


def _key(year: int) -> str:
    return f"certificates_on_paper/{year}"
