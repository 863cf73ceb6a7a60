"""There is no register where one was asked for: say so, and offer what can be done."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from lärcentrum.language import _
from ui.kit.help import about
from ui.kit.widgets import button, column, label
from ui.start.places import is_place_of_register
from ui.start.sheet import Sheet


class NoRegister(Sheet):
    """Says that a folder holds no register.

    Args:
        folder: the folder that was asked for.
        usual: the register of last time; None where there is none.

    Signals:
        chosen: a folder that holds a register.
        beginning: the first start is wanted.
    """

    chosen = Signal(Path)
    beginning = Signal()

    def __init__(
        self, folder: Path, usual: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Inget register där"), width=520, parent=parent)
        self.setObjectName("no_register")
        about(self, "first_day#2-gor-registret")
        self.said = label(wrap=True, name="no_register_said")
        self.first = button(
            _("Välj ett annat register …"), self._ask, kind="choice", icon="folder-open",
            name="choose_register",
        )  # fmt: skip
        self._usual = usual
        again = button(
            _("Öppna registret från förra gången"), self._take_usual, kind="choice",
            icon="history", name="usual_register",
        )  # fmt: skip
        again.setVisible(usual is not None)
        fresh = button(
            _("Till första start"), self.beginning.emit, kind="choice", icon="plus",
            name="first_start",
        )  # fmt: skip
        self.body.addLayout(column(self.said, 1, self.first, again, fresh))
        self.say(folder)

    def say(self, folder: Path) -> None:
        """Say which folder holds none, and whether it is there at all."""
        text = (
            _("Mappen {folder} innehåller inget register från Lärcentrum. Inget är ändrat i den.")
            if folder.is_dir()
            else _("Mappen {folder} finns inte. Inget är skapat.")
        )
        self.said.setText(text.format(folder=folder))

    def take(self, folder: str) -> None:
        """Take a folder if it holds a register, or say that it does not."""
        if is_place_of_register(Path(folder)):
            self.chosen.emit(Path(folder))
        else:
            self.say(Path(folder))

    def showEvent(self, event: QShowEvent) -> None:
        """See Qt; the keyboard is at the first way on."""
        super().showEvent(event)
        self.first.setFocus()

    def _take_usual(self) -> None:
        if self._usual is not None:
            self.chosen.emit(self._usual)

    def _ask(self) -> None:
        dialog = QFileDialog(self, _("Välj registrets mapp"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.take)
        dialog.open()
