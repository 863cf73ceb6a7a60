"""What can be done with a booking, by where it stands; and the small dialogs for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import attendance, booking_changes, concurrent_pairs, exams, waiting
from lärcentrum.exams.attendance import Attendance
from lärcentrum.exams.booking_changes import (
    CANCELLED_BY_NAMES,
    REFUSAL_NAMES,
    CancelledBy,
    Refusal,
)
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.booking_states import OVER, WRITTEN, Missing, State
from lärcentrum.exams.errors import ReasonNeeded
from lärcentrum.exams.exams import WITHOUT_MATERIAL
from lärcentrum.language import N_, _
from lärcentrum.store.store import Store
from ui.exams.exam_move_dialog import move_whole_exam
from ui.exams.measures import AdaptationDialog
from ui.exams.move_form import MoveDialog
from ui.exams.seat_commands import show_plan
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, NumberField, TextField, TimeField
from ui.kit.form import Form
from ui.kit.texts import moment, span

SENT_HOW = (
    N_("Skannad och mejlad"),
    N_("Rekommenderat brev"),
    N_("Vanligt brev"),
    N_("Inlämnad i lärosätets system"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that can be done with one booking.

    Args:
        key: its name; the button's object name.
        text: the button's words (Swedish source text).
        icon: its icon.
        fits: whether it can be done with this one now.
        run: does it, or opens its dialog.
        mends: what it takes off the list of what is missing; it then stands first.
    """

    key: str
    text: str
    icon: str
    fits: Callable[[BookingRow], bool]
    run: Callable[[Store, BookingRow, QWidget], object]
    mends: Missing | None = None


def ahead(row: BookingRow) -> bool:
    """Tell whether the exam is still to be written."""
    return row.state not in OVER | WRITTEN


def placed(row: BookingRow) -> bool:
    """Tell whether it has a place and is still to be written."""
    return ahead(row) and row.sitting is not None


def _gives_seats(row: BookingRow) -> bool:
    """Tell whether it has a seat, or lacks one: else the centre gives none."""
    return row.sitting is not None and (row.seat is not None or Missing.SEAT in row.missing)


def _asked(row: BookingRow) -> bool:
    return ahead(row) and row.sitting is None


