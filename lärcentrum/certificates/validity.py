"""How long a certificate holds: a typed last day, or so many years by its template (C12)."""

from datetime import date

from lärcentrum.certificates.errors import BadFacts
from lärcentrum.language import _


def years_after(day: date, years: int) -> date:
    """Give the same day some years on; from 29 February to a year without it, the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def typed_end(last: date | None, today: date) -> str:
    """Give a typed last day as the facts hold it, empty for none.

    Raises:
        BadFacts: it has passed already.
    """
    if last is None:
        return ""
    if last < today:
        raise BadFacts("valid_to", _("giltighetens sista dag har passerat"))
    return last.isoformat()


def end_by_template(typed: str, issued: str, years: int) -> str:
    """Give the last day as the facts hold it: the typed one, else by the template's years.

    Args:
        typed: the typed day, or empty.
        issued: the day of issue.
        years: the template's; 0 holds without end.
    """
    if typed or not years:
        return typed
    return years_after(date.fromisoformat(issued), years).isoformat()


def has_ended(valid_to: date | None, today: date) -> bool:
    """Tell whether a last day, if there is one, lies behind."""
    return valid_to is not None and valid_to < today


def ends_within(valid_to: date | None, today: date, days: int) -> bool:
    """Tell whether what holds today ends within some days (C13)."""
    return valid_to is not None and 0 <= (valid_to - today).days <= days
