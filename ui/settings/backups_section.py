"""The back-ups: how old the newest is, where they lie, one more now."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from lärcentrum import backups, settings
from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import UserError
from lärcentrum.language import N_, _
from lärcentrum.progress import Progress
from lärcentrum.rights import Right
from lärcentrum.store.backup import Backup
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from lärcentrum.upkeep.going_back import Since, damaged_backups, done_since_backups
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
        restore: closes the register to put a back-up in its place; None where it cannot be.
    """

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        memory: Memory | None = None,
        restore: Callable[[Path], object] | None = None,
    ) -> None:
        self._since: dict[Path, Since] = {}
        self._looked, self._bad = False, set[str]()
        super().__init__(
            _("Säkerhetskopior"),
            _("En kopia görs av sig själv när programmet startar och stängs, och varannan timme."
              " Den öppnas med den återställningskod som gällde när den gjordes."),
            name="backups",
            columns=_columns(self._changes, self._state),
            memory=memory,
        )  # fmt: skip
        self._store, self._jobs, self._restore = store, jobs, restore
        self.age = label(strong=True, name="backup_age")
        self.place = label(soft=True, wrap=True, name="backup_place")
        choose = button(_("Välj mapp …"), self.choose_folder, name="backup_folder")
        self.body.insertLayout(3, row(self.age, None, choose))
        self.body.insertWidget(4, self.place)
        if Right.MANAGE not in store.session.rights:
            choose.hide()
        self.lost = label(soft=True, wrap=True, name="lost")
        self.lost.hide()
        self.body.insertWidget(6, self.lost)
        self.table.chosen.connect(self._say_loss)
        self.offer(_("Kontrollera kopiorna"), self.look, name="check_backups")
        if restore is not None and Right.MANAGE in store.session.rights:
            self.offer(_("Återställ …"), self.go_back, name="go_back", fits=self._is_whole)
        self.offer(_("Kopiera nu"), self.make, name="make_backup", kind="primary", icon="save")

    def reload(self) -> None:
        """Show what the folder holds now."""
        self._since = {one.path: one for one in done_since_backups(self._store)}
        self.model.show(backups.list_backups(self._store))
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
            return backups.make_backup(self._store, progress=progress)

        self._jobs.run(_("Säkerhetskopierar"), work, done=self._on_made, failed=self._on_failed)

    def look(self) -> None:
        """Open every back-up beside other work, and tell which are whole."""
        store = self._store
        self._jobs.run(
            _("Kontrollerar kopiorna"),
            lambda progress: damaged_backups(store, progress=progress),
            done=self._on_looked,
            failed=self._on_failed,
        )

    def go_back(self) -> None:
        """Leave the register and show what the chosen back-up would take its place with."""
        made: Backup | None = self.table.record()
        if made is not None and self._restore is not None:
            self._restore(made.path)

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

    def _on_looked(self, bad: list[str]) -> None:
        self._looked, self._bad = True, set(bad)
        if bad:
            said = _("Skadade kopior: {names}").format(names=", ".join(bad))
            self.banner.say(said, _("Välj en annan om du ska återställa."), Tone.BAD)
        else:
            self.banner.say(_("Alla kopior är hela."), "", Tone.GOOD)
        self.reload()

    def _say_loss(self, made: Backup | None) -> None:
        since = self._since.get(made.path) if made else None
        self.lost.setVisible(since is not None)
        self.lost.setText(since.sentence() if since else "")

    def _changes(self, made: Backup) -> str:
        since = self._since.get(made.path)
        return number(since.changes) if since and since.is_ours else "–"

    def _state(self, made: Backup) -> str:
        if made.path.name in self._bad:
            return _("Skadad")
        return _("Hel") if self._looked else _("Kontrollerad")

    def _is_whole(self, made: Backup) -> bool:
        return made.path.name not in self._bad

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


def _columns(changes: Callable[[Backup], str], state: Callable[[Backup], str]) -> list[Column]:
    return [
        Column(
            key="made",
            title=_("När"),
            text=lambda b: moment(b.made.astimezone(STOCKHOLM)),
            sort=lambda b: b.made,
            width=160,
        ),
        Column(key="why", title=_("Varför"), text=_why, width=140),
        Column(
            key="changes", title=_("Sedan dess"), text=changes, number=True, width=100,
            tip=lambda _b: _("Så många ändringar som skulle saknas."),
        ),
        Column(key="state", title=_("Läge"), text=state, width=120),
        Column(
            key="size",
            title=_("Storlek, kB"),
            text=lambda b: number(b.size // 1000),
            sort=lambda b: b.size,
            number=True,
            width=110,
        ),
        Column(key="name", title=_("Fil"), text=lambda b: b.path.name),
    ]  # fmt: skip
