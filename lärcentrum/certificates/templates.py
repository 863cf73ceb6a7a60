"""The centre's templates for certificates: which one counts, its pictures, and going back.

Changing one and reading one in draw examples first, so they are in `documents`.
"""

from dataclasses import dataclass, field
from datetime import datetime

from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.certificates.template_reading import read_template, shipped_template
from lärcentrum.certificates.template_records import Look, numbered
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields
from lärcentrum.exams.times import to_wall
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.kept import document, keep_document
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateTemplate:
    """A kind's template as it counts now.

    Args:
        kind: what it is for.
        own: whether the centre has made it.
        version: counts its changes.
        changed: when, by the wall clock; None for the program's own.
        body: its text.
        logo: its picture, or empty.
    """

    kind: CertificateKind
    own: bool
    version: int
    changed: datetime | None
    body: str = field(repr=False)
    logo: bytes = field(repr=False, default=b"")

    @property
    def uid(self) -> str:
        """Give what tells it from the other kinds'."""
        return self.kind.value


# --- operations ------------------------------------------------------------

_USED = "SELECT * FROM certificate_template WHERE kind = ? AND in_use = 1"
_SIGNATURE = "SELECT * FROM signature_picture WHERE user_uid = ?"


def look_of(store: Store, kind: CertificateKind) -> Look:
    """Give the template that counts for a kind, with its logo and the signer's own signature."""
    row = store.one(_USED, kind.value)
    signature = own_signature(store)
    if row is None:
        return Look(template=shipped_template(kind), signature=signature)
    return Look(
        template=numbered(read_template(row["body"]), row["version"]),
        logo=_logo(store, row),
        signature=signature,
        row=row["id"],
    )


def own_signature(store: Store) -> bytes:
    """Give the signer's own signature as a picture, or nothing."""
    row = store.one(_SIGNATURE, store.session.user)
    return document(store, row["sha256"]) if row else b""


@reading(right=Right.SEE)
def has_own_signature(store: Store) -> bool:
    """Tell whether the person at the desk has put in a signature."""
    return store.one(_SIGNATURE, store.session.user) is not None


@reading(right=Right.SEE)
def list_certificate_templates(store: Store) -> list[CertificateTemplate]:
    """List the template of every kind."""
    return [read_certificate_template(store, kind=kind) for kind in CertificateKind]


@reading(right=Right.SEE)
def read_certificate_template(store: Store, *, kind: CertificateKind) -> CertificateTemplate:
    """Read a kind's template as it counts now."""
    row = store.one(_USED, kind.value)
    if row is None:
        shipped = shipped_template(kind)
        return CertificateTemplate(
            kind=kind, own=False, version=shipped.version, changed=None, body=shipped.body
        )
    return CertificateTemplate(
        kind=kind,
        own=True,
        version=row["version"],
        changed=to_wall(row["made_at"]),
        body=row["body"],
        logo=_logo(store, row),
    )


@operation(right=Right.MANAGE, label=N_("Intygsmall återställd"))
def reset_certificate_template(store: Store, *, kind: CertificateKind) -> None:
    """Use the template that travels with the program again; undo brings the own one back.

    Raises:
        NotAsItStands: it is in use.
    """
    row = store.one(_USED, kind.value)
    if row is None:
        raise NotAsItStands("kind", _("Mallen är redan den som följer med programmet."))
    with store.write():
        store.update("certificate_template", row["uid"], in_use=0)


# --- for the drawing above ---------------------------------------------------

_LAST = "SELECT coalesce(max(version), 0) FROM certificate_template WHERE kind = ?"


def keep_template(store: Store, kind: CertificateKind, body: str, logo: bytes) -> None:
    """Keep a template that was tried, inside the operation in progress; from now on it counts."""
    with store.write():
        used = store.one(_USED, kind.value)
        if used is not None:
            store.update("certificate_template", used["uid"], in_use=0)
        store.insert(
            "certificate_template",
            kind=kind.value,
            version=int(store.value(_LAST, kind.value)) + 1,
            body=body,
            logo_sha256=keep_document(store, "picture", logo) if logo else "",
            in_use=1,
            made_at=fields.now_minutes(store),
            made_by=store.session.user,
        )


def keep_signature(store: Store, picture: bytes) -> None:
    """Keep the signer's own signature, or take it away with nothing, in the operation going on."""
    there = store.one(_SIGNATURE, store.session.user)
    with store.write():
        if not picture:
            if there is not None:
                store.delete("signature_picture", there["uid"])
            return
        sha256 = keep_document(store, "picture", picture)
        if there is not None:
            store.update("signature_picture", there["uid"], sha256=sha256)
        else:
            store.insert("signature_picture", user_uid=store.session.user, sha256=sha256)


def note_look(store: Store, certificate: int, look: Look) -> None:
    """Note what a certificate was drawn with, inside the operation in progress."""
    store.insert(
        "certificate_look",
        certificate_id=certificate,
        template_id=look.row,
        version=look.template.version,
    )


def _logo(store: Store, row: Row) -> bytes:
    return document(store, row["logo_sha256"]) if row["logo_sha256"] else b""
