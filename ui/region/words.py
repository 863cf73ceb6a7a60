"""What the region's page says of a cell and of a file: words, icons, tones (pure)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lärcentrum.language import N_, _, ngettext
from lärcentrum.region.inbox import Received
from lärcentrum.region.merge import Verdict
from lärcentrum.region.overview import STATUS_NAMES, Cell, CentreMonths, Status
from lärcentrum.swedish import long_day, month_name
from ui.kit.chips import Chip
from ui.kit.refusals import shown_code
from ui.kit.tokens import Tone

_SIGNS = {
    Status.BEFORE: (N_("före"), Tone.NEUTRAL, "minus"),
    Status.AWAITED: (N_("väntas"), Tone.NEUTRAL, "hourglass"),
    Status.IN_TIME: (N_("i tid"), Tone.GOOD, "circle-check"),
    Status.LATE: (N_("sen"), Tone.WARN, "clock"),
    Status.MISSING: (N_("saknas"), Tone.BAD, "circle-x"),
    Status.HELD: (N_("beslut"), Tone.ACCENT, "circle-help"),
    Status.REFUSED: (N_("avvisad"), Tone.BAD, "octagon-alert"),
}
_VERDICTS = {
    Verdict.TAKE: (N_("läses in"), N_("inläst"), Tone.GOOD, "circle-check"),
    Verdict.LATE: (N_("noteras"), N_("noterad"), Tone.GOOD, "clock"),
    Verdict.ALREADY: (N_("redan inläst"), N_("redan inläst"), Tone.NEUTRAL, "copy"),
    Verdict.HOLD: (N_("väntar på beslut"), N_("väntar på beslut"), Tone.WARN, "circle-help"),
    Verdict.QUARANTINE: (N_("avvisas"), N_("avvisad"), Tone.BAD, "octagon-alert"),
}
_WARNINGS = {
    "clock": N_("Centrets klocka verkar gå fel."),
    "gap": N_("En tidigare fil har inte kommit."),
}


def title_of(period: str) -> str:
    """Write a month: "oktober 2026"; "–" where a file says none."""
    return month_name(int(period[:4]), int(period[5:])) if period else "–"


def cell_chip(cell: Cell) -> Chip:
    """Give a cell's state as word and shape."""
    word, tone, icon = _SIGNS[cell.status]
    return Chip(_(word), tone, icon)


def cell_sentence(name: str, cell: Cell) -> str:
    """Say all that is known of one centre's one month."""
    said = [f"{name}, {title_of(cell.period)}: {_(STATUS_NAMES[cell.status])}."]
    if cell.closed:
        said.append(_("Månaden stängdes {day}.").format(day=long_day(cell.closed)))
    if cell.read:
        said.append(_("Fil nr {n} lästes {day}.").format(n=cell.sequence, day=long_day(cell.read)))
    if cell.correction:
        said.append(_("Det är rättelse nr {n}.").format(n=cell.correction))
    return " ".join(said)


def verdict_chip(one: Received, done: bool) -> Chip:
    """Give what becomes of a file as word and shape.

    Args:
        one: the answer.
        done: whether it has been read in; else it is what would happen.
    """
    before, after, tone, icon = _VERDICTS[one.verdict]
    return Chip(_(after if done else before), tone, icon)


def remarks(one: Received) -> str:
    """Say what is odd about a file that is taken nevertheless."""
    said = [_(_WARNINGS[code]) for code in one.warnings if code in _WARNINGS]
    if one.gaps:
        numbers = ", ".join(str(n) for n in one.gaps)
        said.append(_("Saknade nummer: {numbers}.").format(numbers=numbers))
    return " ".join(said)


def summary(files: list[Received], done: bool) -> str:
    """Say how many files would be or were read in, and how many not."""
    n = Counter(one.verdict for one in files)
    taken = n[Verdict.TAKE] + n[Verdict.LATE]
    text = ngettext("{n} fil kan läsas in", "{n} filer kan läsas in", taken)
    if done:
        text = ngettext("{n} fil inläst", "{n} filer inlästa", taken)
    said = [text.format(n=taken)] if taken else []
    for verdict, words in (
        (Verdict.ALREADY, _("{n} redan inläst")),
        (Verdict.HOLD, _("{n} väntar på beslut")),
        (Verdict.QUARANTINE, _("{n} avvisad") if done else _("{n} avvisas")),
    ):
        if n[verdict]:
            said.append(words.format(n=n[verdict]))
    return ", ".join(said) + "."


def since_first(centres: Sequence[CentreMonths]) -> list[CentreMonths]:
    """Leave out the months before anything came from anyone; the newest month always stays."""
    months = len(centres[0].cells) if centres else 0
    first = next(
        (at for at in range(months) if any(one.cells[at].package for one in centres)), months - 1
    )
    return [replace(one, cells=one.cells[first:]) for one in centres]


def about(one: Received, done: bool) -> str:
    """Say in a sentence what the table does not say of a file."""
    # What a file that is taken changes stands in the columns; only the rest needs words.
    plain = one.verdict is Verdict.TAKE and not done
    code = f"({one.code})" if shown_code(one.code) else ""
    return " ".join(part for part in ("" if plain else one.text, remarks(one), code) if part)
