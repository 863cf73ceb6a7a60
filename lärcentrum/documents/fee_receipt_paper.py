"""The receipt of a fee, or of a fee paid back: drawn once, with its copy, and kept."""

from dataclasses import dataclass, replace
from datetime import date

from lärcentrum.documents.paper import (
    BODY,
    GREY,
    MM,
    SMALL_GREY,
    STRONG,
    TITLE,
    Letterhead,
    Sheet,
    Style,
)
from lärcentrum.language import _, in_language
from lärcentrum.swedish import kronor, long_day

_LEFT, _RIGHT, _VALUES = 25 * MM, 185 * MM, 68 * MM
_TEXT = Style(size=11, leading=15.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a receipt says.

    Args:
        head: the letterhead.
        number: the receipt's number.
        issued: the day of issue.
        what: what was paid for, in words.
        name: the student, "" where no name may or can be drawn.
        course: the course's code and name.
        provider: the provider.
        day: the exam's day.
        amount: in öre, VAT included.
        vat: the VAT in the amount.
        vat_pct: per cent.
        paid_on: when it was paid, or paid back.
        how: how it was paid, in words, "" for a refund.
        reference: what a provider wants on its invoice.
        refund_of: the number of the payment's receipt, or "" for none; None for a payment.
    """

    head: Letterhead
    number: str
    issued: date
    what: str
    name: str
    course: str
    provider: str
    day: date
    amount: int
    vat: int
    vat_pct: int
    paid_on: date
    how: str
    reference: str = ""
    refund_of: str | None = None
    language: str = "sv"


def draw_receipt(what: Receipt, *, copy: bool = False) -> bytes:
    """Give the receipt as a PDF; a copy is the same but for the word KOPIA.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        title = _("Kvitto") if what.refund_of is None else _("Kvitto på återbetalning")
        sheet = Sheet(title, language=what.language)
        y = _draw_head(sheet, what, title, copy)
        y = _draw_rows(sheet, _about(what), y)
        _draw_rows(sheet, _money(what), y - 6 * MM)
        return sheet.finish()


def _draw_head(sheet: Sheet, what: Receipt, title: str, copy: bool) -> float:
    top = 279 * MM
    y = top - sheet.block(_LEFT, top, 90 * MM, what.head.municipality, BODY, field="municipality")
    sheet.block(_LEFT, y, 90 * MM, what.head.centre, STRONG, field="centre_name")
    y = top - 2.6 * MM
    for text in what.head.address:
        sheet.line(_RIGHT, y, text, SMALL_GREY, right=True, field="address")
        y -= SMALL_GREY.leading
    y = 250 * MM
    if copy:
        sheet.line(_RIGHT, y - 16, _("KOPIA"), TITLE, right=True)
    y -= sheet.block(_LEFT, y, 120 * MM, title, TITLE.scaled(1.3)) + 2 * MM
    number = _("Nr {number}").format(number=what.number)
    y -= sheet.block(_LEFT, y, _RIGHT - _LEFT, number, replace(_TEXT, font=STRONG.font))
    issued = _("Utfärdat {day}").format(day=long_day(what.issued))
    return y - sheet.block(_LEFT, y - 1 * MM, 100 * MM, issued, SMALL_GREY) - 8 * MM


def _about(what: Receipt) -> tuple[tuple[str, str, str], ...]:
    return (
        (_("Avser"), what.what, ""),
        (_("Student"), what.name, "name"),
        (_("Kurs"), what.course, "title"),
        (_("Anordnare"), what.provider, "provider"),
        (_("Skrivdag"), long_day(what.day), ""),
        (_("Fakturareferens"), what.reference, "contact"),
        (_("Återbetalning av kvitto"), what.refund_of or "", ""),
    )


def _money(what: Receipt) -> tuple[tuple[str, str, str], ...]:
    vat = _("{vat} ({pct} %)").format(vat=kronor(what.vat), pct=what.vat_pct)
    paid = _("Betald") if what.refund_of is None else _("Återbetald")
    day = long_day(what.paid_on)
    return (
        (_("Netto"), kronor(what.amount - what.vat), ""),
        (_("Moms"), vat, ""),
        (_("Summa"), kronor(what.amount), "sum"),
        (paid, f"{day}, {what.how}" if what.how else day, ""),
    )


def _draw_rows(sheet: Sheet, rows: tuple[tuple[str, str, str], ...], y: float) -> float:
    for label, value, field in rows:
        if not value:
            continue
        style = replace(_TEXT, font=STRONG.font) if field == "sum" else _TEXT
        sheet.rule(_LEFT, y, _RIGHT - _LEFT)
        sheet.block(_LEFT, y - 2.2 * MM, _VALUES - _LEFT, label, Style(leading=15.5, colour=GREY))
        y -= sheet.block(_VALUES, y - 1.8 * MM, _RIGHT - _VALUES, value, style, field=field)
        y -= 4 * MM
    sheet.rule(_LEFT, y, _RIGHT - _LEFT)
    return y
