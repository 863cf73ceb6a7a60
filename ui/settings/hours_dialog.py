"""What the invigilators have worked in a period: a list, an Excel file, and one's duty list."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.invigilator_hours import WorkedHours, hours_text, invigilator_hours
from lärcentrum.language import _
from lärcentrum.reports.invigilator_hours_list import save_invigilator_hours
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.fields import DateField
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.paper_dialog import PaperDialog
from ui.kit.printing import has_printer, print_pdf
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import button, column, fit_screen, label, row


class HoursDialog(QDialog):
    """The hours of a period.

    Args:
        store: the register.
        parent: see Qt.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "settings#timmar-och-passlistor")
        self.setObjectName("hours_dialog")
        self.setWindowTitle(_("Tentavakternas timmar"))
        self._store = store
        self.banner = Banner()
        self.first, self.last = DateField(store.clock.today), DateField(store.clock.today)
        for field, name, title in (
            (self.first, "hours_first", _("Från och med")),
            (self.last, "hours_last", _("Till och med")),
        ):
            field.focus_widget().setObjectName(name)
            field.focus_widget().setAccessibleName(title)
        self.model = RecordModel(_columns(), self)
        self.table = Table(self.model, name="hours", title=self.windowTitle())
        self.table.empty.say("clock", _("Inga timmar"), _("Ingen har tackat ja till ett pass då."))
        self.excel = button(_("Spara Excel …"), self.choose_file, icon="download", name="excel")
        self.paper = button(_("Passlista …"), self.show_list, icon="printer", name="duty_list")
        close = button(_("Stäng"), self.accept, name="close")
        column(
            label(self.windowTitle(), size=Text.TITLE),
            row(label(_("Från och med"), strong=True), self.first,
                label(_("Till och med"), strong=True), self.last, gap=1),
            self.banner, self.table, ButtonRow(close, None, self.paper, self.excel),
            parent=self, margin=3, gap=2,
        )  # fmt: skip
        first, last = last_month(store.clock.today())
        self.first.put(first)
        self.last.put(last)
        for field in (self.first, self.last):
            field.changed.connect(self.reload)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.show_list)
        fit_screen(self, QSize(theme.pixels(680), theme.pixels(520)))
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Show what the register says of the period."""
        period = self._period()
        if period is None:
            return
        self._try(lambda: self.model.show(invigilator_hours(self._store, first=period[0],
                                                            last=period[1])))  # fmt: skip
        self._on_chosen()

    def choose_file(self) -> None:
        """Ask where to save the list."""
        name = f"tentavakter-{self.first.value():%Y-%m}.xlsx" if self.first.value() else ""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.windowTitle(), str(Path.home() / name), _("Excel (*.xlsx)")
        )
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, path: Path) -> None:
        """Save the list as an Excel file."""
        period = self._period()
        if period is None:
            return

        def save() -> None:
            save_invigilator_hours(self._store, first=period[0], last=period[1], path=path)
            self.banner.say(
                _("Sparad som {name} i {folder}.").format(name=path.name, folder=path.parent),
                "", Tone.GOOD,
            )  # fmt: skip

        self._try(save)

    def show_list(self, *_record: object) -> PaperDialog | None:
        """Show the chosen one's duty list."""
        one: WorkedHours | None = self.table.record()
        period = self._period()
        if one is None or period is None:
            return None
        from lärcentrum.documents.duty_list_paper import duty_list_pdf

        try:
            pdf = duty_list_pdf(
                self._store, invigilator=one.invigilator, first=period[0], last=period[1]
            )
        except UserError as error:
            self.banner.say_error(error)
            return None
        paper = PaperDialog(
            pdf, title=_("Passlista"), file_name="passlista.pdf", sent=self.banner.hide,
            send=print_pdf if has_printer() else None, parent=self,
        )  # fmt: skip
        paper.open()
        return paper

    def _period(self) -> tuple[date, date] | None:
        first, last = self.first.value(), self.last.value()
        return (first, last) if first is not None and last is not None else None

    def _try(self, run: Callable[[], object]) -> None:
        self.banner.hide()
        try:
            run()
        except UserError as error:
            self.banner.say_error(error)

    def _on_chosen(self, *_record: object) -> None:
        self.paper.setEnabled(self.table.record() is not None)


def last_month(today: date) -> tuple[date, date]:
    """Give the first and the last day of the month before."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda r: r.name),
        Column(key="duties", title=_("Pass"), text=lambda r: str(len(r.duties)),
               sort=lambda r: len(r.duties), number=True, width=90),
        Column(key="hours", title=_("Timmar"), text=lambda r: hours_text(r.minutes),
               sort=lambda r: r.minutes, number=True, width=110),
    ]  # fmt: skip
