"""What a person may do in the register; operations ask for one, roles hold several."""

from enum import StrEnum


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
