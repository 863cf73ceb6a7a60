"""A letter on paper, and the confirmation of a booking as one."""

from dataclasses import replace

from lärcentrum.documents.day_papers import letterhead
from lärcentrum.documents.paper import BODY, MM, Letterhead, Sheet, block_height, draw_small_head
from lärcentrum.exams.confirmations import Addressee, confirmation_text
from lärcentrum.exams.letters import Letter, LetterLanguage
from lärcentrum.language import in_language
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day

_LEFT, _WIDTH, _LAST = 15 * MM, 170 * MM, 20 * MM
_TEXT = replace(BODY, size=11, leading=15.5)


def draw_letter(head: Letterhead, letter: Letter, day: str, language: str) -> bytes:
    """Draw a letter, its lines as they are and as many pages as it needs.

    Args:
        head: who writes.
        letter: what is written; its subject is the heading.
        day: when, in words.
        language: `sv` or `en`.

    Raises:
        GlyphMissing: the text holds a sign without a picture.
    """
    sheet = Sheet("", language=language)
    y = draw_small_head(sheet, head, letter.subject, day) - 4 * MM
    for line in letter.body.splitlines():
        if not line:
            y -= _TEXT.leading * 0.7
            continue
        if y - block_height(line, _WIDTH, _TEXT) < _LAST:
            sheet.next_page()
            y = sheet.height - _LAST
        y -= sheet.block(_LEFT, y, _WIDTH, line, _TEXT, field="body")
    return sheet.finish()


@reading(right=Right.SEE)
def confirmation_letter_pdf(
    store: Store,
    *,
    booking: str,
    to: Addressee = Addressee.PROVIDER,
    language: LetterLanguage = LetterLanguage.SWEDISH,
) -> bytes:
    """Draw the confirmation of a booking as a letter, in the centre's own words (E04).

    A protected person is "Person 7" in it.

    Raises:
        NotFound: no such booking.
        GlyphMissing: the text holds a sign without a picture.
    """
    letter = confirmation_text(store, booking=booking, to=to, language=language)
    with in_language(language):
        day = long_day(store.clock.today())
        return draw_letter(letterhead(store), letter, day, language)
