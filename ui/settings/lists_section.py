"""Bring in lists: one button per kind of list; the dialog does the rest."""

from collections.abc import Callable
from functools import partial

from lärcentrum.imports.fields import KIND_NAMES
from lärcentrum.imports.importing import READ_KINDS
from lärcentrum.language import _
from ui.kit.widgets import button, row
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
        for kind in READ_KINDS:
            made = button(
                f"{_(KIND_NAMES[kind])} …",
                partial(bring_in, kind.value),
                icon="file-spreadsheet",
                name=f"import_{kind.value}",
            )
            self.body.addLayout(row(made, None))
        self.body.addStretch(1)
