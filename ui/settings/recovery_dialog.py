"""A new recovery code: shown, kept, proven by some of its signs, and only then put in force."""

from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.language import _
from lärcentrum.people import users
from lärcentrum.store.store import Store
from ui.kit.code_page import CodePage
from ui.kit.help_key import HelpKey
from ui.kit.widgets import button, column, label, row


class RecoveryDialog(QDialog):
    """Makes a new recovery code; the old one holds until the new one is proven.

    Args:
        store: the register.
        parent: see Qt.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        HelpKey(self)
        self.setObjectName("recovery_dialog")
        self.setWindowTitle(_("Ny återställningskod"))
        self._store = store
        self._code = users.propose_recovery_code(store)
        self.page = CodePage(self._code, self._set)
        copies = _(
            "Den gamla koden gäller tills du har visat att du har den nya. Säkerhetskopior som "
            "redan finns öppnas också sedan med den kod som gällde när de gjordes: behåll den "
            "gamla koden så länge de finns."
        )
        self.go = button(_("Fortsätt"), self.accept, kind="primary", name="go")
        stop = button(_("Avbryt"), self.reject, name="cancel")
        column(
            label(self.page.text, wrap=True),
            label(copies, soft=True, wrap=True, name="old_copies"),
            self.page,
            row(None, stop, self.go, gap=1),
            parent=self,
            margin=3,
            gap=2,
        )
        self.go.setDefault(True)

    def accept(self) -> None:
        """Ask for the signs; close when they were right and the code is in force."""
        if self.page.submit():
            super().accept()

    def _set(self) -> None:
        users.set_recovery_code(self._store, recovery_code=self._code)
