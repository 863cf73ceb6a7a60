"""Hem för registret: where it lives between the computers, who has it, what lies aside."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import UserError
from lärcentrum.home import aside, choosing, going, links
from lärcentrum.home.aside import AsideChange, Fate
from lärcentrum.home.links import State
from lärcentrum.language import N_, _
from lärcentrum.people.users import list_users
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.kit.texts import moment
from ui.kit.tokens import Tone
from ui.kit.widgets import button, label, row, tab_order
from ui.settings.section import TableSection

_FATES = {
    Fate.WAITING: N_("väntar"),
    Fate.APPLIED: N_("tillämpad"),
    Fate.DROPPED: N_("struken"),
}


class HomeSection(TableSection):
    """The register's home, and the changes that were set aside on this computer.

    Args:
        store: the register.
        jobs: goes home beside the window's own work.
        memory: remembers the columns.
    """

    def __init__(self, store: Store, jobs: JobRunner, memory: Memory | None = None) -> None:
        self._names: dict[str, str] = {}
        super().__init__(
            _("Hem för registret"),
            _("Delar flera datorer på registret har det sitt hem i en mapp på nätet. Du arbetar på"
              " din egen dator; en kopia går hem var tionde minut och när du stänger, och då kan"
              " nästa ta det. Nedan står det som inte hade kommit hem när någon annan tog över."),
            name="aside",
            columns=self._columns(),
            memory=memory,
        )  # fmt: skip
        self._store, self._jobs = store, jobs
        self.place = label(wrap=True, name="home_place")
        choose = button(_("Välj mapp …"), self.choose_folder, name="home_folder")
        if Right.MANAGE not in store.session.rights:
            choose.hide()
        self.over = button(
            _("Lämna över …"), self.ask_hand_over, name="hand_over", icon="handshake"
        )
        self.body.insertLayout(3, row(self.place, None, choose, self.over))
        self.table.empty.say(
            "circle-check",
            _("Inget ligger åt sidan"),
            _("Här visas ändringar som inte hade kommit hem när någon annan tog över registret."),
        )
        if Right.REGISTER in store.session.rights:
            self.offer(
                _("Tillämpa"), self.apply, name="apply_aside", icon="check", fits=self._can_apply
            )
            self.offer(_("Stryk …"), self.drop, name="drop_aside", icon="x", fits=self._can_drop)
        # Tab goes as one reads: what stands above the list is not what comes after it.
        tab_order(choose, self.over, self.table)

    def reload(self) -> None:
        """Show what is known here; the net is not asked."""
        self._names = {one.uid: one.name for one in list_users(self._store)}
        link = None if self._store.is_copy else links.read(self._store.folder)
        self.over.setEnabled(link is not None and link.state is State.HELD)
        self.place.setText(_said(link))
        if Right.SEE in self._store.session.rights:
            try:
                self.model.show(aside.list_aside(self._store))
            except UserError as error:
                self.banner.say_error(error)

    def choose_folder(self) -> None:
        """Ask for the folder that is to be the home."""
        chosen = QFileDialog.getExistingDirectory(self, _("Hem för registret"))
        if chosen:
            self.set_folder(Path(chosen))

    def set_folder(self, folder: Path) -> None:
        """Let the register have its home in a folder."""
        self._jobs.run(
            _("Kopia till hemmet"),
            lambda progress: choosing.set_home(self._store, folder=str(folder), progress=progress),
            done=lambda _done: self._say(_("Registret har sitt hem i mappen.")),
            failed=self._on_failed,
        )

    def ask_hand_over(self) -> QMessageBox:
        """Ask whether the register is really to be handed over: afterwards one only looks here."""
        box = QMessageBox(self)
        box.setObjectName("ask_hand_over")
        box.setWindowTitle(_("Lämna över registret"))
        box.setText(_("Den sista kopian går hem, och nästa person kan ta registret."))
        box.setInformativeText(
            _("Sedan går det bara att titta här, tills du stänger programmet och loggar in igen.")
        )
        stay = box.addButton(_("Avbryt"), QMessageBox.ButtonRole.RejectRole)
        over = box.addButton(_("Lämna över"), QMessageBox.ButtonRole.AcceptRole)
        stay.setObjectName("keep_register")
        over.setObjectName("give_register")
        box.setDefaultButton(over)
        box.setEscapeButton(stay)
        over.clicked.connect(self.hand_over)
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def hand_over(self) -> None:
        """Bring the last copy home and let the next one take the register."""
        self._jobs.run(
            _("Lämnar över"),
            lambda progress: going.hand_over(self._store, progress=progress),
            done=lambda _done: self._say(
                _("Registret är lämnat över.")
            ),
            failed=self._on_failed,
        )  # fmt: skip

    def apply(self) -> None:
        """Apply the change that is chosen."""
        one = self.table.record()
        if isinstance(one, AsideChange):
            try:
                aside.apply_aside(self._store, change=one.change)
            except UserError as error:
                self.banner.say_error(error)
                return
            self._say(_("Ändringen är tillämpad."))

    def drop(self) -> FormDialog | None:
        """Ask why the change that is chosen is dropped."""
        one = self.table.record()
        if not isinstance(one, AsideChange):
            return None

        def save(reason: str) -> None:
            aside.drop_aside(self._store, change=one.change, reason=reason)

        form = Form(save)
        form.add(
            "reason",
            _("Skäl"),
            TextField(longest=aside.MOST_REASON),
            required=True,
            hint=_("Skälet sparas i loggen med ditt namn."),
        )
        form.saved.connect(lambda _done: self._say(_("Ändringen är struken.")))
        dialog = FormDialog(_("Stryk ändringen"), form, verb=_("Stryk"), parent=self)
        dialog.open()
        return dialog

    def _can_apply(self, one: AsideChange) -> bool:
        return self._writes() and one.able and one.fate is not Fate.APPLIED

    def _can_drop(self, one: AsideChange) -> bool:
        return self._writes() and one.fate is Fate.WAITING

    def _writes(self) -> bool:
        return self._store.refusing is None

    def _say(self, text: str) -> None:
        self.reload()
        self.banner.say(text, "", Tone.GOOD)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.reload()
        self.banner.say_error(error)

    def _columns(self) -> list[Column]:
        return [
            Column(
                key="at",
                title=_("När"),
                text=lambda one: moment(one.at.astimezone(STOCKHOLM)),
                sort=lambda one: one.at,
                width=180,
            ),
            Column(key="what", title=_("Ändring"), text=lambda one: _(one.label)),
            Column(key="about", title=_("Gäller"), text=lambda one: one.about, width=240),
            Column(
                key="who",
                title=_("Av"),
                text=lambda one: self._names.get(one.user, ""),
                width=130,
            ),
            Column(key="fate", title=_("Läge"), text=_fate, width=130),
        ]


def _fate(one: AsideChange) -> str:
    if one.fate is Fate.WAITING and not one.able:
        return _("görs om för hand")
    return _(_FATES[one.fate])


def _said(link: links.Link | None) -> str:
    if link is None:
        return _("Registret har inget hem. Det finns bara på den här datorn.")
    if link.state is State.HELD:
        return _("{folder}\nRegistret finns på den här datorn.").format(folder=link.home)
    return _(
        "{folder}\nRegistret är lämnat över. Här går det nu bara att titta; stäng och logga in igen"
        " för att ta det tillbaka."
    ).format(folder=link.home)
