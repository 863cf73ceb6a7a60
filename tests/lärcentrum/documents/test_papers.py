from datetime import date, datetime
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from lärcentrum.documents.attendance_list_paper import (
    AttendanceList,
    AttendanceRow,
    draw_attendance_list,
)
from lärcentrum.documents.batch import draw_many, joined
from lärcentrum.documents.confirmation_paper import Confirmation, draw_confirmation
from lärcentrum.documents.day_list_paper import DayList, DayRow, draw_day_list
from lärcentrum.documents.errors import GlyphMissing
from lärcentrum.documents.paper import Letterhead, Sheet
from lärcentrum.documents.recovery_paper import RecoverySheet, draw_recovery
from lärcentrum.documents.text import safe
from lärcentrum.errors import Cancelled
from tests.helpers.certificates import words_of

HEAD = Letterhead(municipality="Storumans kommun", centre="Storumans lärcentrum")
PRINTED = datetime(2026, 11, 23, 8, 0)
NAMES = ("Ánte Čuovga", "Person 7", "Юлия Орлова", "<b>Ŋarga</b> Đ Š Ŧ Ž", "x" * 200)
CODE = "7K3M-Q9RA-X4TW-P2HC-6NVJ-D8YF-E5GB-S1ZK"


def day_list(names: tuple[str, ...]) -> DayList:
    rows = tuple(
        DayRow(times="09:00–13:00", name=name, exam="Metod", provider="Umeå universitet",
               room="Älven", seat=str(n), note="till 15:00")
        for n, name in enumerate(names, 1)
    )  # fmt: skip
    return DayList(head=HEAD, day=date(2026, 11, 23), printed=PRINTED, rows=rows)


def attendance_list(names: tuple[str, ...]) -> AttendanceList:
    rows = tuple(AttendanceRow(name=name, seat=str(n)) for n, name in enumerate(names, 1))
    return AttendanceList(head=HEAD, room="Älven", times="måndag 23 november 2026 kl. 09:00–13:00",
                          printed=PRINTED, rows=rows, invigilators="Karin Öman",
                          rules=("Senaste insläpp 10:00",))  # fmt: skip


def pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


@pytest.mark.parametrize(
    "pdf_of",
    [lambda n: draw_day_list(day_list(n)), lambda n: draw_attendance_list(attendance_list(n))],
)
def test_forty_rows_with_repeated_heads(pdf_of: object, tmp_path: Path) -> None:
    assert callable(pdf_of)
    pdf = pdf_of(NAMES * 8)
    words = words_of(pdf, tmp_path)
    count = pages(pdf)
    assert count > 1
    assert words.count("Namn ") >= count
    assert f"Sida {count} av {count}" in words
    assert "Utskriven måndag 23 november 2026 kl. 08:00" in words
    assert "Person 7" in words
    assert "<b>Ŋarga</b> Đ Š Ŧ Ž" in words
    assert "\n40 " in words.replace("\n ", "\n").replace("\n  ", "\n") or " 40 " in words
    assert pdf == pdf_of(NAMES * 8)


def test_an_empty_day_says_so(tmp_path: Path) -> None:
    assert "Inga tentor" in words_of(draw_day_list(day_list(())), tmp_path)


def test_a_name_that_cannot_be_drawn_is_refused() -> None:
    for draw, what in ((draw_day_list, day_list), (draw_attendance_list, attendance_list)):
        with pytest.raises(GlyphMissing) as caught:
            draw(what(("ليلى",)))  # type: ignore[arg-type]
        assert caught.value.field in ("name", "")


def test_recovery_code(tmp_path: Path) -> None:
    words = words_of(draw_recovery(RecoverySheet(head=HEAD, code=CODE, made=date(2026, 11, 23))),
                     tmp_path)  # fmt: skip
    for group in CODE.split("-"):
        assert group in words


def test_confirmation(tmp_path: Path) -> None:
    what = Confirmation(
        head=HEAD, written=date(2026, 11, 23), name="Ánte Čuovga", course="Metod", code="2SO123",
        provider="Umeå universitet", times="måndag 14 december 2026 kl. 09:00–13:00",
        room="sal Älven", contact="Märta Öhrn", bring=("Giltig legitimation",), preliminary=True,
    )  # fmt: skip
    words = words_of(draw_confirmation(what), tmp_path)
    for text in ("Preliminär bokning", "Ánte Čuovga", "2SO123", "sal Älven", "Märta Öhrn",
                 "Giltig legitimation"):  # fmt: skip
        assert text in words
    assert "Återstår" not in words


def test_markup_is_text() -> None:
    assert safe("<b>&\n") == "&lt;b&gt;&amp;<br/>"


def test_a_batch_in_a_process_of_its_own() -> None:
    heard: list[tuple[int, int]] = []
    papers = [partial(draw_day_list, day_list((f"Ánte {n}",))) for n in range(12)]
    drawn = draw_many(papers, lambda done, total, what="": heard.append((done, total)))
    assert drawn == [paper() for paper in papers]
    assert heard[0] == (0, 12)
    assert heard[-1] == (12, 12)
    assert pages(joined(drawn)) == 12


def test_a_batch_is_cancelled_and_refused() -> None:
    papers = [partial(draw_day_list, day_list(("Ánte",)))] * 3

    def stop(done: int, total: int, what: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        draw_many(papers, stop)
    with pytest.raises(GlyphMissing):
        draw_many([partial(draw_day_list, day_list(("ليلى",)))])


def test_every_font_that_a_paper_names_is_embedded() -> None:
    sheet = Sheet("prov", language="sv")
    sheet.line(50, 50, "Čuovga")
    sheet.next_page()
    sheet.line(50, 50, "Åsele")
    assert b"Helvetica" not in sheet.finish()
