"""How a timeline is drawn: only what can be seen, with the colours of the look in use."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from ui.kit import icons, theme
from ui.kit.timeline_items import Axis, Block, Day, Layout, Placed, Verdict
from ui.kit.tokens import RADIUS, Tokens, Tone

_GAP = 3
"""Pixels between a block and the edges of its row."""
_TILE = 8
"""Pixels of a tile of the hatched end."""
_THIN = 6
"""Pixels of the bar that stands for setting out and clearing."""
_KEPT = 600
"""Drawn blocks that are kept: more than one sees at a time, and no more than some megabytes."""
_PLAIN = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight


@dataclass(slots=True, kw_only=True)
class Picture:
    """What is drawn just now.

    Args:
        axis: how time lies across.
        layout: what stands where.
        days: the days.
        now: the time on the wall, None to draw no line.
        chosen: the key of the block that is chosen, "" for none.
        cursor: the lane and the hour where something new would stand; None for none.
        ghost: what is being dragged, where it would land, and what is said of that.
        focused: whether the keyboard is here.
    """

    axis: Axis
    layout: Layout
    days: tuple[Day, ...]
    now: datetime | None = None
    chosen: str = ""
    cursor: tuple[int, datetime] | None = None
    ghost: tuple[Block, Verdict] | None = None
    focused: bool = False


class Brush:
    """Paints a picture; keeps fonts and drawn blocks from one frame to the next."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Block, tuple[float, ...], QPixmap]] = {}
        self._boxes: dict[int, tuple[Placed, tuple[float, ...], QRectF]] = {}
        self.fonts()

    def fonts(self) -> None:
        """Read the fonts anew, after the look has changed."""
        self._kept.clear()
        self._boxes.clear()
        self._plain = QFont(theme.theme().application.font())
        self._plain.setPixelSize(theme.pixels(13))
        self._strong = QFont(self._plain)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._metrics = {False: QFontMetrics(self._plain), True: QFontMetrics(self._strong)}

    def paint(self, painter: QPainter, picture: Picture, seen: QRectF) -> None:
        """Draw the part of a picture that can be seen.

        Args:
            painter: draws in the picture's own coordinates.
            picture: what is drawn.
            seen: the part.
        """
        look = theme.tokens()
        painter.fillRect(seen, QColor(look.surface))
        _shade(painter, picture, seen, look)
        _grid(painter, picture, seen, look)
        lanes = picture.layout.between(seen.top(), seen.bottom())
        for place in lanes:
            for one in picture.layout.placed[place]:
                box = self._box(picture, place, one)
                reach = picture.axis.per_minute * max(one.block.before, one.block.after)
                if box.right() + reach >= seen.left() and box.left() - reach <= seen.right():
                    self._block(painter, picture, box, one.block, look)
        self._cursor(painter, picture, look)
        _now(painter, picture, seen, look)
        if picture.ghost is not None:
            self._ghost(painter, picture, look)

    def _box(self, picture: Picture, place: int, one: Placed) -> QRectF:
        """Give where a block is, as it was worked out before: a scroll asks for all of them."""
        layout = picture.layout
        size: tuple[float, ...] = (picture.axis.width, layout.tops[place], layout.height)
        kept = self._boxes.get(id(one))
        if kept is not None and kept[0] is one and kept[1] == size:
            return kept[2]
        if len(self._boxes) >= _KEPT:
            self._boxes.clear()
        box = box_of(picture, place, one)
        self._boxes[id(one)] = (one, size, box)
        return box

    def _block(
        self, painter: QPainter, picture: Picture, box: QRectF, block: Block, look: Tokens
    ) -> None:
        _thin(painter, picture.axis, box, block, QColor(look.ink(block.tone)))
        lifted = picture.ghost is not None and picture.ghost[0].key == block.key
        if lifted:
            painter.setOpacity(0.4)
        painter.drawPixmap(box.topLeft() - QPointF(1, 1), self._drawn(painter, picture, box, block))
        if lifted:
            painter.setOpacity(1.0)
        if picture.chosen == block.key:
            strong = QColor(look.accent if picture.focused else look.outline)
            painter.setPen(QPen(strong, 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), RADIUS, RADIUS)

    def _drawn(self, painter: QPainter, picture: Picture, box: QRectF, block: Block) -> QPixmap:
        """Give a block as it was drawn before, or draw it: words and round corners take time."""
        sharp = painter.device().devicePixelRatioF()
        size = (box.width(), box.height(), picture.axis.width, sharp)
        kept = self._kept.get(block.key)
        if kept is not None and kept[0] is block and kept[1] == size:
            return kept[2]
        look = theme.tokens()
        made = QPixmap(int((box.width() + 2) * sharp), int((box.height() + 2) * sharp))
        made.setDevicePixelRatio(sharp)
        made.fill(Qt.GlobalColor.transparent)
        inside = QPainter(made)
        inside.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside.translate(1 - box.left(), 1 - box.top())
        ink, tint = QColor(look.ink(block.tone)), QColor(look.tint(block.tone))
        _body(inside, picture.axis, box, block, ink, tint)
        self._words(inside, box, block.icon, (block.title, block.detail), look, block.tone)
        inside.end()
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[block.key] = (block, size, made)
        return made

    def _words(
        self,
        painter: QPainter,
        box: QRectF,
        icon: str,
        lines: tuple[str, str],
        look: Tokens,
        tone: Tone,
    ) -> None:
        inside = box.adjusted(7, 2, -5, -2)
        sign = theme.pixels(14)
        if icon and inside.width() > 6 * sign:
            picture = icons.pixmap(icon, look.ink(tone), sign)
            painter.drawPixmap(QPointF(inside.left(), inside.top() + 3), picture)
            inside.setLeft(inside.left() + sign + 5)
        if inside.width() < sign:
            return
        half = inside.height() / 2
        for place, (text, strong) in enumerate(zip(lines, (True, False), strict=True)):
            if not text:
                continue
            painter.setFont(self._strong if strong else self._plain)
            painter.setPen(QColor(look.text))
            line = QRectF(inside.left(), inside.top() + place * half, inside.width(), half)
            shown = self._metrics[strong].elidedText(text, _ELIDE, int(line.width()))
            # A lone … says nothing; the tooltip and the reader say it all.
            if len(shown) > 1 or shown == text:
                painter.drawText(line, _PLAIN, shown)

    def _ghost(self, painter: QPainter, picture: Picture, look: Tokens) -> None:
        assert picture.ghost is not None
        block, verdict = picture.ghost
        tone = Tone.ACCENT if verdict.tone is Tone.GOOD else verdict.tone
        place = picture.layout.place(block.lane)
        box = box_of(picture, place, Placed(block=block, row=0))
        ink, tint = QColor(look.ink(tone)), QColor(look.tint(tone))
        _thin(painter, picture.axis, box, block, ink)
        _body(painter, picture.axis, box, block, ink, tint)
        painter.setPen(QPen(ink, 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        when = f"{block.starts:%H:%M}–{block.ends:%H:%M}"
        icon = {Tone.BAD: "octagon-alert", Tone.WARN: "triangle-alert"}.get(verdict.tone, "")
        lines = (verdict.word or block.title, when)
        # A short block has no room for why it cannot stay there: the words go beside it.
        wide = self._metrics[True].horizontalAdvance(lines[0]) + theme.pixels(40)
        if verdict.word and box.width() < wide:
            box.setWidth(wide)
            if box.right() > picture.axis.length:
                box.moveRight(picture.axis.length)
            painter.fillRect(box.adjusted(2, 2, -2, -2), tint)
        self._words(painter, box, icon, lines, look, tone)

    def _cursor(self, painter: QPainter, picture: Picture, look: Tokens) -> None:
        if picture.cursor is None or picture.chosen or picture.ghost or not picture.focused:
            return
        place, starts = picture.cursor
        left = picture.axis.x(starts)
        right = picture.axis.x(starts + timedelta(hours=1))
        top = picture.layout.tops[place]
        box = QRectF(left, top, max(right - left, 12), picture.layout.height)
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(2, _GAP, -2, -_GAP), RADIUS, RADIUS)


def box_of(picture: Picture, place: int, one: Placed) -> QRectF:
    """Give where a block is drawn."""
    left, right = picture.axis.x(one.block.starts), picture.axis.x(one.block.ends)
    top = picture.layout.tops[place] + one.row * picture.layout.height
    height = picture.layout.height - 2 * _GAP
    # Whole pixels, so that what was drawn before is as sharp where it is drawn again.
    left = round(left)
    return QRectF(left + 1, top + _GAP, max(round(right) - left - 2, 6), height)


def _shade(painter: QPainter, picture: Picture, seen: QRectF, look: Tokens) -> None:
    """Shade the time when the house is closed."""
    axis, colour = picture.axis, QColor(look.neutral_tint)
    for place, day in enumerate(picture.days):
        left = place * axis.width
        if left > seen.right() or left + axis.width < seen.left():
            continue
        closed = [(axis.first, axis.last)]
        if day.opens is not None and day.closes is not None:
            closed = [(axis.first, day.opens), (day.closes, axis.last)]
        for begins, ends in closed:
            if ends > begins:
                at = left + (begins - axis.first) * axis.per_minute
                wide = (ends - begins) * axis.per_minute
                painter.fillRect(QRectF(at, seen.top(), wide, seen.height()), colour)


def _grid(painter: QPainter, picture: Picture, seen: QRectF, look: Tokens) -> None:
    axis = picture.axis
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(QColor(look.edge), 1))
    step = 1 if axis.per_minute * 60 >= 24 else 3
    top, bottom = seen.top(), seen.bottom()
    lines = []
    for place in range(len(axis.days)):
        left = place * axis.width
        if left <= seen.right() and left + axis.width >= seen.left():
            found = (left + (one - axis.first) * axis.per_minute for one in axis.hours()[::step])
            lines += [QLineF(x, top, x, bottom) for x in found]
    tops = picture.layout.tops
    for place in picture.layout.between(top, bottom):
        y = tops[place + 1] - 1
        lines.append(QLineF(seen.left(), y, seen.right(), y))
    painter.drawLines(lines)
    painter.setPen(QPen(QColor(look.outline), 1))
    for place in range(1, len(axis.days)):
        x = place * axis.width
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _now(painter: QPainter, picture: Picture, seen: QRectF, look: Tokens) -> None:
    if picture.now is None or picture.now.date() not in picture.axis.days:
        return
    x = picture.axis.x(picture.now)
    painter.setPen(QPen(QColor(look.bad), 2))
    painter.drawLine(QPointF(x, seen.top()), QPointF(x, seen.bottom()))


