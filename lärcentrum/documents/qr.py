"""QR codes as one filled shape: sharp at every size, and small in the file."""

from collections.abc import Iterator
from typing import Any

from lärcentrum.documents.paper import Sheet

# A fixed mask saves trying all eight, which takes most of the time; readers read each of them.
_MASK = 3
_QUIET = 4


def draw_qr(sheet: Sheet, text: str, x: float, y: float, size: float) -> None:
    """Draw a QR code with error correction M (15 %) and its quiet zone inside `size`.

    Args:
        sheet: the paper.
        text: what a reader gives back.
        x: left edge in points.
        y: lower edge in points.
        size: width and height in points, the quiet zone of four modules included.
    """
    runs, side = list(runs_of(text)), modules(text)
    step = size / (side + 2 * _QUIET)

    def draw(canvas: Any) -> None:
        path = canvas.beginPath()
        for row, column, length in runs:
            left = x + (column + _QUIET) * step
            bottom = y + size - (row + 1 + _QUIET) * step
            path.rect(left, bottom, length * step, step)
        canvas.setFillColor("#000000")
        canvas.drawPath(path, stroke=0, fill=1)

    sheet.shape(draw)


def modules(text: str) -> int:
    """Give how many modules the side of the code has, without its quiet zone."""
    return len(_matrix(text))


def runs_of(text: str) -> Iterator[tuple[int, int, int]]:
    """Give the dark runs as (row from above, first column, length)."""
    for row, cells in enumerate(_matrix(text)):
        start = None
        for column, dark in enumerate((*cells, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                yield row, start, column - start
                start = None


def _matrix(text: str) -> tuple[bytearray, ...]:
    import segno

    code = segno.make(text, error="m", mask=_MASK, boost_error=False, micro=False)
    return tuple(code.matrix)
