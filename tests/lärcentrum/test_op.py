"""Every operation is reached by its name and JSON."""

import dataclasses
import json

import pytest

from lärcentrum import areas, op
from lärcentrum.errors import BadValue, NotAllowed
from lärcentrum.json_values import BadJson, to_json
from lärcentrum.operations import REGISTRY

areas.load()


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_operation_is_described(name):
    found = op.describe(REGISTRY[name])
    assert found["summary"].endswith((".", "…")), "its documentation begins with a sentence"
    assert found["parameters"]["required"] == [
        key for key, one in found["parameters"]["properties"].items() if "default" not in one
    ]
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_operation_refuses_what_it_does_not_know(name):
    with pytest.raises(BadJson):
        op.read_arguments(REGISTRY[name], {"okänd": 1})


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_default_is_read_back(name):
    found = op.describe(REGISTRY[name])["parameters"]["properties"]
    given = {key: one["default"] for key, one in found.items() if "default" in one}
    required = op.describe(REGISTRY[name])["parameters"]["required"]
    if not required:
        read = op.read_arguments(REGISTRY[name], given)
        assert to_json(read) == given


def test_the_documentation_of_a_parameter_is_shown():
    found = op.describe(REGISTRY["add_room"])["parameters"]["properties"]
    assert found["name"]["description"] == "what people call it."
    assert "store" not in found


def test_progress_is_filled_in(store):
    told = []
    answer = op.call(store, "make_backup", {}, lambda *step: told.append(step))
    assert told
    assert answer["path"].startswith(str(store.folder))
    assert "progress" not in op.describe(REGISTRY["make_backup"])["parameters"]["properties"]


def test_no_file_is_called_as_somebody_typed(store):
    with pytest.raises(BadJson):
        op.call(store, "make_backup", {"why": "Eva Östberg 900101-1234"})
    assert not list(store.folder.rglob("*Eva*"))
    assert op.call(store, "make_backup", {"why": "timed"})["path"].endswith("-timed.lcbackup")


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("day_page", {"day": "9999-12-31"}, BadJson),
        ("list_bookings", {"last": "0001-01-01"}, BadJson),
        ("list_months", {"count": 1_000_000}, BadValue),
        ("list_months", {"count": 0}, BadValue),
        ("list_months", {"last": "0000-01"}, BadValue),
        ("list_overview", {"count": -1}, BadValue),
        ("list_overview", {"last": "i går"}, BadValue),
        ("consolidated_sums", {"period": "9999-99"}, BadValue),
        ("to_do", {"days": 10**9}, BadValue),
        ("to_do", {"back": -(10**9)}, BadValue),
    ],
)
def test_what_is_beyond_all_time_is_refused(store, name, arguments, error):
    with pytest.raises(error):
        op.call(store, name, arguments)


def test_an_operation_runs_with_its_rights_its_journal_and_its_errors(store):
    uid = op.call(store, "add_room", {"name": "Sal Ä", "capacity": 8})
    assert [room["uid"] for room in op.call(store, "list_rooms", {})] == [uid]
    assert op.call(store, "set_seats", {"room": uid, "seats": [{"label": "A1"}]}) is None
    assert op.call(store, "list_seats", {"room": uid})[0]["label"] == "A1"
    before = store.digest()
    with pytest.raises(BadValue):
        op.call(store, "add_room", {"name": "", "capacity": 8})
    store.session = dataclasses.replace(store.session, rights=frozenset())
    with pytest.raises(NotAllowed):
        op.call(store, "add_room", {"name": "Sal B", "capacity": 8})
    assert store.digest() == before


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"a": NaN}', '{"a": 1, "a": 2}', "[" * 100_000, '{"a": ' + "9" * 5000 + "}"],
)
def test_only_an_object_is_read(text):
    with pytest.raises(BadJson):
        op.read_object(text)


def test_an_unknown_operation(store):
    with pytest.raises(op.UnknownOperation):
        op.call(store, "slå_på_ljuset", {})


def test_loading_the_areas_loads_no_heavy_library():
    import subprocess
    import sys

    code = (
        "import sys; from lärcentrum import areas; areas.load(); "
        "print([m for m in ('pandas', 'numpy', 'reportlab', 'sqlite_utils', 'zxingcpp', 'holidays',"
        " 'rapidfuzz', 'pypdfium2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
