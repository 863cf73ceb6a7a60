"""The places that a register can be for: the seventeen centres and their regional offices."""

from dataclasses import dataclass

from lärcentrum.language import _
from lärcentrum.swedish import sort_key


@dataclass(frozen=True, slots=True)
class Place:
    """One place.

    Args:
        code: the municipality's code (SCB), or the office's short name.
        name: as papers show it.
        municipality: the municipality's name, "" for an office.
    """

    code: str
    name: str
    municipality: str = ""


def centres() -> list[Place]:
    """Give the seventeen centres in Swedish order."""
    from lärcentrum.exams import shipped  # reads a file; wanted at the first start only

    named = sorted(shipped.centres(), key=lambda one: sort_key(one.name))
    return [
        Place(one.code, _("Lärcentrum {place}").format(place=one.name), one.name) for one in named
    ]


def offices() -> list[Place]:
    """Give the regional offices."""
    from lärcentrum.exams import shipped

    return [Place(one.code, one.name) for one in shipped.offices()]
