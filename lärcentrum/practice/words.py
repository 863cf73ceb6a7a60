"""The words of internships: kinds, dated facts, states, stages, papers, and what is missing.

The states are those of the design's domain page §4, and are never picked from a list: they follow
from the dated facts (`internship_states`).
"""

from enum import StrEnum

from lärcentrum.language import N_


class InternshipKind(StrEnum):
    """What sort of internship it is."""

    VFU = "vfu"
    """Part of a university programme (teacher, nurse); a coordinator places the students."""
    LIA = "lia"
    """Part of a yrkeshögskola programme; 5 points are one full week."""
    APL = "apl"
    """Part of komvux or upper secondary school."""
    PRACTICE = "practice"
    """Any other."""


KIND_NAMES = {
    InternshipKind.VFU: N_("VFU"),
    InternshipKind.LIA: N_("LIA"),
    InternshipKind.APL: N_("APL"),
    InternshipKind.PRACTICE: N_("Praktik"),
}


class Sector(StrEnum):
    """Who runs an employer."""

    PRIVATE = "private"
    MUNICIPALITY = "municipality"
    REGION = "region"
    STATE = "state"
    OTHER = "other"


SECTOR_NAMES = {
    Sector.PRIVATE: N_("privat"),
    Sector.MUNICIPALITY: N_("kommun"),
    Sector.REGION: N_("region"),
    Sector.STATE: N_("stat"),
    Sector.OTHER: N_("annan"),
}


class Fact(StrEnum):
    """A dated fact, by its column, in the order in which they happen."""

    WISHED = "wished_on"
    ASKED = "asked_on"
    OFFERED = "offered_on"
    AGREEMENT_SENT = "agreement_sent_on"
    AGREEMENT_SIGNED = "agreement_signed_on"
    PUBLISHED = "published_on"
    RISK_ASSESSED = "risk_assessed_on"
    BACKGROUND_SHOWN = "background_shown_on"
    STARTED = "started_on"
    TALK_PLANNED = "talk_planned_on"
    TALK_HELD = "talk_held_on"
    ENDED = "ended_on"
    ASSESSMENT_SENT = "assessment_sent_on"
    BROKEN_OFF = "broken_off_on"
    CANNOT_BE_PLACED = "cannot_be_placed_on"
    MOVED = "moved_on"


FACT_NAMES: dict[str, str] = {
    Fact.WISHED: N_("Önskemål från studenten"),
    Fact.ASKED: N_("Arbetsplatsen tillfrågad"),
    Fact.OFFERED: N_("Plats erbjuden"),
    Fact.AGREEMENT_SENT: N_("Avtal skickat"),
    Fact.AGREEMENT_SIGNED: N_("Avtal undertecknat av alla"),
    Fact.PUBLISHED: N_("Studenten har fått besked"),
    Fact.RISK_ASSESSED: N_("Riskbedömning gjord"),
    Fact.BACKGROUND_SHOWN: N_("Registerutdrag uppvisat"),
    Fact.STARTED: N_("Började"),
    Fact.TALK_PLANNED: N_("Trepartssamtal planerat"),
    Fact.TALK_HELD: N_("Trepartssamtal hållet"),
    Fact.ENDED: N_("Slutade"),
    Fact.ASSESSMENT_SENT: N_("Omdöme skickat"),
    Fact.BROKEN_OFF: N_("Avbruten"),
    Fact.CANNOT_BE_PLACED: N_("Kan inte placeras"),
    Fact.MOVED: N_("Flyttad till en annan arbetsplats"),
}


class State(StrEnum):
    """How far an internship has come."""

    WISH = "wish"
    ASKED = "asked"
    OFFERED = "offered"
    AGREEMENT_SENT = "agreement_sent"
    AGREEMENT_SIGNED = "agreement_signed"
    PUBLISHED = "published"
    ONGOING = "ongoing"
    PAUSED = "paused"
    MOVED = "moved"
    BROKEN_OFF = "broken_off"
    ENDED = "ended"
    ASSESSMENT_SENT = "assessment_sent"
    CERTIFICATE_ISSUED = "certificate_issued"
    CANNOT_BE_PLACED = "cannot_be_placed"


