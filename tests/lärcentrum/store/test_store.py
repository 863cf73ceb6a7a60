"""The one door: all or nothing, journal, undo, announcing, digest."""

import threading

import pytest

from lärcentrum import history
from lärcentrum.errors import Busy, NotFound
from lärcentrum.language import N_
from lärcentrum.operations import REGISTRY, operation
from lärcentrum.rights import Right
from lärcentrum.store import audit
from lärcentrum.store.errors import NothingToUndo, Taken, UndoConflict
from lärcentrum.store.store import Store


@pytest.fixture(autouse=True)
def declared():
    before = dict(REGISTRY)

    @operation(right=Right.REGISTER, label=N_("Sal tillagd"))
    def t_add(store: Store, *, name: str, capacity: int = 3) -> str:
        with store.write():
            return store.insert("room", name=name, capacity=capacity).uid

    @operation(right=Right.REGISTER, label=N_("Sal ändrad"))
    def t_change(store: Store, *, uid: str, **values: object) -> None:
        with store.write():
            store.update("room", uid, **values)

    @operation(right=Right.REGISTER, label=N_("Sal borttagen"))
    def t_delete(store: Store, *, uid: str) -> None:
        with store.write():
            store.delete("room", uid)

    @operation(right=Right.REGISTER, label=N_("Två salar"))
    def t_two(store: Store, *, names: list[str]) -> None:
        with store.write():
            for name in names:
                t_add(store, name=name)

    yield type("Ops", (), {"add": t_add, "change": t_change, "delete": t_delete, "two": t_two})
    REGISTRY.clear()
    REGISTRY.update(before)


def test_write_files_and_announces_once(store, declared):
    heard = []
    store.listen(heard.append)
    uid = declared.add(store, name="Sal å")
    assert [c.rows for c in heard] == [frozenset({("room", uid)})]
    assert heard[0].touches("room")
    assert not heard[0].touches("student")
    assert heard[0].label == "Sal tillagd"


def test_inner_operations_join_the_outer(store, declared):
    heard = []
    store.listen(heard.append)
    declared.two(store, names=["A", "B"])
    assert [(c.operation, len(c.rows)) for c in heard] == [("t_two", 2)]


def test_all_or_nothing(store, declared):
    declared.add(store, name="B")
    before, heard = store.digest(), []
    store.listen(heard.append)
    with pytest.raises(Taken):
        declared.two(store, names=["A", "B"])
    assert store.digest() == before
    assert heard == []
    declared.add(store, name="C")
    assert history.verify_log(store) == []


def test_undo_and_redo_of_insert_update_delete(store, declared):
    states = [store.digest()]
    uid = declared.add(store, name="A")
    states.append(store.digest())
    declared.change(store, uid=uid, capacity=9)
    states.append(store.digest())
    declared.delete(store, uid=uid)
    states.append(store.digest())
    assert states[3] == states[0]
    assert len(set(states)) == 3
    for wanted in (states[2], states[1], states[0]):
        history.undo_last(store)
        assert store.digest() == wanted
    with pytest.raises(NothingToUndo):
        history.undo_last(store)
    for wanted in (states[1], states[2], states[3]):
        history.redo_last(store)
        assert store.digest() == wanted
    with pytest.raises(NothingToUndo):
        history.redo_last(store)
    history.undo_last(store)
    assert store.digest() == states[2]
    assert history.undo_menu(store).redo_label == "Sal borttagen"


def test_a_new_operation_ends_redo(store, declared):
    declared.add(store, name="A")
    history.undo_last(store)
    declared.add(store, name="B")
    with pytest.raises(NothingToUndo):
        history.redo_last(store)


def test_undo_conflict_changes_nothing(store, declared):
    uid = declared.add(store, name="A")
    first = history.log(store, limit=1)[0].id
    declared.change(store, uid=uid, capacity=9)
    before = store.digest()
    with pytest.raises(UndoConflict):
        history.undo(store, operation=first)
    assert store.digest() == before


def test_undo_that_breaks_a_rule_is_a_conflict(store, declared):
    uid = declared.add(store, name="A")
    declared.delete(store, uid=uid)
    deletion = history.log(store, limit=1)[0].id
    declared.add(store, name="A")
    before = store.digest()
    with pytest.raises(UndoConflict):
        history.undo(store, operation=deletion)
    assert store.digest() == before


def test_only_ones_own_work_since_the_start_is_in_the_menu(store, declared):
    declared.add(store, name="A")
    store.opened_at = history.log(store, limit=1)[0].id
    assert history.undo_menu(store).undo is None


def test_write_outside_an_operation_is_a_bug(store):
    with pytest.raises(RuntimeError), store.write():
        pass
    with pytest.raises(RuntimeError):
        store.insert("room", name="A", capacity=1)


