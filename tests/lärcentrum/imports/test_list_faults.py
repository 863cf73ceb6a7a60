"""What lists bring along that no other test has: spellings, odd numbers, words that look empty."""

import io
import time
import unicodedata
import zipfile
from contextlib import suppress
from datetime import date

import pytest

from lärcentrum import history
from lärcentrum.errors import Cancelled, UserError
from lärcentrum.imports.errors import NotAList
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.importing import import_list, try_import
from lärcentrum.imports.rows import RowState
from lärcentrum.imports.tables import read_table
from lärcentrum.people.identity_numbers import NumberKind, generate
from lärcentrum.people.students import read_student, search_students, student_ids
from tests.helpers.lists import csv_of, excel_of, states, students_csv, tried
from tests.helpers.people import make_student

STUDENTS = ListKind.STUDENTS
NEW, ALREADY = RowState.NEW, RowState.ALREADY
NAMED = ("Förnamn", "Efternamn")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_one_person_in_either_spelling(store, form):
    """FC04."""
    rows = [(*NAMED, "Födelsedag"), ("Åsa", "Öst", "1990-05-01")]
    spelt = [[unicodedata.normalize(form, cell) for cell in row] for row in rows]
    import_list(store, kind=STUDENTS, data=csv_of(spelt))
    assert store.query("SELECT given_name, family_name FROM student") == [
        {"given_name": "Åsa", "family_name": "Öst"}
    ]
    for other in ("NFC", "NFD"):
        twin = [[unicodedata.normalize(other, cell) for cell in row] for row in rows]
        assert states(tried(store, STUDENTS, *twin)) == [ALREADY]
        for text in ("Åsa Öst", "asa ost"):
            assert len(search_students(store, text=unicodedata.normalize(other, text))) == 1


def test_big_and_little_ends_of_utf_16():
    """FC02."""
    text = "Namn;Ort\r\nÅsa;Växjö\r\n"
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        table = read_table(mark + text.encode(encoding))
        assert (table.rows[0].cells, table.how) == (("Åsa", "Växjö"), "CSV (UTF-16, ;)")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (generate(date(1990, 5, 1), 981, kind=NumberKind.SAMORDNINGSNUMMER), "samordningsnummer"),
        (generate(date(1990, 5, 1), 981, kind=NumberKind.T_NUMBER), "t_number"),
        (generate(date(1990, 5, 1), 981, kind=NumberKind.TF_NUMBER), "tf_number"),
        ("991990123456", "reserve"),
    ],
)
def test_other_kinds_of_numbers_are_kept_as_what_they_are(store, number, kind):
    """FC07."""
    data = csv_of([(*NAMED, "Personnummer"), ("Eva", "Ek", number)])
    import_list(store, kind=STUDENTS, data=data)
    assert store.query("SELECT kind, number FROM identity_number") == [
        {"kind": kind, "number": number}
    ]


@pytest.mark.parametrize("made", [csv_of, excel_of])
def test_names_that_look_like_nothing_are_names(store, made):
    """FC12."""
    names = [("Na", "NA"), ("None", "N/A"), ("Null", "NaN"), ("True", "#N/A")]
    import_list(store, kind=STUDENTS, data=made([NAMED, *names]))
    kept = store.query("SELECT given_name, family_name FROM student ORDER BY id")
    assert [tuple(row.values()) for row in kept] == names


def test_the_longest_name_is_kept_and_one_sign_more_is_refused(store):
    """FC13."""
    rows = [NAMED, ("Eva", "x" * 200), ("Bo", "x" * 201)]
    assert states(tried(store, STUDENTS, *rows)) == [NEW, RowState.REFUSED]
    import_list(store, kind=STUDENTS, data=csv_of(rows), skip_refused=True)
    (uid,) = (row["uid"] for row in store.query("SELECT uid FROM student"))
    assert read_student(store, student=uid).family_name == "x" * 200


def test_signs_that_cannot_be_seen_are_nowhere(store):
    """FC14."""
    dirty = ("E\u202ev\u200ba", "E\u2066k\ufeff", "väg\u202e 1")
    import_list(store, kind=STUDENTS, data=csv_of([(*NAMED, "Adress"), dirty]))
    assert store.query("SELECT given_name, family_name, address FROM student") == [
        {"given_name": "Eva", "family_name": "Ek", "address": "väg 1"}
    ]


@pytest.mark.parametrize("what", ["rader", "sparas"])
def test_a_long_list_is_stopped_at_any_time_and_leaves_nothing(store, what):
    """FC18: also while it is written."""
    make_student(store, 1)
    before, seen = store.digest(), []

    def stop(done, total, said=""):
        seen.append(said)
        if said == what and done >= total // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_list(store, kind=STUDENTS, data=students_csv(1600), progress=stop)
    assert (store.digest(), seen[-1]) == (before, what)
    assert len(search_students(store, text="n1500")) == 0


def test_five_thousand_rows_take_no_longer_than_a_hundred_thousand_may(store):
    """FC18: a twentieth of 60 seconds, and as much again, of this process's own work."""
    data = students_csv(5000)
    before, began = store.digest(), time.process_time()
    assert try_import(store, kind=STUDENTS, data=data).counts[NEW] == 5000
    tried_in = time.process_time() - began
    assert import_list(store, kind=STUDENTS, data=data).added == 5000
    read_in = time.process_time() - began - tried_in
    assert tried_in < 3
    assert read_in < 6
    assert len(student_ids(store)) == 5000
    history.undo_last(store)
    assert store.digest() == before


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_macro_is_never_more_than_a_part_that_is_not_read():
    """FD08: of a workbook with macros the values are read."""
    parts = parts_of(excel_of([["Namn"], ["Eva Ek"]])) | {"xl/vbaProject.bin": b"Sub Auto_Open()"}
    assert [row.cells for row in read_table(packed(**parts)).rows] == [("Eva Ek",)]


@pytest.mark.parametrize("name", ["lista.csv", "word/document.xml", "mimetype", "xl/workbook.bin"])
def test_other_archives_are_no_lists(name):
    """FD08: a packed CSV, a document, an OpenDocument sheet, a binary workbook."""
    with pytest.raises(NotAList) as caught:
        read_table(packed(**{name: "Namn;Ort"}))
    assert caught.value.code == "FA18"


def test_entities_of_entities_do_not_swell():
    """FD09."""
    laughs = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    parts = parts_of(excel_of([["Namn"], ["Eva"]]))
    told = f"?><!DOCTYPE x [{laughs}]>".encode()
    strings = parts["xl/sharedStrings.xml"].replace(b"?>", told, 1).replace(b"Eva", b"&a9;")
    began, read = time.process_time(), ""
    with suppress(UserError):
        read = "".join(
            read_table(packed(**parts | {"xl/sharedStrings.xml": strings})).rows[0].cells
        )
    assert len(read) < 100
    assert time.process_time() - began < 2
