"""Students out of a list: numbers in every written form, and who may be here already (T07)."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from lärcentrum.imports.rows import Decided, Decision, Found, Line, RowState, the_one
from lärcentrum.imports.values import read_date, split_name
from lärcentrum.language import _
from lärcentrum.people.contact import LANGUAGES, email_key, phone_key
from lärcentrum.people.errors import AmbiguousIdentityNumber, NumberTaken, PossibleDuplicate
from lärcentrum.people.identity_numbers import IdentityNumber, formatted, parse
from lärcentrum.people.municipalities import municipalities
from lärcentrum.people.students import add_student, read_student
from lärcentrum.people.students.numbers import check_free
from lärcentrum.people.students.records import day
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import clean, fold

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody of the same name.

    Args:
        uid: the student.
        birth: the date of birth, None where it is not known.
        has_number: whether an identity number is kept.
        email: the key of the address.
        phone: the key of the phone number.
    """

    uid: str
    birth: date | None
    has_number: bool
    email: str
    phone: str


# --- rules -----------------------------------------------------------------

_SHORT = re.compile(r"[0-9]{5,9}")
_TEN = re.compile(r"[0-9]{6}[- ]?[0-9]{4}|[0-9]{5,9}")
_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\boch\b|\band\b)\s*|\s+")


def read_identity(
    text: str, *, today: date, birth: date | None, decided: Decided
) -> IdentityNumber | None:
    """Read an identity number of a list; None for an empty cell.

    Zeros that Excel took from its beginning are put back: date and check digit must then hold.
    Ten digits that fit two centuries are asked about, unless the row says the date of birth.

    Args:
        text: the cell.
        today: decides centuries.
        birth: the date of birth of the same row.
        decided: what the user has said of the row.

    Raises:
        Found: the century is to be decided (FC05).
        BadIdentityNumber: it is none (FC06).
    """
    tidy = clean(text)
    if not tidy:
        return None
    try:
        return parse(f"{tidy}.0" if _SHORT.fullmatch(tidy) else tidy, today=today)
    except AmbiguousIdentityNumber as fault:
        century = _century(tidy, birth, decided)
        if not century:
            raise Found(
                RowState.DOUBTFUL, fault.parts()[0], field="identity_number",
                choices=(Decision.SKIP, Decision.BORN_1900, Decision.BORN_2000),
            ) from None  # fmt: skip
        digits = tidy.replace("-", "").replace(" ", "").zfill(10)
        return parse(century + digits, today=today)


def _century(text: str, birth: date | None, decided: Decided) -> str:
    if not _TEN.fullmatch(text):
        return ""
    if decided & {Decision.BORN_1900, Decision.BORN_2000}:
        return "20" if Decision.BORN_2000 in decided else "19"
    return str(birth.year)[:2] if birth else ""


def municipality_code(text: str) -> str:
    """Give the code of a municipality that stands by its name: `Storuman`, `Storumans kommun`."""
    if not text or text[0].isdigit():
        return text
    codes, key = _municipality_codes(), fold(text).removesuffix(" kommun")
    return codes.get(key) or codes.get(key.removesuffix("s")) or text


@cache
def _municipality_codes() -> dict[str, str]:
    return {fold(name): code for code, name in municipalities().items()}


def language_codes(text: str) -> str:
    """Give the codes of languages that stand by their names; unknown words stay to be refused."""
    if not text:
        return ""
    codes = {fold(_(name)): code for code, name in LANGUAGES.items()}
    codes |= {fold(name): code for code, name in LANGUAGES.items()}
    if fold(text) in codes:
        return codes[fold(text)]
    words = [word for word in _BETWEEN.split(text.lower()) if word]
    return " ".join(codes.get(fold(word), word) for word in words)


def names_of(line: Line) -> tuple[str, str]:
    """Give given names and family name of a row, from one column or two."""
    given, family = line.text("given_name"), line.text("family_name")
    return (given, family) if given or family else split_name(line.text("name"))


# --- bringing in -----------------------------------------------------------

_NAMES = """
SELECT uid, given_name, family_name, birth_date, email, phone,
    EXISTS (SELECT 1 FROM identity_number WHERE student_id = student.id) AS numbered
FROM student WHERE protection = 'none'
"""
_PROVIDERS = "SELECT uid, name, short FROM provider WHERE ended_on IS NULL"


class NameIndex:
    """Who is called what: the register's unprotected students, and those of earlier rows."""

    def __init__(self, store: Store) -> None:
        self._known: dict[str, list[Known]] = {}
        for row in store.query(_NAMES):
            self.put(row["given_name"], row["family_name"], _known(row))

    def put(self, given: str, family: str, known: Known) -> None:
        """Add somebody."""
        self._known.setdefault(fold(f"{given} {family}"), []).append(known)

    def called(self, given: str, family: str) -> list[Known]:
        """Give everybody of a name, however it is spelt with accents."""
        return self._known.get(fold(f"{given} {family}"), [])


