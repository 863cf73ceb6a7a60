"""The register of supervisors: who is trained, whose details are old, who has left."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.practice import supervisors
from lärcentrum.practice.supervisors import Supervisor, list_supervisors, said_state
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.kit.banner import Banner
from ui.kit.chips import Chip
from ui.kit.form import Drafts
from ui.kit.selections import SaveList, SelectionButton
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Tone
from ui.kit.widgets import button, column, row
from ui.practice.workplace_form import supervisor_dialog


class SupervisorsView(QWidget):
    """The list of supervisors.

    Args:
        store: the register.
        memory: remembers the columns.
        drafts: keeps the saved selections.
        save: saves the list as a file; None where that may not be.
    """

    def __init__(
        self,
        store: Store,
        memory: Memory | None = None,
        drafts: Drafts | None = None,
        save: SaveList | None = None,
    ) -> None:
        super().__init__()
        self._store = store
        self.banner = Banner()
        self.search_line = QLineEdit()
        self.search_line.setObjectName("find_supervisor")
        self.search_line.setClearButtonEnabled(True)
        self.search_line.setPlaceholderText(_("Sök på handledarens namn"))
        self.search_line.setAccessibleName(_("Sök handledare"))
        self.left = QCheckBox(_("Visa även de som har slutat"))
        self.left.setObjectName("show_left")
        self.model = RecordModel(_supervisor_columns())
        self.table = Table(self.model, name="supervisors", title=_("Handledare"), memory=memory)
        self.selections = SelectionButton(drafts, "supervisors", self.table, {
            "text": (self.search_line.text, self.search_line.setText),
            "ended": (self.left.isChecked, self.left.setChecked),
        }, save, self.banner)  # fmt: skip
        self.table.empty.say(
            "users", _("Inga handledare här"),
            _("Handledare läggs till vid sin arbetsplats, eller i formuläret för praktiken."),
        )  # fmt: skip
        self._buttons = [
            button(_("Ändra …"), self.change, name="change_supervisor"),
            button(_("Uppgifterna stämmer"), self.confirm, name="confirm_supervisor"),
            button(_("Har slutat"), self.end, name="end_supervisor"),
            button(_("Är tillbaka"), self.resume, name="resume_supervisor"),
        ]
        inner = column(
            self.banner, row(self.search_line, self.left, self.selections, gap=2), self.table,
            row(None, *self._buttons), parent=self, gap=2,
        )  # fmt: skip
        inner.setContentsMargins(0, 12, 0, 0)
        inner.setStretch(2, 1)
        self.search_line.textChanged.connect(self.reload)
        self.left.toggled.connect(self.reload)
        self.table.opened.connect(self.change)
        self.table.chosen.connect(self._choose)
        self._choose(None)

    def reload(self, *_changed: Any) -> None:
        """Show what the register says now."""
        asked = self.search_line.text().strip()
        found = list_supervisors(self._store, text=asked, left=self.left.isChecked())
        self.model.show(found)

    def turn_details(self) -> None:
        """Change the chosen one: there is no more to see of a supervisor."""
        self.change()

    def change(self, *_record: Any) -> Any:
        """Open the dialog for the chosen supervisor."""
        one = self.table.record()
        if one is None or Right.REGISTER not in self._store.session.rights:
            return None
        return supervisor_dialog(self._store, one.workplace, one, self)

    def confirm(self) -> None:
        """Say that the chosen one's details are right today."""
        self._do(supervisors.change_supervisor)

    def end(self) -> None:
        """Mark the chosen one as gone."""
        self._do(supervisors.end_supervisor)

    def resume(self) -> None:
        """Take the mark away."""
        self._do(supervisors.resume_supervisor)

    def _do(self, operation: Callable[..., object]) -> None:
        one = self.table.record()
        if one is None:
            return
        self.banner.hide()
        try:
            operation(self._store, supervisor=one.uid)
        except UserError as error:
            self.banner.say_error(error)

    def _choose(self, record: Supervisor | None) -> None:
        may = record is not None and Right.REGISTER in self._store.session.rights
        here = record is not None and record.left_on is None
        for made, fits in zip(self._buttons, (True, here, here, not here), strict=True):
            made.setEnabled(may and fits)


def supervisor_chip(one: Supervisor) -> Chip:
    """Give what is to be known of a supervisor first."""
    word = said_state(one)
    if one.left_on:
        return Chip(word, Tone.NEUTRAL, "user-x")
    if one.stale:
        return Chip(word, Tone.WARN, "clock")
    return Chip(word, Tone.GOOD if one.trained else Tone.NEUTRAL)


def _supervisor_columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda s: s.name),
        Column(key="title", title=_("Titel"), text=lambda s: s.title, width=140),
        Column(key="place", title=_("Arbetsplats"), text=lambda s: s.workplace_name, width=180),
        Column(key="phone", title=_("Telefon"), text=lambda s: s.phone, width=130),
        Column(key="state", title=_("Läge"), text=lambda s: supervisor_chip(s).word,
               chip=supervisor_chip, width=140),
        Column(key="checked", title=_("Kontrollerad"), text=lambda s: s.checked_on.isoformat(),
               width=110),
    ]  # fmt: skip
