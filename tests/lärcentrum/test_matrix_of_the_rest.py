"""The matrix of what makes keys, moves files between two registers, and takes back."""

from pathlib import Path

import pytest

from lärcentrum import history
from lärcentrum.certificates.centre_keys import ensure_certificate_key
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.rooms import add_room
from lärcentrum.people import users
from lärcentrum.region import folder, keys
from lärcentrum.settings import change_settings
from lärcentrum.store.errors import NothingToUndo, TargetGone
from lärcentrum.store.store import Store
from lärcentrum.sync import keys as centre_keys
from lärcentrum.sync import packages
from tests.helpers import months as helper
from tests.helpers import packages as make
from tests.helpers import region as region_helper
from tests.helpers.matrix import Case, check


def test_the_keys_of_a_centre(store: Store) -> None:
    check(store, Case(operation=ensure_certificate_key, good={}))
    check(store, Case(
        operation=centre_keys.set_once_key, good={"key": "ab" * 32},
        bad=[({"key": "ab"}, BadValue), ({"key": "å" * 64}, BadValue)], only_noted=True,
    ))  # fmt: skip
    code = users.propose_recovery_code(store)
    check(store, Case(
        operation=users.set_recovery_code, good={"recovery_code": code},
        bad=[({"recovery_code": "A" * 32}, BadValue)], only_noted=True,
    ))  # fmt: skip


def test_the_keys_of_a_region(region_store: Store) -> None:
    change_settings(region_store, values={"centre_code": "norr", "centre_name": "Akademi Norr"})
    check(region_store, Case(operation=keys.make_region_keys, good={}))
    check(region_store, Case(operation=keys.rotate_region_identity, good={}, only_noted=True))


def test_files_between_two_registers(store: Store, region_store: Store, tmp_path: Path) -> None:
    helper.ready(store)
    (made,) = packages.create_package(store, period=helper.OCTOBER)
    good = {"package": made, "folder": tmp_path}
    bad = [({"package": "gone", "folder": tmp_path}, NotFound),
           ({"package": made, "folder": tmp_path / "borta"}, TargetGone)]  # fmt: skip
    check(store, Case(operation=packages.save_mail_draft, good=good, bad=bad))
    there = {"folder": tmp_path, "names": ["fil.lcsync"]}
    region_helper.make_region(region_store)
    region_helper.enrol(region_store)
    sender = region_helper.Sender(region_store)
    region_helper.put(tmp_path, sender.send("2026-09", make.payload(make.student(1))))
    check(region_store, Case(operation=folder.receive_files, good=there))


def test_what_takes_back(store: Store) -> None:
    for operation in (history.undo_last, history.redo_last):
        with pytest.raises(NothingToUndo):
            operation(store)
    add_room(store, name="Sal 1", capacity=3)
    made = history.log(store, limit=1)[0].id
    check(store, Case(operation=history.undo, good={"operation": made}))
    add_room(store, name="Sal 2", capacity=3)
    check(store, Case(operation=history.undo_last, good={}))
    check(store, Case(operation=history.redo_last, good={}))
