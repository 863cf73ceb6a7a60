"""The dialogs of a fee: set it, pay it, pay it back, let it go; and its receipt."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.exams import fees, fees_invoices
from lärcentrum.exams.fees_invoices import fee_reminder_text, note_fee_reminder
from lärcentrum.exams.fees_lists import FeeRow
from lärcentrum.exams.fees_proposals import FeeProposal, propose_fee
from lärcentrum.exams.fees_rules import (
    KIND_NAMES,
    PAID_NAMES,
    PAYER_NAMES,
    FeeState,
    PaidHow,
    Payer,
    Tariff,
)
from lärcentrum.language import _, ngettext
from lärcentrum.store.store import Store
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, DateField, NumberField, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.money import AmountField
from ui.kit.texts import kronor
from ui.kit.widgets import label

TOPIC = "exams#avgifter"


class FeeForm(Form):
    """A booking's fee: the tariff brings amount and VAT, and may be overruled.

    Args:
        store: the register.
        fee: the fee as the lists show it, set or only proposed.
    """

    def __init__(self, store: Store, fee: FeeRow) -> None:
        super().__init__(self._save)
        self._store, self._fee = store, fee
        self._proposal = propose_fee(store, booking=fee.booking, kind=fee.kind)
        self._say_why()
        tariffs = [Choice(one.uid, one.name, kronor(one.amount)) for one in self._proposal.choices]
        self.add("tariff", _("Taxa"), ChoiceField(tariffs, optional=True),
                 hint=_("Tomt: ett eget belopp."))  # fmt: skip
        self.add("amount", _("Belopp, moms inräknad"), AmountField(), required=True)
        self.add("vat_pct", _("Moms %"), NumberField(0, 100), beside="amount")
        payers = [Choice(one.value, _(PAYER_NAMES[one]).capitalize()) for one in Payer]
        self.add("payer", _("Vem betalar?"), ChoiceField(payers))
        self.add("reference", _("Fakturareferens"), TextField(), beside="payer")
        self.add("due", _("Betalas senast"), DateField(store.clock.today), required=True)
        self.add("paid_how", _("Betald nu"), ChoiceField(_ways(), optional=True), beside="due",
                 hint=_("Tomt: inte betald ännu."))  # fmt: skip
        self._fill()
        self.field("tariff").changed.connect(self._on_tariff)

    def _say_why(self) -> None:
        times = self._proposal.resit
        said = []
        if times:
            text = ngettext("Kursen är skriven här {n} gång förut.",
                            "Kursen är skriven här {n} gånger förut.", times)  # fmt: skip
            said.append(text.format(n=times))
        if self._proposal.tariff is None and self._proposal.choices:
            said.append(_("Ingen taxa följer av hemkommunen: välj en."))
        elif not self._proposal.choices:
            said.append(_("Det finns inga taxor för dagen: skriv ett belopp."))
        why = label(" ".join(said), soft=True, wrap=True, name="fee_why")
        why.setVisible(bool(said))
        self.insert(why)

    def _fill(self) -> None:
        fee, proposed = self._fee, self._proposal
        set_already = fee.state is not FeeState.PROPOSED
        chosen = _same(proposed, fee) if set_already else proposed.tariff
        self.fill(
            tariff=chosen.uid if chosen else "",
            amount=fee.amount,
            vat_pct=fee.vat_pct,
            payer=fee.payer.value,
            reference=fee.reference,
            due=fee.due,
        )

    def _on_tariff(self) -> None:
        chosen = self._tariff(self.field("tariff").value())
        if chosen is not None:
            self.field("amount").put(chosen.amount)
            self.field("vat_pct").put(chosen.vat_pct)

    def _tariff(self, uid: str) -> Tariff | None:
        return next((one for one in self._proposal.choices if one.uid == uid), None)

    def _save(self, **values: Any) -> str:
        chosen, vat = self._tariff(values["tariff"]), values["vat_pct"] or 0
        own = chosen is None or (chosen.amount, chosen.vat_pct) != (values["amount"], vat)
        how = PaidHow(values["paid_how"]) if values["paid_how"] else None
        return fees.set_fee(
            self._store,
            booking=self._fee.booking,
            kind=self._fee.kind,
            tariff=chosen.uid if chosen else None,
            amount=values["amount"] if own else None,
            vat_pct=vat if own else None,
            payer=Payer(values["payer"]),
            reference=values["reference"],
            due=values["due"],
            paid_on=self._store.clock.today() if how else None,
            paid_how=how,
        )


def set_fee(store: Store, fee: FeeRow, parent: QWidget) -> FormDialog:
    """Open the dialog that sets a fee."""
    title = _("Avgift: {what}").format(what=_(KIND_NAMES[fee.kind]))
    return _open(FormDialog(title, FeeForm(store, fee), parent=parent))


def pay(store: Store, fee: FeeRow, parent: QWidget) -> FormDialog:
    """Ask how and when a fee was paid; one that is only proposed is set with it."""
    if fee.amount is None:
        return set_fee(store, fee, parent)

    def save(how: str, day: Any) -> None:
        if fee.uid:
            fees.note_payment(store, fee=fee.uid, how=PaidHow(how), day=day)
        else:
            when = day or store.clock.today()
            fees.set_fee(store, booking=fee.booking, kind=fee.kind, paid_on=when,
                         paid_how=PaidHow(how))  # fmt: skip

    form = Form(save)
    form.add("how", _("Hur betalades den?"), ChoiceField(_ways()))
    form.add("day", _("När"), DateField(store.clock.today), beside="how")
    form.fill(day=store.clock.today())
    title = _("Betald: {sum}").format(sum=kronor(fee.amount))
    return _open(FormDialog(title, form, verb=_("Betald"), parent=parent))


def invoice(store: Store, fee: FeeRow, parent: QWidget) -> FormDialog:
    """Ask for the invoice's number and days."""
    form = Form(partial(fees_invoices.note_invoice, store, fees=[fee.uid]))
    hint = _("Numret i kommunens fakturasystem.")
    form.add("number", _("Fakturans nummer"), TextField(longest=100), required=True, hint=hint)
    form.add("day", _("Fakturerad"), DateField(store.clock.today), required=True)
    form.add("due", _("Betalas senast"), DateField(store.clock.today), required=True, beside="day")
    today = store.clock.today()
    form.fill(day=today, due=max(today, fee.due))
    who = fee.provider_name if fee.payer is Payer.PROVIDER else fee.name
    title = _("Fakturerad: {who}").format(who=who)
    return _open(FormDialog(title, form, verb=_("Fakturerad"), parent=parent))


