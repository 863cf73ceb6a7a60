"""The paper attendance list typed back: saved as one operation, kept as a draft until then."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import NotAsItStands, UserError
from lärcentrum.exams.sittings import sitting_page
from lärcentrum.exams.typed_lines import LinesRefused
from lärcentrum.exams.typed_lists import attendance_rows, type_back_list
from lärcentrum.language import _
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.form import Drafts
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.texts import span
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, fit_screen, label, line, row
from ui.today.kept_draft import KeptDraft
from ui.today.list_line import ListLine
from ui.today.list_sheet import ListSheet


class ListDialog(QDialog):
    """The attendance list of one sitting.

    Args:
        store: the register.
        sitting: the sitting's uid.
        drafts: where what is typed is kept until it is saved; None keeps nothing.
        toilet: opens the toilet log of the sitting.
        parent: see Qt.
    """

    def __init__(
        self,
        store: Store,
        sitting: str,
        drafts: Drafts | None = None,
        toilet: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._sitting = store, sitting
        self.setObjectName("list_dialog")
        self.setWindowTitle(_("Skriv in närvarolistan"))
        HelpKey(self)
        about(self, "today#skriv-in-narvarolistan")
        area(self, "surface")
        seats = bool(number_setting(store, "use_seats"))
        self.lines = [
            ListLine(one, store.session.name, seats=seats)
            for one in attendance_rows(store, sitting=sitting)
        ]
        self.banner, self.count = Banner(), label(soft=True, name="list_count")
        self.save_button = button(_("Spara listan"), self.accept, kind="primary", name="save")
        self.save_button.setToolTip(_("Ctrl+Enter"))
        self.undo_button = button(_("Börja om"), self.start_over, kind="quiet", name="start_over")
        self.toilet_button = button(_("Toalettlista …"), kind="quiet", name="toilet_log")
        if toilet is not None:
            self.toilet_button.clicked.connect(partial(toilet, sitting))
        self.toilet_button.setVisible(toilet is not None)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.accept)
        self._draft = KeptDraft(drafts, f"attendance_list:{sitting}", self._kept, self)
        self.sheet = ListSheet(self.lines, self._now, seats=seats)
        self.sheet.changed.connect(self._on_typed)
        self.sheet.ended.connect(self.save_button.setFocus)
        self._lay_out()
        self._restore()
        self._say_count()
        fit_screen(self, QSize(theme.pixels(820), theme.pixels(680)))
        self.sheet.begin()

    def dirty(self) -> bool:
        """Tell whether something is typed that is not saved."""
        return any(one.texts() for one in self.lines)

    def accept(self) -> None:
        """Save the list as one operation, and close; say what is wrong at its row."""
        self.banner.hide()
        if not self.dirty():
            super().accept()
            return
        now = self._now()
        asked = [one.look(now) for one in self.lines if one.texts()]
        first = next((one for one in asked if one is not None), None)
        if first is not None:
            self.sheet.focus(first)
            return
        try:
            typed = [one.line() for one in self.lines if one.texts()]
            type_back_list(self._store, sitting=self._sitting, lines=typed)
        except LinesRefused as error:
            self._show_faults(error)
            return
        except NotAsItStands as error:
            if error.field != "lines":
                self.banner.say_error(error)
                return
        except UserError as error:
            self.banner.say_error(error)
            return
        self._draft.forget()
        super().accept()

    def reject(self) -> None:
        """Close; what is typed stays as a draft."""
        self._draft.keep()
        super().reject()

    def start_over(self) -> None:
        """Show what the register has, and forget what was typed."""
        for place, one in enumerate(attendance_rows(self._store, sitting=self._sitting)):
            self.lines[place].reset(one)
        self._draft.forget()
        self.banner.hide()
        self._say_count()
        self.sheet.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """See Qt; what was typed just now is kept before the window locks or closes."""
        super().hideEvent(event)
        self._draft.flush()

    def _kept(self) -> str:
        kept = [
            {"booking": one.there.booking.uid, "student": one.there.booking.student, "texts": texts}
            for one in self.lines
            if (texts := one.texts())
        ]
        return json.dumps(kept, ensure_ascii=False) if kept else ""

    def _restore(self) -> None:
        kept = {one["booking"]: one["texts"] for one in json.loads(self._draft.found() or "[]")}
        for one in self.lines:
            one.put(kept.get(one.there.booking.uid, {}))
        if self.dirty():
            self.banner.say(
                _("Utkastet från förra gången är tillbaka."),
                _("Spara det, eller börja om från det som är sparat."), Tone.ACCENT,
            )  # fmt: skip

    def _show_faults(self, error: LinesRefused) -> None:
        by_booking = {one.there.booking.uid: one for one in self.lines}
        first = None
        for fault in error.faults:
            cell = by_booking[fault.booking].say_wrong(fault.field, fault.sentence)
            first = first or cell
        self.banner.say_error(error)
        if first is not None:
            self.sheet.focus(first)

    def _on_typed(self) -> None:
        self._say_count()
        self._draft.later()

    def _now(self) -> datetime:
        return self._store.clock.now().astimezone(STOCKHOLM).replace(tzinfo=None)

    def _say_count(self) -> None:
        marked = [one.cells["mark"].text() for one in self.lines]
        handed = sum(bool(one.cells["sheets"].text() or one.cells["left"].text())
                     for one in self.lines)  # fmt: skip
        came = sum(one in ("P", "L") for one in marked)
        text = _("{n} av {all} ifyllda · {came} kom · {left} inlämnade")
        self.count.setText(text.format(n=sum(map(bool, marked)), all=len(marked), came=came,
                                       left=handed))  # fmt: skip

    def _lay_out(self) -> None:
        card = sitting_page(self._store, sitting=self._sitting).card
        where = f"{card.room_name} · {span(card.starts, card.ends)}"
        keys = "\n".join(
            (
                _("P närvarande   L kom sent   A kom inte   Enter nedåt   → nästa kolumn"),
                _("Leg: K körkort  I id-kort  P pass  A annan  N saknas.  0 blad är blankt."),
            )
        )
        head = column(
            label(_("Skriv in närvarolistan"), size=Text.TITLE),
            label(" · ".join(part for part in (where, card.moved) if part), soft=True, wrap=True),
            label(keys, size=Text.SMALL, soft=True, wrap=True, name="list_keys"),
            self.banner, gap=0,
        )  # fmt: skip
        head.setSpacing(4)
        head.setContentsMargins(24, 16, 24, 4)
        foot = row(self.count, None, self.undo_button, self.toilet_button, self.save_button, gap=1)
        foot.setContentsMargins(24, 12, 24, 12)
        column(head, self.sheet, line(), foot, parent=self, gap=0)
