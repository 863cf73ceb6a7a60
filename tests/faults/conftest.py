"""What the fault tests share: a closed register to copy, and the server of children."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import injection, scenarios, trials
from tests.faults.injection import Ground, Server
from tests.helpers import registers

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def fast_folder() -> Iterator[Path]:
    """A folder in memory: many thousand registers are laid out here."""
    folder = Path(tempfile.mkdtemp(prefix="fel-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def ground(template: tuple[Path, bytes, str], tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The register that each child gets a copy of, with what the stories need in it."""
    folder = tmp_path_factory.mktemp("grund") / "åäö"
    opened = registers.copy_of(template[0], folder, template[1])
    scenarios.prepare(opened.store)
    opened.close()
    return Ground(folder, template[1], opened.around.state)


@pytest.fixture
def computer(ground: Ground, tmp_path: Path) -> Path:
    """The computer's state, of the test's own.

    What is learnt there of one copy of the register would make the next one a copy that went back.
    """
    return Path(shutil.copytree(ground.state, tmp_path / "dator"))


@pytest.fixture(scope="session")
def children() -> Iterator[Server]:
    """The process that forks a child for each run."""
    with injection.server() as running:
        yield running


@pytest.fixture(scope="session")
def bench(ground: Ground, children: Server, fast_folder: Path) -> trials.Bench:
    """Where the trials are held."""
    return trials.Bench(ground, children, fast_folder)


@pytest.fixture(scope="session")
def every() -> bool:
    """Whether all places are tried (make faults), not only a spread of them."""
    return os.environ.get("LARCENTRUM_FAULTS") == "all"
