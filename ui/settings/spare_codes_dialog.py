"""The codes for substitutes: those that were made, a new one on paper, one taken back."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.people import spare_codes
from lärcentrum.people.spare_codes import STATE_NAMES, SpareCode, State
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.chips import Chip
from ui.kit.dialog import FormDialog
from ui.kit.fields import DateField, NumberField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.paper_dialog import PaperDialog
from ui.kit.printing import has_printer, print_pdf
from ui.kit.table import Column, RecordModel, Table
from ui.kit.texts import short_day
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import button, column, fit_screen, label, row

_AHEAD, _DAYS = timedelta(days=182), 14


class SpareCodesDialog(QDialog):
    """Lists the codes and makes new ones.

    Args:
        store: the register.
        parent: see Qt.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "settings#en-kod-i-kassaskapet")
        self.setObjectName("spare_codes")
        self.setWindowTitle(_("Koder för vikarie"))
        self._store = store
        self.banner = Banner()
        self.model = RecordModel(_columns(), self)
        self.table = Table(self.model, name="spare_codes", title=_("Koder för vikarie"))
        self.table.empty.say(
            "key-round",
            _("Ingen kod ännu"),
            _("Gör en, skriv ut den och lås in den: då kan en vikarie börja utan dig."),
        )
        self.back = button(_("Dra tillbaka"), self.withdraw, name="withdraw")
        self.new = button(_("Ny kod …"), self.add, kind="primary", icon="plus", name="new_code")
        close = button(_("Stäng"), self.accept, name="close")
        text = _(
            "En kod släpper in en vikarie en gång, till sista dagen. Sedan öppnar den inget."
            " Vem som använde den står här."
        )
        column(
            label(self.windowTitle(), size=Text.TITLE),
            label(text, soft=True, wrap=True),
            self.banner,
            self.table,
            row(close, None, self.back, self.new),
            parent=self,
            margin=3,
            gap=2,
        )
        self.table.chosen.connect(self._chosen)
        fit_screen(self, QSize(theme.pixels(640), theme.pixels(480)))
        self.reload()

    def reload(self) -> None:
        """Show what the register says now."""
        self.model.show(spare_codes.list_spare_codes(self._store))
        self._chosen(self.table.record())

    def add(self) -> FormDialog:
        """Ask how long a new code is to hold; show it on its paper."""
        today = self._store.clock.today
        form = Form(self._make)
        form.add("valid_until", _("Kan användas till och med"), DateField(today), required=True)
        form.add("days", _("Dagar som vikarien får"), NumberField(1, spare_codes.MOST_DAYS),
                 required=True)  # fmt: skip
        form.fill(valid_until=today() + _AHEAD, days=_DAYS)
        dialog = FormDialog(_("Ny kod för vikarie"), form, verb=_("Gör koden"), parent=self)
        dialog.open()
        return dialog

    def withdraw(self) -> None:
        """Let the chosen code open nothing any more."""
        chosen: SpareCode | None = self.table.record()
        if chosen is None:
            return
        try:
            spare_codes.withdraw_spare_code(self._store, spare_code=chosen.uid)
        except UserError as error:
            self.banner.say_error(error)
        self.reload()

    def _make(self, valid_until: date, days: int) -> None:
        from lärcentrum.documents.spare_code_paper import spare_code_pdf

        made = spare_codes.make_spare_code(self._store, valid_until=valid_until, days=days)
        self.reload()
        pdf = spare_code_pdf(self._store, code=made.code, valid_until=valid_until, days=days)
        paper = PaperDialog(
            pdf,
            title=_("Vikariekod – visas bara nu"),
            file_name="vikariekod.pdf",
            sent=partial(self.banner.hide),
            send=print_pdf if has_printer() else None,
            parent=self,
        )
        paper.open()

    def _chosen(self, one: SpareCode | None) -> None:
        self.back.setEnabled(one is not None and one.state is State.WAITS)


def _columns() -> list[Column]:
    return [
        Column(key="first", title=_("Börjar på"), text=lambda c: c.first, width=100),
        Column(key="until", title=_("Till och med"), text=lambda c: short_day(c.valid_until),
               sort=lambda c: c.valid_until, width=120),
        Column(key="days", title=_("Dagar"), text=lambda c: str(c.days), number=True, width=80),
        Column(key="who", title=_("Vem"), text=lambda c: c.user_name),
        Column(key="state", title=_("Läge"), text=lambda c: _(STATE_NAMES[c.state]), chip=_chip,
               width=150),
    ]  # fmt: skip


def _chip(code: SpareCode) -> Chip:
    waits = code.state is State.WAITS
    return Chip(_(STATE_NAMES[code.state]), Tone.GOOD if waits else Tone.NEUTRAL)