def uninvoice(store: Store, fee: FeeRow, parent: QWidget) -> None:
    """Take back an invoice that was noted by mistake, or credited; undo brings it again."""
    fees_invoices.clear_invoice(store, fee=fee.uid)


def remind(store: Store, fee: FeeRow, parent: QWidget) -> QDialog:
    """Show the reminder's text."""
    from ui.exams.reminder_dialog import ReminderDialog

    dialog = ReminderDialog(
        _("Påminnelse om avgift"),
        lambda language: fee_reminder_text(store, fee=fee.uid, language=language),
        lambda: note_fee_reminder(store, fee=fee.uid),
        guide="exams#avgifter",
        parent=parent,
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def exempt(store: Store, fee: FeeRow, parent: QWidget) -> FormDialog:
    """Ask why a fee is let go."""

    def save(why: str) -> str:
        return fees.exempt_fee(store, booking=fee.booking, kind=fee.kind, why=why)

    form = Form(save)
    hint = _("Utan uppgifter om personen.")
    form.add("why", _("Varför?"), TextField(longest=400), required=True, hint=hint)
    return _open(FormDialog(_("Befria från avgiften"), form, verb=_("Befria"), parent=parent))


def refund(store: Store, fee: FeeRow, parent: QWidget) -> FormDialog:
    """Ask how much of a fee is paid back."""
    form = Form(partial(fees.refund_fee, store, fee=fee.uid))
    form.add("amount", _("Belopp tillbaka"), AmountField(), required=True)
    form.add("day", _("När"), DateField(store.clock.today), required=True, beside="amount")
    form.add("why", _("Varför (valfritt)"), TextField(longest=400))
    form.fill(amount=fee.amount, day=store.clock.today())
    return _open(FormDialog(_("Återbetala"), form, verb=_("Återbetald"), parent=parent))


def unpay(store: Store, fee: FeeRow, parent: QWidget) -> None:
    """Take back a payment that was noted by mistake; undo brings it again."""
    fees.clear_payment(store, fee=fee.uid)


def receipt(store: Store, fee: FeeRow, parent: QWidget) -> QDialog:
    """Show a fee's receipt: issued now, or the copy of the one there is.

    Raises:
        UserError: it cannot be issued.
    """
    from lärcentrum.documents.fee_receipts import (
        ReceiptKind,
        fee_receipt_paper,
        issue_fee_receipt,
        protected_fee_receipt,
        receipt_of_fee,
    )

    kind = ReceiptKind.REFUND if fee.refunded_on is not None else ReceiptKind.PAYMENT
    there = receipt_of_fee(store, fee=fee.uid, kind=kind)
    if there is None:
        uid = issue_fee_receipt(store, fee=fee.uid, kind=kind)
        return _paper(fee_receipt_paper(store, receipt=uid, copy=False), parent)
    if not fee.protected:
        return _paper(fee_receipt_paper(store, receipt=there), parent)
    form = Form(partial(protected_fee_receipt, store, receipt=there))
    hint = _("Personen har skyddade uppgifter. Skälet sparas i loggen med ditt namn.")
    form.add("reason", _("Varför behöver du kvittot?"), TextField(longest=400), hint=hint)
    form.saved.connect(lambda pdf: _paper(pdf, parent))
    return _open(FormDialog(_("Visa skyddat kvitto"), form, verb=_("Visa"), parent=parent))


def _paper(pdf: bytes, parent: QWidget) -> QDialog:
    from ui.kit.paper_dialog import PaperDialog
    from ui.kit.printing import has_printer, print_pdf

    dialog = PaperDialog(
        pdf, title=_("Kvitto"), file_name="kvitto.pdf", sent=_nothing,
        send=print_pdf if has_printer() else None, parent=parent,
    )  # fmt: skip
    about(dialog, TOPIC)
    dialog.open()
    return dialog


def _nothing() -> None:
    """A receipt keeps no mark of having been printed: every later one is the copy."""


def _ways() -> list[Choice]:
    return [Choice(one.value, _(PAID_NAMES[one]).capitalize()) for one in PaidHow]


def _same(proposed: FeeProposal, fee: FeeRow) -> Tariff | None:
    found = (one for one in proposed.choices if (one.name, one.amount) == (fee.tariff, fee.amount))
    return next(found, None)


def _open(dialog: FormDialog) -> FormDialog:
    about(dialog, TOPIC)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
