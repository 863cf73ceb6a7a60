"""What a page is handed: the register and the window's common things."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ui.kit.bus import Bus
from ui.kit.form import Drafts
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory

if TYPE_CHECKING:
    from lärcentrum.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One open register at one desk.

    Args:
        store: the register.
        bus: tells what changed.
        jobs: runs long work.
        memory: what the window remembers.
        drafts: keeps what is typed.
        today: gives the day on the wall.
        restore: closes the register to put a back-up in its place; None where it cannot be.
        is_office: whether it is a regional office's register, which has no students of its own.
    """

    store: "Store"
    bus: Bus
    jobs: JobRunner
    memory: Memory
    drafts: Drafts
    today: Callable[[], date]
    restore: Callable[[Path], object] | None = None
    is_office: bool = False
