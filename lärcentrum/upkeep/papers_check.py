"""Look whether every paper and file that left the centre is kept as it was then."""

import hashlib
from collections.abc import Iterator

from lärcentrum.certificates.facts import CertificateFacts, from_canonical
from lärcentrum.certificates.seal import IssuerKey, open_seal, ring
from lärcentrum.errors import UserError
from lärcentrum.store.store import Row, Store

_KEPT = "SELECT sha256 FROM document ORDER BY sha256"
_BYTES = "SELECT bytes FROM document WHERE sha256 = ?"
_NAMED = """
SELECT 'certificate' AS kind, id, original_sha256 AS sha256 FROM certificate
UNION ALL SELECT 'certificate', id, copy_sha256 FROM certificate
UNION ALL SELECT 'receipt', id, original_sha256 FROM fee_receipt
UNION ALL SELECT 'receipt', id, copy_sha256 FROM fee_receipt
UNION ALL SELECT 'template', id, logo_sha256 FROM certificate_template WHERE logo_sha256 <> ''
UNION ALL SELECT 'signature', id, sha256 FROM signature_picture
UNION ALL SELECT 'package', id, file_sha256 FROM package
UNION ALL SELECT 'package', id, payload_sha256 FROM package
"""
_SEALED = """
SELECT certificate.id, number, facts, seal, public_key FROM certificate
JOIN signing_key ON signing_key.id = certificate.key_id ORDER BY certificate.id
"""


def paper_problems(store: Store) -> list[str]:
    """List what is changed or gone, one line each without anybody's name."""
    kept = [row["sha256"] for row in store.query(_KEPT)]
    # One at a time: all of them together may be larger than the memory.
    changed = [f"changed: {sha}" for sha in kept if _is_changed(store, sha)]
    there = set(kept)
    gone = {
        f"gone: {row['kind']} {row['id']}": None
        for row in store.query(_NAMED)
        if row["sha256"] not in there
    }
    return [*changed, *gone, *_unsealed(store)]


def _is_changed(store: Store, sha256: str) -> bool:
    return hashlib.sha256(store.value(_BYTES, sha256)).hexdigest() != sha256


def _unsealed(store: Store) -> Iterator[str]:
    for row in store.query(_SEALED):
        if not _holds(row):
            yield f"seal does not hold: certificate {row['id']}"


def _holds(row: Row) -> bool:
    try:
        facts: CertificateFacts = from_canonical(row["facts"].encode())
        # By its own name for the centre: the centre may be called otherwise since.
        key = IssuerKey(public=bytes.fromhex(row["public_key"]), centre=facts.centre)
        return open_seal(row["seal"], ring(key)) == facts and facts.number == row["number"]
    except UserError:
        return False
