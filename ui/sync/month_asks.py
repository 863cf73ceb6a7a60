"""What the page of the month asks the user: folders, files, reasons, key cards."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.sync import months
from ui.kit.card_dialog import AcceptCardDialog
from ui.kit.dialog import FormDialog
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.page import Page
from ui.kit.paths import Paths
from ui.sync.month_desk import MonthDesk
from ui.sync.recipients_dialog import RecipientsDialog
from ui.sync.words import title_of


class MonthAsks(QObject):
    """Asks, and hands what was answered to the desk.

    Args:
        store: the register.
        desk: does it.
        paths: asks for folders and files.
        page: remembers the folder; the parent of every dialog.

    Signals:
        refused: a file was refused before any work; the UserError.
    """

    refused = Signal(object)

    def __init__(self, store: Store, desk: MonthDesk, paths: Paths, page: Page) -> None:
        super().__init__(page)
        self._store, self._desk, self._paths, self._page = store, desk, paths, page
        self.dialog: RecipientsDialog | None = None
        desk.said.connect(self._refresh_dialog)

    @property
    def manages(self) -> bool:
        """Tell whether the user may change keys and recipients."""
        return Right.MANAGE in self._store.session.rights

    def to_folder(self, package: str, armoured: bool) -> None:
        """Ask for a folder and put a file there."""
        self._into(_("Spara månadsfilen"), lambda at: self._desk.deliver(package, at, armoured))

    def to_mail(self, package: str, armoured: bool) -> None:
        """Ask for a folder and put a mail draft there."""
        self._into(_("Spara e-postutkast"), lambda at: self._desk.draft(package, at, armoured))

    def copy(self, period: str) -> None:
        """Ask for a folder and put a month's numbers there as Excel and CSV."""
        self._into(_("Spara siffrorna"), lambda at: self._desk.copy(period, at))

    def receipt(self) -> None:
        """Ask for receipts and read them."""
        kinds = _("Kvittenser (*.kvittens);;Alla filer (*)")
        for path in self._paths.files(self._page, _("Läs in kvittens"), self._place(), kinds):
            self._desk.read_receipt(path)

    def card(self) -> None:
        """Ask for a region's key card and show it."""
        kinds = _("Nyckelkort (*.txt);;Alla filer (*)")
        title = _("Läs in regionens nyckelkort")
        for path in self._paths.files(self._page, title, self._place(), kinds)[:1]:
            self.open_card(path)

    def open_card(self, path: Path) -> AcceptCardDialog | None:
        """Show a region's key card, to be compared before it counts."""
        try:
            data, card = self._desk.card_in(path)
        except UserError as error:
            if self.dialog is not None:
                self.dialog.banner.say_error(error)
            else:
                self.refused.emit(error)
            return None
        dialog = AcceptCardDialog(
            _("Regionens nyckelkort"),
            card,
            partial(self._desk.take_card, data),
            self.dialog or self._page,
        )
        dialog.open()
        return dialog

    def recipients(self) -> RecipientsDialog:
        """Open recipients, our card and the decisions."""
        self.dialog = dialog = RecipientsDialog(self._store, self._page.memory, self._page)
        dialog.reading_card.connect(self.card)
        dialog.finished.connect(self._forget_dialog)
        dialog.open()
        return dialog

    def reopen(self, period: str, done: Callable[[], object]) -> FormDialog:
        """Open the dialog that opens a closed month again."""
        form = Form(partial(months.reopen_month, self._store, period=period))
        hint = _("Skälet sparas i loggen. Inga namn. När månaden stängs igen skapas en ny fil.")
        form.add("why", _("Vad ska rättas?"), TextField(longest=400), required=True, hint=hint)
        form.saved.connect(done)
        title = _("Öppna {month} igen").format(month=title_of(period))
        dialog = FormDialog(title, form, verb=_("Öppna igen"), parent=self._page)
        dialog.open()
        return dialog

    def take_files(self, paths: list[Path]) -> None:
        """Read what was dropped: receipts, or a region's key card."""
        for path in paths:
            if path.suffix == ".txt" and self.manages:
                self.open_card(path)
            else:
                self._desk.read_receipt(path)

    def show(self, folder: Path) -> None:
        """Show a folder in the system's file manager."""
        self._paths.show(folder)

    def _into(self, title: str, act: Callable[[Path], object]) -> None:
        folder = self._paths.folder(self._page, title, self._place())
        if folder is not None:
            self._page.remember("folder", str(folder))
            act(folder)

    def _place(self) -> Path:
        return Path(self._page.remembered("folder", str(Path.home())))

    def _refresh_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.reload()

    def _forget_dialog(self) -> None:
        self.dialog = None
