"""What the page says after a restore or a move, until somebody confirms the register (FB08)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.language import _
from ui.kit.banner import Banner
from ui.kit.tokens import Tone
from ui.kit.widgets import button
from ui.sync.words import Situation


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
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._button)

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
