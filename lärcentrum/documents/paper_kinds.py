"""The papers that a sitting has."""

from enum import StrEnum

from lärcentrum.language import N_
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store


class SittingPaper(StrEnum):
    """A paper of a sitting, in the order in which a set lies."""

    DOOR = "door"
    PLAN = "plan"
    ATTENDANCE = "attendance"
    PROTOCOL = "protocol"
    TOILET = "toilet"
    DESK = "desk"
    COVER = "cover"
    RETURN = "return"


PAPER_NAMES = {
    SittingPaper.DOOR: N_("Dörrskylt"),
    SittingPaper.PLAN: N_("Sittplan"),
    SittingPaper.ATTENDANCE: N_("Närvarolista"),
    SittingPaper.PROTOCOL: N_("Salsprotokoll"),
    SittingPaper.TOILET: N_("Toalettlista"),
    SittingPaper.DESK: N_("Bordskort"),
    SittingPaper.COVER: N_("Försättsblad"),
    SittingPaper.RETURN: N_("Följesedel"),
}


def kinds_of(store: Store) -> list[SittingPaper]:
    """Give the papers that the centre has: a seating plan only where it gives seats."""
    seats = number_setting(store, "use_seats")
    return [one for one in SittingPaper if seats or one is not SittingPaper.PLAN]
