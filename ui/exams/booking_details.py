"""The panel at the right: one booking's facts, what can be done with it, and its history."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from lärcentrum.exams import booking_lists, confirmations, exams, waiting
from lärcentrum.exams.attendance import ATTENDANCE_NAMES, Attendance
from lärcentrum.exams.booking_changes import (
    CANCELLED_BY_NAMES,
    REFUSAL_NAMES,
    CancelledBy,
    Refusal,
)
from lärcentrum.exams.booking_filters import exam_text, missing_text, place_text
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.custody import exam_custody
from lärcentrum.exams.custody_log import state_text
from lärcentrum.exams.exams import FORM_NAMES, Exam
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from ui.exams.booking_actions import Action, actions, noted
from ui.exams.booking_table import chip, when_text
from ui.exams.confirmation_dialog import told_text
from ui.exams.fee_line import FeeLines
from ui.kit import theme
from ui.kit.chips import ChipLabel
from ui.kit.details import add_history, facts_grid
from ui.kit.texts import duration, moment, short_day
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, empty_out, label, row, tab_order

Open = Callable[[str], object]
_MOST = 2
"""Holes that get a button of their own."""


class BookingDetails(QWidget):
    """Shows one booking.

    Args:
        store: the register.
        certificate: opens the certificate of a booking by uid; None hides it.
        confirmation: opens the confirmation of a booking by uid; None hides it.
        parent: see Qt.

    Signals:
        wanted: something is to be done; an action's key and the booking.
        person: the student's page is wanted; the uid.
        shown: whether a booking is shown now.
    """

    wanted = Signal(str, object)
    person = Signal(str)
    shown = Signal(bool)

    def __init__(
        self,
        store: Store,
        certificate: Open | None = None,
        confirmation: Open | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        area(self, "surface")
        self._store = store
        self._papers = (
            (_("Bekräftelse …"), "mail", "confirmation", confirmation),
            (_("Intyg …"), "award", "certificate", certificate),
        )
        self.booking: BookingRow | None = None
        self.name = button("", self._open_person, kind="quiet", icon="user", name="booking_student")
        self.title = label(size=Text.TITLE, wrap=True, name="booking_title")
        self.chip = ChipLabel()
        self.lacks = label(size=Text.SMALL, wrap=True, name="booking_missing")
        self.lacks.setProperty("tone", Tone.WARN.value)
        self._parts = [column(gap=1) for _tab in range(2)]
        self.tabs = QTabWidget()
        self.tabs.setObjectName("booking_tabs")
        self.tabs.addTab(_page(self._parts[0]), _("Uppgifter"))
        self.tabs.addTab(_page(self._parts[1]), _("Historik"))
        self.tabs.setTabVisible(1, Right.MANAGE in store.session.rights)
        head = row(self.chip, self.lacks, gap=1)
        head.setStretch(1, 1)
        self._do = column(gap=1)
        self.fees = FeeLines(store)
        self.menu = QMenu(self)
        self.menu.setObjectName("booking_menu")
        self.more = button(_("Mer …"), self._open_menu, kind="quiet", icon="ellipsis", name="more")
        inside = area(QWidget(), "surface")
        inner = column(
            self.title, row(self.name, None), head, self._do, row(self.more, None), self.fees,
            self.tabs, parent=inside, gap=1,
        )  # fmt: skip
        inner.setContentsMargins(20, 16, 20, 8)
        inner.setStretch(6, 1)
        # All of it scrolls: at large text the tabs alone would have no room left.
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column(scroll, parent=self, gap=0)

    def show_booking(self, uid: str | None) -> None:
        """Show a booking; None shows nothing."""
        found = booking_lists.booking_page(self._store, booking=uid) if uid else None
        self.booking = found
        self.setVisible(found is not None)
        self.shown.emit(found is not None)
        for part in self._parts:
            empty_out(part)
        if found is None:
            return
        self.title.setText(found.course_name)
        self.name.setText(found.name)
        self.chip.show_chip(chip(found))
        lacks = missing_text(found)
        self.lacks.setText(_("Saknas: {what}").format(what=lacks) if lacks else "")
        self._show_actions(found)
        self._show_facts(found)
        self.fees.show_fees(found.uid)
        # The buttons are made anew for each booking, and would come after the tabs.
        tab_order(self.name, *self._buttons(), self.more, *self.fees.findChildren(QPushButton),
                  self.tabs.tabBar())  # fmt: skip
        add_history(self._parts[1], self._store, found.uid)

    def take_focus(self) -> None:
        """Give the keyboard to the first thing that can be done."""
        first = self._do.itemAt(0)
        widget = first.widget() if first is not None else None
        (widget or self.more).setFocus(Qt.FocusReason.OtherFocusReason)

    def _buttons(self) -> list[QWidget]:
        items = (self._do.itemAt(at) for at in range(self._do.count()))
        made = (one.widget() for one in items if one is not None)
        return [one for one in made if one is not None]

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _open_person(self) -> None:
        if self.booking is not None:
            self.person.emit(self.booking.student)

    def _show_actions(self, booking: BookingRow) -> None:
        """Put what mends a hole on buttons, and the rest into a menu."""
        empty_out(self._do)
        writes = Right.REGISTER in self._store.session.rights
        keeps = bool(number_setting(self._store, "use_custody"))
        today = self._store.clock.today()
        offered = actions(booking, today, custody=keeps) if writes else []
        first = [one for one in offered if one.mends in booking.missing][:_MOST] or offered[:1]
        for one in first:
            act = button(_(one.text), icon=one.icon, name=f"do_{one.key}")
            act.clicked.connect(partial(self.wanted.emit, one.key, booking))
            self._do.addWidget(act)
        self._fill_menu(booking, [one for one in offered if one not in first])
        self.more.setVisible(not self.menu.isEmpty())

    def _fill_menu(self, booking: BookingRow, offered: list[Action]) -> None:
        self.menu.clear()
        for one in offered:
            act = self.menu.addAction(_(one.text))
            act.setObjectName(f"do_{one.key}")
            theme.dress(act, one.icon, size=18)
            act.triggered.connect(partial(self.wanted.emit, one.key, booking))
        for text, icon, key, run in self._papers:
            if run is not None:
                act = self.menu.addAction(text)
                act.setObjectName(f"do_{key}")
                theme.dress(act, icon, size=18)
                act.triggered.connect(partial(run, booking.uid))

    def _show_facts(self, booking: BookingRow) -> None:
        part = self._parts[0]
        exam = exams.exam_page(self._store, exam=booking.exam)
        told = confirmations.confirmations_of(self._store, booking=booking.uid)
        facts = [
            *_facts(booking), (_("I kö"), _queue_text(self._store, booking)),
            (_("Bekräftad till"), told_text(told)), *_exam_facts(booking, exam),
            (_("Försändelse"), _custody_text(self._store, booking)),
        ]  # fmt: skip
        part.addLayout(facts_grid(facts))
        part.addStretch(1)


def _facts(booking: BookingRow) -> list[tuple[str, str]]:
    extra = duration(booking.extra_min) if booking.extra_min else ""
    came = _(ATTENDANCE_NAMES[Attendance(booking.attendance)]) if booking.attendance else ""
    by = _(CANCELLED_BY_NAMES[CancelledBy(booking.cancelled_by)]) if booking.cancelled_by else ""
    refused = _(REFUSAL_NAMES[Refusal(booking.refused_why)]) if booking.refused_why else ""
    return [
        (_("Tid"), when_text(booking)),
        (_("Sal"), place_text(booking)),
        (_("Extra tid"), extra),
        (_("Eget rum"), _("ja") if booking.own_room else ""),
        (_("Preliminär"), _("tiden kan ändras") if booking.preliminary else ""),
        (_("Frågan kom"), short_day(booking.requested_on)),
        (_("Godkänd av"), booking.approved_by),
        (_("Skäl"), booking.override_reason),
        (_("Närvaro"), came),
        (_("Under dagen"), noted(booking)),
        (_("Antal blad"), "" if booking.sheets is None else str(booking.sheets)),
        (_("Skickad"), booking.sent_how),
        (_("Nekad"), refused),
        (_("Avbokad av"), ": ".join(part for part in (by, booking.cancelled_why) if part)),
    ]


def _queue_text(store: Store, booking: BookingRow) -> str:
    """Say which turn a booking has in the queue, and where a place is free for it."""
    waits = waiting.in_queue(store, booking.uid) if booking.waiting_since else None
    if waits is None:
        return ""
    text = _("nummer {turn} sedan {when}").format(turn=waits.turn, when=moment(waits.since))
    free = _("plats ledig i {room}").format(room=waits.room_name) if waits.room else ""
    return ", ".join(part for part in (text, free) if part)


def _custody_text(store: Store, booking: BookingRow) -> str:
    """Say where the exam's material is and what is wrong with it; "" where that is not kept."""
    if booking.form in exams.WITHOUT_MATERIAL or not number_setting(store, "use_custody"):
        return ""
    found = exam_custody(store, exam=booking.exam)
    return " · ".join(part for part in (state_text(found), *found.lacks) if part)


def _exam_facts(booking: BookingRow, exam: Exam) -> list[tuple[str, str]]:
    facts, contact = exam.facts, exam.facts.contact
    start = facts.ordinary_start
    form = ", ".join(part for part in (_(FORM_NAMES[facts.form]), facts.platform) if part)
    asked = " · ".join(part for part in (contact.name, contact.email, contact.phone) if part)
    return [
        (_("Lärosäte"), exam.provider_name),
        (_("Kurs"), exam_text(booking)),
        (_("På lärosätet"), f"{start:%H:%M}" if start else _("klockslag inte känt")),
        (_("Längd"), duration(facts.minutes)),
        (_("Form"), form),
        (_("Hjälpmedel"), facts.aids),
        (_("Anonym"), _("skrivs under kod") if booking.anonymous else ""),
        (_("Kontakt"), asked),
        (_("Anteckning"), facts.note),
    ]


def _page(part: QVBoxLayout) -> QWidget:
    inside = area(QWidget(), "surface")
    inside.setLayout(part)
    part.setSpacing(2)
    part.setContentsMargins(0, 12, 0, 12)
    return inside
