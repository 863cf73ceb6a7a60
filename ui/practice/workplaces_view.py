"""The register of workplaces: the list, and one with its employer and supervisors at the right."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.people.municipalities import municipality_name
from lärcentrum.practice import employers, workplaces
from lärcentrum.practice.employers import Employer, read_employer
from lärcentrum.practice.supervisors import Supervisor, list_supervisors
from lärcentrum.practice.words import SECTOR_NAMES
from lärcentrum.practice.workplaces import Workplace, list_workplaces, read_workplace
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.chips import ChipLabel
from ui.kit.form import Drafts
from ui.kit.lists import Lists
from ui.kit.selections import SaveList, SelectionButton
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Text
from ui.kit.widgets import area, button, column, empty_out, label, row
from ui.practice.supervisors_view import supervisor_chip
from ui.practice.workplace_form import employer_dialog, supervisor_dialog, workplace_dialog

_GIVE_WAY = ("municipality", "places", "contact")
"""Columns that give way to the details where it is narrow."""


class WorkplaceDetails(QWidget):
    """Shows one workplace.

    Signals:
        wanted: something is to be done: `change`, `employer`, `supervisor`, `end`, `resume`; the
            workplace.
    """

    wanted = Signal(str, object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        area(self, "surface")
        self._store = store
        self.workplace: Workplace | None = None
        self.name = label(size=Text.TITLE, wrap=True, name="workplace_name")
        self.number = label(name="organisation_number_shown")
        inside = area(QWidget(), "surface")
        self._part: QVBoxLayout = column(parent=inside, gap=1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        outer = column(self.name, scroll, parent=self, gap=1)
        outer.setContentsMargins(20, 16, 20, 16)

    def show_workplace(self, uid: str | None) -> None:
        """Show a workplace; None shows nothing."""
        self.workplace = read_workplace(self._store, workplace=uid) if uid else None
        self.setVisible(uid is not None)
        empty_out(self._part)
        if self.workplace is None:
            return
        place = self.workplace
        self.name.setText(place.name)
        self._show_facts(place, read_employer(self._store, employer=place.employer))
        self._part.addWidget(label(_("Handledare"), strong=True))
        for one in list_supervisors(self._store, workplace=place.uid, left=True):
            self._part.addLayout(_supervisor(one))
        self._show_actions(place)
        self._part.addStretch(1)

    def _show_facts(self, place: Workplace, employer: Employer) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        for line, (title, value) in enumerate(_facts(place, employer)):
            grid.addWidget(label(title, size=Text.SMALL, soft=True), line, 0)
            grid.addWidget(label(value, wrap=True), line, 1)
        self._part.addLayout(grid)
        if employer.number:
            self._part.addLayout(self._number(employer))
        self._part.addSpacing(8)

    def _number(self, employer: Employer) -> Any:
        shown = label(employer.number, name="organisation_number_shown")
        kind = _("Personnummer (enskild firma)") if employer.sole_trader else _("Org.nr")
        title = label(kind, size=Text.SMALL, soft=True)
        if not (employer.sole_trader and Right.REGISTER in self._store.session.rights):
            return row(column(title, shown, gap=0), None)

        def unmask() -> None:
            shown.setText(employers.show_organisation_number(self._store, employer=employer.uid))

        eye = button("", unmask, icon="eye", kind="quiet", name="show_organisation_number",
                     tip=_("Visa hela numret"))  # fmt: skip
        return row(column(title, shown, gap=0), None, eye)

    def _show_actions(self, place: Workplace) -> None:
        if Right.REGISTER not in self._store.session.rights:
            return
        actions = [
            (_("Ny handledare …"), "plus", "supervisor"),
            (_("Ändra arbetsplatsen …"), "pencil", "change"),
            (_("Ändra arbetsgivaren …"), "building-2", "employer"),
            (_("Återuppta"), "undo-2", "resume")
            if place.ended_on
            else (_("Avsluta"), "circle-x", "end"),
        ]
        self._part.addSpacing(8)
        for text, icon, what in actions:
            act = button(text, kind="quiet", icon=icon, name=f"workplace_{what}")
            act.clicked.connect(partial(self.wanted.emit, what, place))
            self._part.addLayout(row(act, None))


class WorkplacesView(QWidget):
    """The list of workplaces.

    Args:
        store: the register.
        memory: remembers the columns.
        lists: offers to read a list in; None where none is.
        drafts: keeps the saved selections.
        save: saves the list as a file; None where that may not be.
    """

    def __init__(
        self,
        store: Store,
        memory: Memory | None = None,
        lists: Lists | None = None,
        drafts: Drafts | None = None,
        save: SaveList | None = None,
    ) -> None:
        super().__init__()
        self._store = store
        self.banner = Banner()
        self.search_line = QLineEdit()
        self.search_line.setObjectName("find_workplace")
        self.search_line.setClearButtonEnabled(True)
        self.search_line.setPlaceholderText(_("Sök på arbetsplats eller arbetsgivare"))
        self.search_line.setAccessibleName(_("Sök arbetsplats"))
        self.ended = QCheckBox(_("Visa även avslutade"))
        self.ended.setObjectName("show_ended_workplaces")
        self.model = RecordModel(_columns())
        self.table = Table(self.model, name="workplaces", title=_("Arbetsplatser"), memory=memory)
        self.selections = SelectionButton(drafts, "workplaces", self.table, {
            "text": (self.search_line.text, self.search_line.setText),
            "ended": (self.ended.isChecked, self.ended.setChecked),
        }, save, self.banner)  # fmt: skip
        self.details = WorkplaceDetails(store)
        self.details.setMinimumWidth(theme.pixels(280))
        self.details.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        top = row(self.search_line, self.ended, self.selections,
                  *(lists.buttons() if lists else ()), gap=2)  # fmt: skip
        inner = column(self.banner, top, split, parent=self, gap=2)
        inner.setContentsMargins(0, 12, 0, 0)
        inner.setStretch(2, 1)
        self.search_line.textChanged.connect(self.reload)
        self.ended.toggled.connect(self.reload)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._choose)
        self.details.wanted.connect(self._act)

    def reload(self, *_changed: Any) -> None:
        """Show what the register says now."""
        asked = self.search_line.text().strip()
        self.model.show(list_workplaces(self._store, text=asked, ended=self.ended.isChecked()))
        if self.details.workplace is not None and not self.details.isHidden():
            self.details.show_workplace(self.details.workplace.uid)
        if asked:
            self.table.empty.say("search", _("Ingen träff"), _("Sökningen hittade ingen."),
                                 _("Rensa sökningen"), self.search_line.clear)  # fmt: skip
        else:
            self.table.empty.say(
                "building-2", _("Inga arbetsplatser ännu"),
                _("Här finns de som tar emot studenter på praktik, med platser och kontakt."),
                _("Lägg till den första"), self.add,
            )  # fmt: skip

    def show_record(self, uid: str) -> None:
        """Show one workplace."""
        self.details.show_workplace(uid)
        self._make_room()

    def turn_details(self) -> None:
        """Show or hide the chosen workplace's details."""
        record = self.table.record()
        hidden = self.details.isHidden()
        self.details.show_workplace(record.uid if hidden and record else None)
        self._make_room()

    def add(self) -> Any:
        """Open the dialog for a new workplace."""
        dialog = workplace_dialog(self._store, None, self)
        dialog.form.saved.connect(self.show_record)
        return dialog

    def _act(self, what: str, place: Workplace) -> Any:
        self.banner.hide()
        employer = partial(read_employer, self._store, employer=place.employer)
        acts: dict[str, Callable[[], Any]] = {
            "change": partial(workplace_dialog, self._store, place, self),
            "employer": lambda: employer_dialog(self._store, employer(), self),
            "supervisor": partial(supervisor_dialog, self._store, place.uid, None, self),
            "end": partial(workplaces.end_workplace, self._store, workplace=place.uid),
            "resume": partial(workplaces.resume_workplace, self._store, workplace=place.uid),
        }
        try:
            return acts[what]()
        except UserError as error:
            self.banner.say_error(error)
            return None

    def _open(self, record: Workplace) -> None:
        self.show_record(record.uid)

    def _choose(self, record: Workplace | None) -> None:
        if record is not None and not self.details.isHidden():
            self.show_record(record.uid)

    def _make_room(self) -> None:
        beside = not self.details.isHidden() and self.width() < theme.pixels(1150)
        for number, one in enumerate(self.model.columns):
            self.table.setColumnHidden(number, beside and one.key in _GIVE_WAY)


