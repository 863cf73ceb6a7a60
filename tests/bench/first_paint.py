"""Start a window, tell when it was first painted and the peak of memory, and end.

`python -m tests.bench.first_paint ours FOLDER` starts the program on a register;
`python -m tests.bench.first_paint bare` a bare PySide6 window with an empty table.
"""

import gc
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
    gc.disable()  # as ui.launch does
    from ui.__main__ import start

    started = start([str(folder)])
    if started is None:
        raise SystemExit("the program is open already")
    started.app.processEvents()
    started.shell.grab()
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
