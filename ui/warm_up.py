"""Load what the first pages need while somebody types the password, so that no page waits for it.

`holidays` alone takes a third of a second, and the first page asks it which day is the next open.
"""

from importlib import import_module

from lärcentrum.progress import Progress

_FIRST = ("ui.opened", "ui.today.today_page", "holidays.countries.sweden")
"""What the window needs once somebody is logged in."""
_THEN = (
    "rapidfuzz.fuzz",
    "ui.exams.exams_page",
    "ui.people.students_page",
    "reportlab.pdfgen.canvas",
    "zxingcpp",
    "pypdfium2",
)
"""What the first booking, student and paper need."""


def warm_up(progress: Progress) -> None:
    """Load it all, on the other thread; stops between two parts when the window closes.

    What a killed program left goes here as well: copies to look in, and files of a print.
    """
    _load(_FIRST, progress)
    from ui import doors
    from ui.kit.settings import state_folder
    from ui.kit.spool import clear_spool

    doors.clear_copies()
    clear_spool(state_folder())
    _load(_THEN, progress)


def _load(names: tuple[str, ...], progress: Progress) -> None:
    for name in names:
        progress(0, 0, "")
        import_module(name)
