"""The parts around a page: rail, top bar, foot."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLayout, QProgressBar, QPushButton, QWidget

from lärcentrum.language import _
from ui.kit import icons, theme
from ui.kit.chips import Chip, ChipLabel
from ui.kit.commands import Command
from ui.kit.jobs import Job, JobRunner
from ui.kit.page import PageSpec
from ui.kit.shortcuts import said_keys
from ui.kit.tokens import Text, Tone
from ui.kit.undo import Undo, UndoBar
from ui.kit.widgets import Elided, area, button, column, label, line, plain, restyle, row

_TITLES = {"backup": "archive", "month": "send"}


class Rail(QWidget):
    """The navigation at the left.

    Args:
        pages: what can be gone to; those of the foot stand below.
        heading: the centre's name.

    Signals:
        chosen: a page's key.
        helping: the guide is wanted.
    """

    chosen = Signal(str)
    helping = Signal()

    def __init__(self, pages: list[PageSpec], heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        area(self, "rail")
        self.setObjectName("rail")
        self.setAccessibleName(_("Sidor"))
        self._bare = False
        self._buttons: dict[str, QPushButton] = {}
        sign = QLabel()
        theme.dress(sign, "graduation-cap", tone=Tone.ACCENT, size=26)
        product = label(_("Lärcentrum"), strong=True)
        centre = label(heading, size=Text.SMALL, soft=True, wrap=True, name="heading")
        self._words = QWidget()
        column(product, centre, parent=self._words, gap=0)
        self._head = head = row(sign, self._words, gap=1)
        head.setContentsMargins(8, 8, 0, 20)
        head.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        tops = [self._button(one, place) for place, one in enumerate(pages, 1) if not one.foot]
        foot = [self._button(one, place) for place, one in enumerate(pages, 1) if one.foot]
        ask = button(_("Hjälp"), self.helping.emit, kind="rail", icon="circle-help", name="go_help")
        ask.setToolTip(_("Hjälp") + "  " + said_keys("F1"))
        self._titled = {**{one: one.text() for one in self._buttons.values()}, ask: ask.text()}
        self.foot = column(*foot, ask, gap=0)
        box = column(head, *tops, None, self.foot, parent=self, gap=0)
        for layout in (box, self.foot):
            layout.setSpacing(2)
        box.setContentsMargins(10, 10, 10, 10)
        self.make_bare(False)

    def make_bare(self, bare: bool) -> None:
        """Show icons alone (in a narrow window), or icons and words."""
        self.setFixedWidth(theme.pixels(60 if bare else 184))
        if bare == self._bare:
            return
        self._bare = bare
        self._words.setVisible(not bare)
        # Nine pages and large text fill the least height of the window.
        self._head.setContentsMargins(8, 0 if bare else 8, 0, 0 if bare else 20)
        for made, title in self._titled.items():
            made.setText("" if bare else title)
            made.setAccessibleName(title)
            restyle(made, bare=bare)
        for made in self._titled:
            icons.redress(made, theme.tokens())

    def show_current(self, key: str) -> None:
        """Mark a page as the one that is shown."""
        for one, made in self._buttons.items():
            made.setChecked(one == key)

    def _button(self, spec: PageSpec, place: int) -> QPushButton:
        made = button(spec.title, kind="rail", icon=spec.icon, name=f"go_{spec.key}")
        made.setCheckable(True)
        made.setProperty("page", spec.key)
        keys = said_keys(f"Ctrl+{place}") if place <= 9 else ""
        made.setToolTip(plain(f"{spec.title}  {keys}".strip()))
        made.clicked.connect(self._choose)
        self._buttons[spec.key] = made
        return made

    def _choose(self) -> None:
        key = str(self.sender().property("page"))
        # No button group: that would take all but the chosen page out of the Tab order.
        self.show_current(key)
        self.chosen.emit(key)


class TopBar(QWidget):
    """Title and count, search, quiet indicators, the page's one primary action.

    Signals:
        searching: the search is wanted.
        locking: the lock is wanted.
        acting: the primary action is wanted.
    """

    searching = Signal()
    locking = Signal()
    acting = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        area(self, "window")
        self.setObjectName("top_bar")
        self.title = label(size=Text.TITLE, name="page_title")
        self.count = label(soft=True, name="page_count")
        self.chip = ChipLabel()
        self.chip.setObjectName("register_chip")
        self.search = button(
            _("Sök …"), self.searching.emit, kind="find", icon="search", name="search",
            tip=_("Sök person, bokning, intyg eller kommando (Ctrl+K)"),
        )  # fmt: skip
        self.search.setMinimumWidth(theme.pixels(150))
        keys = label(said_keys("Ctrl+K"), size=Text.SMALL, soft=True)
        inside = row(None, keys, parent=self.search, gap=0)
        inside.setContentsMargins(0, 0, 10, 0)
        keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.lock = button(
            "", self.locking.emit, kind="quiet", icon="lock", name="lock",
            tip=_("Lås nu (Ctrl+L)"),
        )  # fmt: skip
        theme.dress(self.lock, "lock", size=18)
        self.primary = button("", self.acting.emit, kind="primary", icon="plus", name="primary")
        self.primary.hide()
        self._signs: dict[str, tuple[QPushButton, str, int]] = {}
        self._keys, self._words = keys, ""
        self._quiet = row(gap=0)
        box = row(
            self.title, self.count, self.chip, None, self.search, self._quiet, self.lock,
            self.primary, parent=self, gap=1,
        )  # fmt: skip
        box.setContentsMargins(24, 12, 24, 12)
        box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def show_page(self, title: str, count: str, primary: Command | None) -> None:
        """Show what page this is, how much is on it and what can be done."""
        self.title.setText(title)
        self.count.setText(count)
        self.primary.setVisible(primary is not None)
        self._words = primary.label if primary is not None else ""
        if primary is not None:
            self.primary.setText(primary.label)
            self.primary.setAccessibleName(primary.label)
            self.primary.setToolTip(plain(f"{primary.label}  {said_keys('Ctrl+N')}"))
            theme.dress(self.primary, primary.icon, tone="on_accent", size=18)
        self._fit()

    def indicate(
        self,
        key: str,
        icon: str,
        text: str,
        tip: str,
        tone: Tone = Tone.NEUTRAL,
        run: Callable[[], object] | None = None,
    ) -> None:
        """Show or change a quiet indicator (the age of the last back-up, the last month).

        Args:
            key: its name; the button's object name.
            icon: its icon.
            text: a word or two; "" takes it away.
            tip: the whole sentence, also for the screen reader.
            tone: neutral while all is well.
            run: called when it is clicked the first time it is shown.
        """
        known = self._signs.get(key)
        sign = known[0] if known else button("", run, kind="quiet", icon=icon, name=key)
        if known is None:
            self._quiet.addWidget(sign)
        # What waits for somebody keeps its words longest; the others are known by their icons.
        self._signs[key] = (sign, text, 3 if run is not None else 1)
        sign.setText(text)
        sign.setVisible(bool(text))
        sign.setToolTip(plain(tip))
        sign.setAccessibleName(tip)
        theme.dress(sign, icon, tone=tone, size=16)
        restyle(sign, tone=tone.value)
        self._fit()

    def mark(self, chip: Chip, tip: str) -> None:
        """Say beside the title, always, what sort of register this is.

        Args:
            chip: its icon and word.
            tip: the whole sentence, also for the screen reader.
        """
        self.chip.show_chip(chip)
        self.chip.setToolTip(plain(tip))
        self.chip.setAccessibleDescription(tip)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """See Qt; it can do with little, so it never holds the window open."""
        return QSize(theme.pixels(320), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; what does not fit gives way, least needed first."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        box = self.layout()
        for level in range(5):
            self._show_level(level)
            # A layout in a layout keeps what it counted last.
            self._quiet.invalidate()
            if box is not None:
                box.invalidate()
            if box is None or box.minimumSize().width() <= self.width():
                return

    def _show_level(self, level: int) -> None:
        """Show less and less: 1 no words at indicators, 2 no count, 3 a small search, 4 icons."""
        self.count.setVisible(level < 2)
        for sign, text, silent in self._signs.values():
            _reword(sign, text if level < silent else "")
        self._keys.setVisible(level < 3)
        _reword(self.search, _("Sök …") if level < 3 else "")
        self.search.setMinimumWidth(theme.pixels(150) if level < 3 else 0)
        _reword(self.primary, self._words if level < 4 else "")


class Foot(QWidget):
    """What was done last and can be taken back; the job that runs, and its stop."""

    def __init__(
        self, jobs: JobRunner, undo: Undo | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        area(self, "surface")
        self.setObjectName("foot")
        self.setFixedHeight(theme.pixels(44))
        self.undo = UndoBar(undo) if undo is not None else QWidget()
        self.what = Elided("job_what", Text.SMALL, soft=True)
        self.bar = QProgressBar()
        self.bar.setObjectName("job_bar")
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.pixels(160))
        self.stop = button(_("Avbryt"), self._cancel, kind="quiet", icon="x", name="job_cancel")
        self._job: Job | None = None
        inner = row(self.undo, None, self.what, self.bar, self.stop, gap=1)
        inner.setContentsMargins(24, 0, 16, 0)
        column(line(), inner, parent=self, gap=0).setStretch(1, 1)
        self._show_job(None)
        jobs.started.connect(self._started)
        jobs.ended.connect(self._ended)
        self._jobs = jobs

    def _started(self, job: Job) -> None:
        job.progressed.connect(self._progressed)
        if self._job is None:
            self._show_job(job)

    def _ended(self) -> None:
        waiting = self._jobs.jobs
        self._show_job(waiting[0] if waiting else None)

    def _progressed(self, done: int, total: int, what: str) -> None:
        if self._job is not None and self.sender() is self._job:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            label = self._job.label
            counted = _("{done} av {total}").format(done=done, total=total) if total else ""
            self.what.say(" · ".join(part for part in (label, what, counted) if part))

    def _show_job(self, job: Job | None) -> None:
        self._job = job
        for part in (self.what, self.bar, self.stop):
            part.setVisible(job is not None)
        if job is not None:
            self.bar.setRange(0, 0)
            self.what.say(job.label)
            self.bar.setAccessibleName(job.label)
            self.stop.setEnabled(True)

    def _cancel(self) -> None:
        if self._job is not None:
            self.stop.setEnabled(False)
            self._job.cancel()


def _reword(target: QPushButton, text: str) -> None:
    if target.text() != text:
        target.setText(text)
        icons.redress(target, theme.tokens())
