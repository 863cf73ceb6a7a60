"""Who only asks for a place on a day: whether the rules let it be given, and what is in the way.

The rules bind from the moment a place is given. What a rule stops, or what takes a reason that is
not there, is left to `booking_changes.give_place`, where a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lärcentrum.exams import booking_plans
from lärcentrum.exams.booking_changes import plan_anew
from lärcentrum.exams.booking_plans import Desk
from lärcentrum.exams.booking_rules import Level
from lärcentrum.exams.seating.facts import Why
from lärcentrum.exams.times import Span
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """What keeps somebody who asks from a place, before any room is looked for.

    Args:
        why: the kind.
        said: the rules' own sentences, in Swedish; "" without one.
    """

    why: Why
    said: str = ""


# --- operations ------------------------------------------------------------


def stops(store: Store, rows: Iterable[Row], day: Span, now: int) -> dict[str, Stop]:
    """Give what stops those who ask; who may be given a place is not named.

    Args:
        store: the register.
        rows: the requests of a day, the earliest first, as `day_facts` reads them.
        day: the day; what runs over midnight is left as it is.
        now: the instant, UTC minutes.
    """
    asking = list(rows)
    at = booking_plans.desk(store)
    booking_plans.meet(at, list(dict.fromkeys(row["student_uid"] for row in asking)))
    asked: dict[str, list[Span]] = {}
    found: dict[str, Stop] = {}
    for row in asking:
        over = row["starts_at"] < max(day.starts_at, now + 1) or row["ends_at"] > day.ends_at
        stop = (
            Stop(why=Why.FROZEN)
            if over
            else _stop(at, row, asked.setdefault(row["student_uid"], []))
        )
        if stop is None:
            asked[row["student_uid"]].append(_span(row))
        else:
            found[row["uid"]] = stop
    return found


def _stop(at: Desk, row: Row, others: list[Span]) -> Stop | None:
    if row["waiting_since"] is not None:
        return Stop(why=Why.QUEUED)
    if row["pair_id"] is not None or any(one.overlaps(_span(row)) for one in others):
        return Stop(why=Why.AT_ONCE)
    made = plan_anew(at, row)
    # Who watches where is weighed room by room when the day is placed.
    here = (one for one in made.findings if one.code != "near")
    findings = (*here, *booking_plans.in_the_way(at, made))
    for level, why in ((Level.RED, Why.RULES), (Level.AMBER, Why.REASON)):
        said = " ".join(one.sentence for one in findings if one.level is level)
        if said and not (level is Level.AMBER and made.wish.reason):
            return Stop(why=why, said=said)
    return None


def _span(row: Row) -> Span:
    return Span(starts_at=row["starts_at"], ends_at=row["ends_at"])
