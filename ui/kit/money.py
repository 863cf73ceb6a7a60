"""The field for an amount in kronor, kept in öre."""

import re

from lärcentrum.language import _
from ui.kit.fields import ParsedField

_KRONOR = re.compile(r"(\d{1,6})(?:[,.:](\d{1,2}))?")


class AmountField(ParsedField):
    """An amount in kronor, kept in öre; takes `500`, `99,50`, `1 250 kr`."""

    def __init__(self) -> None:
        super().__init__(
            read_kronor, say_kronor, _("Beloppet går inte att läsa; skriv till exempel 500 eller"
                                       " 99,50."),
            _("t.ex. 500"),
        )  # fmt: skip


def read_kronor(text: str) -> int | None:
    """Read an amount in kronor as öre; None when it is none."""
    tidy = "".join(text.split()).casefold().removesuffix("kr").removesuffix(":-")
    found = _KRONOR.fullmatch(tidy)
    if found is None:
        return None
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def say_kronor(öre: int) -> str:
    """Write an amount so that `read_kronor` understands it: "500", "99,50"."""
    whole, rest = divmod(öre, 100)
    return f"{whole},{rest:02}" if rest else str(whole)
