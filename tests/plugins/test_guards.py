import logging
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plugins.guards import GUARD, Network

pytest_plugins = ["pytester"]


@pytest.fixture
def inner(pytester, pytestconfig, monkeypatch):
    """Run a file of tests under the guards, in a process of its own."""
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    def run(source):
        pytester.makepyfile(source)
        return pytester.runpytest_subprocess("-p", "tests.plugins.guards", "-p", "no:randomly")

    return run


@pytest.fixture
def forgiven(_guards):
    yield
    GUARD.attempts.clear()


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_connecting_is_refused(host, forgiven):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as one, pytest.raises(Network):
        one.connect((host, 9))


def test_asking_for_a_name_is_refused(forgiven):
    with pytest.raises(Network):
        socket.getaddrinfo("example.org", 80)


def test_sending_is_refused(forgiven):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, pytest.raises(Network):
        one.sendto(b"x", ("192.0.2.1", 9))


def test_the_machine_itself_may_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@given(st.integers())
def test_properties_live_with_the_guards(number):
    assert number == int(str(number))


INNER = """
import logging, socket
import pytest

def test_unexpected():
    logging.getLogger("x").warning("oj")

@pytest.mark.expects_log("oj")
def test_expected():
    logging.getLogger("x").warning("oj")

def test_information_is_fine():
    logging.getLogger("x").warning
    logging.getLogger("x").info("vanligt")

@pytest.mark.expects_log(".")
def test_number():
    logging.getLogger("x").error("19811218-9876 saknas")

def test_swallowed():
    try:
        socket.create_connection(("192.0.2.1", 9))
    except Exception:
        pass
"""


def test_a_test_fails_by_what_it_logs_and_reaches_for(inner):
    outcome = inner(INNER)
    outcome.assert_outcomes(passed=5, errors=3)
    outcome.stdout.fnmatch_lines_random(
        [
            "*unexpected log record: WARNING x: oj*",
            "*identity number in a log*",
            "*reached for the network: socket.*'192.0.2.1'*",
        ]
    )


def test_personal_data_in_any_log_of_the_session_fails_the_run(inner):
    outcome = inner(
        "import logging, pytest\n"
        "@pytest.mark.expects_log('.')\n"
        "def test_one(canaries):\n"
        "    canaries.add('Åsa Kanariefågel')\n"
        "    logging.getLogger('x').warning('%s', 'Åsa Kanariefågel')\n"
    )
    assert outcome.ret != 0
    outcome.stderr.fnmatch_lines(["*personal data in logs: 1 kinds*"])


def test_levels_below_warning_are_heard_too(caplog):
    with caplog.at_level(logging.INFO):
        logging.getLogger("x").info("hej")
    assert caplog.messages == ["hej"]
