"""The certificate: one calm page that reads at arm's length and checks without a network."""

from dataclasses import dataclass, replace

from lärcentrum.certificates.facts import CertificateFacts
from lärcentrum.certificates.numbers import control_code
from lärcentrum.certificates.page import ReadPage, read_words
from lärcentrum.certificates.template_errors import TemplateUnread
from lärcentrum.certificates.template_reading import shipped_template
from lärcentrum.certificates.template_records import Box, Frame, Layout, Look
from lärcentrum.certificates.verify import differences
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
from lärcentrum.documents.text import drawn
from lärcentrum.language import _, in_language

_PAGE = 297
_LABELS = 37 * MM
"""How far from the left edge of the text the values of the labelled facts stand."""
_SCALES = (1.0, 0.92, 0.84, 0.76, 0.7, 0.64, 0.58, 0.52)

_HEAD = Style(font=fonts.SEMIBOLD, size=11.5, leading=14)
_HEAD_LIGHT = Style(size=11.5, leading=14)
_ADDRESS = Style(size=8.5, leading=11, colour=GREY)
_TITLE = Style(font=fonts.SEMIBOLD, size=33, leading=38)
_SUBTITLE = Style(size=14, leading=18, colour=GREY)
_HEADINGS = Style(font=fonts.SEMIBOLD, size=10.5, leading=14, colour=GREY)
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

    `sealed` is the text of the QR code, `look` the template with its pictures (None: the one that
    travels with the program).
    """

    facts: CertificateFacts
    sealed: str
    around: Surroundings
    look: Look | None = None


def draw_certificate(what: CertificateSheet, *, copy: bool = False) -> bytes:
    """Give a certificate as a PDF; the same content gives the same bytes.

    Args:
        what: facts, seal, surroundings and look.
        copy: whether it is a reprint, which says so.

    Raises:
        GlyphMissing: a field holds a sign without a picture; nothing is drawn.
        DoesNotFit: the texts are longer than a page even in small letters.
        TemplateUnread: drawn with a template of the centre's, its words cannot be checked.
    """
    facts = what.facts
    words = wording(facts, what.around)
    check_words(words)
    look = what.look or Look(template=shipped_template(facts.kind))
    places = _Places(look.template.layout)
    with in_language(facts.language):
        title = f"{words.title} {facts.number}"
        sheet = Sheet(title, language=facts.language)
        # The order of drawing is the order of `Wording.in_order`: the check reads it back.
        _draw_frame(sheet, places.layout.frame)
        _draw_head(sheet, places, look, words)
        _draw_title(sheet, places, words, copy)
        _draw_body(sheet, places, words)
        _draw_signature(sheet, places, look, words)
        _draw_foot(sheet, places, what, words, copy)
        paper = sheet.finish()
    if look.row is not None:
        _check_reads_back(paper, what)
    return paper


def _check_reads_back(paper: bytes, what: CertificateSheet) -> None:
    """Refuse a paper whose words the check would not find as they were sealed.

    A template was tried before it was kept, but not with the words of everybody's certificate.
    """
    text = read_words(paper)
    page = ReadPage(text=text, sealed=what.sealed, pages=1, covered=False)
    if differences(page, what.facts):
        raise TemplateUnread


def draw_example(what: CertificateSheet) -> bytes:
    """Give a preview that nobody can take for a certificate: marked, and with a dead QR code."""
    # It is never checked, so its words need not be found as sealed.
    look = replace(what.look, row=None) if what.look else None
    dead = replace(what, sealed=_("Exempel, inget intyg"), look=look)
    marked = replace(dead, facts=replace(what.facts, number=_("EXEMPEL")))
    return draw_certificate(marked)


def check_words(words: Wording) -> None:
    """Look at every sign of every text before anything is drawn (FC15, FD13).

    Raises:
        GlyphMissing: naming the first field with a sign that the typeface lacks.
    """
    around = (("contact", words.check), ("funding", words.funding), ("headings", words.headings),
              ("attested", words.attested), ("lead", words.lead), ("capacity", words.capacity),
              ("heading", words.title), ("heading", words.subtitle))  # fmt: skip
    facts = tuple((piece.field, piece.text) for piece in words.core() if piece.field != "kind")
    for field, text in (*(("address", line) for line in words.address), *around, *facts):
        drawn(text, field)


class _Places:
    """A layout's measures in points from the lower left corner, as a PDF counts them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def at(self, box: Box, down: float = 0) -> tuple[float, float]:
        """Give a box's left edge, and its upper edge or so many millimetres below it."""
        return box.x * MM, (_PAGE - box.y - down) * MM


