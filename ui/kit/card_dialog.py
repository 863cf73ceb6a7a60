"""Key cards on the screen: the digits that two offices read to each other over the telephone."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QGridLayout, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.files import publish
from lärcentrum.sync.cards import KeyCard, Role, write_card
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.help_key import HelpKey
from ui.kit.tokens import GRID, Text, Tone
from ui.kit.widgets import area, button, column, label, line, row

CARD_FILTER = "*.txt"
_ACROSS = 3


def card_file(card: KeyCard) -> str:
    """Give a card's file name: whose it is, and nothing else."""
    return f"nyckelkort-{card.role.value}-{card.code}.txt"


class CardView(QWidget):
    """Shows whose card it is, and its fingerprint in groups that can be read aloud."""

    def __init__(self, card: KeyCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whose = _("Regionkontor") if card.role is Role.REGION else _("Lärcentrum")
        facts = QGridLayout()
        facts.setHorizontalSpacing(2 * GRID)
        facts.setVerticalSpacing(GRID // 2)
        facts.setColumnStretch(1, 1)
        listed = ((whose, card.name), (_("Kod"), card.code), (_("E-post"), card.email or "–"))
        for place, (title, value) in enumerate(listed):
            facts.addWidget(label(title, soft=True), place, 0)
            facts.addWidget(label(value, strong=not place, wrap=True), place, 1)
        column(facts, 1, self._fingerprint(card), parent=self, gap=1)

    def _fingerprint(self, card: KeyCard) -> QWidget:
        box = area(QWidget(), "window")
        digits = QGridLayout()
        digits.setHorizontalSpacing(4 * GRID)
        for place, group in enumerate(card.fingerprint.split()):
            shown = label(group, size=Text.TITLE, name=f"group_{place}")
            shown.setFont(theme.tabular(shown.font()))
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            digits.addWidget(shown, place // _ACROSS, place % _ACROSS)
        digits.setColumnStretch(_ACROSS, 1)
        title = label(_("Fingeravtryck"), soft=True)
        column(title, digits, parent=box, gap=1, margin=2)
        box.setAccessibleName(_("Fingeravtryck {digits}").format(digits=card.fingerprint))
        return box


class _CardDialog(QDialog):
    """A title, an explanation, the card and a row of buttons."""

    def __init__(self, title: str, why: str, card: KeyCard, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        HelpKey(self)
        self.card = card
        self.banner = Banner()
        self.inner = column(
            label(title, size=Text.TITLE),
            label(why, wrap=True),
            self.banner,
            CardView(card),
            gap=2,
        )
        self.inner.setContentsMargins(24, 20, 24, 16)
        self.foot = row(None)
        self.foot.setContentsMargins(24, 12, 24, 12)
        column(self.inner, None, line(), self.foot, parent=area(self, "surface"), gap=0)
        self.setMinimumWidth(theme.pixels(460))


class AcceptCardDialog(_CardDialog):
    """Takes another office's card into use once its digits have been compared.

    Args:
        title: the dialog's title.
        card: the card, read and whole.
        accept: called with the fingerprint that was compared; raises UserError to refuse.
        parent: see Qt.
    """

    def __init__(
        self,
        title: str,
        card: KeyCard,
        accept: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        why = _(
            "Ring {name} på ett nummer du redan har. Låt dem läsa upp sitt fingeravtryck, och"
            " jämför varje siffra. Då vet du att kortet är deras."
        ).format(name=card.name)
        super().__init__(title, why, card, parent)
        self.setObjectName("accept_card")
        self._accept = accept
        self.compared = QCheckBox(_("Alla sex grupperna stämmer"))
        self.compared.setObjectName("compared")
        self.inner.addWidget(self.compared)
        self.accept_button = button(_("Ta i bruk"), self.accept, kind="primary", name="save")
        self.accept_button.setEnabled(False)
        self.compared.toggled.connect(self.accept_button.setEnabled)
        self.foot.addWidget(button(_("Avbryt"), self.reject, name="cancel"))
        self.foot.addWidget(self.accept_button)

    def accept(self) -> None:
        """Take the card into use; stay open with the reason on a refusal."""
        if not self.compared.isChecked():
            return
        try:
            self._accept(self.card.fingerprint)
        except UserError as error:
            self.banner.say_error(error)
        else:
            super().accept()


class OwnCardDialog(_CardDialog):
    """Shows this office's own card and saves it as a file.

    Args:
        card: the card.
        to: whom it is for, in the middle of a sentence.
        parent: see Qt.
    """

    def __init__(self, card: KeyCard, to: str, parent: QWidget | None = None) -> None:
        why = _(
            "Skicka kortet till {to} på vilket sätt som helst; det är ingen hemlighet. Läs sedan"
            " upp fingeravtrycket i telefon när de ber om det."
        ).format(to=to)
        super().__init__(_("Vårt nyckelkort"), why, card, parent)
        self.setObjectName("own_card")
        self.foot.addWidget(button(_("Stäng"), self.accept, name="close"))
        self.save_button = button(
            _("Spara kortet …"), self.choose_file, kind="primary", icon="download", name="save"
        )
        self.foot.addWidget(self.save_button)

    def choose_file(self) -> None:
        """Ask where to save the card."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.windowTitle(), str(Path.home() / card_file(self.card)), CARD_FILTER
        )
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, path: Path) -> None:
        """Save the card whole under a name."""
        try:
            publish(path, write_card(self.card))
        except UserError as error:
            self.banner.say_error(error)
        else:
            self.banner.say(_("Sparat som {name}.").format(name=path.name), "", Tone.GOOD)
