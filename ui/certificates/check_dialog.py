"""Kontrollera intyg: paste the QR code's text, open or drop a PDF or a photograph of the paper."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QPlainTextEdit, QScrollArea, QWidget

from lärcentrum.certificates.certificates import check_certificate
from lärcentrum.certificates.check_list import CheckList, open_lists
from lärcentrum.certificates.facts import KIND_NAMES, CertificateFacts
from lärcentrum.certificates.verify import Outcome, Verdict
from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.drop import FileDrop
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, empty_out, fit_screen, label, line, row

_TONES = {
    Outcome.GENUINE: Tone.GOOD,
    Outcome.WITHDRAWN: Tone.WARN,
    Outcome.ENDED: Tone.WARN,
    Outcome.UNKNOWN_KEY: Tone.WARN,
    Outcome.ALTERED: Tone.BAD,
    Outcome.NO_SEAL: Tone.BAD,
}


class CheckDialog(QDialog):
    """Checks a certificate.

    Args:
        store: the register, whose own certificates and keys are known.
        parent: see Qt.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "certificates#kontrollera-ett-intyg-ctrl-shift-k")
        self._store = store
        self._lists: tuple[CheckList, ...] = ()
        self.setObjectName("check")
        self.setWindowTitle(_("Kontrollera intyg"))
        self.text = QPlainTextEdit()
        self.text.setObjectName("sealed")
        self.text.setAccessibleName(_("QR-kodens text"))
        self.text.setPlaceholderText(_("Läs QR-koden med en läsare eller klistra in dess text"))
        self.text.setTabChangesFocus(True)
        # A file that is dropped on it is to be checked, not written there.
        self.text.setAcceptDrops(False)
        self.text.setFixedHeight(theme.pixels(88))
        self.banner = Banner()
        self._facts = column(gap=1)
        check = button(_("Kontrollera"), self.check_text, kind="primary", name="check_text")
        opened = button(
            _("Öppna PDF eller bild …"), self.choose_file, icon="folder-open", name="open_pdf"
        )
        inside = area(QWidget(), "surface")
        column(
            label(_("Kontrollera intyg"), size=Text.TITLE),
            self.text,
            row(opened, None, check),
            self.banner,
            self._facts,
            None,
            parent=inside,
            gap=2,
            margin=3,
        )
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        brought = button(
            _("Läs in kontrollista …"),
            self.choose_list,
            icon="list",
            kind="quiet",
            name="open_list",
        )
        foot = row(brought, None, button(_("Stäng"), self.accept, name="close"))
        foot.setContentsMargins(24, 12, 24, 12)
        column(scroll, line(), foot, parent=area(self, "surface"), gap=0)
        fit_screen(self, QSize(theme.pixels(560), theme.pixels(520)))
        FileDrop(self).dropped.connect(self._on_drop)

    def check_text(self) -> None:
        """Check the pasted text."""
        self._answer(sealed=self.text.toPlainText().strip())

    def choose_file(self) -> None:
        """Ask for a PDF or a picture."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Öppna intyg"), str(Path.home()), _("PDF eller bild (*.pdf *.png *.jpg *.jpeg)")
        )
        if chosen:
            self.check_file(Path(chosen))

    def choose_list(self) -> None:
        """Ask for a file of check lists."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self,
            _("Läs in kontrollista"),
            str(Path.home()),
            _("Kontrollistor (*.txt);;Alla filer (*)"),
        )
        if chosen:
            self.read_lists(Path(chosen))

    def read_lists(self, path: Path) -> None:
        """Check against other centres' keys and withdrawn numbers too, while this is open."""
        try:
            self._lists = open_lists(path)
        except UserError as error:
            self.banner.say_error(error)
            return
        centres = ", ".join(f"{one.centre} ({one.made.isoformat()})" for one in self._lists)
        self.banner.say(_("Kontrollistan är inläst."), _("Lärcentra: {centres}").format(
            centres=centres), Tone.GOOD)  # fmt: skip

    def check_file(self, path: Path) -> None:
        """Check a PDF or a picture."""
        self._answer(path=path)

    def _on_drop(self, paths: list[Path]) -> None:
        self.check_file(paths[0])

    def _answer(self, sealed: str = "", path: Path | None = None) -> None:
        empty_out(self._facts)
        try:
            verdict = check_certificate(self._store, sealed=sealed, path=path,
                                        lists=self._lists)  # fmt: skip
        except UserError as error:
            self.banner.say_error(error)
            return
        self._show(verdict)

    def _show(self, verdict: Verdict) -> None:
        self.banner.say(verdict.sentence(), "", _TONES[verdict.outcome])
        if verdict.facts is not None and verdict.outcome is not Outcome.ALTERED:
            for title, value in _lines(verdict.facts):
                if value:
                    self._facts.addLayout(row(label(title, soft=True), label(value), None, gap=2))


def _lines(facts: CertificateFacts) -> list[tuple[str, str]]:
    return [
        (_("Slag"), _(KIND_NAMES[facts.kind])),
        (_("Nummer"), facts.number),
        (_("Namn"), facts.name),
        (_("Identitet"), facts.identity),
        (_("Avser"), facts.title),
        (_("Anordnare"), facts.provider),
        (_("Praktikplats"), facts.workplace),
        (_("Tid"), f"{facts.starts.replace('T', ' ')} – {facts.ends.replace('T', ' ')}"),
        (_("Omfattning"), facts.extent),
        (_("Gäller till"), facts.valid_to),
        (_("Utfärdat av"), facts.centre_name),
    ]
