"""The register's file is damaged or missing (FE06): what can be done, never an empty register."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from ui.kit import texts
from ui.kit.banner import Banner
from ui.kit.chips import Chip
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.jobs import JobRunner
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Tone
from ui.kit.widgets import button, label, row
from ui.start.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A back-up that can be put back.

    Args:
        path: the file; also what tells rows apart.
        made: when, on the wall.
        kilobytes: its size.
        bad: whether it was tried and found damaged.
        other: whether it is of another register than the one in the folder.
    """

    path: Path
    made: datetime
    kilobytes: int
    bad: bool = False
    other: bool = False

    @property
    def uid(self) -> str:
        """Give what stays the same when the list is read again."""
        return str(self.path)


class RecoveryPage(Sheet):
    """Says what is wrong and offers the back-ups, newest first.

    Args:
        error: what is wrong; None when nothing is, and a person wants to go back.
        copies: the back-ups, newest first.
        restore: called with a back-up and the recovery code on the other thread.
        describe: reads one back-up that the user chose elsewhere.
        jobs: runs `restore`.
        retry: called to look at the register again (the stick is back in).
        missing: what each back-up lacks, where it could be counted.

    Signals:
        restored: the back-up that was put back.
        bug: an exception that is no refusal.
    """

    restored = Signal(object)
    bug = Signal(object)

    def __init__(
        self,
        error: UserError | None,
        copies: Sequence[Copy],
        restore: Callable[[Path, str], object],
        describe: Callable[[Path], Copy],
        jobs: JobRunner,
        retry: Callable[[], object],
        parent: QWidget | None = None,
        *,
        missing: Mapping[Path, str] | None = None,
    ) -> None:
        title = _("Registret gick inte att öppna") if error else _("Återställ en säkerhetskopia")
        super().__init__(title, width=720, parent=parent)
        self._missing, self._is_damaged = missing or {}, error is not None
        self.setObjectName("recovery")
        about(self, "settings#sakerhetskopior")
        self._copies, self._restore, self._jobs = list(copies), restore, jobs
        self._describe = describe
        self._tried: Copy | None = None
        self.banner = Banner()
        if error is not None:
            self.banner.say(*texts.error_lines(error), Tone.BAD, error.code)
        self.model = RecordModel(_columns(), self)
        self.table = Table(self.model, name="copies", title=_("Säkerhetskopior"), compact=True)
        self.table.setFixedHeight(200)
        self.table.empty.say(
            "archive",
            _("Ingen säkerhetskopia bredvid registret"),
            _("Välj en som ligger någon annanstans, till exempel på ett USB-minne."),
        )
        self.lost = label(wrap=True, soft=True, name="lost")
        self.form = Form(self._start)
        code = self.form.add("code", _("Återställningskod"), TextField(), required=True)
        code.edit.returnPressed.connect(self._enter)
        self.go = button(_("Återställ"), self.form.save, kind="primary", name="restore")
        self._lay_out(retry)
        self.table.chosen.connect(self._chosen)
        self._show()

    def _lay_out(self, retry: Callable[[], object]) -> None:
        other = button(
            _("Välj en annan kopia …"),
            self._ask_file,
            kind="quiet",
            icon="folder-open",
            name="other",
        )
        said = _("Försök öppna igen") if self._is_damaged else _("Avbryt")
        again = button(said, retry, icon="refresh-cw", name="retry")
        for part in (self.banner, self.table, self.lost, self.form):
            self.body.addWidget(part)
        self.body.addLayout(row(other, None, again, self.go))

    def _show(self) -> None:
        self.model.show(self._copies)
        first = next((n for n, one in enumerate(self._copies) if not one.bad), 0)
        self.table.choose(first)
        self._chosen(self._copies[first] if self._copies else None)

    def _chosen(self, copy: Copy | None) -> None:
        self.go.setEnabled(copy is not None and not copy.bad)
        self.lost.setVisible(copy is not None)
        if copy is not None:
            said = self._loss(copy)
            if copy.other:
                said = _(
                    "Kopian är av ett annat register än det som ligger i mappen. Det läggs undan "
                    "med sin nyckelfil, och kopian från {when} tar dess plats."
                )
            self.lost.setText(said.replace("{when}", texts.moment(copy.made)))

    def choose(self, path: Path) -> None:
        """Choose a back-up in the list."""
        row = self.model.row_of(str(path))
        if row >= 0:
            self.table.choose(row)

    def _loss(self, copy: Copy) -> str:
        if self._is_damaged:
            return _(
                "Det som registrerats efter {when} saknas i kopian. Den skadade filen läggs undan."
            )
        known = self._missing.get(copy.path) or _("Det som registrerats efter {when} saknas.")
        return f"{known} " + _("Registret som det är nu läggs undan, det tas aldrig bort.")

    def _enter(self) -> None:
        if self.go.isEnabled():
            self.form.save()

    def _start(self, code: str) -> None:
        copy = self.table.record()
        if copy is None:
            return
        self._tried = copy
        self.go.setEnabled(False)
        self._jobs.run(
            _("Återställer …"),
            lambda _progress: self._restore(copy.path, code),
            done=self._done,
            failed=self._failed,
        )

    def _done(self) -> None:
        self.restored.emit(self._tried)

    def _failed(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        if not isinstance(error, UserError):
            self.bug.emit(error)
            return
        if error.field:
            self.form.show_error(error)
        else:
            self.banner.say_error(error)
        if error.code == "FE07" or type(error).__name__ == "BackupDamaged":
            self._copies = [replace(c, bad=c.bad or c == self._tried) for c in self._copies]
            self._show()

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("Välj en säkerhetskopia"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, path: str) -> None:
        """Add a back-up from elsewhere to the list."""
        try:
            copy = self._describe(Path(path))
        except UserError as error:
            self.banner.say_error(error)
            return
        self._copies = [copy, *(one for one in self._copies if one.path != copy.path)]
        self._show()
        self.table.choose(0)


def _columns() -> list[Column]:
    return [
        Column(key="made", title=_("Gjord"), text=_made, width=200, sortable=False),
        Column(key="name", title=_("Fil"), text=_name, sortable=False),
        Column(key="size", title=_("Storlek"), text=_size, number=True, width=90, sortable=False),
        Column(key="state", title="", text=_state, chip=_chip, width=120, sortable=False),
    ]


def _made(copy: Copy) -> str:
    return texts.moment(copy.made)


def _name(copy: Copy) -> str:
    return copy.path.name


def _size(copy: Copy) -> str:
    return _("{n} kB").format(n=texts.number(copy.kilobytes))


def _state(copy: Copy) -> str:
    return _("Skadad") if copy.bad else ""


def _chip(copy: Copy) -> Chip | None:
    return Chip(_("Skadad"), Tone.BAD) if copy.bad else None