def _thin(painter: QPainter, axis: Axis, box: QRectF, block: Block, ink: QColor) -> None:
    """Draw the time for setting out and clearing as thin bars at both sides."""
    faint = QColor(ink)
    faint.setAlphaF(0.5)
    middle = box.center().y() - _THIN / 2
    for minutes, edge in ((block.before, box.left()), (block.after, box.right())):
        if minutes:
            wide = minutes * axis.per_minute
            left = edge - wide if edge == box.left() else edge
            painter.fillRect(QRectF(left, middle, wide, _THIN), faint)


@lru_cache(maxsize=32)
def _hatch(ink: str) -> QPixmap:
    """Give a tile of slanting lines: Qt's own pattern takes 2 ms a block to fill in."""
    tile = QPixmap(_TILE, _TILE)
    tile.fill(Qt.GlobalColor.transparent)
    faint = QColor(ink)
    faint.setAlphaF(0.55)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(faint, 1))
    for shift in (-_TILE, 0, _TILE):
        painter.drawLine(QPointF(shift, _TILE), QPointF(shift + _TILE, 0))
    painter.end()
    return tile


def _body(
    painter: QPainter, axis: Axis, box: QRectF, block: Block, ink: QColor, tint: QColor
) -> None:
    pen = QPen(ink, 1.2)
    if block.dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(tint)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    if block.plain_ends is not None and block.plain_ends < block.ends:
        left = max(axis.x(block.plain_ends), box.left())
        hatched = QRectF(left, box.top() + 1, max(box.right() - left - 1, 0), box.height() - 2)
        origin = QPointF(left % _TILE, box.top() % _TILE)
        painter.drawTiledPixmap(hatched, _hatch(ink.name()), origin)
