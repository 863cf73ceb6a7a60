"""Månadsfil: one page and one button when nothing falls short, else twelve months, five steps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.store import Store
from lärcentrum.swedish import short_day
from lärcentrum.sync import keys, months, packages, receipts, recipients
from lärcentrum.sync.kinds import Kind, is_month
from lärcentrum.sync.payloads import Leaving
from ui.kit.bus import Bus
from ui.kit.commands import Command
from ui.kit.drop import FileDrop
from ui.kit.jobs import JobRunner
from ui.kit.page import Page
from ui.kit.paths import Paths
from ui.kit.settings import Memory
from ui.kit.tokens import Tone
from ui.kit.widgets import button, label, row
from ui.sync.epoch_notice import EpochNotice
from ui.sync.month_asks import MonthAsks
from ui.sync.month_desk import MonthDesk, Said
from ui.sync.month_view import MonthView
from ui.sync.words import Situation, Step, month_chip, next_month, step_of, title_of

_RECORDS = {Kind.STUDENT: "students", Kind.BOOKING: "exams", Kind.INTERNSHIP: "practice"}


class MonthPage(Page):
    """The monthly file.

    Args:
        store: the register.
        bus: tells what changed.
        jobs: counts, makes and saves beside the window's own work.
        memory: remembers the folder and columns.
        paths: asks for folders and files; the system's dialogs but in tests.
    """

    tables: ClassVar[tuple[str, ...]] = (
        "month", "package", "recipient", "level_decision", "setting", "booking", "student",
        "internship", "internship_period", "signing_key",
    )  # fmt: skip

    def __init__(
        self,
        store: Store,
        bus: Bus,
        jobs: JobRunner,
        memory: Memory | None = None,
        paths: Paths | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("month", _("Månadsfil"), bus=bus, memory=memory, parent=parent)
        self._store = store
        self.desk = MonthDesk(store, jobs, self)
        self.asks = MonthAsks(store, self.desk, paths or Paths(), self)
        self.view = MonthView(memory)
        self.now: Situation | None = None
        self._period, self._counted = "", ""
        self._step: Step | None = None
        self._all = False
        self._folder = Path.home()
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Show what the register says now."""
        listed = months.list_months(self._store)
        due = next_month(listed)
        period = self._period or due
        self.now = now = self._situation(period)
        self._counted = ""
        self.epoch.show_situation(now)
        self.view.show_months(listed, period)
        due_text = _("Ska vara hos regionen senast {day}.").format(day=short_day(now.month.due))
        self._due.setText(due_text)
        chip = month_chip(now.month, period >= due)
        self.say_count(f"{title_of(period)} · {chip.word}")
        self._show(now, calm=now.calm and period == due and not self._all)

    def show_record(self, uid: Any) -> None:
        """Show one month by its period."""
        if is_month(uid):
            self._choose_month(uid)

    def commands(self) -> list[Command]:
        """Give the page's commands."""
        made: list[tuple[str, str, Callable[[], object], str, str]] = [
            ("month_act", _("Nästa steg i månaden"), self.act, "Ctrl+Return", "arrow-right"),
            ("month_receipt", _("Läs in kvittens"), self.asks.receipt, "", "folder-open"),
            ("month_copy", _("Spara månadens siffror som Excel"),
             lambda: self.asks.copy(self._month()), "", "file-spreadsheet"),
        ]  # fmt: skip
        if self.asks.manages:
            made.append(("month_keys", _("Mottagare och nycklar"), self.asks.recipients, "",
                         "key-round"))  # fmt: skip
        return [
            Command(key=key, label=text, run=run, group=self.title, shortcut=keys_, icon=icon)
            for key, text, run, keys_, icon in made
        ]

    def act(self) -> None:
        """Do the main thing of what is shown (Ctrl+Enter)."""
        if not self.view.isEnabled():
            return
        if self.view.is_calm:
            self.desk.close_and_make(self._month())
        elif self._step_now() is Step.LEAVING and self.now is not None:
            self._choose_step(step_of(self.now))
        else:
            self.view.act(self._step_now())

    def place(self) -> QWidget | None:
        """Give the main button of what is shown, else the chosen step; none while it works."""
        return self.view.place(self._step_now()) if self.view.isEnabled() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self.view.fit(event.size())

    def _situation(self, period: str) -> Situation:
        closed = months.month_row(self._store, period)["closed_at"] is not None
        made = packages.list_packages(self._store, period=period)
        answers = receipts.list_answers(self._store, package=made[0].uid) if made else []
        return Situation(
            month=months.month_tile(self._store, period),
            closed=closed,
            findings=() if closed else tuple(months.check_month(self._store, period=period)),
            packages=tuple(made),
            recipients=tuple(recipients.list_recipients(self._store)),
            confirmed=keys.fact(self._store, "epoch_confirmed") == "1",
            manages=self.asks.manages,
            answers=tuple(answers),
        )

    def _show(self, now: Situation, calm: bool) -> None:
        self.view.show_situation(now, self._step_now(), calm)
        seen = calm or self._step_now() is Step.LEAVING
        if seen and self._counted != now.month.period:
            self._counted = now.month.period
            self.desk.count(self._counted)

    def _step_now(self) -> Step:
        if self._step is not None or self.now is None:
            return self._step or Step.CHECK
        return step_of(self.now)

    def _choose_month(self, period: str) -> None:
        if self.now is None or period != self.now.month.period:
            # What was said is about another month.
            self.banner.hide()
            self._place.hide()
        self._period, self._all = period, True
        self._follow()

    def _choose_step(self, step: Step) -> None:
        self._step = step
        if self.now is not None:
            self._show(self.now, calm=False)

    def _follow(self) -> None:
        self._step = None
        self.refresh()

    def _on_said(self, said: Said) -> None:
        if self.now is not None:
            # The month that was worked with stays in view, also when another one is due now.
            self._period = said.period or self.now.month.period
        self._follow()
        self.banner.say(said.text, said.rest, Tone.GOOD)
        self._place.setVisible(said.folder is not None)
        self._folder = said.folder or self._folder

    def _on_refused(self, error: UserError) -> None:
        self._place.hide()
        self.banner.say_error(error)

    def _on_counted(self, leaving: Leaving) -> None:
        if self.now is not None and leaving.period == self.now.month.period:
            self.view.show_leaving(leaving)

    def _month(self) -> str:
        return self.now.month.period if self.now else ""

    def _lay_out(self) -> None:
        self._place = button(_("Visa i mappen"), kind="quiet", icon="folder-open",
                             name="show_folder")  # fmt: skip
        self._place.hide()
        self._keys = button(_("Mottagare och nycklar …"), kind="quiet", icon="key-round",
                            name="open_recipients")  # fmt: skip
        self._keys.setVisible(self.asks.manages)
        self.epoch = EpochNotice()
        self.body.insertWidget(0, self.epoch)
        self._due = label(soft=True, wrap=True, name="month_due")
        line = row(self._due, self._place, self._keys)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.view, 1)
        self.body.setSpacing(8)

    def _connect(self) -> None:
        view, desk, asks = self.view, self.desk, self.asks
        desk.said.connect(self._on_said)
        desk.refused.connect(self._on_refused)
        asks.refused.connect(self._on_refused)
        desk.counted.connect(self._on_counted)
        desk.busy.connect(lambda busy: self.enable(view, not busy))
        self.epoch.confirming.connect(desk.confirm)
        FileDrop(self).dropped.connect(self.handed)
        self.handed.connect(asks.take_files)
        view.tiles.chosen.connect(self._choose_month)
        view.rail.chosen.connect(self._choose_step)
        view.calm.button.clicked.connect(self.act)
        view.calm.all_button.clicked.connect(lambda: self._choose_month(self._month()))
        view.check.opening.connect(lambda one: self.go.emit(one.area, one.uid or None))
        view.check.closing.connect(lambda said: desk.close(self._month(), said))
        view.check.reopening.connect(lambda: asks.reopen(self._month(), self._follow))
        view.receipt.reopening.connect(lambda: asks.reopen(self._month(), self._follow))
        view.make.making.connect(lambda: desk.make(self._month()))
        view.make.copying.connect(lambda: asks.copy(self._month()))
        view.make.reading_card.connect(asks.card)
        view.deliver.to_folder.connect(lambda text: self._with_file(asks.to_folder, text))
        view.deliver.to_mail.connect(lambda text: self._with_file(asks.to_mail, text))
        view.receipt.reading.connect(asks.receipt)
        view.receipt.opening.connect(lambda one: self.go.emit(_RECORDS[Kind(one.kind)], one.uid))
        self._place.clicked.connect(lambda: asks.show(self._folder))
        self._keys.clicked.connect(lambda: asks.recipients())

    def _with_file(self, act: Any, armoured: bool) -> None:
        if self.now is not None and self.now.package is not None:
            act(self.now.package.uid, armoured)
