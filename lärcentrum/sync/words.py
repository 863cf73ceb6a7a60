"""The words of the monthly file: levels and answers, as people read them."""

from lärcentrum.language import N_
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
