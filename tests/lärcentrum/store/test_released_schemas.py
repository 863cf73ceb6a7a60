"""Every schema there has been opens, upgrades and says the same; a released one is not edited."""

import json
import shutil
from pathlib import Path

import pytest

from lärcentrum import history, opening
from lärcentrum.store import meta, register, schema
from tests.fixtures.make_schema import FOLDER, SCHEMA
from tests.helpers import registers

RELEASED = sorted(FOLDER.iterdir())


@pytest.fixture(params=RELEASED, ids=lambda folder: folder.name)
def released(request, tmp_path):
    folder = tmp_path / "åäö"
    shutil.copytree(request.param, folder)
    (folder / "backup").mkdir()
    facts = json.loads((folder / "facts.json").read_text("utf-8"))
    return folder, facts, registers.surroundings(tmp_path / "state")


def test_it_opens_and_says_the_same(released):
    folder, facts, around = released
    opened = opening.log_in(folder, "berit", facts["password"], around)
    store = opened.store
    assert schema.version(store.conn) == schema.newest()
    assert store.digest() == facts["digest"]
    assert register.integrity(store.conn) == []
    assert history.verify_log(store) == []
    assert store.value("SELECT max(id) FROM operation") == facts["operations"] + 1
    assert meta.read(store.conn, "epoch_confirmed") == "0", "another computer"
    opened.close()


def test_the_recovery_code_opens_it(released):
    folder, facts, around = released
    opening.log_in_with_code(folder, facts["code"], "berit", "nytt lösen 1", around).close()


def test_a_released_schema_was_not_edited(store):
    newest = RELEASED[-1]
    assert int(newest.name) == schema.newest(), "release the schema: make its fixture"
    facts = json.loads((Path(newest) / "facts.json").read_text("utf-8"))
    assert [row["sql"] for row in store.query(SCHEMA)] == facts["schema"]
