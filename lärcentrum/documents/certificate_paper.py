"""The certificate: one calm page that reads at arm's length and checks without a network."""

from dataclasses import dataclass, replace

from lärcentrum.certificates.facts import CertificateFacts
from lärcentrum.certificates.numbers import control_code
from lärcentrum.certificates.wording import Row, Surroundings, Wording, wording
from lärcentrum.documents import fonts
from lärcentrum.documents.emblem import draw_emblem
from lärcentrum.documents.errors import DoesNotFit
from lärcentrum.documents.paper import (
    GREY,
    HAIR,
    INK,
    MM,
    Sheet,
    Style,
    block_height,
    draw_logo,
    line_width,
)
from lärcentrum.documents.qr import draw_qr
from lärcentrum.language import _, in_language

_LEFT, _RIGHT = 25 * MM, 185 * MM
_VALUES = 62 * MM
_WIDTH = _RIGHT - _LEFT
_BODY_TOP, _BODY_FLOOR = 223 * MM, 105 * MM
_SCALES = (1.0, 0.92, 0.84, 0.76, 0.7, 0.64, 0.58, 0.52)

_HEAD = Style(font=fonts.SEMIBOLD, size=11.5, leading=14)
_HEAD_LIGHT = Style(size=11.5, leading=14)
_ADDRESS = Style(size=8.5, leading=11, colour=GREY)
_TITLE = Style(font=fonts.SEMIBOLD, size=33, leading=38)
_SUBTITLE = Style(size=14, leading=18, colour=GREY)
_NUMBER = Style(font=fonts.SEMIBOLD, size=10.5, leading=13)
_COPY = Style(font=fonts.BOLD, size=15, leading=18, tracking=3)
_COPY_ROOM = 36 * MM
_LEAD = Style(size=11, leading=15, colour=GREY)
_PERSON = Style(size=11, leading=15)
_ATTESTED = Style(size=12.5, leading=17)
_LABEL = Style(size=9.5, leading=15, colour=GREY)
_VALUE = Style(size=11, leading=15)
_FIRST_VALUE = replace(_VALUE, font=fonts.SEMIBOLD)
_CAPACITY = Style(font=fonts.ITALIC, size=10, leading=14, colour=GREY)
_PLACE = Style(size=11, leading=15)
_SIGNER = Style(font=fonts.SEMIBOLD, size=11, leading=14)
_SIGNER_TITLE = Style(size=10, leading=13)
_FINE = Style(size=7.5, leading=10, colour=GREY)
_CHECK_TITLE = Style(font=fonts.SEMIBOLD, size=8.5, leading=12)
_CHECK = Style(size=8.5, leading=11.5, colour=GREY)
_CODE = Style(font=fonts.SEMIBOLD, size=13, leading=16, tracking=0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSheet:
    """What a certificate is drawn from.

    `sealed` is the text of the QR code, `logo` a picture or empty.
    """

    facts: CertificateFacts
    sealed: str
    around: Surroundings
    logo: bytes = b""


def draw_certificate(what: CertificateSheet, *, copy: bool = False) -> bytes:
    """Give a certificate as a PDF; the same content gives the same bytes.

    Args:
        what: facts, seal and surroundings.
        copy: whether it is a reprint, which says so.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
        DoesNotFit: the texts are longer than a page even in small letters.
    """
    facts = what.facts
    words = wording(facts, what.around)
    with in_language(facts.language):
        title = f"{words.title} {facts.number}"
        sheet = Sheet(title, language=facts.language)
        _draw_head(sheet, what, words)
        _draw_title(sheet, words, copy)
        _draw_body(sheet, words)
        _draw_signature(sheet, words)
        _draw_foot(sheet, what, words, copy)
        return sheet.finish()


def draw_example(what: CertificateSheet) -> bytes:
    """Give a preview that nobody can take for a certificate: marked, and with a dead QR code."""
    dead = replace(what, sealed=_("Exempel, inget intyg"))
    marked = replace(dead, facts=replace(what.facts, number=_("EXEMPEL")))
    return draw_certificate(marked)


def _draw_head(sheet: Sheet, what: CertificateSheet, words: Wording) -> None:
    # The order of drawing is the order of `Wording.in_order`: the check reads it back.
    top, x = 279 * MM, _LEFT
    if what.logo:
        x += draw_logo(sheet, what.logo, _LEFT, top, (50 * MM, 16 * MM)) + 5 * MM
    y = top - 2.6 * MM
    for text in words.address:
        sheet.line(_RIGHT, y, text, _ADDRESS, right=True, field="address")
        y -= _ADDRESS.leading
    widest = max((line_width(text, _ADDRESS) for text in words.address), default=0)
    room = _RIGHT - x - widest - 6 * MM
    y = top + 0.6 * MM
    y -= sheet.block(x, y, room, words.municipality, _HEAD_LIGHT, field="municipality")
    sheet.block(x, y, room, words.centre_name, _HEAD, field="centre_name")


def _draw_title(sheet: Sheet, words: Wording, copy: bool) -> None:
    y = 243 * MM
    if words.example:
        # It stands beside the mark of a copy and clear of a long title.
        width = line_width(words.example, _COPY) + 8 * MM
        x = _RIGHT - _COPY_ROOM - width
        sheet.frame(x, y + 9.5 * MM, width, 9 * MM, colour=INK, weight=1.2)
        sheet.line(x + 4 * MM + _COPY.tracking / 2, 255.1 * MM, words.example, _COPY)
    room = _WIDTH - line_width(words.number, _NUMBER) - 8 * MM
    narrower = min(1.0, room / line_width(words.title, _TITLE))
    sheet.line(_LEFT - 0.6 * MM, y, words.title, _TITLE.scaled(narrower))
    if words.subtitle:
        sheet.line(_LEFT, y - 7.5 * MM, words.subtitle, _SUBTITLE)
    sheet.line(_RIGHT, y, words.number, _NUMBER, right=True)
    if words.replaces:
        sheet.line(_RIGHT, y - 4.8 * MM, words.replaces, _ADDRESS, right=True)
    if copy:
        width = line_width(words.copy_mark, _COPY) + 8 * MM
        sheet.frame(_RIGHT - width, y + 7 * MM, width, 9 * MM, colour=INK, weight=1.2)
    sheet.rule(_LEFT, y - 12.5 * MM, _WIDTH, colour=INK, weight=0.8)


def _draw_body(sheet: Sheet, words: Wording) -> None:
    mark = sheet.mark()
    for scale in _SCALES:
        end = _flow_body(sheet, words, scale)
        if end >= _BODY_FLOOR:
            return
        sheet.back_to(mark)
    raise DoesNotFit


def _flow_body(sheet: Sheet, words: Wording, scale: float) -> float:
    y, gap = _BODY_TOP, MM * scale
    y -= sheet.block(_LEFT, y, _WIDTH, words.lead, _LEAD.scaled(scale)) + 1.2 * gap
    y -= sheet.block(_LEFT, y, _WIDTH, words.name, _name_style(words.name, scale), field="name")
    y -= 0.6 * gap
    if words.identity:
        style = _PERSON.scaled(scale)
        y -= sheet.block(_LEFT, y, _WIDTH, words.identity, style, field="identity")
    y -= 3.5 * gap
    y -= sheet.block(_LEFT, y, _WIDTH, words.attested, _ATTESTED.scaled(scale)) + 4 * gap
    for row in words.rows:
        y = _flow_row(sheet, row, y, scale)
    sheet.rule(_LEFT, y, _WIDTH)
    y -= 3.5 * gap
    return y - sheet.block(_LEFT, y, _WIDTH, words.capacity, _CAPACITY.scaled(scale))


def _flow_row(sheet: Sheet, row: Row, y: float, scale: float) -> float:
    pad = 1.15 * MM * scale
    sheet.rule(_LEFT, y, _WIDTH)
    style = _FIRST_VALUE if row.field == "title" else _VALUE
    label, value = _LABEL.scaled(scale), style.scaled(scale)
    top = y - pad
    # The smaller label stands on the value's base line.
    lower = value.size - label.size
    sheet.block(_LEFT, top - lower, _VALUES - _LEFT - 2 * MM, row.label, label)
    height = sheet.block(_VALUES, top, _RIGHT - _VALUES, row.value, value, field=row.field)
    return top - height - 1.4 * pad


def _name_style(name: str, scale: float) -> Style:
    # A name is never cut: it is set smaller the longer it is, and then over several lines.
    size = next(size for most, size in ((34, 25), (70, 20), (120, 16), (10**6, 13))
                if len(name) <= most)  # fmt: skip
    return Style(font=fonts.SEMIBOLD, size=size, leading=size * 1.2).scaled(scale)


def _draw_signature(sheet: Sheet, words: Wording) -> None:
    sheet.line(_LEFT, 96 * MM, words.place_and_date, _PLACE, field="place")
    sheet.rule(_LEFT, 79 * MM, 92 * MM, colour=INK, weight=0.6)
    sheet.line(_LEFT, 75.6 * MM, words.signature, _FINE)
    y, scale = 73.6 * MM, _signer_scale(words)
    for text, style, field in (
        (words.signer, _SIGNER, "signer"),
        (words.signer_title, _SIGNER_TITLE, "signer_title"),
    ):
        if text:
            y -= sheet.block(_LEFT, y, 92 * MM, text, style.scaled(scale), field=field)
    sheet.frame(133 * MM, 65 * MM, 52 * MM, 35 * MM, dash=(2, 2))
    sheet.line(135.5 * MM, 95.8 * MM, words.stamp, _FINE)


def _signer_scale(words: Wording) -> float:
    for scale in _SCALES:
        name = block_height(words.signer, 92 * MM, _SIGNER.scaled(scale))
        title = block_height(words.signer_title, 92 * MM, _SIGNER_TITLE.scaled(scale))
        if name + title <= 13 * MM:
            return scale
    raise DoesNotFit


def _fitted(text: str, width: float, most: float) -> Style:
    for scale in _SCALES:
        style = _CHECK.scaled(scale)
        if block_height(text, width, style) <= most:
            return style
    raise DoesNotFit


def _draw_foot(sheet: Sheet, what: CertificateSheet, words: Wording, copy: bool) -> None:
    sheet.rule(_LEFT, 59 * MM, _WIDTH, colour=HAIR)
    quiet = 2.2 * MM
    draw_qr(sheet, what.sealed, _LEFT - quiet, 15 * MM, 41 * MM)
    x = 70 * MM
    width = (132 * MM if words.funding else _RIGHT) - x
    y = 53.4 * MM
    y -= sheet.block(x, y, width, words.check_title, _CHECK_TITLE)
    check = _fitted(words.check, width, 20 * MM)
    sheet.block(x, y, width, words.check, check, field="contact")
    if words.funding:
        draw_emblem(sheet, 140 * MM, 41 * MM, 11 * MM)
        funding = _fitted(words.funding, 45 * MM, 25 * MM)
        sheet.block(140 * MM, 39.5 * MM, 45 * MM, words.funding, funding, field="funding")
    if copy:
        at = _RIGHT - line_width(words.copy_mark, _COPY) - 4 * MM
        sheet.line(at + _COPY.tracking / 2, 252.6 * MM, words.copy_mark, _COPY)
    sheet.line(x, 24.2 * MM, words.code_label, _FINE)
    sheet.line(x, 18.2 * MM, control_code(what.sealed), _CODE)
