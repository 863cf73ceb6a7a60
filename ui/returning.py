"""A back-up's way onto a new computer: what the first start asks for is done here."""

from pathlib import Path

from ui import doors
from ui.kit.settings import Memory
from ui.program import LOGIN, REGISTER


class Returning:
    """Puts a back-up in place and opens it.

    Args:
        memory: what the window remembers.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def restore(self, file: Path, folder: Path, code: str) -> str:
        """Put a back-up in a folder; give when it was made, as it is said."""
        made = doors.restore_here(file, folder, code)
        # The next start asks who is there, also when this one ends before the new password.
        self._memory.put(REGISTER, str(folder))
        return made

    def recover(self, folder: Path, code: str, login: str, password: str) -> object:
        """Open the register with the code and give a head a new password."""
        opened = doors.log_in_with_code(folder)(code, login, password)
        self._memory.put(LOGIN, login)
        return opened
