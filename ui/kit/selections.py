"""Saved selections: a page's search, filters, columns and sort under a name, one's own (T14, D12).

They are kept where unfinished forms are, inside the encrypted register: what one searches for, and
what one calls it, may be a person's name. They are no records: not in the log, seen by nobody else.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from lärcentrum.errors import BadValue, Busy
from lärcentrum.language import _
from ui.kit import theme
from ui.kit.basic_fields import TextField
from ui.kit.commands import Command
from ui.kit.dialog import FormDialog
from ui.kit.form import Drafts, Form
from ui.kit.table import Table
from ui.kit.widgets import PushButton

Term = tuple[Callable[[], Any], Callable[[Any], object]]
"""How a search or a filter is read, and how a saved one is put."""
_MOST = 30
_LONGEST = 60
_LARGE = 150
"""Percent of text size from which the button is its icon alone."""


@dataclass(frozen=True, slots=True)
class Selection:
    """One saved selection.

    Args:
        name: what its owner calls it.
        terms: the search and the filters by name, as the page gave them.
        look: columns, order and sort; see `TableLook.state`.
    """

    name: str
    terms: dict[str, Any]
    look: dict[str, Any]


class Selections:
    """The saved selections of one page and one person.

    Args:
        drafts: where they are kept.
        page: the page's key.
    """

    def __init__(self, drafts: Drafts, page: str) -> None:
        self._drafts, self._key = drafts, f"selections.{page}"

    def saved(self) -> list[Selection]:
        """Give them in the order in which they were made."""
        text = self._drafts.find(self._key)
        return [Selection(*one) for one in json.loads(text)] if text else []

    def save(self, made: Selection) -> None:
        """Keep one, in the place of one with the same name.

        Raises:
            BadValue: the name is empty, or there are too many already.
        """
        kept = [one for one in self.saved() if one.name != made.name]
        if not made.name:
            raise BadValue("name", _("är tomt"))
        if len(kept) >= _MOST:
            raise BadValue("name", _("går inte att spara: det finns redan {n}").format(n=_MOST))
        self._keep([*kept, made])

    def drop(self, name: str) -> None:
        """Forget one."""
        self._keep([one for one in self.saved() if one.name != name])

    def _keep(self, all_: list[Selection]) -> None:
        rows = [[one.name, one.terms, one.look] for one in all_]
        self._drafts.keep(self._key, json.dumps(rows, ensure_ascii=False))


class SelectionButton(PushButton):
    """The button of a page's saved selections and columns.

    Args:
        drafts: where they are saved; None offers the columns only.
        page: the page's key.
        table: the page's list.
        terms: by name, how the search and each filter is read and put.
        parent: see Qt.
    """

    def __init__(
        self,
        drafts: Drafts | None,
        page: str,
        table: Table,
        terms: Mapping[str, Term],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._selections = Selections(drafts, page) if drafts is not None else None
        self._table, self._terms = table, terms
        self.setObjectName("selections")
        self.setToolTip(_("Sparade sökningar, och vilka kolumner som visas"))
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
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        return menu

    def commands(self, group: str) -> list[Command]:
        """Give a command for each saved selection, so that the palette finds it."""
        try:
            saved = self._selections.saved() if self._selections is not None else []
        except Busy:
            return []
        return [
            Command(
                key=f"selection_{n}", label=_("Urval: {name}").format(name=one.name),
                run=partial(self.use, one), group=group, icon="bookmark",
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
            terms = {key: read() for key, (read, _put) in self._terms.items()}
            self._selections.save(Selection(name, terms, self._table.look.state()))

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


def _shown(name: str) -> str:
    # An ampersand would be read as the mark of a key.
    return name.replace("&", "&&")
