"""An exam's material from the safe to the provider's receipt and the last copy destroyed (E37).

Taken out, counted against the hand-ins, scanned or posted, received, destroyed: each once more in
the log of `custody`, and on the bookings where a booking tells it too (sent, received).
"""

from datetime import datetime
from typing import Any

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields, times
from lärcentrum.exams.custody import custody_to_change, log_step
from lärcentrum.exams.custody_errors import CountsDiffer, StepPassedOver
from lärcentrum.exams.custody_log import Custody, Step
from lärcentrum.exams.custody_order import differences, passed_over, refusal, sent_difference
from lärcentrum.language import N_, _
from lärcentrum.operations import operation
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- operations ------------------------------------------------------------


@operation(right=Right.TODAY, label=N_("Tenta uttagen"))
def take_out_exam(
    store: Store, *, exam: str, by: str = "", at: datetime | None = None, reason: str = "",
    note: str = "",
) -> str:  # fmt: skip
    """Note that an exam's material was taken out to be written; several may take their share.

    Args:
        store: the register.
        exam: the exam's uid.
        by: who took it out; who is logged in if not given.
        at: when, wall clock; now if not given.
        reason: why it is taken out unchecked, or before its day.
        note: what else there is to know.

    Returns:
        the line's uid.

    Raises:
        NotFound: no such exam.
        NotToday: the role runs today's exams only.
        BadValue: it has not come, is back already, or a time that cannot be.
        StepPassedOver: it is not checked, or another day's.
    """
    found, values = _allowed(store, exam, Step.OUT, at)
    values["reason"] = _why(passed_over(Step.OUT, found, store.clock.today()), reason)
    with store.write():
        return log_step(store, exam, Step.OUT, by=by, note=note, **values)


@operation(right=Right.TODAY, label=N_("Skrivna tentor räknade"))
def count_hand_ins(
    store: Store, *, exam: str, papers: int, sheets: int, by: str = "", signed_by: str = "",
    reason: str = "", at: datetime | None = None, note: str = "",
) -> str:  # fmt: skip
    """Note what was counted when an exam was collected; a new count holds in place of the old.

    The totals must be those of the hand-ins, with everybody noted, or somebody signs for it.

    Args:
        store: the register.
        exam: the exam's uid.
        papers: written exams, blank ones too.
        sheets: their sheets.
        by: who counted; who is logged in if not given.
        signed_by: who answers for a difference.
        reason: why there is one, or why it was never noted as taken out.
        at: when, wall clock; now if not given.
        note: what else there is to know.

    Returns:
        the line's uid.

    Raises:
        NotFound: no such exam.
        NotToday: the role runs today's exams only.
        BadValue: it has not come, is sent already, or a number or a time that cannot be.
        CountsDiffer: the hand-ins say something else, and nobody has signed.
        StepPassedOver: it was never noted as taken out.
    """
    found, values = _allowed(store, exam, Step.COLLECTED, at)
    fields.number("papers", papers, 0, 10_000)
    fields.number("sheets", sheets, 0, 100_000)
    if differ := differences(found.tally, papers, sheets):
        values["signed_by"] = _signed("signed_by", signed_by, differ, 200)
        values["reason"] = _signed("reason", reason, differ, 400)
    else:
        values["reason"] = _why(
            passed_over(Step.COLLECTED, found, store.clock.today()), reason
        )  # fmt: skip
    values["listed_papers"] = found.tally.handed_in
    values["listed_sheets"] = found.tally.sheets
    with store.write():
        return log_step(
            store, exam, Step.COLLECTED, by=by, note=note, papers=papers, sheets=sheets,
            **values,
        )  # fmt: skip


@operation(right=Right.TODAY, label=N_("Skrivna tentor skannade och skickade"))
def note_scanned(
    store: Store, *, exam: str, by: str = "", at: datetime | None = None, note: str = ""
) -> str:
    """Note that what was written has been scanned and sent; gives the line's uid.

    Args:
        store: the register.
        exam: the exam's uid.
        by: who did it; who is logged in if not given.
        at: when, wall clock; now if not given.
        note: where to, and what else there is to know.

    Raises:
        NotFound: no such exam.
        NotToday: the role runs today's exams only.
        BadValue: it is not counted, is received already, or a time that cannot be.
    """
    found, values = _allowed(store, exam, Step.SCANNED, at)
    papers = found.counted.papers if found.counted else None
    with store.write():
        _mark_sent(store, exam, values["at"], _("Skannad och skickad"))
        return log_step(store, exam, Step.SCANNED, by=by, note=note, papers=papers, **values)


@operation(right=Right.TODAY, label=N_("Skrivna tentor postade"))
def note_posted(
    store: Store, *, exam: str, papers: int, parcels: int = 1, tracking: str = "", by: str = "",
    reason: str = "", at: datetime | None = None, note: str = "",
) -> str:  # fmt: skip
    """Note that what was written has been posted; a later parcel is noted by itself.

    Args:
        store: the register.
        exam: the exam's uid.
        papers: written exams in it.
        parcels: how many parcels.
        tracking: their number at the post.
        by: who posted them; who is logged in if not given.
        reason: why it is another number than was counted.
        at: when, wall clock; now if not given.
        note: what else there is to know.

    Returns:
        the line's uid.

    Raises:
        NotFound: no such exam.
        NotToday: the role runs today's exams only.
        BadValue: it is not counted, is received already, or a number or a time that cannot be.
        StepPassedOver: another number than was counted.
    """
    found, values = _allowed(store, exam, Step.POSTED, at)
    fields.number("papers", papers, 0, 10_000)
    fields.number("parcels", parcels, 1, 100)
    values["tracking"] = fields.line("tracking", tracking, most=100)
    values["reason"] = _why(sent_difference(found, papers), reason)
    how = " ".join(part for part in (_("Postad"), values["tracking"]) if part)
    with store.write():
        _mark_sent(store, exam, values["at"], how)
        return log_step(
            store, exam, Step.POSTED, by=by, note=note, papers=papers, parcels=parcels, **values
        )


