"""Source files as the rules see them: a path, a text and a syntax tree."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

SKIPPED = {".git", ".venv", "build", "dist", "__pycache__"}


@dataclass(frozen=True)
class Source:
    """One file; `path` is relative to the project, with forward slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.path).parts

    @property
    def top(self) -> str:
        return self.parts[0]

    @property
    def area(self) -> str:
        """The room: `exams` for `lärcentrum/exams/bookings.py`, "" for `lärcentrum/cli.py`."""
        return self.parts[1] if len(self.parts) > 2 else ""

    @property
    def module(self) -> str:
        name = ".".join(self.parts).removesuffix(".py")
        return name.removesuffix(".__init__")

    def within(self, *folders: str) -> bool:
        return any(self.path == f or self.path.startswith(f + "/") for f in folders)


@dataclass(frozen=True)
class Import:
    """One imported module or name, with where it stands."""

    name: str
    line: int
    lazy: bool
    typing_only: bool


def imports(source: Source) -> Iterator[Import]:
    """Every import; `from a import b` gives `a.b`, so that a module is seen by its full name."""
    yield from _imports(source.tree, lazy=False, typing_only=False)


def _imports(node: ast.AST, *, lazy: bool, typing_only: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, lazy, typing_only)
        elif isinstance(child, ast.ImportFrom):
            for alias in child.names:
                yield Import(f"{child.module}.{alias.name}", child.lineno, lazy, typing_only)
        else:
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            typed = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
            yield from _imports(child, lazy=lazy or function, typing_only=typing_only or typed)


def calls(source: Source) -> Iterator[tuple[str, ast.Call]]:
    """Every call with its dotted name, `?` where the callee is not a plain name."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node: ast.expr) -> str:
    """`a.b.c` of nested attributes."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def files(root: Path, *suffixes: str) -> list[Path]:
    """Every file of the project with one of the endings, or all."""
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file()
        and not SKIPPED.intersection(path.relative_to(root).parts)
        and (not suffixes or path.suffix in suffixes)
    )


def load(root: Path, *tops: str) -> list[Source]:
    """The Python sources below some top folders; a folder that is missing has none."""
    return [source for top in tops for source in _below(root, top)]


@cache
def _below(root: Path, top: str) -> list[Source]:
    return [
        Source(path.relative_to(root).as_posix(), path.read_text("utf-8"))
        for path in files(root / top, ".py")
    ]
