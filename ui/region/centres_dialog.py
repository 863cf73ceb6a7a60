"""Centrum och nycklar: enrolled centres, and the region's own key card for them."""

from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.region import enrolment
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.again import Again
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Text
from ui.kit.widgets import area, button, column, fit_screen, label, line, row


class CentresDialog(QDialog):
    """The centres that send their months here.

    Args:
        store: the register.
        memory: remembers columns.
        parent: see Qt.

    Signals:
        enrolling: a centre's key card is to be chosen and read in.
        showing_card: the region's own card is to be shown.
    """

    enrolling = Signal()
    showing_card = Signal()

    def __init__(
        self, store: Store, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "region#borja")
        self.setObjectName("centres")
        self.setWindowTitle(_("Centrum och nycklar"))
        self._store = store
        self.banner = Banner()
        self.model = RecordModel(_columns())
        self.table = Table(
            self.model, name="centre_list", title=_("Centrum"), memory=memory, compact=True
        )
        self.table.empty.say(
            "building-2", _("Inget centrum är anmält"), _("Läs in det första centrets nyckelkort.")
        )
        self.end_button = button(_("Avsluta"), self.end, icon="x", name="end_enrolment")
        self.table.chosen.connect(self._on_chosen)
        self._lay_out()
        self._again = Again(self._show, self)
        self.reload()

    def reload(self) -> None:
        """Show what the register says now."""
        self._again.go()

    def _show(self) -> None:
        self.model.show(enrolment.list_centres(self._store))
        self._on_chosen(self.table.record())

    def end(self) -> None:
        """Take no more files from the chosen centre; it can be undone."""
        record = self.table.record()
        if record is None:
            return
        try:
            enrolment.end_enrolment(self._store, enrolment=record.uid)
        except UserError as error:
            self.banner.say_error(error)
        self.reload()

    def _on_chosen(self, record: Any) -> None:
        self.end_button.setEnabled(record is not None)

    def _lay_out(self) -> None:
        own = button(_("Vårt nyckelkort …"), self.showing_card.emit, icon="key-round",
                     name="own_card_open")  # fmt: skip
        new = button(_("Anmäl centrum …"), self.enrolling.emit, kind="primary", icon="plus",
                     name="enrol_centre")  # fmt: skip
        why = _("Ett centrums filer läses in när dess nyckelkort är anmält och fingeravtrycket"
                " jämfört i telefon.")  # fmt: skip
        inner = column(
            label(_("Centrum"), size=Text.TITLE), label(why, soft=True, wrap=True), self.banner,
            self.table, ButtonRow(self.end_button, None, own, new),
        )  # fmt: skip
        inner.setContentsMargins(24, 20, 24, 16)
        inner.setStretch(3, 1)
        foot = row(None, button(_("Stäng"), self.accept, name="close"))
        foot.setContentsMargins(24, 12, 24, 12)
        column(inner, line(), foot, parent=area(self, "surface"), gap=0)
        fit_screen(self, QSize(theme.pixels(620), theme.pixels(540)))


def _columns() -> list[Column]:
    return [
        Column(key="code", title=_("Kod"), text=lambda c: c.code, width=80),
        Column(key="name", title=_("Namn"), text=lambda c: c.name),
        Column(key="email", title=_("E-post"), text=lambda c: c.email or "–"),
    ]
