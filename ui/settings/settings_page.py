"""Inställningar: the centre, users, rooms, back-ups and looks, one part at a time."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from ui.kit.bus import Bus
from ui.kit.form import Drafts
from ui.kit.jobs import JobRunner
from ui.kit.page import Page
from ui.kit.settings import Memory
from ui.kit.tall import Tall
from ui.kit.widgets import area, button, column, row
from ui.settings.account_section import AccountSection
from ui.settings.backups_section import BackupsSection
from ui.settings.centre_section import CentreSection
from ui.settings.certificate_templates_section import CertificateTemplatesSection
from ui.settings.check_section import CheckSection
from ui.settings.days_section import DaysSection
from ui.settings.fees_section import FeesSection
from ui.settings.home_section import HomeSection
from ui.settings.invigilators_section import InvigilatorsSection
from ui.settings.lists_section import ListsSection
from ui.settings.look_section import LookSection
from ui.settings.numbers_section import NumbersSection
from ui.settings.providers_section import ProvidersSection
from ui.settings.rooms_section import RoomsSection
from ui.settings.section import Section
from ui.settings.texts_section import TextsSection
from ui.settings.users_section import UsersSection

_SWITCHED = {"invigilators": "use_invigilators"}
"""The parts that are seen only when a setting is on."""


class SettingsPage(Page):
    """The settings; what the role may not change is not offered.

    Args:
        store: the register.
        bus: tells what changed.
        jobs: makes back-ups.
        memory: remembers columns and the part that was open.
        drafts: keeps what is typed.
        restore: closes the register to put a back-up in its place; None where it cannot be.
        bring_in: opens the dialog that reads a list in; None where there are none.
    """

    tables: ClassVar[tuple[str, ...]] = (
        "setting", "user", "room", "seat", "opening_day", "invigilator", "fee_tariff",
        "provider", "provider_rule", "letter_text", "certificate_template", "signature_picture",
    )  # fmt: skip

    def __init__(
        self,
        store: Store,
        bus: Bus,
        jobs: JobRunner,
        memory: Memory | None = None,
        drafts: Drafts | None = None,
        bring_in: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
        *,
        restore: Callable[[Path], object] | None = None,
    ) -> None:
        super().__init__("settings", _("Inställningar"), bus=bus, memory=memory, parent=parent)
        rights = store.session.rights
        self.sections: dict[str, Section] = {}
        if Right.MANAGE in rights:
            self.sections["centre"] = CentreSection(store, drafts)
            self.sections["days"] = DaysSection(store, memory)
            self.sections["users"] = UsersSection(store, memory)
        if Right.REGISTER in rights:
            self.sections["rooms"] = RoomsSection(store, memory)
            self.sections["providers"] = ProvidersSection(store, memory)
            self.sections["texts"] = TextsSection(store, memory)
            self.sections["invigilators"] = InvigilatorsSection(store, memory)
        if Right.MANAGE in rights and bring_in is not None:
            self.sections["fees"] = FeesSection(store, memory)
        if Right.REGISTER in rights and bring_in is not None:
            self.sections["lists"] = ListsSection(bring_in)
        self._add_certificates(bring_in is not None, memory, store)
        self._add_keeping(store, jobs, memory, restore)
        self.sections["account"] = AccountSection(store)
        if memory is not None:
            self.sections["look"] = LookSection(memory)
        self._store = store
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self.body.addLayout(self._lay_out(), 1)
        self.show_record(self.remembered("section", "centre"))

    def _add_certificates(self, whole: bool, memory: Memory | None, store: Store) -> None:
        if Right.CERTIFY in store.session.rights:
            self.sections["templates"] = CertificateTemplatesSection(store, memory)
        if Right.MANAGE in store.session.rights and whole:
            self.sections["numbers"] = NumbersSection(store)

    def _add_keeping(
        self,
        store: Store,
        jobs: JobRunner,
        memory: Memory | None,
        restore: Callable[[Path], object] | None,
    ) -> None:
        """Add what keeps the register; it does not concern a substitute."""
        rights = store.session.rights
        if Right.SEE in rights:
            self.sections["backups"] = BackupsSection(store, jobs, memory, restore)
        if Right.MANAGE in rights:
            back = partial(self.show_record, "backups")
            self.sections["check"] = CheckSection(store, jobs, back, memory)
        if Right.SEE in rights:
            self.sections["home"] = HomeSection(store, jobs, memory)

    def reload(self) -> None:
        """Show what the register says now."""
        for section in self.sections.values():
            section.reload()
        self._show_switched_on()

    def show_record(self, uid: object) -> None:
        """Show one part by its name."""
        name = str(uid) if uid in self.sections else next(iter(self.sections))
        self._stack.setCurrentIndex(list(self.sections).index(name))
        self._group.buttons()[list(self.sections).index(name)].setChecked(True)
        self._reveal()
        self.remember("section", name)

    def showEvent(self, event: QShowEvent) -> None:
        """See Qt; the part that was open last is seen in the list of parts too."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._reveal)

    def may_leave(self) -> bool:
        """Tell whether nothing unsaved stands in any part."""
        return all(section.may_leave() for section in self.sections.values())

    def _reveal(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None and self.isVisible():
            self._choices.ensureWidgetVisible(chosen)

    def _show_switched_on(self) -> None:
        """Show the parts of what the centre has switched on; the others keep out of the way."""
        for name, switch in _SWITCHED.items():
            choice = self.findChild(QPushButton, f"section_{name}")
            if choice is not None:
                choice.setVisible(bool(number_setting(self._store, switch)))

    def _lay_out(self) -> QHBoxLayout:
        inside = QWidget()
        choices = column(parent=inside, gap=1)
        for name, section in self.sections.items():
            made = button(section.title, partial(self.show_record, name), kind="choice")
            made.setObjectName(f"section_{name}")
            made.setCheckable(True)
            made.setMinimumWidth(204)
            self._group.addButton(made)
            choices.addWidget(made)
            self._stack.addWidget(_scrolling(section))
        choices.addStretch(1)
        self._choices = Tall(inside)
        laid = row(self._choices, self._stack, gap=2)
        laid.setStretch(1, 1)
        return laid


def _scrolling(section: Section) -> QScrollArea:
    """Let a part scroll that needs more height than there is; its rows would overlap."""
    made = QScrollArea(widgetResizable=True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(area(section, "window"))
    return made
