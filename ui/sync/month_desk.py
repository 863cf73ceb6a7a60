"""What can be done with a month: each as a job beside the window's own work."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lärcentrum import backups
from lärcentrum.errors import UserError
from lärcentrum.language import _, ngettext
from lärcentrum.progress import Progress
from lärcentrum.store.files import read_foreign
from lärcentrum.store.store import Store
from lärcentrum.sync import months, packages, plain_copy, receipts, recipients
from lärcentrum.sync.cards import CARD_CAP, KeyCard
from lärcentrum.sync.payloads import Leaving, preview_month
from ui.kit.jobs import JobRunner


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was done, for the page's banner.

    Args:
        text: what happened.
        rest: what to do next.
        folder: where files were put, None for nowhere.
        period: the month it is about, "" to stay.
    """

    text: str
    rest: str = ""
    folder: Path | None = None
    period: str = ""


class MonthDesk(QObject):
    """Does what the page asks for, and says how it went.

    Args:
        store: the register.
        jobs: runs the work.
        parent: the page.

    Signals:
        said: something was done; a Said.
        refused: something was refused; the UserError.
        counted: what would leave is counted; the Leaving.
        busy: whether work is going on that the page waits for.
    """

    said = Signal(object)
    refused = Signal(object)
    counted = Signal(object)
    busy = Signal(bool)

    def __init__(self, store: Store, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._jobs = store, jobs

    def count(self, period: str) -> None:
        """Count what would leave."""

        def work(_progress: Progress) -> Leaving:
            return preview_month(self._store, period=period)

        self._jobs.run(
            _("Räknar det som lämnar datorn"), work, done=self.counted.emit, failed=self._on_failed
        )

    def close(self, period: str, comment: str) -> None:
        """Close a month."""

        def work() -> Said:
            months.close_month(self._store, period=period, comment=comment)
            return Said(text=_("Månaden är stängd."))

        self._do(_("Stänger månaden"), work)

    def close_and_make(self, period: str) -> None:
        """Close a month that is not closed, and make its file."""

        def work() -> Said:
            if months.month_row(self._store, period)["closed_at"] is None:
                months.close_month(self._store, period=period)
            return self._make(period)

        self._do(_("Skapar månadsfilen"), work)

    def make(self, period: str) -> None:
        """Make the file of a closed month."""
        self._do(_("Skapar månadsfilen"), lambda: self._make(period))

    def deliver(self, package: str, folder: Path, armoured: bool) -> None:
        """Copy a file to a folder and read it back."""

        def work() -> Said:
            path = packages.deliver_to_folder(
                self._store, package=package, folder=folder, armoured=armoured
            )
            return Said(
                text=_("{file} är sparad och läst tillbaka.").format(file=path.name),
                rest=_("Lämna den till regionen. Kvittensen läses in här."),
                folder=folder,
            )

        self._do(_("Sparar månadsfilen"), work)

    def draft(self, package: str, folder: Path, armoured: bool) -> None:
        """Save a mail draft with the file attached."""

        def work() -> Said:
            path = packages.save_mail_draft(
                self._store, package=package, folder=folder, armoured=armoured
            )
            return Said(
                text=_("Utkastet {file} är sparat, med filen bifogad.").format(file=path.name),
                rest=_("Öppna det i e-postprogrammet och skicka det därifrån."),
                folder=folder,
            )

        self._do(_("Sparar utkastet"), work)

    def copy(self, period: str, folder: Path) -> None:
        """Save a month's sums as Excel and CSV."""

        def work() -> Said:
            paths = plain_copy.save_plain_copy(self._store, period=period, folder=folder)
            return Said(
                text=_("Siffrorna är sparade: {files}.").format(
                    files=", ".join(one.name for one in paths)
                ),
                rest=_("De innehåller inga rader om personer."),
                folder=folder,
            )

        self._do(_("Sparar siffrorna"), work)

    def read_receipt(self, path: Path) -> None:
        """Read a receipt; the month it is about is shown."""

        def work() -> Said:
            package = receipts.read_receipt(self._store, path=path)
            found = packages.list_packages(self._store)
            about = next(one for one in found if one.uid == package)
            return Said(
                text=_("Kvittensen för {file} är inläst.").format(file=about.name),
                period=about.period,
            )

        self._do(_("Läser kvittensen"), work)

    def confirm(self) -> None:
        """Say that the register counts on this computer."""

        def work() -> Said:
            backups.confirm_epoch(self._store)
            return Said(text=_("Registret gäller på den här datorn. Filer kan skapas igen."))

        self._do(_("Bekräftar registret"), work)

    def card_in(self, path: Path) -> tuple[bytes, KeyCard]:
        """Read a region's key card.

        Raises:
            BadCard, MixedEnvironment, TargetGone, NotAFile, TooLarge: nothing is changed.
        """
        data = read_foreign(path, CARD_CAP)
        return data, recipients.show_region_card(self._store, card=data)

    def take_card(self, data: bytes, fingerprint: str) -> None:
        """Take a region's keys into use; the files that waited are made.

        Raises:
            WrongFingerprint and as `card_in`: nothing is changed.
        """
        made = recipients.add_recipient(self._store, card=data, fingerprint=fingerprint)
        rest = ngettext(
            "{n} månadsfil som väntade är skapad.", "{n} månadsfiler som väntade är skapade.",
            len(made),
        ).format(n=len(made))  # fmt: skip
        self.said.emit(Said(text=_("Regionens nyckel är inläst."), rest=rest if made else ""))

    def _make(self, period: str) -> Said:
        made = packages.create_package(self._store, period=period)
        later = ngettext(
            "{n} senare månad är skapad om.", "{n} senare månader är skapade om.", len(made) - 1
        ).format(n=len(made) - 1)
        return Said(text=_("Månadsfilen är skapad."), rest=later if len(made) > 1 else "")

    def _do(self, label: str, work: Callable[[], Said]) -> None:
        self.busy.emit(True)
        self._jobs.run(
            label,
            lambda _progress: work(),
            done=self._on_done,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
        )

    def _on_done(self, said: Any) -> None:
        self.busy.emit(False)
        self.said.emit(said)

    def _on_cancelled(self) -> None:
        self.busy.emit(False)

    def _on_failed(self, error: BaseException) -> None:
        self.busy.emit(False)
        if not isinstance(error, UserError):
            raise error
        self.refused.emit(error)
