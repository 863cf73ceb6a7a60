"""Migrations: whole or not at all, backed up first, foreign keys kept, every old file opens."""

import pytest
from sqlcipher3 import dbapi2

from lärcentrum.store import backup, register, schema
from tests.helpers import registers

ADDS = "CREATE TABLE extra (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, a TEXT) STRICT;"
FAILS = ADDS + "\nCREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;"
ORPHANS = """
INSERT INTO room (id, uid, name, capacity) VALUES (1, 'r', 'A', 1);
INSERT INTO seat (id, uid, room_id, label, place) VALUES (1, 's', 99, '1', 1);
"""


@pytest.fixture
def closed(template, tmp_path):
    register_ = registers.copy_of(template[0], tmp_path / "åäö", template[1])
    register_.close()
    return tmp_path / "åäö", template[1], registers.surroundings(template[0].parent / "state")


def later(monkeypatch, sql):
    known = schema.migrations()
    number = known[-1][0] + 1
    monkeypatch.setattr(schema, "migrations", lambda: (*known, (number, sql)))
    return number


def test_upgrade_backs_up_first_and_keeps_what_was(closed, monkeypatch):
    folder, key, around = closed
    number = later(monkeypatch, ADDS)
    opened = register.open_with_key(folder, key, around)
    assert schema.version(opened.store.conn) == number
    assert "extra" in opened.store.tables
    opened.close()
    made = backup.listed(folder / "backup")
    assert [one.why for one in made] == ["migration"]
    assert made[0].schema == number - 1


@pytest.mark.parametrize("sql", [FAILS, ORPHANS, "CREATE TABL x (a);"])
def test_a_failing_step_leaves_the_old_file(closed, monkeypatch, sql):
    folder, key, around = closed
    number = later(monkeypatch, ADDS + "\n" + sql if "extra" not in sql else sql)
    with pytest.raises((dbapi2.Error, RuntimeError, register.UserError)):
        register.open_with_key(folder, key, around)
    monkeypatch.undo()
    opened = register.open_with_key(folder, key, around)
    assert schema.version(opened.store.conn) == number - 1
    assert "extra" not in opened.store.tables
    assert register.integrity(opened.store.conn) == []
    assert opened.store.value("PRAGMA foreign_keys") == 1
    opened.close()


def test_half_a_statement_is_a_bug():
    with pytest.raises(ValueError, match="middle"):
        schema.statements("CREATE TABLE a (b")


def test_statements_keep_triggers_whole():
    sql = "-- note; not one\nCREATE TABLE a (b);\n\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n"
    sql += "  DELETE FROM a;\n  DELETE FROM a;\nEND;\n"
    assert [s.split()[1] for s in schema.statements(sql)] == ["TABLE", "TRIGGER"]


def test_every_domain_table_is_strict_and_keeps_integer_and_text_only(store):
    for table in store.tables:
        assert store.value("SELECT strict FROM pragma_table_list(?)", table) == 1, table
        kinds = {row["type"] for row in store.query("SELECT type FROM pragma_table_info(?)", table)}
        assert kinds <= {"INTEGER", "TEXT"}, table


def test_no_cascades(store):
    for (table,) in store.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"):
        for key in store.conn.execute("SELECT * FROM pragma_foreign_key_list(?)", (table,)):
            assert key[5:7] == ("NO ACTION", "NO ACTION"), table
