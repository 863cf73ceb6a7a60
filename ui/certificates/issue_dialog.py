"""The dialog for a new certificate: which exam, which language; one question if need be."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget

from lärcentrum.certificates.errors import AttendanceNotNoted, BadFacts
from lärcentrum.certificates.facts import IdentityKind
from lärcentrum.documents.issue_certificate import issue_certificate, preview_certificate
from lärcentrum.errors import NotAllowed, UserError
from lärcentrum.exams.attendance import Attendance
from lärcentrum.exams.booking_lists import BookingRow, booking_page, list_bookings
from lärcentrum.language import N_, _
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.people.students import change_student
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold
from ui.kit import theme
from ui.kit.dialog import FormDialog
from ui.kit.empty import Empty
from ui.kit.fields import Choice, ChoiceField, DateField, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.pdf_view import PdfView
from ui.kit.texts import span
from ui.kit.typeahead import SearchField
from ui.kit.widgets import fit_screen, label

IDENTITIES = {
    IdentityKind.BIRTH: N_("Födelsedatum"),
    IdentityKind.HIDDEN: N_("Personnummer, fyra sista dolda"),
    IdentityKind.NUMBER: N_("Hela personnumret"),
    IdentityKind.NONE: N_("Bara namnet"),
}
_CAME = {Attendance.PRESENT, Attendance.LATE}
_LOOK_BACK_DAYS = 400
_LARGE = 150
"""Percent of text size from which the choices stand below each other."""
_MOST = 30


def booking_choice(booking: BookingRow) -> Choice:
    """Give a booking as a row to choose: who, and what was sat when."""
    course = " ".join(part for part in (booking.course_code, booking.course_name) if part)
    when = span(booking.starts, booking.ends)
    return Choice(booking.uid, booking.name, f"{course} · {when}")


class IssueDialog(FormDialog):
    """Issues one certificate of an exam sat.

    Args:
        store: the register.
        done: called with the new certificate's uid.
        booking: the booking to begin with, None to choose.
        sitting: the sitting whose people are offered, and the one who came is chosen where there
            was only one; "" for every exam of the last year.
        parent: see Qt.
    """

    def __init__(
        self,
        store: Store,
        done: Callable[[str], object],
        booking: BookingRow | None = None,
        sitting: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._store, self._sitting = store, sitting
        self._was_present: bool | None = None
        form = Form(self._issue)
        self._booking = SearchField(self._find, _("Namn eller kurs"))
        form.add("booking", _("Tentamen"), self._booking, required=True,
                 hint=_("Skriv en del av namnet eller kursen."))  # fmt: skip
        self._chosen = label(strong=True, wrap=True, name="chosen_exam")
        form.insert(self._chosen)
        form.add("language", _("Språk"), ChoiceField(
            [Choice("sv", _("Svenska")), Choice("en", _("Engelska"))]))  # fmt: skip
        kinds = [Choice(kind.value, _(text)) for kind, text in IDENTITIES.items()]
        form.add("identity", _("Personen anges med"), ChoiceField(kinds),
                 # At large text two beside each other are wider than a small screen.
                 beside="language" if theme.theme().percent < _LARGE else "")  # fmt: skip
        form.add("reason", _("Skäl"), TextField(longest=400),
                 hint=_("Behövs bara för en person med skyddade uppgifter."))  # fmt: skip
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
        came = self._found("") if sitting else []
        if booking is None and len(came) == 1:
            booking = came[0]
        if booking is not None:
            form.fill(booking=booking_choice(booking))
        self.look()

    def look(self) -> None:
        """Show the paper as it would become, marked as an example, or why there would be none."""
        values = self.form.values()
        choice = self._booking.choice()
        self._chosen.setText(choice.detail if choice else "")
        self._chosen.setVisible(choice is not None)
        pdf = b""
        if not values["booking"]:
            text = _("Välj en tentamen, så syns intyget här som det kommer att bli.")
            self.why.say("award", _("Inget intyg än"), text)
        else:
            pdf = self._preview(values)
        self.preview.show_pdf(pdf)
        self._beside.setCurrentWidget(self.preview if pdf else self.why)

    def _preview(self, values: dict[str, Any]) -> bytes:
        try:
            return preview_certificate(
                self._store,
                booking=values["booking"],
                language=values["language"],
                identity=_identity(values["identity"]),
            )
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
            partial(self.ask_birth_date, values["booking"]),
        )

    def ask_birth_date(self, booking: str) -> FormDialog:
        """Ask for the date of birth of who wrote, and come back with the certificate."""
        of = booking_page(self._store, booking=booking)
        form = Form(partial(change_student, self._store, student=of.student))
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
            return issue_certificate(
                self._store,
                booking=values["booking"],
                language=values["language"],
                identity=_identity(values["identity"]),
                was_present=self._was_present,
                reason=values["reason"],
            )
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

    def _find(self, text: str) -> Sequence[Choice]:
        return [booking_choice(one) for one in self._found(text)]

    def _found(self, text: str) -> list[BookingRow]:
        wanted = fold(text).split()
        found = []
        for booking in self._offered():
            words = fold(f"{booking.name} {booking.course_code} {booking.course_name}")
            if all(word in words for word in wanted):
                found.append(booking)
            if len(found) == _MOST:
                break
        return found

    def _offered(self) -> list[BookingRow]:
        if self._sitting:
            sat = list_bookings(self._store, sitting=self._sitting)
            return [one for one in sat if one.attendance in _CAME]
        today = self._store.clock.today()
        first = type(today).fromordinal(today.toordinal() - _LOOK_BACK_DAYS)
        return list_bookings(self._store, first=first, last=today)[::-1]


def _identity(text: str) -> IdentityKind | None:
    return IdentityKind(text) if text else None
