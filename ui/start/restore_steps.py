"""*Jag har en säkerhetskopia*: put a register back on a new computer, then give a new password."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from lärcentrum.errors import BadValue, NotAsItStands, UserError
from lärcentrum.language import _
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.jobs import Work
from ui.kit.widgets import column
from ui.start.answers import Deeds
from ui.start.steps import FolderField, Step

_GUIDE = "first_day#ny-dator-ta-tillbaka-en-sakerhetskopia"
_ABOUT_THE_FILE = ("FD12", "FE07", "FA15", "FD04", "FD07", "FE06")
"""Codes of refusals that are about the file that was chosen, whatever they call their field."""


class FileField(FolderField):
    """A file, typed or chosen."""

    def _ask(self) -> None:
        dialog = QFileDialog(self, self._shown)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Säkerhetskopior (*.lcbackup)"), _("Alla filer (*)")])
        dialog.fileSelected.connect(self.edit.setText)
        dialog.open()


class RefusedStep(Step):
    """A step whose answers are tried at once, and may be refused."""

    form: Form

    def submit(self) -> object:
        """See `Step.submit`."""
        return self.form.save()

    def refused(self, error: UserError) -> None:
        """Show a refusal at the field that it is about; what was typed stays."""
        raise TypeError("a step says where its refusals stand")


class BackupStep(RefusedStep):
    """Which back-up, where the register is to lie, and the code that opens it.

    Args:
        folder: where the register is to lie unless the user says otherwise.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.setObjectName("step_backup")
        about(self, _GUIDE)
        self.title = _("Ta tillbaka en säkerhetskopia")
        self.text = _(
            "Registret läggs på den här datorn som det var när kopian gjordes. Kopian rörs inte."
        )
        self.form = Form(self._submit)
        self.form.add(
            "file", _("Säkerhetskopia"), FileField(_("Välj en säkerhetskopia")), required=True,
            hint=_("Den ligger i centrets mapp för säkerhetskopior, ofta på ett USB-minne."),
        )  # fmt: skip
        self.form.add(
            "code", _("Återställningskod"), TextField(), required=True,
            hint=_("Den skrevs ut eller skrevs av när registret skapades. Lösenord öppnar ingen"
                   " kopia på en ny dator."),
        )  # fmt: skip
        self.form.add(
            "folder", _("Registrets mapp"), FolderField(_("Registrets mapp")), required=True,
            hint=_("På den här datorn, inte i en mapp som synkas (OneDrive, Dropbox)."),
        )  # fmt: skip
        self.form.fill(folder=folder)
        column(self.form, None, parent=self, gap=1)

    def refused(self, error: UserError) -> None:
        """See `RefusedStep.refused`."""
        at = "file" if error.code in _ABOUT_THE_FILE else error.field
        # Another register lies in the folder: another folder is what helps.
        at = at or ("folder" if type(error).__name__ in ("OtherRegister", "NotHeldHere") else "")
        happened, _untouched, to_do = error.parts()
        self.form.show_error(NotAsItStands(at, happened, to_do) if at else error)

    def _submit(self, file: Path, code: str, folder: Path) -> None:
        for name, path in (("file", file), ("folder", folder)):
            if not path.is_absolute():
                raise BadValue(name, _("behöver hela sökvägen; välj i stället"))
        self.done.emit({"file": file, "code": code, "folder": folder})


class NewPasswordStep(RefusedStep):
    """The register is back: who is its head, and a new password.

    Args:
        made: when the back-up was made, as it is said.
    """

    def __init__(self, made: str) -> None:
        super().__init__()
        self.setObjectName("step_new_password")
        about(self, _GUIDE)
        self.title = _("Registret är tillbaka")
        self.text = _(
            "Det är som det var {when}; det som registrerats senare saknas. Månadsfiler väntar"
            " tills du på sidan Månadsfil bekräftar att det är det här registret som gäller"
            " (FB08): gör det bara om den gamla datorn inte används mer."
        ).format(when=made)
        self.form = Form(self._submit)
        self.form.add(
            "head_login", _("Föreståndarens användarnamn"), TextField(longest=60), required=True,
            hint=_("Samma som vid inloggningen på den gamla datorn."),
        )  # fmt: skip
        self.form.add(
            "password", _("Nytt lösenord"), TextField(secret=True), required=True,
            hint=_("Minst åtta tecken; gärna några ord efter varandra."),
        )  # fmt: skip
        self.form.add(
            "again", _("Nytt lösenord igen"), TextField(secret=True), required=True,
            beside="password",
        )  # fmt: skip
        column(self.form, None, parent=self, gap=1)

    def refused(self, error: UserError) -> None:
        """See `RefusedStep.refused`."""
        if error.code == "FI01":
            # The code opened the register a moment ago: it is the name that is not a head's.
            said = _("är ingen föreståndares i det här registret")
            self.form.show_error(BadValue("head_login", said))
        else:
            self.form.show_error(error)

    def _submit(self, again: str, **values: Any) -> None:
        if values["password"] != again:
            raise BadValue("again", _("är inte lika som det första lösenordet"))
        self.done.emit(values)


class Return:
    """The way of a back-up onto this computer: put it back, then a new password.

    Args:
        deeds: what the first start can do.
        run: runs what takes time, told what to say meanwhile; the step shows what is refused.
        show: shows a step, from which one may return to what was before or not.
        finish: called with the open register.
        folder: where the register is to lie unless the user says otherwise.
    """

    def __init__(
        self,
        deeds: Deeds,
        run: Callable[[str, Work, Callable[..., object]], object],
        show: Callable[..., object],
        finish: Callable[..., object],
        folder: Path,
    ) -> None:
        self._deeds, self._run, self._show, self._finish = deeds, run, show, finish
        self._folder = folder

    def begin(self) -> None:
        """Ask which back-up."""
        step = BackupStep(self._folder)
        step.done.connect(lambda chosen: self._restore(**chosen))
        self._show(step, may_return=True)

    def _restore(self, file: Path, folder: Path, code: str) -> None:
        def restored(made: str) -> None:
            step = NewPasswordStep(made)
            step.done.connect(lambda who: self._recover(folder, code, **who))
            # It lies there now: going back would put it there once more.
            self._show(step, may_return=False)

        said = _("Återställer …")
        self._run(said, lambda _told: self._deeds.restore(file, folder, code), restored)

    def _recover(self, folder: Path, code: str, head_login: str, password: str) -> None:
        self._run(
            _("Öppnar registret …"),
            lambda _told: self._deeds.recover(folder, code, head_login, password),
            self._finish,
        )
