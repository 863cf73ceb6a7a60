"""Fees in the window: on a booking, on their own page, seen only when switched on."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum.drafts import Drafts
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.exams.days import Kind
from lärcentrum.exams.fees import set_fee
from lärcentrum.exams.fees_lists import FeeFilter, booking_fees
from lärcentrum.exams.fees_rules import FeeState, PaidHow, Payer
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.reports.lists import Listing
from lärcentrum.reports.saving import save_list, wish_of
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_provider, make_room
from tests.helpers.fees import FAR, HOME, use_fees
from tests.helpers.people import make_student
from tests.helpers.press import press, write
from ui.exams.booking_form import BookingDialog
from ui.exams.exams_page import ExamsPage
from ui.exams.fee_page import FeesPage
from ui.exams.fee_parts import fee_text
from ui.exams.reminder_dialog import ReminderDialog
from ui.kit.bus import Bus
from ui.kit.dialog import FormDialog
from ui.kit.money import read_kronor, say_kronor
from ui.kit.paper_dialog import PaperDialog
from ui.kit.paths import Paths
from ui.today.today_page import TodayPage

TODAY = date(2026, 11, 23)


@pytest.fixture
def bus(store):
    made = Bus(store)
    yield made
    made.close()


@pytest.fixture
def exams(qtbot, store, bus):
    page = ExamsPage(store, bus)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


@pytest.fixture
def fees(qtbot, store, bus, tmp_path):
    use_fees(store)
    page = FeesPage(store, bus, paths=Paths(folder=lambda *_asked: tmp_path))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


def booked(store, n=0, home=FAR):
    return make_booking(store, n, student=make_student(store, n, municipality=home))


def dialog_of(page, kind=FormDialog):
    return next(one for one in page.window().findChildren(kind) if one.isVisible())


def shown(page, kind, name):
    """Give a part of the panel; those of the booking before are let go first."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return page.findChild(kind, name)


def click(page, name):
    made = shown(page, QPushButton, name)
    assert made.isEnabled(), name
    made.click()


def test_amounts_are_read_in_kronor():
    assert [read_kronor(one) for one in ("500", "99,50", "1 250 kr", "0,5")] == [
        50_000, 9_950, 125_000, 50,
    ]  # fmt: skip
    assert read_kronor("gratis") is None
    assert [say_kronor(one) for one in (50_000, 9_950)] == ["500", "99,50"]


def test_nothing_is_seen_while_fees_are_off(exams, store):
    use_fees(store)
    change_settings(store, values={"use_fees": "0"})
    exams.show_record(booked(store))
    assert exams.details.fees.isHidden()
    assert shown(exams.details, QPushButton, "fee_pay") is None


def test_a_proposed_fee_is_paid_and_gets_its_receipt(exams, store, qtbot):
    use_fees(store)
    uid = booked(store)
    exams.show_record(uid)
    line = shown(exams.details, QLabel, "fee_text")
    assert "500\u00a0kr · Utomstående" in line.text()
    click(exams.details, "fee_pay")
    dialog = dialog_of(exams)
    dialog.form.field("how").put("swish")
    dialog.save_button.click()
    (fee,) = booking_fees(store, booking=uid)
    assert (fee.state, fee.paid_how, fee.paid_on) == (FeeState.PAID, PaidHow.SWISH, TODAY)
    qtbot.waitUntil(lambda: shown(exams.details, QPushButton, "fee_receipt") is not None)
    click(exams.details, "fee_receipt")
    first = dialog_of(exams, PaperDialog)
    assert booking_fees(store, booking=uid)[0].receipt == "K2421-2026-0001"
    first.accept()
    exams.details.show_booking(uid)
    assert shown(exams.details, QPushButton, "fee_unpay") is None
    click(exams.details, "fee_receipt")
    again = dialog_of(exams, PaperDialog)
    assert again._pdf != first._pdf
    again.accept()
    assert booking_fees(store, booking=uid)[0].receipt == "K2421-2026-0001"


def test_the_dialog_sets_tariff_payer_and_due_day(exams, store):
    use_fees(store)
    uid = booked(store)
    exams.show_record(uid)
    click(exams.details, "fee_set")
    form = dialog_of(exams).form
    assert (form.field("amount").value(), form.field("vat_pct").value()) == (50_000, 0)
    resit = form._proposal.choices[-1]
    form.field("tariff").put(resit.uid)
    assert form.field("amount").value() == 10_000
    form.field("payer").put("provider")
    form.field("reference").put("LTU 4711")
    form.field("due").put(TODAY + timedelta(3))
    dialog_of(exams).save_button.click()
    (fee,) = booking_fees(store, booking=uid)
    assert (fee.amount, fee.tariff, fee.payer) == (10_000, "Omtentamen", Payer.PROVIDER)
    assert (fee.reference, fee.due, fee.state) == ("LTU 4711", TODAY + timedelta(3),
                                                    FeeState.UNPAID)  # fmt: skip
    click(exams.details, "fee_set")
    form = dialog_of(exams).form
    assert form.field("tariff").value() == resit.uid
    form.field("amount").edit.setText("99,50")
    dialog_of(exams).save_button.click()
    assert booking_fees(store, booking=uid)[0].amount == 9_950


