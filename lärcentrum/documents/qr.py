"""QR codes as one filled shape: sharp at every size, and small in the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lärcentrum.documents.paper import Sheet

# Error correction M (15 %). A fixed mask saves trying all eight, which takes most of the time;
# readers read each of them. zxing-cpp reads no option before the first comma.
_OPTIONS = ",ecLevel=M,dataMask=3"
_QUIET = 4
_DARK = re.compile(rb"\x00+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A QR code: how many modules its side has, and its dark runs.

    A run is (row from above, first column, length); the quiet zone is not counted.
    """

    side: int
    runs: tuple[tuple[int, int, int], ...]


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
    top = code.side + _QUIET - 1
    # In modules, so that the numbers in the file stay short: the matrix makes them points.
    path = " ".join(
        f"{column + _QUIET} {top - row} {length} 1 re" for row, column, length in code.runs
    )

    def draw(canvas: Any) -> None:
        canvas.setFillColor("#000000")
        canvas.transform(step, 0, 0, step, x, y)
        # reportlab has no call for a path that is written already.
        canvas._code.append(f"{path} f")  # noqa: SLF001

    sheet.shape(draw)


# The original and the copy carry the same code.
@lru_cache(maxsize=8)
def code_of(text: str) -> Code:
    """Give the QR code of a text; the same text gives the same code."""
    import zxingcpp

    made: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, options=_OPTIONS)
    picture: Any = memoryview(made.to_image(scale=1, add_quiet_zones=False))
    side = picture.shape[0]
    return Code(side=side, runs=tuple(_runs(picture.tobytes(), side)))


def _runs(cells: bytes, side: int) -> Iterator[tuple[int, int, int]]:
    for row in range(side):
        for dark in _DARK.finditer(cells, row * side, (row + 1) * side):
            yield row, dark.start() - row * side, dark.end() - dark.start()
