"""The rules of the house, tried on the whole tree and seen to bite."""

import unicodedata
from functools import partial
from pathlib import Path

import pytest

from tests.architecture import direction, habits, sizes, testing, words
from tests.architecture.sources import Source, files, load

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ("lärcentrum", "ui", "resources")
TEXT = (".py", ".sql", ".md", ".toml", ".txt", ".po", ".svg", ".csv", ".json", ".sh")

SUPPRESSED = "with suppress(Exception):\n f()"
SKIPPED = "for a in b:\n try:\n  f()\n except Exception:\n  continue"
LOST = "def f():\n try:\n  g()\n except Exception:\n  return None"
LOST_TOO = "def f():\n try:\n  g()\n except (ValueError, BaseException):\n  return ''"

# A rule for one file, with snippets that it must find.
RULES = [
    (direction.qt_stays_upstairs, "lärcentrum/exams/x.py", "from PySide6.QtCore import QDate"),
    (direction.qt_stays_upstairs, "lärcentrum/cli.py", "def f():\n    import ui.kit.bus"),
    (direction.libraries_stay_in_their_rooms, "lärcentrum/exams/x.py", "import sqlite3"),
    (direction.libraries_stay_in_their_rooms, "ui/exams/x.py", "from sqlcipher3 import dbapi2"),
    (direction.libraries_stay_in_their_rooms, "lärcentrum/cli.py", "import sqlite_utils"),
    (direction.libraries_stay_in_their_rooms, "lärcentrum/reports/x.py", "import reportlab.lib"),
    (direction.libraries_stay_in_their_rooms, "lärcentrum/sync/x.py", "def f():\n import pandas"),
    (direction.libraries_stay_in_their_rooms, "lärcentrum/reports/x.py", "import pandas as pd"),
    (direction.libraries_stay_in_their_rooms, "ui/kit/x.py", "from PySide6 import QtSql"),
    (direction.libraries_stay_in_their_rooms, "ui/kit/x.py", "import PySide6.QtNetwork as n"),
    (direction.libraries_stay_in_their_rooms, "lärcentrum/sync/x.py", "import pickle"),
    (direction.libraries_stay_in_their_rooms, "lärcentrum/sync/x.py", "import urllib.request"),
    (direction.areas_point_one_way, "lärcentrum/store/x.py", "import lärcentrum.people.users"),
    (direction.areas_point_one_way, "lärcentrum/exams/x.py", "from lärcentrum import sync"),
    (direction.areas_point_one_way, "lärcentrum/swedish.py", "from lärcentrum.exams import times"),
    (direction.areas_point_one_way, "lärcentrum/people/x.py", "def f():\n import lärcentrum.cli"),
    (direction.areas_point_one_way, "lärcentrum/novelty/x.py", ""),
    (direction.areas_of_the_window_do_not_meet, "ui/exams/x.py", "from ui.people import view"),
    (direction.areas_of_the_window_do_not_meet, "ui/kit/x.py", "from ui import main_window"),
    (direction.only_starts_construct, "ui/kit/x.py", "app = QApplication.instance()"),
    (direction.only_starts_construct, "ui/kit/x.py", "from PySide6.QtWidgets import qApp"),
    (direction.only_starts_construct, "lärcentrum/exams/x.py", "clock = SystemClock()"),
    (direction.only_starts_construct, "ui/today/x.py", "today = date.today()"),
    (direction.only_starts_construct, "ui/today/x.py", "store = Store(path)"),
    (sizes.files_are_short, "lärcentrum/x.py", "a = 1\n" * 401),
    (sizes.files_are_short, "ui/main_window.py", "a = 1\n" * 251),
    (sizes.functions_are_short, "ui/x.py", "def f():\n" + "    a = 1\n" * 50),
    (sizes.classes_are_small, "ui/x.py", "class C:\n" + "    a = 1\n" * 250),
    (sizes.classes_are_small, "ui/x.py", "class C:\n" + "    def f(s): ...\n" * 21),
    (habits.nothing_is_evaluated, "lärcentrum/x.py", "eval('1')"),
    (habits.nothing_is_evaluated, "lärcentrum/x.py", "subprocess.run('ls', shell=True)"),
    (habits.the_window_speaks_no_sql, "ui/x.py", "q = 'select id\\nfrom student'"),
    (habits.the_window_speaks_no_sql, "ui/x.py", "q = f'DELETE FROM {table}'"),
    (habits.the_window_speaks_no_sql, "ui/x.py", "q = 'PRAGMA user_version'"),
    (habits.the_window_speaks_no_sql, "ui/x.py", "q = mine + ' ORDER BY name'"),
    (habits.tables_do_not_grow_by_themselves, "lärcentrum/store/x.py", "t.insert(r, alter=True)"),
    (habits.tables_do_not_grow_by_themselves, "lärcentrum/store/x.py", "t.insert(r, replace=True)"),
    (habits.tables_do_not_grow_by_themselves, "lärcentrum/store/x.py", "t.transform(drop={'a'})"),
    (habits.files_are_written_by_one_function, "lärcentrum/x.py", "open('a', 'w')"),
    (habits.files_are_written_by_one_function, "lärcentrum/x.py", "path.open(mode='ab')"),
    (habits.files_are_written_by_one_function, "lärcentrum/store/x.py", "p.write_bytes(b'')"),
    (habits.files_are_written_by_one_function, "lärcentrum/x.py", "os.open(p, os.O_CREAT)"),
    (habits.files_are_written_by_one_function, "ui/x.py", "os.replace(a, b)"),
    (habits.files_are_written_by_one_function, "lärcentrum/x.py", "path.touch()"),
    (habits.files_are_written_by_one_function, "lärcentrum/x.py", "shutil.copyfileobj(a, b)"),
    (habits.files_are_written_by_one_function, "lärcentrum/x.py", "open(path, mode)"),
    (habits.files_are_written_by_one_function, "lärcentrum/x.py", "path.open(mode)"),
    (habits.files_are_written_by_one_function, "ui/x.py", "path.open(mode=mode)"),
    (habits.files_are_written_by_one_function, "ui/x.py", "QFile(p).open(QFile.WriteOnly)"),
    (habits.files_are_written_by_one_function, "ui/x.py", "f.open(QFile.OpenModeFlag.Append)"),
    (habits.files_are_written_by_one_function, "ui/x.py", "QSaveFile(p)"),
    (habits.files_are_written_by_one_function, "ui/kit/settings.py", "path.touch()"),
    (habits.files_are_written_by_one_function, "lärcentrum/sync/x.py", "x.Workbook('a.xlsx')"),
    (habits.files_are_written_by_one_function, "lärcentrum/sync/x.py", "x.Workbook(path)"),
    (habits.errors_are_not_swallowed, "ui/x.py", "try:\n f()\nexcept OSError:\n pass"),
    (habits.errors_are_not_swallowed, "ui/x.py", "try:\n f()\nexcept OSError:\n ..."),
    (habits.errors_are_not_swallowed, "ui/x.py", SUPPRESSED),
    (habits.errors_are_not_swallowed, "ui/x.py", "with contextlib.suppress(OSError):\n f()"),
    (habits.errors_are_not_swallowed, "lärcentrum/store/files.py", SUPPRESSED),
    (habits.errors_are_not_swallowed, "ui/x.py", SKIPPED),
    (habits.errors_are_not_swallowed, "ui/x.py", LOST),
    (habits.errors_are_not_swallowed, "ui/x.py", LOST_TOO),
    (habits.there_are_no_globals, "ui/x.py", "n = 0\ndef f():\n    global n\n    n = 1"),
    (habits.there_are_no_globals, "ui/x.py", "seen = []"),
    (habits.there_are_no_globals, "ui/x.py", "SEEN = {}\ndef f():\n    SEEN['a'] = 1"),
    (habits.there_are_no_globals, "ui/x.py", "SEEN = []\ndef f():\n    SEEN.append(1)"),
    (habits.nothing_is_put_off, "ui/x.py", "a = 1  # TODO: later"),
    (habits.nothing_is_put_off, "ui/x.py", "def f():\n    raise NotImplementedError"),
    (words.public_things_are_documented, "ui/x.py", "a = 1"),
    (words.public_things_are_documented, "ui/x.py", '"""X."""\ndef f(): ...'),
    (words.public_things_are_documented, "ui/x.py", '"""X."""\nclass C:\n  "C."\n  def f(s): ...'),
    (words.texts_can_be_translated, "ui/x.py", "_(f'{n} platser')"),
    (words.texts_can_be_translated, "ui/x.py", "N_('a' + b)"),
    (words.texts_can_be_translated, "ui/x.py", "ngettext('en', '{n}'.format(n=2), 2)"),
    (testing.nothing_is_skipped, "tests/x.py", "pytest.importorskip('age')"),
    (testing.nothing_is_skipped, "tests/x.py", "@pytest.mark.skip\ndef test(): ..."),
    (testing.nothing_is_skipped, "tests/x.py", "m = pytest.mark.skipif(True)"),
    (testing.window_tests_wait_for_signals, "tests/ui/x.py", "time.sleep(1)"),
    (testing.window_tests_wait_for_signals, "tests/ui/x.py", "qtbot.keyClicks(w, 'åäö')"),
    (testing.window_tests_wait_for_signals, "tests/ui/x.py", "monkeypatch.setattr(D, 'exec', f)"),
    (testing.test_folders_are_no_packages, "tests/ui/__init__.py", ""),
]  # fmt: skip

