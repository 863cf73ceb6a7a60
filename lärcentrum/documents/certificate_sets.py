"""Several certificates' papers together: one print job, or one zip (C09)."""

import io
import zipfile
from pathlib import Path

from lärcentrum.certificates.certificates import certificate_paper, file_name
from lärcentrum.certificates.issuing import mark_certificate_printed
from lärcentrum.documents.batch import joined
from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store.files import publish
from lärcentrum.store.store import Store

# A zip tells when its files were made; the same papers give the same zip.
_MADE = (2000, 1, 1, 0, 0, 0)

# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def certificates_pdf(
    store: Store, *, certificates: list[str], progress: Progress = silent
) -> bytes:
    """Give several certificates' papers as one file, each as `certificate_paper` would give it.

    Args:
        store: the register.
        certificates: their uids, in the order of the pages.
        progress: told papers; may stop it.

    Raises:
        BadValue: none is given.
        NotFound: no such certificate.
        NotAllowed: one is a protected person's; those are printed one at a time.
    """
    return joined([paper for _name, paper in _papers(store, certificates, progress)])


@reading(right=Right.SEE)
def save_certificates(
    store: Store, *, certificates: list[str], file: Path, progress: Progress = silent
) -> int:
    """Save several certificates' papers in one zip, named by their numbers, and give how many.

    Args:
        store: the register.
        certificates: their uids.
        file: the zip; it is there whole, or not at all.
        progress: told papers; may stop it.

    Raises:
        The errors of `certificates_pdf` and `publish`.
    """
    papers = _papers(store, certificates, progress)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as packed:
        for name, paper in papers:
            packed.writestr(zipfile.ZipInfo(name, _MADE), paper)
    publish(file, buffer.getvalue())
    return len(papers)


@operation(right=Right.TODAY, label=N_("Intyg skickade till skrivaren"), undoable=False)
def mark_certificates_printed(store: Store, *, certificates: list[str]) -> None:
    """Note that several papers were sent to the printer in one job (FF07).

    Raises:
        NotFound: no such certificate.
        NotToday: the role reaches today only.
    """
    with store.write():
        for one in certificates:
            mark_certificate_printed(store, certificate=one)


# --- inner -----------------------------------------------------------------


def _papers(store: Store, certificates: list[str], progress: Progress) -> list[tuple[str, bytes]]:
    if not certificates:
        raise BadValue("certificates", _("måste vara minst ett"))
    found: list[tuple[str, bytes]] = []
    for one in dict.fromkeys(certificates):
        progress(len(found), len(certificates))
        paper = certificate_paper(store, certificate=one)
        found.append((file_name(store.row("certificate", one)["number"]), paper))
    progress(len(certificates), len(certificates))
    return found
