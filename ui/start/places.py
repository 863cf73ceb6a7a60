"""Where registers lie, found out without loading a database."""

from pathlib import Path

_SIGNS = ("keys.json", "register.db", "backup")
"""What shows that a folder holds a register, or held one that may be put back."""


def is_place_of_register(folder: Path) -> bool:
    """Tell whether a folder holds a register, whole or not, or its back-ups."""
    return any((folder / one).exists() for one in _SIGNS)
