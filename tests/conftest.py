"""What every test can ask for: a real encrypted register in a folder named åäö."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from lärcentrum.store.register import Register
from lärcentrum.store.store import Store
from tests.helpers import registers


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, str]:
    """An empty centre's register, closed: its folder, key and recovery code."""
    folder = tmp_path_factory.mktemp("mall") / "åäö"
    made, code = registers.make(folder)
    made.close()
    return folder, made.key, code


@pytest.fixture(scope="session")
def region_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, str]:
    """An empty regional office's register, closed."""
    folder = tmp_path_factory.mktemp("mall-region") / "åäö"
    made, code = registers.make(folder, kind="region")
    made.close()
    return folder, made.key, code


@pytest.fixture
def opened(template: tuple[Path, bytes, str], tmp_path: Path) -> Iterator[Register]:
    """An open centre's register of its own for one test."""
    register = registers.copy_of(template[0], tmp_path / "åäö", template[1])
    yield register
    _close(register)


@pytest.fixture
def opened_region(region_template: tuple[Path, bytes, str], tmp_path: Path) -> Iterator[Register]:
    """An open regional office's register."""
    register = registers.copy_of(region_template[0], tmp_path / "region-åäö", region_template[1])
    yield register
    _close(register)


@pytest.fixture
def store(opened: Register) -> Store:
    """The store of an open centre's register; the head of the centre is logged in."""
    return opened.store


@pytest.fixture
def region_store(opened_region: Register) -> Store:
    """The store of an open regional office's register."""
    return opened_region.store


def _close(register: Register) -> None:
    if register.lock.held:
        register.close()
