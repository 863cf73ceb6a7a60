"""What can go wrong with a certificate's template.

TemplateFault       a line of the text cannot be used
TemplateFileBroken  FD04, FD06: the file to read in is no template, or holds what none does
PictureRefused      the picture cannot be put on a paper
TemplateUnread      a certificate drawn with it could not be checked
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import _


@dataclass(eq=False)
class TemplateFault(UserError):
    """A line of the template's text cannot be used.

    Args:
        line: its number, 1 for the first; 0 for the whole.
        why: a Swedish clause without the value.
    """

    line: int
    why: str
    field: ClassVar[str] = "body"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        where = _("Rad {line}: {why}.") if self.line else _("Mallen: {why}.")
        return (
            where.format(line=self.line, why=self.why),
            _("Intygen ser ut som förut."),
            _("Rätta texten och spara igen."),
        )


@dataclass(eq=False)
class TemplateFileBroken(UserError):
    """The file is no template of ours, or holds what no template holds.

    Args:
        why: a Swedish clause without names from the file.
    """

    why: str
    code: ClassVar[str] = "FD04"
    field: ClassVar[str] = "file"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen går inte att läsa in som mall: {why}.").format(why=self.why),
            _("Intygen ser ut som förut."),
            _("Be om en ny fil av det lärcentrum som lånar ut mallen."),
        )


@dataclass(eq=False)
class PictureRefused(UserError):
    """The picture cannot be put on a paper.

    Args:
        why: a Swedish clause.
    """

    why: str
    field: ClassVar[str] = "logo"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Bilden går inte att använda: {why}.").format(why=self.why),
            _("Inget är ändrat."),
            _("Välj en PNG- eller JPEG-bild på högst 2 MB."),
        )


@dataclass(eq=False)
class TemplateUnread(UserError):
    """A certificate drawn with the template could not be read and checked afterwards."""

    field: ClassVar[str] = "body"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Ett intyg med den mallen går inte att kontrollera: texter hamnar i varandra."),
            _("Inget är ändrat."),
            _("Flytta isär det som står bredvid varandra, eller gör QR-koden större."),
        )
