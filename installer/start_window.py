"""Where the packed window begins."""

import multiprocessing
import sys

if __name__ == "__main__":
    # Papers are drawn in a process of their own, which is this program once more: it must not load
    # the window.
    multiprocessing.freeze_support()
    from ui.launch import main

    sys.exit(main())
