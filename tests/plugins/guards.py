"""Guards over the whole suite: no network, no unexpected log record, no person in a log, no window
that outlives its test.

Loaded by ``-p`` in pyproject.toml, so it holds also when a single test is run.
"""

import logging
import re
import sys
from collections.abc import Generator, Iterator

import pytest

LOOPBACK = ("127.", "::1", "localhost")
WATCHED = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind")
NAMED = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
IDENTITY_NUMBER = re.compile(r"(?<![\d.])(?:19|20)?\d{6}[-+]?\d{4}(?![\d.])")


class Network(AssertionError):
    """The program tried to reach the network."""


class Guard:
    """What is watched while tests run."""

    def __init__(self) -> None:
        self.attempts: list[str] = []
        self.logged: list[str] = []
        # Names, addresses and the like that tests put in registers: none may reach a log (PR20).
        self.canaries: set[str] = set()

    def audit(self, event: str, args: tuple[object, ...]) -> None:
        """Refuse every way out of this machine (PR22); an interpreter's audit hook."""
        if event in WATCHED:
            self._refuse_unless_local(event, args[1])
        elif event in NAMED:
            self._refuse_unless_local(event, (args[0],))

    def _refuse_unless_local(self, event: str, address: object) -> None:
        # AF_UNIX addresses are text or bytes, and a connected datagram has none.
        if not isinstance(address, tuple) or _is_local(address[0]):
            return
        self.attempts.append(f"{event} {address[0]!r}")
        raise Network(f"{event} {address[0]!r}")


def _is_local(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name in (None, "") or str(name).startswith(LOOPBACK)


class Ear(logging.Handler):
    """Keeps every record of a test."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


GUARD = Guard()
_FORMATTER = logging.Formatter("%(levelname)s %(name)s: %(message)s")


def pytest_configure(config: pytest.Config) -> None:
    sys.addaudithook(GUARD.audit)
    config.addinivalue_line(
        "markers", "expects_log(pattern): log records of warning level that match are meant"
    )


@pytest.fixture(scope="session")
def canaries() -> set[str]:
    """Put here what may never be logged; the whole session's logs are searched at its end."""
    return GUARD.canaries


@pytest.fixture(autouse=True)
def _guards(request: pytest.FixtureRequest) -> Iterator[None]:
    ear = Ear()
    root = logging.getLogger()
    root.addHandler(ear)
    GUARD.attempts.clear()
    yield
    root.removeHandler(ear)
    texts = [_FORMATTER.format(record) for record in ear.records]
    GUARD.logged.extend(texts)
    problems = [f"reached for the network: {what}" for what in GUARD.attempts]
    problems += [f"identity number in a log: {t}" for t in texts if IDENTITY_NUMBER.search(t)]
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    problems += [
        f"unexpected log record: {text}"
        for record, text in zip(ear.records, texts, strict=True)
        if record.levelno >= logging.WARNING and not any(p.search(text) for p in expected)
    ]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """Let a test's windows go before its register: a timer of theirs would meet the next test.

    Qt deletes what asked for `deleteLater` in the next event loop, which a test without windows
    never starts.
    """
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    yield


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if a canary is in any log of the whole session."""
    found = {c for c in GUARD.canaries for text in GUARD.logged if c and c in text}
    if found:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        raise pytest.UsageError(f"personal data in logs: {len(found)} kinds")
