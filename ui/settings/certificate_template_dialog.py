"""A template as text, with the certificate beside it as it would become, marked as an example."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QStackedWidget, QWidget

from lärcentrum.certificates.facts import KIND_NAMES
from lärcentrum.certificates.template_errors import TemplateFault
from lärcentrum.certificates.templates import CertificateTemplate
from lärcentrum.documents.certificate_templates import (
    change_certificate_template,
    preview_certificate_template,
)
from lärcentrum.documents.pictures import MOST_BYTES
from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.files import read_foreign
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.dialog import FormDialog
from ui.kit.empty import Empty
from ui.kit.fields import Choice, ChoiceField, LongTextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.pdf_view import PdfView
from ui.kit.tokens import Text
from ui.kit.widgets import area, button, column, fit_screen, label, row

_PAUSE = 250
"""Milliseconds without typing before the example is drawn anew."""
_LINES = 22
_PICTURES = "PNG, JPEG (*.png *.jpg *.jpeg)"


class CertificateTemplateDialog(FormDialog):
    """Changes one template.

    Args:
        store: the register.
        one: the template as it counts now.
        parent: see Qt.
    """

    def __init__(
        self, store: Store, one: CertificateTemplate, parent: QWidget | None = None
    ) -> None:
        self._store, self._one = store, one
        self._logo: bytes | None = None
        self._faults: list[TemplateFault] = []
        form = Form(self._change)
        self._body = form.add("body", _("Mall"), LongTextField(lines=_LINES), required=True)
        # The style's least height of a box wins over the box's own.
        self._body.setMinimumHeight(theme.pixels(20 * _LINES))
        self._text: QPlainTextEdit = self._body.edit
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._line = label(size=Text.SMALL, soft=True, name="template_line")
        form.insert(self._line)
        form.insert(self._logo_row())
        form.fill(body=one.body)
        self.preview = PdfView()
        self.why = Empty("circle-x", "", least=150)
        self.language = ChoiceField([Choice("sv", _("Svenska")), Choice("en", _("Engelska"))])
        self.language.focus_widget().setAccessibleName(_("Exemplets språk"))
        title = _("Mall: {kind}").format(kind=_(KIND_NAMES[one.kind]))
        super().__init__(title, form, side=self._side(), parent=parent)
        about(self, "settings#intygsmallar")
        fit_screen(self, QSize(max(self.width(), theme.pixels(1120)), theme.pixels(760)))
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self.look)
        form.changed.connect(self._later.start)
        self.language.changed.connect(self.look)
        self._text.cursorPositionChanged.connect(self._say_line)
        self._say_line()
        self.look()

    def look(self) -> None:
        """Draw the example anew, or say what is wrong with the text."""
        pdf = b""
        try:
            pdf = preview_certificate_template(
                self._store, kind=self._one.kind, body=self._text.toPlainText(),
                language=self.language.value(), logo=self._logo,
            )  # fmt: skip
        except UserError as error:
            what, _kept, then = error.parts()
            self.why.say("circle-x", what, then)
        self.preview.show_pdf(pdf)
        self._beside.setCurrentWidget(self.preview if pdf else self.why)

    def accept(self) -> None:
        """Save; a refusal puts the cursor on the line that it is about."""
        self._faults.clear()
        super().accept()
        for fault in self._faults:
            block = self._text.document().findBlockByNumber(max(fault.line - 1, 0))
            if block.isValid():
                self._text.setTextCursor(QTextCursor(block))
                self._text.centerCursor()

    def choose_logo(self) -> None:
        """Ask for a picture."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Välj logotyp"), str(Path.home()), _PICTURES
        )
        if chosen:
            self.take_logo(Path(chosen))

    def take_logo(self, path: Path) -> None:
        """Show a picture as the logo; it is kept when the template is saved."""
        try:
            self._put_logo(read_foreign(path, MOST_BYTES))
        except UserError as error:
            self.form.show_error(error)

    def _put_logo(self, logo: bytes) -> None:
        self._logo = logo
        self.form.clear_errors()
        self.look()

    def _change(self, body: str) -> None:
        try:
            change_certificate_template(
                self._store, kind=self._one.kind, body=body, logo=self._logo
            )
        except TemplateFault as fault:
            self._faults.append(fault)
            raise

    def _say_line(self) -> None:
        number = self._text.textCursor().blockNumber() + 1
        self._line.setText(_("Rad {line}").format(line=number))

    def _logo_row(self) -> QWidget:
        made = QWidget()
        choose = button(_("Logotyp …"), self.choose_logo, icon="file-plus", name="choose_logo")
        remove = button(
            _("Utan logotyp"), partial(self._put_logo, b""), kind="quiet", name="remove_logo"
        )
        made.setLayout(row(choose, remove, None))
        return made

    def _side(self) -> QWidget:
        self._beside = QStackedWidget()
        self._beside.addWidget(self.why)
        self._beside.addWidget(self.preview)
        made = area(QWidget(), "window")
        laid = column(self.language, self._beside, parent=made, gap=1)
        laid.setContentsMargins(16, 16, 16, 8)
        laid.setStretch(1, 1)
        made.setMinimumWidth(theme.pixels(320))
        return made