def _draw_frame(sheet: Sheet, frame: Frame) -> None:
    if not frame.shown:
        return
    for inner in (0, 1.6) if frame.double else (0,):
        at = (frame.margin + inner) * MM
        sheet.frame(at, at, sheet.width - 2 * at, sheet.height - 2 * at,
                    colour=frame.colour, weight=frame.weight)  # fmt: skip


def _draw_head(sheet: Sheet, places: _Places, look: Look, words: Wording) -> None:
    layout = places.layout
    x, top = places.at(layout.letterhead)
    right = layout.letterhead.right * MM
    if look.logo and layout.logo.shown:
        left, upper = places.at(layout.logo)
        most = (layout.logo.width * MM, layout.logo.height * MM)
        wide = draw_logo(sheet, look.logo, left, upper, most)
        if layout.logo.overlaps(layout.letterhead):
            # The letterhead gives way to what the logo really takes.
            x = max(x, left + wide + 5 * MM)
    _left, y = places.at(layout.address, 2.6)
    end = layout.address.right * MM
    for text in words.address:
        sheet.line(end, y, text, _ADDRESS, right=True, field="address")
        y -= _ADDRESS.leading
    if words.address and layout.address.x > layout.letterhead.x:
        widest = max(line_width(text, _ADDRESS) for text in words.address)
        right = end - widest - 6 * MM
    room = max(right - x, 30 * MM)
    y = top + 0.6 * MM
    y -= sheet.block(x, y, room, words.municipality, _HEAD_LIGHT, field="municipality")
    sheet.block(x, y, room, words.centre_name, _HEAD, field="centre_name")


def _draw_title(sheet: Sheet, places: _Places, words: Wording, copy: bool) -> None:
    box = places.layout.title
    left, y = places.at(box, 12)
    right, wide = box.right * MM, box.width * MM
    if words.example:
        # It stands beside the mark of a copy and clear of a long title.
        width = line_width(words.example, _COPY) + 8 * MM
        x = right - _COPY_ROOM - width
        sheet.frame(x, y + 9.5 * MM, width, 9 * MM, colour=INK, weight=1.2)
        sheet.line(x + 4 * MM + _COPY.tracking / 2, y + 12.1 * MM, words.example, _COPY)
    style = _TITLE.scaled(places.layout.title_size / _TITLE.size)
    room = wide - line_width(words.number, _NUMBER) - 8 * MM
    narrower = min(1.0, room / line_width(words.title, style))
    sheet.line(left - 0.6 * MM, y, words.title, style.scaled(narrower))
    if words.subtitle:
        sheet.line(left, y - 7.5 * MM, words.subtitle, _narrowed(words.subtitle, _SUBTITLE, wide))
    sheet.line(right, y, words.number, _NUMBER, right=True)
    if words.replaces:
        sheet.line(right, y - 4.8 * MM, words.replaces, _ADDRESS, right=True)
    if copy:
        width = line_width(words.copy_mark, _COPY) + 8 * MM
        sheet.frame(right - width, y + 7 * MM, width, 9 * MM, colour=INK, weight=1.2)
    if words.headings:
        style = _narrowed(words.headings, _HEADINGS, wide)
        sheet.line(left, y - 17.2 * MM, words.headings, style)
    sheet.rule(left, y - 12.5 * MM, wide, colour=INK, weight=0.8)


def _narrowed(text: str, style: Style, room: float) -> Style:
    """Give a style in which one line fits its room."""
    return style.scaled(min(1.0, room / line_width(text, style)))


def _draw_body(sheet: Sheet, places: _Places, words: Wording) -> None:
    mark, box = sheet.mark(), places.layout.body
    _left, floor = places.at(box, box.height)
    for scale in _SCALES:
        if _flow_body(sheet, places, words, scale) >= floor:
            return
        sheet.back_to(mark)
    raise DoesNotFit


def _flow_body(sheet: Sheet, places: _Places, words: Wording, scale: float) -> float:
    box = places.layout.body
    (left, y), wide, gap = places.at(box, -1), box.width * MM, MM * scale
    y -= sheet.block(left, y, wide, words.lead, _LEAD.scaled(scale)) + 1.2 * gap
    y -= sheet.block(left, y, wide, words.name, _name_style(words.name, scale), field="name")
    y -= 0.6 * gap
    if words.identity:
        style = _PERSON.scaled(scale)
        y -= sheet.block(left, y, wide, words.identity, style, field="identity")
    y -= 3.5 * gap
    y -= sheet.block(left, y, wide, words.attested, _ATTESTED.scaled(scale)) + 4 * gap
    for row in words.rows:
        y = _flow_row(sheet, row, (left, y, wide), scale)
    sheet.rule(left, y, wide)
    y -= 3.5 * gap
    return y - sheet.block(left, y, wide, words.capacity, _CAPACITY.scaled(scale))


