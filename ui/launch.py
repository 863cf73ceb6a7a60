"""Where the window begins: rubbish is collected only when the first page is painted.

What a start loads stays for as long as the program runs, so looking through it again and again for
what may go finds nothing, and costs a twentieth of the time until one can log in.
"""

import gc


def main(arguments: list[str] | None = None) -> int:
    """Run the window; see `ui.__main__.main`, which loads Qt."""
    gc.disable()
    from ui.__main__ import main as run

    return run(arguments)


def painted() -> None:
    """Collect rubbish from now on; what was loaded until here is never looked through again."""
    gc.freeze()
    gc.enable()
