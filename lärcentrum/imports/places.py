"""Rooms, invigilators and workplaces out of a list."""

from typing import ClassVar

from lärcentrum.exams.invigilators import add_invigilator, change_invigilator
from lärcentrum.exams.rooms import add_room, change_room
from lärcentrum.imports.comparing import Facts
from lärcentrum.imports.completing import Completing
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.rows import Compared, Decided, Decision, Found, Line, RowState
from lärcentrum.imports.student_rows import municipality_code
from lärcentrum.imports.values import read_minutes, read_whole
from lärcentrum.language import _
from lärcentrum.people.contact import email_key, phone_key
from lärcentrum.people.municipalities import UNKNOWN
from lärcentrum.practice.errors import WorkplaceTaken
from lärcentrum.practice.organisation_numbers import read_number, shown_number
from lärcentrum.practice.workplaces import NewEmployer, add_workplace, change_workplace
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold

_NEW = (Decision.NEW,)

# --- rooms -------------------------------------------------------------------

_ROOMS = "SELECT uid, name FROM room"


class Rooms(Completing):
    """Brings in rooms; see `Adder`.

    Args:
        store: the register.
        made: the rows of this run by the uid that they got.
    """

    kind: ClassVar[ListKind] = ListKind.ROOMS
    keys: ClassVar[tuple[str, ...]] = (
        "capacity", "building", "setup_min", "clearing_min", "equipment", "responsible",
        "note",
    )  # fmt: skip

    def __init__(self, store: Store, made: dict[str, int]) -> None:
        super().__init__(store, made)
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
            reason = _("En sal med samma namn.")
            raise self.found(there, reason, lambda: _room(line), decided)
        uid = add_room(
            self._store,
            name=line.text("name"),
            capacity=read_whole("capacity", line.text("capacity")) or 0,
            building=line.text("building"),
            setup_min=_minutes("setup_min", line),
            clearing_min=_minutes("clearing_min", line),
            equipment=line.text("equipment"),
            responsible=line.text("responsible"),
            note=line.cells.get("note", ""),
        )
        self._known[key] = uid
        return uid

    def here(self, uid: str) -> Facts:
        """See `Completing.here`."""
        row = self._store.row("room", uid)
        return {key: str(row[key] or "") for key in self.keys}

    def change(self, uid: str, changes: Facts) -> None:
        """See `Completing.change`."""
        numbers = {key: int(text) for key, text in changes.items() if key in _NUMBERS}
        texts = {key: text for key, text in changes.items() if key not in _NUMBERS}
        change_room(self._store, room=uid, **numbers, **texts)  # type: ignore[arg-type]


_NUMBERS = ("capacity", "setup_min", "clearing_min")


def _room(line: Line) -> Facts:
    said = {
        "capacity": read_whole("capacity", line.text("capacity")),
        "setup_min": _minutes("setup_min", line),
        "clearing_min": _minutes("clearing_min", line),
    }
    return {key: str(number or "") for key, number in said.items()} | {
        "building": line.text("building"),
        "equipment": line.text("equipment"),
        "responsible": line.text("responsible"),
        "note": line.cells.get("note", ""),
    }


def _minutes(name: str, line: Line) -> int:
    """Read minutes held around a sitting: here a bare number is minutes, however small."""
    text = line.text(name)
    return int(text) if text.isascii() and text.isdigit() else read_minutes(name, text) or 0


# --- invigilators ------------------------------------------------------------

_INVIGILATORS = "SELECT uid, name, email, phone FROM invigilator"


