"""The toilet log typed back: which seat, out, in; Enter goes on, and makes the next line."""

import json
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.toilet_visits import Visit, list_toilet_visits, type_back_toilet_log
from lärcentrum.exams.typed_lines import LinesRefused
from lärcentrum.exams.typed_lists import ListRow, attendance_rows
from lärcentrum.language import _
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.form import Drafts
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, fit_screen, label, line, row
from ui.today.kept_draft import KeptDraft
from ui.today.list_cells import Cell, TimeCell


class _Line(QWidget):
    """One visit: who by seat or row, out and in."""

    def __init__(self, who: dict[str, ListRow], title: str) -> None:
        super().__init__()
        self._who = who
        self.seat = Cell("seat", title, 64)
        self.out, self.back = TimeCell("out", _("Ut klockan")), TimeCell("back", _("In klockan"))
        self.name = label(soft=True, name="visit_name")
        row(self.seat, self.out, self.back, self.name, None, parent=self, gap=1)
        self.seat.textChanged.connect(self._say)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Give the cells from left to right."""
        return (self.seat, self.out, self.back)

    def texts(self) -> list[str]:
        """Give what is typed."""
        return [one.text().strip() for one in self.cells]

    def put(self, texts: list[str]) -> None:
        """Show texts."""
        for cell, text in zip(self.cells, texts, strict=False):
            cell.setText(text)

    def visit(self) -> Visit | None:
        """Give the visit, None where it cannot be read; the cell at fault is marked."""
        known, out = self._who.get(self.seat.text().strip().lower()), self.out.value()
        self.seat.say_wrong(known is None)
        self.out.say_wrong(out is None)
        self.back.say_wrong(not self.back.ok())
        if known is None or out is None or not self.back.ok():
            return None
        return Visit(booking=known.booking.uid, out=out, back=self.back.value())

    def wrong_cell(self) -> Cell:
        """Give the first cell that is marked."""
        return next((one for one in self.cells if one.property("wrong")), self.seat)

    def _say(self, text: str) -> None:
        known = self._who.get(text.strip().lower())
        none = _("Ingen har den platsen.") if text.strip() else ""
        self.name.setText(known.booking.name if known else none)


class ToiletDialog(QDialog):
    """The toilet log of one sitting.

    Args:
        store: the register.
        sitting: the sitting's uid.
        drafts: where what is typed is kept until it is saved; None keeps nothing.
        parent: see Qt.
    """

    def __init__(
        self, store: Store, sitting: str, drafts: Drafts | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._store, self._sitting = store, sitting
        self.setObjectName("toilet_dialog")
        self.setWindowTitle(_("Skriv in toalettlistan"))
        HelpKey(self)
        about(self, "today#skriv-in-toalettlistan")
        area(self, "surface")
        rows = attendance_rows(store, sitting=sitting)
        seats = bool(number_setting(store, "use_seats"))
        self._title = _("Plats") if seats else _("Nr på närvarolistan")
        self._who = {
            (one.booking.seat_label.lower() if seats else str(one.number)): one for one in rows
        }
        self._by_uid = {one.booking.uid: place for place, one in self._who.items()}
        self._students = [one.booking.student for one in rows]
        self.banner = Banner()
        self.lines: list[_Line] = []
        self._stack = QVBoxLayout()
        self.save_button = button(_("Spara listan"), self.accept, kind="primary", name="save")
        self.save_button.setToolTip(_("Ctrl+Enter"))
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.accept)
        self._draft = KeptDraft(drafts, f"toilet_log:{sitting}", self._kept, self)
        self._lay_out()
        self._before = [self._texts_of(one) for one in list_toilet_visits(store, sitting=sitting)]
        self._fill()
        fit_screen(self, QSize(theme.pixels(560), theme.pixels(560)))
        self.lines[-1].seat.setFocus()

    def texts(self) -> list[list[str]]:
        """Give the lines in which something stands."""
        return [typed for one in self.lines if any(typed := one.texts())]

    def accept(self) -> None:
        """Save the log as one operation, and close."""
        self.banner.hide()
        if self.texts() == self._before:
            self._draft.forget()
            super().accept()
            return
        typed = [one for one in self.lines if any(one.texts())]
        visits = [one.visit() for one in typed]
        for one, visit in zip(typed, visits, strict=True):
            if visit is None:
                self.banner.say(_("Raden går inte att läsa."), _("Skriv plats och klockslag."))
                one.wrong_cell().setFocus()
                return
        try:
            read = [one for one in visits if one is not None]
            type_back_toilet_log(self._store, sitting=self._sitting, visits=read)
        except LinesRefused as error:
            self.banner.say_error(error)
            fault = error.faults[0]
            wrong = typed[fault.number - 1]
            (wrong.out if fault.field == "out" else wrong.back).setFocus()
        except UserError as error:
            self.banner.say_error(error)
        else:
            self._draft.forget()
            super().accept()

    def reject(self) -> None:
        """Close; what is typed stays as a draft."""
        self._draft.keep()
        super().reject()

    def hideEvent(self, event: QHideEvent) -> None:
        """See Qt; what was typed just now is kept before the window locks or closes."""
        super().hideEvent(event)
        self._draft.flush()

    def _kept(self) -> str:
        if self.texts() == self._before:
            return ""
        return json.dumps({"lines": self.texts(), "students": self._students})

    def _texts_of(self, visit: Visit) -> list[str]:
        back = f"{visit.back:%H:%M}" if visit.back else ""
        return [self._by_uid[visit.booking], f"{visit.out:%H:%M}", back]

    def _fill(self) -> None:
        text = self._draft.found()
        kept = json.loads(text)["lines"] if text else self._before
        for texts in kept:
            self._add().put(texts)
        self._add()
        if text:
            self.banner.say(_("Utkastet från förra gången är tillbaka."), "", Tone.ACCENT)

    def _add(self) -> _Line:
        made = _Line(self._who, self._title)
        place = len(self.lines)
        self.lines.append(made)
        self._stack.insertWidget(place, made)
        for at, cell in enumerate(made.cells):
            cell.textEdited.connect(self._draft.later)
            cell.done.connect(partial(self._on_done, place, at))
            cell.step.connect(partial(self._on_step, place, at))
        return made

    def _on_done(self, place: int, at: int) -> None:
        """Go to the next cell; from the last one to the next line; from an empty one to the end."""
        if not any(self.lines[place].texts()):
            self.save_button.setFocus()
            return
        if at < 2:
            self.lines[place].cells[at + 1].setFocus()
            return
        if place + 1 == len(self.lines):
            self._add()
        self._show(self.lines[place + 1].seat)

    def _on_step(self, place: int, at: int, by: int) -> None:
        if 0 <= place + by < len(self.lines):
            self._show(self.lines[place + by].cells[at])

    def _show(self, cell: Cell) -> None:
        cell.setFocus()
        QTimer.singleShot(0, self, partial(self._scroll.ensureWidgetVisible, cell))

    def _lay_out(self) -> None:
        inside = area(QWidget(), "window")
        column(self._stack, None, parent=inside).setContentsMargins(24, 8, 24, 16)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hint = _("{which}, ut och in: Enter går vidare. En tom rad tas bort.")
        head = column(
            label(_("Skriv in toalettlistan"), size=Text.TITLE),
            label(hint.format(which=self._title), size=Text.SMALL, soft=True, wrap=True),
            self.banner,
        )
        head.setContentsMargins(24, 16, 24, 8)
        foot = row(None, self.save_button)
        foot.setContentsMargins(24, 12, 24, 12)
        column(head, self._scroll, line(), foot, parent=self, gap=0)