class Students:
    """Brings in students; see `Adder`.

    Args:
        store: the register.
        made: the rows of this run by the uid that they got.
    """

    def __init__(self, store: Store, made: dict[str, int]) -> None:
        self._store, self._made = store, made
        self._names = NameIndex(store)
        self._providers = known_names(store.query(_PROVIDERS))

    def shown(self, line: Line) -> str:
        """Say whom a row is about."""
        return " ".join(part for part in names_of(line) if part)

    def name(self, uid: str) -> str:
        """Give a student's name, and what tells people apart, as it may be shown."""
        student = read_student(self._store, student=uid)
        born = student.birth_date.isoformat() if student.birth_date else ""
        return ", ".join(part for part in (student.name, born, student.email) if part)

    def add(self, line: Line, decided: Decided) -> str:
        """Add one student and give the uid; see `Adder.add`."""
        given, family = names_of(line)
        birth = read_date("birth_date", line.text("birth_date"))
        number = read_identity(
            line.text("identity_number"),
            today=self._store.clock.today(), birth=birth, decided=decided,
        )  # fmt: skip
        if number:
            self._check_number(number)
        born = birth or (number.birth_date if number else None)
        here = Known(
            uid="", birth=born, has_number=number is not None,
            email=email_key(line.text("email")), phone=phone_key(line.text("phone")),
        )  # fmt: skip
        if Decision.NEW not in decided:
            self._check_name(given, family, here)
        uid = self._keep(line, birth, number, Decision.NEW in decided)
        self._names.put(given, family, replace(here, uid=uid))
        return uid

    def _keep(
        self, line: Line, birth: date | None, number: IdentityNumber | None, different: bool
    ) -> str:
        given, family = names_of(line)
        provider = line.text("provider")
        known, shown = self._providers
        try:
            return add_student(
                self._store, given_name=given, family_name=family, birth_date=birth,
                identity_number=formatted(number.number) if number else "",
                number_kind=number.kind if number else None,
                email=line.text("email"), phone=line.text("phone"), address=line.text("address"),
                municipality=municipality_code(line.text("municipality")),
                provider=the_one("provider", provider, known, shown) if provider else "",
                programme=line.text("programme"),
                languages=language_codes(line.text("languages")),
                note=line.cells.get("note", ""), known_different=different,
            )  # fmt: skip
        except PossibleDuplicate as fault:
            raise Found(RowState.DOUBTFUL, fault.parts()[0], fault.students[0]) from None

    def _check_number(self, number: IdentityNumber) -> None:
        """Tell whose number it is already; a protected identity's is refused without a word."""
        try:
            check_free(self._store, number.number)
        except NumberTaken as fault:
            # The number is one person's: the row can be left out, or the earlier row can.
            state = RowState.DOUBTFUL if fault.student in self._made else RowState.ALREADY
            raise Found(
                state, _("Samma identitetsnummer."), fault.student, (Decision.SKIP,),
                "identity_number",
            ) from None  # fmt: skip

    def _check_name(self, given: str, family: str, here: Known) -> None:
        """Find somebody of the same name whom nothing tells apart."""
        for other in self._names.called(given, family):
            if (there := _likeness(here, other)) is None:
                continue
            in_file = other.uid in self._made
            state = RowState.DOUBTFUL if in_file else there
            raise Found(state, _("Samma namn, och inget som skiljer."), other.uid)


def known_names(rows: list[Row]) -> tuple[dict[str, str], dict[str, str]]:
    """Give uids by folded name and short name, and names by uid."""
    known: dict[str, str] = {}
    for row in rows:
        known[fold(row["name"])] = row["uid"]
    for row in rows:
        if row["short"]:
            known.setdefault(fold(row["short"]), row["uid"])
    shown = {
        row["uid"]: f"{row['name']} ({row['short']})" if row["short"] else row["name"]
        for row in rows
    }
    return known, shown


def _likeness(here: Known, there: Known) -> RowState | None:
    """Tell whether two of one name are the same person; None: something tells them apart."""
    if here.birth and there.birth:
        # With a number beside, the register's own rule decides and asks (T07).
        return RowState.ALREADY if here.birth == there.birth and not here.has_number else None
    if here.has_number and there.has_number:
        return None
    same = (here.birth, here.email, here.phone) == (there.birth, there.email, there.phone)
    bare = not here.has_number and not there.has_number
    return RowState.ALREADY if same and bare else RowState.DOUBTFUL


def _known(row: Row) -> Known:
    return Known(
        uid=row["uid"],
        birth=day(row["birth_date"]),
        has_number=bool(row["numbered"]),
        email=email_key(row["email"]),
        phone=phone_key(row["phone"]),
    )
