"""Statistik: the sums of all centres for some months, beside the same months a year before."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.region import statistics_saving as saving
from lärcentrum.region.statistics import MOST_MONTHS, Figure, Statistics, region_statistics
from lärcentrum.store.store import Store
from lärcentrum.swedish import month_name
from lärcentrum.sync.kinds import MEASURES
from lärcentrum.sync.months import following, last_months
from ui.kit import theme
from ui.kit.again import Again
from ui.kit.banner import Banner
from ui.kit.fields import Choice, ChoiceField
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.paper_dialog import PaperDialog
from ui.kit.paths import Paths
from ui.kit.printing import has_printer, print_pdf
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, fit_screen, label, line, row
from ui.region.bars import Bars

_USUAL = 12
"""Months that are shown at first."""
_LEAST_ROWS = 5
_PATHS = Paths()


class StatisticsDialog(QDialog):
    """The statistics of a period, and each measure by month.

    Args:
        store: the register, of kind region.
        memory: remembers columns.
        paths: asks where a file goes.
        parent: see Qt.
    """

    def __init__(
        self,
        store: Store,
        memory: Memory | None = None,
        paths: Paths = _PATHS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "region#statistik")
        self.setObjectName("statistics")
        self.setWindowTitle(_("Statistik"))
        self._store, self._paths = store, paths
        self._found: Statistics | None = None
        periods = last_months(following(store.clock.today().isoformat()[:7], -1), MOST_MONTHS)
        self.first = _months(_("Från och med"), "first", periods, periods[-_USUAL])
        self.last = _months(_("Till och med"), "last", periods, periods[-1])
        self.coverage = label(strong=True, wrap=True, name="statistics_coverage")
        self.banner = Banner()
        self.bars = Bars()
        self.model = RecordModel(_columns())
        self.table = Table(
            self.model, name="statistics_list", title=_("Statistik"), memory=memory, compact=True
        )
        self.table.empty.say(
            "inbox", _("Inget centrum redovisar något för de månaderna"),
            _("Välj en annan period, eller läs in månadsfiler först."),
        )  # fmt: skip
        self.table.setMinimumHeight(_LEAST_ROWS * theme.row_height(compact=True))
        self._lay_out()
        self.first.changed.connect(self.reload)
        self.last.changed.connect(self.reload)
        self.table.chosen.connect(self._on_chosen)
        self._again = Again(self._show, self)
        self.reload()

    def reload(self) -> None:
        """Show what the register says now."""
        self._again.go()

    def save(self) -> None:
        """Save the period as Excel, CSV or PDF."""
        start = Path.home() / f"statistik-{self.first.value()}-{self.last.value()}.xlsx"
        kinds = _("Excel (*.xlsx);;CSV (*.csv);;PDF (*.pdf)")
        path = self._paths.save(self, _("Spara statistiken"), start, kinds)
        if path is None:
            return
        try:
            saving.save_region_statistics(
                self._store, first=self.first.value(), last=self.last.value(), file=path,
                replace=True,
            )  # fmt: skip
        except UserError as error:
            self.banner.say_error(error)
        else:
            self.banner.say(_("Sparat: {name}").format(name=path.name), "", Tone.GOOD)

    def show_paper(self) -> None:
        """Show the statistics as they are printed."""
        try:
            pdf = saving.region_statistics_pdf(
                self._store, first=self.first.value(), last=self.last.value()
            )
        except UserError as error:
            self.banner.say_error(error)
            return
        dialog = PaperDialog(
            pdf,
            title=_("Statistik"),
            file_name=f"statistik-{self.first.value()}-{self.last.value()}.pdf",
            sent=lambda: None,
            send=print_pdf if has_printer() else None,
            parent=self,
        )
        dialog.open()

    def _show(self) -> None:
        try:
            found = region_statistics(
                self._store, first=self.first.value(), last=self.last.value()
            )  # fmt: skip
        except UserError as error:
            self.banner.say_error(error)
            return
        self.banner.hide()
        self._found = found
        self.coverage.setText(found.heading)
        self.model.show([one for one in found.figures if saving.is_reported(one)])
        self.table.choose(0)

    def _on_chosen(self, record: Figure | None) -> None:
        months = self._found.months.get(record.measure, ()) if self._found and record else ()
        self.bars.setVisible(len(months) > 1)
        if record is not None:
            self.bars.show_months(_(MEASURES[record.measure].label), months)

    def _lay_out(self) -> None:
        what = _("Ljus stapel är samma månad året före. Små antal om personer döljs, och dolt, noll"
                 " och ej redovisat (–) är olika saker.")  # fmt: skip
        period = row(label(_("Från")), self.first, label(_("till")), self.last, None)
        inner = column(
            label(_("Statistik"), size=Text.TITLE), period, self.coverage, self.banner, self.table,
            self.bars, label(what, soft=True, wrap=True),
        )  # fmt: skip
        inner.setContentsMargins(24, 20, 24, 16)
        inner.setStretch(4, 1)
        close = button(_("Stäng"), self.accept, name="close")
        save = button(_("Spara …"), self.save, icon="download", name="save_statistics")
        paper = button(
            _("Visa papper …"), self.show_paper, kind="primary", icon="printer",
            name="statistics_paper",
        )  # fmt: skip
        foot = row(close, None, save, paper)
        foot.setContentsMargins(24, 12, 24, 12)
        column(inner, line(), foot, parent=area(self, "surface"), gap=0)
        fit_screen(self, QSize(theme.pixels(820), theme.pixels(720)))


def _months(title: str, name: str, periods: list[str], chosen: str) -> ChoiceField:
    field = ChoiceField([
        Choice(one, month_name(int(one[:4]), int(one[5:]))) for one in reversed(periods)
    ])  # fmt: skip
    field.combo.setObjectName(name)
    field.combo.setAccessibleName(title)
    field.put(chosen)
    return field


def _columns() -> list[Column]:
    def named(one: Any) -> str:
        return saving.part_name(one) or _(MEASURES[one.measure].label)

    return [
        Column(key="what", title=_("Vad"), text=named, sortable=False),
        Column(key="now", title=_("Perioden"), text=lambda x: x.now.text, number=True, width=110,
               sortable=False),
        Column(key="before", title=_("Året före"), text=lambda x: x.before.text, number=True,
               width=110, sortable=False),
        Column(key="change", title=_("Ändring"), text=saving.change_text, number=True, width=90,
               sortable=False),
        Column(key="centres", title=_("Centrum"), text=lambda x: str(x.now.centres), number=True,
               width=90, sortable=False),
    ]  # fmt: skip
