"""What can go wrong at an exam, and whom it is about: words and rules, no register."""

from enum import StrEnum

from lärcentrum.language import N_


class IncidentKind(StrEnum):
    """What happened (domain.md §3)."""

    LATE = "late"
    EARLY = "early"
    NO_ID = "no_id"
    TOILET = "toilet"
    FORBIDDEN_AID = "forbidden_aid"
    DISTURBANCE = "disturbance"
    TECHNICAL_FAULT = "technical_fault"
    FIRE_ALARM = "fire_alarm"
    ILLNESS = "illness"
    BROKEN_OFF = "broken_off"
    WRONG_MATERIAL = "wrong_material"
    NO_INVIGILATOR = "no_invigilator"


class Decision(StrEnum):
    """What was decided of one who came after the limit, went before it or showed no identity."""

    ALLOWED = "allowed"
    REFUSED = "refused"


INCIDENT_NAMES = {
    IncidentKind.LATE: N_("sen efter sista insläpp"),
    IncidentKind.EARLY: N_("gick före tidigaste tid"),
    IncidentKind.NO_ID: N_("giltig legitimation saknas"),
    IncidentKind.TOILET: N_("toalettbesök"),
    IncidentKind.FORBIDDEN_AID: N_("otillåtet hjälpmedel"),
    IncidentKind.DISTURBANCE: N_("störning"),
    IncidentKind.TECHNICAL_FAULT: N_("tekniskt fel"),
    IncidentKind.FIRE_ALARM: N_("brandlarm"),
    IncidentKind.ILLNESS: N_("sjukdom"),
    IncidentKind.BROKEN_OFF: N_("avbruten tentamen"),
    IncidentKind.WRONG_MATERIAL: N_("fel material"),
    IncidentKind.NO_INVIGILATOR: N_("tentavakt saknas"),
}
DECISION_NAMES = {Decision.ALLOWED: N_("fick"), Decision.REFUSED: N_("fick inte")}
OF_A_PERSON = frozenset(
    {
        IncidentKind.LATE,
        IncidentKind.EARLY,
        IncidentKind.NO_ID,
        IncidentKind.TOILET,
        IncidentKind.ILLNESS,
        IncidentKind.BROKEN_OFF,
    }
)
"""What is always about one person."""
OF_ALL = frozenset({IncidentKind.FIRE_ALARM, IncidentKind.NO_INVIGILATOR})
"""What is always about everybody in the room."""
DECIDED = frozenset({IncidentKind.LATE, IncidentKind.EARLY, IncidentKind.NO_ID})
"""What somebody must decide about."""
GIVES_TIME = frozenset(
    {
        IncidentKind.FIRE_ALARM,
        IncidentKind.TECHNICAL_FAULT,
        IncidentKind.DISTURBANCE,
        IncidentKind.WRONG_MATERIAL,
        IncidentKind.NO_INVIGILATOR,
    }
)
"""What may move the end: the time that was lost is given back."""
