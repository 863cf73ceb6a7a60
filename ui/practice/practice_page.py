"""Praktik: the internships, the workplaces and the supervisors, one tab each."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QTabWidget, QWidget

from lärcentrum.language import _, ngettext
from lärcentrum.people.students import read_student
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.kit.bus import Bus
from ui.kit.commands import Command
from ui.kit.fields import Choice
from ui.kit.form import Drafts
from ui.kit.help import about
from ui.kit.lists import BringIn, Lists
from ui.kit.page import Page
from ui.kit.selections import SaveList
from ui.kit.settings import Memory
from ui.practice.internships_view import InternshipsView
from ui.practice.stage_filter import ALL, LATE
from ui.practice.supervisors_view import SupervisorsView
from ui.practice.workplaces_view import WorkplacesView


class PracticePage(Page):
    """The internships, the workplaces and the supervisors.

    Args:
        store: the register.
        bus: tells what changed.
        memory: remembers columns and the filter.
        drafts: keeps what is typed.
        bring_in: opens the dialog that reads a list of workplaces in; None where that may not be.
        saves: by list (`internships`, `workplaces`, `supervisors`), what saves it as a file.
    """

    tables: ClassVar[tuple[str, ...]] = (
        "internship", "internship_period", "employer", "workplace", "supervisor", "student",
        "certificate", "provider", "setting",
    )  # fmt: skip

    def __init__(
        self,
        store: Store,
        bus: Bus,
        memory: Memory | None = None,
        drafts: Drafts | None = None,
        bring_in: BringIn | None = None,
        saves: Mapping[str, SaveList] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("practice", _("Praktik"), bus=bus, memory=memory, parent=parent)
        self._store = store
        self._lists = Lists("import_workplaces", self, bring_in)
        save = (saves or {}).get
        self.internships = InternshipsView(store, memory, drafts, save("internships"))
        self.workplaces = WorkplacesView(store, memory, self._lists, drafts, save("workplaces"))
        self.supervisors = SupervisorsView(store, memory, drafts, save("supervisors"))
        self._views = (self.internships, self.workplaces, self.supervisors)
        for register in (self.workplaces, self.supervisors):
            about(register, "practice#arbetsplatser-och-handledare")
        self.views = QTabWidget()
        self.views.setObjectName("practice_views")
        self.views.setDocumentMode(True)
        self.views.tabBar().setDrawBase(False)
        titles = (_("Praktik"), _("Arbetsplatser"), _("Handledare"))
        for view, title in zip(self._views, titles, strict=True):
            self.views.addTab(view, title)
        self.body.addWidget(self.views, 1)
        self.internships.stages.put(str(self.remembered("stage", ALL)))
        self.internships.filtered.connect(self._keep_stage)
        self.internships.student.connect(self._show_student)
        self.internships.workplace.connect(self._show_workplace)
        self.internships.certify.connect(self._certify)
        self.views.currentChanged.connect(self._on_view)
        self._set_primary()

    def reload(self) -> None:
        """Show what the register says now."""
        view = self._view()
        view.reload()
        count = view.model.rowCount()
        if view is self.internships:
            count = sum(view.stages.counts.values())
        words = {
            self.internships: ngettext("{n} praktikperiod", "{n} praktikperioder", count),
            self.workplaces: ngettext("{n} arbetsplats", "{n} arbetsplatser", count),
        }
        text = words.get(view, ngettext("{n} handledare", "{n} handledare", count))
        self.say_count(text.format(n=number(count)))

    def show_record(self, uid: Any) -> None:
        """Show one internship; `new` and `student:UID` begin one, `workplace:UID` shows that."""
        kind, _sep, rest = str(uid).partition(":")
        if uid == "new":
            self.views.setCurrentWidget(self.internships)
            self.internships.add()
        elif kind == "student" and rest:
            self._begin_for(rest)
        elif kind == "workplace" and rest:
            self._show_workplace(rest)
        else:
            self.views.setCurrentWidget(self.internships)
            self.internships.show_record(str(uid))

    def commands(self) -> list[Command]:
        """Give the page's commands."""
        return [
            *self._lists.commands(_("Arbetsplatser")),
            Command(
                key="find_internship", label=_("Sök praktik"), run=self._search,
                group=self.title, shortcut="Ctrl+F", icon="search",
            ),
            Command(
                key="internship_details", label=_("Visa uppgifter"), run=self._turn_details,
                group=self.title, shortcut="Alt+Return", icon="info",
            ),
            Command(
                key="late_internships", label=_("Visa försenad praktik"),
                run=partial(self._show_stage, LATE), group=self.title, icon="triangle-alert",
            ),
            *self._certificate_commands(),
            *self.internships.selections.file_commands(self.title, self._save_list),
            *(
                one
                for view in self._views
                for one in view.selections.saved_commands(self.title, self._showing(view))
            ),
        ]  # fmt: skip

    def _view(self) -> Any:
        return self._views[self.views.currentIndex()]

    def _begin_for(self, student: str) -> None:
        self.views.setCurrentWidget(self.internships)
        name = read_student(self._store, student=student).name
        self.internships.add(Choice(student, name))

    def _show_student(self, uid: str) -> None:
        self.go.emit("students", uid)

    def _certify(self, uid: str) -> None:
        self.go.emit("certificates", f"internship:{uid}")

    def _certificate_commands(self) -> list[Command]:
        if Right.CERTIFY not in self._store.session.rights:
            return []
        return [Command(
            key="certify_internship", label=_("Utfärda praktikintyg"),
            run=self.internships.certify_chosen, group=self.title, shortcut="Ctrl+Shift+I",
            icon="award",
        )]  # fmt: skip

    def _show_workplace(self, uid: str) -> None:
        self.views.setCurrentWidget(self.workplaces)
        self.workplaces.show_record(uid)

    def _show_stage(self, key: str) -> None:
        self.views.setCurrentWidget(self.internships)
        self.internships.stages.choose(key)

    def _keep_stage(self, key: str) -> None:
        self.remember("stage", key)

    def _save_list(self) -> object:
        return self._view().selections.save_list()

    def _showing(self, view: QWidget) -> Callable[[], object]:
        return partial(self.views.setCurrentWidget, view)

    def _search(self) -> None:
        self._view().search_line.setFocus()

    def _turn_details(self) -> None:
        self._view().turn_details()

    def _on_view(self, _index: int) -> None:
        self._set_primary()
        self.refresh()

    def _set_primary(self) -> None:
        if Right.REGISTER not in self._store.session.rights:
            return
        if self._view() is self.workplaces:
            command = Command(
                key="new_workplace", label=_("Ny arbetsplats"), run=self.workplaces.add,
                icon="building-2",
            )  # fmt: skip
        else:
            command = Command(
                key="new_internship", label=_("Ny praktik"), run=self.internships.add,
                icon="briefcase",
            )  # fmt: skip
        self.set_primary(command)
