"""A certificate's template: its words in two languages, its headings in more, and its measures.

Measures are millimetres from the upper left corner of an A4.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lärcentrum.certificates.facts import CertificateKind

PAGE = (210.0, 297.0)
EDGE = 8.0
"""How near the edge a printer reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The fixed words of a kind in one language; `funding` empty takes the settings' sentence."""

    title: str
    subtitle: str = ""
    lead: str = ""
    attested: str
    capacity: str = ""
    funding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The heading in more languages, empty until the centre writes it.

    Args:
        se: Northern Sámi.
        fi: Finnish.
        fit: Meänkieli.
    """

    se: str = ""
    fi: str = ""
    fit: str = ""

    def line(self) -> str:
        """Give those that are written, in one line."""
        return " · ".join(text for text in (self.se, self.fi, self.fit) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A line around the page; `weight` is in points."""

    shown: bool = False
    margin: float = 10
    weight: float = 1
    colour: str = "#15191e"
    double: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place on the page; `shown` off leaves it empty."""

    x: float
    y: float
    width: float
    height: float = 0
    shown: bool = True

    @property
    def right(self) -> float:
        """Give its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Give its lower edge, counted from above."""
        return self.y + self.height

    def overlaps(self, other: "Box") -> bool:
        """Tell whether two places share anything."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands.

    `title_size` is in points; `own_signature` prints the signer's picture above the line.
    """

    frame: Frame
    logo: Box
    letterhead: Box
    address: Box
    title: Box
    title_size: float
    body: Box
    signature: Box
    own_signature: bool
    stamp: Box
    qr: Box
    check: Box
    eu: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template as it was read.

    Args:
        kind: what it is for.
        version: counts its changes; the program's own has the number it travels with.
        said: the words by language.
        headings: the heading in more languages.
        layout: where everything stands.
        valid_years: how many years a certificate holds; 0 without end.
        body: the text that it was read from.
    """

    kind: CertificateKind
    version: int
    said: Mapping[str, Said]
    headings: Headings
    layout: Layout
    valid_years: int = 0
    body: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A template with its pictures, as certificates are drawn with it.

    Args:
        template: the template.
        logo: a picture, or empty.
        signature: the signer's own, or empty.
        row: the local id of the register's template; None for the program's own.
    """

    template: Template
    logo: bytes = field(repr=False, default=b"")
    signature: bytes = field(repr=False, default=b"")
    row: int | None = None


def numbered(template: Template, version: int) -> Template:
    """Give a template as the register's n-th."""
    return replace(template, version=version)
