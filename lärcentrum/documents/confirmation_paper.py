"""The booking confirmation that the student takes home or gets by mail."""

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
    draw_logo,
)
from lärcentrum.language import _, in_language
from lärcentrum.swedish import long_day

_LEFT, _RIGHT, _VALUES = 25 * MM, 185 * MM, 68 * MM
_TEXT = Style(size=11, leading=15.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A booking as the student is told of it.

    `times` and `not_before` are in words; `contact` is our contact person, whom the student
    passes on to the provider (E05); `bring` and `missing` are lists; empty = not said.
    """

    head: Letterhead
    written: date
    name: str
    course: str
    code: str
    provider: str
    times: str
    room: str
    contact: str
    preliminary: bool = False
    latest_entry: str = ""
    earliest_exit: str = ""
    aids: str = ""
    fee: str = ""
    measures: str = ""
    bring: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    language: str = "sv"


def draw_confirmation(what: Confirmation) -> bytes:
    """Give the confirmation as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        title = _("Preliminär bokning") if what.preliminary else _("Bokningsbekräftelse")
        sheet = Sheet(title, language=what.language)
        y = _draw_head(sheet, what, title)
        y = _draw_rows(sheet, what, y)
        y = _draw_list(sheet, _("Ta med"), what.bring, y)
        y = _draw_list(sheet, _("Återstår"), what.missing, y)
        return sheet.finish()


def _draw_head(sheet: Sheet, what: Confirmation, title: str) -> float:
    top, x = 279 * MM, _LEFT
    if what.head.logo:
        x += draw_logo(sheet, what.head.logo, _LEFT, top, (50 * MM, 16 * MM)) + 5 * MM
    y = top + 0.6 * MM
    y -= sheet.block(x, y, 90 * MM, what.head.municipality, BODY, field="municipality")
    sheet.block(x, y, 90 * MM, what.head.centre, STRONG, field="centre_name")
    y = top - 2.6 * MM
    for text in what.head.address:
        sheet.line(_RIGHT, y, text, SMALL_GREY, right=True, field="address")
        y -= SMALL_GREY.leading
    y = 250 * MM
    y -= sheet.block(_LEFT, y, _RIGHT - _LEFT, title, TITLE.scaled(1.3)) + 2 * MM
    y -= sheet.block(_LEFT, y, _RIGHT - _LEFT, what.name, replace(_TEXT, size=13, leading=17),
                     field="name")  # fmt: skip
    written = _("Skriven {day}").format(day=long_day(what.written))
    return y - sheet.block(_LEFT, y - 1 * MM, 100 * MM, written, SMALL_GREY) - 8 * MM


def _draw_rows(sheet: Sheet, what: Confirmation, y: float) -> float:
    rows = (
        (_("När"), what.times, "times"),
        (_("Var"), what.room, "room"),
        (_("Kurs"), " · ".join(p for p in (what.course, what.code) if p), "title"),
        (_("Anordnare"), what.provider, "provider"),
        (_("Senaste insläpp"), what.latest_entry, ""),
        (_("Tidigast ut"), what.earliest_exit, ""),
        (_("Hjälpmedel"), what.aids, "aids"),
        (_("Anpassning"), what.measures, "measures"),
        (_("Avgift"), what.fee, ""),
        (_("Kontakt hos oss"), what.contact, "contact"),
    )
    for label, value, field in rows:
        if not value:
            continue
        style = replace(_TEXT, font=STRONG.font) if field in ("times", "room") else _TEXT
        sheet.rule(_LEFT, y, _RIGHT - _LEFT)
        sheet.block(_LEFT, y - 2.2 * MM, _VALUES - _LEFT, label, Style(leading=15.5, colour=GREY))
        y -= sheet.block(_VALUES, y - 1.8 * MM, _RIGHT - _VALUES, value, style, field=field)
        y -= 4 * MM
    sheet.rule(_LEFT, y, _RIGHT - _LEFT)
    return y - 8 * MM


def _draw_list(sheet: Sheet, title: str, lines: tuple[str, ...], y: float) -> float:
    if not lines:
        return y
    y -= sheet.block(_LEFT, y, _RIGHT - _LEFT, title, replace(_TEXT, font=STRONG.font)) + 1 * MM
    for text in lines:
        sheet.line(_LEFT, y - 11, "–", _TEXT)
        y -= sheet.block(_LEFT + 5 * MM, y, _RIGHT - _LEFT - 5 * MM, text, _TEXT) + 0.8 * MM
    return y - 5 * MM
