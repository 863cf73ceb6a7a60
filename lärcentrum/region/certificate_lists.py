"""Pass on what the centres' monthly files say of their certificates: keys and withdrawn numbers.

Each centre signs its own list; the office only puts the newest of each in one file, so that any
centre, or an employer, checks certificates of all of them without a network.
"""

from dataclasses import dataclass

from lärcentrum.certificates.check_list import CheckList, read_list
from lärcentrum.certificates.errors import CheckListBroken
from lärcentrum.operations import reading
from lärcentrum.region import keys
from lärcentrum.region.inbox import opened
from lärcentrum.rights import Right
from lärcentrum.store.kept import document
from lärcentrum.store.store import Store
from lärcentrum.sync.errors import SyncFault
from lärcentrum.sync.header_format import CHECK_LIST, Header

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """The centres' check lists in one file.

    Args:
        data: the file; empty when no centre has sent one.
        centres: the codes of those in it.
        lacking: the codes of those whose newest file has none.
    """

    data: bytes
    centres: tuple[str, ...]
    lacking: tuple[str, ...]


# --- rules -----------------------------------------------------------------


def list_in(header: Header) -> str:
    """Give the check list that a monthly file carries, as it was signed; "" for none of worth.

    A centre speaks for itself only, and example data never for real certificates (FG07).
    """
    text = header.extra.get(CHECK_LIST)
    if not isinstance(text, str):
        return ""
    try:
        found: CheckList = read_list(text.encode())
    except CheckListBroken:
        return ""
    whose = (found.centre, found.environment)
    return text if whose == (header.centre, header.environment) else ""


# --- operations ------------------------------------------------------------

_NEWEST = """
SELECT centre_code, file_sha256 FROM received_package
JOIN enrolment ON enrolment.id = received_package.enrolment_id
WHERE received_package.id IN (
    SELECT max(one.id) FROM received_package AS one
    JOIN enrolment AS two ON two.id = one.enrolment_id
    WHERE one.state = 'accepted' GROUP BY two.centre_code)
ORDER BY centre_code
"""


@reading(right=Right.REGION)
def certificate_lists(store: Store) -> PassedOn:
    """Give the newest check list of every centre in one file, to be sent to all of them.

    Raises:
        NoRegionKeys: there is nothing to open monthly files with.
    """
    found, lacking = {}, []
    for row in store.query(_NEWEST):
        text = _sent(store, row["file_sha256"])
        if text:
            found[row["centre_code"]] = text
        else:
            lacking.append(row["centre_code"])
    data = "".join(f"{text}\n" for text in found.values()).encode()
    return PassedOn(data=data, centres=tuple(found), lacking=tuple(lacking))


def _sent(store: Store, file: str) -> str:
    try:
        return list_in(opened(store, document(store, file)).header)
    except SyncFault:
        # Its seal is no longer known here: it is among those that lack a list.
        return ""


def file_name(store: Store) -> str:
    """Give the name under which the lists are saved."""
    return f"{keys.region_code(store)}-kontrollistor-{store.clock.today().isoformat()}.txt"
