"""A substitute's code on paper, for the safe: what it opens, until when, and how it is used."""

from dataclasses import dataclass, replace
from datetime import date

from lärcentrum.documents.day_papers import letterhead
from lärcentrum.documents.paper import BODY, GREY, MM, SMALL_GREY, TITLE, Letterhead, Sheet, Style
from lärcentrum.documents.recovery_paper import draw_code
from lärcentrum.language import _, in_language
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day

_LEFT, _RIGHT = 25 * MM, 185 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class SpareSheet:
    """A code in groups divided by hyphens, its last day, and the days that the substitute gets."""

    head: Letterhead
    code: str
    made: date
    valid_until: date
    days: int
    language: str = "sv"


def draw_spare_code(what: SpareSheet) -> bytes:
    """Give the paper with the code as a PDF, to print and never to mail."""
    with in_language(what.language):
        sheet = Sheet(_("Vikariekod"), language=what.language)
        _draw(sheet, what)
        return sheet.finish()


def spare_code_pdf(store: Store, *, code: str, valid_until: date, days: int) -> bytes:
    """Draw the paper of a code that was made just now, with the centre's letterhead."""
    made = store.clock.today()
    return draw_spare_code(
        SpareSheet(head=letterhead(store), code=code, made=made, valid_until=valid_until, days=days)
    )


def _draw(sheet: Sheet, what: SpareSheet) -> None:
    y = 272 * MM
    sheet.line(_LEFT, y, what.head.centre, BODY, field="centre_name")
    sheet.line(_RIGHT, y, what.head.municipality, SMALL_GREY, right=True, field="municipality")
    y -= 22 * MM
    y -= sheet.block(_LEFT, y, _RIGHT - _LEFT, _("Vikariekod"), TITLE.scaled(1.4)) + 3 * MM
    under = _("Skapad {made}. Kan användas en gång, till och med {last}.").format(
        made=long_day(what.made), last=long_day(what.valid_until)
    )
    y -= sheet.block(_LEFT, y, _RIGHT - _LEFT, under, replace(BODY, colour=GREY)) + 9 * MM
    y = draw_code(sheet, what.code, y)
    for number, step in enumerate(_steps(what.days), 1):
        sheet.line(_LEFT, y - 10, f"{number}.", replace(BODY, size=11))
        y -= sheet.block(_LEFT + 8 * MM, y, 145 * MM, step, Style(size=11, leading=15.5)) + 3 * MM


def _steps(days: int) -> tuple[str, ...]:
    return (
        _("Lägg pappret i kassaskåp eller i ett låst skåp, aldrig vid datorn."),
        _("Vid inloggningen: välj Vikarie med kod, skriv av koden och välj ett lösenord."),
        _("Du är vikarie i {n} dagar: dagens skrivningar, deras papper och närvaron.").format(
            n=days
        ),
        _("Efteråt öppnar koden inget. Föreståndaren ser vem som använde den, och gör en ny."),
    )
