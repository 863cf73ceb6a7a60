"""Templates of certificates for tests: pictures, and texts with one thing changed."""

import io

from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.certificates.template_reading import shipped_body


def picture(size: tuple[int, int] = (300, 100), kind: str = "PNG") -> bytes:
    """A navy picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


def body_with(old: str, new: str, kind: CertificateKind = CertificateKind.EXAM) -> str:
    """The program's own text with something else in one place."""
    body = shipped_body(kind)
    assert body.count(old) >= 1, old
    return body.replace(old, new, 1)
