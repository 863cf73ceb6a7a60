"""The dialog for a new certificate: what it is of, which language; one question if need be."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget

from lärcentrum.certificates.errors import AttendanceNotNoted, BadFacts
from lärcentrum.certificates.facts import CertificateKind, IdentityKind
from lärcentrum.errors import NotAllowed, UserError
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.language import N_, _
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.people.students import change_student, read_student
from lärcentrum.practice.internships import read_internship
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.certificates.issue_fields import (
    add_activity,
    add_kind,
    add_look,
    is_whole,
    issued,
    offer_fields,
    previewed,
    source_of,
)
from ui.certificates.sources import Source, Sources, booking_source, field_of
from ui.kit.dialog import FormDialog
from ui.kit.empty import Empty
from ui.kit.fields import DateField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.pdf_view import PdfView
from ui.kit.typeahead import SearchField
from ui.kit.widgets import fit_screen, label

_CHOOSE = {
    "booking": N_("Välj en tentamen, så syns intyget här som det kommer att bli."),
    "internship": N_("Välj en praktik, så syns intyget här som det kommer att bli."),
    "student": N_("Välj en student och skriv vad det gäller, så syns intyget här."),
}


class IssueDialog(FormDialog):
    """Issues one certificate.

    Args:
        store: the register.
        done: called with the new certificate's uid.
        of: what to begin with, None to choose.
        sitting: the sitting whose people are offered, and the one who came is chosen where there
            was only one; "" for every exam of the last year.
        parent: see Qt.
    """

    def __init__(
        self,
        store: Store,
        done: Callable[[str], object],
        of: Source | None = None,
        sitting: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._store = store
        self._was_present: bool | None = None
        sources = Sources(store, sitting)
        form = Form(self._issue)
        add_kind(form, sources)
        self._chosen = label(strong=True, wrap=True, name="chosen_exam")
        form.insert(self._chosen)
        add_activity(form, store)
        add_look(form, store)
        self.preview = PdfView()
        self.preview.setMinimumWidth(320)
        self.why = Empty("award", "", least=150)
        self._beside = QStackedWidget()
        self._beside.addWidget(self.why)
        self._beside.addWidget(self.preview)
        super().__init__(_("Nytt intyg"), form, verb=_("Utfärda"), side=self._beside, parent=parent)
        about(self, "certificates#nytt-intyg-ctrl-n")
        fit_screen(self, QSize(max(self.width(), 980), max(self.height(), 640)))
        form.changed.connect(self.look)
        form.saved.connect(done)
        came = sources.found_bookings("") if sitting else []
        if of is None and len(came) == 1:
            of = booking_source(came[0])
        if of is not None:
            form.fill(kind=of.kind, **{of.field: of.choice})
        self.look()
        # The daily certificate begins with who it is for: its kind is chosen already.
        form.field(field_of(self._kind())).focus_widget().setFocus()

    def look(self) -> None:
        """Show the paper as it would become, marked as an example, or why there would be none."""
        values, kind = self.form.values(), self._kind()
        offer_fields(self.form, kind)
        field = self.form.field(field_of(kind))
        choice = field.choice() if isinstance(field, SearchField) else None
        self._chosen.setText(choice.detail if choice else "")
        self._chosen.setVisible(bool(choice and choice.detail))
        pdf = b""
        if not is_whole(values):
            self.why.say("award", _("Inget intyg än"), _(_CHOOSE[field_of(kind)]))
        else:
            pdf = self._preview(values)
        self.preview.show_pdf(pdf)
        self._beside.setCurrentWidget(self.preview if pdf else self.why)

    def _kind(self) -> CertificateKind:
        return CertificateKind(self.form.values()["kind"])

    def _preview(self, values: dict[str, Any]) -> bytes:
        try:
            return previewed(self._store, values)
        except NotAllowed:
            text = _("Den som har skyddade uppgifter visas inte här. Skriv ett skäl och utfärda.")
            self.why.say("shield", _("Visas först när det är utfärdat"), text)
        except BadFacts as error:
            self._say_lacking(error, values)
        except UserError as error:
            what, _kept, then = error.parts()
            self.why.say("circle-x", what, then)
        return b""

    def _say_lacking(self, error: BadFacts, values: dict[str, Any]) -> None:
        """Say which fact is missing, with the way to it where that is short."""
        mends = Right.REGISTER in self._store.session.rights
        if error.name != "identity" or values["identity"] != IdentityKind.BIRTH or not mends:
            what, _kept, then = error.parts()
            self.why.say("circle-x", what, then)
            return
        self.why.say(
            "calendar-x",
            _("Födelsedatum saknas"),
            _("Intyget ska säga vem personen är. Skriv födelsedatumet, eller välj Bara namnet."),
            _("Skriv födelsedatum …"),
            partial(self.ask_birth_date, self._student(values)),
        )

    def _student(self, values: dict[str, Any]) -> str:
        """Give the uid of who the certificate is for."""
        source, field = source_of(values), field_of(self._kind())
        if field == "booking":
            return booking_page(self._store, booking=source).student
        if field == "internship":
            return read_internship(self._store, internship=source).student
        return source

    def ask_birth_date(self, student: str) -> FormDialog:
        """Ask for the date of birth of who it is for, and come back with the certificate."""
        of = read_student(self._store, student=student)
        form = Form(partial(change_student, self._store, student=student))
        day = DateField(self._store.clock.today)
        form.add("birth_date", _("Födelsedatum"), day, required=True,
                 hint=_("Sparas hos studenten."))  # fmt: skip
        form.saved.connect(self.look)
        dialog = FormDialog(of.name, form, parent=self)
        dialog.setObjectName("birth_date_dialog")
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def accept(self) -> None:
        """Issue; ask the one question when attendance is not noted yet."""
        super().accept()
        if self._asking is not None:
            self._asking.open()

    _asking: QMessageBox | None = None

    def _issue(self, **values: Any) -> str:
        self._asking = None
        try:
            return issued(self._store, values, self._was_present)
        except AttendanceNotNoted:
            self._asking = self._question()
            raise
        except ReasonNeeded:
            self.form.field("reason").setFocus()
            raise
        finally:
            self._was_present = None

    def _question(self) -> QMessageBox:
        box = QMessageBox(self)
        box.setObjectName("was_present")
        box.setWindowTitle(self.windowTitle())
        box.setText(_("Var hen närvarande?"))
        box.setInformativeText(_("Närvaron är inte noterad. Ja noterar den och utfärdar intyget."))
        yes = box.addButton(_("Ja"), QMessageBox.ButtonRole.YesRole)
        no = box.addButton(_("Nej"), QMessageBox.ButtonRole.NoRole)
        yes.setObjectName("yes")
        no.setObjectName("no")
        box.setDefaultButton(yes)
        box.setEscapeButton(no)
        yes.clicked.connect(self._issue_as_present)
        return box

    def _issue_as_present(self) -> None:
        self._was_present = True
        self.accept()
