"""`python -m lärcentrum`: the command line."""

import sys

from lärcentrum.cli import main

sys.exit(main())