def approve(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    """Ask who at the provider approved."""
    form = Form(partial(booking_changes.approve_booking, store, booking=row.uid))
    contact = exams.exam_page(store, exam=row.exam).facts.contact.name
    hint = _("Namn eller funktion på lärosätet.")
    form.add("by", _("Vem har godkänt?"), TextField(), required=True, hint=hint)
    form.fill(by=contact)
    return _open(FormDialog(_("Godkänd av lärosätet"), form, parent=parent))


def cancel(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    """Ask who calls it off, and why."""

    def save(by: str, why: str) -> None:
        booking_changes.cancel_booking(store, booking=row.uid, by=CancelledBy(by), why=why)

    form = Form(save)
    people = [Choice(one.value, _(CANCELLED_BY_NAMES[one]).capitalize()) for one in CancelledBy]
    form.add("by", _("Vem avbokar?"), ChoiceField(people))
    form.add("why", _("Varför (valfritt)"), TextField(longest=400))
    return _open(FormDialog(_("Avboka"), form, verb=_("Avboka"), parent=parent))


def pair(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    """Ask which other exam of the person is written at the same time, and who approved both."""

    def save(second: str, approved: str) -> None:
        concurrent_pairs.join_bookings(store, first=second, second=row.uid, approved=approved)

    others = concurrent_pairs.at_the_same_time(store, booking=row.uid)
    if not others:
        raise NotAsItStands(
            "second",
            _("Personen har ingen annan tentamen samtidigt."),
            _("Ge bokningen sin plats som vanligt."),
        )
    form = Form(save)
    words = [Choice(one.uid, f"{one.course_name} · {span(one.starts, one.ends)}") for one in others]
    form.add("second", _("Den andra tentan"), ChoiceField(words), required=True)
    hint = _("Båda lärosätena ska ha godkänt att tentorna skrivs samtidigt. Utan extra tid.")
    form.add("approved", _("Vilka har godkänt?"), TextField(longest=400), required=True, hint=hint)
    return _open(FormDialog(_("Två tentor samtidigt"), form, parent=parent))


def cancel_exam(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    """Note that the provider calls the exam off; each booking is then proposed to be too."""
    form = Form(partial(exams.cancel_exam, store, exam=row.exam))
    hint = _("Bokningarna avbokas inte av sig själva: de står på Att göra, med betalda avgifter.")
    form.add("why", _("Varför (valfritt)"), TextField(longest=400), hint=hint)
    title = _("Lärosätet ställer in tentan")
    return _open(FormDialog(title, form, verb=_("Ställ in"), parent=parent))


def refuse(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    """Ask why a request is refused."""

    def save(why: str, note: str) -> None:
        booking_changes.refuse_booking(store, booking=row.uid, why=Refusal(why), note=note)

    form = Form(save)
    reasons = [Choice(one.value, _(REFUSAL_NAMES[one]).capitalize()) for one in Refusal]
    form.add("why", _("Varför?"), ChoiceField(reasons))
    form.add("note", _("Mer om det (valfritt)"), TextField(longest=400))
    return _open(FormDialog(_("Neka förfrågan"), form, verb=_("Neka"), parent=parent))


def seats(store: Store, row: BookingRow, parent: QWidget) -> object:
    """Open the seating plan of the booking's sitting."""
    return show_plan(store, str(row.sitting), parent)


def late(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    """Ask when somebody came late; after the last entry also why."""

    def save(at: Any, reason: str) -> None:
        came = row.starts.replace(hour=at.hour, minute=at.minute) if at else None
        attendance.note_attendance(
            store, booking=row.uid, attendance=Attendance.LATE, at=came, reason=reason
        )

    form = Form(save)
    form.add("at", _("Kom klockan"), TimeField(), hint=_("Tomt: nu."))
    form.add("reason", _("Skäl"), TextField(longest=400), hint=_("Behövs efter sista insläpp."))
    return _open(FormDialog(_("Kom sent"), form, parent=parent))


def hand_in(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    """Ask for sheets and time of a hand-in."""

    def save(sheets: int, at: Any, reason: str) -> None:
        when = row.starts.replace(hour=at.hour, minute=at.minute) if at else None
        attendance.hand_in(store, booking=row.uid, sheets=sheets, at=when, reason=reason)

    earliest = attendance.earliest_hand_in(store, booking=row.uid)
    form = Form(save)
    sheets = NumberField(0, 1000)
    form.add("sheets", _("Antal blad"), sheets, required=True, hint=_("0 för en blank inlämning."))
    hint = _("Tomt: nu. Tidigast {time}.").format(time=f"{earliest:%H:%M}")
    form.add("at", _("Lämnades in klockan"), TimeField(), hint=hint)
    hint = _("Behövs om det är tidigare än reglerna säger.")
    form.add("reason", _("Skäl"), TextField(longest=400), hint=hint)
    return _open(FormDialog(_("Inlämnad"), form, parent=parent))


def send(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    """Ask how it was sent back."""

    def save(how: str, number: str) -> None:
        words = ", ".join(part for part in (how, number) if part)
        attendance.send_bookings(store, bookings=[row.uid], how=words)

    form = Form(save)
    ways = [Choice(_(text), _(text)) for text in SENT_HOW]
    form.add("how", _("Hur skickades den?"), ChoiceField(ways))
    form.add("number", _("Kollinummer eller annat (valfritt)"), TextField(longest=100))
    return _open(FormDialog(_("Skickad till lärosätet"), form, parent=parent))


def _move(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    return _open(MoveDialog(store, row, parent=parent))


def _measure(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    return _open(AdaptationDialog(store, row.student, parent))


def _present(store: Store, row: BookingRow, parent: QWidget) -> None:
    # Somebody who is only ticked off came in time.
    attendance.note_attendance(store, booking=row.uid, attendance=Attendance.PRESENT, at=row.starts)


def _absent(store: Store, row: BookingRow, parent: QWidget) -> None:
    attendance.note_attendance(store, booking=row.uid, attendance=Attendance.ABSENT)


def _clear(store: Store, row: BookingRow, parent: QWidget) -> None:
    attendance.clear_attendance(store, booking=row.uid)


def _receipt(store: Store, row: BookingRow, parent: QWidget) -> None:
    attendance.note_receipt(store, bookings=[row.uid])


def _close(store: Store, row: BookingRow, parent: QWidget) -> None:
    attendance.close_bookings(store, bookings=[row.uid])


def _material(store: Store, row: BookingRow, parent: QWidget) -> None:
    exams.receive_material(store, exam=row.exam)


def _custody(store: Store, row: BookingRow, parent: QWidget) -> QDialog:
    from ui.exams.custody_dialog import CustodyDialog

    return _show(CustodyDialog(store, row.exam, parent))


def _codes(store: Store, row: BookingRow, parent: QWidget) -> QDialog:
    from ui.exams.codes_dialog import CodesDialog

    return _show(CodesDialog(store, row.exam, parent))


def _show(dialog: QDialog) -> QDialog:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _queue(store: Store, row: BookingRow, parent: QWidget) -> None:
    booking_changes.put_in_queue(store, booking=row.uid)


def _offer(store: Store, row: BookingRow, parent: QWidget) -> object:
    """Give the place that is free in its turn; a rule that takes a reason opens the dialog."""
    try:
        return waiting.offer_place(store, booking=row.uid)
    except ReasonNeeded:
        return _move(store, row, parent)


def _waits(row: BookingRow) -> bool:
    return ahead(row) and row.waiting_since is not None


def _here(row: BookingRow) -> bool:
    return row.state is State.IN_PROGRESS


def _in_state(*states: State) -> Callable[[BookingRow], bool]:
    return lambda row: row.state in states


def _lacks(what: Missing) -> Callable[[BookingRow], bool]:
    return lambda row: what in row.missing


def _may_pair(row: BookingRow) -> bool:
    """Tell whether it may be approved at once with another: it clashes, or was moved since."""
    asked = _asked(row) and bool(row.approved_by) and not row.paired
    return asked or Missing.PAIR in row.missing


_OF_THE_DAY = ("present", "late", "absent")
_IN_CUSTODY = ("material", "send", "receipt")
"""What the log of the material notes of all who write an exam, where the centre keeps one."""
_NOTED = _in_state(State.IN_PROGRESS, State.ABSENT)
_DONE = _in_state(State.RECEIVED, State.ABSENT)

ACTIONS = (
    Action(key="approve", text=N_("Godkänd av lärosätet …"), icon="stamp", run=approve,
           fits=lambda row: ahead(row) and not row.approved_by, mends=Missing.APPROVAL),
    Action(key="approve_again", text=N_("Godkänd för den nya tiden …"), icon="stamp", run=approve,
           fits=_lacks(Missing.NEW_APPROVAL), mends=Missing.NEW_APPROVAL),
    Action(key="pair", text=N_("Skrivs samtidigt med en annan …"), icon="stamp", run=pair,
           fits=_may_pair, mends=Missing.PAIR),
    Action(key="new_reason", text=N_("Skäl för den nya tiden …"), icon="move", run=_move,
           fits=_lacks(Missing.REASON), mends=Missing.REASON),
    Action(key="offer_place", text=N_("Ge den lediga platsen"), icon="armchair", run=_offer,
           fits=_waits, mends=Missing.PLACE),
    Action(key="give_place", text=N_("Ge plats …"), icon="armchair", run=_move, fits=_asked,
           mends=Missing.PLACE),
    Action(key="material", text=N_("Tentan har kommit"), icon="inbox", run=_material,
           fits=_lacks(Missing.MATERIAL), mends=Missing.MATERIAL),
    Action(key="custody", text=N_("Försändelse …"), icon="package", run=_custody,
           fits=lambda row: row.form not in WITHOUT_MATERIAL
           and row.state not in (State.REFUSED, State.CANCELLED), mends=Missing.MATERIAL),
    Action(key="codes", text=N_("Koder …"), icon="key-round", run=_codes,
           fits=lambda row: row.anonymous and ahead(row), mends=Missing.CODE),
    Action(key="move", text=N_("Byt tid eller sal …"), icon="move", run=_move, fits=placed,
           mends=Missing.TIME),
    Action(key="seats", text=N_("Sittplan …"), icon="armchair", run=seats, fits=_gives_seats,
           mends=Missing.SEAT),
    Action(key="present", text=N_("Närvarande"), icon="user-check", run=_present, fits=placed,
           mends=Missing.ATTENDANCE),
    Action(key="late", text=N_("Kom sent …"), icon="clock", run=late, fits=placed),
    Action(key="absent", text=N_("Kom inte"), icon="user-x", run=_absent, fits=placed),
    Action(key="hand_in", text=N_("Inlämnad …"), icon="clipboard-check", run=hand_in, fits=_here,
           mends=Missing.HAND_IN),
    Action(key="send", text=N_("Skickad …"), icon="send", run=send,
           fits=_in_state(State.HANDED_IN), mends=Missing.SENDING),
    Action(key="receipt", text=N_("Kvittens från lärosätet"), icon="check", run=_receipt,
           fits=_in_state(State.RETURNED), mends=Missing.RECEIPT),
    Action(key="clear", text=N_("Ta bort närvaron"), icon="eraser", run=_clear, fits=_NOTED),
    Action(key="measure", text=N_("Ny anpassning …"), icon="accessibility", run=_measure,
           fits=ahead),
    Action(key="close", text=N_("Avsluta"), icon="archive", run=_close, fits=_DONE),
    Action(key="queue", text=N_("Sätt i kö"), icon="hourglass", run=_queue,
           fits=lambda row: ahead(row) and row.waiting_since is None),
    Action(key="refuse", text=N_("Neka …"), icon="circle-x", run=refuse, fits=_asked),
    Action(key="cancel", text=N_("Avboka …"), icon="calendar-x", run=cancel, fits=ahead),
    Action(key="move_exam", text=N_("Lärosätet flyttar tentan …"), icon="calendar-clock",
           run=move_whole_exam, fits=lambda row: ahead(row) and not row.exam_off),
    Action(key="cancel_exam", text=N_("Lärosätet ställer in tentan …"), icon="calendar-x",
           run=cancel_exam, fits=lambda row: ahead(row) and not row.exam_off),
)  # fmt: skip


def actions(row: BookingRow, today: date, *, custody: bool = False) -> list[Action]:
    """Give what can be done today, what mends the first hole first.

    Args:
        row: the booking.
        today: the day on the wall.
        custody: whether the centre keeps a log of the material; else a mark that it has come.
    """
    custody = custody and row.form not in WITHOUT_MATERIAL
    left_out = set(_IN_CUSTODY) if custody else {"custody"}
    if row.starts.date() > today:
        left_out |= set(_OF_THE_DAY)
    found = [
        replace(one, mends=_mended(row)) if one.key == "custody" else one
        for one in ACTIONS
        if one.key not in left_out and one.fits(row)
    ]
    first = next((one for lack in row.missing for one in found if one.mends is lack), None)
    return sorted(found, key=lambda one: one is not first)


def _mended(row: BookingRow) -> Missing:
    """Give what the log of the material mends now: its coming, its sending or its receipt."""
    back = (one for one in (Missing.SENDING, Missing.RECEIPT) if one in row.missing)
    return Missing.MATERIAL if Missing.MATERIAL in row.missing else next(back, Missing.MATERIAL)


def noted(row: BookingRow) -> str:
    """Say when a person came, left and handed in."""
    parts = (
        (row.arrived, N_("kom {when}")),
        (row.handed_in, N_("lämnade in {when}")),
        (row.sent, N_("skickades {when}")),
    )
    return ", ".join(_(text).format(when=moment(when)) for when, text in parts if when)


def _open(dialog: FormDialog) -> FormDialog:
    dialog.open()
    return dialog
