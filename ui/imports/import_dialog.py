"""The dialog *Läs in lista*: choose, map, dry run, done; long work beside, and stopped."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from lärcentrum.errors import UserError
from lärcentrum.imports.errors import RowsLeft
from lärcentrum.imports.fields import KIND_NAMES, ListKind
from lärcentrum.imports.importing import DryRun, Imported, import_list, look_at_list, try_import
from lärcentrum.imports.mappings import list_mappings
from lärcentrum.imports.tables import MOST_BYTES
from lärcentrum.language import _, ngettext
from lärcentrum.progress import Progress
from lärcentrum.store.files import read_foreign
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.imports.choose_step import ChooseStep
from ui.imports.map_step import MapStep
from ui.imports.trial_step import TrialStep
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.dialog import AskingDialog
from ui.kit.drop import FileDrop
from ui.kit.empty import Empty
from ui.kit.help import about
from ui.kit.jobs import Job, JobRunner, Work
from ui.kit.paths import Paths
from ui.kit.settings import Memory
from ui.kit.tall import Tall
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import button, column, fit_screen, label, line, row

CHOOSE, MAP, TRY, DONE = range(4)


class ImportDialog(AskingDialog):
    """Reads a list in, in four steps.

    Args:
        store: the register.
        jobs: runs the dry run and the live run.
        kind: what the list is a list of.
        memory: remembers the columns of the table.
        paths: asks for the file.
        parent: see Qt.
    """

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        kind: ListKind,
        memory: Memory | None = None,
        paths: Paths | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.kind = kind
        self.title = _("Läs in lista: {what}").format(what=_(KIND_NAMES[kind]))
        self.setWindowTitle(self.title)
        self._store, self._jobs, self._paths = store, jobs, paths or Paths()
        self._data = b""
        self._job: Job | None = None
        self.banner = Banner()
        self.where = label(soft=True, name="import_step")
        self.choose = ChooseStep(store, kind, self.banner)
        self.map = MapStep()
        self.trial = TrialStep(memory, kind)
        self.end = Empty("circle-check", "", least=150)
        self.steps = QStackedWidget()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(_("Så långt har det kommit"))
        self.back_button = button(_("Tillbaka"), self.go_back, name="back")
        self.cancel_button = button(_("Avbryt"), self.reject, name="cancel")
        self.next_button = button("", self.advance, kind="primary", name="next")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.advance)
        self._lay_out()
        self.trial.changed.connect(self._show_step)
        self.trial.again.connect(self.try_out)
        FileDrop(self).dropped.connect(self._on_drop)
        self._go(CHOOSE)
        self.next_button.setFocus()

    def advance(self) -> None:
        """Do what the primary button says."""
        if self._job is not None or not self.next_button.isEnabled():
            return
        acts = (self.choose_file, self.try_out, self.read_in, self.accept)
        acts[self.steps.currentIndex()]()

    def go_back(self) -> None:
        """Go to the step before; nothing has been kept."""
        self._go(max(CHOOSE, self.steps.currentIndex() - 1))

    def reject(self) -> None:
        """Stop the work that runs, or close; ask first when what was chosen would be lost."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()

    def is_changed(self) -> bool:
        """Tell whether columns were chosen, or rows decided on, that are not read in."""
        going_on = self.steps.currentIndex() in (MAP, TRY)
        return going_on and (self.map.is_changed() or bool(self.trial.decisions()))

    def lost(self) -> tuple[str, str, str]:
        """See `AskingDialog.lost`."""
        lost = _("Det du valde för listan går förlorat. Inget är inläst.")
        return lost, _("Vill du fortsätta eller stänga?"), _("Fortsätt")

    def choose_file(self) -> None:
        """Ask for the list."""
        kinds = _("Listor (*.xlsx *.xlsm *.csv *.txt)")
        found = self._paths.files(self, self.title, Path.home(), kinds)
        if found:
            self.take(found[0])

    def take(self, path: Path) -> None:
        """Read a list and show its columns; it is read once."""
        self.banner.hide()
        try:
            self._data = read_foreign(path, MOST_BYTES)
            look = look_at_list(self._store, kind=self.kind, data=self._data)
            self.map.show_list(self.kind, look, list_mappings(self._store, kind=self.kind))
        except UserError as error:
            self.banner.say_error(error)
            return
        self.trial.forget()
        self._go(MAP)
        self.map.begin()

    def try_out(self) -> None:
        """Try the list, beside the window's own work."""

        def work(progress: Progress) -> DryRun:
            return try_import(
                self._store, kind=self.kind, data=self._data, mapping=mapping,
                decisions=decisions, duplicates=rule, progress=progress,
            )  # fmt: skip

        mapping, decisions = self.map.mapping(), self.trial.decisions()
        rule = self.trial.duplicates()
        self._start(_("Provkör listan"), work, self._tried)

    def read_in(self) -> None:
        """Read the list in."""

        def work(progress: Progress) -> Imported:
            return import_list(
                self._store, kind=self.kind, data=self._data, mapping=mapping,
                decisions=decisions, duplicates=rule, skip_refused=skips, progress=progress,
            )  # fmt: skip

        mapping, decisions = self.map.mapping(), self.trial.decisions()
        rule, skips = self.trial.duplicates(), self.trial.skips()
        self._start(_("Läser in listan"), work, self._read)

    def _start(self, text: str, work: Work, done: Callable[..., object]) -> None:
        self.banner.hide()
        job = self._jobs.run(
            text, work, done=done, failed=self._on_failed, cancelled=self._on_cancelled
        )
        self._job = job
        job.progressed.connect(self._on_progress)
        self._show_step()

    def _tried(self, run: DryRun) -> None:
        self._job = None
        self.trial.show_run(run)
        self._go(TRY)
        self.trial.table.setFocus()

    def _read(self, made: Imported) -> None:
        self._job = None
        try:
            self.map.keep(self._store)
        except UserError as error:
            self.banner.say_error(error)
        said = ngettext("{n} ny är inläst", "{n} nya är inlästa", made.added)
        self.end.say("circle-check", said.format(n=number(made.added)), _rest(made))
        self._go(DONE)
        self.next_button.setFocus()

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self._show_step()
        if not isinstance(error, UserError):
            raise error
        if isinstance(error, RowsLeft):
            # The register has changed since the list was tried, or a decision brought up another.
            self.try_out()
        self.banner.say_error(error)

    def _on_cancelled(self) -> None:
        self._job = None
        self.banner.say(_("Avbrutet."), _("Inget är inläst."), Tone.NEUTRAL)
        self._show_step()

    def _on_progress(self, done: int, total: int, _what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_drop(self, paths: list[Path]) -> None:
        if self._job is None and self.steps.currentIndex() != DONE:
            self.take(paths[0])

    def _go(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self._show_step()

    def _show_step(self) -> None:
        """Say where one is, and offer what can be done there."""
        step, works = self.steps.currentIndex(), self._job is not None
        names = (_("Välj fil"), _("Kolumner"), _("Provkörning"), _("Klart"))
        self.where.setText(_("Steg {n} av 4: {name}").format(n=step + 1, name=names[step]))
        verbs = (_("Välj fil …"), _("Provkör"), self.trial.verb(), _("Stäng"))
        self.next_button.setText(verbs[step])
        ready = step != TRY or self.trial.is_ready()
        self.next_button.setEnabled(ready and not works)
        self.back_button.setVisible(step in (MAP, TRY))
        self.back_button.setEnabled(not works)
        self.cancel_button.setVisible(step != DONE)
        self.steps.setEnabled(not works)
        self.bar.setVisible(works)
        self.trial.skip.setVisible(bool(self.trial.left()))

    def _lay_out(self) -> None:
        steps = (self.choose, self.map, Tall(self.trial), self.end)
        places = ("1-valj-fil", "2-kolumner", "3-provkorning", "4-klart")
        for step, place in zip(steps, places, strict=True):
            about(step, f"import#{place}")
            self.steps.addWidget(step)
        body = column(
            label(self.title, size=Text.TITLE), self.where, self.banner, self.steps, gap=1
        )
        body.setContentsMargins(24, 20, 24, 12)
        body.setStretch(3, 1)
        foot = row(self.bar, None, self.back_button, self.cancel_button, self.next_button, gap=1)
        foot.setContentsMargins(24, 12, 24, 12)
        laid = column(body, line(), foot, parent=self, gap=0)
        laid.setStretch(0, 1)
        fit_screen(self, QSize(theme.pixels(920), theme.pixels(600)))


def open_import(
    store: Store, jobs: JobRunner, memory: Memory | None, parent: QWidget, kind: ListKind
) -> ImportDialog:
    """Open the dialog for a kind of list; it goes away when it is closed."""
    dialog = ImportDialog(store, jobs, kind, memory, parent=parent)
    dialog.finished.connect(partial(_let_go, dialog))
    dialog.open()
    return dialog


def _let_go(dialog: ImportDialog, _result: int) -> None:
    dialog.deleteLater()


def _rest(made: Imported) -> str:
    """Say what became of the rows that are not new, and how all of it is taken back."""
    rest = _("{already} fanns redan, {left} är utelämnade. Ctrl+Z tar tillbaka hela listan.")
    changed = ngettext("{n} ändrad.", "{n} ändrade.", made.changed)
    rests = [rest.format(already=number(made.already), left=number(made.left_out))]
    if made.changed:
        rests.insert(0, changed.format(n=number(made.changed)))
    return " ".join(rests)