def test_a_protected_persons_fee_asks_for_a_tariff(exams, store):
    use_fees(store)
    student = make_student(store, 0, municipality=FAR)
    uid = make_booking(store, 0, student=student)
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    exams.show_record(uid)
    assert shown(exams.details, QLabel, "fee_text").text() == "välj taxa"
    assert shown(exams.details, QPushButton, "fee_pay") is None
    click(exams.details, "fee_set")
    dialog = dialog_of(exams)
    dialog.save_button.click()
    assert dialog.isVisible()
    dialog.form.field("tariff").put(dialog.form._proposal.choices[2].uid)
    dialog.save_button.click()
    assert booking_fees(store, booking=uid)[0].amount == 50_000


def test_let_go_stays_open_without_a_reason(exams, store):
    use_fees(store)
    uid = booked(store)
    exams.show_record(uid)
    click(exams.details, "fee_exempt")
    dialog = dialog_of(exams)
    dialog.save_button.click()
    assert dialog.isVisible()
    dialog.form.field("why").put("Stipendium")
    dialog.save_button.click()
    assert booking_fees(store, booking=uid)[0].state is FeeState.EXEMPT


def test_a_refused_receipt_is_told_on_top(exams, store):
    use_fees(store)
    uid = booked(store)
    set_fee(store, booking=uid, paid_on=TODAY, paid_how=PaidHow.CASH)
    change_settings(store, values={"centre_code": ""})
    exams.show_record(uid)
    click(exams.details, "fee_receipt")
    assert exams.banner.isVisible()
    assert "kommunkod" in exams.banner.findChild(QLabel, "banner_text").text()


def rows(page):
    return [page.model.record(row).fee.booking for row in range(page.model.rowCount())]


def test_filters_and_the_sum_in_the_heading(fees, store):
    one, two, three = booked(store, 1), booked(store, 2), booked(store, 3, HOME)
    set_fee(store, booking=one, payer=Payer.PROVIDER)
    set_fee(store, booking=two, amount=12_550, due=TODAY - timedelta(1))
    set_fee(store, booking=three)
    assert rows(fees) == [two, one]
    assert fees.count == "2 avgifter · 625,50\u00a0kr"
    fees.show_record(FeeFilter.OVERDUE.value)
    assert rows(fees) == [two]
    fees.which.put(FeeFilter.INVOICES.value)
    assert rows(fees) == [one]
    fees.which.put(FeeFilter.REFUNDS.value)
    assert fees.count == "0 avgifter"
    assert fees.table.empty.isVisibleTo(fees)


def test_pay_and_refund_from_the_list(fees, store):
    uid = booked(store, 1)
    fee = set_fee(store, booking=uid)
    fees.table.choose(0)
    click(fees, "fee_pay")
    dialog_of(fees).save_button.click()
    assert rows(fees) == []
    cancel_booking(store, booking=uid, by=CancelledBy.PROVIDER)
    fees.which.put(FeeFilter.REFUNDS.value)
    assert rows(fees) == [uid]
    fees.table.choose(0)
    click(fees, "fee_refund")
    dialog = dialog_of(fees)
    dialog.form.field("amount").edit.setText("501")
    dialog.save_button.click()
    assert dialog.isVisible()
    dialog.form.field("amount").edit.setText("500")
    dialog.save_button.click()
    assert store.row("fee", fee)["refunded"] == 50_000


def test_the_lists_are_saved_as_excel(fees, store, tmp_path):
    set_fee(store, booking=booked(store, 1), payer=Payer.PROVIDER)
    click(fees, "save_excel")
    fees.which.put(FeeFilter.INVOICES.value)
    click(fees, "save_excel")
    names = sorted(one.name for one in tmp_path.glob("*.xlsx"))
    assert [name.split("-2026")[0] for name in names] == ["avgifter-fakturera",
                                                          "avgifter-obetalda"]  # fmt: skip
    assert fees.banner.isVisible()


