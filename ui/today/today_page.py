"""Idag: the day's sittings, what is to be done in two weeks, and the next open day."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSplitter, QWidget

from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import UserError
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_states import Missing
from lärcentrum.exams.custody import exam_custody
from lärcentrum.exams.days import Day, Kind, Todo, day_page, to_do
from lärcentrum.exams.incidents import list_incidents
from lärcentrum.exams.overruns import list_overruns
from lärcentrum.exams.sittings import SittingCard
from lärcentrum.exams.staffing import list_staffing
from lärcentrum.language import _, ngettext
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.kit import theme
from ui.kit.bus import Bus
from ui.kit.commands import Command
from ui.kit.empty import Empty
from ui.kit.form import Drafts
from ui.kit.models import RecordModel
from ui.kit.page import Page
from ui.kit.settings import Memory
from ui.kit.table import Table
from ui.kit.texts import hours, long_day
from ui.kit.tokens import Tone
from ui.kit.widgets import area, button, column, empty_out, label, line, plain, row
from ui.today.attendance_dialog import AttendanceDialog
from ui.today.card_focus import place_on, return_to
from ui.today.duty_dialog import CallOffDialog
from ui.today.hand_in_dialog import HandInDialog
from ui.today.incident_dialog import IncidentDialog
from ui.today.list_dialog import ListDialog
from ui.today.openings import Openings
from ui.today.sitting_view import CLOSED, Doors, Opens, SittingView
from ui.today.staff_dialog import StaffDialog
from ui.today.today_words import ahead, custody_foot, next_day, nothing_today
from ui.today.todo_list import Line, columns, lines

_MINUTE = 60_000
_ROW = 52
_LEAST, _SMALL = 280, 700


class TodayPage(Page):
    """Today.

    Args:
        store: the register.
        bus: tells what changed.
        memory: remembers the columns.
        doors: what a sitting's card opens.
        book: opens the booking form; None (or without the right) hides it.
        day_list: opens the day's list; None hides the button.
        drafts: keeps what is typed of a list until it is saved.
        parent: see Qt.
    """

    tables: ClassVar[tuple[str, ...]] = (
        "booking", "exam", "sitting", "student", "room", "duty", "provider", "setting",
        "invigilator", "seat", "kinship", "fee", "custody_event", "material_limit",
        "incident", "paper_print", "booking_code",
    )  # fmt: skip

    def __init__(
        self,
        store: Store,
        bus: Bus,
        memory: Memory | None = None,
        doors: Doors = CLOSED,
        book: Callable[[], object] | None = None,
        day_list: Callable[[], object] | None = None,
        drafts: Drafts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("today", _("Idag"), bus=bus, memory=memory, parent=parent)
        self._store, self._day_list = store, day_list
        self.opens = Openings(store, drafts, self.window)
        self._doors = doors
        self.list_button = button(
            _("Dagslista"), day_list, kind="quiet", icon="printer", name="day_list"
        )
        self._writes = Right.REGISTER in store.session.rights
        self.heading = label(strong=True, name="today_heading")
        self.views: list[SittingView] = []
        self._cards = column(gap=0)
        self._cards.setSpacing(12)
        self.empty = Empty("calendar-check", "")
        self.next_day = label(soft=True, name="next_open_day")
        self.todo_count = label(soft=True, name="todo_count")
        self.model = RecordModel(columns(store.clock.today()))
        self.table = Table(self.model, name="todo", title=_("Att göra"), memory=memory)
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.clicked.connect(self._on_click)
        self._tick = QTimer(self, interval=_MINUTE)
        self._tick.timeout.connect(self._on_minute)
        self._tick.start()
        if self._writes and book is not None:
            self.set_primary(
                Command(key="new_booking", label=_("Ny bokning"), run=book, icon="calendar-plus")
            )

    def reload(self) -> None:
        """Show what the register says now."""
        day = day_page(self._store)
        open_text = hours(day.hours.opens, day.hours.closes) if day.hours else ""
        state = _("öppet {hours}").format(hours=open_text) if open_text else _("stängt: {why}")
        self.say_count(f"{long_day(day.day)} · {state.format(why=day.closed)}")
        self._show_cards(day)
        self._show_todo()
        foot = (custody_foot(self._store, day), next_day(self._store, day))
        self.next_day.setText("   ".join(text for text in foot if text))

    def commands(self) -> list[Command]:
        """Give the page's commands."""
        return _commands(self, self._day_list, certifies=self._doors.certify is not None)

    def show_record(self, uid: Any) -> None:
        """Open the attendance of a sitting."""
        if uid:
            self.note_attendance(str(uid))

    def note_next(self) -> AttendanceDialog | None:
        """Open the attendance of the first sitting that is not done."""
        cards = [one.card for one in self.views]
        waiting = [one for one in cards if one.arrived + one.absent < one.booked]
        return self.note_attendance(waiting[0].uid) if waiting else None

    def type_back_next(self) -> ListDialog | None:
        """Open the paper list of the first sitting that is not done."""
        chosen = _unfinished([one.card for one in self.views])
        return self.opens.type_back(chosen.uid) if chosen else None

    def incident_now(self) -> IncidentDialog | None:
        """Open the form for what went wrong at the sitting that runs, else at the first."""
        chosen = _running([one.card for one in self.views], _now(self._store))
        return self.opens.incident(chosen.uid) if chosen else None

    def certify_next(self) -> None:
        """Begin a certificate of one who sat in the latest sitting that somebody came to."""
        sat = [one.card for one in self.views if one.card.arrived]
        if self._doors.certify is not None and sat:
            self._doors.certify(sat[-1].uid)
        else:
            self.banner.say(
                _("Ingen är noterad som närvarande idag."),
                _("Notera närvaron först; andra dagars intyg görs på sidan Intyg."),
                Tone.WARN,
            )

    def note_attendance(self, sitting: str) -> AttendanceDialog:
        """Open the attendance of a sitting."""
        return self.opens.attendance(sitting)

    def note_hand_in(self, sitting: str) -> HandInDialog:
        """Open the hand-ins of a sitting."""
        return self.opens.hand_in(sitting)

    def set_invigilator(self, sitting: str) -> StaffDialog:
        """Show who watches over a sitting, and whom to ask."""
        return self.opens.staff(sitting)

    def _open(self, line: Line) -> None:
        """Go where a hole is mended."""
        self.banner.hide()
        try:
            if line.todo.kind is Kind.CUSTODY and self._doors.custody is not None:
                self._doors.custody(line.todo.uid)
            else:
                self._mend(line.todo)
        except UserError as error:
            self.banner.say_error(error)

    def _mend(self, todo: Todo) -> None:
        if todo.kind is Kind.SITTING:
            if todo.lacks is not None:
                self.set_invigilator(todo.uid)
            elif self._writes:
                self.opens.show(CallOffDialog(self._store, todo, self.window()))
            return
        booking = booking_page(self._store, booking=todo.uid)
        sitting, keeps = booking.sitting, number_setting(self._store, "use_custody")
        if todo.lacks is Missing.ATTENDANCE and sitting:
            self.note_attendance(sitting)
        elif todo.lacks is Missing.HAND_IN and sitting:
            self.note_hand_in(sitting)
        elif todo.lacks is Missing.MATERIAL and keeps and self._doors.custody is not None:
            self._doors.custody(booking.exam)
        elif self._writes:
            self.go.emit("exams", todo.uid)

    def _on_click(self, index: QModelIndex) -> None:
        record = self.model.record(index.row())
        if record is not None:
            self._open(record)

    def _on_minute(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show_cards(self, day: Day) -> None:
        at = place_on(self.views)
        empty_out(self._cards)
        self.views = _views(self._store, day, self._doors)
        for view in self.views:
            view.attendance.connect(self.note_attendance)
            view.hand_in.connect(self.note_hand_in)
            view.type_back.connect(self.opens.type_back)
            view.incident.connect(self.opens.incident)
            view.invigilator.connect(self.set_invigilator)
            self._cards.addWidget(view)
        if at is not None:
            return_to(self.views, at)
        count = len(self.views)
        text = ngettext("{n} skrivtillfälle", "{n} skrivtillfällen", count)
        self.heading.setText(text.format(n=number(count)))
        self.heading.setVisible(bool(count))
        self.list_button.setVisible(bool(count) and self._day_list is not None)
        _tell_of_list(self.list_button, self._doors.changed(None) if self._doors.changed else ())
        self._around.setVisible(bool(count))
        self.empty.setVisible(not count)
        self.empty.say("calendar-check", *nothing_today(day))

    def _show_todo(self) -> None:
        today = self._store.clock.today()
        found = to_do(self._store)
        if not self._writes:
            # A substitute runs today's sittings and nothing else.
            found = [one for one in found if one.starts.date() == today]
        listed = lines(found)
        self.model.show(listed)
        late = sum(one.todo.late for one in listed)
        counts = (
            [_("{n} inom {days}").format(n=number(len(listed)), days=ahead(self._store))]
            if listed
            else []
        )
        counts += [ngettext("{n} sen", "{n} sena", late).format(n=number(late))] if late else []
        self.todo_count.setText(" · ".join(counts))
        self.table.empty.say(
            "circle-check",
            _("Inget att göra"),
            _("Allt som ska finnas inom {days} finns.").format(days=ahead(self._store)),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; at large text in a small window the parts are stacked."""
        super().resizeEvent(event)
        small = self.width() < theme.pixels(_SMALL)
        wanted = Qt.Orientation.Vertical if small else Qt.Orientation.Horizontal
        if self._split.orientation() != wanted:
            self._split.setOrientation(wanted)
            # Stacked, the day itself has most of the room.
            self._split.setSizes([7000, 3000] if small else [5500, 4500])

    def _set_rows(self) -> None:
        # Two lines a row: what, and where.
        self.table.verticalHeader().setDefaultSectionSize(theme.pixels(_ROW))

    def _lay_out(self) -> None:
        inside = area(QWidget(), "window")
        self._cards.setContentsMargins(0, 0, 8, 0)
        inside.setLayout(column(self._cards, None, gap=0))
        self._around = QScrollArea(widgetResizable=True)
        self._around.setFrameShape(QFrame.Shape.NoFrame)
        self._around.setWidget(inside)
        self._around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left, right = QWidget(), QWidget()
        top = row(self.heading, None, self.list_button)
        box = column(top, self._around, self.empty, parent=left, gap=1)
        box.setContentsMargins(0, 0, 8, 0)
        box.setStretch(1, 1)
        box.setStretch(2, 1)
        head = row(label(_("Att göra"), strong=True), self.todo_count, None, gap=1)
        column(head, self.table, parent=right, gap=1).setContentsMargins(8, 0, 0, 0)
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 11)
        split.setStretchFactor(1, 9)
        split.setSizes([5500, 4500])
        split.setChildrenCollapsible(False)
        left.setMinimumWidth(_LEAST)
        right.setMinimumWidth(_LEAST)
        self.table.horizontalHeader().hide()
        theme.theme().changed.connect(self._set_rows)
        self._set_rows()
        self.table.setCursor(Qt.CursorShape.PointingHandCursor)
        self.body.addWidget(split, 1)
        self.body.addWidget(line())
        self.body.addWidget(self.next_day)


def _unfinished(cards: list[SittingCard]) -> SittingCard | None:
    """Give the first sitting in which somebody is left to be noted, else the first one."""
    booked = [one for one in cards if one.booked]
    left = [one for one in booked if one.handed_in + one.absent < one.booked]
    return next(iter(left or booked), None)


def _running(cards: list[SittingCard], now: datetime) -> SittingCard | None:
    """Give the sitting that runs now, else the first one."""
    runs = [one for one in cards if one.starts <= now < one.ends]
    return next(iter(runs or cards), None)


def _now(store: Store) -> datetime:
    return store.clock.now().astimezone(STOCKHOLM).replace(tzinfo=None)


def _commands(
    page: TodayPage, day_list: Callable[[], object] | None, *, certifies: bool
) -> list[Command]:
    found = [
        _command("note_attendance", _("Notera närvaro"), page.note_next,
                 "Ctrl+Shift+N", "user-check", _("upprop ankomst")),
        _command("type_back", _("Skriv in närvarolistan"), page.type_back_next,
                 "Ctrl+Shift+L", "clipboard-list", _("avprickning")),
        _command("note_incident", _("Notera en avvikelse"), page.incident_now,
                 "Ctrl+Shift+A", "triangle-alert", _("brandlarm sjuk")),
    ]  # fmt: skip
    if certifies:
        found.append(_command("certify_today", _("Intyg för den som skrivit"),
                              page.certify_next, "Ctrl+Shift+I", "award"))  # fmt: skip
    if day_list is not None:
        found.append(_command("day_list", _("Skriv ut dagslistan"), day_list,
                              "Ctrl+P", "printer"))  # fmt: skip
    return found


def _tell_of_list(shown: QPushButton, lines: tuple[str, ...]) -> None:
    """Say on the button of the day's list that it has changed since it was printed, and what."""
    shown.setText(_("Dagslista, ändrad sedan utskrift") if lines else _("Dagslista"))
    shown.setToolTip(plain("\n".join(lines)))
    shown.setAccessibleDescription("\n".join(lines))


def _command(
    key: str, said: str, run: Callable[[], object], keys: str, icon: str, words: str = ""
) -> Command:
    return Command(
        key=key, label=said, run=run, group=_("Idag"), shortcut=keys, icon=icon, words=words
    )


def _views(
    store: Store,
    day: Day,
    doors: Doors,
) -> list[SittingView]:
    """Make the cards; what the centre has not switched on is not on them."""
    now = _now(store)
    uses = bool(number_setting(store, "use_invigilators"))
    found = list_staffing(store, first=day.day, last=day.day) if uses else []
    short = {one.sitting: one.sentences for one in found}
    happened = list_incidents(store, first=day.day, last=day.day)
    went_wrong = Counter(one.sitting for one in happened)
    late = {one.sitting: one.sentence for one in list_overruns(store, day=day.day)}
    show = doors.custody if number_setting(store, "use_custody") else None
    plan = doors.plan if number_setting(store, "use_seats") else None
    return [
        SittingView(
            one, now, uses_invigilators=uses, staffing=short.get(one.uid, ()),
            incidents=went_wrong[one.uid], overrun=late.get(one.uid, ""),
            changed=doors.changed(one.uid) if doors.changed else (),
            doors=doors._replace(
                plan=plan, custody=partial(_open_custody, store, show, one) if show else None
            ),
        )
        for one in day.sittings
    ]  # fmt: skip


def _open_custody(store: Store, show: Opens, card: SittingCard, _sitting: str) -> None:
    """Show where a sitting's material is: the first exam's that lacks something, else the first."""
    exams = [one.uid for one in card.exams]
    lacking = (one for one in exams if exam_custody(store, exam=one).lacks)
    show(next(lacking, exams[0]))
