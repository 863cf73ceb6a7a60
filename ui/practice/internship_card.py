"""What is said beside the internship form: extent, clashes, places and papers."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from lärcentrum.language import _, ngettext
from lärcentrum.practice.internships import PlaceWarnings
from lärcentrum.practice.periods import Period, points_enough_for
from lärcentrum.practice.words import PAPER_NAMES, Paper
from ui.kit import theme
from ui.kit.tokens import ICONS, Text, Tone
from ui.kit.widgets import button, column, empty_out, label, row
from ui.practice.spoken import extent_text, period_text

Said = tuple[Tone, str]


def said_of(
    periods: Sequence[Period],
    hours_per_week: int,
    points: int,
    found: PlaceWarnings,
    papers: Sequence[Paper],
) -> list[Said]:
    """Give what is said of an internship as it is typed.

    Args:
        periods: when it would be.
        hours_per_week: of full time.
        points: LIA points, 0 for none.
        found: clashes and places.
        papers: what its kind needs before it starts.
    """
    said: list[Said] = []
    if found.overlapping:
        words = ngettext(
            "Studenten har en annan praktik samtidigt.",
            "Studenten har {n} andra praktikperioder samtidigt.",
            len(found.overlapping),
        )
        said.append((Tone.WARN, words.format(n=len(found.overlapping))))
    if found.places is not None:
        words = _("{taken} av {places} platser tagna på arbetsplatsen då.")
        tone = Tone.WARN if found.full else Tone.GOOD
        said.append((tone, words.format(taken=found.taken, places=found.places)))
    if points and periods:
        enough = points_enough_for(periods)
        words = _("Perioderna räcker till {n} av {points} poäng.")
        tone = Tone.WARN if enough < points else Tone.GOOD
        said.append((tone, words.format(n=min(enough, points), points=points)))
    if papers:
        listed = ", ".join(_(PAPER_NAMES[paper]) for paper in papers)
        said.append((Tone.ACCENT, _("Krävs före start: {papers}.").format(papers=listed)))
    if text := extent_text(periods, hours_per_week):
        said.append((Tone.NEUTRAL, text))
    return said


class InternshipCard(QWidget):
    """The card beside the form.

    Signals:
        anyway: the user has seen the warnings and saves all the same.
    """

    anyway = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("internship_card")
        self._list = column(gap=1)
        self._shown: list[Said] = []
        self.periods = label("", size=Text.SMALL, soft=True, wrap=True, name="card_periods")
        self.button = button(_("Spara ändå"), self.anyway.emit, name="save_anyway")
        self.button.hide()
        outer = column(
            label(_("Så här blir det"), strong=True), self._list, self.periods,
            row(self.button, None), None, parent=self, gap=2,
        )  # fmt: skip
        outer.setContentsMargins(20, 24, 20, 16)
        self.show_said([], [])

    def show_said(self, said: Sequence[Said], periods: Sequence[Period]) -> None:
        """Show what is said, and the periods in full."""
        self.periods.setText("\n".join(period_text(one) for one in periods))
        if list(said) == self._shown and said:
            return
        self._shown = list(said)
        empty_out(self._list)
        for tone, text in said:
            self._list.addWidget(_entry(tone, text))
        if not said:
            hint = _("Här visas omfattning, platser och krockar medan du skriver.")
            self._list.addWidget(label(hint, soft=True, wrap=True))

    def words(self) -> list[str]:
        """Give the sentences that are shown."""
        return [text for _tone, text in self._shown]


def _entry(tone: Tone, text: str) -> QWidget:
    entry = QFrame()
    entry.setProperty("panel", tone.value)
    entry.setObjectName(f"said_{tone.value}")
    sign = QLabel()
    theme.dress(sign, ICONS[tone], tone=tone, size=18)
    words = label(text, wrap=True, name="said")
    inner = row(sign, words, parent=entry, gap=1)
    inner.setStretch(1, 1)
    inner.setContentsMargins(12, 8, 12, 8)
    return entry
