"""The search index over students: kept true before each commit, read as a person types.

Each student has a `rank`, the place in Swedish name order with gaps between. FTS5 gives its hits
in order of rank, so that they come sorted and a search stops at the fiftieth. Two texts are kept:
`words` (names, identity numbers, phone, the local part of the e-mail address) is found by the
beginnings of its words; `pieces` (names, phone, programme, address and the whole e-mail address) by
letters inside a word, three or more in one of those that are typed.

A protected identity is indexed as its alias only (FH01, FH02); see `students.py` for how those
with the right find it.
"""

import re
from collections.abc import Iterable
from typing import Any

from lärcentrum.people.contact import phone_key
from lärcentrum.people.masking import UNPROTECTED
from lärcentrum.store.connection import Connection
from lärcentrum.store.store import Deriver
from lärcentrum.swedish import fold, sort_key

# --- rules -----------------------------------------------------------------

GAP = 1 << 20
"""Between two ranks at a rebuild: twenty people fit in the same place before neighbours move."""

_SMALLEST_GAP = 64
_COUNTRY_FROM = 5
_PHONE_FROM = 5
_MOST_LOOKED_AT = 2000
_REBUILD_FROM = 1000
# Sorts after every name: a place in the list would tell about the name.
_LAST = "\U0010ffff"
_TOKEN = re.compile(r"[^\W_]+")
_NUMBER_SIGNS = re.compile(r"[\s\-+/().]")
_ONLY_NUMBER = re.compile(r"[0-9\s\-+/().]+")


def tokens(text: str) -> list[str]:
    """Split a text into folded words; an apostrophe joins (O'Hara is one word)."""
    return _TOKEN.findall(fold(text).replace("'", ""))


def name_tokens(name: str) -> list[str]:
    """Split a name into the words by which it is found: O'Brien as `obrien`, `o` and `brien`."""
    return tokens(name) + (_TOKEN.findall(fold(name)) if "'" in fold(name) else [])


def number_token(text: str) -> str:
    """Give a number (identity number, phone) as one word: without spaces, hyphens and signs."""
    return fold(_NUMBER_SIGNS.sub("", text))


def words_of(student: dict[str, Any], numbers: Iterable[str]) -> str:
    """Give the words by whose beginnings a student is found."""
    if student["protection"] != UNPROTECTED:
        return f"person {student['alias_number']}"
    found = dict.fromkeys(name_tokens(student["family_name"]) + name_tokens(student["given_name"]))
    found |= dict.fromkeys(tokens(student["email"].partition("@")[0]))
    for number in numbers:
        # The twelve places, the ten that stand on an id card, and the last four that are said.
        whole = number_token(number)
        forms = (whole, whole[2:], whole[-4:]) if len(whole) == 12 else (whole,)
        found |= dict.fromkeys(forms)
    if phone := phone_key(student["phone"]):
        found |= dict.fromkeys((phone, f"0{phone}"))
    return " ".join(found)


def pieces_of(student: dict[str, Any]) -> str:
    """Give the text in which a student is found by letters inside words."""
    if student["protection"] != UNPROTECTED:
        return ""
    fields = ("family_name", "given_name", "email", "programme", "address")
    texts = [fold(student[name]).replace("'", "") for name in fields]
    phone = phone_key(student["phone"])
    return "\n".join([*texts, f"0{phone}"] if phone else texts)


def order_of(student: dict[str, Any]) -> str:
    """Give the sort key: family name, given name; protected identities last, by alias."""
    if student["protection"] != UNPROTECTED:
        return f"{_LAST}{student['alias_number']:09}"
    return sort_key(student["family_name"], student["given_name"])


# --- keeping it true -------------------------------------------------------

_STUDENT = """
SELECT id, given_name, family_name, email, phone, address, programme, protection, alias_number
FROM student
"""
_NUMBERS = "SELECT id, student_id, number FROM identity_number"


def rebuild(conn: Connection) -> None:
    """Make the whole index anew, inside or outside a transaction."""
    own = not conn.in_transaction
    if own:
        conn.execute("BEGIN IMMEDIATE")
    _rebuild(conn)
    if own:
        conn.execute("COMMIT")


_EMPTY = (
    "DELETE FROM student_search",
    "DELETE FROM student_search_number",
    "INSERT INTO student_words(student_words) VALUES ('delete-all')",
    "INSERT INTO student_pieces(student_pieces) VALUES ('delete-all')",
)
_FILL = (
    "INSERT INTO student_words(student_words) VALUES ('rebuild')",
    "INSERT INTO student_pieces(student_pieces) VALUES ('rebuild')",
    "INSERT INTO student_search_number SELECT id, student_id FROM identity_number",
)
_ADD = """
INSERT INTO student_search (rank, student_id, sort_key, words, pieces) VALUES (?, ?, ?, ?, ?)
"""


