"""`larcentrum demo DIR`: example data, told line by line; with a display the window on it."""

import os
import subprocess
import sys
from pathlib import Path

import click

from lärcentrum.cli.desk import FILE, say
from lärcentrum.cli.swedish_click import Command
from lärcentrum.language import _


@click.command(cls=Command, help=_("Gör exempeldata i en mapp och berättar vad som görs."))
@click.argument("folder", type=FILE, metavar="DIR")
@click.option(
    "--scale",
    type=click.IntRange(1, 1000),
    default=1,
    metavar="N",
    help=_("Så många gånger den vanliga mängden, för mätningar."),
)
@click.option("--seed", type=int, default=1, metavar="FRÖ", help=_("Samma frö ger samma data."))
@click.option("--window/--no-window", default=True, help=_("Öppna fönstret efteråt."))
def demo(folder: Path, scale: int, seed: int, window: bool) -> None:  # fmt: skip
    """Make the demo and open it."""
    # Loaded here: the demo imports every area, which no other command waits for.
    from lärcentrum.demo import make_demo

    make_demo(folder, say, scale=scale, seed=seed)
    if window and has_display():
        say(_("Öppnar fönstret på lärcentrets register …"))
        sys.stdout.flush()
        subprocess.run(_window(folder.absolute() / "centre"), check=False)


def has_display() -> bool:
    """Tell whether a window can be shown."""
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def _window(register: Path) -> list[str]:
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).with_name("larcentrum-gui" + Path(sys.executable).suffix)
        return [str(beside), str(register)]
    return [sys.executable, "-m", "ui", str(register)]
