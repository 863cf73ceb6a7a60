"""Bring in lists: one button per kind of list; the dialog does the rest."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from lärcentrum.imports.fields import KIND_NAMES
from lärcentrum.imports.importing import READ_KINDS
from lärcentrum.language import _
from ui.kit.tall import Tall
from ui.kit.widgets import button, column, row
from ui.settings.section import Section


class ListsSection(Section):
    """The lists that can be read in.

    Args:
        bring_in: opens the dialog for a kind.
    """

    def __init__(self, bring_in: Callable[[str], object]) -> None:
        super().__init__(
            _("Läs in listor"),
            _("Det centret redan har i Excel eller CSV. Du ser vad som händer med varje rad innan"
              " något läses in, en säkerhetskopia görs först, och hela listan ångras med ett"
              " steg. Mallar att fylla i finns i samma ruta."),
        )  # fmt: skip
        inside = QWidget()
        listed = column(parent=inside, gap=2)
        for kind in READ_KINDS:
            made = button(
                f"{_(KIND_NAMES[kind])} …",
                partial(bring_in, kind.value),
                icon="file-spreadsheet",
                name=f"import_{kind.value}",
            )
            listed.addLayout(row(made, None))
        listed.addStretch(1)
        self.body.addWidget(Tall(inside), 1)
