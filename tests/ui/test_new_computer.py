"""A centre's back-up put back on a new computer, in the window, with real registers."""

from lärcentrum.exams import rooms
from lärcentrum.store import meta
from tests.helpers.house import House, first_start
from ui.main_window import MainWindow
from ui.program import REGISTER
from ui.start.restore_steps import NewPasswordStep


def test_a_backup_is_put_back_on_a_new_computer(qtbot, tmp_path, monkeypatch):
    state = tmp_path / "gammal dator"
    state.mkdir()
    monkeypatch.setenv("LARCENTRUM_STATE", str(state))
    house = House(state, qtbot)
    code = first_start(house, qtbot)
    house.shell.close()
    (copy,) = (state / "åäö" / "backup").glob("*.lcbackup")
    stick = tmp_path / "USB åäö"
    stick.mkdir()
    kept = stick / copy.name
    kept.write_bytes(copy.read_bytes())

    new_state = tmp_path / "ny dator"
    new_state.mkdir()
    monkeypatch.setenv("LARCENTRUM_STATE", str(new_state))
    new = House(new_state, qtbot)
    new.click("backup")
    new.put("file", str(kept))
    new.put("code", code)
    new.click("next")
    wizard = new.screen
    qtbot.waitUntil(lambda: isinstance(wizard.steps.currentWidget(), NewPasswordStep),
                    timeout=20_000)  # fmt: skip
    assert new.memory.get(REGISTER) == str(new_state / "åäö"), "the next start asks who is there"
    for name, text in (("head_login", "maja"), ("password", "ny hemlighet"),
                       ("again", "ny hemlighet")):  # fmt: skip
        new.put(name, text)
    new.click("next")
    new.wait_for(MainWindow)
    store = new.opened._register.store
    qtbot.waitUntil(lambda: not new.jobs.jobs, timeout=20_000)
    assert [room.name for room in rooms.list_rooms(store)] == ["Stora salen"]
    assert meta.read(store.conn, "epoch_confirmed") == "0", "FB08: sending waits"
    assert kept.read_bytes() == copy.read_bytes()
    new.shell.may_close = lambda: True
    new.shell.close()
    assert new.bugs == []
