"""Students out of a list: judged in memory beside those who are here (T07), kept all at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lärcentrum.errors import BadValue, UserError
from lärcentrum.imports.comparing import (
    Facts,
    changing,
    check_births,
    compared,
    facts_of,
    offers,
    taken_over,
)
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.known_students import KnownStudents
from lärcentrum.imports.rows import Decided, Decision, Found, Line, RowState, the_one
from lärcentrum.imports.student_rows import (
    known_names,
    language_codes,
    municipality_code,
    names_of,
    read_identity,
)
from lärcentrum.imports.values import read_date
from lärcentrum.language import _
from lärcentrum.people.contact import email_key, phone_key
from lärcentrum.people.duplicates import SCORES, Likeness, Person, near_duplicates
from lärcentrum.people.errors import NumberRefused, PossibleDuplicate
from lärcentrum.people.identity_numbers import IdentityNumber
from lärcentrum.people.masking import UNPROTECTED
from lärcentrum.people.municipalities import UNKNOWN
from lärcentrum.people.students import read_student
from lärcentrum.people.students.checks import check_birth, check_names, contact_columns
from lärcentrum.people.students.many import (
    Completed,
    Newcomer,
    complete_students,
    keep_students,
)
from lärcentrum.people.students.records import day
from lärcentrum.progress import Progress
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What a row says of a student.

    Args:
        person: what tells people apart.
        number: the identity number.
        facts: everything, cleaned; None while something of it cannot be kept.
        fault: why not.
    """

    person: Person
    number: IdentityNumber | None
    facts: Facts | None
    fault: UserError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Like:
    """Somebody whom a row resembles.

    Args:
        uid: the student, or what stands for an earlier row.
        state: ALREADY or DOUBTFUL.
        reason: why.
        by_number: the number is the same, so it cannot be another person.
    """

    uid: str
    state: RowState
    reason: str
    by_number: bool = False


_LIKELY = SCORES[Likeness.NEAR_NAME_AND_BIRTH]
_AT_ONCE = 500
_FIELDS = ("email", "phone", "address", "programme")

# --- bringing in -----------------------------------------------------------

_PROVIDERS = "SELECT id, uid, name, short FROM provider WHERE ended_on IS NULL"
_HERE = """
SELECT student.*, coalesce(provider.uid, '') AS provider,
    coalesce(provider.name, '') AS provider_name,
    (SELECT coalesce(group_concat(number, char(10)), '') FROM (SELECT number FROM identity_number
        WHERE student_id = student.id ORDER BY valid_to IS NOT NULL, id)) AS numbers
FROM student LEFT JOIN provider ON provider.id = student.provider_id WHERE student.uid = ?
"""


