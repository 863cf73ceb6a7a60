"""Look whether the search index says what the students say."""

from collections.abc import Iterator

from lärcentrum.people.search_index import rows_of
from lärcentrum.store.connection import Connection, DatabaseError

_THERE = "SELECT student_id, sort_key, words, pieces FROM student_search"
_OUT_OF_ORDER = """
SELECT count(*) FROM (
    SELECT sort_key, lag(sort_key) OVER (ORDER BY rank) AS before FROM student_search)
WHERE before > sort_key
"""
_OWNERS = (
    "SELECT count(*) FROM (SELECT * FROM student_search_number"
    " EXCEPT SELECT id, student_id FROM identity_number)",
    "SELECT count(*) FROM (SELECT id, student_id FROM identity_number"
    " EXCEPT SELECT * FROM student_search_number)",
)
_WHOLE = {
    "words": "INSERT INTO student_words(student_words, rank) VALUES ('integrity-check', 1)",
    "pieces": "INSERT INTO student_pieces(student_pieces, rank) VALUES ('integrity-check', 1)",
}


def index_problems(conn: Connection) -> list[str]:
    """List where the search index differs from the students, one line each without their names.

    Args:
        conn: the store's connection, held by `Store.reading`.
    """
    return [*_students(conn), *_counts(conn), *_broken(conn)]


def _students(conn: Connection) -> Iterator[str]:
    there = {student: tuple(said) for student, *said in conn.execute(_THERE)}
    wanted = {student: (key, *texts) for key, student, *texts in rows_of(conn)}
    for student in sorted(there.keys() | wanted.keys()):
        if there.get(student) != wanted.get(student):
            yield f"found wrongly: student {student}"


def _counts(conn: Connection) -> Iterator[str]:
    if out := conn.execute(_OUT_OF_ORDER).fetchone()[0]:
        yield f"out of order: {out}"
    if wrong := sum(conn.execute(sql).fetchone()[0] for sql in _OWNERS):
        yield f"numbers of another: {wrong}"


def _broken(conn: Connection) -> Iterator[str]:
    # It writes nothing, but asks as an insert and answers with an error.
    for name, sql in _WHOLE.items():
        try:
            conn.execute(sql)
        except DatabaseError as fault:
            if not str(getattr(fault, "sqlite_errorname", "")).startswith("SQLITE_CORRUPT"):
                raise
            yield f"index damaged: {name}"
