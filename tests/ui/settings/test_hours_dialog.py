"""The invigilators' hours: the period, the Excel file, the paper."""

from datetime import date, datetime

from PySide6.QtWidgets import QLabel

from lärcentrum.exams.invigilators import add_duty, add_invigilator
from lärcentrum.exams.sittings import open_sitting
from tests.helpers.exams import make_room
from tests.helpers.sat import name_centre
from ui.settings.hours_dialog import HoursDialog, last_month


def test_last_month_as_a_list_a_file_and_a_paper(qtbot, store, tmp_path):
    name_centre(store)
    sitting = open_sitting(
        store, room=make_room(store), starts=datetime(2026, 10, 5, 9), minutes=240
    )
    add_duty(store, sitting=sitting, invigilator=add_invigilator(store, name="Vera"))
    dialog = HoursDialog(store)
    qtbot.addWidget(dialog)
    dialog.show()
    assert (dialog.first.value(), dialog.last.value()) == (date(2026, 10, 1), date(2026, 10, 31))
    assert [dialog.model.record(row).minutes for row in range(dialog.model.rowCount())] == [240]
    dialog.save_as(tmp_path / "timmar.xlsx")
    assert (tmp_path / "timmar.xlsx").stat().st_size > 1000
    dialog.table.choose(0)
    paper = dialog.show_list()
    assert paper is not None
    assert paper.isVisible()
    paper.reject()
    dialog.last.put(date(2026, 9, 1))
    texts = [one.text() for one in dialog.banner.findChildren(QLabel)]
    assert any("slutar innan den börjar" in text for text in texts)
    dialog.first.put(date(2026, 9, 1))
    assert dialog.model.rowCount() == 0


def test_the_month_before():
    assert last_month(date(2027, 1, 15)) == (date(2026, 12, 1), date(2026, 12, 31))