class Invigilators(Completing):
    """Brings in invigilators; see `Adder`.

    Args:
        store: the register.
        made: the rows of this run by the uid that they got.
    """

    kind: ClassVar[ListKind] = ListKind.INVIGILATORS
    keys: ClassVar[tuple[str, ...]] = ("email", "phone")

    def __init__(self, store: Store, made: dict[str, int]) -> None:
        super().__init__(store, made)
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
            raise self.found(
                uid, _("En tentavakt med samma namn."), lambda: {"email": email, "phone": phone},
                decided, state=None if same else RowState.DOUBTFUL, others=_NEW,
            )  # fmt: skip
        uid = add_invigilator(self._store, name=name, email=email, phone=phone)
        self._put(name, uid, email, phone)
        return uid

    def here(self, uid: str) -> Facts:
        """See `Completing.here`."""
        row = self._store.row("invigilator", uid)
        return {key: row[key] for key in self.keys}

    def change(self, uid: str, changes: Facts) -> None:
        """See `Completing.change`."""
        row = self._store.row("invigilator", uid)
        known = {key: row[key] for key in ("name", *self.keys)} | dict(changes)
        change_invigilator(self._store, invigilator=uid, **known)

    def _put(self, name: str, uid: str, email: str, phone: str) -> None:
        reached = (uid, email_key(email), phone_key(phone))
        self._known.setdefault(fold(name), []).append(reached)


# --- workplaces --------------------------------------------------------------

_EMPLOYERS = "SELECT uid, name, organisation_number AS number FROM employer"
_NUMBER = "SELECT organisation_number AS number, sole_trader, name FROM employer WHERE uid = ?"
_EMPLOYER_OF = """
SELECT employer.uid, employer.name, employer.organisation_number AS number, workplace.name AS place
FROM workplace JOIN employer ON employer.id = workplace.employer_id WHERE workplace.uid = ?
"""


class Workplaces(Completing):
    """Brings in workplaces, with their employers where these are new; see `Adder`.

    Args:
        store: the register.
        made: the rows of this run by the uid that they got.
    """

    kind: ClassVar[ListKind] = ListKind.WORKPLACES
    keys: ClassVar[tuple[str, ...]] = (
        "address", "municipality", "places", "contact", "email", "phone",
    )  # fmt: skip

    def __init__(self, store: Store, made: dict[str, int]) -> None:
        super().__init__(store, made)
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
            reason = fault.parts()[0]
            raise self.found(fault.workplace, reason, lambda: _workplace(line), decided) from None
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
            raise self._other_number(named[0][0], reason, name, typed)
        return "", NewEmployer(name=name, organisation_number=typed)

    def here(self, uid: str) -> Facts:
        """See `Completing.here`."""
        row = self._store.row("workplace", uid)
        said = {key: str(row[key]) for key in self.keys}
        return said | {"municipality": ""} if row["municipality"] == UNKNOWN else said

    def change(self, uid: str, changes: Facts) -> None:
        """See `Completing.change`."""
        texts = {key: text for key, text in changes.items() if key != "places"}
        places = int(changes["places"]) if "places" in changes else None
        change_workplace(self._store, workplace=uid, places=places, **texts)

    def _other_number(self, uid: str, reason: str, name: str, typed: str) -> Found:
        """Put the two numbers beside each other; a sole trader's with its last signs hidden."""
        there = self._store.one(_NUMBER, uid) or {"number": "", "sole_trader": 0, "name": ""}
        read = read_number(typed, today=self._store.clock.today())
        side = (
            Compared(
                key="organisation_number",
                here=shown_number(there["number"], sole_trader=bool(there["sole_trader"])),
                row=shown_number(read.number, sole_trader=read.sole_trader),
                differs=True,
            ),
            Compared(key="employer", here=there["name"], row=name, differs=False),
        )
        return Found(RowState.DOUBTFUL, reason, uid, field="organisation_number", compared=side)

    def _put(self, name: str, uid: str, number: str) -> None:
        self._named.setdefault(fold(name), []).append((uid, number))


def _workplace(line: Line) -> Facts:
    places = read_whole("places", line.text("places"))
    return {
        "address": line.text("address"),
        "municipality": municipality_code(line.text("municipality")),
        "places": "" if places is None else str(places),
        "contact": line.text("contact"),
        "email": line.text("email"),
        "phone": line.text("phone"),
    }
