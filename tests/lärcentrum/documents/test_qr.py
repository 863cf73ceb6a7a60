import pytest
import zxingcpp
from PIL import Image

from lärcentrum.documents.qr import code_of


@pytest.mark.parametrize("text", ["Exempel, inget intyg", "7K3M-Q9RA", "åäö Ŋ", "x" * 600])
def test_a_code_gives_its_text_back(text: str) -> None:
    code = code_of(text)
    assert code_of(text) == code
    rows = [bytearray(b"\xff" * (code.side + 8)) for _ in range(code.side + 8)]
    for row, column, length in code.runs:
        rows[row + 4][column + 4 : column + 4 + length] = bytes(length)
    side = code.side + 8
    picture = Image.frombytes("L", (side, side), b"".join(rows)).resize((side * 4, side * 4))
    (read,) = zxingcpp.read_barcodes(picture)
    assert (read.text, read.ec_level) == (text, "M")
    # ISO 18004, 7.9: the format under its mask says which error correction and which mask.
    grid = [[0] * side for _ in range(side)]
    for row, column, length in code.runs:
        grid[row][column : column + length] = [1] * length
    said = "".join(str(grid[8][column]) for column in range(5))
    assert f"{int(said, 2) ^ 0b10101:05b}" == "00011", "M, mask 3"
