"""Rooms, invigilators and workplaces out of a list."""

from lärcentrum.exams.invigilators import add_invigilator
from lärcentrum.exams.rooms import add_room
from lärcentrum.imports.rows import AtOnce, Decided, Decision, Found, Line, RowState
from lärcentrum.imports.student_rows import municipality_code
from lärcentrum.imports.values import read_minutes, read_whole
from lärcentrum.language import _
from lärcentrum.people.contact import email_key, phone_key
from lärcentrum.practice.errors import WorkplaceTaken
from lärcentrum.practice.organisation_numbers import read_number
from lärcentrum.practice.workplaces import NewEmployer, add_workplace
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold

_SKIP = (Decision.SKIP,)

# --- rules -----------------------------------------------------------------


def _state(uid: str, made: dict[str, int]) -> RowState:
    return RowState.DOUBTFUL if uid in made else RowState.ALREADY


# --- rooms -------------------------------------------------------------------

_ROOMS = "SELECT uid, name FROM room"


class Rooms(AtOnce):
    """Brings in rooms; see `Adder`.

    Args:
        store: the register.
        made: the rows of this run by the uid that they got.
    """

    def __init__(self, store: Store, made: dict[str, int]) -> None:
        self._store, self._made = store, made
        self._known = {fold(row["name"]): row["uid"] for row in store.query(_ROOMS)}

    def shown(self, line: Line) -> str:
        """Say which room a row is about."""
        return line.text("name")

    def name(self, uid: str) -> str:
        """Give a room's name."""
        return str(self._store.row("room", uid)["name"])

    def add(self, line: Line, decided: Decided) -> str:
        """Add one room and give the uid; see `Adder.add`."""
        key = fold(line.text("name"))
        if there := self._known.get(key):
            state = _state(there, self._made)
            raise Found(state, _("En sal med samma namn."), there, _SKIP, "name")
        uid = add_room(
            self._store,
            name=line.text("name"),
            capacity=read_whole("capacity", line.text("capacity")) or 0,
            building=line.text("building"),
            setup_min=_minutes("setup_min", line),
            clearing_min=_minutes("clearing_min", line),
            equipment=line.text("equipment"),
            note=line.cells.get("note", ""),
        )
        self._known[key] = uid
        return uid


def _minutes(name: str, line: Line) -> int:
    """Read minutes held around a sitting: here a bare number is minutes, however small."""
    text = line.text(name)
    return int(text) if text.isascii() and text.isdigit() else read_minutes(name, text) or 0


# --- invigilators ------------------------------------------------------------

_INVIGILATORS = "SELECT uid, name, email, phone FROM invigilator"


class Invigilators(AtOnce):
    """Brings in invigilators; see `Adder`.

    Args:
        store: the register.
        made: the rows of this run by the uid that they got.
    """

    def __init__(self, store: Store, made: dict[str, int]) -> None:
        self._store, self._made = store, made
        self._known: dict[str, list[tuple[str, str, str]]] = {}
        for row in store.query(_INVIGILATORS):
            self._put(row["name"], row["uid"], row["email"], row["phone"])

    def shown(self, line: Line) -> str:
        """Say whom a row is about."""
        return line.text("name")

    def name(self, uid: str) -> str:
        """Give an invigilator's name and address."""
        row = self._store.row("invigilator", uid)
        return ", ".join(part for part in (row["name"], row["email"]) if part)

    def add(self, line: Line, decided: Decided) -> str:
        """Add one invigilator and give the uid; see `Adder.add`."""
        name, email, phone = (line.text(key) for key in ("name", "email", "phone"))
        for uid, *reached in self._known.get(fold(name), ()):
            if Decision.NEW in decided:
                break
            same = reached == [email_key(email), phone_key(phone)]
            state = _state(uid, self._made) if same else RowState.DOUBTFUL
            raise Found(state, _("En tentavakt med samma namn."), uid, field="name")
        uid = add_invigilator(self._store, name=name, email=email, phone=phone)
        self._put(name, uid, email, phone)
        return uid

    def _put(self, name: str, uid: str, email: str, phone: str) -> None:
        reached = (uid, email_key(email), phone_key(phone))
        self._known.setdefault(fold(name), []).append(reached)


# --- workplaces --------------------------------------------------------------

_EMPLOYERS = "SELECT uid, name, organisation_number AS number FROM employer"
_EMPLOYER_OF = """
SELECT employer.uid, employer.name, employer.organisation_number AS number, workplace.name AS place
FROM workplace JOIN employer ON employer.id = workplace.employer_id WHERE workplace.uid = ?
"""


class Workplaces(AtOnce):
    """Brings in workplaces, with their employers where these are new; see `Adder`.

    Args:
        store: the register.
        made: the rows of this run by the uid that they got.
    """

    def __init__(self, store: Store, made: dict[str, int]) -> None:
        self._store, self._made = store, made
        self._named: dict[str, list[tuple[str, str]]] = {}
        for row in store.query(_EMPLOYERS):
            self._put(row["name"], row["uid"], row["number"])

    def shown(self, line: Line) -> str:
        """Say which workplace a row is about."""
        return ", ".join(t for t in (line.text("name"), line.text("employer")) if t)

    def name(self, uid: str) -> str:
        """Give a workplace's name with its employer's, or an employer's."""
        row = self._store.one(_EMPLOYER_OF, uid)
        if row is None:
            return str(self._store.row("employer", uid)["name"])
        return ", ".join(dict.fromkeys((row["place"], row["name"])))

    def add(self, line: Line, decided: Decided) -> str:
        """Add one workplace and give the uid; see `Adder.add`."""
        employer, new = self._employer(line, decided)
        places = read_whole("places", line.text("places"))
        try:
            uid = add_workplace(
                self._store, employer=employer, new_employer=new,
                name=line.text("name") or line.text("employer"), address=line.text("address"),
                municipality=municipality_code(line.text("municipality")),
                places=1 if places is None else places, contact=line.text("contact"),
                email=line.text("email"), phone=line.text("phone"),
            )  # fmt: skip
        except WorkplaceTaken as fault:
            there = fault.workplace
            state = _state(there, self._made)
            raise Found(state, fault.parts()[0], there, _SKIP, "name") from None
        if new and (row := self._store.one(_EMPLOYER_OF, uid)):
            self._put(row["name"], row["uid"], row["number"])
        return uid

    def _employer(self, line: Line, decided: Decided) -> tuple[str, NewEmployer | None]:
        """Give the employer that is here, by number or name, or the new one."""
        name = line.text("employer") or line.text("name")
        typed, number = line.text("organisation_number"), ""
        if typed:
            number = read_number(typed, today=self._store.clock.today()).number
        named = self._named.get(fold(name), [])
        numbered = [u for known in self._named.values() for u, n in known if number and n == number]
        alike = [uid for uid, own in named if not number or not own]
        if numbered or alike:
            return (numbered or alike)[0], None
        if named and Decision.NEW not in decided:
            reason = _("En arbetsgivare med samma namn har ett annat organisationsnummer.")
            raise Found(RowState.DOUBTFUL, reason, named[0][0], field="organisation_number")
        return "", NewEmployer(name=name, organisation_number=typed)

    def _put(self, name: str, uid: str, number: str) -> None:
        self._named.setdefault(fold(name), []).append((uid, number))
