"""The first question of all: what this computer is for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from lärcentrum.language import _
from ui.kit.widgets import button, column, row


class Welcome(QWidget):
    """Five ways to begin.

    Args:
        examples: whether there is example data to look around in.

    Signals:
        chosen: `centre`, `region`, `explore`, `other` or `backup`.
    """

    chosen = Signal(str)

    def __init__(self, examples: bool) -> None:
        super().__init__()
        self.setObjectName("step_welcome")
        self.title = _("Välkommen")
        self.text = _("Ett register över tentor, praktik och intyg, på den här datorn.")
        explore = self._way("explore", _("Titta runt med exempeldata"), "eye")
        explore.setVisible(examples)
        other = button(
            _("Öppna ett register som redan finns …"), kind="quiet", icon="folder-open",
            name="other",
        )  # fmt: skip
        other.clicked.connect(self._choose)
        backup = button(
            _("Jag har en säkerhetskopia …"), kind="quiet", icon="archive", name="backup"
        )
        backup.clicked.connect(self._choose)
        self.first = self._way("centre", _("Ett lärcentrum"), "school")
        column(
            self.first,
            self._way("region", _("Ett regionkontor"), "map"),
            explore,
            row(other, None),
            row(backup, None),
            None,
            parent=self,
        )

    def begin(self) -> None:
        """Put the keyboard at the first way."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _way(self, name: str, text: str, icon: str) -> QPushButton:
        made = button(text, kind="choice", icon=icon, name=name)
        made.clicked.connect(self._choose)
        return made

    def _choose(self) -> None:
        self.chosen.emit(self.sender().objectName())
