"""Which number the next certificate gets: a centre has given some of the year's on paper."""

from typing import Any

from lärcentrum.certificates.running import (
    HIGHEST,
    next_certificate_number,
    set_next_certificate_number,
)
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit.fields import NumberField
from ui.kit.form import Form
from ui.kit.tokens import Tone
from ui.kit.widgets import button, row
from ui.settings.section import Section


class NumbersSection(Section):
    """A form with one field.

    Args:
        store: the register.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(
            _("Intygsnummer"),
            _("Intygen numreras i följd varje år. Har centret redan gett ut intyg i år utanför"
              " Lärcentrum, ange vilket nummer nästa intyg ska få: efter nummer 147 på papper"
              " är det 148."),
        )  # fmt: skip
        self._store = store
        self.form = Form(self._save)
        self.form.add("number", _("Nästa intyg i år får nummer"), NumberField(1, HIGHEST))
        self.form.saved.connect(self._on_saved)
        self.body.addWidget(self.form)
        self.save_button = button(_("Spara"), self.form.save, kind="primary", name="save_number")
        self.body.addLayout(row(None, self.save_button))
        self.body.addStretch(1)

    def reload(self) -> None:
        """Show what the register says now, unless something unsaved stands in the form."""
        if not self.form.dirty():
            self.form.fill(number=next_certificate_number(self._store))

    def may_leave(self) -> bool:
        """Tell whether nothing unsaved stands here."""
        return not self.form.dirty()

    def _save(self, number: Any) -> None:
        set_next_certificate_number(self._store, number=int(number or 0))

    def _on_saved(self) -> None:
        self.banner.say(_("Nästa intygsnummer är satt."), "", Tone.GOOD)
