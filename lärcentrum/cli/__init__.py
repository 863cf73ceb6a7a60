"""The command line: how scripts, tests and a worried IT department reach the register.

Exit codes: 0 done, 1 refused, 2 wrong call. Results stand on stdout, refusals on stderr.
"""

from lärcentrum.cli.program import main

__all__ = ["main"]
