"""Columns of cards: several lists beside each other, each with its heading and count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lärcentrum.swedish import number
from ui.kit import icons, theme
from ui.kit.chips import Chip, ChipLabel
from ui.kit.tokens import RADIUS, Text, Tone
from ui.kit.widgets import column, label, plain, row

CARD_ROLE = Qt.ItemDataRole.UserRole + 11
_HEIGHT, _LEAST, _PAD = 80, 176, 8
_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card.

    Args:
        key: its name in the program.
        title: its first line.
        detail: its second line, softer.
        note: its third line; it is marked as something that is missing.
        calm: its third line where nothing is missing.
    """

    key: str
    title: str
    detail: str = ""
    note: str = ""
    calm: str = ""

    @property
    def spoken(self) -> str:
        """Give all of it in words."""
        return ", ".join(text for text in (self.title, self.detail, self.note or self.calm) if text)


class CardModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[Card] = []

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.cards = list(cards)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """See Qt."""
        return 0 if parent is not None and parent.isValid() else len(self.cards)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """See Qt."""
        if not index.isValid() or index.row() >= len(self.cards):
            return None
        card = self.cards[index.row()]
        return {
            Qt.ItemDataRole.DisplayRole: card.title,
            Qt.ItemDataRole.ToolTipRole: plain(card.spoken),
            Qt.ItemDataRole.AccessibleTextRole: card.spoken,
            CARD_ROLE: card,
        }.get(role)


class CardDelegate(QStyledItemDelegate):
    """Paints a card of three lines."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """See Qt; every card is as high as the others."""
        return QSize(theme.pixels(_LEAST) // 2, theme.pixels(_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """See Qt."""
        card = index.data(CARD_ROLE)
        if not isinstance(card, Card):
            return
        look, state = theme.tokens(), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and option.widget.hasFocus()
        box = QRectF(option.rect).adjusted(2, 2, -2, -4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QColor(look.accent if chosen else look.edge)
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.setBrush(QColor(look.accent_tint if chosen else look.surface))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        inside = box.adjusted(_PAD, _PAD / 2, -_PAD, -_PAD / 2)
        third = inside.height() / 3
        warn = look.ink(Tone.WARN)
        lines = (
            (card.title, look.text, True),
            (card.detail, look.soft, False),
            (card.note or card.calm, warn if card.note else look.soft, False),
        )
        for place, (text, ink, strong) in enumerate(lines):
            line = QRectF(inside.left(), inside.top() + place * third, inside.width(), third)
            if place == 2 and card.note:
                sign = theme.pixels(14)
                picture = icons.pixmap("triangle-alert", warn, sign)
                painter.drawPixmap(QPointF(line.left(), line.center().y() - sign / 2), picture)
                line.setLeft(line.left() + sign + 4)
            _line(painter, line, text, ink, strong)
        painter.restore()


def _line(painter: QPainter, box: QRectF, text: str, ink: str, strong: bool) -> None:
    font = QFont(theme.theme().application.font())
    font.setPixelSize(theme.pixels(14 if strong else 13))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, _LINE, shown)


class CardList(QListView):
    """The list of one column.

    Args:
        title: what the screen reader calls it.

    Signals:
        chosen: another card is chosen by the user; its key.
        opened: a card is to be looked at; its key.
        aside: the keyboard goes to the column at the left (-1) or the right (1).
    """

    chosen = Signal(str)
    opened = Signal(str)
    aside = Signal(int)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.cards = CardModel()
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._tell)
        self.doubleClicked.connect(self._open)

    def key(self) -> str:
        """Give the key of the chosen card, "" for none."""
        row_ = self.currentIndex().row()
        return self.cards.cards[row_].key if 0 <= row_ < len(self.cards.cards) else ""

    def choose(self, key: str) -> bool:
        """Choose a card by key, without saying so; tell whether it is there."""
        place = next((n for n, one in enumerate(self.cards.cards) if one.key == key), -1)
        self.setCurrentIndex(self.cards.index(place) if place >= 0 else QModelIndex())
        return place >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; the arrows aside go to the next column, Enter opens."""
        key = Qt.Key(event.key())
        before = self.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.aside.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)
            if self.key() != before:
                self._tell()

    def _tell(self) -> None:
        self.chosen.emit(self.key())

    def _open(self) -> None:
        if self.key():
            self.opened.emit(self.key())


class CardColumns(QScrollArea):
    """The columns, wide enough to be read; they scroll aside where there is no room for all.

    Args:
        titles: each column's key and heading.

    Signals:
        chosen: another card is chosen; its key.
        opened: a card is to be looked at; its key.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, titles: Sequence[tuple[str, Chip]]) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lists: dict[str, CardList] = {}
        self._counts = {key: label(size=Text.SMALL, soft=True) for key, _chip in titles}
        columns = [self._column(key, chip) for key, chip in titles]
        inside = QWidget()
        row(*columns, parent=inside, gap=1)
        self.setWidget(inside)
        self._columns = columns
        self._fit()
        theme.theme().changed.connect(self._fit)

    def show_cards(self, key: str, cards: Sequence[Card]) -> None:
        """Show the cards of one column; the chosen one stays if it is there."""
        made = self.lists[key]
        before = made.key()
        made.cards.show_cards(cards)
        made.choose(before)
        self._counts[key].setText(number(len(cards)))

    def choose(self, key: str) -> None:
        """Choose a card in whichever column it stands, without saying so."""
        for one in self.lists.values():
            one.choose(key)

    def key(self) -> str:
        """Give the key of the chosen card, "" for none."""
        return next((one.key() for one in self.lists.values() if one.key()), "")

    def place(self) -> QWidget:
        """Give the column where the keyboard begins: the chosen card's, else the first with any."""
        there = list(self.lists.values())
        chosen = next((one for one in there if one.key()), None)
        return chosen or next((one for one in there if one.cards.cards), there[0])

    def _column(self, key: str, chip: Chip) -> QWidget:
        made = CardList(chip.word)
        made.setObjectName(f"column_{key}")
        self.lists[key] = made
        made.chosen.connect(self._on_chosen)
        made.opened.connect(self.opened)
        made.aside.connect(self._aside)
        head = row(ChipLabel(chip), self._counts[key], None, gap=1)
        part = QWidget()
        column(head, made, parent=part, gap=1).setStretch(1, 1)
        return part

    def _on_chosen(self, key: str) -> None:
        for one in self.lists.values():
            if one is not self.sender():
                one.choose("")
        self.chosen.emit(key)

    def _aside(self, step: int) -> None:
        """Take the keyboard to the next column with cards."""
        there = list(self.lists.values())
        at = next((n for n, one in enumerate(there) if one is self.sender()), 0)
        rest = there[at + 1 :] if step > 0 else there[:at][::-1]
        other = next((one for one in rest if one.cards.cards), None)
        if other is None:
            return
        line = max(there[at].currentIndex().row(), 0)
        there[at].choose("")
        other.setFocus(Qt.FocusReason.OtherFocusReason)
        other.setCurrentIndex(other.cards.index(min(line, len(other.cards.cards) - 1)))
        self.ensureWidgetVisible(other, 8, 0)
        self.chosen.emit(other.key())

    def _fit(self) -> None:
        for one in self._columns:
            one.setMinimumWidth(theme.pixels(_LEAST))
