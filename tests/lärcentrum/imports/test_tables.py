"""A file becomes rows of text, or one sentence with the row at fault (FC01–FC20)."""

import io
import unicodedata
import zipfile
from contextlib import suppress
from datetime import date, datetime, time

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from lärcentrum.errors import UserError
from lärcentrum.imports.errors import (
    BadHeadings,
    BadText,
    CellTooLong,
    NoRows,
    NotAList,
    OpenQuote,
    SheetTooLarge,
    TooManyRows,
    UnevenRow,
)
from lärcentrum.imports.tables import plain_cell, read_table
from tests.helpers.lists import csv_of, excel_of

NAMES = [("Namn", "Ort"), ("Åsa Öst", "Växjö"), ("Čuovga", "Ŋ")]


def cells(data):
    return [row.cells for row in read_table(data).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_are_found(encoding, separator):
    table = read_table(csv_of(NAMES, separator, encoding))
    assert table.headings == NAMES[0]
    assert [row.cells for row in table.rows] == NAMES[1:]
    assert [row.number for row in table.rows] == [2, 3]


def test_what_excel_writes_on_swedish_windows():
    table = read_table(csv_of(NAMES[:2], ";", "cp1252"))
    assert table.rows[0].cells == ("Åsa Öst", "Växjö")
    assert table.how == "CSV (Windows-1252, ;)"
    assert cells(b"sep=,\r\n" + csv_of(NAMES[:2], ",")) == [("Åsa Öst", "Växjö")]


def test_letters_are_kept_as_one_sign():
    twin = unicodedata.normalize("NFD", "Åsa Öst")
    assert cells(csv_of([("Namn",), (twin,)])) == [("Åsa Öst",)]


@pytest.mark.parametrize(
    ("data", "error", "row"),
    [
        ("Namn\nÅsa\n".encode() + b"\xff\xe5\n", BadText, 3),
        (b"Namn\nAnna\n\x81\n" + "Åke\n".encode("cp1252"), BadText, 3),
        (b"Namn\nA\nB\0\n", BadText, 3),
        (b'Namn;Ort\nA;B\n"C;D\nE;F\n', OpenQuote, 3),
        (b'Namn;Ort\n"A"x;B\n', OpenQuote, 2),
        (b"Namn;Ort\nA;B\nC;D;E\n", UnevenRow, 3),
        (b"Namn;Ort\nA;B\n\nC\n", UnevenRow, 4),
        (b"Namn\n" + b"x" * 1_000_000, CellTooLong, 2),
    ],
)
def test_a_row_that_cannot_be_read_is_named(data, error, row):
    with pytest.raises(error) as caught:
        read_table(data)
    assert caught.value.row == row
    assert f"ad {row}" in str(caught.value)


@pytest.mark.parametrize("data", [b"", b" \r\n ", b"Namn;Ort\r\n", b"Namn;Ort\r\n;\r\n"])
def test_nothing_to_read(data):
    with pytest.raises(NoRows) as caught:
        read_table(data)
    assert "0 rader" in str(caught.value)


def test_a_heading_twice():
    with pytest.raises(BadHeadings) as caught:
        read_table(b"Namn;Ort;namn\nA;B;C\n")
    assert caught.value.twice in ("Namn", "namn")


def zip_of(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [zip_of(brev="hej"), b"PK\x03\x04 half", b"\xd0\xcf\x11\xe0 half", zip_of(**{"xl/x": "<a>"})],
)
def test_another_archive_is_no_list(data):
    with pytest.raises(NotAList) as caught:
        read_table(data)
    assert caught.value.code == "FA18"


def test_a_workbook_that_swells_is_refused(monkeypatch):
    monkeypatch.setattr("lärcentrum.imports.workbooks._MOST_UNPACKED", 10_000)
    with pytest.raises(NotAList):
        read_table(excel_of([["Namn"], *([f"{n} {'x' * 100}"] for n in range(500))]))


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 16_383), (1_048_575, 40), (400_000, 40)])
def test_a_cell_far_away_does_not_take_all_memory(row, column):
    with pytest.raises(SheetTooLarge) as caught:
        read_table(sheet_of({(0, 0): "Namn", (1, 0): "Eva", (row, column): "x"}))
    assert (caught.value.row, caught.value.column) == (row + 1, column + 1)


