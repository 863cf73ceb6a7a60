"""FE12: out of memory while many certificates are drawn: a sentence, no number used, none half."""

import resource
from functools import partial

import pytest

from lärcentrum.certificates.certificates import list_certificates, missing_numbers
from lärcentrum.certificates.facts import CertificateFacts
from lärcentrum.documents import issue_certificate as issue
from lärcentrum.documents.batch import draw_many
from lärcentrum.documents.certificate_paper import CertificateSheet, draw_certificate
from lärcentrum.documents.errors import DrawingStopped
from lärcentrum.store.store import Store
from tests.helpers.sat import make_sat, name_centre

ROOM = 64 * 1024 * 1024


def starve() -> bytes:
    """Draw in a process that may take no more memory than it has and a little."""
    with open("/proc/self/statm", encoding="ascii") as told:
        has = int(told.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (has + ROOM, resource.RLIM_INFINITY))
    return bytes(4 * ROOM)


def starved_at_the_second(sheet: CertificateSheet, *, copy: bool = False) -> bytes:
    facts: CertificateFacts = sheet.facts
    return starve() if facts.number.endswith("2") else draw_certificate(sheet, copy=copy)


def test_a_worker_without_memory_is_said() -> None:
    with pytest.raises(DrawingStopped) as stopped:
        draw_many([partial(starve)])
    assert stopped.value.code == "FE12"


def test_no_number_is_used(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    name_centre(store)
    bookings = [make_sat(store, n) for n in (0, 1, 3)]
    issue.ensure_certificate_key(store)
    before = store.digest()
    with monkeypatch.context() as patched:
        patched.setattr(issue, "draw_certificate", starved_at_the_second)
        with pytest.raises(DrawingStopped):
            issue.issue_many(store, bookings=bookings)
    assert store.digest() == before
    assert len(issue.issue_many(store, bookings=bookings).issued) == 3
    numbers = sorted(one.number[-4:] for one in list_certificates(store))
    assert numbers == ["0001", "0002", "0003"]
    assert missing_numbers(store, year=store.clock.today().year) == []
