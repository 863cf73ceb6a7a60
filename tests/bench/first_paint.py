"""Start a window, tell when it was first painted and the peak of memory, and end.

`python -m tests.bench.first_paint ours FOLDER` starts the program on a register;
`python -m tests.bench.first_paint bare` a bare PySide6 window with an empty table.
"""

import os
import sys
import time
from pathlib import Path


def main() -> int:
    """Run."""
    if sys.argv[1] == "ours":
        _ours(Path(sys.argv[2]))
    else:
        _bare()
    return 0


def _ours(folder: Path) -> None:
    from ui.__main__ import application, begin
    from ui.kit.crash import Crash
    from ui.kit.jobs import JobRunner
    from ui.kit.settings import Memory, state_folder
    from ui.kit.theme import theme

    app = application()
    state = state_folder()
    shell = begin(app, Memory(state), Crash(state, None, app), folder, JobRunner(app))
    theme().wear()
    shell.show()
    app.processEvents()
    shell.grab()
    _tell()


def _bare() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1280, 800)
    window.show()
    app.processEvents()
    window.grab()
    _tell()


def _tell() -> None:
    started = float(os.environ["BENCH_STARTED"])
    # Not getrusage: its peak is inherited from the process that started this one.
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    peak = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    print(time.monotonic() - started, peak, flush=True)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
