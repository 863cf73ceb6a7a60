"""The lists that can be saved as files: what each is narrowed by, sorted by and made of.

The window shows the same lists; what it shows and what a file holds come from the same readings.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lärcentrum.certificates.certificates import list_certificates
from lärcentrum.certificates.certificates import said_state as certificate_state
from lärcentrum.exams import booking_filters
from lärcentrum.exams.booking_filters import OVER, PERIODS, exam_text, fits, place_text
from lärcentrum.exams.booking_lists import booking_ids, bookings_by_id
from lärcentrum.exams.fees_lists import FeeFilter, list_fees
from lärcentrum.exams.fees_lists import said_state as fee_state
from lärcentrum.exams.fees_rules import KIND_NAMES as FEE_KINDS
from lärcentrum.language import N_, _
from lärcentrum.people.municipalities import UNKNOWN, municipality_name
from lärcentrum.people.students import PAGE, StudentOrder, student_ids, student_page
from lärcentrum.practice.internships import list_internships
from lärcentrum.practice.supervisors import list_supervisors
from lärcentrum.practice.supervisors import said_state as supervisor_state
from lärcentrum.practice.words import KIND_NAMES, InternshipKind, Stage
from lärcentrum.practice.workplaces import list_workplaces
from lärcentrum.progress import Progress
from lärcentrum.reports import list_columns
from lärcentrum.reports.list_columns import ListColumn
from lärcentrum.store.store import Store
from lärcentrum.swedish import sort_key

# --- records ---------------------------------------------------------------


class Listing(StrEnum):
    """A list that can be saved."""

    BOOKINGS = "bookings"
    STUDENTS = "students"
    INTERNSHIPS = "internships"
    WORKPLACES = "workplaces"
    SUPERVISORS = "supervisors"
    CERTIFICATES = "certificates"
    FEES = "fees"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTerms:
    """What a list is narrowed by; a list passes over what it does not have.

    Args:
        text: what is searched for, as in the list's own search; "" for all.
        ended: whether those that are off the lists come too.
        period: of bookings: `coming`, `two_weeks`, `recent` or `all`.
        state: of bookings: a state's word, `missing`, `over`, or "" for all.
        kind: of internships: a kind, or "" for all.
        stage: of internships: a stage, `late`, or `all`.
        which: of fees: `open`, `overdue`, `invoices`, `invoiced`, `proposed`, `refunds` or `all`.
    """

    text: str = ""
    ended: bool = False
    period: str = "all"
    state: str = ""
    kind: str = ""
    stage: str = "all"
    which: str = "open"


Sort = tuple[str, bool] | None
"""The window's column and whether it falls; None for the list's own order."""
Reader = Callable[[Store, ListTerms, Sort, Progress], Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """One list.

    Args:
        title: what it is called (Swedish source text).
        page: the key under which its selections are saved.
        columns: everything that a file can hold of it.
        read: gives its records.
    """

    title: str
    page: str
    columns: tuple[ListColumn, ...]
    read: Reader


# --- rules -----------------------------------------------------------------

_BOOKING_SORTS: dict[str, Callable[[Any], Any]] = {
    "when": lambda b: (b.starts, b.name),
    "name": lambda b: sort_key(b.listed_name),
    "exam": lambda b: sort_key(exam_text(b)),
    "provider": lambda b: sort_key(b.provider_name),
    "place": lambda b: sort_key(place_text(b)),
    "state": lambda b: sort_key(booking_filters.said_state(b)),
    "missing": lambda b: sort_key(booking_filters.missing_text(b)),
}
_INTERNSHIP_SORTS: dict[str, Callable[[Any], Any]] = {
    "name": lambda i: sort_key(i.name),
    "kind": lambda i: sort_key(_(KIND_NAMES[i.kind])),
    "workplace": lambda i: sort_key(i.workplace_name),
    "when": lambda i: (i.starts_on is None, i.starts_on or i.uid),
    "state": lambda i: (list(Stage).index(i.stage), i.state),
    "missing": lambda i: (not i.late, i.due is None, str(i.due)),
}
_WORKPLACE_SORTS: dict[str, Callable[[Any], Any]] = {
    "name": lambda w: sort_key(w.name),
    "employer": lambda w: sort_key(w.employer_name),
    "municipality": lambda w: sort_key(
        "" if w.municipality == UNKNOWN else municipality_name(w.municipality) or ""
    ),
    "places": lambda w: w.places,
    "now": lambda w: w.open_internships,
    "contact": lambda w: sort_key(w.contact),
}
_SUPERVISOR_SORTS: dict[str, Callable[[Any], Any]] = {
    "name": lambda s: sort_key(s.name),
    "title": lambda s: sort_key(s.title),
    "place": lambda s: sort_key(s.workplace_name),
    "phone": lambda s: sort_key(s.phone),
    "state": lambda s: sort_key(supervisor_state(s)),
    "checked": lambda s: sort_key(s.checked_on.isoformat()),
}
_CERTIFICATE_SORTS: dict[str, Callable[[Any], Any]] = {
    "number": lambda c: sort_key(c.number),
    "name": lambda c: sort_key(c.name),
    "title": lambda c: sort_key(c.title),
    "issued": lambda c: c.issued,
    "state": lambda c: sort_key(certificate_state(c)),
}
_FEE_SORTS: dict[str, Callable[[Any], Any]] = {
    "due": lambda f: f.due,
    "name": lambda f: sort_key(f.listed_name),
    "course": lambda f: sort_key(f.course),
    "starts": lambda f: f.starts,
    "kind": lambda f: sort_key(_(FEE_KINDS[f.kind])),
    "amount": lambda f: f.amount or 0,
    "state": lambda f: sort_key(fee_state(f)),
    "provider": lambda f: sort_key(f.provider_name),
}
STUDENT_ORDERS = {
    "name": StudentOrder.NAME,
    "birth": StudentOrder.BIRTH_DATE,
    "municipality": StudentOrder.MUNICIPALITY,
    "programme": StudentOrder.PROGRAMME,
}


def _sorted(
    records: Sequence[Any], sorts: dict[str, Callable[[Any], Any]], sort: Sort
) -> Sequence[Any]:
    if sort is None or sort[0] not in sorts:
        return records
    return sorted(records, key=sorts[sort[0]], reverse=sort[1])


# --- readings --------------------------------------------------------------


def _paged(ids: Sequence[int], read: Callable[[list[int]], Sequence[Any]], progress: Progress
           ) -> Iterator[Any]:  # fmt: skip
    """Read long lists a page at a time, so that the window comes in between."""
    for start in range(0, len(ids), PAGE):
        progress(start, len(ids), _("läser"))
        yield from read(list(ids[start : start + PAGE]))


def _bookings(store: Store, terms: ListTerms, sort: Sort, progress: Progress) -> Sequence[Any]:
    period = next((one for one in PERIODS if one.key == terms.period), PERIODS[-1])
    first, last = period.days(store.clock.today())
    over = terms.state == OVER or period.key == "all"
    ids = booking_ids(store, first=first, last=last, over=over)
    rows = _paged(ids, lambda page: bookings_by_id(store, ids=page), progress)
    found = [row for row in rows if fits(row, terms.state, terms.text.strip())]
    return _sorted(found, _BOOKING_SORTS, sort)


def _students(store: Store, terms: ListTerms, sort: Sort, progress: Progress) -> Sequence[Any]:
    key, falling = sort or ("name", False)
    ids = student_ids(
        store,
        text=terms.text.strip(),
        ended=terms.ended,
        order=STUDENT_ORDERS.get(key, StudentOrder.NAME),
        descending=falling,
    )
    return list(_paged(ids, lambda page: student_page(store, ids=page), progress))


def _internships(store: Store, terms: ListTerms, sort: Sort, _progress: Progress) -> Sequence[Any]:
    found = list_internships(
        store,
        text=terms.text.strip(),
        stage=Stage(terms.stage) if terms.stage in set(Stage) else None,
        kind=InternshipKind(terms.kind) if terms.kind in set(InternshipKind) else None,
        late=terms.stage == "late",
    )
    return _sorted(found.rows, _INTERNSHIP_SORTS, sort)


def _workplaces(store: Store, terms: ListTerms, sort: Sort, _progress: Progress) -> Sequence[Any]:
    found = list_workplaces(store, text=terms.text.strip(), ended=terms.ended)
    return _sorted(found, _WORKPLACE_SORTS, sort)


def _supervisors(store: Store, terms: ListTerms, sort: Sort, _progress: Progress) -> Sequence[Any]:
    found = list_supervisors(store, text=terms.text.strip(), left=terms.ended)
    return _sorted(found, _SUPERVISOR_SORTS, sort)


def _certificates(
    store: Store, terms: ListTerms, sort: Sort, _progress: Progress
) -> Sequence[Any]:  # fmt: skip
    found = list_certificates(store, text=terms.text.strip())
    return _sorted(found, _CERTIFICATE_SORTS, sort)


def _fees(store: Store, terms: ListTerms, sort: Sort, _progress: Progress) -> Sequence[Any]:
    known = terms.which in set(FeeFilter)
    found = list_fees(store, which=FeeFilter(terms.which) if known else FeeFilter.OPEN)
    return _sorted(found, _FEE_SORTS, sort)


LISTS: dict[Listing, ListOf] = {
    Listing.BOOKINGS: ListOf(
        title=N_("Tentor"), page="exams", columns=list_columns.BOOKINGS, read=_bookings
    ),
    Listing.STUDENTS: ListOf(
        title=N_("Studenter"), page="students", columns=list_columns.STUDENTS, read=_students
    ),
    Listing.INTERNSHIPS: ListOf(
        title=N_("Praktik"), page="practice", columns=list_columns.INTERNSHIPS, read=_internships
    ),
    Listing.WORKPLACES: ListOf(
        title=N_("Arbetsplatser"), page="workplaces", columns=list_columns.WORKPLACES,
        read=_workplaces,
    ),
    Listing.SUPERVISORS: ListOf(
        title=N_("Handledare"), page="supervisors", columns=list_columns.SUPERVISORS,
        read=_supervisors,
    ),
    Listing.CERTIFICATES: ListOf(
        title=N_("Intyg"), page="certificates", columns=list_columns.CERTIFICATES,
        read=_certificates,
    ),
    Listing.FEES: ListOf(
        title=N_("Avgifter"), page="fees", columns=list_columns.FEES, read=_fees
    ),
}  # fmt: skip
