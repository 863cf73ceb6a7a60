"""The codes of an anonymous exam: typed, pasted from the provider's list, or made here.

Names and codes stand together here and on the key list, and nowhere else (`paper_names`).
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lärcentrum import swedish
from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.exams import fields
from lärcentrum.exams.day_right import check_exam
from lärcentrum.exams.paper_names import ANONYMOUS, CODE_JOIN
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people import masking
from lärcentrum.people.identity_numbers import numbers_in
from lärcentrum.rights import Right
from lärcentrum.signs import ALPHABET
from lärcentrum.store.store import Row, Store

LONGEST = 40
_SIGNS = 5

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """One student of an anonymous exam.

    Args:
        booking: the booking's uid.
        name: the name that may be shown, family name first.
        code: the code, "" while there is none.
    """

    booking: str
    name: str
    code: str

    @property
    def uid(self) -> str:
        """Give what tells it from the exam's other lines."""
        return self.booking


# --- rules -----------------------------------------------------------------


def new_codes(count: int, used: Iterable[str]) -> list[str]:
    """Make codes that are told apart when read aloud, none of them used.

    Args:
        count: how many.
        used: codes that the exam has, in any case.
    """
    taken = {one.upper() for one in used}
    made: list[str] = []
    while len(made) < count:
        code = "".join(secrets.choice(ALPHABET) for _sign in range(_SIGNS))
        if code not in taken:
            taken.add(code)
            made.append(code)
    return made


def parts_of(line: str) -> tuple[str, str]:
    """Part a line of a provider's list into whom it is about and the code; "" for a code alone."""
    cells = [cell.strip() for cell in line.replace(";", "\t").split("\t") if cell.strip()]
    if len(cells) < 2:
        whom, _space, code = line.strip().rpartition(" ")
        return whom.strip(), code
    return " ".join(cells[:-1]), cells[-1]


def spellings(row: Row) -> Iterator[str]:
    """Give the ways a student's name is written, folded; a protected identity's is its alias."""
    if masking.is_protected(row):
        yield swedish.fold(masking.alias(row["alias_number"]))
        return
    given, family = row["given_name"], row["family_name"]
    for text in (f"{given} {family}", f"{family} {given}", f"{family}, {given}"):
        yield swedish.fold(text)


# --- operations ------------------------------------------------------------

_LINES = f"""
SELECT booking.id, booking.uid, booking.student_id, {masking.NAME_COLUMNS},
    {ANONYMOUS} AS anonymous, booking_code.code
FROM booking JOIN exam ON exam.id = booking.exam_id
JOIN provider ON provider.id = exam.provider_id
JOIN student ON student.id = booking.student_id {CODE_JOIN}
WHERE exam.uid = ? AND booking.cancelled_at IS NULL AND booking.refused_at IS NULL
ORDER BY booking.starts_at, booking.id
"""


@reading(right=Right.TODAY)
def exam_codes(store: Store, *, exam: str) -> list[CodeLine]:
    """List who writes an exam, each with the code; in the order of names.

    Raises:
        NotFound: no such exam.
        NotToday: the role reaches today only.
    """
    store.id_of("exam", exam)
    check_exam(store, exam)
    found = [
        CodeLine(booking=row["uid"], name=masking.listed_name(row), code=row["code"] or "")
        for row in store.query(_LINES, exam)
    ]
    return sorted(found, key=lambda one: swedish.sort_key(one.name))


@operation(right=Right.REGISTER, label=N_("Kod satt"))
def set_code(store: Store, *, booking: str, code: str) -> None:
    """Give a student of an anonymous exam a code, or take it away with "".

    Args:
        store: the register.
        booking: the booking's uid.
        code: as the provider writes it; unique within the exam.

    Raises:
        NotFound: no such booking.
        BadValue: the exam is not anonymous, or the code is another student's there.
    """
    text = fields.line("code", code, most=LONGEST)
    there = store.row("booking", booking)
    exam = str(store.value(_EXAM_UID, there["exam_id"]))
    lines = _anonymous(store, exam)
    if text and text.upper() in {
        (row["code"] or "").upper() for row in lines if row["uid"] != booking
    }:
        raise BadValue("code", _("är redan någon annans i samma tenta"))
    with store.write():
        _put(store, there["id"], there["exam_id"], text)


