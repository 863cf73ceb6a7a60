"""The steps of the custody dialog: their keys, what each asks for, and which are offered now."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from lärcentrum.errors import BadValue
from lärcentrum.exams import custody, custody_return
from lärcentrum.exams.custody_log import SENT, WAY_BACK, Custody, How, Step
from lärcentrum.exams.custody_order import refusal
from lärcentrum.language import N_, _
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

KEYS = {
    Step.EXPECTED: "V",
    Step.RECEIVED: "M",
    Step.CHECKED: "K",
    Step.SAFE: "L",
    Step.OUT: "U",
    Step.COLLECTED: "R",
    Step.SCANNED: "S",
    Step.POSTED: "P",
    Step.REMINDED: "B",
    Step.RECEIPT: "Q",
    Step.DESTROYED: "F",
}
TITLES = {
    Step.EXPECTED: N_("Väntad"),
    Step.RECEIVED: N_("Mottagen"),
    Step.CHECKED: N_("Kontrollerad"),
    Step.SAFE: N_("Inlåst"),
    Step.OUT: N_("Uttagen"),
    Step.COLLECTED: N_("Räknad"),
    Step.SCANNED: N_("Skannad"),
    Step.POSTED: N_("Postad"),
    Step.REMINDED: N_("Påmint …"),
    Step.RECEIPT: N_("Kvitterad"),
    Step.DESTROYED: N_("Förstörd"),
}
ASKED: dict[Step, tuple[str, ...]] = {
    Step.EXPECTED: ("how", "copies", "note"),
    Step.RECEIVED: ("how", "copies", "by", "note"),
    Step.CHECKED: ("copies", "by", "note"),
    Step.SAFE: ("place", "by", "note"),
    Step.OUT: ("by", "note", "day", "at"),
    Step.COLLECTED: ("papers", "sheets", "by", "note", "day", "at"),
    Step.SCANNED: ("by", "note", "day", "at"),
    Step.POSTED: ("papers", "parcels", "tracking", "by", "note", "day", "at"),
    Step.REMINDED: (),
    Step.RECEIPT: ("by", "note", "day", "at"),
    Step.DESTROYED: ("by", "note", "day", "at"),
}
"""The fields of each step; a step of the way back also takes what a refusal asks for.

A reminder is a dialog of its own."""
ON_REFUSAL: dict[Step, tuple[str, ...]] = {
    Step.OUT: ("reason",),
    Step.COLLECTED: ("signed_by", "reason"),
    Step.POSTED: ("reason",),
    Step.DESTROYED: ("reason",),
}
_NUMBERS = ("copies", "papers", "sheets", "parcels")
_RUN: dict[Step, Callable[..., str]] = {
    Step.EXPECTED: custody.expect_material,
    Step.RECEIVED: custody.receive_parcel,
    Step.CHECKED: custody.check_parcel,
    Step.SAFE: custody.lock_up_parcel,
    Step.OUT: custody_return.take_out_exam,
    Step.COLLECTED: custody_return.count_hand_ins,
    Step.SCANNED: custody_return.note_scanned,
    Step.POSTED: custody_return.note_posted,
    Step.RECEIPT: custody_return.note_provider_receipt,
    Step.DESTROYED: custody_return.note_copies_destroyed,
}
# What was counted is typed, never proposed; how many came is not always said.
_TYPED = {Step.CHECKED: ("copies",), Step.COLLECTED: ("papers", "sheets")}


def offered(found: Custody, today: date, rights: frozenset[Right]) -> list[Step]:
    """Give the steps that can be noted now, in their order.

    Args:
        found: where the material is.
        today: the day on the wall.
        rights: what the user may do.
    """
    come = found.step not in (None, Step.EXPECTED)
    if found.step in WAY_BACK:
        return [one for one in Step if _offered_back(one, found, rights)]
    before = [Step.RECEIVED, Step.CHECKED, Step.SAFE] if come else [Step.EXPECTED, Step.RECEIVED]
    if not come or found.starts.date() > today:
        return before
    after = [one for one in (Step.OUT, Step.COLLECTED) if one is Step.OUT or found.back]
    unused = found.back and _offered_back(Step.DESTROYED, found, rights)
    return [*before, *after, *([Step.DESTROYED] if unused else [])]


def _offered_back(step: Step, found: Custody, rights: frozenset[Right]) -> bool:
    if step is Step.SAFE:
        return found.step is Step.COLLECTED
    if step is Step.REMINDED:
        return found.step in SENT and Right.REGISTER in rights
    if step not in WAY_BACK or refusal(step, found) is not None:
        return False
    return step not in (Step.RECEIPT, Step.DESTROYED) or Right.REGISTER in rights


def note_step(store: Store, found: Custody, step: Step, typed: dict[str, Any]) -> str:
    """Note a step with what stands in its fields.

    Args:
        store: the register.
        found: where the material is.
        step: which step.
        typed: the fields' values by name.

    Raises:
        UserError: the operation refuses, or something that must be typed is not.
    """
    names = [*ASKED[step], *ON_REFUSAL.get(step, ())]
    values = {name: typed[name] for name in names if name not in ("day", "at")}
    for name in _TYPED.get(step, ()):
        if values[name] is None:
            raise BadValue(name, _("är tomt"))
    if "how" in values:
        values["how"] = How(values["how"])
    if step is Step.POSTED:
        if values["papers"] is None:
            values["papers"] = to_post(found)
        values["parcels"] = values["parcels"] or 1
    if "at" in names:
        values["at"] = _moment(typed["day"], typed["at"], store.clock.today())
    return _RUN[step](store, exam=found.exam, **values)


def to_post(found: Custody) -> int:
    """Give how many written exams are still to be posted."""
    counted = found.counted.papers if found.counted else found.tally.handed_in
    gone = sum(one.papers or 0 for one in found.events if one.step is Step.POSTED)
    return max(0, (counted or 0) - gone)


def _moment(day: date | None, clock: time | None, today: date) -> datetime | None:
    """Put day and time together; neither is now, a time alone is today's."""
    if clock is None:
        if day is not None and day != today:
            raise BadValue("at", _("är tomt"))
        return None
    return datetime.combine(day or today, clock)


def numbers(step: Step) -> list[str]:
    """Give the fields of a step that hold numbers."""
    return [name for name in ASKED[step] if name in _NUMBERS]
