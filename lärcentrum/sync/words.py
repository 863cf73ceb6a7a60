"""The words of the monthly file: levels, answers and codes, as people read them."""

from lärcentrum.exams.booking_changes import REFUSAL_NAMES
from lärcentrum.exams.booking_states import STATE_NAMES
from lärcentrum.exams.exams import FORM_NAMES
from lärcentrum.exams.providers import KIND_NAMES as PROVIDER_KINDS
from lärcentrum.language import N_, _
from lärcentrum.people.municipalities import municipality_name
from lärcentrum.practice.words import KIND_NAMES as INTERNSHIP_KINDS
from lärcentrum.sync.kinds import CUT_NAMES
from lärcentrum.sync.levels import Level
from lärcentrum.sync.receipt_format import Status

LEVEL_NAMES = {
    Level.NONE: N_("Bara siffror"),
    Level.PSEUDONYMOUS: N_("Rader utan namn"),
    Level.ONCE: N_("Rader som räknas en gång"),
    Level.IDENTIFIED: N_("Rader med namn och nummer"),
}

RECEIPT_NAMES = {
    Status.ACCEPTED: N_("inläst"),
    Status.ALREADY: N_("redan inläst"),
    Status.LATE: N_("inläst, äldre än en senare fil"),
    Status.HELD: N_("väntar på beslut"),
    Status.REFUSED: N_("avvisad"),
}

_SEXES = {"woman": N_("kvinna"), "man": N_("man")}
_CODES: dict[str, dict[str, str]] = {
    "sex": _SEXES,
    "state": {one.value: name for one, name in STATE_NAMES.items()},
    "form": {one.value: name for one, name in FORM_NAMES.items()},
    "reason": {one.value: name for one, name in REFUSAL_NAMES.items()},
    "kind": {one.value: name for one, name in INTERNSHIP_KINDS.items()},
    # A provider without a short name is counted by what sort it is.
    "provider": {one.value: name for one, name in PROVIDER_KINDS.items()},
}


def cut_name(cut: str) -> str:
    """Say what a sum is divided by; a division of a newer version as it stands."""
    return _(CUT_NAMES.get(cut, cut))


def code_name(cut: str, code: str) -> str:
    """Say a part of a division: a municipality by its name, a code that has no word as it is."""
    if code == "unknown":
        return _("okänt")
    if cut == "municipality":
        return municipality_name(code) or code
    return _(_CODES.get(cut, {}).get(code, code))
