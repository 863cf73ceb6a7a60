"""Where the packed command line begins."""

import multiprocessing
import sys

from lärcentrum.cli import main

if __name__ == "__main__":
    # Papers are drawn in a process of their own, which is this program once more.
    multiprocessing.freeze_support()
    sys.exit(main())