def test_an_invoice_is_noted_and_the_provider_is_reminded(fees, store):
    uid = booked(store, 1)
    fee = set_fee(store, booking=uid, payer=Payer.PROVIDER, due=TODAY)
    fees.which.put(FeeFilter.INVOICES.value)
    fees.table.choose(0)
    click(fees, "fee_invoice")
    dialog = dialog_of(fees)
    dialog.save_button.click()
    assert dialog.isVisible(), "an invoice has a number"
    dialog.form.field("number").put("4711")
    dialog.form.field("due").put(TODAY + timedelta(30))
    dialog.save_button.click()
    assert rows(fees) == []
    fees.which.put(FeeFilter.INVOICED.value)
    assert rows(fees) == [uid]
    fees.table.choose(0)
    (row,) = booking_fees(store, booking=uid)
    assert fee_text(row).endswith("faktura 4711 mån 23 nov")
    assert not fees._buttons["set"].isVisibleTo(fees)
    click(fees, "fee_remind")
    reminder = dialog_of(fees, ReminderDialog)
    assert "Belopp: 500 kr" in reminder.text.toPlainText()
    assert "Faktura: 4711" in reminder.text.toPlainText()
    reminder.form.field("language").put("en")
    assert "has not been paid yet" in reminder.text.toPlainText()
    reminder.copy()
    assert QGuiApplication.clipboard().text() == reminder.text.toPlainText()
    reminder.note()
    assert store.row("fee", fee)["reminded_on"] == TODAY.isoformat()
    fees.table.choose(0)
    click(fees, "fee_uninvoice")
    assert store.row("fee", fee)["invoice_number"] is None


def test_a_saved_selection_and_the_file_hold_what_is_shown(qtbot, store, bus, tmp_path):
    use_fees(store)
    asked = []
    page = FeesPage(store, bus, drafts=Drafts(store), save=lambda *given: asked.append(given[2]))
    qtbot.addWidget(page)
    page.show()
    late, other = booked(store, 1), booked(store, 2)
    set_fee(store, booking=late, due=TODAY - timedelta(1))
    set_fee(store, booking=other)
    page.which.put(FeeFilter.OVERDUE.value)
    page.selections.ask_name()
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.field("name").put("Sena")
    dialog.save_button.click()
    page.which.put(FeeFilter.ALL.value)
    assert len(rows(page)) == 2
    (one,) = [one for one in page.commands() if one.label == "Urval: Sena"]
    one.run()
    assert rows(page) == [late]
    page.selections.save_list()
    (shown_now,) = asked
    file = tmp_path / "avgifter.csv"
    saved = save_list(store, listing=Listing.FEES, file=file, wish=wish_of(shown_now))
    assert saved.rows == 1
    text = file.read_text("utf-8-sig")
    assert "Åsa Ärlig" in text
    assert "500,00" in text


def test_the_booking_is_one_step_away(fees, store, qtbot):
    uid = booked(store, 1)
    set_fee(store, booking=uid)
    fees.table.choose(0)
    with qtbot.waitSignal(fees.go) as caught:
        click(fees, "fee_booking")
    assert caught.args == ["exams", uid]


def test_model(fees, store, qtmodeltester):
    set_fee(store, booking=booked(store, 1))
    qtmodeltester.check(fees.model)


def test_the_rule_card_says_what_it_will_cost(qtbot, store):
    make_provider(store, "Luleå tekniska universitet", short="LTU")
    make_room(store, "Sal Å", 8)
    make_student(store, 1, municipality=FAR)

    def said():
        dialog = BookingDialog(store)
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        write(dialog, "arlig", Qt.Key.Key_Return)
        press(dialog.focusWidget(), Qt.Key.Key_Tab)
        for text in ("ltu", "Statistik A ST101G"):
            write(dialog, text, Qt.Key.Key_Tab)
        press(dialog.focusWidget(), Qt.Key.Key_Tab)
        for text in ("14/12", "9"):
            write(dialog, text, Qt.Key.Key_Tab)
        texts = " ".join(one.text() for one in dialog.booking.card.findChildren(QLabel))
        dialog._discard()
        return texts

    assert "500" not in said()
    use_fees(store)
    assert "500\u00a0kr: Utomstående." in said()


def test_an_overdue_fee_on_today_leads_to_the_booking_and_cancels_nothing(qtbot, store, bus):
    use_fees(store)
    uid = booked(store)
    set_fee(store, booking=uid, due=TODAY - timedelta(1))
    page = TodayPage(store, bus)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    lines = [page.model.record(row) for row in range(page.model.rowCount())]
    (line,) = [one for one in lines if one.todo.kind is Kind.FEE]
    assert line.text.startswith("Obetald avgift, avboka eller påminn\n")
    page.table.choose(lines.index(line))
    with qtbot.waitSignal(page.go) as caught:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert caught.args == ["exams", uid]
    assert store.row("booking", uid)["cancelled_at"] is None
