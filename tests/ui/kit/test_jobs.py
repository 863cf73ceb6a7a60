import sys
import threading

import pytest
from PySide6.QtCore import QObject

from lärcentrum import language
from lärcentrum.errors import Busy
from ui.kit.bus import Bus
from ui.kit.jobs import Job, JobRunner


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.stop()


class Ends(QObject):
    """Counts how a job ended, on which thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.seen: list[tuple[str, object, bool]] = []
        job.done.connect(lambda v: self.note("done", v))
        job.failed.connect(lambda v: self.note("failed", v))
        job.cancelled.connect(lambda: self.note("cancelled", None))

    def note(self, how: str, value: object) -> None:
        self.seen.append((how, value, threading.current_thread() is threading.main_thread()))


def test_work_runs_beside_the_main_thread_and_ends_on_it(qtbot, runner):
    threads = []

    def work(progress):
        threads.append(threading.current_thread())
        return 42

    job = runner.run("Räknar", work)
    ends = Ends(job)
    with qtbot.waitSignal(job.ended):
        pass
    assert ends.seen == [("done", 42, True)]
    assert threads[0] is not threading.main_thread()
    assert runner.jobs == ()


def test_a_failure_is_told_once(qtbot, runner):
    def work(progress):
        raise Busy

    told = []
    job = runner.run("Faller", work, failed=told.append)
    ends = Ends(job)
    with qtbot.waitSignal(job.ended):
        pass
    assert [how for how, *_rest in ends.seen] == ["failed"]
    assert isinstance(told[0], Busy)


def test_a_failure_nobody_took_is_signalled(qtbot, runner):
    with qtbot.waitSignal(runner.failed) as caught:
        runner.run("Faller", lambda progress: 1 // 0)
    assert isinstance(caught.args[0], ZeroDivisionError)


def test_cancel_stops_at_the_next_report(qtbot, runner):
    begun, stopped = threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        stopped.wait(5)
        progress(1, 2)
        return "never"

    job = runner.run("Länge", work)
    ends = Ends(job)
    assert begun.wait(5)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
        stopped.set()
    assert [how for how, *_rest in ends.seen] == ["cancelled"]
    assert job.outcome == "cancelled"


def test_a_job_cancelled_before_it_began_never_runs(qtbot, runner):
    gate, ran = threading.Event(), []
    first = runner.run("Först", lambda progress: gate.wait(5))
    second = runner.run("Sedan", lambda progress: ran.append(1))
    with qtbot.waitSignals([first.ended, second.cancelled]):
        second.cancel()
        gate.set()
    assert ran == []


def test_progress_reaches_the_screen_and_the_last_report_always_does(qtbot, runner):
    got = []

    def work(progress):
        for step in range(1, 1001):
            progress(step, 1000, "Rad")

    job = runner.run("Många", work)
    job.progressed.connect(lambda done, total, what: got.append((done, total, what)))
    with qtbot.waitSignal(job.ended):
        pass
    assert got[-1] == (1000, 1000, "Rad")
    assert len(got) < 100


def test_a_jobs_texts_are_in_the_users_language(qtbot, runner):
    with language.in_language("en"):
        job = runner.run("Språk", lambda progress: language._current.get())
    ends = Ends(job)
    with qtbot.waitSignal(job.ended):
        pass
    assert ends.seen[0][1] == "en"


def test_stop_waits_for_what_runs(qtbot, runner):
    def work(progress):
        while True:
            progress(0, 0)

    runner.run("Evigt", work)
    assert runner.stop(5000)


def test_what_a_job_says_last_is_heard_before_stop_returns(qtbot, runner):
    heard, begun = [], threading.Event()

    def work(progress):
        begun.set()
        return 42

    runner.run("Räknar", work, done=heard.append)
    begun.wait(5)
    runner.stop()
    assert heard == [42]
    assert runner.jobs == ()


class Register:
    """Stands in for the store: keeps callbacks and calls them."""

    def __init__(self) -> None:
        self.callbacks = []

    def listen(self, callback):
        self.callbacks.append(callback)

    def unlisten(self, callback):
        self.callbacks.remove(callback)

    def say(self, change):
        for callback in list(self.callbacks):
            callback(change)


def test_the_bus_speaks_on_the_main_thread(qtbot):
    register, heard = Register(), []
    bus = Bus(register)
    bus.changed.connect(
        lambda c: heard.append((c, threading.current_thread() is threading.main_thread()))
    )
    register.say("a")
    assert heard == [("a", True)]
    other = threading.Thread(target=register.say, args=("b",))
    with qtbot.waitSignal(bus.changed):
        other.start()
    other.join()
    assert heard[1] == ("b", True)
    bus.close()
    assert register.callbacks == []


def test_the_window_gets_its_turn_often_while_work_runs(qtbot, runner):
    usual, seen = sys.getswitchinterval(), []

    def work(progress):
        seen.append(sys.getswitchinterval())

    jobs = [runner.run("Räknar", work) for _n in range(2)]
    with qtbot.waitSignal(jobs[1].ended):
        pass
    assert all(one < usual / 10 for one in seen)
    assert sys.getswitchinterval() == usual
