"""The files beside the database: damaged, they are told with a sentence or passed over."""

import json

import pytest

from lärcentrum import backups, opening
from lärcentrum.store import keys, register
from lärcentrum.store.errors import Damaged, WrongPassword
from tests.helpers import registers
from tests.helpers.opening import NEW
from tests.helpers.people import make_student


@pytest.fixture
def around(tmp_path):
    return registers.surroundings(tmp_path / "state")


@pytest.fixture
def made(tmp_path, around):
    opened, code = opening.create_register(tmp_path / "åäö", NEW, around)
    copy = backups.make_backup(opened.store)
    opened.close()
    return opened.store.folder, code, copy.path


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"count": "x", "last": 0}',
                                  b'{"count": 1e999, "last": 0}', b"\xff" * 2000])  # fmt: skip
def test_tries_that_cannot_be_read_lock_nobody_out(made, around, data):
    with pytest.raises(WrongPassword):
        opening.log_in(made[0], "berit", "fel", around)
    (path,) = around.state.glob("tries-*.json")
    path.write_bytes(data)
    opening.log_in(made[0], "berit", NEW.password, around).close()


HARMS = {
    "salt": "zz", "nonce": "00", "wrapped": "***", "memory_kib": 1 << 70, "passes": 0,
    "lanes": "4", "name": [],
}  # fmt: skip


@pytest.mark.parametrize("field", HARMS)
def test_a_damaged_key_file_is_told_and_a_back_up_mends_it(made, around, field):
    folder, code, copy = made
    path = folder / keys.NAME
    found = json.loads(path.read_bytes())
    for slot in found["slots"]:
        slot[field] = HARMS[field]
    path.write_text(json.dumps(found))
    with pytest.raises(Damaged):
        opening.log_in(folder, "berit", NEW.password, around)
    with pytest.raises(Damaged):
        opening.log_in_with_code(folder, code, "berit", "nytt lösen", around)
    backups.restore(copy, folder, code, around)
    opening.log_in_with_code(folder, code, "berit", "nytt lösen", around).close()


@pytest.mark.parametrize("data", [b"", b"nej", b"[" * 100_000, b"{}"])
def test_a_key_file_of_nothing_is_damage(made, around, data):
    (made[0] / keys.NAME).write_bytes(data)
    with pytest.raises(Damaged):
        opening.log_in(made[0], "berit", NEW.password, around)


def test_a_page_that_is_damaged_meanwhile_is_damage_to_the_end(opened):
    store = opened.store
    for number in range(20):
        make_student(store, number)
    folder, key = store.folder, opened.key
    opened.close()
    again = register.open_with_key(folder, key, opened.around)
    again.store.session = registers.HEAD
    with (folder / register.DATABASE).open("r+b") as file:
        file.seek(30 * 2048)
        file.write(bytes(2048) * 60)
    with pytest.raises(Damaged):
        again.store.digest()
    with pytest.raises(Damaged):
        make_student(again.store, 30)
    with pytest.raises(Damaged):
        again.close()
