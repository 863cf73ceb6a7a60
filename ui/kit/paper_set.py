"""Several papers that belong together: choose which, see them, print them as one job."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from lärcentrum.errors import UserError
from ui.kit.button_row import ButtonRow
from ui.kit.fields import Choice
from ui.kit.paper_dialog import PaperDialog, Print

Draw = Callable[[list[str]], bytes]


class PaperSetDialog(PaperDialog):
    """Shows the chosen ones of several papers.

    Args:
        kinds: the papers that there are, in the order in which they lie.
        chosen: the keys of those that are ticked to begin with.
        draw: draws the papers of these keys as one PDF; a refusal is said on top.
        keep: told the keys whenever another choice is made.
        title: see `PaperDialog`.
        file_name: see `PaperDialog`.
        send: see `PaperDialog`.
        parent: see Qt.
    """

    def __init__(
        self,
        kinds: Sequence[Choice],
        chosen: Sequence[str],
        draw: Draw,
        keep: Callable[[list[str]], object],
        *,
        title: str,
        file_name: str,
        send: Print | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            b"", title=title, file_name=file_name, sent=lambda: None, send=send, parent=parent
        )
        self._draw_set, self._keep = draw, keep
        self.boxes = {one.key: QCheckBox(one.title) for one in kinds}
        for key, box in self.boxes.items():
            box.setObjectName(f"paper_{key}")
            box.setChecked(key in chosen)
            box.toggled.connect(self._choose)
        self.head.insertWidget(1, ButtonRow(*self.boxes.values()))
        self.draw()

    def chosen(self) -> list[str]:
        """Give the keys of the papers that are ticked."""
        return [key for key, box in self.boxes.items() if box.isChecked()]

    def draw(self) -> None:
        """Draw what is ticked; what cannot be drawn is said, and nothing can be printed."""
        self.say_whether_it_prints()
        pdf = b""
        if self.chosen():
            try:
                pdf = self._draw_set(self.chosen())
            except UserError as error:
                self.banner.say_error(error)
        self.show_paper(pdf)

    def _choose(self) -> None:
        self._keep(self.chosen())
        self.draw()