def test_formatted_cells_without_a_value_are_no_part_of_the_list():
    assert cells(sheet_of({(0, 0): "Namn", (1, 0): "Eva", (1_048_575, 200): ""})) == [("Eva",)]


def test_entities_are_not_followed():
    told = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "lol">]>'
    book = repacked(excel_of([["Namn"], ["Eva"]]), "xl/sharedStrings.xml", b"Eva", b"&a;&b;", told)
    with suppress(UserError):
        assert not {"root", "lol"} & set("".join(cells(book)[0]).split(":"))


def sheet_of(places):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        for (row, column), text in places.items():
            if text:
                sheet.write_string(row, column, text)
            else:
                sheet.write_blank(row, column, None, bold)
    return out.getvalue()


def repacked(data, part, old, new, told):
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[part] = files[part].replace(old, new).replace(b"?>", b"?>" + told, 1)
    return zip_of(**files)


def test_too_long(monkeypatch):
    monkeypatch.setattr("lärcentrum.imports.tables.MOST_ROWS", 2)
    with pytest.raises(TooManyRows):
        read_table(b"Namn\nA\nB\nC\n")


def test_excel_gives_values_as_text():
    rows = [
        ["Text", "Nummer", "Dag", "Tid", "Formel", "Tal", "Ja"],
        ["007", 9001012384, date(2026, 3, 4), time(9, 30), "=1+1", 4.5, True],
        [],
        ["NA", 101012384, datetime(2026, 3, 4), None, "=A9", 2.0, None],
    ]
    table = read_table(excel_of(rows))
    assert table.rows[0].cells == (
        "007",
        "9001012384",
        "2026-03-04",
        "09:30",
        "räknat",
        "4,5",
        "ja",
    )
    assert table.rows[1].cells[:3] == ("NA", "101012384", "2026-03-04")
    assert [row.number for row in table.rows] == [2, 4]


def test_a_title_above_the_headings_of_a_sheet_is_no_heading():
    table = read_table(excel_of([["Elever hösten 2026"], [], ["Namn", "Ort"], ["Eva", "Åsele"]]))
    assert (table.headings, table.rows[0].number) == (("Namn", "Ort"), 4)
    assert cells(excel_of([["Namn"], ["Eva"], ["Bo"]])) == [("Eva",), ("Bo",)]


def test_a_title_that_excel_padded_in_a_csv_is_no_heading():
    table = read_table("Elever hösten 2026;;\r\nNamn;Ort;Kl\r\nEva;Åsele;9\r\n".encode())
    assert (table.headings, table.rows[0].number) == (("Namn", "Ort", "Kl"), 3)
    assert cells(b"Namn;\nEva;\nBo;\n") == [("Eva",), ("Bo",)], "a list of one column"


def test_lines_and_quotes_inside_a_field():
    data = csv_of([("Namn", "Not"), ('Åsa "Ås" Ek', "en\r\ntvå; tre"), ("Bo", "x")])
    assert cells(data) == [('Åsa "Ås" Ek', "en\r\ntvå; tre"), ("Bo", "x")]


@pytest.mark.parametrize("text", ["=1+1", "+46 70 123", "-5", "@a", "\uff1d1", "\tx"])
def test_the_mark_against_formulas_is_taken_off(text):
    assert plain_cell("'" + text) == text


@pytest.mark.parametrize("text", ["+46 70 123 45 67", "'t Hooft", "NA", "None", "1-2"])
def test_other_text_stays(text):
    assert plain_cell(text) == text


def test_a_number_that_was_kept_as_text_for_excel():
    assert plain_cell('="0001012384"') == "0001012384"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_it_reads_or_refuses(data):
    with suppress(UserError):
        table = read_table(data)
        assert all(len(row.cells) == len(table.headings) for row in table.rows)


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)


@settings(deadline=None)
@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=1, max_size=5))
def test_what_we_write_is_read_back(rows):
    kept = [r for r in (tuple(map(plain_cell, row)) for row in rows) if any(r)]
    data = csv_of([("Namn", "Ort"), *rows], encoding="utf-8-sig")
    if kept and not any("\ufffd" in cell for row in kept for cell in row):
        assert cells(data) == kept
