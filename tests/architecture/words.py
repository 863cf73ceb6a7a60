"""What is said: docstrings, errors of three parts, texts that can be translated."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import Source, calls

Function = ast.FunctionDef | ast.AsyncFunctionDef
TRANSLATORS = {"_": 1, "N_": 1, "ngettext": 2}


def public_things_are_documented(source: Source) -> Iterator[str]:
    if not ast.get_docstring(source.tree):
        yield f"{source.path}: no docstring"
    yield from _undocumented(source, source.tree.body)


def _undocumented(source: Source, body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            if not ast.get_docstring(node) and not _is_override(node):
                yield f"{source.path}:{node.lineno}: {node.name} has no docstring"
            if isinstance(node, ast.ClassDef):
                yield from _undocumented(source, node.body)


def _is_override(node: Function | ast.ClassDef) -> bool:
    names = {getattr(d, "id", getattr(d, "attr", "")) for d in node.decorator_list}
    return bool(names & {"override", "overload", "setter"})


def errors_have_three_parts(sources: list[Source]) -> Iterator[str]:
    """Each subclass of UserError says what happened, what is untouched and what to do."""
    classes = {
        node.name: (source, node)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    for name, (source, node) in classes.items():
        line = list(_line(name, classes))
        if "UserError" not in line[1:]:
            continue
        parts = [p for each in line if each in classes for p in _parts(classes[each][1])]
        concrete = any(name in map(_base, other.bases) for _, other in classes.values())
        if name != "UserError" and not parts[:-1] and not concrete:
            yield f"{source.path}:{node.lineno}: {name} has no parts()"
        for method in _parts(node):
            yield from _short_returns(source, name, method)


def _short_returns(source: Source, name: str, method: Function) -> Iterator[str]:
    for node in ast.walk(method):
        if isinstance(node, ast.Return):
            value = node.value
            delegates = isinstance(value, ast.Call)
            if not delegates and not (isinstance(value, ast.Tuple) and len(value.elts) == 3):
                yield f"{source.path}:{node.lineno}: {name}.parts() does not give three parts"


def _line(name: str, classes: dict[str, tuple[Source, ast.ClassDef]]) -> Iterator[str]:
    yield name
    if name in classes:
        for base in classes[name][1].bases:
            if _base(base) != name:
                yield from _line(_base(base), classes)


def _base(node: ast.expr) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def _parts(node: ast.ClassDef) -> list[Function]:
    return [n for n in node.body if isinstance(n, Function) and n.name == "parts"]


def texts_can_be_translated(source: Source) -> Iterator[str]:
    """The catalogue sees literal texts only: no f-string, sum or format inside `_()`."""
    for name, node in calls(source):
        for argument in node.args[: TRANSLATORS.get(name, 0)]:
            if isinstance(argument, ast.JoinedStr | ast.BinOp) or _is_made(argument):
                yield f"{source.path}:{node.lineno}: {name}() needs a literal text"


def _is_made(node: ast.expr) -> bool:
    made = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return made and node.func.attr in ("format", "join", "replace", "format_map")
