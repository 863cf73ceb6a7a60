"""Why a list cannot be read in; a row is named by its number, never by what stands in it.

NotAList        the file is neither a CSV text nor an Excel workbook (FD08)
BadText         signs that cannot be read (FC03)
CellTooLong     a field that is longer than any text in the register (FC13)
OpenQuote       a quotation mark that is never closed (FC17)
UnevenRow       a row with more or fewer fields than the headings
NoRows          headings and nothing below them (FC09)
TooManyRows     more rows than a list can have (FC18)
SheetTooLarge   something stands far away from the list (FD09)
BadHeadings     headings that are missing, twice, or lead to no column (FC08)
RowsLeft        rows are refused or in doubt, and nobody has said that they may be left out
NothingNew      every row is here already, or left out
"""

from dataclasses import dataclass
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.language import _, ngettext


def _untouched() -> str:
    return _("Inget är inläst.")


@dataclass(eq=False)
class NotAList(UserError):
    """The file is none that can be read."""

    code: ClassVar[str] = "FA18"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Filen är ingen lista som går att läsa."),
            _untouched(),
            _("Spara den som Excel (.xlsx) utan lösenord, eller som CSV."),
        )


@dataclass(eq=False)
class BadText(UserError):
    """A row holds signs that cannot be read.

    Args:
        row: its number in the file.
    """

    code: ClassVar[str] = "FC03"

    row: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Rad {row}: tecknen går inte att tolka.").format(row=self.row),
            _untouched(),
            _("Spara listan på nytt, helst som Excel (.xlsx) eller CSV UTF-8."),
        )


@dataclass(eq=False)
class CellTooLong(UserError):
    """A field is longer than anything that can be kept.

    Args:
        row: its number in the file.
    """

    code: ClassVar[str] = "FC13"

    row: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Rad {row}: ett fält är längre än vad som kan sparas.").format(row=self.row),
            _untouched(),
            _("Korta det, eller leta efter ett citattecken som saknas."),
        )


@dataclass(eq=False)
class OpenQuote(UserError):
    """A quotation mark that is never closed.

    Args:
        row: where it begins.
    """

    code: ClassVar[str] = "FC17"

    row: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Rad {row}: ett citattecken stängs aldrig, eller står mitt i ett fält.").format(
                row=self.row
            ),
            _untouched(),
            _("Rätta raden i listan och läs in den igen."),
        )


@dataclass(eq=False)
class UnevenRow(UserError):
    """A row has another number of fields than the headings.

    Args:
        row: its number in the file.
        expected: the number of headings.
        found: the number of its fields.
    """

    row: int
    expected: int
    found: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Rad {row} har {found} fält, men det finns {expected} rubriker.").format(
                row=self.row, found=self.found, expected=self.expected
            ),
            _untouched(),
            _("Ett skiljetecken för mycket eller för litet flyttar uppgifter. Rätta raden."),
        )


@dataclass(eq=False)
class NoRows(UserError):
    """The file is empty, or holds headings only."""

    code: ClassVar[str] = "FC09"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("0 rader – inget att läsa in."),
            _("Inget är ändrat."),
            _("Rubrikerna ska stå överst i det första bladet, och en rad per post under dem."),
        )


@dataclass(eq=False)
class TooManyRows(UserError):
    """The list is longer than what is read at one time.

    Args:
        most: the longest that is read.
    """

    code: ClassVar[str] = "FC18"

    most: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Listan har fler än {most} rader.").format(most=self.most),
            _untouched(),
            _("Dela den i flera filer."),
        )


@dataclass(eq=False)
class SheetTooLarge(UserError):
    """A sheet reaches so far that it is no list.

    Args:
        row: the last row that holds something.
        column: the last column, counted from 1.
    """

    code: ClassVar[str] = "FD09"

    row: int
    column: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Ett blad sträcker sig till rad {row} och kolumn {column}.").format(
                row=self.row, column=self.column
            ),
            _untouched(),
            _("Kopiera listan till ett nytt, tomt blad och spara det som en egen fil."),
        )


@dataclass(eq=False)
class BadHeadings(UserError):
    """The headings do not lead to what a list of this kind needs.

    Args:
        expected: what is needed, as people say it.
        found: the headings of the file; they are the centre's own words, not about a person.
        twice: a heading that stands there twice, "" for none.
    """

    code: ClassVar[str] = "FC08"

    expected: tuple[str, ...]
    found: tuple[str, ...]
    twice: str = ""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        if self.twice:
            happened = _("Två kolumner har samma rubrik: {heading}.").format(heading=self.twice)
        else:
            happened = _("Kolumnen för {expected} är inte vald.").format(
                expected=", ".join(self.expected)
            )
        found = _("Rubriker i filen: {found}.").format(found=", ".join(self.found)[:400])
        return f"{happened} {found}", _untouched(), _("Välj kolumn, eller rätta rubrikerna.")


@dataclass(eq=False)
class RowsLeft(UserError):
    """Some rows cannot be read in or are in doubt, and nobody has said to leave them out.

    Args:
        refused: how many cannot.
        doubtful: how many are to be decided.
    """

    refused: int
    doubtful: int

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        refused = ngettext("{n} rad går inte att läsa in", "{n} rader går inte att läsa in",
                           self.refused).format(n=self.refused)  # fmt: skip
        doubtful = ngettext("{n} rad är tveksam", "{n} rader är tveksamma",
                            self.doubtful).format(n=self.doubtful)  # fmt: skip
        said = [text for text, n in ((refused, self.refused), (doubtful, self.doubtful)) if n]
        return (
            _("{what}.").format(what=_(" och ").join(said)),
            _untouched(),
            _("Provkör, avgör de tveksamma, och säg att resten ska utelämnas."),
        )


@dataclass(eq=False)
class NothingNew(UserError):
    """There is nothing to read in."""

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("Ingen rad i listan är ny."),
            _("Inget är ändrat."),
            _("Det som redan finns läses inte in en gång till."),
        )
