"""What the page says after a restore or a move, until somebody confirms the register (FB08)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lärcentrum.language import _
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.tokens import Tone
from ui.kit.widgets import button
from ui.sync.words import Situation

_WIDE = 640
"""Pixels, at ordinary text size, below which the button has no room beside the words."""


class EpochNotice(Banner):
    """A warning with the button that confirms.

    Signals:
        confirming: this register is the one that counts.
    """

    confirming = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("epoch")
        self._button = button(
            _("Det här registret gäller"), self.confirming.emit, name="confirm_epoch"
        )
        self.box.addWidget(self._button)
        self._narrow = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; the button stands below the words where they need the whole width."""
        super().resizeEvent(event)
        if (self.width() < theme.pixels(_WIDE)) is self._narrow:
            return
        leaving, coming = (self.words, self.box) if self._narrow else (self.box, self.words)
        self._narrow = not self._narrow
        leaving.removeWidget(self._button)
        coming.addWidget(self._button)

    def show_situation(self, now: Situation) -> None:
        """Show the notice while nobody has confirmed."""
        self._button.setVisible(now.manages)
        if now.confirmed:
            self.hide()
            return
        text = _(
            "Inget skickas förrän någon har bekräftat att det är det här registret som gäller."
            " Gör det bara om den gamla datorn inte används mer."
        )
        said = _("Registret är återställt eller flyttat till en annan dator.")
        self.say(said, text, Tone.WARN, "FB08")
