"""Who may import whom: rules 1 to 5 of the architecture."""

from collections.abc import Iterator

from tests.architecture.sources import Import, Source, calls, imports

# Left is lower; an area imports areas below it, and its own.
LEVELS = {
    "store": 0,
    "home": 1,
    "people": 1,
    "exams": 2,
    "practice": 2,
    "certificates": 3,
    "imports": 3,
    "needs": 3,
    "documents": 4,
    "sync": 5,
    "region": 6,
    "reports": 6,
    "privacy": 6,
    "upkeep": 6,
}
# These put the others together, so they may see all of `lärcentrum`.
COMPOSERS = (
    "lärcentrum/__main__.py",
    "lärcentrum/areas.py",
    "lärcentrum/cli",
    "lärcentrum/cli.py",
    "lärcentrum/demo",
    "lärcentrum/demo.py",
    "lärcentrum/opening.py",
)
DATABASE = ("sqlite3", "sqlcipher3", "sqlite_utils", "pysqlite3", "apsw")
NEVER = (
    "PySide6.QtSql",
    "PySide6.QtNetwork",
    "PySide6.QtCharts",
    "PySide6.QtWebEngineCore",
    "pickle",
    "marshal",
    "shelve",
    "dill",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "xmlrpc",
)


def qt_stays_upstairs(source: Source) -> Iterator[str]:
    """Rule 1."""
    if source.top == "lärcentrum":
        for one in imports(source):
            if _is(one, "ui", "PySide6", "shiboken6"):
                yield _found(source, one, "the register does not know the window")


def libraries_stay_in_their_rooms(source: Source) -> Iterator[str]:
    """Rule 2: each heavy library has one home."""
    for one in imports(source):
        if _is(one, *NEVER):
            yield _found(source, one, "never")
        elif _is(one, *DATABASE) and not source.within("lärcentrum/store"):
            yield _found(source, one, "the database only in lärcentrum/store")
        elif _is(one, "reportlab") and not source.within("lärcentrum/documents"):
            yield _found(source, one, "reportlab only in lärcentrum/documents")
        elif _is(one, "pandas", "numpy") and not source.within("lärcentrum/reports"):
            yield _found(source, one, "pandas only in lärcentrum/reports")
        elif _is(one, "pandas", "numpy") and not one.lazy and not one.typing_only:
            yield _found(source, one, "pandas inside functions only: it is slow to load")


def areas_point_one_way(source: Source) -> Iterator[str]:
    """Rule 3: an area of the register imports lower areas and itself."""
    if source.top != "lärcentrum" or source.within(*COMPOSERS):
        return
    if source.area and source.area not in LEVELS:
        yield f"{source.path}: {source.area} has no level in tests/architecture/direction.py"
        return
    mine = LEVELS.get(source.area, 0)
    for one in imports(source):
        other = _area_of(one.name, "lärcentrum")
        if other and other != source.area and LEVELS.get(other, 99) > mine:
            yield _found(source, one, f"{source.area or 'a common module'} is below {other}")
        if _is(one, "lärcentrum.cli", "lärcentrum.demo", "lärcentrum.opening"):
            yield _found(source, one, "only a start puts everything together")


def areas_of_the_window_do_not_meet(source: Source) -> Iterator[str]:
    """Rule 4: an area of the window imports `ui.kit` and its own folder."""
    if source.top != "ui" or not source.area:
        return
    for one in imports(source):
        if _is(one, "ui") and not _is(one, f"ui.{source.area}", "ui.kit"):
            yield _found(source, one, "areas meet in ui/main_window.py and on the bus")


def only_starts_construct(source: Source) -> Iterator[str]:
    """Rule 5: everything but the starts is handed what it needs."""
    starts = ("ui/__main__.py", *COMPOSERS)
    homes = {
        "QApplication": ("ui/__main__.py",),
        "QApplication.instance": ("ui/__main__.py", "ui/kit/theme.py", "ui/kit/theme"),
        "QGuiApplication.instance": ("ui/__main__.py", "ui/kit/theme.py", "ui/kit/theme"),
        "QCoreApplication.instance": ("ui/__main__.py", "ui/kit/theme.py", "ui/kit/theme"),
        "SystemClock": (*starts, "lärcentrum/clock.py"),
        "Store": ("lärcentrum/store",),
        "datetime.now": ("lärcentrum/clock.py",),
        "datetime.utcnow": (),
        "datetime.today": (),
        "date.today": (),
        "datetime.datetime.now": (),
        "datetime.date.today": (),
    }
    for name, node in calls(source):
        if name in homes and not source.within(*homes[name]):
            yield f"{source.path}:{node.lineno}: {name}(): hand it in instead"
    for one in imports(source):
        if one.name.endswith(".qApp"):
            yield _found(source, one, "qApp is a global")


def no_cycles(sources: list[Source]) -> Iterator[str]:
    """Rule 3: neither areas nor modules import each other in a ring."""
    known = {source.module for source in sources}
    modules = {s.module: _targets(s, known) for s in sources}
    yield from _rings(modules)
    areas: dict[str, set[str]] = {}
    for source in sources:
        if source.area:
            here = f"{source.top}.{source.area}"
            there = {
                f"{source.top}.{_area_of(one.name, source.top)}"
                for one in imports(source)
                if _area_of(one.name, source.top)
            }
            areas.setdefault(here, set()).update(there - {here})
    yield from _rings(areas)


def _targets(source: Source, known: set[str]) -> set[str]:
    found = set()
    for one in imports(source):
        if not one.lazy and not one.typing_only:
            name = one.name if one.name in known else one.name.rpartition(".")[0]
            if name in known and name != source.module:
                found.add(name)
    return found


def _rings(graph: dict[str, set[str]]) -> Iterator[str]:
    done: set[str] = set()

    def walk(node: str, trail: tuple[str, ...]) -> Iterator[str]:
        if node in trail:
            yield "a ring of imports: " + " → ".join((*trail[trail.index(node) :], node))
        elif node not in done:
            for target in sorted(graph.get(node, ())):
                yield from walk(target, (*trail, node))
            done.add(node)

    for start in sorted(graph):
        yield from walk(start, ())


def _area_of(name: str, top: str) -> str:
    parts = name.split(".")
    known = LEVELS if top == "lärcentrum" else None
    if len(parts) < 2 or parts[0] != top:
        return ""
    if known is None:
        return parts[1] if len(parts) > 2 else ""
    return parts[1] if parts[1] in known else ""


def _is(one: Import, *modules: str) -> bool:
    return any(one.name == m or one.name.startswith(m + ".") for m in modules)


def _found(source: Source, one: Import, why: str) -> str:
    return f"{source.path}:{one.line}: imports {one.name}: {why}"
