"""Read a certificate's PDF: its words, and the QR code as it is drawn, not as it is said to be."""

from dataclasses import dataclass
from typing import Any

from lärcentrum.certificates.seal import PREFIX

_MAX_PAGES = 4
_POINTS_PER_INCH = 72
# The code's modules are half a millimetre: ten pixels each at the finer resolution.
_DPI = (200, 400)
_MAX_SIDE_POINTS = 1500


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
    import zxingcpp

    only_qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for dpi in _DPI:
        bitmap = page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True, may_draw_forms=True)
        view = memoryview(bytes(bitmap.buffer)).cast(
            "B", shape=[bitmap.height, bitmap.stride]
        )  # fmt: skip
        codes = zxingcpp.read_barcodes(view, formats=only_qr)
        bitmap.close()
        ours = [code.text for code in codes if code.text.startswith(PREFIX)]
        if len(ours) == 1:
            return ours[0]
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
