"""A template as one file (`.lcmall`), so that one centre lends it to the others (C02).

A zip with `mall.toml` and, if there is one, `logo.png`; nothing else is let in. Nobody's signature
travels: it is the signer's own and stays in the register.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.certificates.template_errors import TemplateFileBroken
from lärcentrum.language import _

SUFFIX = ".lcmall"
MOST_BYTES = 3_000_000
_BODY, _LOGO = "mall.toml", "logo.png"
_MOST = {_BODY: 80_000, _LOGO: 2_000_000}
_MADE = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFile:
    """What a template's file holds."""

    body: str = field(repr=False)
    logo: bytes = field(repr=False, default=b"")


def file_name(kind: CertificateKind) -> str:
    """Give the name that a template's file is proposed to have."""
    return f"intygsmall-{kind.value}{SUFFIX}"


def write_file(what: TemplateFile) -> bytes:
    """Give a template as a file; the same template gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in ((_BODY, what.body.encode()), (_LOGO, what.logo)):
            if data:
                entry = zipfile.ZipInfo(name, _MADE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, data)
    return out.getvalue()


def read_file(data: bytes) -> TemplateFile:
    """Read a template's file; nothing in it is ever used as a path.

    Args:
        data: the file's bytes.

    Raises:
        TemplateFileBroken: it is too large, none of ours, or holds something else (FD04, FD06).
    """
    if len(data) > MOST_BYTES:
        raise TemplateFileBroken(_("den är större än 3 MB"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = archive.infolist()
            names = [one.filename for one in inside]
            if len(set(names)) < len(names) or not {_BODY} <= set(names) <= set(_MOST):
                raise TemplateFileBroken(_("den innehåller annat än en mall och dess logotyp"))
            found = {one.filename: _unpacked(archive, one) for one in inside}
        body = found[_BODY].decode("utf-8")
    except _UNREADABLE:
        raise TemplateFileBroken(_("den är skadad eller en annan sorts fil")) from None
    return TemplateFile(body=body, logo=found.get(_LOGO, b""))


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # Reading stops at the size that the file tells of itself, whatever is packed into it.
    if entry.file_size > _MOST[entry.filename]:
        raise TemplateFileBroken(_("något i den är för stort"))
    return archive.read(entry)
