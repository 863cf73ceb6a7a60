"""A booking's fees in its panel: where each stands, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.fees_lists import FeeRow, booking_fees
from lärcentrum.exams.fees_rules import FeeKind, FeeState
from lärcentrum.language import N_, _
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.exams import fee_form
from ui.exams.fee_parts import OPEN, fee_chip, fee_text
from ui.kit.button_row import ButtonRow
from ui.kit.chips import ChipLabel
from ui.kit.widgets import button, column, empty_out, label, row


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeAction:
    """Something that can be done with a fee.

    Args:
        key: its name; `fee_` before it is the button's object name.
        text: the button's words.
        icon: its icon.
        run: does it, or opens a dialog.
        fits: tells whether it can be done now.
    """

    key: str
    text: str
    icon: str
    run: Callable[[Store, FeeRow, QWidget], object]
    fits: Callable[[FeeRow], bool]


def _owed(fee: FeeRow) -> bool:
    return fee.state in OPEN or (fee.state is FeeState.PROPOSED and bool(fee.amount))


def _settable(fee: FeeRow) -> bool:
    settable = (FeeState.PROPOSED, FeeState.EXEMPT, FeeState.FREE, FeeState.LAPSED, *OPEN)
    return fee.state in settable and fee.invoiced_on is None


def _paid(fee: FeeRow) -> bool:
    return fee.state is FeeState.PAID and bool(fee.amount)


FEE_ACTIONS = (
    FeeAction(key="pay", text=N_("Betald …"), icon="check", run=fee_form.pay, fits=_owed),
    FeeAction(key="set", text=N_("Avgift …"), icon="banknote", run=fee_form.set_fee,
              fits=_settable),
    FeeAction(key="exempt", text=N_("Befria …"), icon="x", run=fee_form.exempt,
              fits=lambda fee: fee.invoiced_on is None and (
                  _owed(fee) or (fee.state is FeeState.PROPOSED and fee.amount is None))),
    FeeAction(key="invoice", text=N_("Fakturerad …"), icon="file-text", run=fee_form.invoice,
              fits=lambda fee: fee.state in OPEN and fee.invoiced_on is None),
    FeeAction(key="remind", text=N_("Påminn …"), icon="mail", run=fee_form.remind,
              fits=lambda fee: fee.state in OPEN),
    FeeAction(key="uninvoice", text=N_("Inte fakturerad"), icon="eraser", run=fee_form.uninvoice,
              fits=lambda fee: fee.invoiced_on is not None
              and fee.state in (FeeState.LAPSED, *OPEN)),
    FeeAction(key="refund", text=N_("Återbetala …"), icon="undo-2", run=fee_form.refund,
              fits=_paid),
    FeeAction(key="receipt", text=N_("Kvitto …"), icon="file-text", run=fee_form.receipt,
              fits=lambda fee: _paid(fee) or fee.state is FeeState.REFUNDED),
    FeeAction(key="unpay", text=N_("Inte betald"), icon="eraser", run=fee_form.unpay,
              fits=lambda fee: _paid(fee) and not fee.receipt),
)  # fmt: skip


class FeeLines(QWidget):
    """The fees of one booking; hidden while there are none, or fees are switched off.

    Args:
        store: the register.
        parent: see Qt.

    Signals:
        failed: something was refused; the error.
    """

    failed = Signal(object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fee_lines")
        self._store = store
        self._box = column(parent=self, gap=1)
        self.fees: list[FeeRow] = []
        self.hide()

    def show_fees(self, booking: str) -> None:
        """Show a booking's fees."""
        empty_out(self._box)
        self.fees = booking_fees(self._store, booking=booking)
        writes = Right.REGISTER in self._store.session.rights
        for fee in self.fees:
            self._show(fee, writes)
        self.setVisible(bool(self.fees))

    def run(self, key: str, fee: FeeRow) -> object:
        """Do one of the actions; a refusal is told by `failed`."""
        action = next(one for one in FEE_ACTIONS if one.key == key)
        try:
            return action.run(self._store, fee, self.window())
        except UserError as error:
            self.failed.emit(error)
            return None

    def _show(self, fee: FeeRow, writes: bool) -> None:
        chip = ChipLabel(fee_chip(fee))
        name = "fee_text" if fee.kind is FeeKind.EXAM else f"fee_text_{fee.kind.value}"
        said = label(fee_text(fee), wrap=True, name=name)
        head = row(chip, said, gap=1)
        head.setStretch(1, 1)
        self._box.addLayout(head)
        if not writes:
            return
        ending = "" if fee.kind is FeeKind.EXAM else f"_{fee.kind.value}"
        buttons = ButtonRow(left=True)
        for one in FEE_ACTIONS:
            if one.fits(fee):
                made = button(
                    _(one.text), icon=one.icon, kind="quiet", name=f"fee_{one.key}{ending}"
                )
                made.clicked.connect(partial(self.run, one.key, fee))
                buttons.add(made)
        self._box.addWidget(buttons)
