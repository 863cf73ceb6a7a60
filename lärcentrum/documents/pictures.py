"""Pictures for papers: an untrusted file becomes a plain PNG of a fitting size, or is refused."""

import io
import struct
import warnings
import zlib

from lärcentrum.certificates.template_errors import PictureRefused
from lärcentrum.language import _

MOST_BYTES = 2_000_000
_MOST_SIDE = 6_000
_MOST_PIXELS = 20_000_000
# 300 dots an inch over six centimetres: each paper carries the picture anew.
_DRAWN = (720, 360)
_KINDS = ("PNG", "JPEG")
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, MemoryError, struct.error, zlib.error)


def checked_picture(data: bytes) -> bytes:
    """Give a picture as it is kept: a PNG without anything but its pixels.

    Args:
        data: a PNG or JPEG, from wherever.

    Raises:
        PictureRefused: it is too large, none of these, or cannot be read (FD04).
    """
    from PIL import Image
    from PIL.Image import open as read_picture

    if len(data) > MOST_BYTES:
        raise PictureRefused(_("filen är större än 2 MB"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = read_picture(io.BytesIO(data), formats=_KINDS)
            # The size is told by the file's first bytes, before any pixel is unpacked.
            if max(picture.size) > _MOST_SIDE or picture.width * picture.height > _MOST_PIXELS:
                raise PictureRefused(_("den har för många punkter"))
            picture.load()
            return _plain(picture)
    except (*_UNREADABLE, Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PictureRefused(_("den går inte att läsa som PNG eller JPEG")) from None


def _plain(picture: object) -> bytes:
    from PIL import Image

    assert isinstance(picture, Image.Image)
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    plain = picture.convert("RGBA" if clear else "RGB")
    plain.thumbnail(_DRAWN)
    # A new picture: comments, places and cameras of the old one do not come along.
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