class Students:
    """Brings in students; see `Adder`.

    Args:
        store: the register.
        made: the rows of this run by what stands for them.
    """

    collects = True

    def __init__(self, store: Store, made: dict[str, int]) -> None:
        self._store, self._made = store, made
        self._today = store.clock.today()
        self._known = KnownStudents(store)
        rows = store.query(_PROVIDERS)
        self._providers = known_names(rows)
        self._provider_ids = {row["uid"]: row["id"] for row in rows}
        self._provider_names = {row["uid"]: row["name"] for row in rows}
        self._called: dict[str, str | BadValue] = {"": ""}
        self._new: dict[str, tuple[Facts, IdentityNumber | None]] = {}
        self._changed: dict[str, Facts] = {}
        self._completed: list[Completed] = []

    def shown(self, line: Line) -> str:
        """Say whom a row is about."""
        return " ".join(part for part in names_of(line) if part)

    def name(self, uid: str) -> str:
        """Give a name, and what tells people apart, as it may be shown."""
        if uid in self._new:
            facts = self._new[uid][0]
            name = f"{facts['given_name']} {facts['family_name']}".strip()
            return ", ".join(t for t in (name, facts["birth_date"], facts["email"]) if t)
        student = read_student(self._store, student=uid)
        born = student.birth_date.isoformat() if student.birth_date else ""
        return ", ".join(part for part in (student.name, born, student.email) if part)

    def add(self, line: Line, decided: Decided) -> str:
        """Judge one row and give what stands for it until it is kept; see `Adder.add`."""
        wish = self._wish(line, decided)
        if like := self._like(wish, decided):
            raise self._answer(wish, like, decided)
        if wish.facts is None:
            raise wish.fault or AssertionError("a wish without facts has a fault")
        uid = f"#{line.number}"
        self._new[uid] = (wish.facts, wish.number)
        self._known.put(_named(uid, wish.person))
        return uid

    def keep(self, progress: Progress) -> None:
        """Write the new and the completed; see `Adder.keep`."""
        new = list(self._new.values())
        total = len(new) + len(self._completed)
        for start in range(0, len(new), _AT_ONCE):
            progress(start, total, _("sparas"))
            people = [self._newcomer(*one) for one in new[start : start + _AT_ONCE]]
            keep_students(self._store, people)
        for start in range(0, len(self._completed), _AT_ONCE):
            progress(len(new) + start, total, _("sparas"))
            complete_students(self._store, self._completed[start : start + _AT_ONCE])
        progress(total, total, _("sparas"))

    # --- what the row says -------------------------------------------------

    def _wish(self, line: Line, decided: Decided) -> _Wish:
        given, family = names_of(line)
        birth = read_date("birth_date", line.text("birth_date"))
        number = read_identity(
            line.text("identity_number"), today=self._today, birth=birth, decided=decided
        )
        facts, fault = None, None
        try:
            facts = self._facts(line, birth, number)
        except UserError as refused:
            # Somebody who is here already is that, whatever else the row says.
            fault = refused
        said = facts or {"email": line.text("email"), "phone": line.text("phone")}
        person = Person(
            given_name=given, family_name=family,
            birth_date=birth or (number.birth_date if number else None),
            numbers=frozenset({number.number} if number else ()),
            email=said["email"], phone=said["phone"],
        )  # fmt: skip
        return _Wish(person=person, number=number, facts=facts, fault=fault)

    def _facts(self, line: Line, birth: date | None, number: IdentityNumber | None) -> Facts:
        given, family = names_of(line)
        said = {
            "given_name": given, "family_name": family, "note": line.cells.get("note", ""),
            "municipality": municipality_code(line.text("municipality")),
            "languages": language_codes(line.text("languages")),
            **{key: line.text(key) for key in _FIELDS},
        }  # fmt: skip
        # Most cells of a list are empty, and nothing has to be cleaned of these.
        fields = dict.fromkeys(said, "") | contact_columns({k: t for k, t in said.items() if t})
        provider = self._provider(line.text("provider"))
        check_names(fields["given_name"], fields["family_name"])
        born = check_birth(birth, number.birth_date if number else None, self._today)
        return facts_of(fields, born, number.number if number else "", provider)

    def _provider(self, text: str) -> str:
        """Find a provider by name; looking for near names is slow, and lists repeat themselves."""
        if text not in self._called:
            try:
                self._called[text] = the_one("provider", text, *self._providers)
            except BadValue as fault:
                self._called[text] = fault
        found = self._called[text]
        if isinstance(found, BadValue):
            raise BadValue(found.name, found.why)
        return found

    # --- who is alike ------------------------------------------------------

    def _like(self, wish: _Wish, decided: Decided) -> _Like | None:
        if wish.number and (owner := self._known.owner(wish.number.number)):
            return self._of_number(wish.number.number, owner)
        if Decision.NEW in decided:
            return None
        return self._of_name(wish.person) or self._near(wish.person)

    def _of_number(self, number: str, owner: str) -> _Like:
        """Tell whose number it is already; a protected identity's is refused without a word.

        Raises:
            NumberRefused: FH02.
        """
        if self._known.is_hidden(number) and Right.PROTECTED not in self._store.session.rights:
            raise NumberRefused
        # The number is one person's: the row can be left out, or the earlier row can.
        state = RowState.DOUBTFUL if owner in self._made else RowState.ALREADY
        return _Like(uid=owner, state=state, reason=_("Samma identitetsnummer."), by_number=True)

    def _of_name(self, person: Person) -> _Like | None:
        """Find somebody of the same name whom nothing tells apart."""
        for other in self._known.called(person.given_name, person.family_name):
            if there := _likeness(person, other):
                state = RowState.DOUBTFUL if other.uid in self._made else there
                reason = _("Samma namn, och inget som skiljer.")
                return _Like(uid=other.uid, state=state, reason=reason)
        return None

    def _near(self, person: Person) -> _Like | None:
        """Ask the register's own rule, among all whom it could call likely."""
        others = {
            one.uid: one
            for one in (
                *self._known.born(person.birth_date),
                *self._known.called(person.given_name, person.family_name),
            )
        }
        near = near_duplicates(person, others.values()) if others else []
        likely = tuple(one.uid for one in near if one.score >= _LIKELY)
        if not likely:
            return None
        reason = PossibleDuplicate(likely).parts()[0]
        return _Like(uid=likely[0], state=RowState.DOUBTFUL, reason=reason)

    # --- beside each other -------------------------------------------------

    def _answer(self, wish: _Wish, like: _Like, decided: Decided) -> Found:
        """Say what the row is to the one that is here, and note what it completes there."""
        here = self._new[like.uid][0] if like.uid in self._new else self._here(like.uid)
        choices = [Decision.SKIP] if like.by_number else [Decision.SKIP, Decision.NEW]
        field = "identity_number" if like.by_number else ""
        if here is None or wish.facts is None:
            chosen = [Decision.SKIP] if here is None else choices
            return Found(like.state, like.reason, like.uid, tuple(chosen), field)
        state, reason = like.state, like.reason
        if like.uid not in self._made:
            choices[1:1] = offers(like.state, here, wish.facts)
            wanted = decided & {Decision.FILL, Decision.OVERWRITE}
            if wanted and (changes := taken_over(here, wish.facts, decided)):
                self._complete(like.uid, here, changes, wish.number)
                state, reason = RowState.CHANGES, changing(ListKind.STUDENTS, changes)
            elif wanted:
                state = RowState.ALREADY
        side = compared(here, wish.facts, self._provider_names)
        alike = state is RowState.ALREADY and not any(one.differs for one in side)
        return Found(state, reason, like.uid, tuple(choices), field, () if alike else side)

    def _here(self, uid: str) -> Facts | None:
        """Give what the register says of a student; None for a protected identity."""
        if uid in self._changed:
            return self._changed[uid]
        row: dict[str, Any] | None = self._store.one(_HERE, uid)
        if row is None or row["protection"] != UNPROTECTED:
            return None
        self._provider_names.setdefault(row["provider"], row["provider_name"])
        return facts_of(row, day(row["birth_date"]), row["numbers"], row["provider"])

    def _complete(
        self, uid: str, here: Facts, changes: Mapping[str, str], number: IdentityNumber | None
    ) -> None:
        check_births(here, changes)
        numbers = "\n".join(
            text for text in (here["identity_number"], changes.get("identity_number")) if text
        )
        self._changed[uid] = {**here, **changes, "identity_number": numbers}
        added = number if "identity_number" in changes else None
        self._completed.append(Completed(uid=uid, columns=self._columns(changes), number=added))
        if added:
            self._known.claim(added.number, uid)

    # --- as it is kept -----------------------------------------------------

    def _newcomer(self, facts: Facts, number: IdentityNumber | None) -> Newcomer:
        return Newcomer(columns=self._columns(facts), number=number)

    def _columns(self, facts: Mapping[str, str]) -> dict[str, str | int | None]:
        made: dict[str, str | int | None] = dict(facts)
        made.pop("identity_number", None)
        if "provider" in made:
            made["provider_id"] = self._provider_ids.get(str(made.pop("provider")))
        if "birth_date" in made:
            made["birth_date"] = made["birth_date"] or None
        if "municipality" in made:
            made["municipality"] = made["municipality"] or UNKNOWN
        return made


# --- inner -----------------------------------------------------------------


def _named(uid: str, person: Person) -> Person:
    return Person(
        uid=uid,
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=person.birth_date,
        numbers=person.numbers,
        email=person.email,
        phone=person.phone,
    )


def _likeness(here: Person, there: Person) -> RowState | None:
    """Tell whether two of one name are the same person; None: something tells them apart."""
    if here.birth_date and there.birth_date:
        # With a number beside, the register's own rule decides and asks (T07).
        same_day = here.birth_date == there.birth_date
        return RowState.ALREADY if same_day and not here.numbers else None
    if here.numbers and there.numbers:
        return None
    same = _reached(here) == _reached(there)
    bare = not here.numbers and not there.numbers
    return RowState.ALREADY if same and bare else RowState.DOUBTFUL


def _reached(person: Person) -> tuple[date | None, str, str]:
    return person.birth_date, email_key(person.email), phone_key(person.phone)
