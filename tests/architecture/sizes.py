"""Rule 6: files, functions and classes stay small, names and texts are NFC."""

import ast
import unicodedata
from collections.abc import Iterator

from tests.architecture.sources import Source

FILE, MAIN_WINDOW = 400, 250
FUNCTION = 50
CLASS_LINES, CLASS_METHODS = 250, 20


def files_are_short(source: Source) -> Iterator[str]:
    limit = MAIN_WINDOW if source.path == "ui/main_window.py" else FILE
    lines = source.text.count("\n")
    if lines > limit:
        yield f"{source.path}: {lines} lines, at most {limit}"


def functions_are_short(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = _lines(node)
            if lines > FUNCTION:
                yield f"{source.path}:{node.lineno}: {node.name} has {lines} lines"


def classes_are_small(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) for n in node.body)
            if _lines(node) > CLASS_LINES:
                yield f"{source.path}:{node.lineno}: {node.name} has {_lines(node)} lines"
            if methods > CLASS_METHODS:
                yield f"{source.path}:{node.lineno}: {node.name} has {methods} methods"


def text_is_composed(path: str, text: str) -> Iterator[str]:
    """NFC: a decomposed `lärcentrum` cannot be imported."""
    if not unicodedata.is_normalized("NFC", path):
        yield f"{path!r}: the path is not NFC"
    for number, line in enumerate(text.splitlines(), 1):
        if not unicodedata.is_normalized("NFC", line):
            yield f"{path}:{number}: not NFC"


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1
