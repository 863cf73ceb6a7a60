"""One row of the attendance list that is typed back: its cells, and what it means just now."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from lärcentrum.exams import times
from lärcentrum.exams.attendance import ATTENDANCE_NAMES, Attendance
from lärcentrum.exams.attendance_limits import last_entry
from lärcentrum.exams.incident_kinds import Decision
from lärcentrum.exams.list_order import shown_on_list
from lärcentrum.exams.typed_lines import ID_NAMES, IdKind, TypedLine, Wrong, meaning
from lärcentrum.exams.typed_lists import ListRow
from lärcentrum.language import _
from ui.kit import theme
from ui.kit.texts import hours
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import Elided, announce, area, column, label, row
from ui.today.list_cells import Cell, CountCell, LetterCell, TimeCell

MARKS = {"P": Attendance.PRESENT, "L": Attendance.LATE, "A": Attendance.ABSENT}
IDS = {
    "K": IdKind.LICENCE,
    "I": IdKind.ID_CARD,
    "P": IdKind.PASSPORT,
    "A": IdKind.OTHER,
    "N": IdKind.NONE,
}
_DECISIONS = {"J": Decision.ALLOWED, "N": Decision.REFUSED}
COLUMNS = ("seat", "mark", "id", "came", "left", "sheets")
"""The cells of a row in the order of the paper; their fields are `FIELDS`."""
FIELDS = {"seat": "seat", "attendance": "mark", "id_kind": "id", "came": "came", "left": "left",
          "sheets": "sheets", "decision": "decision", "note": "note"}  # fmt: skip
"""The cell of each part of a line."""


class ListLine(QFrame):
    """One person's row.

    Args:
        there: the row as the register has it.
        me: who is logged in.
        seats: whether seats are corrected here.

    Signals:
        changed: something was typed.
        asked: the fields for a decision and a note are there.
    """

    changed = Signal()
    asked = Signal(QWidget)

    def __init__(self, there: ListRow, me: str, *, seats: bool) -> None:
        super().__init__()
        self.there, self._me = there, me
        self.from_mark = False
        """Whether the time was asked for by L, so that Enter goes back to the letters."""
        area(self, "card")
        self.setObjectName("list_line")
        name = shown_on_list(there.booking)
        self.cells: dict[str, Cell] = {
            "seat": Cell("seat", _("Plats, {name}").format(name=name), 46),
            "mark": LetterCell("mark", _("Närvaro, {name}").format(name=name),
                               {key: _(ATTENDANCE_NAMES[one]) for key, one in MARKS.items()}),
            "id": LetterCell("id", _("Legitimation, {name}").format(name=name),
                             {key: _(ID_NAMES[one]) for key, one in IDS.items()}),
            "came": TimeCell("came", _("Kom klockan, {name}").format(name=name)),
            "left": TimeCell("left", _("Lämnade in klockan, {name}").format(name=name)),
            "sheets": CountCell("sheets", _("Antal blad, {name}").format(name=name)),
        }  # fmt: skip
        self.cells["seat"].setVisible(seats)
        self.cells["sheets"].setEnabled(there.limits.sheets)
        self.error = label(size=Text.SMALL, wrap=True, name="line_error")
        self.error.setProperty("tone", Tone.BAD.value)
        self.error.hide()
        self.why: _Why | None = None
        self._lay_out()
        self.put(as_texts(there.line))
        for cell in self.cells.values():
            cell.textEdited.connect(self.changed)

    def put(self, texts: dict[str, str]) -> None:
        """Show texts by column; those not named stay."""
        for name, text in texts.items():
            if name in self.cells:
                self.cells[name].setText(text)
            elif text:
                self.ask_why(name == "decision" or bool(texts.get("decision"))).put(name, text)

    def reset(self, there: ListRow) -> None:
        """Show the row as the register has it."""
        self.there = there
        if self.why is not None:
            self.why.put_all(as_texts(there.line))
            self.why.setVisible(bool(there.line.note))
        self.put({name: as_texts(there.line)[name] for name in self.cells})
        self.say_wrong("", "")

    def texts(self) -> dict[str, str]:
        """Give what is typed otherwise than the register has it, by column."""
        before = as_texts(self.there.line)
        now = {name: cell.text().strip() for name, cell in self.cells.items()}
        if self.why is not None:
            now |= self.why.texts()
        return {name: text for name, text in now.items() if text != before.get(name, "")}

    def line(self) -> TypedLine:
        """Give the line as it is typed."""
        cells, why = self.cells, self.why
        came, left, sheets = cells["came"], cells["left"], cells["sheets"]
        assert isinstance(came, TimeCell)
        assert isinstance(left, TimeCell)
        assert isinstance(sheets, CountCell)
        said = why.texts() if why is not None else as_texts(self.there.line)
        return TypedLine(
            booking=self.there.booking.uid,
            attendance=MARKS.get(cells["mark"].text()),
            came=came.value(),
            id_kind=IDS.get(cells["id"].text()),
            seat=cells["seat"].text() if "seat" in self.texts() else None,
            left=left.value(),
            sheets=sheets.value(),
            decision=_DECISIONS.get(said["decision"]),
            by=said["by"],
            note=said["note"],
        )

    def wants(self, name: str) -> bool:
        """Tell whether a cell is for this person; one who did not come has letters only."""
        here = self.cells["mark"].text() in ("P", "L")
        if name == "mark":
            return self.cells["mark"].isEnabled()
        return here and self.cells[name].isEnabled() and not self.cells[name].isHidden()

    def look(self, now: datetime) -> QWidget | None:
        """Say what is wrong with the row now; give the cell that is asked for, None for none.

        Args:
            now: the time on the wall.
        """
        self.say_wrong("", "")
        unread = next((one for one in self.cells.values() if not one.ok()), None)
        if unread is not None:
            unread.say_wrong(True)
            self.error.setText(_("Det går inte att läsa; skriv till exempel 915 eller 09:15."))
            self.error.show()
            return unread
        try:
            meaning(self.line(), self.there.limits, now, self._me)
        except Wrong as wrong:
            return self.say_wrong(wrong.field, wrong.sentence)
        if self.why is not None and not any(self.why.texts().values()):
            self.why.hide()
        return None

    def say_wrong(self, field: str, sentence: str) -> QWidget | None:
        """Show what is wrong at its cell, "" for nothing; give the cell."""
        for name, one in self.cells.items():
            one.say_wrong(name == FIELDS.get(field))
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if not sentence:
            return None
        announce(self, sentence)
        if field in ("decision", "note"):
            why = self.ask_why(field == "decision" or bool(self.line().decision))
            why.show()
            return why.decision if field == "decision" else why.note
        return self.cells[FIELDS[field]]

    def ask_why(self, decides: bool) -> "_Why":
        """Show the fields for a decision and a note."""
        if self.why is None:
            self.why = _Why(shown_on_list(self.there.booking))
            self.why.put_all(as_texts(self.there.line))
            for edit in (self.why.decision, self.why.note, self.why.by):
                edit.textEdited.connect(self.changed)
            self.under.addWidget(self.why)
            self.asked.emit(self.why)
        if decides:
            self.why.ask.show()
            self.why.decision.show()
        return self.why

    def _lay_out(self) -> None:
        booking, limits = self.there.booking, self.there.limits
        number = label(str(self.there.number), soft=True, name="line_number")
        number.setFixedWidth(theme.pixels(24))
        name = Elided("line_name")
        name.setProperty("strong", True)
        name.say(shown_on_list(booking))
        first = times.clock_text(limits.not_before)
        parts = [_("ut tidigast {time}").format(time=first)]
        if limits.entry is not None:
            entry = times.clock_text(last_entry(limits.starts, limits.entry))
            parts.append(_("in senast {time}").format(time=entry))
        parts += [booking.course_code or booking.course_name, hours(booking.starts, booking.ends)]
        more = Elided("line_more", size=Text.SMALL, soft=True)
        more.say(" · ".join(parts))
        for one in (name, more):
            # A short line is as wide as a long one, so that the cells stand under their heads.
            one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        who = column(name, more, gap=0)
        cells = self.cells
        line = row(number, cells["seat"], who, *(cells[one] for one in COLUMNS[1:]), gap=1)
        line.setStretch(2, 1)
        self.under = column(line, self.error, parent=self, gap=0)
        self.under.setSpacing(4)
        self.under.setContentsMargins(12, 5, 12, 5)


class _Why(QWidget):
    """What was decided, by whom, and why."""

    def __init__(self, name: str) -> None:
        super().__init__()
        letters = {"J": _("fick skriva"), "N": _("fick inte skriva")}
        self.ask = label(_("Fick skriva? J eller N"), size=Text.SMALL)
        self.decision = LetterCell("decision", _("Fick skriva, {name}").format(name=name), letters)
        self.note, self.by = QLineEdit(), QLineEdit()
        for edit, title, text in (
            (self.note, "note", _("Skäl, och Enter")),
            (self.by, "by", _("Beslutat av (du, om tomt)")),
        ):
            edit.setObjectName(f"cell_{title}")
            edit.setPlaceholderText(text)
            edit.setAccessibleName(f"{text}, {name}")
            edit.setMaxLength(400 if title == "note" else 200)
        self.ask.hide()
        self.decision.hide()
        line = row(self.ask, self.decision, self.note, self.by, parent=self, gap=1)
        line.setStretch(2, 3)
        line.setStretch(3, 2)

    def texts(self) -> dict[str, str]:
        """Give what is typed."""
        return {
            "decision": self.decision.text(),
            "note": self.note.text().strip(),
            "by": self.by.text().strip(),
        }

    def put(self, name: str, text: str) -> None:
        """Show one text."""
        edit = {"decision": self.decision, "note": self.note, "by": self.by}[name]
        edit.setText(text)
        if name == "decision":
            self.ask.show()
            self.decision.show()

    def put_all(self, texts: dict[str, str]) -> None:
        """Show what the register has."""
        for name in ("decision", "note", "by"):
            if texts[name] or name != "decision":
                self.put(name, texts[name])
            else:
                self.decision.clear()


def as_texts(line: TypedLine) -> dict[str, str]:
    """Give a line as it stands in the cells."""

    def letter(letters: dict[str, object], value: object) -> str:
        return next((key for key, one in letters.items() if one is value), "")

    return {
        "seat": line.seat or "",
        "mark": letter(dict(MARKS), line.attendance),
        "id": letter(dict(IDS), line.id_kind),
        "came": f"{line.came:%H:%M}" if line.came else "",
        "left": f"{line.left:%H:%M}" if line.left else "",
        "sheets": "" if line.sheets is None else str(line.sheets),
        "decision": letter(dict(_DECISIONS), line.decision),
        "by": line.by,
        "note": line.note,
    }
