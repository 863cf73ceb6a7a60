"""What every field of a student must hold, whatever form it comes from."""

from collections.abc import Callable
from datetime import date

from lärcentrum.errors import BadValue, NotAllowed
from lärcentrum.language import _
from lärcentrum.people.contact import (
    clean_email,
    clean_languages,
    clean_municipality,
    clean_phone,
)
from lärcentrum.people.errors import ProtectedField, TooLong
from lärcentrum.people.masking import is_protected
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import clean, clean_lines

HIDDEN_FIELDS = ("address", "phone", "municipality")
"""What is not kept for a protected identity (FH07)."""


def short_text(name: str, text: str, most: int) -> str:
    """Clean a text of one line.

    Args:
        name: the operation's parameter.
        text: as typed.
        most: the longest that is kept.

    Raises:
        TooLong: it is longer (FC13).
    """
    tidy = clean(text)
    if len(tidy) > most:
        raise TooLong(name, _("är längre än {n} tecken").format(n=most))
    return tidy


def long_text(name: str, text: str, most: int = 4000) -> str:
    """Clean a text of several lines.

    Raises:
        TooLong: it is longer (FC13).
    """
    tidy = clean_lines(text)
    if len(tidy) > most:
        raise TooLong(name, _("är längre än {n} tecken").format(n=most))
    return tidy


def check_names(given_name: str, family_name: str) -> None:
    """Refuse a student without any name; one of the two is enough (many have only one)."""
    if not given_name and not family_name:
        raise BadValue("family_name", _("är tomt, och förnamnet också"))


def check_birth(birth_date: date | None, from_number: date | None, today: date) -> date | None:
    """Give the date of birth that counts.

    Args:
        birth_date: as typed.
        from_number: as the identity number tells.
        today: nobody is born later.

    Raises:
        BadValue: the two differ, or it lies ahead.
    """
    if birth_date and from_number and birth_date != from_number:
        raise BadValue("birth_date", _("stämmer inte med identitetsnumret"))
    born = birth_date or from_number
    if born and born > today:
        raise BadValue("birth_date", _("ligger i framtiden"))
    return born


def check_may_write(store: Store, student: Row, operation: str) -> None:
    """Refuse writing on a protected identity without the right to see it.

    Raises:
        NotAllowed: the right is missing.
    """
    if is_protected(student) and Right.PROTECTED not in store.session.rights:
        raise NotAllowed(Right.PROTECTED, operation)


def contact_columns(fields: dict[str, str]) -> dict[str, str]:
    """Clean the contact fields that are given, by the name of their column.

    Raises:
        BadContact, TooLong: one of them cannot be kept.
    """
    return {name: _cleaned(name, text) for name, text in fields.items()}


_CONTACT: dict[str, Callable[[str], str]] = {
    "email": clean_email,
    "phone": clean_phone,
    "municipality": clean_municipality,
    "languages": clean_languages,
}
_LONGEST = {"address": 400, "programme": 200, "given_name": 200, "family_name": 200}


def _cleaned(name: str, text: str) -> str:
    if name in _CONTACT:
        return _CONTACT[name](text)
    return long_text(name, text) if name == "note" else short_text(name, text, _LONGEST[name])


def check_hidden_fields(fields: dict[str, str]) -> None:
    """Refuse address, phone and municipality for a protected identity.

    Raises:
        ProtectedField: one of them is filled in.
    """
    for name in HIDDEN_FIELDS:
        if fields.get(name, "") not in ("", "9999"):
            raise ProtectedField(name)
