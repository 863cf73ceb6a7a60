"""*Spara listan som fil*: Excel or CSV, the columns that are shown or all, and where to."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _, ngettext
from lärcentrum.reports.lists import LISTS, Listing
from lärcentrum.reports.saving import (
    ListWish,
    SavedList,
    file_name,
    said_left_out,
    save_list,
    wish_of,
)
from lärcentrum.selections import Selection
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.kit.banner import Banner
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.jobs import JobRunner
from ui.kit.paths import Paths
from ui.kit.tokens import Tone

_EXCEL, _CSV = ".xlsx", ".csv"
_SHOWN, _EVERY = "shown", "every"
_PATHS = Paths()


class _Saving:
    """Saves one list as a file once it is said how and where.

    Args:
        store: the register.
        jobs: runs it beside the window; its foot shows how far it has come, and stops it.
        listing: which list.
        shown: what the window shows of it.
        banner: where it is said how it went.
        paths: asks where to.
    """

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        listing: Listing,
        shown: Selection,
        banner: Banner,
        paths: Paths,
    ) -> None:
        self._store, self._jobs, self._listing = store, jobs, listing
        self._shown, self._banner, self._paths = shown, banner, paths

    def ask_where(self, parent: QWidget, chosen: dict[str, str]) -> None:
        """Ask for the place, and begin."""
        kind = chosen["kind"]
        kinds = _("Excel (*.xlsx)") if kind == _EXCEL else _("CSV (*.csv)")
        start = (Path.home() / file_name(self._store, self._listing)).with_suffix(kind)
        path = self._paths.save(parent, _("Spara listan"), start, kinds)
        if path is None:
            return
        # What the system's dialog asked about was the name as it was typed.
        named = path if path.suffix.casefold() == kind else path.with_name(path.name + kind)
        wish = wish_of(self._shown, every_column=chosen["columns"] == _EVERY)
        self._begin(named, wish, replace=named == path)

    def _begin(self, path: Path, wish: ListWish, *, replace: bool) -> None:
        work = partial(
            save_list, self._store, listing=self._listing, file=path, wish=wish, replace=replace
        )
        self._banner.hide()
        self._jobs.run(
            _("Sparar listan {title}").format(title=_(LISTS[self._listing].title)),
            lambda progress: work(progress=progress),
            done=partial(self._say_done, path),
            failed=self._say_failed,
            cancelled=self._say_stopped,
        )

    def _say_done(self, path: Path, saved: SavedList) -> None:
        count = ngettext("{n} rad", "{n} rader", saved.rows).format(n=number(saved.rows))
        where = _("Mappen: {folder}").format(folder=path.parent)
        self._banner.say(
            _("Listan är sparad: {count} i {name}.").format(count=count, name=path.name),
            " ".join(part for part in (said_left_out(saved), where) if part),
            Tone.GOOD,
        )

    def _say_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._banner.say_error(error)

    def _say_stopped(self) -> None:
        self._banner.say(_("Avbrutet. Ingen fil är sparad."), "", Tone.WARN)


def save_list_dialog(
    store: Store,
    jobs: JobRunner,
    listing: Listing,
    shown: Selection,
    banner: Banner,
    parent: QWidget,
    paths: Paths = _PATHS,
) -> FormDialog:
    """Ask how a list is to be saved, and save it.

    Args:
        store: the register.
        jobs: runs it beside the window.
        listing: which list.
        shown: what the window shows of it.
        banner: where it is said how it went.
        parent: what it is opened from.
        paths: asks where to.
    """
    saving = _Saving(store, jobs, listing, shown, banner, paths)
    form = Form(dict)
    form.add("kind", _("Filen"), ChoiceField([
        Choice(_EXCEL, _("Excel (.xlsx)")), Choice(_CSV, _("CSV, semikolon mellan (.csv)")),
    ]))  # fmt: skip
    form.add("columns", _("Kolumner"), ChoiceField([
        Choice(_SHOWN, _("De som visas, i samma ordning")), Choice(_EVERY, _("Alla")),
    ]), hint=_("Samma rader som listan visar nu. Skyddade personer är utelämnade, och"
               " personnummer utan de fyra sista siffrorna. I loggen står att du sparade listan."),
    )  # fmt: skip
    # Two choices are nothing to lose: closing does not ask.
    form.changed.connect(form.settle)
    window = parent.window()
    dialog = FormDialog(_("Spara listan som fil"), form, verb=_("Välj plats"), parent=window)
    dialog.setObjectName("save_list_dialog")
    about(dialog, "students#spara-en-lista-som-fil")
    dialog.accepted.connect(lambda: saving.ask_where(window, form.values()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
