"""A fee from the price list to the receipt and the Excel list, by `larcentrum op` alone."""

from datetime import timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.helpers.command_line import Terminal
from tests.stories.test_command_line import last_months_day


def test_a_fee_by_the_command_line(tmp_path: Path) -> None:
    one = Terminal(tmp_path / "lärcentrum åäö", tmp_path / "state")
    made = one("init", "--code", "2463", "--name", "Lärcentrum Åsele", "--user-name", "Berit Ö")
    assert made.code == 0, made.err
    day = last_months_day() + timedelta(weeks=12)
    student = one.op(
        "add_student", given_name="Eva", family_name="Östberg", municipality="0180",
        identity_number="",
    )  # fmt: skip
    exam = {
        "provider": one.op("add_provider", name="Exempeluniversitetet"),
        "course_name": "Statistik", "day": day.isoformat(), "minutes": 240,
        "ordinary_start": "09:00",
    }  # fmt: skip
    booking = one.op("book_exam", student=student, new_exam=exam, give_place=False)
    assert one.refused("set_fee", booking=booking)["code"] == "FeesOff"
    assert one.op("list_fees") == []
    one.op("change_settings", values={"use_fees": "1"})
    one.op("add_fee_tariff", name="Utomstående", applies="outsider", amount=62_500, vat_pct=25,
           valid_from="2026-01-01")  # fmt: skip
    assert one.op("propose_fee", booking=booking)["tariff"]["amount"] == 62_500
    fee = one.op("set_fee", booking=booking, payer="provider", reference="4711")
    for which in ("unpaid", "billing"):
        path = Path(one.op("save_fee_list", folder=str(tmp_path), which=which))
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        assert "Östberg" not in path.name
        assert "Östberg, Eva" in [cell for row in rows for cell in row]
    one.op("note_payment", fee=fee, how="invoice")
    receipt = one.op("issue_fee_receipt", fee=fee)
    assert one.op("receipt_of_fee", fee=fee) == receipt
    (row,) = one.op("list_fees", which="all")
    assert (row["state"], row["vat"]) == ("paid", 12_500)
    assert row["receipt"].startswith("K2463-")
    assert one.op("fee_receipt_paper", receipt=receipt)
