"""Planted defects (PR0): each breaks one promise, and the fault tests must notice."""

import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from lärcentrum.store import connection, files, journal
from lärcentrum.store.store import Store

PLANTED: set[str] = set()
TOLD: list[Callable[[list[list[str]]], None]] = []
"""What acknowledges the rows of the step that is under way; only `ack_before_commit` calls it."""


def plant(name: str) -> None:
    """Break this process in one way; "" breaks nothing."""
    if name:
        PLANTED.add(name)
        DEFECTS[name]()


def _no_fsync_in_publish() -> None:
    class _Lazy:
        def __getattr__(self, name: str) -> Any:
            return (lambda _: None) if name == "fsync" else getattr(os, name)

    files.os = _Lazy()  # type: ignore[assignment]


def _no_folder_fsync() -> None:
    files.flush_folder = lambda folder: None


def _final_name_write() -> None:
    def publish(path: Path, data: bytes) -> None:
        with path.open("wb", buffering=0) as file:
            for start in range(0, len(data), 4096):
                file.write(data[start : start + 4096])
            os.fsync(file.fileno())

    files.publish = publish
    _in_scenarios("publish", publish)


def _ack_before_commit() -> None:
    finish = Store._finish

    def told_too_early(self: Store, doing: Any) -> Any:
        change = finish(self, doing)
        if change is not None and TOLD:
            TOLD[-1](sorted([table, uid] for table, uid in change.rows))
        return change

    Store._finish = told_too_early  # type: ignore[method-assign]


def _no_transaction() -> None:
    def transaction(self: Store, doing: Any) -> Generator[Any, None, Any]:
        yield self.conn
        change = self._finish(doing)
        self._tail = self._filed
        return change

    Store._transaction = transaction  # type: ignore[method-assign]


def _setting(name: str, value: str, read_back: int) -> Callable[[], None]:
    def change() -> None:
        changed = tuple((n, value, read_back) if n == name else (n, v, r)
                        for n, v, r in connection.SETTINGS)  # fmt: skip
        connection.SETTINGS = changed

    return change


def _skipped_audit_row() -> None:
    def file(self: Store, doing: Any, rows: list[Any]) -> None:
        journal.seal(self.conn, self._tail.operation + 1, rows, self.entropy)
        self._filed = self._tail._replace(seq=rows[-1].seq)

    Store._file = file  # type: ignore[method-assign]


def _half_rollback() -> None:
    def roll_back(self: Store) -> None:
        if self.conn.in_transaction:
            self.conn.execute("COMMIT")

    Store._roll_back = roll_back  # type: ignore[method-assign]


def _in_scenarios(name: str, value: Any) -> None:
    from tests.faults import scenarios

    setattr(scenarios, name, value)


DEFECTS: dict[str, Callable[[], None]] = {
    "no_fsync_in_publish": _no_fsync_in_publish,
    "no_folder_fsync": _no_folder_fsync,
    "final_name_write": _final_name_write,
    "ack_before_commit": _ack_before_commit,
    "no_transaction": _no_transaction,
    "synchronous_off": _setting("synchronous", "OFF", 0),
    "synchronous_normal": _setting("synchronous", "NORMAL", 1),
    "skipped_audit_row": _skipped_audit_row,
    "half_rollback": _half_rollback,
}