@operation(right=Right.REGISTER, label=N_("Koder gjorda"))
def make_codes(store: Store, *, exam: str) -> int:
    """Make a code for each student of an anonymous exam who has none; gives how many.

    Args:
        store: the register.
        exam: the exam's uid.

    Raises:
        NotFound: no such exam.
        BadValue: it is not anonymous, or everybody has a code.
    """
    lines = _anonymous(store, exam)
    lacking = [row for row in lines if not row["code"]]
    if not lacking:
        raise NotAsItStands("exam", _("Alla har redan en kod."))
    made = new_codes(len(lacking), [row["code"] for row in lines if row["code"]])
    exam_id = store.id_of("exam", exam)
    with store.write():
        for row, code in zip(lacking, made, strict=True):
            _put(store, row["id"], exam_id, code)
    return len(made)


@operation(right=Right.REGISTER, label=N_("Koder inlästa"))
def paste_codes(store: Store, *, exam: str, text: str) -> int:
    """Read a provider's list of codes, all of it or nothing; gives how many were set.

    Each line is a name or an identity number and then the code, parted by a tab, a semicolon or
    the last space. Lines with a code alone go to those without one, in the order of booking.

    Args:
        store: the register.
        exam: the exam's uid.
        text: the list.

    Raises:
        NotFound: no such exam.
        BadValue: the exam is not anonymous, or a line cannot be read, by its number.
    """
    rows = _anonymous(store, exam)
    given = _read(store, rows, [line for line in text.splitlines() if line.strip()])
    exam_id = store.id_of("exam", exam)
    with store.write():
        # Codes may change places: the old ones leave before the new ones come.
        for booking in given:
            _put(store, booking, exam_id, "")
        for booking, code in given.items():
            _put(store, booking, exam_id, code)
    return len(given)


# --- inner -----------------------------------------------------------------

_EXAM_UID = "SELECT uid FROM exam WHERE id = ?"
_CODE = "SELECT uid FROM booking_code WHERE booking_id = ?"
_OWNERS = "SELECT student_id FROM identity_number WHERE number = ?"
_MARK = f"""
SELECT {ANONYMOUS} FROM exam JOIN provider ON provider.id = exam.provider_id WHERE exam.uid = ?
"""


def _anonymous(store: Store, exam: str) -> list[Row]:
    store.id_of("exam", exam)
    if not store.value(_MARK, exam):
        raise NotAsItStands(
            "exam",
            _("Tentan skrivs inte under kod."),
            _("Markera den som anonym, eller sätt lärosätets regel."),
        )
    return store.query(_LINES, exam)


def _put(store: Store, booking_id: int, exam_id: int, code: str) -> None:
    uid = store.value(_CODE, booking_id)
    if uid is not None and not code:
        store.delete("booking_code", uid)
    elif uid is not None:
        store.update("booking_code", uid, code=code)
    elif code:
        store.insert("booking_code", booking_id=booking_id, exam_id=exam_id, code=code)


def _read(store: Store, rows: Sequence[Row], lines: Sequence[str]) -> dict[int, str]:
    """Give the codes of a list by the booking's local id."""
    if not lines:
        raise BadValue("text", _("är tomt"))
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        for name in set(spellings(row)):
            by_name.setdefault(name, []).append(row)
    waiting = iter([row for row in rows if not row["code"]])
    given: dict[int, str] = {}
    for n, line in enumerate(lines, 1):
        whom, code = parts_of(line)
        found = _whom(store, rows, by_name, whom) if whom else next(waiting, None)
        if found is None or found["id"] in given:
            raise BadValue("text", _("rad {n} hör inte till en ensam bokad student").format(n=n))
        given[found["id"]] = fields.line("text", code, most=LONGEST, required=True)
    _check_alone(rows, given)
    return given


def _whom(
    store: Store, rows: Sequence[Row], by_name: dict[str, list[Row]], whom: str
) -> Row | None:
    """Find the one student whom a line is about, by name or by identity number."""
    found = by_name.get(swedish.fold(whom), [])
    if not found:
        # That a protected identity is here is not told to one who has only its number (FH02).
        numbers = [one.number for one in numbers_in(whom, today=store.clock.today())]
        owners = {row["student_id"] for one in numbers for row in store.query(_OWNERS, one)}
        found = [
            row for row in rows if row["student_id"] in owners and not masking.is_protected(row)
        ]
    return found[0] if len(found) == 1 else None


def _check_alone(rows: Sequence[Row], given: dict[int, str]) -> None:
    codes = [given.get(row["id"], row["code"] or "").upper() for row in rows]
    kept = [code for code in codes if code]
    if len(set(kept)) < len(kept):
        raise BadValue("text", _("har samma kod för två studenter"))
