"""How long before an exam its material must be here: a provider's own rule, else the centre's.

Some ask for 48 hours, and mean Thursday for a Monday: then Saturdays, Sundays and free days are
passed over.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lärcentrum.exams import fields, times, working_days
from lärcentrum.exams.working_days import FreeDays
from lärcentrum.language import N_, _, ngettext
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store

MOST_HOURS = 1000
_DAY = 24

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLimit:
    """How long before the exam.

    Args:
        hours: so many hours; 0 for no limit.
        working_days: whether free days are passed over.
        owner: whose rule it is, as shown.
        source: where it was read.
        read_on: when it was noted; None for the centre's own.
    """

    hours: int
    working_days: bool = True
    owner: str = ""
    source: str = ""
    read_on: date | None = None


# --- rules -----------------------------------------------------------------


def deadline(starts: datetime, limit: MaterialLimit, free: FreeDays) -> datetime | None:
    """Give the last moment when material should come, wall clock; None for no limit.

    Args:
        starts: when the exam begins here, wall clock.
        limit: the rule.
        free: what the centre counts as free.
    """
    if not limit.hours:
        return None
    if not limit.working_days:
        return times.end_wall(starts, -60 * limit.hours)
    days, hours = divmod(limit.hours, _DAY)
    day = working_days.add_working_days(starts.date(), -days, free)
    last = datetime.combine(day, starts.time()) - timedelta(hours=hours)
    while not working_days.is_working_day(last.date(), free):
        last -= timedelta(days=1)
    return last


def limit_text(limit: MaterialLimit) -> str:
    """Say a limit: "48 timmar, arbetsdagar (Mittuniversitetet)"."""
    if not limit.hours:
        return _("ingen gräns")
    text = ngettext("{n} timme", "{n} timmar", limit.hours).format(n=limit.hours)
    if limit.working_days:
        text += ", " + _("arbetsdagar")
    return f"{text} ({limit.owner})"


# --- operations ------------------------------------------------------------

_LIMITS = """
SELECT provider.id, provider.parent_id, coalesce(nullif(provider.short, ''), provider.name) AS name,
    hours, working_days, source, source_date
FROM provider LEFT JOIN material_limit ON material_limit.provider_id = provider.id
"""


def limits(store: Store) -> dict[int, MaterialLimit]:
    """Give the limit that holds for each provider by local id; a department inherits."""
    rows = {row["id"]: row for row in store.query(_LIMITS)}
    own = MaterialLimit(hours=number_setting(store, "material_hours"), owner=_("centret"))
    found = {}
    for uid, row in rows.items():
        asked = row
        while asked["hours"] is None and asked["parent_id"] in rows:
            asked = rows[asked["parent_id"]]
        found[uid] = own
        if asked["hours"] is not None:
            found[uid] = MaterialLimit(
                hours=asked["hours"],
                working_days=bool(asked["working_days"]),
                owner=asked["name"],
                source=asked["source"],
                read_on=fields.read_day(asked["source_date"]),
            )
    return found


@reading(right=Right.SEE)
def material_limit(store: Store, *, provider: str) -> MaterialLimit:
    """Give the limit that holds for a provider or a department.

    Raises:
        NotFound: no such provider.
    """
    return limits(store)[store.id_of("provider", provider)]


_OWN = "SELECT uid FROM material_limit WHERE provider_id = ?"


@operation(right=Right.REGISTER, label=N_("Gräns för tentans ankomst satt"))
def set_material_limit(
    store: Store,
    *,
    provider: str,
    hours: int | None,
    working_days: bool = True,
    source: str = "",
) -> None:
    """Note how long before the exam a provider's material must be here, and where that was read.

    Args:
        store: the register.
        provider: the provider or department.
        hours: so many hours; 0 for no limit; None takes its own rule away.
        working_days: whether free days are passed over.
        source: where it was read.

    Raises:
        NotFound: no such provider.
        BadValue: a number that cannot be.
    """
    provider_id = store.id_of("provider", provider)
    own = store.value(_OWN, provider_id)
    with store.write():
        if hours is None:
            if own is not None:
                store.delete("material_limit", own)
            return
        values = {
            "hours": fields.number("hours", hours, 0, MOST_HOURS),
            "working_days": int(working_days),
            "source": fields.line("source", source, most=400),
            "source_date": store.clock.today().isoformat(),
        }
        if own is None:
            store.insert("material_limit", provider_id=provider_id, **values)
        else:
            store.update("material_limit", own, **values)
