"""QR codes as one filled shape: sharp at every size, and small in the file."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from lärcentrum.documents.paper import Sheet

# Error correction M (15 %). A fixed mask saves trying all eight, which takes most of the time;
# readers read each of them. zxing-cpp reads no option before the first comma.
_OPTIONS = ",ecLevel=M,dataMask=3"
_QUIET = 4
_AT_ONCE = 8
_DARK = re.compile(rb"\x00+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A QR code as one outline.

    Args:
        side: how many modules its side has, without the quiet zone of four around it.
        path: its dark runs as boxes of a file, in modules from the lower left corner of the quiet
            zone: so the numbers stay short.
    """

    side: int
    path: str


def draw_qr(sheet: Sheet, text: str, x: float, y: float, size: float) -> None:
    """Draw a QR code with error correction M (15 %) and its quiet zone inside `size`.

    Args:
        sheet: the paper.
        text: what a reader gives back.
        x: left edge in points.
        y: lower edge in points.
        size: width and height in points, the quiet zone of four modules included.
    """
    code = code_of(text)
    step = size / (code.side + 2 * _QUIET)

    def draw(canvas: Any) -> None:
        canvas.setFillColor("#000000")
        canvas.transform(step, 0, 0, step, x, y)
        # reportlab has no call for a path that is written already.
        canvas._code.append(f"{code.path} f")  # noqa: SLF001

    sheet.shape(draw)


# The original and the copy carry the same code.
@lru_cache(maxsize=8)
def code_of(text: str) -> Code:
    """Give the QR code of a text; the same text gives the same code."""
    import zxingcpp

    made: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, options=_OPTIONS)
    picture: Any = memoryview(made.to_image(scale=1, add_quiet_zones=False))
    return Code(side=picture.shape[0], path=_boxes(picture.tobytes(), picture.shape[0]))


def _boxes(cells: bytes, side: int) -> str:
    found = []
    places = range(0, side, _AT_ONCE)
    for row in range(side):
        line = cells[row * side : (row + 1) * side]
        pieces = "".join([_piece(at, line[at : at + _AT_ONCE]) for at in places])
        found.append(pieces.replace("y", str(side - 1 - row + _QUIET)))
    return "".join(found).rstrip()


# A few cells at a time: the same ones come again and again, and their text is made once.
@cache
def _piece(column: int, cells: bytes) -> str:
    spans = (dark.span() for dark in _DARK.finditer(cells))
    return "".join(f"{column + first + _QUIET} y {last - first} 1 re " for first, last in spans)
