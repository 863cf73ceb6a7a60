"""Region: who has sent which month, and the inbox where files are looked at and read in."""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QScrollArea, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.region import keys, overview
from lärcentrum.region.overview import Cell, CentreMonths, Coverage, Status
from lärcentrum.store.store import Store
from ui.kit.bus import Bus
from ui.kit.commands import Command
from ui.kit.drop import FileDrop
from ui.kit.jobs import JobRunner
from ui.kit.page import Page
from ui.kit.paths import Paths
from ui.kit.settings import Memory
from ui.kit.tokens import Tone
from ui.kit.widgets import area, button, column, label, row
from ui.region.inbox_panel import InboxPanel
from ui.region.matrix import MOST, MatrixView
from ui.region.region_asks import RegionAsks
from ui.region.region_desk import Item, RegionDesk
from ui.region.words import cell_sentence, since_first, title_of


class RegionPage(Page):
    """The regional office's page.

    Args:
        store: the register, of kind region.
        bus: tells what changed.
        jobs: opens and reads files beside the window's own work.
        memory: remembers the folder and columns.
        paths: asks for folders and files; the system's dialogs but in tests.
    """

    tables: ClassVar[tuple[str, ...]] = ("enrolment", "received_package", "signing_key", "setting")

    def __init__(
        self,
        store: Store,
        bus: Bus,
        jobs: JobRunner,
        memory: Memory | None = None,
        paths: Paths | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("region", _("Region"), bus=bus, memory=memory, parent=parent)
        self._store = store
        self.desk = RegionDesk(store, jobs, self)
        self.asks = RegionAsks(store, self.desk, paths or Paths(), self)
        self.coverage = label(strong=True, wrap=True, name="coverage")
        self.matrix = MatrixView()
        self.about = label(soft=True, wrap=True, name="cell_text")
        self.inbox = InboxPanel(memory)
        self._cell: Cell | None = None
        self._folder = Path.home()
        self._opened = False
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Show what the register says now."""
        listed = overview.list_overview(self._store, count=MOST)
        has_keys = keys.has_keys(self._store)
        self.matrix.show_centres(since_first(listed))
        self._say_empty(has_keys)
        if listed:
            period = listed[0].cells[-1].period
            self._say_coverage(period, overview.coverage(self._store, period=period))
        else:
            self.coverage.setText("")
            self.say_count("")
        primary = Command(
            key="open_packages", label=_("Öppna månadsfiler"), run=self.asks.files,
            icon="folder-open",
        )  # fmt: skip
        self.set_primary(primary if listed and has_keys else None)
        self.inbox.setVisible(bool(listed) and has_keys)
        if listed and has_keys and not self._opened:
            self.desk.list_waiting()

    def commands(self) -> list[Command]:
        """Give the page's commands."""
        return [
            Command(key="region_centres", label=_("Centrum och nycklar"), run=self.asks.centres,
                    group=self.title, icon="key-round"),
            Command(key="region_statistics", label=_("Statistik"), run=self.asks.statistics,
                    group=self.title, icon="chart-column"),
            Command(key="check_lists", label=_("Kontrollistor för intyg"),
                    run=self.asks.certificate_lists, group=self.title, icon="shield-check"),
            Command(key="enrol", label=_("Anmäl centrum"), run=self.asks.card, group=self.title,
                    icon="plus"),
            Command(key="region_card", label=_("Regionens nyckelkort"), run=self.asks.own_card,
                    group=self.title, icon="key-round"),
        ]  # fmt: skip

    def _say_coverage(self, period: str, found: Coverage) -> None:
        title = title_of(period)
        self.coverage.setText(f"{title.capitalize()}: {found.text}")
        self.say_count(
            _("{have} av {of} för {month}").format(have=found.have, of=found.of, month=title)
        )

    def _say_empty(self, has_keys: bool) -> None:
        if has_keys:
            self.matrix.empty.say(
                "building-2", _("Inget centrum är anmält"),
                _("Skicka vårt nyckelkort till centren, och läs in deras när de kommer."),
                _("Anmäl det första centret …"), self.asks.card,
            )  # fmt: skip
        else:
            self.matrix.empty.say(
                "key-round", _("Regionkontoret har inga nycklar än"),
                _("Med nycklarna öppnas centrens månadsfiler. De skapas en gång."),
                _("Skapa nycklarna"), self.asks.own_card,
            )  # fmt: skip

    def _on_chosen(self, centre: CentreMonths | None, cell: Cell | None) -> None:
        self._cell = cell
        self.about.setText(cell_sentence(centre.name, cell) if centre and cell else "")
        came = cell is not None and bool(cell.package)
        taken = came and cell is not None and cell.status in (Status.IN_TIME, Status.LATE)
        self._receipt.setVisible(came)
        self._back.setVisible(taken)

    def _on_looked(self, items: list[Item]) -> None:
        self._opened = True
        self.banner.hide()
        self._place.hide()
        self.inbox.show_items(items)
        # Also where no centre is enrolled: the list says why the file cannot be read.
        self.inbox.show()
        self.inbox.take_button.setFocus()

    def _on_read(self, items: list[Item]) -> None:
        # What was read in stays in view with its counts until the next files are opened.
        self._opened = False
        self.refresh()
        self._opened = True
        self.inbox.show_items(items)

    def _on_waiting(self, items: list[Item]) -> None:
        if not self._opened:
            self.inbox.show_items(items)

    def _on_said(self, text: str, rest: str, folder: Path | None) -> None:
        self.banner.say(text, rest, Tone.GOOD)
        self._folder = folder or self._folder
        self._place.setVisible(folder is not None)

    def _on_decided(self, text: str) -> None:
        self._opened = False
        self.inbox.show_items([])
        self.refresh()
        self.banner.say(text, "", Tone.GOOD)

    def _on_refused(self, error: UserError) -> None:
        self._place.hide()
        self.banner.say_error(error)

    def _on_busy(self, busy: bool) -> None:
        self.inbox.setEnabled(not busy)

    def _with_cell(self, act: Any) -> None:
        if self._cell is not None and self._cell.package:
            act(self._cell.package)

    def _lay_out(self) -> None:
        self._place = button(_("Visa i mappen"), kind="quiet", icon="folder-open",
                             name="show_folder")  # fmt: skip
        centres = button(_("Centrum och nycklar …"), self.asks.centres, kind="quiet",
                         icon="key-round", name="open_centres")  # fmt: skip
        self._receipt = button(_("Spara kvittens …"), kind="quiet", icon="download",
                               name="save_cell_receipt")  # fmt: skip
        self._back = button(_("Ta tillbaka …"), kind="quiet", icon="undo-2", name="take_back")
        for part in (self._place, self._receipt, self._back):
            part.hide()
        statistics = button(_("Statistik …"), self.asks.statistics, kind="quiet",
                            icon="chart-column", name="open_statistics")  # fmt: skip
        lists = button(_("Kontrollistor …"), self.asks.certificate_lists, kind="quiet",
                       icon="shield-check", name="save_check_lists")  # fmt: skip
        head = row(self.coverage, self._place, lists, statistics, centres)
        head.setStretch(0, 1)
        of_cell = row(self.about, self._receipt, self._back)
        of_cell.setStretch(0, 1)
        inside = area(QWidget(), "window")
        column(self.matrix, of_cell, self.inbox, parent=inside)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(inside)
        self.body.addLayout(head)
        self.body.addWidget(scroll, 1)
        self.body.setSpacing(8)

    def _connect(self) -> None:
        desk, asks, inbox = self.desk, self.asks, self.inbox
        desk.looked.connect(self._on_looked)
        desk.read.connect(self._on_read)
        desk.waiting.connect(self._on_waiting)
        desk.said.connect(self._on_said)
        desk.refused.connect(self._on_refused)
        desk.busy.connect(self._on_busy)
        asks.refused.connect(self._on_refused)
        asks.decided.connect(self._on_decided)
        FileDrop(self).dropped.connect(self.handed)
        self.handed.connect(asks.take_files)
        self.matrix.chosen.connect(self._on_chosen)
        inbox.taking.connect(lambda: desk.take(inbox.items))
        inbox.saving.connect(asks.receipts)
        inbox.deciding.connect(asks.decide)
        self._receipt.clicked.connect(lambda: self._with_cell(lambda uid: asks.receipts([uid])))
        self._back.clicked.connect(lambda: self._with_cell(asks.take_back))
        self._place.clicked.connect(lambda: asks.show(self._folder))
