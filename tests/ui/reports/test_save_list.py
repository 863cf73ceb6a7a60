"""Save a list from its page: the same rows, columns and sort as on the screen."""

import csv
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.drafts import Drafts
from lärcentrum.reports.lists import LISTS, Listing
from lärcentrum.store.errors import ReadOnly
from tests.helpers.pages import press
from tests.helpers.people import make_student
from tests.helpers.practice import make_internship, make_supervisor, make_workplace
from tests.helpers.sat import make_sat, name_centre
from ui import pages
from ui.kit.bus import Bus
from ui.kit.desk import Desk
from ui.kit.jobs import JobRunner
from ui.kit.paths import Paths
from ui.kit.settings import Memory
from ui.reports import save_list_dialog as dialogs

VIEWS = {
    "exams": None, "students": None, "certificates": None,
    "practice": ("internships", "workplaces", "supervisors"),
}  # fmt: skip


@pytest.fixture
def full(store):
    name_centre(store)
    for n in range(4):
        booking = make_sat(store, n, days=n % 2)
        if n % 2:
            issue_certificate(store, booking=booking)
        place = make_workplace(store, n, places=4 - n)
        make_supervisor(store, place, name=f"Sára {9 - n}", title="Ångström"[n:])
        make_internship(store, make_student(store, n + 5), workplace=place if n else "")
    return store


@pytest.fixture
def desk(full, tmp_path):
    jobs, bus = JobRunner(), Bus(full)
    yield Desk(
        store=full, bus=bus, jobs=jobs, memory=Memory(tmp_path / "minne"), drafts=Drafts(full),
        today=full.clock.today,
    )  # fmt: skip
    jobs.stop()
    bus.close()


def shown(qtbot, desk, key):
    """The page, and each of its lists with what brings it to the front."""
    page = next(one for one in pages.pages(desk) if one.key == key).build()
    qtbot.addWidget(page)
    page.resize(1400, 700)
    page.show()
    return page


def view_of(page, name):
    if name == page.key:
        return page
    view = getattr(page, name)
    page.views.setCurrentWidget(view)
    return view


def save(qtbot, monkeypatch, desk, view, file, columns=0, kind=1):
    """Press *Urval*, choose to save, answer the dialog."""
    asked = []

    def answer(_parent, _title, start, _kinds):
        asked.append(start)
        return file

    original = dialogs.save_list_dialog
    monkeypatch.setattr(
        dialogs, "save_list_dialog", lambda *given: original(*given, paths=Paths(save=answer))
    )
    menu = view.selections.open_menu()
    next(one for one in menu.actions() if one.objectName() == "save_list").trigger()
    menu.close()
    dialog = view.window().findChild(QWidget, "save_list_dialog")
    dialog.findChild(QComboBox, "kind").setCurrentIndex(kind)
    dialog.findChild(QComboBox, "columns").setCurrentIndex(columns)
    press(qtbot, dialog, "save")
    qtbot.waitUntil(lambda: view.banner.isVisible(), timeout=20_000)
    monkeypatch.setattr(dialogs, "save_list_dialog", original)
    again = getattr(view.model, "_again", None)
    qtbot.waitUntil(lambda: again is None or not again.isActive(), timeout=5000)
    return asked


def records(qtbot, model):
    """What the list shows; a row that could not be read while the job ran comes soon after."""
    rows = range(model.rowCount())
    qtbot.waitUntil(lambda: None not in [model.record(n) for n in rows], timeout=5000)
    return [model.record(n) for n in rows]


def read(file):
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


CASES = [(page, name) for page, views in VIEWS.items() for name in views or (page,)]
LISTING = {"exams": Listing.BOOKINGS}


@pytest.mark.parametrize(("key", "name"), CASES)
def test_the_file_holds_what_the_window_shows(qtbot, monkeypatch, desk, tmp_path, key, name):
    page = shown(qtbot, desk, key)
    view = view_of(page, name)
    if key == "exams":
        view.period.put("all")
    listing = LISTING.get(name) or Listing(name)
    columns = LISTS[listing].columns
    named = next(one for one in columns if one.of == "name")
    table = view.table
    keys = [one.key for one in view.model.columns]
    assert {one.of for one in columns if one.of} == set(keys), "a column is not in the file"
    table.look.show(keys[-1], False)
    assert table.model().rowCount() > 1
    for number, column in enumerate(view.model.columns):
        if not column.sortable:
            continue
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            view.model.sort(number, order)
            file = tmp_path / f"{column.key}-{order.value}.csv"
            save(qtbot, monkeypatch, desk, view, file)
            headings, *rows = read(file)
            at = headings.index(named.title)
            wanted = records(qtbot, view.model)
            assert [row[at] for row in rows] == [named.text(one) for one in wanted], column.key
            left = [c.title for c in columns if c.of and c.of != keys[-1]]
            assert sorted(headings) == sorted(left)
            view.banner.hide()


def test_filter_order_and_every_column(qtbot, monkeypatch, desk, tmp_path):
    page = shown(qtbot, desk, "students")
    page.search_line.setText("åsa")
    page.table.horizontalHeader().moveSection(4, 0)
    asked = save(qtbot, monkeypatch, desk, page, tmp_path / "x", columns=1)
    assert asked[0].name == f"studenter-{desk.store.clock.today()}.csv"
    headings, *rows = read(tmp_path / "x.csv")
    assert headings[0] == "E-post"
    assert len(headings) == len(LISTS[Listing.STUDENTS].columns)
    assert [row[headings.index("Förnamn")] for row in rows] == ["Åsa"] * page.model.rowCount()
    assert "1 rad" in page.banner.words.itemAt(0).widget().text()


def test_the_keys_and_the_palette_reach_it(qtbot, desk):
    page = shown(qtbot, desk, "practice")
    (command,) = (one for one in page.commands() if one.key == "save_list")
    assert command.shortcut == "Ctrl+Shift+S"
    page.views.setCurrentWidget(page.supervisors)
    command.run()
    dialog = page.window().findChild(QWidget, "save_list_dialog")
    assert dialog.isVisible()
    dialog.findChild(QComboBox, "kind").setCurrentIndex(1)
    dialog.reject()
    assert not dialog.isVisible(), "closing does not ask"


def test_a_folder_that_cannot_be_written_is_said(qtbot, monkeypatch, desk, tmp_path):
    page = shown(qtbot, desk, "students")

    def refuse(*_given, **_named):
        raise ReadOnly

    monkeypatch.setattr("lärcentrum.reports.saving.publish", refuse)
    save(qtbot, monkeypatch, desk, page, tmp_path / "x.csv")
    assert not (tmp_path / "x.csv").exists()
    assert page.banner.property("panel") == "bad"


def test_a_saved_selection_of_a_register_is_used_again(qtbot, desk):
    page = shown(qtbot, desk, "practice")
    page.views.setCurrentWidget(page.workplaces)
    page.workplaces.search_line.setText("Enhet 2")
    dialog = page.workplaces.selections.ask_name()
    dialog.form.fill(name="Två")
    press(qtbot, dialog, "save")
    page.workplaces.search_line.clear()
    page.views.setCurrentWidget(page.internships)
    next(one for one in page.commands() if one.label == "Urval: Två").run()
    assert page.views.currentWidget() is page.workplaces
    assert page.workplaces.search_line.text() == "Enhet 2"
    menu = page.workplaces.selections.open_menu()
    assert isinstance(menu, QMenu)
    menu.close()
