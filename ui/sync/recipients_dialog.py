"""Mottagare och nycklar: whom the file goes to, our own card, decisions about persons."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day
from lärcentrum.sync import keys, recipients
from lärcentrum.sync.levels import Level
from lärcentrum.sync.words import LEVEL_NAMES
from ui.kit import theme
from ui.kit.again import Again
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.card_dialog import OwnCardDialog
from ui.kit.chips import Chip
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, DateField, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, fit_screen, label, line, row
from ui.sync.words import LEVEL_MEANINGS


class RecipientsDialog(QDialog):
    """Recipients, the centre's own key card and the controller's decisions.

    Args:
        store: the register; the user may change keys.
        memory: remembers columns.
        parent: see Qt.

    Signals:
        reading_card: a region's key card is to be chosen and read in.
    """

    reading_card = Signal()

    def __init__(
        self, store: Store, memory: Memory | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "month#mottagare-och-nycklar")
        self.setObjectName("recipients")
        self.setWindowTitle(_("Mottagare och nycklar"))
        self._store = store
        self.banner = Banner()
        self.model = RecordModel(_columns())
        self.table = Table(
            self.model, name="recipient_list", title=_("Mottagare"), memory=memory, compact=True
        )
        self.table.setFixedHeight(theme.pixels(140))
        self.table.empty.say(
            "inbox", _("Ingen mottagare ännu"), _("Läs in regionkontorets nyckelkort.")
        )
        self.end_button = button(_("Avsluta"), self.end, icon="x", name="end_recipient")
        self.level = label(wrap=True, strong=True, name="present_level")
        self.decisions = label(wrap=True, soft=True, name="decisions")
        self.table.chosen.connect(self._on_chosen)
        self._lay_out()
        self._again = Again(self._show, self)
        self.reload()

    def reload(self) -> None:
        """Show what the register says now."""
        self._again.go()

    def _show(self) -> None:
        self.model.show(recipients.list_recipients(self._store))
        level = keys.present_level(self._store)
        self.level.setText(f"{_(LEVEL_NAMES[level])}. {_(LEVEL_MEANINGS[level])}")
        listed = [
            _("{level}: beslut {day}, {number}").format(
                level=_(LEVEL_NAMES[one.level]), day=long_day(one.decided), number=one.file_number
            )
            for one in keys.list_decisions(self._store)
        ]
        self.decisions.setText("\n".join(listed) or _("Inget beslut är infört."))

    def own_card(self) -> QDialog | None:
        """Show the centre's own card; its keys are made if there are none."""
        try:
            keys.make_centre_keys(self._store)
            card = keys.card_of(self._store)
        except UserError as error:
            self.banner.say_error(error)
            return None
        dialog = OwnCardDialog(card, _("regionkontoret"), self)
        dialog.open()
        return dialog

    def add_plain(self) -> FormDialog:
        """Add an office without the program."""
        form = Form(partial(recipients.add_plain_recipient, self._store))
        form.add("name", _("Namn"), TextField(), required=True,
                 hint=_("Ett kontor utan programmet får siffrorna som Excel."))  # fmt: skip
        form.add("email", _("E-post"), TextField(longest=254))
        return self._open_form(_("Mottagare utan programmet"), form)

    def decide(self) -> FormDialog:
        """Enter a decision of the data controller."""

        def save(level: str, decided_on: date, file_number: str, decided_by: str) -> str:
            return keys.enter_decision(
                self._store, level=Level(level), decided_on=decided_on, file_number=file_number,
                decided_by=decided_by,
            )  # fmt: skip

        form = Form(save)
        choices = [Choice(one.value, _(LEVEL_NAMES[one])) for one in reversed(Level)]
        form.add("level", _("Vad får lämnas om personer?"), ChoiceField(choices),
                 hint=_("Nivåerna bygger på varandra. Bara siffror upphäver alla."))  # fmt: skip
        form.add("decided_on", _("Beslutets datum"), DateField(self._store.clock.today),
                 required=True)  # fmt: skip
        form.add("file_number", _("Diarienummer"), TextField(longest=100), required=True,
                 beside="decided_on")  # fmt: skip
        form.add("decided_by", _("Beslutat av"), TextField(longest=200), required=True,
                 hint=_("Den personuppgiftsansvarige: en nämnd eller tjänst."))  # fmt: skip
        form.fill(level=Level.PSEUDONYMOUS.value)
        return self._open_form(_("Beslut om personuppgifter"), form)

    def end(self) -> None:
        """Send no more to the chosen office."""
        record = self.table.record()
        if record is not None:
            self._try(partial(recipients.end_recipient, self._store, recipient=record.uid))

    def _open_form(self, title: str, form: Form) -> FormDialog:
        form.saved.connect(self.reload)
        dialog = FormDialog(title, form, parent=self)
        dialog.open()
        return dialog

    def _try(self, act: Any) -> None:
        try:
            act()
        except UserError as error:
            self.banner.say_error(error)
        self.reload()

    def _on_chosen(self, record: Any) -> None:
        self.end_button.setEnabled(record is not None)

    def _lay_out(self) -> None:
        card = button(_("Läs in regionens nyckelkort …"), self.reading_card.emit,
                      icon="key-round", name="read_card")  # fmt: skip
        plain = button(_("Lägg till utan program …"), self.add_plain, icon="plus", name="add_plain")
        own = button(_("Visa och spara …"), self.own_card, icon="key-round", name="own_card_open")
        new = button(_("Nytt beslut …"), self.decide, icon="stamp", name="new_decision")
        inside = area(QWidget(), "surface")
        parts = column(
            label(_("Mottagare"), size=Text.TITLE),
            self.banner,
            self.table,
            ButtonRow(card, plain, None, self.end_button),
            1,
            _headed(_("Vårt nyckelkort"), _("Regionen läser in det en gång, innan den första filen"
                    " kommer."), own),
            1,
            _headed(_("Vad som får lämnas om personer"), _("Den personuppgiftsansvarige beslutar;"
                    " programmet lämnar bara siffror tills ett beslut är infört."), new),
            self.level,
            self.decisions,
            None,
            parent=inside,
            gap=1,
        )  # fmt: skip
        parts.setContentsMargins(24, 20, 24, 16)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        foot = row(None, button(_("Stäng"), self.accept, name="close"))
        foot.setContentsMargins(24, 12, 24, 12)
        column(scroll, line(), foot, parent=self, gap=0)
        fit_screen(self, QSize(theme.pixels(640), theme.pixels(560)))


def _headed(title: str, text: str, act: QWidget) -> QWidget:
    box = QWidget()
    words = column(label(title, strong=True), label(text, soft=True, wrap=True), gap=0)
    row(words, act, parent=box, gap=2).setStretch(0, 1)
    return box


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda r: r.name),
        Column(key="email", title=_("E-post"), text=lambda r: r.email or "–"),
        Column(key="key", title=_("Nyckel"), text=_key, chip=_chip, width=130),
    ]


def _key(one: recipients.Recipient) -> str:
    return _("inläst") if one.has_key else _("saknas")


def _chip(one: recipients.Recipient) -> Chip:
    if one.has_key:
        return Chip(_key(one), Tone.GOOD, "key-round")
    return Chip(_key(one), Tone.NEUTRAL, "file-spreadsheet")
