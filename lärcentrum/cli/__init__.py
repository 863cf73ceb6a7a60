"""The command line: how scripts, tests and a worried IT department reach the register.

Exit codes: 0 done, 1 refused, 2 wrong call. Results stand on stdout, refusals on stderr.
"""

from collections.abc import Sequence

from lärcentrum.language import use_environment

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; see `lärcentrum.cli.program.main`."""
    # The commands word their help when they are declared: the language comes first.
    use_environment()
    from lärcentrum.cli import program

    return program.main(arguments)
