"""What the centre charges: the switch, how fees are counted, and the price list."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from lärcentrum import settings
from lärcentrum.errors import UserError
from lärcentrum.exams import fees_tariffs
from lärcentrum.exams.fees_rules import APPLIES_NAMES, Applies, Tariff
from lärcentrum.language import _
from lärcentrum.people.municipalities import municipality_name
from lärcentrum.store.store import Store
from lärcentrum.swedish import kronor
from ui.kit import theme
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, Choice, ChoiceField, DateField, NumberField, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.money import AmountField
from ui.kit.settings import Memory
from ui.kit.table import Column
from ui.kit.tokens import Tone
from ui.kit.widgets import button, row
from ui.settings.section import TableSection

_TEXT = "fee_receipt_text"
_LARGE = 150
"""Per cent of ordinary text from which fields stand below each other."""
_NUMBERS = ("fee_free_resits", "fee_due_days", "fee_late_days")


class FeesSection(TableSection):
    """The price list with its dialog, above it the switch.

    Args:
        store: the register.
        memory: remembers the columns.
    """

    def __init__(self, store: Store, memory: Memory | None = None) -> None:
        super().__init__(
            _("Avgifter"),
            _("Avslaget syns inget av det. Påslaget föreslås avgiften på varje bokning ur taxorna,"
              " efter var studenten bor."),
            name="fee_tariffs",
            columns=_columns(),
            memory=memory,
        )  # fmt: skip
        self._store = store
        self.form = Form(self._save)
        self.form.add("use_fees", "", CheckField(_("Använd avgifter")))
        for key in _NUMBERS:
            one = settings.DECLARED[key]
            # There is room for two beside each other, and at large text for one.
            alone = key != _NUMBERS[1] or theme.pixels(100) >= _LARGE
            beside = "" if alone else _NUMBERS[0]
            self.form.add(key, _(one.label), NumberField(one.least, one.most), beside=beside)
        text = settings.DECLARED[_TEXT]
        hint = _("Organisationsnummer, momsnummer, bankgiro.")
        self.form.add(_TEXT, _(text.label), TextField(longest=text.most), hint=hint)
        self.form.saved.connect(self._on_saved)
        self.body.insertWidget(self.body.indexOf(self.part), self.form)
        self.save_button = button(_("Spara"), self.form.save, name="save_fees")
        self.save_by_keys(self.form.save)
        self._save_row = QWidget()
        row(None, self.save_button, parent=self._save_row)
        self.body.insertWidget(self.body.indexOf(self.part), self._save_row)
        self.fetch_button = self.offer(
            _("Hämta förslag"), self.fetch, name="fetch_tariffs", icon="download"
        )
        self.offer(_("Ändra …"), self.change, name="change_tariff", fits=lambda _one: True)
        self.offer(_("Avsluta"), self.end, name="end_tariff", fits=self._holds)
        self.offer(_("Ny taxa …"), self.add, name="add_tariff", kind="primary", icon="plus")
        self.table.opened.connect(self.change)

    def reload(self) -> None:
        """Show what the register says now, unless something unsaved stands in the form."""
        found = fees_tariffs.list_fee_tariffs(self._store, ended=True)
        self.model.show(found)
        self.table.empty.say(
            "banknote", _("Inga taxor ännu"),
            _("Lägg till centrets egna, eller hämta ett förslag att ändra i."),
        )  # fmt: skip
        self.fetch_button.setVisible(not found)
        self.part.fit()
        if not self.form.dirty():
            values = settings.list_settings(self._store)
            numbers = {key: int(values[key]) for key in _NUMBERS}
            self.form.fill(use_fees=values["use_fees"] == "1", **{_TEXT: values[_TEXT]}, **numbers)

    def may_leave(self) -> bool:
        """Tell whether nothing unsaved stands here."""
        return not self.form.dirty()

    def fetch(self) -> None:
        """Add the price list that travels with the program."""
        try:
            fees_tariffs.add_usual_tariffs(self._store)
        except UserError as error:
            self.banner.say_error(error)
        else:
            said = _("Förslaget är hämtat: ändra det till centrets egna taxor.")
            self.banner.say(said, "", Tone.GOOD)

    def add(self) -> FormDialog:
        """Open the dialog for a new tariff."""
        form = self._form(partial(fees_tariffs.add_fee_tariff, self._store))
        form.fill(vat_pct=0, valid_from=self._store.clock.today())
        return self._open(_("Ny taxa"), form)

    def change(self, *_record: Any) -> FormDialog | None:
        """Open the dialog for the chosen tariff."""
        one: Tariff | None = self.table.record()
        if one is None:
            return None
        form = self._form(partial(fees_tariffs.change_fee_tariff, self._store, tariff=one.uid))
        form.fill(
            name=one.name,
            applies=one.applies.value,
            amount=one.amount,
            vat_pct=one.vat_pct,
            municipalities=_names(one),
            valid_from=one.valid_from,
            valid_to=one.valid_to,
        )
        return self._open(_("Ändra taxa"), form)

    def end(self) -> None:
        """Let the chosen tariff hold no more; undo brings it back."""
        one: Tariff | None = self.table.record()
        if one is None:
            return
        try:
            fees_tariffs.end_fee_tariff(self._store, tariff=one.uid)
        except UserError as error:
            self.banner.say_error(error)

    def _holds(self, one: Tariff) -> bool:
        return one.valid_to is None or one.valid_to >= self._store.clock.today()

    def _save(self, use_fees: bool, fee_receipt_text: str, **numbers: Any) -> None:
        values = {key: str(value or 0) for key, value in numbers.items()}
        values |= {"use_fees": "1" if use_fees else "0", _TEXT: fee_receipt_text}
        settings.change_settings(self._store, values=values)

    def _on_saved(self) -> None:
        self.banner.say(_("Inställningarna är sparade."), "", Tone.GOOD)

    def _form(self, submit: Any) -> Form:
        form = Form(lambda applies, **values: submit(applies=Applies(applies), **values))
        form.add("name", _("Namn"), TextField(longest=100), required=True)
        kinds = [Choice(one.value, _(APPLIES_NAMES[one]).capitalize()) for one in Applies]
        form.add("applies", _("För vem"), ChoiceField(kinds))
        form.add("amount", _("Belopp, moms inräknad"), AmountField(), required=True)
        form.add("vat_pct", _("Moms %"), NumberField(0, 100), required=True, beside="amount")
        form.add("municipalities", _("Kommuner"), TextField(longest=1000),
                 hint=_("Namn eller koder med komma emellan. För en avtalskommun behövs de;"
                        " annars: tomt för alla."))  # fmt: skip
        form.add("valid_from", _("Gäller från"), DateField(self._store.clock.today), required=True)
        form.add("valid_to", _("Till och med (valfritt)"), DateField(self._store.clock.today),
                 beside="valid_from")  # fmt: skip
        return form

    def _open(self, title: str, form: Form) -> FormDialog:
        dialog = FormDialog(title, form, parent=self)
        about(dialog, "settings#avgifter")
        dialog.open()
        return dialog


def _names(one: Tariff) -> str:
    return ", ".join(municipality_name(code) or code for code in one.municipalities)


def _span(one: Tariff) -> str:
    return f"{one.valid_from.isoformat()} – {one.valid_to.isoformat() if one.valid_to else ''}"


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda r: r.name, tip=lambda r: r.name),
        Column(key="applies", title=_("För vem"), text=lambda r: _(APPLIES_NAMES[r.applies]),
               width=180),
        Column(key="amount", title=_("Belopp"), text=lambda r: kronor(r.amount),
               sort=lambda r: r.amount, number=True, width=90),
        Column(key="vat", title=_("Moms"), text=lambda r: f"{r.vat_pct} %",
               sort=lambda r: r.vat_pct, number=True, width=70),
        Column(key="municipalities", title=_("Kommuner"), text=_names, tip=_names, width=120),
        Column(key="valid", title=_("Gäller"), text=_span, width=165),
    ]  # fmt: skip