STATE_NAMES = {
    State.WISH: N_("önskemål"),
    State.ASKED: N_("förfrågad"),
    State.OFFERED: N_("plats erbjuden"),
    State.AGREEMENT_SENT: N_("avtal skickat"),
    State.AGREEMENT_SIGNED: N_("avtal klart"),
    State.PUBLISHED: N_("besked lämnat"),
    State.ONGOING: N_("pågår"),
    State.PAUSED: N_("uppehåll"),
    State.MOVED: N_("flyttad"),
    State.BROKEN_OFF: N_("avbruten"),
    State.ENDED: N_("avslutad"),
    State.ASSESSMENT_SENT: N_("omdöme skickat"),
    State.CERTIFICATE_ISSUED: N_("intyg utfärdat"),
    State.CANNOT_BE_PLACED: N_("kan inte placeras"),
}


class Stage(StrEnum):
    """A part of the way from wish to certificate, as lists are filtered by."""

    SEEKING = "seeking"
    PLANNED = "planned"
    ONGOING = "ongoing"
    ENDED = "ended"
    DONE = "done"
    STOPPED = "stopped"


STAGE_NAMES = {
    Stage.SEEKING: N_("Söker plats"),
    Stage.PLANNED: N_("Har plats"),
    Stage.ONGOING: N_("Pågår"),
    Stage.ENDED: N_("Avslutas"),
    Stage.DONE: N_("Klara"),
    Stage.STOPPED: N_("Avbrutna"),
}

STAGES = {
    State.WISH: Stage.SEEKING,
    State.ASKED: Stage.SEEKING,
    State.OFFERED: Stage.PLANNED,
    State.AGREEMENT_SENT: Stage.PLANNED,
    State.AGREEMENT_SIGNED: Stage.PLANNED,
    State.PUBLISHED: Stage.PLANNED,
    State.ONGOING: Stage.ONGOING,
    State.PAUSED: Stage.ONGOING,
    State.MOVED: Stage.ONGOING,
    State.ENDED: Stage.ENDED,
    State.ASSESSMENT_SENT: Stage.DONE,
    State.CERTIFICATE_ISSUED: Stage.DONE,
    State.BROKEN_OFF: Stage.STOPPED,
    State.CANNOT_BE_PLACED: Stage.STOPPED,
}


class Paper(StrEnum):
    """What must be there before an internship starts."""

    AGREEMENT = "agreement"
    TRAINED_SUPERVISOR = "trained_supervisor"


PAPER_NAMES = {
    Paper.AGREEMENT: N_("undertecknat avtal"),
    Paper.TRAINED_SUPERVISOR: N_("utbildad handledare"),
}


class Missing(StrEnum):
    """What an internship lacks."""

    WORKPLACE = "workplace"
    PERIOD = "period"
    QUESTION = "question"
    ANSWER = "answer"
    SUPERVISOR = "supervisor"
    NEW_SUPERVISOR = "new_supervisor"
    TRAINED_SUPERVISOR = "trained_supervisor"
    AGREEMENT = "agreement"
    NEWS = "news"
    START = "start"
    WEEKS = "weeks"
    TALK = "talk"
    END = "end"
    ASSESSMENT = "assessment"


MISSING_NAMES = {
    Missing.WORKPLACE: N_("arbetsplats"),
    Missing.PERIOD: N_("period"),
    Missing.QUESTION: N_("förfrågan till arbetsplatsen"),
    Missing.ANSWER: N_("svar från arbetsplatsen"),
    Missing.SUPERVISOR: N_("handledare"),
    Missing.NEW_SUPERVISOR: N_("ny handledare, den förra har slutat"),
    Missing.TRAINED_SUPERVISOR: N_("utbildad handledare"),
    Missing.AGREEMENT: N_("undertecknat avtal"),
    Missing.NEWS: N_("besked till studenten"),
    Missing.START: N_("start"),
    Missing.WEEKS: N_("veckor för alla poäng"),
    Missing.TALK: N_("trepartssamtal"),
    Missing.END: N_("avslut"),
    Missing.ASSESSMENT: N_("omdöme"),
}
