"""A field that finds while one types, over whatever search it is given."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lärcentrum.errors import Busy
from lärcentrum.language import _
from ui.kit import theme
from ui.kit.fields import Choice, Field

Index = QModelIndex | QPersistentModelIndex
Search = Callable[[str], Sequence[Choice]]
NEW = "\0new"
"""The key of the row that makes a new one."""
_NO_PARENT = QModelIndex()


class ChoiceModel(QAbstractListModel):
    """Hits, one a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: Sequence[Choice] = ()

    def show(self, choices: Sequence[Choice]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.choices = choices
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if not index.isValid() or index.row() >= len(self.choices):
            return None
        choice = self.choices[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return choice.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{choice.title}, {choice.detail}" if choice.detail else choice.title
        return choice if role == Qt.ItemDataRole.UserRole else None


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a title, and its detail in a softer colour at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See Qt."""
        choice = index.data(Qt.ItemDataRole.UserRole)
        super().paint(painter, option, index)
        if not isinstance(choice, Choice) or not choice.detail:
            return
        rect: QRect = option.rect.adjusted(12, 0, -12, 0)
        painter.save()
        look = theme.tokens()
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.setPen(QColor(look.text if chosen else look.soft))
        taken = option.fontMetrics.horizontalAdvance(choice.title) + 24
        rect.setLeft(rect.left() + taken)
        text = option.fontMetrics.elidedText(
            choice.detail, Qt.TextElideMode.ElideRight, rect.width()
        )
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, side, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See Qt."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), theme.pixels(32))


class SearchField(Field):
    """Finds one of many: type, arrow, Enter. Results come at once, at every letter.

    Args:
        search: gives the hits of a text, best first (an empty text may give the usual ones).
        placeholder: shown in the empty field.
        new: words for making a new one of what was typed, with `{text}`; "" when that cannot be.

    Signals:
        wanted_new: the user asks for a new one; what was typed.
    """

    wanted_new = Signal(str)

    def __init__(self, search: Search, placeholder: str = "", new: str = "") -> None:
        super().__init__()
        self._search, self._new = search, new
        self._chosen: Choice | None = None
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.model = ChoiceModel(self)
        self.popup = _popup()
        self.completer = _completer(self.model, self.popup, self)
        self.completer.setWidget(self.edit)
        # The first row is marked already: one who presses the arrow only to get there stays.
        self._enters = False
        self.popup.installEventFilter(self)
        self.completer.activated.connect(self._take_current)
        self._hold(self.edit)
        self.edit.textEdited.connect(self._look)
        self.edit.editingFinished.connect(self._take_only)
        self.edit.installEventFilter(self)

    def value(self) -> str:
        """Give the chosen key, "" for none."""
        return self._chosen.key if self._chosen else ""

    def choice(self) -> Choice | None:
        """Give what is chosen."""
        return self._chosen

    def put(self, value: Any) -> None:
        """Choose a Choice; None chooses nothing."""
        self._chosen = value
        self.edit.setText(value.title if value else "")
        self.changed.emit()

    def problem(self) -> str:
        """Say that the text is not one of the list."""
        missing = self.edit.text().strip() and self._chosen is None
        return _("Välj en rad i listan.") if missing else ""

    def draft(self) -> Any:
        """Give what is chosen, or the text as typed."""
        chosen = self._chosen
        return [chosen.key, chosen.title, chosen.detail] if chosen else self.edit.text()

    def take_draft(self, draft: Any) -> None:
        """Show what a draft held."""
        if isinstance(draft, list):
            self.put(Choice(*draft))
        else:
            self.edit.setText(str(draft))
            self.changed.emit()

    def focus_widget(self) -> QWidget:
        """Give the line."""
        return self.edit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt; the down arrow opens the list, and the first one in it only enters it."""
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and cast(QKeyEvent, event).key() == Qt.Key.Key_Down:
            if watched is not self.popup:
                self._offer(self.edit.text())
                return True
            enters, self._enters = self._enters, False
            return enters and self._is_before_new()
        return super().eventFilter(watched, event)

    def _is_before_new(self) -> bool:
        """Tell whether the arrow would go from the only hit to making a new one."""
        return [one.key == NEW for one in self.model.choices] == [False, True]

    def _look(self, text: str) -> None:
        self._chosen = None
        self.changed.emit()
        self._offer(text)

    def _offer(self, text: str) -> None:
        try:
            found = list(self._search(text))
        except Busy:
            return  # what was found last stays; the next letter asks again
        if self._new and text.strip():
            found.append(Choice(NEW, self._new.format(text=text.strip())))
        self.model.show(found)
        if found:
            self._enters = True
            self.completer.complete()
            self.popup.setCurrentIndex(self.completer.completionModel().index(0, 0))
        else:
            self.popup.hide()

    def _take_current(self) -> None:
        choice = self.popup.currentIndex().data(Qt.ItemDataRole.UserRole)
        if isinstance(choice, Choice):
            self._accept(choice)

    def _accept(self, choice: Choice) -> None:
        if choice.key == NEW:
            text = choice.title
            self.wanted_new.emit(self._typed(text))
        else:
            self.put(choice)

    def _typed(self, shown: str) -> str:
        before, _sep, after = self._new.partition("{text}")
        return shown[len(before) : len(shown) - len(after)]

    def _take_only(self) -> None:
        real = [choice for choice in self.model.choices if choice.key != NEW]
        text = self.edit.text().strip()
        if self._chosen is not None or not text:
            return
        if len(real) == 1:
            self.put(real[0])
        elif not real and self._new and self.model.choices:
            self.wanted_new.emit(text)


class PersonField(SearchField):
    """Finds a person by a piece of a name, a number or an address."""

    def __init__(self, search: Search, new: str = "") -> None:
        super().__init__(search, _("Namn, personnummer eller e-post"), new)


def _popup() -> QListView:
    made = QListView()
    made.setProperty("kind", "popup")
    made.setObjectName("hits")
    made.setUniformItemSizes(True)
    return made


def _completer(model: ChoiceModel, popup: QListView, parent: QObject) -> QCompleter:
    made = QCompleter(model, parent)
    made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    made.setMaxVisibleItems(9)
    made.setPopup(popup)
    popup.setItemDelegate(ChoiceDelegate(popup))
    return made
