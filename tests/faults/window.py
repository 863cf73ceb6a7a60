"""The real window, busy: it is killed at any moment.

    python -m tests.faults.window '{"folder": …, "key": …, "state": …, "acks": …}'

Opens a register that is unlocked already, shows every page in turn, and books, without end.
"""

import itertools
import json
import sys
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer

from lärcentrum.errors import Busy
from lärcentrum.store import register
from lärcentrum.store.store import Store
from tests.faults import scenarios
from tests.faults.acks import Acks
from tests.helpers import exams, people, registers
from ui import __main__ as start
from ui.kit.crash import Crash
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.kit.theme import theme
from ui.opened import Opened
from ui.start.idle import IdleWatch
from ui.start.shell import Shell


def main(told: dict[str, str]) -> int:
    acks, state = Acks(Path(told["acks"])), Path(told["state"])
    app = start.application()
    around = registers.surroundings(state, seed=4)
    opened = register.open_with_key(Path(told["folder"]), bytes.fromhex(told["key"]), around)
    opened.store.session = registers.HEAD
    memory = Memory(state)
    crash = Crash(state, lambda: around.clock, app)
    shell = Shell(memory)
    jobs = JobRunner(shell)

    def watch(minutes: int) -> IdleWatch:
        return IdleWatch(app, around.clock, minutes)

    window = Opened(opened, shell, memory, crash, jobs, watch, "berit")
    theme().wear()
    shell.show()
    acks.say(kind="open", digest=opened.store.digest())
    numbers, pages = itertools.count(100), itertools.cycle(window.frame._specs)

    def work() -> None:
        number = next(numbers)
        acks.say(kind="begin", step=number)
        try:
            rows = book(opened.store, number)
            if number % 10 == 0:
                window.frame.open(next(pages))
        except Busy:
            # A job reads the register just now; a person would press the button again.
            acks.say(kind="busy", step=number)
        except BaseException as bug:  # noqa: BLE001 - told to the parent
            acks.say(kind="bug", what=f"{type(bug).__name__}: {bug}")
        else:
            acks.say(kind="done", step=number, rows=rows)

    timer = QTimer(interval=1)
    timer.timeout.connect(work)
    timer.start()
    return app.exec()


MONDAY = date(2027, 1, 11)


def book(store: Store, number: int) -> list[list[str]]:
    """A person and a booking on one of ten Mondays, or two rooms."""
    if number % 3:
        return scenarios.fault_rows(store, number=number)
    student = people.make_student(store, number)
    wanted = exams.new_exam(store, number, day=MONDAY + timedelta(weeks=number % 10))
    room = exams.make_room(store, f"Skrivsal {number // 80}")
    booking = exams.make_booking(store, student=student, new_exam=wanted, room=room)
    return [["student", student], ["booking", booking]]


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
