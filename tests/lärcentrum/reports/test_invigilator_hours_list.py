import io
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from lärcentrum.documents.duty_list_paper import duty_list_pdf
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.invigilators import add_duty, add_invigilator
from lärcentrum.reports.invigilator_hours_list import save_invigilator_hours
from lärcentrum.store.store import Store
from tests.helpers.certificates import words_of
from tests.helpers.exams import make_booking
from tests.helpers.matrix import Case, check
from tests.helpers.sat import name_centre

DECEMBER = {"first": date(2026, 12, 1), "last": date(2026, 12, 31)}
BACKWARDS = {"first": date(2026, 12, 31), "last": date(2026, 12, 1)}


def test_excel_for_pay(store: Store, tmp_path: Path) -> None:
    sitting = booking_page(store, booking=make_booking(store, 1)).sitting
    assert sitting
    vera = add_invigilator(store, name="=Vera")
    add_duty(store, sitting=sitting, invigilator=vera, ends=datetime(2026, 12, 14, 12, 30))
    good = {**DECEMBER, "path": tmp_path / "timmar.xlsx"}
    bad = [({**BACKWARDS, "path": tmp_path / "x.xlsx"}, BadValue)]
    path = check(store, Case(operation=save_invigilator_hours, good=good, bad=bad))
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    cells = book.get_sheet_by_index(0).to_python()
    assert cells[1] == [
        "=Vera",
        "2026-12-14",
        "09:00",
        "12:30",
        "Sal Å",
        "tentavakt",
        1,
        210,
        "3:30",
    ]
    assert cells[2][0:2] + cells[2][7:] == ["=Vera", "summa", 210, "3:30"]
    assert not (tmp_path / "x.xlsx").exists()


def test_a_duty_list_shows_counts_and_no_student(store: Store, tmp_path: Path) -> None:
    name_centre(store)
    booking = booking_page(store, booking=make_booking(store, 1))
    assert booking.sitting
    vera = add_invigilator(store, name="Vera Vakt")
    add_duty(store, sitting=booking.sitting, invigilator=vera)
    good = {"invigilator": vera, **DECEMBER}
    bad = [(good | {"invigilator": "x"}, NotFound), (good | BACKWARDS, BadValue)]
    pdf = check(store, Case(operation=duty_list_pdf, good=good, bad=bad))
    words = words_of(pdf, tmp_path)
    assert "Passlista, Vera Vakt" in words
    assert "mån 14 dec" in words
    assert "Summa 4:00 timmar" in words
    assert booking.name.split()[-1] not in words
    empty = duty_list_pdf(store, invigilator=vera, first=date(2027, 1, 1), last=date(2027, 1, 31))
    assert "Inga pass i perioden." in words_of(empty, tmp_path)
