"""What the region's page asks the user: files, folders, reasons, key cards."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.region import certificate_lists, decisions, enrolment, keys
from lärcentrum.store.files import publish, read_foreign
from lärcentrum.store.store import Store
from lärcentrum.sync.cards import CARD_CAP
from ui.kit.card_dialog import AcceptCardDialog, OwnCardDialog
from ui.kit.dialog import FormDialog
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.page import Page
from ui.kit.paths import Paths
from ui.region.centres_dialog import CentresDialog
from ui.region.region_desk import Item, RegionDesk
from ui.region.statistics_dialog import StatisticsDialog

_PACKAGES = (".lcsync", ".lcsync.txt")


class RegionAsks(QObject):
    """Asks, and hands what was answered to the desk.

    Args:
        store: the register.
        desk: does it.
        paths: asks for folders and files.
        page: remembers the folder; the parent of every dialog.

    Signals:
        refused: a file or a step was refused before any work; the UserError.
        decided: what waited has been decided about, or a file taken back; the sentence.
    """

    refused = Signal(object)
    decided = Signal(str)

    def __init__(self, store: Store, desk: RegionDesk, paths: Paths, page: Page) -> None:
        super().__init__(page)
        self._store, self._desk, self._paths, self._page = store, desk, paths, page
        self.dialog: CentresDialog | None = None

    def files(self) -> None:
        """Ask for monthly files and say what reading them in would do."""
        kinds = _("Månadsfiler (*.lcsync *.lcsync.txt);;Alla filer (*)")
        found = self._paths.files(self._page, _("Öppna månadsfiler"), self._place(), kinds)
        if found:
            self._page.remember("folder", str(found[0].parent))
            self._desk.look(found)

    def receipts(self, packages: list[str]) -> None:
        """Ask for a folder and put receipts there."""
        folder = self._paths.folder(self._page, _("Spara kvittenser"), self._place())
        if folder is not None:
            self._page.remember("folder", str(folder))
            self._desk.save_receipts(packages, folder)

    def statistics(self) -> StatisticsDialog:
        """Show the sums of all centres for some months."""
        dialog = StatisticsDialog(self._store, self._page.memory, self._paths, self._page)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def certificate_lists(self) -> None:
        """Save the centres' check lists of certificates in one file, to be sent to all of them."""
        try:
            found = certificate_lists.certificate_lists(self._store)
            if not found.data:
                self.decided.emit(_("Inget centrum har skickat någon kontrollista."))
                return
            start = self._place() / certificate_lists.file_name(self._store)
            kinds = _("Kontrollistor (*.txt)")
            path = self._paths.save(self._page, _("Spara kontrollistor"), start, kinds)
            if path is None:
                return
            publish(path, found.data)
        except UserError as error:
            self._refuse(error)
            return
        said = _("Kontrollistor från {n} centrum är sparade.").format(n=len(found.centres))
        if found.lacking:
            lacking = _("Saknas: {centres}").format(centres=", ".join(found.lacking))
            said = f"{said} {lacking}"
        self.decided.emit(said)

    def card(self) -> None:
        """Ask for a centre's key card and show it."""
        kinds = _("Nyckelkort (*.txt);;Alla filer (*)")
        title = _("Läs in centrets nyckelkort")
        for path in self._paths.files(self._page, title, self._place(), kinds)[:1]:
            self.open_card(path)

    def open_card(self, path: Path) -> AcceptCardDialog | None:
        """Show a centre's card, to be compared before it counts."""
        try:
            data = read_foreign(path, CARD_CAP)
            card = enrolment.show_centre_card(self._store, card=data)
        except UserError as error:
            self._refuse(error)
            return None

        def accept(fingerprint: str) -> None:
            enrolment.enrol_centre(self._store, card=data, fingerprint=fingerprint)
            if self.dialog is not None:
                self.dialog.reload()

        parent = self.dialog or self._page
        dialog = AcceptCardDialog(_("Centrets nyckelkort"), card, accept, parent)
        dialog.open()
        return dialog

    def own_card(self) -> OwnCardDialog | None:
        """Show the region's own card; its keys are made if there are none."""
        try:
            keys.make_region_keys(self._store)
            card = keys.card_of(self._store)
        except UserError as error:
            self._refuse(error)
            return None
        parent: QWidget = self.dialog or self._page
        dialog = OwnCardDialog(card, _("centren"), parent)
        dialog.open()
        return dialog

    def centres(self) -> CentresDialog:
        """Open the centres and our card."""
        self.dialog = dialog = CentresDialog(self._store, self._page.memory, self._page)
        dialog.enrolling.connect(self.card)
        dialog.showing_card.connect(self.own_card)
        dialog.finished.connect(self._forget_dialog)
        dialog.open()
        return dialog

    def decide(self, item: Item, accept: bool) -> FormDialog:
        """Ask why a file that waits is accepted or refused."""
        act = decisions.accept_package if accept else decisions.refuse_package
        title = _("Godta filen") if accept else _("Avvisa filen")
        return self._reason(
            title,
            _("Godta") if accept else _("Avvisa"),
            item.result.text,
            Form(partial(act, self._store, package=item.result.uid)),
            _("Filen är inläst.") if accept else _("Filen är avvisad. Kvittensen säger det."),
        )

    def take_back(self, package: str) -> FormDialog:
        """Ask why a file that was read in is taken back."""
        return self._reason(
            _("Ta tillbaka filen"),
            _("Ta tillbaka"),
            _("Centrets rader blir som i filen före den. Det går inte att ångra."),
            Form(partial(decisions.take_back_package, self._store, package=package)),
            _("Filen är tagen tillbaka."),
        )

    def take_files(self, paths: list[Path]) -> None:
        """Take what was dropped: a centre's key card, or monthly files to look at."""
        cards = [p for p in paths if p.suffix == ".txt" and not p.name.endswith(_PACKAGES)]
        for path in cards[:1]:
            self.open_card(path)
        files = [path for path in paths if path not in cards]
        if files:
            self._desk.look(files)

    def show(self, folder: Path) -> None:
        """Show a folder in the system's file manager."""
        self._paths.show(folder)

    def _reason(self, title: str, verb: str, why: str, form: Form, said: str) -> FormDialog:
        hint = f"{why} {_('Skälet sparas i loggen. Inga namn.')}"
        form.add("why", _("Vad säger centret?"), TextField(longest=400), required=True, hint=hint)
        form.saved.connect(lambda _result: self.decided.emit(said))
        dialog = FormDialog(title, form, verb=verb, parent=self._page)
        dialog.open()
        return dialog

    def _refuse(self, error: UserError) -> None:
        if self.dialog is not None:
            self.dialog.banner.say_error(error)
        else:
            self.refused.emit(error)

    def _place(self) -> Path:
        return Path(self._page.remembered("folder", str(Path.home())))

    def _forget_dialog(self) -> None:
        self.dialog = None
