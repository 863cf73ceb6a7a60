"""Invented students: names of many languages, numbers of every kind, two protected."""

from dataclasses import dataclass
from datetime import date, timedelta

from lärcentrum.demo.dice import Dice
from lärcentrum.demo.stage import BEGIN, Stage, listed
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.times import ExtraTime
from lärcentrum.people.identity_numbers import NumberKind, generate
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import add_student
from lärcentrum.swedish import fold

PER_SCALE = 400
_BATCH = 400
_KINDS: tuple[tuple[int, NumberKind | None], ...] = (
    (90, NumberKind.PERSONNUMMER),
    (4, NumberKind.SAMORDNINGSNUMMER),
    (3, NumberKind.T_NUMBER),
    (1, NumberKind.TF_NUMBER),
    (2, None),
)
_EXTRA = (125, 133, 150)
_MEASURES = {125: "Förlängd skrivtid 25 %", 133: "Förlängd skrivtid 33 %",
             150: "Förlängd skrivtid 50 %"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A student to be.

    Args:
        number: "" for none.
        kind: what sort of number it is.
        others: what else `add_student` takes.
    """

    given_name: str
    family_name: str
    birth_date: date
    number: str
    kind: NumberKind | None
    others: dict[str, str]


def invent(dice: Dice, count: int) -> list[Person]:
    """Invent people, no two with the same number."""
    languages = [(one["weight"], one) for one in listed("names")["language"]]
    taken: set[str] = set()
    people = []
    for n in range(count):
        language = dice.weighted(languages)
        given, family = dice.pick(language["given"]), dice.pick(language["family"])
        kind = dice.weighted(_KINDS)
        born, number = _number(dice, kind, taken)
        people.append(
            Person(
                given_name=given,
                family_name=family,
                birth_date=born,
                number=number,
                kind=kind,
                others=_others(dice, n, given, family),
            )
        )
    return people


def _number(dice: Dice, kind: NumberKind | None, taken: set[str]) -> tuple[date, str]:
    """A date of birth with a number that is free: Skatteverket's serials for test persons."""
    while True:
        born = date(1962, 1, 1) + timedelta(days=dice.below(45 * 365))
        if kind is None:
            return born, ""
        number = generate(born, serial=980 + dice.below(20), kind=kind)
        if number not in taken:
            taken.add(number)
            return born, number


def _others(dice: Dice, n: int, given: str, family: str) -> dict[str, str]:
    places, provider = listed("places"), dice.pick(listed("courses")["provider"])
    mail = "".join(s for s in fold(f"{given}.{family}").replace(" ", "-") if s.isascii())
    return {
        "email": f"{mail.replace(chr(39), '')}.{n}@post.example",
        # PTS keeps 070-1740605 to 070-1740699 for books and films.
        "phone": f"070-17406{5 + dice.below(95):02}",
        "address": f"{dice.pick(places['streets'])} {1 + dice.below(60)}, 923 31 Storuman",
        "municipality": dice.pick(places["municipalities"]),
        "provider": provider["name"],
        "programme": dice.pick(provider["programmes"]),
        "languages": "sv",
    }


def add_people(stage: Stage) -> None:
    """Register everybody during August, protect two and give some extra time."""
    people = invent(stage.dice, PER_SCALE * stage.scale)
    for first in range(0, len(people), _BATCH):
        stage.at(BEGIN + timedelta(days=7 + first * 14 // len(people)), 10)
        with stage.batch():
            stage.students += [_add(stage, one) for one in people[first : first + _BATCH]]
    stage.at(BEGIN + timedelta(days=24), 9)
    hidden = stage.students[5:7]
    for uid, kind in zip(hidden, (Protection.MARKED, Protection.PROTECTED), strict=True):
        set_protection(stage.store, student=uid, protection=kind,
                       reason="Underrättelse från Skatteverket")  # fmt: skip
    stage.adults = [uid for uid in stage.students if uid not in hidden]
    with stage.batch():
        for uid in stage.dice.some(stage.adults, 16 * stage.scale):
            stage.slow[uid] = _give_time(stage, uid)


def _add(stage: Stage, one: Person) -> str:
    others = {**one.others, "provider": stage.providers[one.others["provider"]]}
    return add_student(
        stage.store,
        given_name=one.given_name,
        family_name=one.family_name,
        identity_number=one.number,
        number_kind=one.kind,
        birth_date=one.birth_date,
        known_different=True,
        **others,
    )


def _give_time(stage: Stage, student: str) -> int:
    percent = stage.dice.pick(_EXTRA)
    add_adaptation(stage.store, student=student, kind=_MEASURES[percent],
                   extra=ExtraTime(percent=percent), valid_to=date(2027, 6, 30))  # fmt: skip
    return percent
