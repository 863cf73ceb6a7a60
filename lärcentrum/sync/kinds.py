"""What can leave a centre: every kind of row with every field, and every measure.

This is the allow-list of the format, version 1. Rows are made by naming fields here one by one,
never from a table's columns; a field that is not here cannot leave, and cannot come in (FD03).
There is no kind for free text: names of things travel as codes. `number` and `name` leave at the
level *identified* only.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lärcentrum.language import N_
from lärcentrum.sync.canonical import LARGEST, Json
from lärcentrum.sync.levels import Level

# --- records ---------------------------------------------------------------


class Kind(StrEnum):
    """A kind of row."""

    STUDENT = "student"
    BOOKING = "booking"
    INTERNSHIP = "internship"
    NEED = "need"
    OFFER = "offer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a row.

    Args:
        name: its name in the file.
        label: what the user reads on the page of what leaves (Swedish source text).
        form: one of `FORMS`.
        level: the least level at which it leaves.
        required: whether a row always has it.
    """

    name: str
    label: str
    form: str
    level: Level = Level.NONE
    required: bool = False


# --- rules -----------------------------------------------------------------

_CODE = re.compile(r"[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö_.+&/-]{0,39}")
_LONG_DIGITS = re.compile(r"\d{9}|\d{6}-\d{4}")
_MONTH = re.compile(r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])")
_DAY = re.compile(r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MUNICIPALITY = re.compile(r"\d{4}")
_MARK = re.compile(r"[0-9a-f]{32}")
# The third digit of a legal person's number is 2 or more; of an identity number 0 or 1.
_ORGANISATION = re.compile(r"\d\d[2-9]\d{7}")
_NUMBER = re.compile(r"[0-9A-Za-z+-]{1,40}")
_ROW_ID = re.compile(r"([0-9A-Za-z-]{1,20})-([0-9a-f]{32})")
MOST_NAME = 400


def is_code(value: Json) -> bool:
    """Tell whether a value is a code; one with a long run of digits may be somebody's number."""
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        return False
    return not _LONG_DIGITS.search(value)


def is_month(value: Json) -> bool:
    """Tell whether a value is a month, YYYY-MM."""
    return isinstance(value, str) and bool(_MONTH.fullmatch(value))


def is_count(value: Json) -> bool:
    """Tell whether a value is a whole number that every reader keeps."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


def is_row_id(value: Json) -> bool:
    """Tell whether a value is a row's name: the centre's code, a dash, 32 hex digits."""
    return isinstance(value, str) and bool(_ROW_ID.fullmatch(value))


def owner(row: str) -> str:
    """Give the code of the centre that a row's name belongs to."""
    return row.rpartition("-")[0]


def _matches(pattern: re.Pattern[str]) -> Callable[[Json], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def _is_name(value: Json) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST_NAME and value.isprintable()


FORMS: Mapping[str, Callable[[Json], bool]] = {
    "code": is_code,
    "month": is_month,
    "day": _matches(_DAY),
    "count": is_count,
    "municipality": _matches(_MUNICIPALITY),
    "mark": _matches(_MARK),
    "organisation": _matches(_ORGANISATION),
    "row": is_row_id,
    "number": _matches(_NUMBER),
    "name": _is_name,
}

_ROWS = Level.PSEUDONYMOUS


def _field(
    name: str, label: str, form: str = "code", level: Level = Level.NONE, *, must: bool = False
) -> Field:
    return Field(name=name, label=label, form=form, level=level, required=must)


KINDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.STUDENT: (
        _field("age_band", N_("åldersgrupp"), level=_ROWS),
        _field("form", N_("studieform"), level=_ROWS),
        _field("from", N_("registrerad månad"), "month", _ROWS),
        _field("municipality", N_("hemkommun"), "municipality", _ROWS),
        _field("provider", N_("anordnare"), level=_ROWS),
        _field("sex", N_("kön"), level=_ROWS),
        _field("to", N_("avslutad månad"), "month", _ROWS),
        _field("once", N_("märke för att räknas en gång"), "mark", Level.ONCE),
        _field("name", N_("namn"), "name", Level.IDENTIFIED),
        _field("number", N_("identitetsnummer"), "number", Level.IDENTIFIED),
    ),
    Kind.BOOKING: (
        _field("absent", N_("frånvarande"), "count", _ROWS),
        _field("form", N_("tentamensform"), level=_ROWS),
        _field("minutes", N_("minuter"), "count", _ROWS),
        _field("month", N_("månad"), "month", _ROWS, must=True),
        _field("provider", N_("anordnare"), level=_ROWS),
        _field("refused", N_("skäl till nej"), level=_ROWS),
        _field("state", N_("läge"), level=_ROWS, must=True),
        _field("student", N_("student (pseudonym)"), "row", _ROWS, must=True),
    ),
    Kind.INTERNSHIP: (
        _field("from", N_("första månad"), "month", _ROWS),
        _field("hours", N_("timmar"), "count", _ROWS),
        _field("kind", N_("slag av praktik"), level=_ROWS, must=True),
        _field("municipality", N_("arbetsplatsens kommun"), "municipality", _ROWS),
        _field("provider", N_("anordnare"), level=_ROWS),
        _field("sector", N_("sektor"), level=_ROWS),
        _field("sni", N_("bransch (SNI)"), level=_ROWS),
        _field("state", N_("läge"), level=_ROWS, must=True),
        _field("student", N_("student (pseudonym)"), "row", _ROWS, must=True),
        _field("to", N_("sista månad"), "month", _ROWS),
        _field("weeks", N_("veckor"), "count", _ROWS),
    ),
    Kind.NEED: (
        _field("field", N_("utbildningsinriktning (SUN)")),
        _field("form", N_("studieform")),
        _field("high", N_("högsta antal"), "count"),
        _field("horizon", N_("när"), must=True),
        _field("internship_places", N_("praktikplatser"), "count"),
        _field("kind", N_("slag av behov"), must=True),
        _field("level", N_("utbildningsnivå")),
        _field("low", N_("lägsta antal"), "count", must=True),
        _field("municipality", N_("kommun"), "municipality", must=True),
        _field("organisation", N_("organisationsnummer (med samtycke)"), "organisation"),
        _field("sector", N_("sektor")),
        _field("sni", N_("bransch (SNI)")),
        _field("ssyk", N_("yrke (SSYK 2012)"), must=True),
        _field("state", N_("läge"), must=True),
        _field("valid_until", N_("gäller till"), "day"),
    ),
    Kind.OFFER: (
        _field("field", N_("utbildningsinriktning (SUN)")),
        _field("form", N_("studieform")),
        _field("high", N_("största grupp"), "count"),
        _field("level", N_("utbildningsnivå")),
        _field("low", N_("minsta grupp"), "count"),
        _field("places", N_("platser"), "count"),
        _field("points", N_("poäng"), "count"),
        _field("provider", N_("anordnare"), must=True),
        _field("ssyk", N_("yrke (SSYK 2012)")),
        _field("start", N_("start"), "day"),
        _field("state", N_("läge"), must=True),
    ),
}

PERSON_KINDS = frozenset({Kind.STUDENT, Kind.BOOKING, Kind.INTERNSHIP})
"""Kinds whose rows are about persons: they leave at the level pseudonymous and above."""


def fields_at(kind: Kind, level: Level) -> tuple[Field, ...]:
    """Give the fields of a kind that may leave at a level."""
    return tuple(one for one in KINDS[kind] if level.covers(one.level))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that is counted each month.

    Args:
        name: its name in the file.
        label: what the user reads (Swedish source text).
        unit: persons, places, minutes, öre …
        cuts: the ways it may be divided; the total is always there besides.
    """

    name: str
    label: str
    unit: str
    cuts: tuple[str, ...] = ()


MEASURES: Mapping[str, Measure] = {
    one.name: one
    for one in (
        Measure(name="students", label=N_("Studenter"), unit=N_("personer"),
                cuts=("form", "provider", "age_band", "sex", "municipality")),
        Measure(name="students_new", label=N_("Nya studenter"), unit=N_("personer")),
        Measure(name="bookings", label=N_("Tentamensbokningar"), unit=N_("bokningar"),
                cuts=("state", "provider", "form")),
        Measure(name="exam_minutes", label=N_("Skrivtid"), unit=N_("minuter"),
                cuts=("provider", "form")),
        Measure(name="refusals", label=N_("Nekade bokningar"), unit=N_("bokningar"),
                cuts=("reason",)),
        Measure(name="absences", label=N_("Frånvaro vid tentor"), unit=N_("bokningar"),
                cuts=("provider",)),
        Measure(name="sittings", label=N_("Skrivtillfällen"), unit=N_("tillfällen")),
        Measure(name="invigilator_minutes", label=N_("Vakttid"), unit=N_("minuter")),
        Measure(name="internships", label=N_("Praktik som pågår"), unit=N_("praktikperioder"),
                cuts=("kind", "sni", "provider")),
        Measure(name="internships_started", label=N_("Praktik som börjat"),
                unit=N_("praktikperioder"), cuts=("kind",)),
        Measure(name="certificates", label=N_("Utfärdade intyg"), unit=N_("intyg"),
                cuts=("kind",)),
        Measure(name="fees_due", label=N_("Avgifter att betala"), unit=N_("öre")),
        Measure(name="fees_paid", label=N_("Betalda avgifter"), unit=N_("öre")),
        Measure(name="needs", label=N_("Kompetensbehov"), unit=N_("behov"), cuts=("ssyk",)),
        Measure(name="offers", label=N_("Utbildningsutbud"), unit=N_("utbildningar"),
                cuts=("provider",)),
        Measure(name="visits", label=N_("Besök"), unit=N_("besök")),
        Measure(name="support_minutes", label=N_("Stöd till studerande"), unit=N_("minuter")),
    )
}  # fmt: skip

CUT_NAMES: Mapping[str, str] = {
    "age_band": N_("ålder"),
    "form": N_("form"),
    "kind": N_("slag"),
    "municipality": N_("hemkommun"),
    "provider": N_("anordnare"),
    "reason": N_("skäl"),
    "sex": N_("kön"),
    "sni": N_("bransch"),
    "ssyk": N_("yrke"),
    "state": N_("läge"),
}
"""What the user reads for each way of dividing (Swedish source text)."""
