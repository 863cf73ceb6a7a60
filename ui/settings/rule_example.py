"""What a booking would be told by the rules that are being edited, at each key."""

from datetime import time, timedelta

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams import provider_rules
from lärcentrum.exams.booking_rules import Finding, Level
from lärcentrum.language import N_, _
from lärcentrum.store.store import Store
from ui.kit.chips import Chip, ChipLabel
from ui.kit.fields import CheckField, DateField, TimeField
from ui.kit.form import Form
from ui.kit.tokens import Tone
from ui.kit.widgets import column, empty_out, label, row

_TONES = {Level.GREEN: Tone.GOOD, Level.AMBER: Tone.WARN, Level.RED: Tone.BAD}
_WORDS = {Level.GREEN: N_("I ordning"), Level.AMBER: N_("Kräver skäl"), Level.RED: N_("Stopp")}
_AHEAD = 21
"""How many days ahead the example begins with."""


class RuleExample(QWidget):
    """An imagined exam of four hours and what the rules say of it.

    Args:
        store: the register.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setObjectName("rule_example")
        self._store = store
        self._provider: str | None = None
        self.form = Form(_nothing)
        self.form.add("example_day", _("Exempel: en tenta den"), DateField(store.clock.today))
        self.form.add("example_there", _("På lärosätet"), TimeField(), beside="example_day")
        self.form.add("example_here", _("Här"), TimeField(), beside="example_day")
        self.form.add("example_digital", "", CheckField(_("Digital")))
        ahead = store.clock.today() + timedelta(days=_AHEAD)
        self.form.fill(example_day=ahead, example_there=time(9), example_here=None)
        self.said = column(gap=1)
        column(self.form, self.said, parent=self, gap=1)
        self.form.changed.connect(self.look)

    def show_provider(self, uid: str | None) -> None:
        """Show what this provider's rules say."""
        self._provider = uid
        self.setVisible(uid is not None)
        self.look()

    def look(self) -> None:
        """Ask the rules again."""
        empty_out(self.said)
        values = self.form.values()
        if self._provider is None or values["example_day"] is None:
            return
        there = values["example_there"] or values["example_here"]
        if there is None:
            return
        try:
            found = provider_rules.rule_example(
                self._store,
                provider=self._provider,
                day=values["example_day"],
                ordinary=there,
                here=values["example_here"],
                digital=values["example_digital"],
            )
        except UserError as error:
            self.said.addWidget(label(str(error), wrap=True, name="example_error"))
            return
        for one in found:
            self.said.addLayout(_line(one))


def _line(one: Finding) -> QHBoxLayout:
    chip = ChipLabel()
    chip.show_chip(Chip(_(_WORDS[one.level]), _TONES[one.level]))
    text = label(f"{one.sentence} ({one.source})", wrap=True, name=f"example_{one.code}")
    laid = row(chip, text, gap=1)
    laid.setStretch(1, 1)
    return laid


def _nothing(**_values: object) -> None:
    """The example saves nothing."""
