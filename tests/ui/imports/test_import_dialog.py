"""Läs in lista by keys: choose, map, dry run, decide, read in, undo; nothing half done."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget

from lärcentrum import history
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.mappings import list_mappings
from lärcentrum.imports.rows import RowState
from lärcentrum.imports.tables import read_table
from lärcentrum.people.identity_numbers import generate
from lärcentrum.people.students import read_student, student_ids
from tests.helpers.keys import type_text
from tests.helpers.lists import HEADINGS, csv_of, students_csv
from tests.helpers.pages import Answers, drop
from tests.helpers.pages import press as click
from tests.helpers.people import make_student, number_of
from tests.helpers.press import CTRL, focused, press
from ui.imports.import_dialog import CHOOSE, DONE, MAP, TRY, ImportDialog
from ui.kit.guide import GuideWindow
from ui.kit.jobs import JobRunner


@pytest.fixture
def answers(tmp_path):
    return Answers(folder=tmp_path)


@pytest.fixture
def dialog(qtbot, store, answers):
    jobs, window = JobRunner(), QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 640)
    window.show()
    made = ImportDialog(store, jobs, ListKind.STUDENTS, paths=answers.paths(), parent=window)
    made.jobs = jobs
    made.open()
    yield made
    jobs.stop()


@pytest.fixture
def offer(answers, tmp_path):
    """Put a list where the user finds it."""

    def put(data):
        file = tmp_path / "elever åäö.csv"
        file.write_bytes(data)
        answers.files = [file]
        return file

    return put


def go(qtbot, dialog, step):
    """Press Ctrl+Enter and wait until the step has come."""
    press(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not dialog.jobs.jobs and dialog.steps.currentIndex() == step,
                    timeout=30_000)  # fmt: skip


def text(dialog, name):
    return dialog.findChild(QLabel, name).text()


def said(dialog):
    return " ".join(part.text() for part in dialog.banner.findChildren(QLabel) if part.text())


def test_the_whole_way_by_one_key(qtbot, dialog, store, offer):
    before = store.digest()
    offer(students_csv(12))
    go(qtbot, dialog, MAP)
    assert dialog.map.mapping()["identity_number"] == "Personnummer"
    assert "12 rader" in text(dialog, "list_about")
    assert text(dialog, "sample_identity_number").startswith(f"{number_of(0)[:-4]}••••")
    go(qtbot, dialog, TRY)
    assert (text(dialog, "trial_counts"), store.digest()) == ("12 nya", before)
    assert dialog.next_button.text() == "Läs in 12 nya"
    go(qtbot, dialog, DONE)
    assert len(student_ids(store)) == 12
    press(focused(dialog), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert history.undo_menu(store).undo_label == "Lista inläst"
    history.undo_last(store)
    assert store.digest() == before


def test_what_is_refused_or_doubtful_is_seen_and_decided_by_keys(qtbot, dialog, store, offer):
    make_student(store, 0, given_name="Åsa", family_name="Lindkvist", identity_number="",
                 email="asa@example.org")  # fmt: skip
    offer(csv_of([HEADINGS, ("Bo", "Ek", "19900101-0000", "", ""),
                  ("Åsa", "Lindkvist", number_of(5), "", ""),
                  ("Eva", "Ek", number_of(6), "", "")]))  # fmt: skip
    go(qtbot, dialog, MAP)
    go(qtbot, dialog, TRY)
    assert text(dialog, "trial_counts") == "1 ny · 1 tveksam · 1 går inte"
    assert dialog.trial.filter.value() == "refused"
    assert "kontrollsiffra" in text(dialog, "trial_detail")
    assert not dialog.next_button.isEnabled()
    dialog.findChild(QComboBox, "trial_filter").setFocus()
    press(focused(dialog), Qt.Key.Key_Up)
    press(focused(dialog), Qt.Key.Key_Up)
    dialog.trial.filter.put("doubtful")
    assert text(dialog, "here_family_name") == "Lindkvist"
    dialog.trial.table.setFocus()
    press(dialog.trial.table, Qt.Key.Key_Return)
    assert focused(dialog).objectName() == "decide_skip"
    for _step in range(3):
        press(focused(dialog), Qt.Key.Key_Tab)
    assert focused(dialog).objectName() == "decide_new"
    press(focused(dialog), Qt.Key.Key_Return)
    assert text(dialog, "trial_counts") == "2 nya · 1 går inte"
    skip = dialog.findChild(QWidget, "skip_refused")
    skip.setFocus()
    press(skip, Qt.Key.Key_Space)
    go(qtbot, dialog, DONE)
    assert len(student_ids(store)) == 3
    assert "1 är utelämnade" in " ".join(p.text() for p in dialog.end.findChildren(QLabel))


def test_a_century_and_then_another_person(qtbot, dialog, store, offer):
    number = generate(date(2015, 5, 1), 981)
    make_student(store, 0, given_name="Åsa", family_name="Lindkvist", identity_number="",
                 birth_date=date(2015, 5, 1))  # fmt: skip
    offer(csv_of([("Namn", "Personnummer"), ("Åsa Lindqvist", number[2:])]))
    go(qtbot, dialog, MAP)
    go(qtbot, dialog, TRY)
    click(qtbot, dialog, "decide_born_2000")
    assert dialog.next_button.isEnabled()
    press(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not dialog.jobs.jobs and dialog.trial.count(RowState.DOUBTFUL) == 1)
    assert "1 rad är tveksam" in said(dialog)
    assert student_count(store) == 1
    click(qtbot, dialog, "decide_new")
    go(qtbot, dialog, DONE)
    assert student_count(store) == 2


def student_count(store):
    return len(student_ids(store))


def test_columns_are_changed_and_remembered(qtbot, dialog, store, offer):
    offer(csv_of([("Vem", "X"), ("Eva Ek", "1")]))
    go(qtbot, dialog, MAP)
    press(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not dialog.jobs.jobs and not dialog.banner.isHidden())
    assert "Vem, X" in said(dialog)
    assert dialog.steps.currentIndex() == MAP
    box = dialog.findChild(QComboBox, "map_name")
    box.setFocus()
    press(box, Qt.Key.Key_Down)
    assert text(dialog, "sample_name") == "Eva Ek"
    type_text(dialog.findChild(QLineEdit, "keep_as"), "Skolans")
    go(qtbot, dialog, TRY)
    go(qtbot, dialog, DONE)
    assert list_mappings(store, kind=ListKind.STUDENTS) == {"Skolans": {"name": "Vem"}}
    dialog.take(offer(csv_of([("Vem", "Namn"), ("Bo Ek", "1")])))
    assert dialog.map.kept.value() == "Skolans"
    assert dialog.map.mapping() == {"name": "Vem"}
    dialog.map.kept.put("")
    assert dialog.map.mapping() == {"name": "Namn"}


def test_a_file_that_cannot_be_read_says_why_and_nothing_is_lost(qtbot, dialog, offer):
    drop(dialog, offer(b"Namn\n\xff\n\x81"))
    assert "Rad 3: tecknen" in said(dialog)
    assert dialog.steps.currentIndex() == CHOOSE
    drop(dialog, offer(students_csv(2)))
    assert dialog.steps.currentIndex() == MAP
    assert dialog.banner.isHidden()
    click(qtbot, dialog, "back")
    assert dialog.steps.currentIndex() == CHOOSE


def test_esc_stops_the_work_and_then_closes(qtbot, dialog, store, offer):
    before = store.digest()
    offer(students_csv(1500))
    go(qtbot, dialog, MAP)
    press(dialog, Qt.Key.Key_Return, CTRL)
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.jobs.jobs, timeout=30_000)
    assert (dialog.steps.currentIndex(), said(dialog)) == (MAP, "Avbrutet. Inget är inläst.")
    assert store.digest() == before
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_template(dialog, tmp_path):
    dialog.choose.save_template(tmp_path / "mall.xlsx")
    assert "Mallen är sparad." in said(dialog)
    with pytest.raises(Exception, match="0 rader"):
        read_table((tmp_path / "mall.xlsx").read_bytes())


def test_models(dialog, store, offer, qtbot, qtmodeltester):
    offer(students_csv(3))
    go(qtbot, dialog, MAP)
    go(qtbot, dialog, TRY)
    qtmodeltester.check(dialog.trial.model)


def test_duplicates_stand_side_by_side_and_are_decided_one_by_one_or_all(
    qtbot, dialog, store, offer
):
    uid = make_student(store, 1, given_name="Eva", family_name="Ek", email="gammal@example.org")
    other = make_student(store, 2, given_name="Bo", family_name="Ek", email="bo@example.org")
    before = store.digest()
    offer(csv_of([HEADINGS, ("Eva", "Ek", number_of(1), "ny@example.org", "Storuman"),
                  ("Bo", "Ek", number_of(2), "bosse@example.org", "")]))  # fmt: skip
    go(qtbot, dialog, MAP)
    go(qtbot, dialog, TRY)
    beside = dialog.trial.beside
    assert (text(beside, "here_email"), text(beside, "row_email")) == (
        "gammal@example.org",
        "ny@example.org",
    )
    assert "skiljer sig" in beside.findChild(QLabel, "row_email").accessibleDescription()
    assert number_of(1)[-4:] not in text(beside, "here_identity_number")
    assert not dialog.next_button.isEnabled()
    click(qtbot, dialog, "decide_fill")
    assert text(dialog, "trial_counts") == "1 finns redan · 1 ändrar"
    assert dialog.next_button.text() == "Ändra 1 som finns"
    dialog.findChild(QComboBox, "trial_rule").setFocus()
    rule = dialog.trial.rule
    rule.put("overwrite")
    rule.changed.emit()
    qtbot.waitUntil(lambda: not dialog.jobs.jobs and dialog.trial.count(RowState.CHANGES) == 2)
    assert store.digest() == before
    go(qtbot, dialog, DONE)
    kept = [read_student(store, student=one).email for one in (uid, other)]
    assert kept == ["gammal@example.org", "bosse@example.org"]
    assert read_student(store, student=uid).municipality == "2421"
    assert "2 ändrade." in " ".join(p.text() for p in dialog.end.findChildren(QLabel))
    history.undo_last(store)
    assert store.digest() == before


def test_f1_opens_the_guide_at_importing(qtbot, dialog):
    press(dialog, Qt.Key.Key_F1)
    guide = dialog.findChild(GuideWindow)
    assert guide.isVisible()
    assert guide.text.textCursor().block().text() == "1. Välj fil"
    press(dialog, Qt.Key.Key_F1)
    assert dialog.isVisible()
    guide.close()


def test_chosen_columns_are_not_thrown_away_unasked(qtbot, dialog, offer):
    dialog.take(offer(students_csv(2)))
    assert dialog.steps.currentIndex() == MAP
    box = dialog.map.findChild(QComboBox, "map_email")
    box.setFocus()
    before = box.currentText()
    press(box, Qt.Key.Key_Home)
    assert box.currentText() != before
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    asked = dialog.findChild(QMessageBox, "discard")
    click(qtbot, asked, "stay")
    assert dialog.isVisible()
    assert box.currentText() != before
    dialog.close()
    assert dialog.isVisible()
    dialog.ask_discard().findChild(QPushButton, "leave").click()
    assert not dialog.isVisible()


def test_a_list_that_nothing_was_chosen_for_closes_at_once(qtbot, dialog, offer):
    dialog.take(offer(students_csv(2)))
    assert dialog.steps.currentIndex() == MAP
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