# A rule for several files together, with the files that it must find something in.
TOGETHER = [
    (
        direction.no_cycles,
        {"lärcentrum/a.py": "import lärcentrum.b", "lärcentrum/b.py": "from lärcentrum import a"},
    ),
    (
        direction.no_cycles,
        {
            "lärcentrum/exams/a.py": "def f():\n    import lärcentrum.practice.b",
            "lärcentrum/practice/b.py": "def f():\n    import lärcentrum.exams.a",
        },
    ),
    (habits.catch_alls, {"ui/x.py": "try:\n f()\nexcept Exception as e:\n log(e)\n" * 4}),
    (habits.catch_alls, {"ui/x.py": "try:\n f()\nexcept:\n log()\n" * 4}),
    (words.errors_have_three_parts, {"lärcentrum/x.py": "class Gone(UserError):\n  'x'"}),
    (
        words.errors_have_three_parts,
        {
            "lärcentrum/x.py": "class World(UserError):\n  'x'",
            "lärcentrum/y.py": "class Full(World):\n  def parts(self):\n    return ('a', 'b')",
        },
    ),
]

FINE = [
    ("lärcentrum/reports/x.py", '"""X."""\ndef _f():\n    import pandas\n'),
    ("ui/x.py", '"""X."""\nfrom ui.kit import bus\nLABELS = {"a": _("Välj en sal")}\n'),
    ("ui/exams/x.py", '"""X."""\nimport ui.exams.y\nfrom lärcentrum.exams import bookings\n'),
    ("lärcentrum/exams/x.py", '"""X."""\nfrom lärcentrum.people import students\n'),
    ("lärcentrum/x.py", '"""X."""\nseen = ("a",)\nname = path.open("rb").read()\n'),
    ("lärcentrum/x.py", '"""X."""\ntry:\n    f()\nexcept BaseException:\n    undo()\n    raise\n'),
    ("ui/x.py", '"""X."""\nframe.open(key)\ntry:\n    f()\nexcept ValueError:\n    a = None\n'),
    ("lärcentrum/x.py", '"""X."""\n_data = io.BytesIO()\nbook = xlsxwriter.Workbook(_data)\n'),
    ("ui/x.py", '"""Select from the list."""\nN = "Update the list and group by room"[:3]\n'),
]


