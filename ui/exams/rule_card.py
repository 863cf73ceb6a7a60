"""What the rules say of the booking that is typed: green, amber or red, each with icon and word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from lärcentrum.exams.booking_rules import Level
from lärcentrum.language import N_, _
from ui.kit import theme
from ui.kit.chips import Chip, ChipLabel
from ui.kit.tokens import ICONS, Text, Tone
from ui.kit.widgets import area, button, column, empty_out, label, row

TONES = {Level.GREEN: Tone.GOOD, Level.AMBER: Tone.WARN, Level.RED: Tone.BAD}
WORDS = {Level.GREEN: N_("I ordning"), Level.AMBER: N_("Kräver skäl"), Level.RED: N_("Stopp")}
_SUMS = {
    Level.GREEN: N_("Inget hindrar bokningen"),
    Level.AMBER: N_("Går att boka med ett skäl"),
    Level.RED: N_("Går inte att boka så här"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A way out, one click.

    Args:
        text: the button's words.
        run: called when it is taken.
    """

    text: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that the card says.

    Args:
        level: fine, takes a reason, stops.
        text: a sentence.
        source: whose rule it is.
        offers: ways out.
        notice: whether it is only to be known: it is shown amber, and takes no reason.
    """

    level: Level
    text: str
    source: str = ""
    offers: tuple[Offer, ...] = ()
    notice: bool = False


class RuleCard(QWidget):
    """The card beside the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rule_card")
        self.title = label(strong=True, wrap=True, name="rule_title")
        self.sum = ChipLabel()
        self.sum.setObjectName("rule_sum")
        self.note = label(size=Text.SMALL, soft=True, wrap=True, name="rule_note")
        self._list = column(gap=1)
        self._shown: tuple[tuple[str, ...], ...] = ()
        self._shape: tuple[object, ...] = ()
        self._chip: Chip | None = None
        self._texts: list[tuple[QLabel, str]] = []
        inside = area(QWidget(), "window")
        inner = column(
            self.title, row(self.sum, None), self._list, self.note, None, parent=inside, gap=2
        )
        inner.setContentsMargins(20, 24, 20, 16)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        column(scroll, parent=self, gap=0)
        self.show_rules(_("Regler"), "", [])

    def show_rules(
        self,
        title: str,
        note: str,
        said: Sequence[Said],
        *,
        asks: bool = False,
        assumed: str = "",
    ) -> None:
        """Show what is said, worst first; the same again changes nothing.

        Args:
            title: whose rules they are.
            note: what else holds there, in the centre's own words.
            said: the findings.
            asks: whether it is kept as a request, which no rule stops.
            assumed: what the rules were held against for want of what is not typed yet.
        """
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._sum([one for one in said if not one.notice], asks, assumed)
        order = list(reversed(list(Level)))
        said = sorted(said, key=lambda one: order.index(one.level))
        shown = tuple((s.level, s.text, s.source, *(o.text for o in s.offers)) for s in said)
        if shown == self._shown and said:
            return
        self._shown = shown
        said.sort(key=lambda one: one.level is Level.GREEN and not one.notice)
        shape = tuple((s.level, s.notice, s.source, [o.text for o in s.offers]) for s in said)
        if shape == self._shape and said:
            # Only words have changed, as at most keys: no widget is made, styled and laid out anew.
            for (words, word), one in zip(self._texts, said, strict=True):
                _say(words, word, one)
            return
        self._shape, self._texts = shape, []
        empty_out(self._list)
        for one in said:
            if one.level is not Level.GREEN or one.notice:
                self._list.addWidget(_entry(one, self._texts))
        if fine := [one for one in said if one.level is Level.GREEN and not one.notice]:
            self._list.addWidget(_fine(fine, self._texts))
        if all(one.notice for one in said):
            hint = _("Här visas lärosätets och centrets regler medan du skriver.")
            self._list.addWidget(label(hint, soft=True, wrap=True))

    def words(self) -> list[str]:
        """Give the sentences that are shown, worst first."""
        return [one[1] for one in self._shown]

    def _sum(self, said: Sequence[Said], asks: bool, assumed: str) -> None:
        levels = {one.level for one in said}
        worst = next((one for one in reversed(list(Level)) if one in levels), None)
        chip = Chip(_(_SUMS[worst]), TONES[worst]) if worst else None
        if asks and said:
            chip = Chip(_("Sparas som förfrågan"), Tone.ACCENT, "hourglass")
        elif assumed and worst is Level.GREEN:
            chip = Chip(assumed, Tone.ACCENT, "clock")
        if chip is None or chip != self._chip:
            self.sum.show_chip(chip)
        self._chip = chip


def _say(words: QLabel, word: str, said: Said) -> None:
    """Put a sentence into its label, for the eye and for the screen reader."""
    words.setText(said.text)
    words.setAccessibleName(f"{word}: {said.text}")


def _entry(said: Said, texts: list[tuple[QLabel, str]]) -> QWidget:
    tone = TONES[said.level]
    head = _("Att veta") if said.notice else _(WORDS[said.level])
    word = label(head, size=Text.SMALL, strong=True)
    whose = label(said.source, size=Text.SMALL, soft=True)
    text = label(wrap=True, name="finding")
    texts.append((text, head))
    _say(text, head, said)
    offers = [_offer(one) for one in said.offers]
    words = column(row(word, None, whose), text, *offers, gap=0)
    words.setSpacing(4)
    entry = QFrame()
    entry.setObjectName(f"finding_{said.level.value}")
    entry.setAccessibleName(head)
    entry.setProperty("panel", tone.value)
    _beside(_sign(tone), words, entry).setContentsMargins(12, 8, 12, 12)
    return entry


def _fine(said: Sequence[Said], texts: list[tuple[QLabel, str]]) -> QWidget:
    """Put all that is in order into one quiet card."""
    entry = QFrame()
    entry.setObjectName("finding_green")
    entry.setProperty("area", "card")
    head = label(_(WORDS[Level.GREEN]), size=Text.SMALL, strong=True)
    head.setProperty("tone", Tone.GOOD.value)
    stack = column(head, parent=entry, gap=1)
    stack.setContentsMargins(12, 8, 12, 12)
    for one in said:
        words = label(wrap=True, name="finding")
        texts.append((words, head.text()))
        _say(words, head.text(), one)
        whose = label(one.source, size=Text.SMALL, soft=True)
        line = _beside(_sign(Tone.GOOD), words)
        line.addWidget(whose, 0, Qt.AlignmentFlag.AlignTop)
        stack.addLayout(line)
    return entry


def _sign(tone: Tone) -> QLabel:
    sign = QLabel()
    theme.dress(sign, ICONS[tone], tone=tone, size=18)
    return sign


def _beside(
    sign: QLabel, words: QWidget | QBoxLayout, parent: QWidget | None = None
) -> QHBoxLayout:
    box = row(sign, words, parent=parent, gap=1)
    box.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    box.setStretch(1, 1)
    return box


def _offer(offer: Offer) -> QWidget:
    return button(offer.text, offer.run, icon="arrow-right", name="offer")
