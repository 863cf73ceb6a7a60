"""Det här lämnar datorn: to whom, at what level, every sum and every field with its count."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLabel, QWidget

from lärcentrum.language import N_, _, ngettext
from lärcentrum.swedish import number
from lärcentrum.sync.kinds import Kind
from lärcentrum.sync.levels import Level
from lärcentrum.sync.payloads import Leaving
from lärcentrum.sync.words import LEVEL_NAMES
from ui.kit import theme
from ui.kit.chips import Chip, ChipLabel
from ui.kit.low_table import LowTable
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel
from ui.kit.tokens import Tone
from ui.kit.widgets import column, label, row
from ui.sync.words import LEVEL_MEANINGS, part_of

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table.

    Args:
        what: what is counted, or the kind of row.
        part: what it is divided by, or the field.
        n: the count; None for not reported.
        unit: its unit.
        rows: whether it is about rows rather than sums.
    """

    what: str
    part: str
    n: int | None
    unit: str
    rows: bool = False


# --- rules -----------------------------------------------------------------

_KINDS = {
    Kind.STUDENT: N_("Rader om studenter"),
    Kind.BOOKING: N_("Rader om bokningar"),
    Kind.INTERNSHIP: N_("Rader om praktik"),
    Kind.NEED: N_("Rader om kompetensbehov"),
    Kind.OFFER: N_("Rader om utbildningsutbud"),
}


def lines_of(leaving: Leaving) -> list[Line]:
    """Give everything that leaves as lines: first the rows with their fields, then the sums."""
    found: list[Line] = []
    for kind, n in leaving.kinds.items():
        if not n:
            continue
        found.append(Line(what=_(_KINDS[kind]), part="", n=n, unit=_("rader"), rows=True))
        found += [
            Line(what=_(_KINDS[kind]), part=one.label, n=one.rows, unit=_("rader"), rows=True)
            for one in leaving.fields
            if one.kind is kind
        ]
    found += [
        Line(what=one.label, part=part_of(one.by), n=one.n, unit=one.unit) for one in leaving.counts
    ]
    if leaving.certificates is not None:
        found.append(Line(what=_("Kontrollista för intyg, utan namn"), part=_("återkallade"),
                          n=leaving.certificates, unit=_("nummer")))  # fmt: skip
    return found


def protected_sentence(leaving: Leaving) -> str:
    """Say what becomes of protected persons."""
    if not leaving.left_out:
        return _("Personer med skyddade uppgifter är aldrig med bland raderna.")
    return ngettext(
        "{n} person med skyddade uppgifter är inte med bland raderna.",
        "{n} personer med skyddade uppgifter är inte med bland raderna.",
        leaving.left_out,
    ).format(n=leaving.left_out)


# --- the view --------------------------------------------------------------


class LeavingView(QWidget):
    """Shows what the next file of a month would carry."""

    def __init__(self, memory: Memory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.to = label(strong=True, wrap=True, name="leaving_to")
        self.level = ChipLabel()
        self.meaning = label(soft=True, wrap=True, name="leaving_level")
        self.protected = label(soft=True, wrap=True, name="leaving_protected")
        self.model = RecordModel(_columns())
        self.table = LowTable(
            self.model, least=140, name="leaving", title=_("Det här lämnar datorn"), memory=memory,
            compact=True,
        )  # fmt: skip
        self.table.empty.say("hourglass", _("Räknar …"))
        first = row(self.to, self.level)
        first.setStretch(0, 1)
        outer = column(
            first,
            _signed("users", self.meaning),
            _signed("shield", self.protected),
            self.table,
            parent=self,
            gap=1,
        )
        outer.setStretch(3, 1)

    def show_leaving(self, leaving: Leaving) -> None:
        """Show everything."""
        names = ", ".join(leaving.recipients) or _("ingen mottagare ännu")
        self.to.setText(_("Till {names}").format(names=names))
        tone = Tone.GOOD if leaving.level is Level.NONE else Tone.ACCENT
        warned = Tone.WARN if leaving.level is Level.IDENTIFIED else tone
        self.level.show_chip(Chip(_(LEVEL_NAMES[leaving.level]), warned, "shield-check"))
        said = _(LEVEL_MEANINGS[leaving.level])
        if leaving.withdrawn:
            taken = _("{n} tidigare rader tas tillbaka.").format(n=number(leaving.withdrawn))
            said = f"{said} {taken}"
        self.meaning.setText(said)
        self.protected.setText(protected_sentence(leaving))
        self.model.show(lines_of(leaving))

    def clear(self) -> None:
        """Show that it is being counted."""
        self.model.show([])

    def lines(self) -> Sequence[Line]:
        """Give the lines that are shown."""
        return [self.model.record(place) for place in range(self.model.rows())]


def _signed(icon: str, text: QLabel) -> QWidget:
    sign = QLabel()
    theme.dress(sign, icon, size=16)
    box = QWidget()
    row(sign, text, parent=box).setStretch(1, 1)
    return box


def _columns() -> list[Column]:
    return [
        Column(key="what", title=_("Vad"), text=_what, tip=lambda x: x.what,
               sortable=False),
        Column(key="part", title=_("Uppdelat på"), text=lambda x: x.part or _("totalt"),
               sortable=False),
        Column(key="n", title=_("Antal"), text=_count, number=True, width=130, sortable=False),
        Column(key="unit", title=_("Enhet"), text=lambda x: x.unit, width=110, sortable=False),
    ]  # fmt: skip


def _what(one: Line) -> str:
    return "" if one.part else one.what


def _count(one: Line) -> str:
    return _("redovisas inte") if one.n is None else number(one.n)