def _facts(place: Workplace, employer: Employer) -> list[tuple[str, str]]:
    known = place.municipality != "9999"
    listed = [
        (_("Arbetsgivare"), employer.name),
        (_("Sektor"), _(SECTOR_NAMES[employer.sector]).capitalize()),
        (_("Bransch"), employer.sni),
        (_("Adress"), place.address),
        (_("Kommun"), municipality_name(place.municipality) or "" if known else ""),
        (_("Platser"), str(place.places)),
        (_("Praktik nu"), str(place.open_internships)),
        (_("Kontakt"), place.contact),
        (_("E-post"), place.email),
        (_("Telefon"), place.phone),
    ]
    return [(title, value) for title, value in listed if value]


def _supervisor(one: Supervisor) -> Any:
    about = ", ".join(part for part in (one.title, one.phone, one.email) if part)
    words = column(label(one.name, wrap=True), label(about, size=Text.SMALL, soft=True, wrap=True),
                   gap=0)  # fmt: skip
    line = row(words, ChipLabel(supervisor_chip(one)))
    line.setStretch(0, 1)
    return line


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Arbetsplats"), text=lambda w: w.name, width=200),
        Column(key="employer", title=_("Arbetsgivare"), text=lambda w: w.employer_name),
        Column(
            key="municipality",
            title=_("Kommun"),
            text=lambda w: (
                municipality_name(w.municipality) or "" if w.municipality != "9999" else ""
            ),
            width=120,
        ),
        Column(key="places", title=_("Platser"), text=lambda w: str(w.places), number=True,
               sort=lambda w: w.places, width=80),
        Column(key="now", title=_("Praktik nu"), text=lambda w: str(w.open_internships),
               number=True, sort=lambda w: w.open_internships, width=110),
        Column(key="contact", title=_("Kontakt"), text=lambda w: w.contact, width=160),
    ]  # fmt: skip
