"""How the tests themselves are written."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Source, calls

SKIPPING = re.compile(r"\b(skip|skipif|importorskip|xfail)$")


def nothing_is_skipped(source: Source) -> Iterator[str]:
    for name, node in calls(source):
        if name.startswith(("pytest.", "unittest.")) and SKIPPING.search(name):
            yield f"{source.path}:{node.lineno}: {name}"
    for number, line in enumerate(source.text.splitlines(), 1):
        if re.match(r"\s*@pytest\.mark\.(skip|xfail)", line):
            yield f"{source.path}:{number}: {line.strip()}"


def window_tests_wait_for_signals(source: Source) -> Iterator[str]:
    if not source.within("tests/ui", "tests/stories"):
        return
    for name, node in calls(source):
        if name in ("time.sleep", "sleep", "qtbot.wait", "QTest.qWait", "QTest.qSleep"):
            yield f"{source.path}:{node.lineno}: {name}(): wait for a signal"
        if name.endswith(("keyClicks", "keyClick")) and not _names_a_key(node):
            yield f"{source.path}:{node.lineno}: {name}() aborts on å ä ö: send QKeyEvents"
        if name == "monkeypatch.setattr" and any(
            getattr(a, "value", "") == "exec" for a in node.args
        ):
            yield f"{source.path}:{node.lineno}: exec is patched"


def _names_a_key(node: ast.Call) -> bool:
    """Whether a key is sent by its constant (Enter, Tab), which bears no text to abort on."""
    return len(node.args) > 1 and ast.unparse(node.args[1]).startswith("Qt.Key.")


def test_folders_are_no_packages(source: Source) -> Iterator[str]:
    if source.top == "tests" and source.parts[-1] == "__init__.py":
        yield f"{source.path}: importlib mode wants none"
