"""What is never written: hidden state, swallowed errors, half files, SQL in the window."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Source, calls, dotted

Function = ast.FunctionDef | ast.AsyncFunctionDef
SQL = re.compile(
    r"\b(?:(?is:SELECT\b.+\bFROM\b|SELECT\s+(?:count|max|min|\d)|INSERT\s+INTO|REPLACE\s+INTO"
    r"|DELETE\s+FROM|UPDATE\s+\w+\s+SET\b|CREATE\s+(?:TEMP\s+)?(?:TABLE|INDEX|VIEW|TRIGGER)"
    r"|DROP\s+(?:TABLE|INDEX)|ALTER\s+TABLE|BEGIN\s+IMMEDIATE|LEFT\s+JOIN)"
    r"|PRAGMA\s+\w+|ORDER\s+BY|GROUP\s+BY)\b"
)
CASCADE = re.compile(r"ON\s+DELETE\s+(CASCADE|SET\s+NULL|SET\s+DEFAULT)", re.IGNORECASE)
WRITING = re.compile(r"[wax+]")
WRITERS = ("write_text", "write_bytes", "touch", "copyfileobj", "symlink_to", "hardlink_to")
MOVERS = ("os.rename", "os.replace", "os.link", "os.symlink", "os.truncate", "shutil.copy",
          "shutil.copy2", "shutil.copyfile", "shutil.move", "shutil.copytree", "os.open",
          "os.write", "tempfile.NamedTemporaryFile", "tempfile.mkstemp")  # fmt: skip
QT_WRITING = ("QSaveFile", "WriteOnly", "ReadWrite", "Append", "Truncate", "NewOnly")
WRITES_ITSELF = {
    "lärcentrum/store/files.py": {"*"},  # the one function
    "lärcentrum/store/lock.py": {"os.open", "os.fdopen"},  # the lock file holds nothing
    "lärcentrum/documents/certificate_sets.py": {"zipfile.ZipFile"},  # in memory, then published
    "lärcentrum/store/aside.py": {"copyfileobj"},  # into a file of `new_private`, then published
    # The window's own small files, written before (or after) there is a register and a store.
    "ui/kit/settings.py": {"QSaveFile", "WriteOnly"},
    "ui/kit/crash.py": {"touch", "WriteOnly", "Append"},
    "ui/start/single.py": {"touch", "WriteOnly"},
    # The recovery code as a text file, where the user chose; before the register is begun.
    "ui/kit/code_page.py": {"QSaveFile", "WriteOnly"},
}
"""Which files write by which other means, and why they may."""
MAY_SUPPRESS = {
    # Tidying up what is of no use any more, and keeping what is only there to notice more.
    "lärcentrum/home/leases.py", "lärcentrum/store/files.py", "lärcentrum/store/seen.py",
}  # fmt: skip
WIDE = ("Exception", "BaseException")
MUTATORS = {"append", "add", "update", "setdefault", "pop", "popitem", "clear", "extend",
            "insert", "remove", "discard"}  # fmt: skip
EVALUATORS = ("eval", "exec", "compile", "__import__", "os.system", "os.popen")
MOST_CATCH_ALLS = 3


def nothing_is_evaluated(source: Source) -> Iterator[str]:
    for name, node in calls(source):
        shell = any(k.arg == "shell" for k in node.keywords)
        if name in EVALUATORS or shell:
            yield _at(source, node, f"{name}() runs text as code")


def the_window_speaks_no_sql(source: Source) -> Iterator[str]:
    if source.top == "ui":
        for node in _strings(source):
            if SQL.search(str(node.value)):
                yield _at(source, node, "SQL in the window")


def tables_do_not_grow_by_themselves(source: Source) -> Iterator[str]:
    for name, node in calls(source):
        for keyword in node.keywords:
            constant = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
            if keyword.arg in ("alter", "replace") and not constant and _writes_rows(name):
                yield _at(source, node, f"{keyword.arg}= grows or replaces what is there")
        if name.endswith(".transform") and source.within("lärcentrum/store"):
            yield _at(source, node, "transform() drops triggers silently")


def deleting_never_cascades(path: str, text: str) -> Iterator[str]:
    for match in CASCADE.finditer(text):
        yield f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}: an undo deletes"


def files_are_written_by_one_function(source: Source) -> Iterator[str]:
    declared = WRITES_ITSELF.get(source.path, set())
    for means, node in _writings(source):
        if means not in declared and "*" not in declared:
            yield _at(source, node, f"{means}: only store.files.publish writes files")


def errors_are_not_swallowed(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and all(_says_nothing(n) for n in node.body):
            yield _at(source, node, "an error is swallowed")
        elif isinstance(node, ast.ExceptHandler) and _is_wide(node) and _only_leaves(node.body):
            yield _at(source, node, "any error is swallowed")
    for name, node in calls(source):
        if name.rpartition(".")[2] == "suppress":
            wide = any(dotted(given) in WIDE for given in node.args)
            if wide or source.path not in MAY_SUPPRESS:
                yield _at(source, node, "an error is suppressed")


def catch_alls(sources: list[Source]) -> Iterator[str]:
    """Every place that catches everything; more than three in the program is too many."""
    found = [
        f"{source.path}:{node.lineno}: catches everything"
        for source in sources
        for node in ast.walk(source.tree)
        if _catches_all(node)
    ]
    found += [
        f"{source.path}:{number}: BLE is switched off"
        for source in sources
        for number, line in enumerate(source.text.splitlines(), 1)
        if re.search(r"noqa.*BLE", line) and not re.search(r"except (Base)?Exception", line)
    ]
    if len(found) > MOST_CATCH_ALLS:
        yield from found


def there_are_no_globals(source: Source) -> Iterator[str]:
    yield from _global_statements(source)
    if source.path == "lärcentrum/operations.py":
        return  # the one registry, filled while modules are imported
    names = _module_names(source)
    for function in (n for n in ast.walk(source.tree) if isinstance(n, Function)):
        mine = _local_names(function)
        for node in ast.walk(function):
            target = _changed(node)
            if target in names and target not in mine:
                yield _at(source, node, f"{target} is changed for everyone")


def nothing_is_put_off(source: Source) -> Iterator[str]:
    words = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b|\bNotImplemented(Error)?\b")
    for number, line in enumerate(source.text.splitlines(), 1):
        if words.search(line):
            yield f"{source.path}:{number}: not done: {line.strip()}"


def _global_statements(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Global):
            yield _at(source, node, "global " + ", ".join(node.names))
    for statement in source.tree.body:
        for name, value in _assigned(statement):
            changeable = isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp)
            if changeable and name.upper() != name and not name.startswith("__"):
                yield _at(source, statement, f"{name} is a changeable global")


def _assigned(node: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    for target in targets:
        if isinstance(target, ast.Name) and isinstance(node, ast.Assign | ast.AnnAssign):
            yield target.id, node.value


def _module_names(source: Source) -> set[str]:
    return {name for statement in source.tree.body for name, _ in _assigned(statement)}


def _local_names(function: Function) -> set[str]:
    arguments = {a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)}
    stored = {
        n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    return arguments | stored


def _changed(node: ast.AST) -> str:
    """The name whose content a statement changes."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return dotted(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return dotted(node.func.value) if node.func.attr in MUTATORS else ""
    return ""


