"""Read a certificate: a PDF's words and the QR code as it is drawn, or the code in a photograph."""

import io
from dataclasses import dataclass
from typing import Any

from lärcentrum.certificates.seal import PREFIX

_MAX_PAGES = 4
_POINTS_PER_INCH = 72
# The code's modules are half a millimetre: ten pixels each at the finer resolution.
_DPI = (200, 400)
_MAX_SIDE_POINTS = 1500
_PICTURES = ("PNG", "JPEG")
_MAX_PIXELS = 60_000_000
# As it is, then made to these sizes: a telephone's picture is larger than it is sharp, and a small
# one is read better with more pixels to a module.
_SIDES = (0, 2400, 1600, 3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """What a PDF shows.

    `text` is the first page's words in drawing order (empty for a scanned picture), `sealed` the
    text of its QR code or empty, `covered` whether anything lies over the words.
    """

    text: str
    sealed: str
    pages: int
    covered: bool


def read_page(data: bytes) -> ReadPage | None:
    """Read the first page, or give None when the bytes are no PDF that can be read.

    Args:
        data: the file's bytes.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        count = len(document)
        if not 1 <= count <= _MAX_PAGES:
            return ReadPage(text="", sealed="", pages=count, covered=False)
        page = document[0]
        if max(page.get_size()) > _MAX_SIDE_POINTS:
            return ReadPage(text="", sealed="", pages=count, covered=False)
        return ReadPage(
            text=_words(page), sealed=_code(page), pages=count, covered=_is_covered(page)
        )
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def is_picture(data: bytes) -> bool:
    """Whether a file is a PNG or a JPEG by how it begins."""
    return data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff"))


def read_picture(data: bytes) -> ReadPage | None:
    """Read the code in a photograph or a scanned picture; None when it is no picture.

    Its words are not read: what stands beside the code has to be compared with what it says.

    Args:
        data: a PNG or JPEG file's bytes.
    """
    from PIL.Image import DecompressionBombError
    from PIL.Image import open as opened

    try:
        with opened(io.BytesIO(data), formats=_PICTURES) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                return ReadPage(text="", sealed="", pages=1, covered=False)
            grey = picture.convert("L")
    except (OSError, SyntaxError, ValueError, DecompressionBombError):
        return None
    return ReadPage(text="", sealed=_code_in(grey), pages=1, covered=False)


def _code_in(picture: Any) -> str:
    longest = max(picture.size)
    for side in _SIDES:
        shown = picture
        if side:
            size = [max(round(length * side / longest), 1) for length in picture.size]
            shown = picture.resize(size)
        if found := _only_ours(shown):
            return found
    return ""


def _only_ours(picture: Any) -> str:
    import zxingcpp

    only_qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    codes = zxingcpp.read_barcodes(picture, formats=only_qr)
    ours = {code.text for code in codes if code.text.startswith(PREFIX)}
    return ours.pop() if len(ours) == 1 else ""


def read_words(data: bytes) -> str:
    """Give the words of the first page of a PDF that we drew, in drawing order."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return _words(document[0])
    finally:
        document.close()


def _words(page: Any) -> str:
    reader = page.get_textpage()
    try:
        return str(reader.get_text_range())
    finally:
        reader.close()


def _code(page: Any) -> str:
    for dpi in _DPI:
        bitmap = page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True, may_draw_forms=True)
        view = memoryview(bytes(bitmap.buffer)).cast(
            "B", shape=[bitmap.height, bitmap.stride]
        )  # fmt: skip
        found = _only_ours(view)
        bitmap.close()
        if found:
            return found
    return ""


def _is_covered(page: Any) -> bool:
    # We draw every shape before the first word; a patch over a word comes after it. Notes and
    # form fields lie over the page by their nature.
    import pypdfium2.raw as pdfium

    if pdfium.FPDFPage_GetAnnotCount(page.raw) > 0:
        return True
    kinds = [entry.type for entry in page.get_objects(max_depth=3)]
    text = pdfium.FPDF_PAGEOBJ_TEXT
    if text not in kinds:
        return False
    return any(kind != text for kind in kinds[kinds.index(text) :])
