"""What a person may do in the register; operations ask for one, roles hold several."""

from enum import StrEnum

from lärcentrum.language import N_


class Right(StrEnum):
    """One thing that a role can be trusted with."""

    SEE = "see"
    """Read the ordinary lists and records."""
    TODAY = "today"
    """Run today's sittings: their lists, papers and attendance."""
    REGISTER = "register"
    """Write students, bookings, rooms and internships."""
    CERTIFY = "certify"
    """Issue and withdraw certificates."""
    MONTH = "month"
    """Close a month and send it."""
    PROTECTED = "protected"
    """See and set protected identities, each time with a reason that is logged."""
    MANAGE = "manage"
    """Users, keys, settings, back-ups and restore."""
    REGION = "region"
    """Enrol centres and receive their files."""


RIGHT_NAMES: dict[Right, str] = {
    Right.SEE: N_("att se listor och uppgifter"),
    Right.TODAY: N_("att sköta dagens skrivningar"),
    Right.REGISTER: N_("att registrera"),
    Right.CERTIFY: N_("att utfärda intyg"),
    Right.MONTH: N_("att stänga och skicka månader"),
    Right.PROTECTED: N_("att se skyddade uppgifter"),
    Right.MANAGE: N_("att sköta användare och inställningar"),
    Right.REGION: N_("att ta emot centrumens filer"),
}
"""How a sentence names each."""
