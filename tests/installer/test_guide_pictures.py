"""The guide's pictures are made small, and the same each time."""

import io

import pytest
from PIL import Image

from installer.guide_studio import MOST_BYTES, MOST_WIDE, small


def picture(width: int, noise: bool = False) -> bytes:
    made = Image.effect_noise((width, 400), 80).convert("RGB") if noise else None
    made = made or Image.linear_gradient("L").resize((width, 400)).convert("RGB")
    out = io.BytesIO()
    made.save(out, "PNG")
    return out.getvalue()


def test_a_picture_has_few_colours_and_the_same_bytes_each_time():
    data = picture(600)
    made = small(data)
    assert made == small(data)
    assert len(made) <= MOST_BYTES
    assert Image.open(io.BytesIO(made)).mode == "P"


@pytest.mark.parametrize("data", [picture(MOST_WIDE + 1), picture(1000, noise=True)])
def test_a_picture_that_is_too_large_is_refused(data):
    with pytest.raises(ValueError, match=r"wide|bytes"):
        small(data)
