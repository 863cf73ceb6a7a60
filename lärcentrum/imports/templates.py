"""Lists to fill in: an Excel workbook with the headings that are read, and what they are for."""

import io

from lärcentrum.imports.fields import FIELDS, KIND_NAMES, ListKind, needed
from lärcentrum.language import _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

_WIDE = 22


@reading(right=Right.REGISTER)
def import_template(store: Store, *, kind: ListKind) -> bytes:
    """Make an Excel workbook to fill in: headings in the first sheet, their meaning in the second.

    Args:
        store: the register.
        kind: what it is to be a list of.

    Returns:
        the file, to publish as .xlsx.
    """
    import xlsxwriter

    data = io.BytesIO()
    # Every text stays text: a heading or hint is never a formula, a link or a number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"title": _(KIND_NAMES[kind]), "created": store.clock.now()})
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_(KIND_NAMES[kind])[:31])
        sheet.set_column(0, len(FIELDS[kind]) - 1, _WIDE, text)
        sheet.freeze_panes(1, 0)
        help_sheet = book.add_worksheet(_("Förklaring"))
        help_sheet.set_column(0, 1, _WIDE)
        help_sheet.set_column(2, 2, 3 * _WIDE)
        for column, heading in enumerate((_("Kolumn"), _("Exempel"), _("Förklaring"))):
            help_sheet.write_string(0, column, heading, bold)
        for place, one in enumerate(FIELDS[kind]):
            sheet.write_string(0, place, _(one.title), bold)
            help_sheet.write_string(place + 1, 0, _(one.title))
            help_sheet.write_string(place + 1, 1, one.example)
            help_sheet.write_string(place + 1, 2, _explained(kind, one.key, one.hint), wrap)
    return data.getvalue()


def _explained(kind: ListKind, key: str, hint: str) -> str:
    must = _("Behövs.") if any(group == (key,) for group in needed(kind)) else ""
    return " ".join(part for part in (must, _(hint) if hint else "") if part)
