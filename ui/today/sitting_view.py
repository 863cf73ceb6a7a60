"""One of today's sittings as a card: where, who, how many, what is missing, what to do."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lärcentrum.exams.booking_states import MISSING_NAMES, Missing
from lärcentrum.exams.sittings import SittingCard, SittingExam
from lärcentrum.language import _, ngettext
from ui.kit import theme
from ui.kit.button_row import ButtonRow
from ui.kit.chips import Chip, ChipLabel
from ui.kit.texts import duration
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, label, row

_SOON = 120
"""Minutes before the start from which a sitting says how soon it begins."""
_ICONS = {
    "papers": "printer",
    "attendance": "user-check",
    "hand_in": "clipboard-check",
    "type_back": "clipboard-list",
}
"""The icons of the buttons that can be the next step."""
_DURING = frozenset({Missing.ATTENDANCE, Missing.HAND_IN, Missing.SENDING, Missing.RECEIPT})
"""What the counts tell already."""
Opens = Callable[[str], object]


class Doors(NamedTuple):
    """What a sitting's card opens, by the sitting's uid; None hides its button.

    Args:
        papers: the sitting's papers.
        certify: a certificate of somebody who sat there.
        certify_all: the certificates of all who sat there.
        plan: the seating plan, where the centre gives seats.
        custody: where the material is, where the centre follows it; the page is told an exam.
        changed: gives what has changed on its papers since they were printed, a line for each;
            None asks about the day's list.
    """

    papers: Opens | None = None
    certify: Opens | None = None
    certify_all: Opens | None = None
    plan: Opens | None = None
    custody: Opens | None = None
    changed: Callable[[str | None], tuple[str, ...]] | None = None


CLOSED = Doors()


class SittingView(QFrame):
    """A sitting's card.

    Args:
        card: the sitting.
        now: the time on the wall.
        uses_invigilators: whether the centre keeps invigilators.
        staffing: what is wrong with who watches, in words.
        incidents: how many are noted.
        overrun: that the room is needed before a moved end, "" when it is not.
        changed: what has changed on its papers since they were printed, a line for each.
        doors: what it opens.
        parent: see Qt.

    Signals:
        attendance: attendance is to be noted; the sitting's uid.
        hand_in: hand-ins are to be noted; the sitting's uid.
        type_back: the paper list is to be typed back; the sitting's uid.
        incident: something went wrong; the sitting's uid.
        invigilator: an invigilator is wanted; the sitting's uid.
    """

    attendance = Signal(str)
    hand_in = Signal(str)
    type_back = Signal(str)
    incident = Signal(str)
    invigilator = Signal(str)

    def __init__(
        self,
        card: SittingCard,
        now: datetime,
        *,
        uses_invigilators: bool = False,
        staffing: tuple[str, ...] = (),
        incidents: int = 0,
        overrun: str = "",
        changed: tuple[str, ...] = (),
        doors: Doors = CLOSED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.card, self._incidents = card, incidents
        self.setObjectName(f"sitting_{card.uid}")
        area(self, "card")
        self.setAccessibleName(f"{card.starts:%H:%M}–{card.ends:%H:%M}, {card.room_name}")
        clock = column(
            label(f"{card.starts:%H:%M}", size=Text.TITLE, name="sitting_start"),
            label(_("till {time}").format(time=f"{card.ends:%H:%M}"), soft=True), None, gap=0,
        )  # fmt: skip
        side = QWidget()
        side.setLayout(clock)
        side.setFixedWidth(theme.pixels(76))
        head = row(
            label(card.room_name, strong=True, name="sitting_room"), None,
            ChipLabel(state_chip(card, now)), gap=1,
        )  # fmt: skip
        step, by = next_step(card, now)
        heads: list[QWidget | QHBoxLayout] = [head]
        if step:
            heads.append(label(step, wrap=True, strong=True, name="next_step"))
        body = column(*heads, *self._exams(), *self._people(uses_invigilators), None, gap=0)
        body.setSpacing(4)
        top = row(side, body, gap=1)
        top.setStretch(1, 1)
        box = column(top, self._counts(), parent=self, gap=1)
        short = [ChipLabel(Chip(text, Tone.WARN)) for text in staffing if card.invigilators]
        if lacks := [*_lacks(card), *short]:
            box.addLayout(row(*lacks, None, gap=1))
        for said in _moved(card.moved, overrun):
            box.addWidget(said)
        if changed:
            box.addLayout(_changed(changed))
        box.addWidget(self._buttons(doors))
        if now.date() == card.starts.date() and (act := self.findChild(QPushButton, by)):
            act.setProperty("kind", "primary")
            theme.dress(act, _ICONS[by], tone="on_accent", size=18)
        box.setContentsMargins(16, 14, 16, 14)

    def _exams(self) -> list[QLabel]:
        lines = [exam_text(one) for one in self.card.exams]
        made = [label(text, wrap=True, name="sitting_exam") for text in lines]
        if self.card.adapted:
            text = _("{n} med anpassad tid").format(n=self.card.adapted)
            made.append(label(text, soft=True, name="sitting_adapted"))
        return made

    def _people(self, uses: bool) -> list[QWidget]:
        if not uses:
            return []
        names = ", ".join(self.card.invigilators)
        if names:
            text = ngettext(
                "Tentavakt: {names}", "Tentavakter: {names}", len(self.card.invigilators)
            )
            said = label(text.format(names=names), soft=True, wrap=True, name="sitting_people")
            return [said, self._ask(_("Tentavakter …"), "users", "staff")]
        return [self._ask(_("Sätt tentavakt …"), "user-plus", "add_duty")]

    def _ask(self, text: str, icon: str, name: str) -> QWidget:
        ask = button(text, kind="quiet", icon=icon, name=name)
        ask.clicked.connect(partial(self.invigilator.emit, self.card.uid))
        holder = QWidget()
        row(ask, None, parent=holder, gap=0)
        return holder

    def _counts(self) -> QHBoxLayout:
        card = self.card
        figures = [
            (card.booked, _("bokade"), "count_booked"),
            (card.arrived, _("på plats"), "count_arrived"),
            (card.handed_in, _("inlämnade"), "count_left"),
        ]
        if card.absent:
            figures.append((card.absent, _("kom inte"), "count_absent"))
        return row(*(_figure(*one) for one in figures), None, gap=3)

    def _buttons(self, doors: Doors) -> ButtonRow:
        come = button(_("Närvaro"), icon=_ICONS["attendance"], name="attendance")
        come.setToolTip(_("En i taget vid dörren, sparas direkt"))
        come.clicked.connect(partial(self.attendance.emit, self.card.uid))
        leave = button(_("Inlämning"), icon=_ICONS["hand_in"], name="hand_in")
        leave.clicked.connect(partial(self.hand_in.emit, self.card.uid))
        back = button(_("Skriv in listan"), icon=_ICONS["type_back"], name="type_back")
        back.setToolTip(_("Närvarolistan på papper, en tangent per person"))
        back.clicked.connect(partial(self.type_back.emit, self.card.uid))
        for act in (come, leave, back):
            act.setEnabled(bool(self.card.booked))
        made = ButtonRow()
        if doors.papers is not None:
            run = partial(doors.papers, self.card.uid)
            made.add(button(_("Papper"), run, icon=_ICONS["papers"], name="papers"))
        for act in (come, leave, back):
            made.add(act)
        text = ngettext("{n} avvikelse", "{n} avvikelser", self._incidents)
        shown = text.format(n=self._incidents) if self._incidents else _("Avvikelse")
        wrong = button(shown, icon="triangle-alert", name="incident")
        wrong.clicked.connect(partial(self.incident.emit, self.card.uid))
        made.add(wrong)
        if doors.plan is not None:
            run = partial(doors.plan, self.card.uid)
            made.add(button(_("Sittplan"), run, icon="armchair", name="sitting_plan"))
        if doors.certify is not None:
            run = partial(doors.certify, self.card.uid)
            sat = button(_("Intyg"), run, icon="award", name="certify")
            sat.setEnabled(bool(self.card.arrived))
            made.add(sat)
        if doors.certify_all is not None and self.card.arrived > 1:
            run = partial(doors.certify_all, self.card.uid)
            made.add(button(_("Intyg till alla"), run, icon="list", name="certify_all"))
        if doors.custody is not None and self.card.exams:
            run = partial(doors.custody, self.card.uid)
            made.add(button(_("Försändelse"), run, icon="package", name="custody"))
        made.add(None)
        return made


def state_chip(card: SittingCard, now: datetime) -> Chip:
    """Say how far a sitting has come."""
    done = card.booked and card.handed_in + card.absent >= card.booked
    if done:
        return Chip(_("Klar"), Tone.GOOD)
    if now >= card.ends:
        return Chip(_("Inte avslutad"), Tone.WARN)
    if now >= card.starts:
        return Chip(_("Pågår"), Tone.ACCENT)
    minutes = int((card.starts - now).total_seconds()) // 60
    if card.starts.date() == now.date() and minutes <= _SOON:
        return Chip(_("Om {time}").format(time=duration(minutes)), Tone.ACCENT, "clock")
    return Chip(_("Senare"), Tone.NEUTRAL, "clock")


def next_step(card: SittingCard, now: datetime) -> tuple[str, str]:
    """Say what the one at the desk does next here, and by which button; "" when nothing is left."""
    if not card.booked or card.handed_in + card.absent >= card.booked:
        return "", ""
    if now < card.starts:
        return _("Härnäst: skriv ut salens papper och ta fram tentorna."), "papers"
    if now >= card.ends:
        return _("Härnäst: skriv in listan – närvaro, tider och blad."), "type_back"
    if card.arrived + card.absent < card.booked:
        return _("Härnäst: notera närvaron, eller skriv in listan efteråt."), "attendance"
    return _("Härnäst: ta emot inlämningar, eller skriv in listan efteråt."), "hand_in"


def exam_text(exam: SittingExam) -> str:
    """Say an exam: "LTU · Statistik A, ST101G · 3 st"."""
    course = ", ".join(part for part in (exam.course_name, exam.course_code) if part)
    number = _("{n} st").format(n=exam.booked)
    return f"{exam.provider_name} · {course} · {number}"


def _moved(moved: str, overrun: str) -> list[QLabel]:
    """Say that the end is moved, and that the room is needed before that."""
    texts = {"sitting_moved": moved, "sitting_overrun": overrun}
    made = [label(text, wrap=True, name=name) for name, text in texts.items() if text]
    for one in made:
        one.setProperty("tone", Tone.WARN.value)
    return made


def _lacks(card: SittingCard) -> list[QWidget]:
    text = _("{n} saknar {what}")
    return [
        ChipLabel(Chip(text.format(n=count, what=_(MISSING_NAMES[lack])), Tone.WARN))
        for lack, count in card.missing.items()
        if count and lack not in _DURING and lack is not Missing.INVIGILATOR
    ]


def _changed(lines: tuple[str, ...]) -> QVBoxLayout:
    chip = ChipLabel(Chip(_("Ändrad sedan utskrift"), Tone.WARN, "printer"))
    said = [label(one, soft=True, wrap=True, name="changed_since") for one in lines]
    return column(row(chip, None, gap=1), *said, gap=0)


def _figure(count: int, what: str, name: str) -> QWidget:
    made = QWidget()
    figure = label(str(count), size=Text.TITLE, name=name)
    figure.setFont(theme.tabular(figure.font()))
    words = label(what, size=Text.SMALL, soft=True)
    box = row(figure, words, parent=made, gap=0)
    box.setSpacing(6)
    box.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
    made.setAccessibleName(f"{count} {what}")
    return made
