"""The look as values: colours for light and dark, one accent, an 8-px grid, three text sizes."""

from enum import StrEnum
from typing import NamedTuple

GRID = 8
"""Pixels between things; every distance is a multiple or a half of it."""
ROW = 36
ROW_COMPACT = 28
RADIUS = 6
FAMILY = "Source Sans 3"


class Text(StrEnum):
    """The three sizes of text."""

    SMALL = "small"
    BASE = "base"
    TITLE = "title"


PIXELS = {Text.SMALL: 13, Text.BASE: 14, Text.TITLE: 22}


class Tone(StrEnum):
    """What a thing wants to say; shown by tint, word and icon together, never by tint alone."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


ICONS = {
    Tone.NEUTRAL: "circle",
    Tone.ACCENT: "circle-dot",
    Tone.GOOD: "circle-check",
    Tone.WARN: "triangle-alert",
    Tone.BAD: "octagon-alert",
}
"""The icon that goes with a tone."""


class Tokens(NamedTuple):
    """One look.

    `window` lies behind everything, `surface` under lists and forms, `raised` under the pointer
    and chosen things, `rail` under the navigation; `edge` parts areas, `outline` draws what can be
    typed in (3:1 at least); a tone's text stands on its tint (4.5:1 at least).
    """

    dark: bool
    window: str
    surface: str
    raised: str
    rail: str
    edge: str
    outline: str
    text: str
    soft: str
    accent: str
    accent_strong: str
    on_accent: str
    neutral_tint: str
    accent_tint: str
    good: str
    good_tint: str
    warn: str
    warn_tint: str
    bad: str
    bad_tint: str
    shadow: str

    def ink(self, tone: Tone) -> str:
        """Give the colour of a tone's text and icon."""
        if tone is Tone.NEUTRAL:
            return self.soft
        return str(getattr(self, tone.value))

    def tint(self, tone: Tone) -> str:
        """Give the colour behind a tone's text."""
        return str(getattr(self, f"{tone.value}_tint"))


LIGHT = Tokens(
    dark=False,
    window="#F4F6F8",
    surface="#FFFFFF",
    raised="#EEF2F6",
    rail="#E9EEF3",
    edge="#DCE2E9",
    outline="#8490A0",
    text="#18212C",
    soft="#4F5B6B",
    accent="#1D5C9E",
    accent_strong="#164A82",
    on_accent="#FFFFFF",
    neutral_tint="#EAEEF2",
    accent_tint="#E1EDF9",
    good="#19653B",
    good_tint="#DFF2E6",
    warn="#7A4A00",
    warn_tint="#FCEFD2",
    bad="#A1211F",
    bad_tint="#FCE4E2",
    shadow="#0F1720",
)

DARK = Tokens(
    dark=True,
    window="#12171D",
    surface="#1A2028",
    raised="#252D38",
    rail="#161C23",
    edge="#2E3844",
    outline="#738194",
    text="#E7ECF2",
    soft="#A9B5C3",
    accent="#86B9F2",
    accent_strong="#A9CEF7",
    on_accent="#0B1C2E",
    neutral_tint="#2A333E",
    accent_tint="#1D344D",
    good="#86D3A3",
    good_tint="#173526",
    warn="#EBC06B",
    warn_tint="#3A2D12",
    bad="#F5A09B",
    bad_tint="#432021",
    shadow="#000000",
)


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours by WCAG 2.1.

    Args:
        one: a colour as ``#RRGGBB``.
        other: the other one.

    Returns:
        1 (the same) to 21 (black on white).
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
