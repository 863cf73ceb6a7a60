"""A paper: see it, print it, save it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.files import publish
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.help_key import HelpKey
from ui.kit.pdf_view import PdfView
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, fit_screen, label, line, row

Print = Callable[[bytes, str, QWidget], bool]


class PaperDialog(QDialog):
    """Shows one paper.

    Args:
        pdf: the paper.
        title: the dialog's title, and what the print queue calls the paper.
        file_name: the name that is proposed when it is saved: never a person's.
        sent: called when the paper was handed to a printer.
        saved: called when it was saved as a file.
        send: hands it to a printer; None when the system knows none.
        parent: see Qt.
    """

    def __init__(
        self,
        pdf: bytes,
        *,
        title: str,
        file_name: str,
        sent: Callable[[], object],
        send: Print | None,
        saved: Callable[[], object] = lambda: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        HelpKey(self)
        self.setWindowTitle(title)
        self.setObjectName("paper")
        self._pdf, self._title, self._file = pdf, title, file_name
        self._sent, self._saved, self._send = sent, saved, send
        self.banner = Banner()
        self.view = PdfView()
        self.save_button = button(_("Spara PDF …"), self.choose_file, icon="download", name="save")
        self.print_button = button(
            _("Skriv ut …"), self.print_out, kind="primary", icon="printer", name="print"
        )
        self.print_button.setEnabled(send is not None)
        self.say_whether_it_prints()
        self.save_button.setToolTip(_("Ctrl+S"))
        QShortcut(QKeySequence("Ctrl+S"), self, self.choose_file)
        close = button(_("Stäng"), self.accept, name="close")
        self.head = column(label(title, size=Text.TITLE), self.banner, gap=1)
        self.head.setContentsMargins(24, 16, 24, 12)
        foot = row(close, None, self.save_button, self.print_button)
        foot.setContentsMargins(24, 12, 24, 12)
        laid = column(self.head, self.view, line(), foot, parent=area(self, "surface"), gap=0)
        laid.setStretch(1, 1)
        fit_screen(self, QSize(theme.pixels(720), theme.pixels(760)))
        (self.print_button if send is not None else self.save_button).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """See Qt; the pages are drawn once their width is known."""
        super().showEvent(event)
        if not self.view.pdf:
            self.view.show_pdf(self._pdf)

    def say_whether_it_prints(self) -> None:
        """Take away what was said, but not that there is no printer."""
        self.banner.hide()
        if self._send is None:
            self.banner.say(_("Datorn har ingen skrivare. Spara som PDF."), "", Tone.ACCENT)

    def show_paper(self, pdf: bytes) -> None:
        """Show another paper; without one there is nothing to print or save."""
        self._pdf = pdf
        self.print_button.setEnabled(bool(pdf) and self._send is not None)
        self.save_button.setEnabled(bool(pdf))
        if self.isVisible():
            self.view.show_pdf(pdf)

    def print_out(self) -> None:
        """Hand the paper to a printer; only what is known is claimed and noted (FF07)."""
        if self._send is None or not self._pdf:
            return
        try:
            sent = self._send(self._pdf, self._title, self)
            if sent:
                self._sent()
        except UserError as error:
            self.banner.say_error(error)
            return
        if sent:
            self.banner.say(_("Skickad till skrivaren."), "", Tone.GOOD)
        else:
            self.banner.say(_("Inget skickades till skrivaren."), "", Tone.WARN)

    def choose_file(self) -> None:
        """Ask where to save the paper."""
        if not self._pdf:
            return
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Spara PDF"), str(Path.home() / self._file), _("PDF (*.pdf)")
        )
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, path: Path) -> None:
        """Save the paper whole under a name."""
        try:
            publish(path, self._pdf)
            self._saved()
        except UserError as error:
            self.banner.say_error(error)
        else:
            self.banner.say(
                _("Sparad som {name} i {folder}.").format(name=path.name, folder=path.parent),
                "",
                Tone.GOOD,
            )