@pytest.mark.parametrize(("rule", "path", "text"), RULES, ids=lambda v: getattr(v, "__name__", ""))
def test_rule_bites(rule, path, text):
    assert list(rule(Source(path, text)))


@pytest.mark.parametrize(("rule", "texts"), TOGETHER, ids=lambda v: getattr(v, "__name__", ""))
def test_rule_over_files_bites(rule, texts):
    assert list(rule([Source(path, text) for path, text in texts.items()]))


@pytest.mark.parametrize(("path", "text"), FINE)
def test_what_is_fine_passes(path, text):
    source = Source(path, text)
    assert [found for rule in single_rules() for found in rule(source)] == []
    assert [found for rule in joint_rules() for found in rule([source])] == []


def test_a_cascade_is_found():
    assert list(habits.deleting_never_cascades("x.sql", "REFERENCES a(id)\n ON DELETE CASCADE"))


def test_decomposed_letters_are_found():
    odd = unicodedata.normalize("NFD", "lärcentrum/å.py")
    assert list(sizes.text_is_composed(odd, ""))
    assert list(sizes.text_is_composed("x.py", "a = 1\nb = '" + odd + "'"))


def test_every_rule_is_seen_to_bite():
    """No rule is written and forgotten."""
    modules = (direction, habits, sizes, testing, words)
    written = {
        function
        for module in modules
        for name, function in vars(module).items()
        if getattr(function, "__module__", "") == module.__name__
        and not name.startswith("_")
        and callable(function)
    }
    apart = {habits.deleting_never_cascades, sizes.text_is_composed}
    assert written == {*single_rules(), *joint_rules(), *apart}


