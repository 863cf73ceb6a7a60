"""*Kopiera sittplan*: which earlier sitting, what it gives, and what cannot be copied and why."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.seating.copying import CopiedPlan, copy_seats, earlier_plans, preview_copy
from lärcentrum.exams.spoken import spoken
from lärcentrum.language import _, ngettext
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.models import Column, RecordModel
from ui.kit.table import Table
from ui.kit.texts import moment
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import announce, button, column, fit_screen, label, line, row

_NAMED = 6
"""So many of those whose seat cannot be copied are named; the others are counted."""


class CopyPlanDialog(QDialog):
    """The earlier sittings in which people of this one sat.

    Args:
        store: the register.
        sitting: the sitting that gets the plan.
        parent: see Qt.
    """

    def __init__(self, store: Store, sitting: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("copy_plan")
        self.setWindowTitle(_("Kopiera sittplan"))
        HelpKey(self)
        about(self, "exams#kopiera-en-sittplan")
        self._store, self._sitting = store, sitting
        self.made: CopiedPlan | None = None
        self.banner = Banner()
        self.model = RecordModel(_columns())
        self.table = Table(self.model, name="earlier_plans", title=_("Tidigare skrivningar"))
        self.gives = label(wrap=True, name="copy_gives")
        self.copy_button = button(_("Kopiera"), self.accept, kind="primary", name="copy")
        self.cancel_button = button(_("Avbryt"), self.reject, name="cancel")
        self.copy_button.setDefault(True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        self._lay_out()
        self.table.chosen.connect(self._show_what)
        self.table.opened.connect(self.accept)
        self.model.show(earlier_plans(store, sitting=sitting))
        self.table.choose(0)
        self._show_what()
        self.table.setFocus()

    def accept(self, *_record: object) -> None:
        """Copy the chosen plan; stay open with the reason on a refusal."""
        chosen = self.table.record()
        if chosen is None or not self.copy_button.isEnabled():
            return
        try:
            self.made = copy_seats(self._store, sitting=self._sitting, source=chosen.sitting)
        except UserError as error:
            self.banner.say(spoken(self._store, error), "", Tone.BAD, error.code)
            announce(self, str(error))
            return
        super().accept()

    def _show_what(self, *_record: object) -> None:
        """Say what the chosen plan gives, and for whom it gives nothing."""
        chosen = self.table.record()
        found: CopiedPlan | None = None
        if chosen is not None:
            found = preview_copy(self._store, sitting=self._sitting, source=chosen.sitting)
        self.copy_button.setEnabled(bool(found and found.changes))
        self.gives.setText("" if found is None else said_copied(found))

    def _lay_out(self) -> None:
        self.table.empty.say(
            "armchair",
            _("Ingen tidigare sittplan"),
            _("Ingen av dem som skriver här har haft en plats förut."),
        )
        head = column(label(self.windowTitle(), size=Text.TITLE), self.banner, gap=1)
        head.setContentsMargins(24, 20, 24, 12)
        body = column(self.table, self.gives, gap=1)
        body.setContentsMargins(24, 0, 24, 16)
        keys = label(_("Kopiera: Enter"), size=Text.SMALL, soft=True)
        foot = row(keys, None, self.cancel_button, self.copy_button, gap=1)
        foot.setContentsMargins(24, 12, 24, 12)
        box = column(head, body, line(), foot, parent=self, gap=0)
        box.setStretch(1, 1)
        fit_screen(self, QSize(theme.pixels(640), theme.pixels(520)))


def said_copied(found: CopiedPlan) -> str:
    """Say what a plan gives, and name those for whom it gives nothing, with the reason."""
    first = ngettext("{n} får platsen från då", "{n} får platsen från då", found.copied)
    parts = [first.format(n=found.copied)]
    if not found.changes:
        parts.append(_("inget att ändra"))
    left = [one for one in found.lines if one.why is not None]
    lines = [f"{one.name}: {one.sentence}" for one in left[:_NAMED]]
    if len(left) > _NAMED:
        lines.append(_("… och {n} till").format(n=len(left) - _NAMED))
    return "\n".join([" · ".join(parts), *lines])


def _columns() -> list[Column]:
    return [
        Column(key="when", title=_("När"), text=lambda one: moment(one.starts), width=170,
               sort=lambda one: one.starts),
        Column(key="room", title=_("Sal"), text=lambda one: one.room_name, width=130),
        Column(key="common", title=_("Samma personer"), text=lambda one: str(one.common),
               number=True, width=130, sort=lambda one: one.common),
        Column(key="courses", title=_("Tentamen"), text=lambda one: one.courses),
    ]  # fmt: skip
