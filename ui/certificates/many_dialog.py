"""Flera intyg: drafts are looked through, then issued together; then one print job or one zip."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QProgressBar, QStackedWidget, QWidget

from lärcentrum.certificates.attested import OF_BOOKING
from lärcentrum.certificates.certificates import read_certificate
from lärcentrum.certificates.facts import KIND_NAMES, CertificateKind, IdentityKind
from lärcentrum.documents.certificate_drafts import (
    CertificateDraft,
    draft_certificates,
    draft_certificates_of_list,
)
from lärcentrum.documents.certificate_sets import save_certificates
from lärcentrum.documents.issue_certificate import BatchResult, issue_many
from lärcentrum.errors import UserError
from lärcentrum.imports.tables import MOST_BYTES
from lärcentrum.language import _, ngettext
from lärcentrum.progress import Progress
from lärcentrum.store.files import read_foreign
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.certificates.draft_table import DraftTable
from ui.certificates.issue_fields import IDENTITIES
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.empty import Empty
from ui.kit.fields import Choice, ChoiceField, DateField
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.jobs import Job, JobRunner, Work
from ui.kit.paths import Paths
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, fit_screen, label, line, row

_A_WEEK = timedelta(days=6)
_PATHS = Paths()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSource:
    """Where the drafts come from: single bookings, a sitting, or else a period or a list."""

    bookings: tuple[str, ...] = ()
    sitting: str = ""

    @property
    def is_given(self) -> bool:
        """Tell whether there is nothing to choose."""
        return bool(self.bookings or self.sitting)


_CHOOSE = DraftSource()


class ManyDialog(QDialog):
    """Issues several certificates.

    Args:
        store: the register.
        jobs: runs the work beside the window.
        show_set: shows the papers of several certificates, to print them as one job.
        source: where the drafts come from.
        paths: asks for files.
        parent: see Qt.
    """

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        show_set: Callable[[list[str]], object],
        source: DraftSource = _CHOOSE,
        paths: Paths = _PATHS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "certificates#flera-intyg-pa-en-gang")
        self.setObjectName("many")
        self.setWindowTitle(_("Flera intyg"))
        self._store, self._jobs, self._source, self._paths = store, jobs, source, paths
        self._show_set = show_set
        self._job: Job | None = None
        self._list = b""
        self._issued: list[str] = []
        self.banner = Banner()
        today = store.clock.today
        self.first, self.last = DateField(today), DateField(today)
        self.first.put(today() - _A_WEEK)
        self.last.put(today())
        self.kind = ChoiceField([Choice(k.value, _(KIND_NAMES[k])) for k in OF_BOOKING])
        self.language = ChoiceField([Choice("sv", _("Svenska")), Choice("en", _("Engelska"))])
        self.identity = ChoiceField([Choice(k.value, _(text)) for k, text in IDENTITIES.items()])
        self.drafts = DraftTable()
        self.count = label(strong=True, name="draft_count")
        self.end = Empty("circle-check", "", least=150)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(_("Så långt har det kommit"))
        self._lay_out()
        self.drafts.changed.connect(self._say)
        for field in (self.kind, self.language, self.identity):
            field.changed.connect(self.draft)
        self.draft()

    def draft(self) -> None:
        """Make the drafts of what is chosen."""
        if self._issued:
            return
        wanted: dict[str, Any] = {
            "kind": CertificateKind(self.kind.value()),
            "language": self.language.value(),
            "identity": IdentityKind(self.identity.value()),
        }
        if self._list:
            wanted["data"] = self._list
            make: Callable[..., list[CertificateDraft]] = draft_certificates_of_list
        else:
            make = draft_certificates
            wanted |= self._asked()

        def work(progress: Progress) -> list[CertificateDraft]:
            return make(self._store, **wanted, progress=progress)

        self._start(_("Gör utkast till intyg"), work, self._drafted)

    def choose_list(self) -> None:
        """Ask for a list of who is to have one."""
        kinds = _("Listor (*.xlsx *.xlsm *.csv *.txt)")
        found = self._paths.files(self, self.windowTitle(), Path.home(), kinds)
        if not found:
            return
        try:
            self._list = read_foreign(found[0], MOST_BYTES)
        except UserError as error:
            self.banner.say_error(error)
            return
        self.draft()

    def issue(self) -> None:
        """Issue what is to be issued, all or none."""
        taken = self.drafts.taken()
        if not taken or self._job is not None or self._issued:
            return
        work = partial(
            issue_many, self._store, bookings=taken, kind=CertificateKind(self.kind.value()),
            language=self.language.value(),
            identity=IdentityKind(self.identity.value()),
        )  # fmt: skip
        self._start(_("Utfärdar intyg"), lambda progress: work(progress=progress), self._done)

    def print_out(self) -> None:
        """Show what was issued, to print it as one job."""
        self._show_set(self._issued)

    def save_zip(self) -> None:
        """Ask where to save what was issued as one zip, and save it."""
        name = f"intyg-{self._store.clock.today().isoformat()}.zip"
        path = self._paths.save(self, _("Spara intygen"), Path.home() / name, _("Zip (*.zip)"))
        if path is None:
            return
        work = partial(save_certificates, self._store, certificates=self._issued, file=path)
        self._start(
            _("Sparar intyg"), lambda progress: work(progress=progress), partial(self._saved, path)
        )

    def reject(self) -> None:
        """Stop the work that runs, or close."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()

    def _asked(self) -> dict[str, Any]:
        if self._source.bookings:
            return {"bookings": list(self._source.bookings)}
        if self._source.sitting:
            return {"sitting": self._source.sitting}
        return {"first": self.first.value(), "last": self.last.value()}

    def _start(self, text: str, work: Work, done: Callable[..., object]) -> None:
        if self._job is not None:
            return
        self.banner.hide()
        job = self._jobs.run(
            text, work, done=done, failed=self._on_failed, cancelled=self._on_cancelled
        )
        self._job = job
        job.progressed.connect(self._on_progress)
        self._say()

    def _drafted(self, drafts: list[CertificateDraft]) -> None:
        self._job = None
        self.drafts.show_drafts(drafts)
        self.drafts.setFocus()

    def _done(self, result: BatchResult) -> None:
        self._job = None
        if not result.issued:
            self.draft()
            self.banner.say(
                _("Inget intyg är utfärdat: något ändrades under tiden."), "", Tone.WARN
            )
            return
        self._issued = list(result.issued)
        ends = (self._issued[0], self._issued[-1])
        numbers = [read_certificate(self._store, certificate=one).row.number for one in ends]
        said = ngettext("{n} intyg är utfärdat", "{n} intyg är utfärdade", len(self._issued))
        self.end.say(
            "circle-check",
            said.format(n=number(len(self._issued))),
            _("Nummer {numbers}. De finns nu i listan över intyg.").format(
                numbers=" – ".join(dict.fromkeys(numbers))
            ),
        )
        self._steps.setCurrentIndex(1)
        self._say()
        self.print_button.setFocus()

    def _saved(self, path: Path, count: int) -> None:
        self._job = None
        self._say()
        said = _("{n} intyg är sparade i {name}.").format(n=number(count), name=path.name)
        where = _("Mappen: {folder}").format(folder=path.parent)
        self.banner.say(said, where, Tone.GOOD)

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self._say()
        if not isinstance(error, UserError):
            raise error
        self._list = b"" if not self.drafts.lines() else self._list
        self.banner.say_error(error)

    def _on_cancelled(self) -> None:
        self._job = None
        self._say()
        self.banner.say(
            _("Avbrutet. Inget nummer är förbrukat och ingen fil är sparad."), "", Tone.WARN
        )

    def _on_progress(self, done: int, total: int, _what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _say(self) -> None:
        taken, works, made = len(self.drafts.taken()), self._job is not None, bool(self._issued)
        text = _("{taken} av {all} utfärdas").format(
            taken=number(taken), all=number(len(self.drafts.lines()))
        )
        self.count.setText(text if self.drafts.lines() else "")
        self.issue_button.setText(
            ngettext("Utfärda {n} intyg", "Utfärda {n} intyg", taken).format(n=number(taken))
        )
        self.issue_button.setEnabled(bool(taken) and not works)
        self.issue_button.setVisible(not made)
        for one in (self.print_button, self.zip_button):
            one.setVisible(made)
            one.setEnabled(not works)
        self.bar.setVisible(works)
        self.close_button.setText(_("Avbryt") if works else _("Stäng"))

    def _lay_out(self) -> None:
        self.issue_button = button("", self.issue, kind="primary", icon="award", name="issue")
        self.print_button = button(
            _("Skriv ut …"), self.print_out, kind="primary", icon="printer", name="print_set"
        )
        self.zip_button = button(
            _("Spara som zip …"), self.save_zip, icon="download", name="save_zip"
        )
        self.close_button = button(_("Stäng"), self.reject, name="close")
        toggle = button(
            _("Utelämna / ta med"), self.drafts.toggle, kind="quiet", icon="list", name="toggle"
        )
        toggle.setToolTip(_("Mellanslag"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.issue)
        review = QWidget()
        how = ButtonRow(
            label(_("Slag")), self.kind, label(_("Språk")), self.language,
            label(_("Personen anges med")), self.identity, None,
        )  # fmt: skip
        laid = column(how, self.drafts, row(self.count, None, toggle), parent=review, gap=1)
        laid.setStretch(1, 1)
        self._steps = QStackedWidget()
        self._steps.addWidget(review)
        self._steps.addWidget(self.end)
        head = column(label(_("Flera intyg"), size=Text.TITLE), self.banner, gap=1)
        if not self._source.is_given:
            head.addWidget(_period(self))
        head.addWidget(self._steps, 1)
        head.setContentsMargins(24, 16, 24, 12)
        foot = row(ButtonRow(
            self.close_button, self.bar, None, self.zip_button, self.print_button,
            self.issue_button,
        ))  # fmt: skip
        foot.setContentsMargins(24, 12, 24, 12)
        column(head, line(), foot, parent=area(self, "surface"), gap=0).setStretch(0, 1)
        fit_screen(self, QSize(theme.pixels(900), theme.pixels(640)))

    def draft_period(self) -> None:
        """Make the drafts of the days that are typed."""
        self._list = b""
        if self.first.value() and self.last.value():
            self.draft()


def _period(dialog: ManyDialog) -> ButtonRow:
    """Lay out what the drafts are chosen with."""
    for field, name in ((dialog.first, _("Från")), (dialog.last, _("Till"))):
        field.edit.setAccessibleName(name)
        field.setMaximumWidth(theme.pixels(160))
    show = button(_("Visa"), dialog.draft_period, name="show_period")
    bring = button(_("Från en lista …"), dialog.choose_list, icon="folder-open", name="of_list")
    return ButtonRow(
        label(_("Tentamina från")), dialog.first, label(_("till")), dialog.last, show, None, bring
    )
