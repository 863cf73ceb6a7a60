"""Whom an invigilator may not watch over: pairs, with no reason."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.invigilators import Invigilator
from lärcentrum.exams.kinship import Kinship, add_kinship, list_kinship, remove_kinship
from lärcentrum.language import _
from lärcentrum.people.students import search_students
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.fields import Choice
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Text
from ui.kit.typeahead import PersonField
from ui.kit.widgets import button, column, fit_screen, label, row

_MOST = 9


class KinshipDialog(QDialog):
    """The pairs of one invigilator.

    Args:
        store: the register.
        invigilator: the invigilator.
        parent: see Qt.
    """

    def __init__(
        self, store: Store, invigilator: Invigilator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "settings#narstaende")
        self.setObjectName("kinship_dialog")
        self.setWindowTitle(_("Närstående till {name}").format(name=invigilator.name))
        self._store, self._invigilator = store, invigilator.uid
        self.banner = Banner()
        columns = [Column(key="student", title=_("Student"), text=lambda r: r.student_name)]
        self.model = RecordModel(columns, self)
        self.table = Table(self.model, name="kinships", title=_("Närstående"))
        self.table.empty.say("users", _("Ingen närstående"), _("Sök upp en student nedanför."))
        self.person = PersonField(self._search)
        self.person.focus_widget().setObjectName("kin_student")
        self.person.focus_widget().setAccessibleName(_("Student"))
        self.add_button = button(_("Lägg till"), self.add, kind="primary", name="add_kin")
        self.remove_button = button(_("Ta bort"), self.remove, name="remove_kin")
        why = _(
            "Tentavakten sätts inte där någon av dem skriver, och det märks om en bokning kommer"
            " efteråt. Varför de är närstående antecknas inte."
        )
        column(
            label(self.windowTitle(), size=Text.TITLE),
            label(why, soft=True, wrap=True),
            self.banner,
            self.table,
            row(self.person, self.add_button, gap=1),
            row(button(_("Stäng"), self.accept, name="close"), None, self.remove_button),
            parent=self,
            margin=3,
            gap=2,
        )
        self.person.changed.connect(self._on_changed)
        self.table.chosen.connect(self._on_changed)
        fit_screen(self, QSize(theme.pixels(560), theme.pixels(460)))
        self.reload()
        self.person.setFocus()

    def reload(self) -> None:
        """Show what the register says now."""
        self.model.show(list_kinship(self._store, invigilator=self._invigilator))
        self._on_changed()

    def add(self) -> None:
        """Note the chosen student."""
        student = self.person.value()
        if not student:
            return
        self.banner.hide()
        try:
            add_kinship(self._store, invigilator=self._invigilator, student=student)
        except UserError as error:
            self.banner.say_error(error)
            return
        self.person.put(None)
        self.reload()

    def remove(self) -> None:
        """Take the chosen pair away."""
        one: Kinship | None = self.table.record()
        if one is None:
            return
        try:
            remove_kinship(self._store, kinship=one.uid)
        except UserError as error:
            self.banner.say_error(error)
        self.reload()

    def _search(self, text: str) -> list[Choice]:
        found = search_students(self._store, text=text, limit=_MOST) if text.strip() else []
        return [Choice(one.uid, one.name, one.number) for one in found]

    def _on_changed(self, *_record: object) -> None:
        self.add_button.setEnabled(bool(self.person.value()))
        self.remove_button.setEnabled(self.table.record() is not None)
