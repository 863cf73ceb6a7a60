"""The first step: which file; and a template for who has no list yet."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.imports.fields import KIND_NAMES, ListKind
from lärcentrum.imports.templates import import_template
from lärcentrum.language import _
from lärcentrum.store.files import publish
from lärcentrum.store.store import Store
from ui.kit.banner import Banner
from ui.kit.empty import Empty
from ui.kit.tokens import Tone
from ui.kit.widgets import button, column, row


class ChooseStep(QWidget):
    """Says what is wanted, and makes templates.

    Args:
        store: the register.
        kind: what the list is a list of.
        banner: where it is said how a template went.
    """

    def __init__(self, store: Store, kind: ListKind, banner: Banner) -> None:
        super().__init__()
        self._store, self._kind, self._banner = store, kind, banner
        said = Empty(
            "file-spreadsheet",
            _("Välj centrets egen lista"),
            _("Excel eller CSV, med rubriker överst. Inget läses in förrän du har sett vad som"
              " händer med varje rad. Det går att släppa filen här."),
        )  # fmt: skip
        template = button(
            _("Spara en mall att fylla i …"),
            self.ask_template,
            kind="quiet",
            icon="file-down",
            name="save_template",
        )
        laid = column(said, row(None, template, None), parent=self, gap=2)
        laid.setStretch(0, 1)

    def ask_template(self) -> None:
        """Ask where a list to fill in is to lie, and make it."""
        name = str(Path.home() / f"{_(KIND_NAMES[self._kind])}.xlsx")
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Spara mall"), name, "*.xlsx")
        if chosen:
            self.save_template(Path(chosen))

    def save_template(self, path: Path) -> None:
        """Make a list to fill in.

        Args:
            path: where; the system's dialog has asked about replacing.
        """
        try:
            publish(path, import_template(self._store, kind=self._kind))
        except UserError as error:
            self._banner.say_error(error)
        else:
            self._banner.say(_("Mallen är sparad."), path.name, Tone.GOOD)