def _rebuild(conn: Connection) -> None:
    for sql in _EMPTY:
        conn.execute(sql)
    ranked = enumerate(rows_of(conn), 1)
    conn.executemany(_ADD, ((GAP * n, i, key, *texts) for n, (key, i, *texts) in ranked))
    for sql in _FILL:
        conn.execute(sql)


def rows_of(conn: Connection) -> list[tuple[str, int, str, str]]:
    """Give what the index should say, in name order: sort key, local id, words, pieces."""
    numbers: dict[int, list[str]] = {}
    for _id, student_id, number in conn.execute(_NUMBERS + " ORDER BY id"):
        numbers.setdefault(student_id, []).append(number)
    return sorted(
        (order_of(s), s["id"], words_of(s, numbers.get(s["id"], ())), pieces_of(s))
        for s in _dicts(conn, _STUDENT)
    )


def _refresh(conn: Connection, touched: frozenset[tuple[str, int]]) -> None:
    """Follow one operation: the students it touched, and the owners of the numbers it touched."""
    students = {row for table, row in touched if table == "student"}
    for table, row in touched:
        if table == "identity_number":
            students |= _owners(conn, row)
    if len(students) >= _REBUILD_FROM:
        _rebuild(conn)
        return
    for student in sorted(students):
        _index(conn, student)


_OLD_OWNER = "SELECT student_id FROM student_search_number WHERE number_id = ?"
_NEW_OWNER = "SELECT student_id FROM identity_number WHERE id = ?"
_FORGET_OWNER = "DELETE FROM student_search_number WHERE number_id = ?"
_KEEP_OWNER = "INSERT INTO student_search_number VALUES (?, ?)"


def _owners(conn: Connection, number: int) -> set[int]:
    old = conn.execute(_OLD_OWNER, (number,)).fetchone()
    new = conn.execute(_NEW_OWNER, (number,)).fetchone()
    if old != new:
        conn.execute(_FORGET_OWNER, (number,))
        if new:
            conn.execute(_KEEP_OWNER, (number, new[0]))
    return {row[0] for row in (old, new) if row}


_INDEXED = "SELECT rank, sort_key, words, pieces FROM student_search WHERE student_id = ?"


def _index(conn: Connection, student_id: int) -> None:
    there = conn.execute(_INDEXED, (student_id,)).fetchone()
    found = _dicts(conn, f"{_STUDENT} WHERE id = ?", student_id)
    wanted = _wanted(conn, found[0]) if found else None
    if there and there[1:] == wanted:
        return
    if there:
        _take_out(conn, there[0], there[2], there[3])
    if wanted:
        rank = there[0] if there and there[1] == wanted[0] else _place(conn, wanted[0])
        _put_in(conn, rank, student_id, wanted)


def _wanted(conn: Connection, student: dict[str, Any]) -> tuple[str, str, str]:
    numbers = conn.execute(f"{_NUMBERS} WHERE student_id = ? ORDER BY id", (student["id"],))
    words = words_of(student, [number for _id, _student, number in numbers])
    return order_of(student), words, pieces_of(student)


_DROP_WORDS = "INSERT INTO student_words(student_words, rowid, words) VALUES ('delete', ?, ?)"
_DROP_PIECES = "INSERT INTO student_pieces(student_pieces, rowid, pieces) VALUES ('delete', ?, ?)"
_DROP = "DELETE FROM student_search WHERE rank = ?"


def _take_out(conn: Connection, rank: int, words: str, pieces: str) -> None:
    conn.execute(_DROP_WORDS, (rank, words))
    conn.execute(_DROP_PIECES, (rank, pieces))
    conn.execute(_DROP, (rank,))


_ADD_WORDS = "INSERT INTO student_words(rowid, words) VALUES (?, ?)"
_ADD_PIECES = "INSERT INTO student_pieces(rowid, pieces) VALUES (?, ?)"


def _put_in(conn: Connection, rank: int, student_id: int, wanted: tuple[str, str, str]) -> None:
    key, words, pieces = wanted
    conn.execute(_ADD, (rank, student_id, key, words, pieces))
    conn.execute(_ADD_WORDS, (rank, words))
    conn.execute(_ADD_PIECES, (rank, pieces))


_BEFORE = """
SELECT max(rank) FROM (SELECT rank FROM student_search WHERE sort_key <= ?
ORDER BY sort_key DESC, rank DESC LIMIT 1)
"""
_AFTER = "SELECT min(rank) FROM student_search WHERE rank > ?"


def _place(conn: Connection, key: str) -> int:
    """Give a free rank between the neighbours in name order."""
    before = conn.execute(_BEFORE, (key,)).fetchone()[0] or 0
    after = conn.execute(_AFTER, (before,)).fetchone()[0]
    if after is None:
        return int(before) + GAP
    if after - before < 2:
        _spread(conn, before)
        return _place(conn, key)
    return int(before + after) // 2


