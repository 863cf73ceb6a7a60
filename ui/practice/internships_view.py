"""The list of internships: by stage with counts, what is missing, and one at the right."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSplitter, QWidget

from lärcentrum.errors import NotFound, UserError
from lärcentrum.language import _
from lärcentrum.practice import internships
from lärcentrum.practice.internships import Internship, list_internships
from lärcentrum.practice.periods import weeks_text
from lärcentrum.practice.words import KIND_NAMES, Fact, InternshipKind, Stage
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.fields import Choice
from ui.kit.form import Drafts
from ui.kit.selections import SaveList, SelectionButton
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.widgets import column, row
from ui.practice.internship_details import InternshipDetails
from ui.practice.internship_form import InternshipDialog, move_dialog, note_dialog
from ui.practice.period_bar import PeriodBar, window_of
from ui.practice.spoken import missing_chip, missing_lines, state_chip
from ui.practice.stage_filter import ALL, LATE, StageFilter

_GIVE_WAY = ((1150, ("workplace", "bar", "when", "kind")),)
"""Which columns give way to the details in a page narrower than so many pixels (at 100 %)."""
_ALONE = ((800, ("bar",)),)
"""The same while no details are shown."""


class InternshipsView(QWidget):
    """The internships.

    Args:
        store: the register.
        memory: remembers the columns.
        drafts: keeps what is typed.
        save: saves the list as a file; None where that may not be.

    Signals:
        filtered: another stage was chosen.
        student: a student's page is wanted; the uid.
        workplace: a workplace is wanted; the uid.
        certify: a certificate of an internship is wanted; the uid.
    """

    filtered = Signal(str)
    student = Signal(str)
    workplace = Signal(str)
    certify = Signal(str)

    def __init__(
        self,
        store: Store,
        memory: Memory | None = None,
        drafts: Drafts | None = None,
        save: SaveList | None = None,
    ) -> None:
        super().__init__()
        self._store, self._drafts = store, drafts
        self.banner = Banner()
        self.stages = StageFilter()
        self.search_line = QLineEdit()
        self.search_line.setObjectName("find_internship")
        self.search_line.setClearButtonEnabled(True)
        self.search_line.setPlaceholderText(_("Sök på student, arbetsplats eller program"))
        self.search_line.setAccessibleName(_("Sök praktik"))
        self.kinds = _kinds()
        self.model = RecordModel(_columns())
        self.table = Table(self.model, name="internships", title=_("Praktik"), memory=memory)
        self.bars = PeriodBar(store.clock.today(), self.table)
        self.table.setItemDelegateForColumn(_place("bar"), self.bars)
        self.details = InternshipDetails(store)
        self.selections = SelectionButton(drafts, "practice", self.table, {
            "text": (self.search_line.text, self.search_line.setText),
            "kind": (self.kinds.currentData, partial(_choose, self.kinds)),
            "stage": (self.stages.value, self.stages.choose),
        }, save, self.banner)  # fmt: skip
        self._lay_out()
        self.stages.chosen.connect(self._on_stage)
        self.search_line.textChanged.connect(self.reload)
        self.kinds.currentIndexChanged.connect(self.reload)
        self.table.opened.connect(self._show)
        self.table.chosen.connect(self._on_chosen)
        self.details.noted.connect(self._note)
        self.details.wanted.connect(self._act)

    def reload(self, *_changed: Any) -> None:
        """Show what the register says now."""
        chosen, kind = self.stages.value(), self.kinds.currentData()
        found = list_internships(
            self._store,
            text=self.search_line.text().strip(),
            stage=Stage(chosen) if chosen not in (ALL, LATE) else None,
            kind=InternshipKind(kind) if kind else None,
            late=chosen == LATE,
        )
        self.stages.show_counts(found.stages, found.late)
        self.stages.setVisible(found.total > 0)
        today = self._store.clock.today()
        self.bars.cover(*window_of(found.rows, today), today)
        self.model.show(found.rows)
        self._say_empty(found.total)
        if self.details.internship is not None and not self.details.isHidden():
            self._show(self._found(self.details.internship.uid))

    def show_record(self, uid: str) -> None:
        """Show one internship."""
        found = internships.read_internship(self._store, internship=uid)
        self.table.choose(self.model.row_of(uid))
        self._show(found)

    def turn_details(self) -> None:
        """Show or hide the chosen internship's details."""
        self._show(self.table.record() if self.details.isHidden() else None)

    def add(self, student: Choice | None = None) -> InternshipDialog:
        """Open the dialog for a new internship."""
        return self._dialog(None, student or None)

    def certify_chosen(self) -> None:
        """Ask for a certificate of the chosen internship."""
        record = self.table.record()
        if record is not None:
            self.certify.emit(record.uid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._make_room()

    def _show(self, internship: Internship | None) -> None:
        self.details.show_internship(internship)
        self._make_room()

    def _found(self, uid: str) -> Internship | None:
        try:
            return internships.read_internship(self._store, internship=uid)
        except NotFound:
            return None

    def _dialog(
        self, internship: Internship | None, student: Choice | None = None
    ) -> InternshipDialog:
        dialog = InternshipDialog(
            self._store, internship, student=student, drafts=self._drafts, parent=self
        )
        dialog.form.saved.connect(self.show_record)
        dialog.open()
        return dialog

    def _note(self, fact: str, internship: Internship) -> None:
        """Note that something happened today."""
        note = partial(internships.note_internship, self._store, internship=internship.uid)
        self._try(partial(note, fact=Fact(fact)))

    def _act(self, what: str, internship: Internship) -> Any:
        uid = internship.uid
        acts: dict[str, Callable[[], Any]] = {
            "change": partial(self._dialog, internship),
            "move": partial(move_dialog, self._store, internship, self),
            "remove": partial(internships.remove_internship, self._store, internship=uid),
            "student": partial(self.student.emit, internship.student),
            "workplace": partial(self.workplace.emit, internship.workplace),
            "certify": partial(self.certify.emit, uid),
        }
        if what in acts:
            return self._try(acts[what])
        return self._try(partial(note_dialog, self._store, internship, Fact(what), self))

    def _try(self, act: Callable[[], Any]) -> Any:
        """Do something; a refusal is shown on top of the list."""
        self.banner.hide()
        try:
            return act()
        except UserError as error:
            self.banner.say_error(error)
            return None

    def _on_stage(self, key: str) -> None:
        self.filtered.emit(key)
        self.reload()

    def _on_chosen(self, record: Internship | None) -> None:
        if record is not None and not self.details.isHidden():
            self._show(record)

    def _make_room(self) -> None:
        self.details.setMinimumWidth(theme.pixels(300))
        rules = _ALONE if self.details.isHidden() else _GIVE_WAY
        gone = {key for room, keys in rules if self.width() < theme.pixels(room) for key in keys}
        for number, one in enumerate(self.model.columns):
            self.table.setColumnHidden(number, one.key in gone)

    def _clear(self) -> None:
        self.search_line.clear()
        self.kinds.setCurrentIndex(0)
        self.stages.choose(ALL)

    def _say_empty(self, total: int) -> None:
        if total:
            self.table.empty.say(
                "search", _("Ingen träff"), _("Inget stämmer med sökningen och filtret."),
                _("Visa alla"), self._clear,
            )  # fmt: skip
        else:
            self.table.empty.say(
                "briefcase", _("Ingen praktik ännu"),
                _("Här följs VFU, LIA, APL och annan praktik från önskemål till intyg."),
                _("Lägg in den första"), self.add,
            )  # fmt: skip

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        self.details.hide()
        inner = column(
            self.banner, row(self.search_line, self.kinds, self.selections, gap=2), self.stages,
            split, parent=self, gap=2,
        )  # fmt: skip
        inner.setContentsMargins(0, 12, 0, 0)
        inner.setStretch(3, 1)


def _choose(box: QComboBox, key: str | None) -> None:
    box.setCurrentIndex(max(0, box.findData(key)))


def _kinds() -> QComboBox:
    made = QComboBox()
    made.setObjectName("internship_kind")
    made.setAccessibleName(_("Slag av praktik"))
    made.addItem(_("Alla slag"), "")
    for kind in InternshipKind:
        made.addItem(_(KIND_NAMES[kind]), kind.value)
    return made


def _place(key: str) -> int:
    return next(number for number, one in enumerate(_columns()) if one.key == key)


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Student"), text=lambda i: i.name, width=170),
        Column(key="kind", title=_("Slag"), text=lambda i: _(KIND_NAMES[i.kind]), width=70),
        Column(
            key="workplace",
            title=_("Arbetsplats"),
            text=lambda i: i.workplace_name,
            tip=lambda i: i.employer,
            width=160,
        ),
        Column(
            key="when",
            title=_("När"),
            text=lambda i: weeks_text(i.periods),
            sort=lambda i: (i.starts_on is None, i.starts_on or i.uid),
            width=100,
        ),
        Column(key="bar", title=_("Perioder"), text=lambda i: weeks_text(i.periods), width=170,
               sortable=False),
        Column(
            key="state",
            title=_("Läge"),
            text=lambda i: state_chip(i).word,
            chip=state_chip,
            sort=lambda i: (list(Stage).index(i.stage), i.state),
            width=150,
        ),
        Column(
            key="missing",
            title=_("Saknas"),
            text=missing_lines,
            chip=missing_chip,
            tip=missing_lines,
            sort=lambda i: (not i.late, i.due is None, str(i.due)),
        ),
    ]  # fmt: skip