def _catches_all(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    last = node.body[-1]
    # Cleaning up and raising on hides nothing.
    return _is_wide(node) and not (isinstance(last, ast.Raise) and last.exc is None)


def _is_wide(node: ast.ExceptHandler) -> bool:
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(k is None or dotted(k) in WIDE for k in kinds)


def _only_leaves(body: list[ast.stmt]) -> bool:
    """Whether a handler only goes on or gives a fixed value: what went wrong is not looked at."""
    return all(
        _says_nothing(one)
        or isinstance(one, ast.Continue | ast.Break)
        or (isinstance(one, ast.Return) and not any(_uses(one)))
        for one in body
    )


def _uses(node: ast.AST) -> Iterator[ast.AST]:
    return (one for one in ast.walk(node) if isinstance(one, ast.Name | ast.Call))


def _says_nothing(node: ast.stmt) -> bool:
    constant = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return constant or isinstance(node, ast.Pass)


def _writes_rows(name: str) -> bool:
    return name.rpartition(".")[2] in ("insert", "insert_all", "upsert", "upsert_all", "update",
                                       "create", "create_table", "add_column")  # fmt: skip


def _writings(source: Source) -> Iterator[tuple[str, ast.AST]]:
    """Every place that can write a file, with its means."""
    in_memory = {
        target.id
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name) and dotted(node.value.func).endswith("BytesIO")
    }
    for name, node in calls(source):
        last = name.rpartition(".")[2]
        if last == "ZipFile" and node.args and dotted(node.args[0]) in in_memory:
            continue
        if last in WRITERS:
            yield last, node
        elif (
            name in MOVERS
            or _opens_to_write(name, node)
            or _opens_unseen(source, name, node)
            or (last == "Workbook" and (not node.args or dotted(node.args[0]) not in in_memory))
        ):
            yield name, node
    for node in ast.walk(source.tree):
        called = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        if source.top == "ui" and called in QT_WRITING:
            yield called, node


def _opens_unseen(source: Source, name: str, node: ast.Call) -> bool:
    """Whether something is opened in a mode that is not written there."""
    if name.rpartition(".")[2] != "open":
        return False
    modes = [k.value for k in node.keywords if k.arg == "mode"]
    if name in ("open", "io.open"):
        modes += node.args[1:2]
    elif source.top == "lärcentrum" and len(node.args) == 1:
        # A path's own; what is opened with two words there is a key.
        modes += node.args
    return any(not isinstance(mode, ast.Constant) for mode in modes)


def _opens_to_write(name: str, node: ast.Call) -> bool:
    if name.rpartition(".")[2] not in ("open", "fdopen", "ZipFile"):
        return False
    given = [*node.args, *(k.value for k in node.keywords if k.arg == "mode")]
    modes = [a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return any(len(mode) <= 4 and WRITING.search(mode) for mode in modes)


def _strings(source: Source) -> Iterator[ast.Constant]:
    documented = ast.Module | ast.ClassDef | Function
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(source.tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(source.tree):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if isinstance(node, ast.Constant) and text and id(node) not in docstrings:
            yield node


def _at(source: Source, node: ast.AST, what: str) -> str:
    return f"{source.path}:{getattr(node, 'lineno', 0)}: {what}"
