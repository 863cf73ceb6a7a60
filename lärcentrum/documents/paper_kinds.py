"""The papers that a sitting has."""

from enum import StrEnum

from lärcentrum.language import N_


class SittingPaper(StrEnum):
    """A paper of a sitting, in the order in which a set lies."""

    DOOR = "door"
    ATTENDANCE = "attendance"
    PROTOCOL = "protocol"
    TOILET = "toilet"
    DESK = "desk"
    RETURN = "return"


PAPER_NAMES = {
    SittingPaper.DOOR: N_("Dörrskylt"),
    SittingPaper.ATTENDANCE: N_("Närvarolista"),
    SittingPaper.PROTOCOL: N_("Salsprotokoll"),
    SittingPaper.TOILET: N_("Toalettlista"),
    SittingPaper.DESK: N_("Bordskort"),
    SittingPaper.RETURN: N_("Följesedel"),
}