@operation(right=Right.REGISTER, label=N_("Påmint om kvittens"))
def note_receipt_reminded(store: Store, *, exam: str, by: str = "", note: str = "") -> str:
    """Note that the provider was reminded of its receipt; gives the line's uid.

    The receipt is overdue again after as many days as before.

    Args:
        store: the register.
        exam: the exam's uid.
        by: who reminded; who is logged in if not given.
        note: whom, and what was answered.

    Raises:
        NotFound: no such exam.
        BadValue: nothing is sent, or it is received.
    """
    _found, values = _allowed(store, exam, Step.RECEIPT, None)
    with store.write():
        return log_step(store, exam, Step.REMINDED, by=by, note=note, **values)


@operation(right=Right.REGISTER, label=N_("Kvittens från lärosätet"))
def note_provider_receipt(
    store: Store, *, exam: str, by: str = "", at: datetime | None = None, note: str = ""
) -> str:
    """Note that the provider has received what was sent; gives the line's uid.

    Args:
        store: the register.
        exam: the exam's uid.
        by: who noted it; who is logged in if not given.
        at: when, wall clock; now if not given.
        note: who answered there, and how.

    Raises:
        NotFound: no such exam.
        BadValue: nothing is sent, it is received already, or a time that cannot be.
    """
    _found, values = _allowed(store, exam, Step.RECEIPT, at)
    with store.write():
        for uid in _bookings(store, _UNRECEIVED, exam):
            store.update("booking", uid, received_at=values["at"])
        return log_step(store, exam, Step.RECEIPT, by=by, note=note, **values)


@operation(right=Right.REGISTER, label=N_("Kopior förstörda"))
def note_copies_destroyed(
    store: Store, *, exam: str, by: str = "", at: datetime | None = None, reason: str = "",
    note: str = "",
) -> str:  # fmt: skip
    """Note that no copy of an exam is left at the centre, which ends its chain.

    Args:
        store: the register.
        exam: the exam's uid.
        by: who destroyed them; who is logged in if not given.
        at: when, wall clock; now if not given.
        reason: why before the provider's receipt.
        note: how, and what else there is to know.

    Returns:
        the line's uid.

    Raises:
        NotFound: no such exam.
        BadValue: what was written is not sent, or a time that cannot be.
        StepPassedOver: the provider has not answered.
    """
    found, values = _allowed(store, exam, Step.DESTROYED, at)
    values["reason"] = _why(passed_over(Step.DESTROYED, found, store.clock.today()), reason)
    with store.write():
        return log_step(store, exam, Step.DESTROYED, by=by, note=note, **values)


# --- inner -----------------------------------------------------------------


def _allowed(
    store: Store, exam: str, step: Step, at: datetime | None
) -> tuple[Custody, dict[str, Any]]:
    """Give the chain as it stands and the step's instant, or refuse the step."""
    found = custody_to_change(store, exam)
    if refused := refusal(step, found):
        raise NotAsItStands("exam", *refused)
    now = fields.now_minutes(store)
    moment = now if at is None else times.to_minutes(at)
    if moment > now:
        raise NotAsItStands("at", _("Tiden har inte varit än."), _("Ange när det gjordes."))
    last = max((times.to_minutes(one.at) for one in found.events), default=moment)
    if moment < last:
        raise NotAsItStands(
            "at", _("Tiden är före det förra steget."), _("Ange en tid efter det.")
        )  # fmt: skip
    return found, {"at": moment}


def _why(sentences: tuple[str, ...], reason: str) -> str:
    why = fields.line("reason", reason, most=400)
    if sentences and not why:
        raise StepPassedOver(("custody",), sentences)
    return why if sentences else ""


def _signed(field: str, typed: str, sentences: tuple[str, ...], most: int) -> str:
    text = fields.line(field, typed, most=most)
    if not text:
        raise CountsDiffer(field, sentences)
    return text


_UNSENT = """
SELECT booking.uid FROM booking JOIN exam ON exam.id = booking.exam_id
WHERE exam.uid = ? AND handed_in_at IS NOT NULL AND sent_at IS NULL AND closed_at IS NULL
    AND booking.cancelled_at IS NULL AND refused_at IS NULL
"""
_UNRECEIVED = """
SELECT booking.uid FROM booking JOIN exam ON exam.id = booking.exam_id
WHERE exam.uid = ? AND sent_at IS NOT NULL AND received_at IS NULL AND closed_at IS NULL
    AND booking.cancelled_at IS NULL AND refused_at IS NULL
"""


def _bookings(store: Store, sql: str, exam: str) -> list[str]:
    return [row["uid"] for row in store.query(sql, exam)]


def _mark_sent(store: Store, exam: str, at: int, how: str) -> None:
    for uid in _bookings(store, _UNSENT, exam):
        store.update("booking", uid, sent_at=at, sent_how=how)
