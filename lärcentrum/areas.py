"""Load every area, so that the registry of operations is whole.

A module registers its operations when it is imported. The window loads what it shows; the command
line and undoing need all of them.
"""

import pkgutil
from importlib import import_module

import lärcentrum

# Starts put the others together and hold no operations themselves.
_STARTS = ("lärcentrum.__main__", "lärcentrum.cli", "lärcentrum.demo")


def load() -> None:
    """Import every module of the register but its starts; heavy libraries stay unloaded."""
    for name in modules():
        import_module(name)


def modules() -> list[str]:
    """Give the names of the register's modules in order, without the starts."""
    found = _walk(lärcentrum.__path__, "lärcentrum.")
    return sorted(found)


def _walk(path: object, prefix: str) -> list[str]:
    names: list[str] = []
    for one in pkgutil.iter_modules(path, prefix):  # type: ignore[arg-type]
        if one.name in _STARTS:
            continue
        names.append(one.name)
        if one.ispkg:
            names += _walk(import_module(one.name).__path__, one.name + ".")
    return names
