"""The dialog that moves an exam with all its bookings, when the provider moves it."""

from datetime import date, time
from functools import partial

from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams import exams
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.exam_moves import move_exam
from lärcentrum.exams.spoken import spoken
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.exams.booking_fields import ReasonField
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, DateField, TimeField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.widgets import announce

_ASKED_FOR = ("reason", "let_go")
"""Fields that stay away until a refusal asks for them."""


class ExamMoveForm(Form):
    """An exam's new day and hour.

    Args:
        store: the register.
        exam: the exam's uid.
    """

    def __init__(self, store: Store, exam: str) -> None:
        super().__init__(partial(_save, store, exam))
        self._store = store
        known = exams.exam_page(store, exam=exam)
        self.add("day", _("Datum"), DateField(store.clock.today), required=True)
        hint = _("Tomt: klockslaget är inte känt.")
        self.add("ordinary_start", _("Börjar på lärosätet"), TimeField(), hint=hint)
        self.add("reason", _("Varför ändå?"), ReasonField())
        self.add("let_go", "", CheckField(_("De som inte får plats blir förfrågningar")))
        for name in _ASKED_FOR:
            self._show(name, False)
        self.fill(day=known.facts.day, ordinary_start=known.facts.ordinary_start)
        self.settle()

    def show_error(self, error: UserError) -> None:
        """Show a refusal at its field with names; what it asks for can then be answered."""
        at = self._rows.get(error.field)
        if at is None:
            super().show_error(error)
            return
        if error.field in _ASKED_FOR:
            self._show(error.field, True)
        text = spoken(self._store, error)
        at.complain(text)
        self._go_to(at)
        announce(self, text)

    def _show(self, name: str, shown: bool) -> None:
        at = self._rows[name]
        for part in (at.label, at.field):
            part.setVisible(shown)


def _save(
    store: Store, exam: str, *, day: date, ordinary_start: time | None, reason: str, let_go: bool
) -> None:
    move_exam(
        store, exam=exam, day=day, ordinary_start=ordinary_start, reason=reason, let_go=let_go
    )


def move_whole_exam(store: Store, row: BookingRow, parent: QWidget) -> FormDialog:
    """Ask when the provider has moved the exam to; every booking follows."""
    form = ExamMoveForm(store, row.exam)
    title = _("Lärosätet flyttar tentan")
    dialog = FormDialog(title, form, verb=_("Flytta alla"), parent=parent)
    about(dialog, "exams#fran-forfragan-till-kvittens")
    dialog.open()
    return dialog
