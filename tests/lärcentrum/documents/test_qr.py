import pytest
import zxingcpp
from PIL import Image

from lärcentrum.documents.qr import code_of


@pytest.mark.parametrize("text", ["Exempel, inget intyg", "7K3M-Q9RA", "åäö Ŋ", "x" * 600])
def test_a_code_gives_its_text_back(text: str) -> None:
    code = code_of(text)
    assert code_of(text) == code
    side = code.side + 8
    grid = [[0] * side for _ in range(side)]
    for box in code.path.split(" re")[:-1]:
        column, height, length, _one = map(int, box.split())
        grid[side - 1 - height][column : column + length] = [1] * length
    rows = b"".join(bytes(255 - 255 * dark for dark in row) for row in grid)
    picture = Image.frombytes("L", (side, side), rows).resize((side * 4, side * 4))
    (read,) = zxingcpp.read_barcodes(picture)
    assert (read.text, read.ec_level) == (text, "M")
    # ISO 18004, 7.9: the format under its mask says which error correction and which mask.
    said = "".join(str(grid[12][column]) for column in range(4, 9))
    assert f"{int(said, 2) ^ 0b10101:05b}" == "00011", "M, mask 3"
