"""The button of a list: saved selections, columns, and saving the list as a file (T14, D12)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from lärcentrum.errors import Busy
from lärcentrum.language import _
from lärcentrum.selections import Selection, Selections
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.basic_fields import TextField
from ui.kit.commands import Command
from ui.kit.dialog import FormDialog
from ui.kit.form import Drafts, Form
from ui.kit.table import Table
from ui.kit.widgets import PushButton

Term = tuple[Callable[[], Any], Callable[[Any], object]]
"""How a search or a filter is read, and how a saved one is put."""
SaveList = Callable[[QWidget, Banner, Selection], object]
"""Asks how a list is to be saved as a file, and saves it; told where to say how it went."""
SAVE_KEYS = "Ctrl+Shift+S"
_LONGEST = 60
_LARGE = 150
"""Percent of text size from which the button is its icon alone."""


class SelectionButton(PushButton):
    """The button of a page's saved selections and columns.

    Args:
        drafts: where they are saved; None offers the columns only.
        page: the page's key.
        table: the page's list.
        terms: by name, how the search and each filter is read and put.
        save: saves the list as a file; None offers no file.
        banner: where it is said how that went.
        parent: see Qt.
    """

    def __init__(
        self,
        drafts: Drafts | None,
        page: str,
        table: Table,
        terms: Mapping[str, Term],
        save: SaveList | None = None,
        banner: Banner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._selections = Selections(drafts, page) if drafts is not None else None
        self._page, self._table, self._terms = page, table, terms
        self._save_list, self._banner = save, banner
        self.setObjectName("selections")
        self.setToolTip(_("Sparade sökningar, vilka kolumner som visas, och listan som fil"))
        self.setAutoDefault(False)
        self.setAccessibleName(_("Urval"))
        theme.theme().changed.connect(self._name)
        self._name()
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> QMenu:
        """Show what is saved, and what can be chosen."""
        menu = QMenu(self)
        menu.setObjectName("selections_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        if self._selections is not None:
            self._fill(menu, self._selections)
        columns = menu.addMenu(_("Kolumner"))
        columns.setObjectName("columns_menu")
        self._table.look.fill(columns)
        if self._save_list is not None:
            menu.addSeparator()
            act = menu.addAction(_("Spara listan som fil …"), self.save_list)
            act.setObjectName("save_list")
            act.setShortcut(QKeySequence(SAVE_KEYS))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        return menu

    def commands(self, group: str) -> list[Command]:
        """Give a command for the file and each saved selection, so that the palette finds it."""
        return [*self.file_commands(group, self.save_list), *self.saved_commands(group)]

    def file_commands(self, group: str, run: Callable[[], object]) -> list[Command]:
        """Give the command that saves the list as a file, at most one.

        Args:
            group: see `Command`.
            run: what it does: on a page with several lists, save the one that is shown.
        """
        if self._save_list is None:
            return []
        words, label = "excel csv exportera export", _("Spara listan som fil")
        return [Command(key="save_list", label=label, run=run, group=group, shortcut=SAVE_KEYS,
                        icon="download", words=words)]  # fmt: skip

    def save_list(self) -> object:
        """Save the list as a file, as it is filtered, with its columns and its sort."""
        if self._save_list is None or self._banner is None:
            return None
        return self._save_list(self, self._banner, self.current())

    def current(self) -> Selection:
        """Give what is shown now, as a selection without a name."""
        terms = {key: read() for key, (read, _put) in self._terms.items()}
        return Selection("", terms, self._table.look.state())

    def saved_commands(
        self, group: str, show: Callable[[], object] = lambda: None
    ) -> list[Command]:
        """Give a command for each saved selection.

        Args:
            group: see `Command`.
            show: brings the list to the front first.
        """

        def use(one: Selection) -> None:
            show()
            self.use(one)

        try:
            saved = self._selections.saved() if self._selections is not None else []
        except Busy:
            return []
        return [
            Command(
                key=command_key(self._page, n),
                label=_("Urval: {name}").format(name=one.name),
                run=partial(use, one), group=group, icon="bookmark",
            )
            for n, one in enumerate(saved)
        ]  # fmt: skip

    def use(self, one: Selection) -> None:
        """Search, filter and show as it was saved."""
        for name, value in one.terms.items():
            if name in self._terms:
                self._terms[name][1](value)
        self._table.look.take(one.look)

    def ask_name(self) -> FormDialog:
        """Ask what the selection in use is to be called."""
        form = Form(self._save)
        form.add("name", _("Namn"), TextField(longest=_LONGEST), required=True,
                 hint=_("Ett namn som redan finns byts ut. Bara du ser dina urval."))  # fmt: skip
        dialog = FormDialog(_("Spara urvalet"), form, parent=self.window())
        dialog.setObjectName("save_selection")
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _name(self) -> None:
        """Say its word where there is room; at large text the search needs it more."""
        self.setText(_("Urval") if theme.theme().percent < _LARGE else "")
        theme.dress(self, "bookmark", size=18)

    def _save(self, name: str) -> None:
        if self._selections is not None:
            self._selections.save(replace(self.current(), name=name))

    def _fill(self, menu: QMenu, selections: Selections) -> None:
        saved = selections.saved()
        for one in saved:
            menu.addAction(_shown(one.name), partial(self.use, one)).setObjectName("use_selection")
        if saved:
            menu.addSeparator()
        menu.addAction(_("Spara urvalet …"), self.ask_name).setObjectName("save_selection")
        if saved:
            forget = menu.addMenu(_("Ta bort"))
            forget.setObjectName("drop_menu")
            for one in saved:
                forget.addAction(_shown(one.name), partial(selections.drop, one.name))
        menu.addSeparator()


def command_key(page: str, place: int) -> str:
    """Give the key of the command of a list's saved selection, by the list's key and its place."""
    return f"selection_{page}_{place}"


def _shown(name: str) -> str:
    # An ampersand would be read as the mark of a key.
    return name.replace("&", "&&")
