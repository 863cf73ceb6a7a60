"""What is shown instead of a protected identity: the one place that decides (FH01 to FH05)."""

from enum import StrEnum

from lärcentrum.language import N_, _


class Protection(StrEnum):
    """How a person's identity is protected (Skatteverket's three kinds)."""

    NONE = "none"
    MARKED = "marked"
    PROTECTED = "protected"
    FICTITIOUS = "fingerprinted"


UNPROTECTED = Protection.NONE

PROTECTION_NAMES: dict[Protection, str] = {
    Protection.NONE: N_("ingen"),
    Protection.MARKED: N_("sekretessmarkering"),
    Protection.PROTECTED: N_("skyddad folkbokföring"),
    Protection.FICTITIOUS: N_("fingerade personuppgifter"),
}


def alias(number: int) -> str:
    """Give the neutral name that stands on lists: "Person 7"."""
    return _("Person {n}").format(n=number)