def _flow_row(
    sheet: Sheet, row: Row, place: tuple[float, float, float], scale: float
) -> float:  # fmt: skip
    left, y, wide = place
    pad = 1.15 * MM * scale
    sheet.rule(left, y, wide)
    style = _FIRST_VALUE if row.field == "title" else _VALUE
    label, value = _LABEL.scaled(scale), style.scaled(scale)
    top = y - pad
    # The smaller label stands on the value's base line.
    lower = value.size - label.size
    sheet.block(left, top - lower, _LABELS - 2 * MM, row.label, label)
    height = sheet.block(left + _LABELS, top, wide - _LABELS, row.value, value, field=row.field)
    return top - height - 1.4 * pad


def _name_style(name: str, scale: float) -> Style:
    # A name is never cut: it is set smaller the longer it is, and then over several lines.
    size = next(size for most, size in ((34, 25), (70, 20), (120, 16), (10**6, 13))
                if len(name) <= most)  # fmt: skip
    return Style(font=fonts.SEMIBOLD, size=size, leading=size * 1.2).scaled(scale)


def _draw_signature(sheet: Sheet, places: _Places, look: Look, words: Wording) -> None:
    box = places.layout.signature
    left, y = places.at(box, 4)
    wide = box.width * MM
    sheet.line(left, y, words.place_and_date, _narrowed(words.place_and_date, _PLACE, wide),
               field="place")  # fmt: skip
    sheet.rule(left, y - 17 * MM, wide, colour=INK, weight=0.6)
    if look.signature and places.layout.own_signature:
        draw_logo(sheet, look.signature, left + 4 * MM, y - 2 * MM, (60 * MM, 14 * MM))
    sheet.line(left, y - 20.4 * MM, words.signature, _FINE)
    y, scale = y - 22.4 * MM, _signer_scale(words, wide)
    for text, style, field in (
        (words.signer, _SIGNER, "signer"),
        (words.signer_title, _SIGNER_TITLE, "signer_title"),
    ):
        if text:
            y -= sheet.block(left, y, wide, text, style.scaled(scale), field=field)
    if words.stamp:
        stamp = places.layout.stamp
        x, low = places.at(stamp, stamp.height)
        sheet.frame(x, low, stamp.width * MM, stamp.height * MM, dash=(2, 2))
        sheet.line(x + 2.5 * MM, places.at(stamp, 4.2)[1], words.stamp, _FINE)


def _signer_scale(words: Wording, width: float) -> float:
    for scale in _SCALES:
        name = block_height(words.signer, width, _SIGNER.scaled(scale))
        title = block_height(words.signer_title, width, _SIGNER_TITLE.scaled(scale))
        if name + title <= 13 * MM:
            return scale
    raise DoesNotFit


def _fitted(text: str, width: float, most: float) -> Style:
    for scale in _SCALES:
        style = _CHECK.scaled(scale)
        if block_height(text, width, style) <= most:
            return style
    raise DoesNotFit


def _draw_foot(
    sheet: Sheet, places: _Places, what: CertificateSheet, words: Wording, copy: bool
) -> None:  # fmt: skip
    layout = places.layout
    qr, check, eu = layout.qr, layout.check, layout.eu
    first = min(qr.x + 2.2, check.x)
    sheet.rule(first * MM, (_PAGE - qr.y + 3) * MM, (layout.body.right - first) * MM, colour=HAIR)
    draw_qr(sheet, what.sealed, qr.x * MM, places.at(qr, qr.height)[1], qr.width * MM)
    x, y = places.at(check, 0.6)
    width = check.width * MM
    if words.funding and check.overlaps(eu):
        width = (eu.x - 8 - check.x) * MM
    y -= sheet.block(x, y, width, words.check_title, _CHECK_TITLE)
    sheet.block(x, y, width, words.check, _fitted(words.check, width, 20 * MM), field="contact")
    if words.funding:
        left, top = places.at(eu, 1)
        draw_emblem(sheet, left, top - 11 * MM, 11 * MM)
        funding = _fitted(words.funding, eu.width * MM, 25 * MM)
        sheet.block(left, top - 12.5 * MM, eu.width * MM, words.funding, funding, field="funding")
    if copy:
        title = layout.title
        at = title.right * MM - line_width(words.copy_mark, _COPY) - 4 * MM
        sheet.line(at + _COPY.tracking / 2, places.at(title, 12 - 9.6)[1], words.copy_mark, _COPY)
    sheet.line(x, places.at(check, 29.8)[1], words.code_label, _FINE)
    sheet.line(x, places.at(check, 35.8)[1], control_code(what.sealed), _CODE)
