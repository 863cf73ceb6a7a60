"""The European emblem, which co-funded projects must show beside the funding sentence."""

import math
from typing import Any

from lärcentrum.documents.paper import Sheet

# The emblem's own rules: 3:2, twelve upright stars on a circle of a third of the height, each
# star in a circle of an eighteenth of it; Reflex Blue and yellow (Interinstitutional style guide,
# annex A1). In grey print the stars stay light on dark.
_BLUE, _YELLOW = "#003399", "#FFCC00"


def draw_emblem(sheet: Sheet, x: float, y: float, height: float) -> float:
    """Draw the emblem with its lower left corner at (x, y), and give its width in points."""
    width = height * 1.5

    def draw(canvas: Any) -> None:
        canvas.setFillColor(_BLUE)
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.setFillColor(_YELLOW)
        for hour in range(12):
            angle = math.tau * hour / 12
            middle = (x + width / 2 + height / 3 * math.sin(angle),
                      y + height / 2 + height / 3 * math.cos(angle))  # fmt: skip
            canvas.drawPath(_star(canvas, middle, height / 18), stroke=0, fill=1)

    sheet.shape(draw)
    return width


def _star(canvas: Any, middle: tuple[float, float], radius: float) -> Any:
    path = canvas.beginPath()
    for tip in range(10):
        # The inner corners of a regular five-pointed star lie at 0.382 of the radius.
        reach = radius if tip % 2 == 0 else radius * 0.381966
        angle = math.tau * tip / 10
        point = (middle[0] + reach * math.sin(angle), middle[1] + reach * math.cos(angle))
        (path.moveTo if tip == 0 else path.lineTo)(*point)
    path.close()
    return path