_WINDOW = """
SELECT rank, student_id, sort_key, words, pieces FROM student_search
WHERE rank > ? ORDER BY rank LIMIT ?
"""


def _spread(conn: Connection, start: int) -> None:
    """Make room after a rank by moving the rows behind it apart, as few as suffice."""
    count = 32
    while True:
        rows = conn.execute(_WINDOW, (start, count + 1)).fetchall()
        if len(rows) <= count:
            step = GAP
            break
        step = (rows.pop()[0] - start) // (count + 1)
        if step >= _SMALLEST_GAP:
            break
        count *= 2
    for rank, _student, _key, words, pieces in rows:
        _take_out(conn, rank, words, pieces)
    for place, (_rank, student, *wanted) in enumerate(rows, 1):
        _put_in(conn, start + step * place, student, tuple(wanted))


def _dicts(conn: Connection, sql: str, *params: Any) -> list[dict[str, Any]]:
    cursor = conn.execute(sql, params)
    names = [item[0] for item in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def deriver() -> Deriver:
    """Give what the store is handed when a register is opened."""
    return Deriver(frozenset({"student", "identity_number"}), _refresh)


# --- reading it ------------------------------------------------------------


def match(text: str) -> str:
    """Give the FTS5 question for what was typed, "" when nothing can be asked.

    All words must begin some word of the student. A number may hold spaces and hyphens
    (`900101-98`, `070 12`).
    """
    if _ONLY_NUMBER.fullmatch(text):
        typed = _number_forms(text)
        return " OR ".join(f'"{word}" *' for word in typed if word)
    words = [word for chunk in text.split() for word in _words_in(chunk)]
    return " ".join(f'"{word}" *' for word in words if word)


def _number_forms(text: str) -> list[str]:
    """Give what a number may stand as: 46701 is a birth in 1946, or a phone without its plus."""
    plain = _without_country(text)
    if plain.startswith("46") and len(plain) > _COUNTRY_FROM:
        return [plain, plain[2:]]
    return [plain]


def _without_country(text: str) -> str:
    """Give a number as it is indexed: +46 70 and 0046 70 as 70."""
    digits = number_token(text)
    abroad = text.lstrip().startswith("+46") or digits.startswith("0046")
    return digits.removeprefix("00").removeprefix("46").removeprefix("0") if abroad else digits


def _words_in(chunk: str) -> list[str]:
    number = number_token(chunk)
    return [number] if number[:1].isdigit() and number.isalnum() else tokens(chunk)


def pieces_match(text: str) -> str:
    """Give the FTS5 question for letters inside words, "" when all are too short for it."""
    typed = _piece_words(text)
    trigrams = {word[i : i + 3] for word in typed for i in range(len(word) - 2)}
    return " ".join('"' + trigram.replace('"', '""') + '"' for trigram in sorted(trigrams))


_HITS = """
SELECT s.student_id FROM student_words w JOIN student_search s ON s.rank = w.rowid
WHERE student_words MATCH ? ORDER BY w.rowid LIMIT ?
"""
_PIECES = """
SELECT s.student_id, s.pieces FROM student_pieces p JOIN student_search s ON s.rank = p.rowid
WHERE student_pieces MATCH ? ORDER BY p.rowid LIMIT ?
"""


def hits(conn: Connection, text: str, limit: int) -> list[int]:
    """Find students as a person types.

    Args:
        conn: the store's connection, held by `Store.reading`.
        text: what has been typed so far.
        limit: the most to give.

    Returns:
        local ids: first those whose words begin as typed, then those with the letters inside a
        word; each in Swedish name order.
    """
    question = match(text[:200])
    if not question:
        return []
    found = [student for (student,) in conn.execute(_HITS, (question, limit))]
    inside = pieces_match(text[:200]) if len(found) < limit else ""
    if inside:
        typed, seen = _piece_words(text), set(found)
        most = max(4 * limit, _MOST_LOOKED_AT)
        # The trigrams of a word may stand apart, and short words have none: only the text tells.
        for student, pieces in conn.execute(_PIECES, (inside, most)):
            if student not in seen and all(word in pieces for word in typed):
                found.append(student)
                if len(found) >= limit:
                    break
    return found[:limit]


def _piece_words(text: str) -> list[str]:
    typed = text[:200]
    if _ONLY_NUMBER.fullmatch(typed):
        return [_number_forms(typed)[-1]]
    return [_piece_word(chunk) for chunk in fold(typed).replace("'", "").split()]


def _piece_word(chunk: str) -> str:
    """Give a phone without its signs; a house number (12-14) keeps them."""
    number = number_token(chunk)
    return number if number.isdigit() and len(number) >= _PHONE_FROM else chunk