def test_unknown_table_or_column_is_a_bug(store):
    with store.operating("t", "t", True), store.write():
        with pytest.raises(RuntimeError):
            store.insert("rum", name="A")
        with pytest.raises(RuntimeError):
            store.insert("room", namn="A")


def test_missing_row(store, declared):
    with pytest.raises(NotFound):
        store.row("room", "x")
    with pytest.raises(NotFound):
        declared.change(store, uid="x", capacity=2)


def test_main_thread_never_waits(store, declared):
    inside, go = threading.Event(), threading.Event()

    def job() -> None:
        with store.operating("job", "Jobb", True), store.write():
            store.insert("room", name="J", capacity=1)
            inside.set()
            go.wait(10)

    thread = threading.Thread(target=job)
    thread.start()
    inside.wait(10)
    with pytest.raises(Busy):
        store.query("SELECT 1")
    go.set()
    thread.join()
    assert store.value("SELECT count(*) FROM room WHERE name = 'J'") == 1


def test_erasure_keeps_the_chain(store, declared):
    from lärcentrum.store import journal

    uid = declared.add(store, name="Hemlig sal")
    declared.change(store, uid=uid, name="Öppen sal")
    with store.operating("t_erase", "x", False), store.write() as conn:
        assert journal.erase(conn, {uid}) == 2
        store.note("gallrat")
    assert store.value("SELECT count(*) FROM journal WHERE new LIKE '%Hemlig%'") == 0
    assert history.verify_log(store) == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE journal SET new = replace(new, 'Sal', 'Sul') WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 2",
        "DELETE FROM operation WHERE id = 2",
        "UPDATE operation SET user_uid = 'nn' WHERE id = 1",
        "UPDATE operation SET at_ms = 1 WHERE id = 3",
        "INSERT INTO journal (seq, operation_id, tbl, row_id, row_uid)"
        " VALUES (99, 3, 'room', 1, 'x')",
        "UPDATE journal SET row_uid = 'x' WHERE seq = 2",
        "UPDATE journal SET row_id = 9 WHERE seq = 2",
        "UPDATE journal SET tbl = 'seat' WHERE seq = 2",
        "UPDATE operation SET label = 'Inget' WHERE id = 2",
        "UPDATE operation SET undoable = 0 WHERE id = 2",
    ],
)
def test_tampering_is_refused_and_found(store, declared, harm):
    from sqlcipher3 import dbapi2

    for name in ("Sal 1", "Sal 2", "Sal 3"):
        declared.add(store, name=name)
    head = audit.head(store.conn)
    if not harm.startswith("INSERT"):
        with pytest.raises(dbapi2.IntegrityError):
            store.conn.execute(harm)
    for name in ("operation_stays", "operation_sealed", "journal_stays", "journal_sealed"):
        store.conn.execute(f"DROP TRIGGER {name}")
    store.conn.execute(harm)
    assert audit.verify(store.conn, head) != []


@pytest.mark.parametrize("erased", [False, True])
def test_a_row_emptied_without_an_erasure_is_found(store, declared, erased):
    from lärcentrum.store import journal

    uids = [declared.add(store, name=name) for name in ("Sal 1", "Sal 2")]
    if erased:
        with store.operating("t_erase", "x", False), store.write() as conn:
            journal.erase(conn, {uids[0]})
        assert history.verify_log(store) == []
        declared.change(store, uid=uids[0], capacity=9)
    store.conn.execute(
        "UPDATE journal SET old = NULL, new = NULL, salt = NULL WHERE seq ="
        " (SELECT max(seq) FROM journal WHERE row_uid = ?)",
        (uids[0],),
    )
    assert [one.why for one in history.verify_log(store)] == ["emptied"]


def test_rows_are_erased_again_and_again(store, declared):
    from lärcentrum.store import journal

    uid = declared.add(store, name="Hemlig sal")
    for number in (2, 1):
        declared.change(store, uid=uid, capacity=10 + number)
        with store.operating("t_erase", "x", False), store.write() as conn:
            assert journal.erase(conn, {uid}) == number
            assert journal.erase(conn, {"none"}) == 0
        assert history.verify_log(store) == []
    said = store.value("SELECT count(*) FROM journal WHERE tbl = ?", journal.ERASURE)
    assert said == 2


def test_cut_tail_is_found_by_the_anchor(store, declared):
    for name in ("Sal 1", "Sal 2"):
        declared.add(store, name=name)
    number, head = audit.head(store.conn)
    store.conn.execute("DROP TRIGGER operation_stays")
    store.conn.execute("DROP TRIGGER journal_stays")
    store.conn.execute("DELETE FROM operation WHERE id = 2")
    store.conn.execute("DELETE FROM journal WHERE seq = 2")
    assert history.verify_log(store) == []
    assert history.verify_log(store, anchor_id=number, anchor_hash=head) != []
