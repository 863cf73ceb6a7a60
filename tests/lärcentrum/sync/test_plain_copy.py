import csv
import io
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from lärcentrum.spreadsheets import as_csv, as_excel, escaped, unescaped
from lärcentrum.store.store import Store
from lärcentrum.sync import months, packages
from lärcentrum.sync.levels import Level
from lärcentrum.sync.plain_copy import save_plain_copy
from tests.helpers import months as helper
from tests.helpers.months import OCTOBER


@given(st.text(max_size=12))
def test_every_text_survives_the_escaping(text: str) -> None:
    """FD01."""
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d"))


def test_formulas_are_texts_in_both_copies() -> None:
    """FD01: also full width; a phone number survives."""
    rows = [("=1+1", 3), ("+46701234567", 4), ("＝SUMMA(A1)", 5), ("0180", None)]
    read = list(
        csv.reader(io.StringIO(as_csv(rows, ["a", "b"]).decode("utf-8-sig")), delimiter=";")
    )
    assert read[1:] == [["'=1+1", "3"], ["'+46701234567", "4"], ["'＝SUMMA(A1)", "5"], ["0180", ""]]
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_excel(rows, ["a", "b"], "2026-10")))
    cells = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in cells[1:]] == ["=1+1", "+46701234567", "＝SUMMA(A1)", "0180"]


def test_the_copy_is_excel_csv_and_a_description_without_persons(
    store: Store, tmp_path: Path
) -> None:
    helper.name_centre(store)
    helper.seed(store)
    helper.decide(store, Level.PSEUDONYMOUS)
    months.close_month(store, period=OCTOBER)

    excel, text, described = save_plain_copy(store, period=OCTOBER, folder=tmp_path)

    data = text.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    totals = {row["mått"]: row for row in rows if not row["kod"]}
    assert totals["students"]["antal"] == "4"
    assert (totals["visits"]["antal"], totals["visits"]["redovisas"]) == ("", "nej")
    assert (totals["certificates"]["antal"], totals["certificates"]["redovisas"]) == ("0", "ja")
    fields = json.loads(described.read_text("utf-8"))["resources"][0]["schema"]["fields"]
    assert [one["name"] for one in fields] == list(rows[0])
    sheet = CalamineWorkbook.from_path(str(excel)).get_sheet_by_index(0).to_python()
    assert len(sheet) == len(rows) + 1
    assert sheet[1][0] == "2463"


def test_saving_again_gives_the_same_files(store: Store, tmp_path: Path) -> None:
    helper.ready(store)
    before = [p.read_bytes() for p in save_plain_copy(store, period=OCTOBER, folder=tmp_path)]
    packages.create_package(store, period=OCTOBER)
    after = [p.read_bytes() for p in save_plain_copy(store, period=OCTOBER, folder=tmp_path)]
    assert before == after
