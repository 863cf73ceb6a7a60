"""The recovery code on paper: the second key to the register, for the safe."""

from dataclasses import dataclass, replace
from datetime import date

from lärcentrum.documents.fonts import SEMIBOLD
from lärcentrum.documents.paper import (
    BODY,
    GREY,
    INK,
    MM,
    SMALL_GREY,
    TITLE,
    Letterhead,
    Sheet,
    Style,
    line_width,
)
from lärcentrum.documents.qr import draw_qr
from lärcentrum.language import _, in_language
from lärcentrum.swedish import long_day

_LEFT, _RIGHT = 25 * MM, 185 * MM
_CODE = Style(font=SEMIBOLD, size=24, leading=34, tracking=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """A recovery code, in groups divided by hyphens, and the day it was made."""

    head: Letterhead
    code: str
    made: date
    language: str = "sv"


def draw_recovery(what: RecoverySheet) -> bytes:
    """Give the paper with the recovery code as a PDF, to print and never to mail."""
    with in_language(what.language):
        sheet = Sheet(_("Återställningskod"), language=what.language)
        _draw(sheet, what)
        return sheet.finish()


def _draw(sheet: Sheet, what: RecoverySheet) -> None:
    y = 272 * MM
    sheet.line(_LEFT, y, what.head.centre, BODY, field="centre_name")
    sheet.line(_RIGHT, y, what.head.municipality, SMALL_GREY, right=True, field="municipality")
    y -= 22 * MM
    y -= sheet.block(_LEFT, y, _RIGHT - _LEFT, _("Återställningskod"), TITLE.scaled(1.4)) + 3 * MM
    under = _("Till det krypterade registret. Skapad {day}.").format(day=long_day(what.made))
    y -= sheet.block(_LEFT, y, _RIGHT - _LEFT, under, replace(BODY, colour=GREY)) + 9 * MM
    y = draw_code(sheet, what.code, y)
    for number, step in enumerate(_steps(), 1):
        sheet.line(_LEFT, y - 10, f"{number}.", replace(BODY, size=11))
        y -= sheet.block(_LEFT + 8 * MM, y, 145 * MM, step, Style(size=11, leading=15.5)) + 3 * MM
    draw_qr(sheet, what.code, _LEFT - 3 * MM, 38 * MM, 36 * MM)
    sheet.line(_LEFT, 32 * MM, _("Samma kod som QR-kod, om den ska läsas in."), SMALL_GREY)


def draw_code(sheet: Sheet, code: str, y: float) -> float:
    """Draw a code big in a frame; give where the next thing begins."""
    groups = code.split("-")
    lines = ["  ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
    height = len(lines) * _CODE.leading + 12 * MM
    sheet.frame(_LEFT, y - height, _RIGHT - _LEFT, height, colour=INK, weight=1)
    base = y - 6 * MM - _CODE.size * 0.95
    for text in lines:
        middle = (_LEFT + _RIGHT - line_width(text, _CODE)) / 2
        sheet.line(middle, base, text, _CODE)
        base -= _CODE.leading
    return y - height - 10 * MM


def _steps() -> tuple[str, ...]:
    return (
        _("Lägg pappret i kassaskåp eller i ett låst skåp, aldrig vid datorn."),
        _("Koden öppnar registret om alla lösenord är glömda, och en säkerhetskopia på en ny "
          "dator."),
        _("Den som har både koden och en kopia av registret kan läsa allt."),
        _("Förloras både lösenord och kod kan ingen öppna registret mer."),
    )  # fmt: skip
