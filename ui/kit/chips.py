"""A state as icon + word + tint: in a table, and standing alone."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit import icons, theme
from ui.kit.row_hover import RowHover
from ui.kit.tokens import ICONS, RADIUS, Text, Tone
from ui.kit.widgets import label, restyle, row

CHIP_ROLE = Qt.ItemDataRole.UserRole + 7
"""The role under which a model gives a cell's Chip."""


@dataclass(frozen=True, slots=True)
class Chip:
    """What a state shows.

    Args:
        word: the state in a word or two.
        tone: its colour.
        icon: its icon; "" takes the tone's own.
    """

    word: str
    tone: Tone = Tone.NEUTRAL
    icon: str = ""

    @property
    def sign(self) -> str:
        """Give the icon's name."""
        return self.icon or ICONS[self.tone]


class ChipLabel(QFrame):
    """A chip standing alone."""

    def __init__(self, chip: Chip | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self._word = label(size=Text.SMALL, strong=True)
        layout = row(self._sign, self._word, parent=self, gap=1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout.setContentsMargins(8, 2, 10, 2)
        layout.setSpacing(6)
        self.show_chip(chip)

    def show_chip(self, chip: Chip | None) -> None:
        """Show another state, or none."""
        self.setVisible(chip is not None)
        if chip is None:
            return
        self._word.setText(chip.word)
        self.setAccessibleName(chip.word)
        theme.dress(self._sign, chip.sign, tone=chip.tone, size=14)
        restyle(self, panel=chip.tone.value)
        for part in (self._word, self._sign):
            restyle(part)

    def word(self) -> str:
        """Give the word that is shown."""
        return self._word.text()


class ChipDelegate(QStyledItemDelegate):
    """Paints chips in the cells whose model gives one, and ordinary text in the others."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """See Qt."""
        hover = getattr(option.widget, "hover", None)
        if isinstance(hover, RowHover) and hover.row == index.row():
            option.state |= QStyle.StateFlag.State_MouseOver
        chip = index.data(CHIP_ROLE)
        if not isinstance(chip, Chip):
            super().paint(painter, option, index)
            return
        empty = QStyleOptionViewItem(option)
        self.initStyleOption(empty, index)
        empty.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, empty, painter, option.widget
        )
        _paint_chip(painter, QRectF(option.rect), chip, option)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """See Qt; a chip is as wide as its word and icon."""
        size = super().sizeHint(option, index)
        if isinstance(index.data(CHIP_ROLE), Chip):
            size.setWidth(size.width() + theme.pixels(44))
        return size


def _paint_chip(painter: QPainter, cell: QRectF, chip: Chip, option: QStyleOptionViewItem) -> None:
    look, unit = theme.tokens(), theme.pixels(1) if theme.theme().percent < 150 else 2
    font = option.font
    font.setPixelSize(theme.pixels(13))
    width = QFontMetrics(font).horizontalAdvance(chip.word)
    sign, height = theme.pixels(14), theme.pixels(22)
    box = QRectF(cell.left() + 8, cell.center().y() - height / 2, width + sign + 24 * unit, height)
    box.setWidth(min(box.width(), cell.width() - 10))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.tint(chip.tone)))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    picture = icons.pixmap(chip.sign, look.ink(chip.tone), sign)
    painter.drawPixmap(QPointF(box.left() + 8 * unit, box.center().y() - sign / 2), picture)
    painter.setFont(font)
    painter.setPen(QColor(look.ink(chip.tone)))
    words = box.adjusted(sign + 14 * unit, 0, -6 * unit, 0)
    text = QFontMetrics(font).elidedText(chip.word, Qt.TextElideMode.ElideRight, int(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
