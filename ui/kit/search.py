"""Ctrl+K: find a person, a booking, a certificate or a command, wherever one is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lärcentrum.errors import Busy
from lärcentrum.language import _
from lärcentrum.swedish import fold
from ui.kit import icons, theme
from ui.kit.commands import Commands
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.shortcuts import said_keys
from ui.kit.tokens import Text
from ui.kit.typeahead import Index
from ui.kit.widgets import area, column, label, line

_MOST = 8
"""Hits of one provider that are shown."""
_ROW = 40
"""Pixels of a hit at ordinary text size."""
_LINE = 48
"""Pixels of the line that is typed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found.

    Args:
        title: what it is called.
        run: called when it is chosen.
        detail: what tells it from others.
        icon: its icon's name.
        kind: what sort of thing it is, shown at the right.
        key: what tells that another provider's hit is the same; "" for none.
    """

    title: str
    run: Callable[[], object]
    detail: str = ""
    icon: str = "arrow-right"
    kind: str = ""
    key: str = ""


Provider = Callable[[str], Sequence[Hit]]
"""Gives the hits of a text, best first; an empty text may give what was used last."""


def command_hits(commands: Commands) -> Provider:
    """Make a provider of a window's commands; every word must begin a word of the command."""

    def find(text: str) -> list[Hit]:
        asked = fold(text).replace(":", " ").split()
        return [
            Hit(
                title=one.label,
                run=one.run,
                detail=said_keys(one.shortcut),
                icon=one.icon,
                kind=one.group or _("Kommando"),
                key=one.key,
            )
            for one in commands.all()
            if all(_begins(word, f"{one.label} {one.words} {one.group}") for word in asked)
        ]

    return find


def _begins(word: str, among: str) -> bool:
    return any(part.startswith(word) for part in fold(among).replace(":", " ").split())


class SearchPalette(QDialog):
    """A line to type in and what it finds, above the window.

    Args:
        providers: asked in order, at every letter.
        parent: the window.
    """

    def __init__(self, providers: Sequence[Provider], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        HelpKey(self)
        about(self, "start#tva-tangenter-till-allt")
        self.setObjectName("search_palette")
        self.setWindowTitle(_("Sök"))
        self._providers, self._window = providers, parent
        self.edit = QLineEdit(placeholderText=_("Sök person, bokning, intyg eller kommando"))
        self.edit.setProperty("kind", "palette")
        self.edit.setObjectName("search_text")
        self.edit.setAccessibleName(self.windowTitle())
        self.model = HitModel(self)
        self.list = QListView()
        self.none = label(_("Inga träffar."), soft=True, name="search_none")
        self.none.setContentsMargins(20, 4, 20, 16)
        self._lay_out()
        self.edit.textChanged.connect(self.look)
        self.edit.installEventFilter(self)
        self.list.clicked.connect(self._take)

    def ask(self, text: str = "") -> None:
        """Come up with a text and find."""
        self.edit.setText(text)
        self.edit.selectAll()
        self.look(text)
        self.open()
        self.edit.setFocus()

    def look(self, text: str) -> None:
        """Show what is found; a busy provider gives nothing this time."""
        hits: list[Hit] = []
        for provider in self._providers:
            try:
                found = provider(text)
            except Busy:
                continue
            known = {one.key for one in hits if one.key}
            hits += [one for one in found if one.key not in known][:_MOST]
        self.model.show(hits)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setVisible(bool(hits))
        self.none.setVisible(not hits)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt; arrows move in the list while one types, Enter takes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                row = self.list.currentIndex().row() + steps[Qt.Key(event.key())]
                self.list.setCurrentIndex(self.model.index(row % max(1, self.model.rowCount()), 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _take(self, index: Index) -> None:
        if index.isValid():
            hit = self.model.hits[index.row()]
            self.accept()
            hit.run()

    def _place(self) -> None:
        window = self._window
        width = min(theme.pixels(640), window.width() - 48)
        rows, one = self.model.rowCount(), theme.pixels(_ROW)
        self.edit.setMinimumHeight(theme.pixels(_LINE))
        # The list alone gives way where there is no room, never the line that is typed in.
        least = one if rows else 0
        self.list.setFixedHeight(least)
        self.ensurePolished()
        self._inner.activate()
        around = self._inner.sizeHint().height() - least
        self.list.setMaximumHeight(rows * one)
        self.setFixedSize(width, min(around + rows * one, window.height() - 96))
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, theme.pixels(56))))

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setObjectName("search_hits")
        self.list.setAccessibleName(_("Träffar"))
        self.list.setProperty("kind", "hits")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        keys = label(
            _("↑↓ välj   Enter öppna   Esc stäng"), size=Text.SMALL, soft=True, name="search_keys"
        )
        keys.setContentsMargins(20, 6, 20, 8)
        self.edit.setContentsMargins(8, 6, 8, 6)
        frame = area(QWidget(), "card")
        self._inner = column(
            self.edit, line(), self.list, self.none, line(), keys, parent=frame, gap=0
        )
        self._inner.setContentsMargins(1, 1, 1, 1)
        self._inner.setStretch(2, 1)
        column(frame, parent=self, gap=0)


class HitModel(QAbstractListModel):
    """Hits, one a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show(self, hits: list[Hit]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """See Qt."""
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if not index.isValid() or index.row() >= len(self.hits):
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (hit.title, hit.detail, hit.kind) if part)
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        return hit if role == Qt.ItemDataRole.UserRole else None


class HitDelegate(QStyledItemDelegate):
    """Paints a hit: icon, title, detail beside it, kind at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See Qt."""
        return QSize(100, theme.pixels(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See Qt."""
        hit = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(hit, Hit):
            return
        look, inner = theme.tokens(), option.rect.adjusted(8, 1, -8, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_tint))
            painter.drawRoundedRect(inner, 6, 6)
        size = theme.pixels(18)
        top = inner.center().y() - size // 2
        picture = icons.pixmap(hit.icon, look.soft, size)
        painter.drawPixmap(QPoint(inner.left() + 12, top), picture)
        inner.adjust(12 + size + 12, 0, -12, 0)
        _words(painter, inner, hit, option)
        painter.restore()


def _words(painter: QPainter, rect: QRect, hit: Hit, option: QStyleOptionViewItem) -> None:
    look, metrics = theme.tokens(), option.fontMetrics
    middle = Qt.AlignmentFlag.AlignVCenter
    kind = metrics.horizontalAdvance(hit.kind)
    painter.setPen(QColor(look.soft))
    painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, hit.kind)
    rect.setRight(rect.right() - kind - 16)
    painter.setPen(QColor(look.text))
    title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, middle, title)
    rect.setLeft(rect.left() + metrics.horizontalAdvance(title) + 12)
    if rect.width() > 40:
        painter.setPen(QColor(look.soft))
        detail = metrics.elidedText(hit.detail, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, middle, detail)
