"""Files that travel with the program: icons, fonts, catalogues of texts, templates, code lists."""

from pathlib import Path

# A frozen program keeps its packages under one folder too, so this holds there as well.
_HERE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Give the place of a shipped file, for example ``path("fonts", "SourceSans3-Bold.ttf")``.

    Args:
        parts: Folder and file names below ``resources/``.

    Returns:
        An absolute path; whether it exists is not checked.
    """
    return _HERE.joinpath(*parts)
