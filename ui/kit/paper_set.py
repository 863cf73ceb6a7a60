"""Several papers that belong together: choose which, see them, print them as one job."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.fields import Choice, ChoiceField
from ui.kit.paper_dialog import PaperDialog
from ui.kit.tall import Tall
from ui.kit.tokens import Tone
from ui.kit.widgets import area, button, column, label

_LEAST_VIEW = 140
"""Pixels of height that the papers keep, at ordinary text size."""
_EDGES = 4
"""Pixels of the frame around what scrolls, above and below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintNews:
    """What was printed of a set.

    Args:
        printed: which papers hold as they were printed, in words; "" for none.
        changed: a line for each paper that has changed since, and what.
        stale: the keys of those papers.
    """

    printed: str = ""
    changed: tuple[str, ...] = ()
    stale: frozenset[str] = frozenset()


class PaperSet(Protocol):
    """The papers that the dialog shows."""

    title: str
    file_name: str
    prints: bool
    """Whether the system knows a printer."""

    def draw(self, chosen: list[str], order: str) -> bytes:
        """Draw the papers of these keys as one PDF; a refusal is said on top."""

    def keep(self, chosen: list[str], order: str) -> None:
        """Remember another choice."""

    def send(self, pdf: bytes, title: str, parent: QWidget) -> bool:
        """Hand them to a printer; see `PaperDialog`."""

    def sent(self) -> None:
        """Note that what was drawn last was handed to a printer."""

    def saved(self) -> None:
        """Note that what was drawn last was saved as a file."""

    def news(self) -> PrintNews:
        """Tell what was printed, and what has changed since."""


class _Top(Tall):
    """As high as it needs; where the text is large it scrolls, so that the papers are seen too.

    Args:
        inside: what stands in it.
        laid: its column.
    """

    def __init__(self, inside: QWidget, laid: QVBoxLayout) -> None:
        super().__init__(inside)
        area(inside, "surface")
        self._laid = laid
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """See Qt."""
        wide = self.viewport().width()
        high = self._laid.totalHeightForWidth(wide) if self._laid.hasHeightForWidth() else 0
        high = max(high, self._laid.totalSizeHint().height())
        return QSize(super().sizeHint().width(), high + _EDGES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; narrower lines are more lines."""
        super().resizeEvent(event)
        self.updateGeometry()


class PaperSetDialog(PaperDialog):
    """Shows the chosen ones of several papers.

    Args:
        papers: the set.
        kinds: the papers that there are, in the order in which they lie.
        chosen: the keys of those that are ticked to begin with.
        orders: by what the register among them can be sorted.
        order: the key of the order to begin with.
        parent: see Qt.
    """

    def __init__(
        self,
        papers: PaperSet,
        kinds: Sequence[Choice],
        chosen: Sequence[str],
        orders: Sequence[Choice] = (),
        order: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            b"", title=papers.title, file_name=papers.file_name, sent=self._on_sent,
            saved=self._on_saved, send=papers.send if papers.prints else None, parent=parent,
        )  # fmt: skip
        self._papers = papers
        self.boxes = {one.key: QCheckBox(one.title) for one in kinds}
        for key, box in self.boxes.items():
            box.setObjectName(f"paper_{key}")
            box.setChecked(key in chosen)
            box.toggled.connect(self._choose)
        self.order = ChoiceField(orders)
        self.order.combo.setObjectName("paper_order")
        self.order.combo.setAccessibleName(_("Närvarolistan efter"))
        self.order.put(order)
        self.order.combo.currentIndexChanged.connect(self._choose)
        self.order.setVisible(bool(orders))
        self.changed = Banner()
        self.changed.setObjectName("changed_since")
        self.only_changed = button(
            _("Visa bara de ändrade"), self.choose_changed, kind="quiet", name="only_changed"
        )
        words = label(_("Närvarolistan efter"), soft=True)
        words.setBuddy(self.order.combo)
        words.setVisible(bool(orders))
        self._acts = ButtonRow(words, self.order, self.only_changed, left=True)
        self.printed = label(soft=True, wrap=True, name="printed_before")
        inside = QWidget()
        boxes = ButtonRow(*self.boxes.values(), left=True)
        laid = column(self.changed, boxes, self._acts, self.printed, parent=inside, gap=1)
        self.head.insertWidget(1, _Top(inside, laid))
        self.view.setMinimumHeight(theme.pixels(_LEAST_VIEW))
        self._tell()
        self.draw()

    def chosen(self) -> list[str]:
        """Give the keys of the papers that are ticked."""
        return [key for key, box in self.boxes.items() if box.isChecked()]

    def choose_changed(self) -> None:
        """Tick those that have changed since they were printed; the choice is not remembered."""
        for key, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(key in self._news.stale)
            box.blockSignals(False)
        self.draw()

    def draw(self) -> None:
        """Draw what is ticked; what cannot be drawn is said, and nothing can be printed."""
        self.say_whether_it_prints()
        pdf = b""
        if self.chosen():
            try:
                pdf = self._papers.draw(self.chosen(), self.order.value())
            except UserError as error:
                self.banner.say_error(error)
        self.show_paper(pdf)

    def _choose(self) -> None:
        self._papers.keep(self.chosen(), self.order.value())
        self.draw()

    def _on_sent(self) -> None:
        self._papers.sent()
        self._tell()

    def _on_saved(self) -> None:
        self._papers.saved()
        self._tell()

    def _tell(self) -> None:
        """Say what has changed since it was printed; what is shown is the paper as it is now."""
        self._news = self._papers.news()
        self.printed.setText(self._news.printed)
        self.printed.setVisible(bool(self._news.printed))
        self.changed.hide()
        self.only_changed.setVisible(bool(self._news.changed))
        self._acts.fit()
        if self._news.changed:
            lines = "\n".join(self._news.changed)
            self.changed.say(_("Ändrad sedan utskrift"), lines, Tone.WARN)
