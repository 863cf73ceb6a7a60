"""The back-ups: how old the newest is, where they lie, one more now."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from lärcentrum import backups, settings
from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import UserError
from lärcentrum.language import N_, _
from lärcentrum.progress import Progress
from lärcentrum.store.backup import Backup
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.kit.texts import ago, moment
from ui.kit.tokens import Tone
from ui.kit.widgets import button, label, row
from ui.settings.section import TableSection


class BackupsSection(TableSection):
    """The list of back-ups.

    Args:
        store: the register.
        jobs: makes a back-up beside the window's own work.
        memory: remembers the columns.
    """

    def __init__(self, store: Store, jobs: JobRunner, memory: Memory | None = None) -> None:
        super().__init__(
            _("Säkerhetskopior"),
            _("En kopia görs av sig själv när programmet startar och stängs, och varannan timme."
              " Den öppnas med den återställningskod som gällde när den gjordes. Återställ från"
              " inloggningen."),
            name="backups",
            columns=_columns(),
            memory=memory,
        )  # fmt: skip
        self._store, self._jobs = store, jobs
        self.age = label(strong=True, name="backup_age")
        self.place = label(soft=True, wrap=True, name="backup_place")
        self.body.insertLayout(
            3,
            row(
                self.age,
                self.place,
                None,
                button(_("Välj mapp …"), self.choose_folder, name="backup_folder"),
            ),
        )
        self.offer(_("Kopiera nu"), self.make, name="make_backup", kind="primary", icon="save")

    def reload(self) -> None:
        """Show what the folder holds now."""
        found = backups.list_backups(self._store)
        self.model.show(found)
        now = self._store.clock.now()
        last = backups.last_backup(self._store)
        age = ago(last, now) if last else _("ingen ännu")
        self.age.setText(_("Senaste: {age}").format(age=age))
        second = settings.setting(self._store, "backup_folder")
        self.place.setText(
            _("Kopieras också till\n{folder}").format(folder=second)
            if second
            else _("Välj en mapp på en annan disk, så finns kopiorna kvar om datorn går sönder.")
        )

    def make(self) -> None:
        """Make a back-up now, beside other work."""

        def work(progress: Progress) -> Backup:
            return backups.make_backup(self._store, why="manual", progress=progress)

        self._jobs.run(_("Säkerhetskopierar"), work, done=self._on_made, failed=self._on_failed)

    def choose_folder(self) -> None:
        """Ask for the centre's own back-up folder."""
        chosen = QFileDialog.getExistingDirectory(self, _("Mapp för säkerhetskopior"))
        if chosen:
            self.set_folder(Path(chosen))

    def set_folder(self, folder: Path) -> None:
        """Let every back-up be copied to a folder too."""
        try:
            settings.change_settings(self._store, values={"backup_folder": str(folder)})
        except UserError as error:
            self.banner.say_error(error)

    def _on_made(self, made: Backup) -> None:
        tone = Tone.WARN if made.warning else Tone.GOOD
        self.banner.say(_("Säkerhetskopian är gjord och kontrollerad."), made.warning, tone)
        self.reload()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.banner.say_error(error)


_WHY = {
    "start": N_("vid start"),
    "exit": N_("vid stängning"),
    "timed": N_("varannan timme"),
    "manual": N_("för hand"),
    "migration": N_("före uppgradering"),
    "merge": N_("före sammanslagning"),
    "import": N_("före import"),
    "repair": N_("före reparation"),
    "disposal": N_("före gallring"),
}


def _why(made: Backup) -> str:
    reason = _WHY.get(made.why)
    return _(reason) if reason else made.why


def _columns() -> list[Column]:
    return [
        Column(
            key="made",
            title=_("När"),
            text=lambda b: moment(b.made.astimezone(STOCKHOLM)),
            sort=lambda b: b.made,
            width=200,
        ),
        Column(key="why", title=_("Varför"), text=_why, width=180),
        Column(
            key="size",
            title=_("Storlek, kB"),
            text=lambda b: number(b.size // 1000),
            sort=lambda b: b.size,
            number=True,
            width=130,
        ),
        Column(key="name", title=_("Fil"), text=lambda b: b.path.name),
    ]