def single_rules():
    return list(dict.fromkeys(rule for rule, _path, _text in RULES))


def joint_rules():
    return list(dict.fromkeys(rule for rule, _texts in TOGETHER))


def tried_on(rule):
    """The tests' own rules and the limits on files and functions hold for tests too."""
    everywhere = (sizes.files_are_short, sizes.functions_are_short, testing.nothing_is_skipped)
    if rule in everywhere or rule.__module__ == testing.__name__:
        return [s for s in load(ROOT, *PROGRAM, "installer", "tests") if s.path != THIS]
    return load(ROOT, *PROGRAM)


THIS = Path(__file__).relative_to(ROOT).as_posix()


@pytest.mark.parametrize("rule", single_rules(), ids=lambda rule: rule.__name__)
def test_the_tree_keeps(rule):
    assert [found for source in tried_on(rule) for found in rule(source)] == []


@pytest.mark.parametrize("rule", joint_rules(), ids=lambda rule: rule.__name__)
def test_the_tree_together_keeps(rule):
    assert list(rule(load(ROOT, "lärcentrum", "ui"))) == []


def test_the_tree_is_composed():
    found = []
    for path in files(ROOT):
        text = path.read_text("utf-8") if path.suffix in TEXT else ""
        found += sizes.text_is_composed(path.relative_to(ROOT).as_posix(), text)
    assert found == []


def test_nothing_cascades():
    check = partial(habits.deleting_never_cascades)
    texts = {p: p.read_text("utf-8") for top in PROGRAM for p in files(ROOT / top, ".py", ".sql")}
    assert [found for path, text in texts.items() for found in check(str(path), text)] == []


def test_only_the_agreed_folders_stand_at_the_top():
    allowed = {
        "lärcentrum", "ui", "resources", "installer", "tests", "pyproject.toml", "README.md",
        "CHANGELOG.md", "LICENSE", "Makefile", "requirements.txt", "requirements-dev.txt",
        ".ci", ".git", ".gitignore", ".gitattributes", ".venv", "build",
    }  # fmt: skip
    caches = {p.name for p in ROOT.iterdir() if p.name.endswith(("_cache", ".egg-info"))}
    caches |= {".hypothesis", ".benchmarks", "__pycache__", "dist", ".coverage", "htmlcov"}
    assert {p.name for p in ROOT.iterdir()} - caches - allowed == set()
