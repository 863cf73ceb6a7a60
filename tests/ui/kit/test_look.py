import pytest
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

import resources
from ui.kit import icons, theme
from ui.kit.style import scaled, sheet
from ui.kit.tokens import DARK, FAMILY, GRID, LIGHT, PIXELS, ROW, Tokens, Tone, contrast

LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_counted_as_wcag_counts():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@LOOKS
def test_text_stands_out_from_every_ground(look: Tokens):
    for ground in (look.window, look.surface, look.raised, look.rail, look.accent_tint):
        for ink in (look.text, look.soft):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(look.on_accent, look.accent) >= 4.5
    assert contrast(look.on_accent, look.accent_strong) >= 4.5
    assert contrast(look.accent, look.surface) >= 4.5
    assert contrast(look.accent, look.window) >= 4.5


@LOOKS
@pytest.mark.parametrize("tone", list(Tone))
def test_a_tones_text_stands_out_from_its_tint(look: Tokens, tone: Tone):
    assert contrast(look.ink(tone), look.tint(tone)) >= 4.5
    assert contrast(look.ink(tone), look.surface) >= 4.5


@LOOKS
def test_what_can_be_typed_in_has_a_visible_edge(look: Tokens):
    assert contrast(look.outline, look.surface) >= 3
    assert contrast(look.bad, look.surface) >= 3
    assert contrast(look.accent, look.surface) >= 3


def test_three_sizes_on_a_grid_of_eight():
    assert len(PIXELS) == 3
    assert PIXELS["base"] == 14
    assert GRID == 8
    assert ROW % 4 == 0


@LOOKS
def test_the_sheet_holds_no_unfilled_place(look: Tokens):
    text = sheet(look)
    assert "$" not in text
    assert look.accent in text
    assert text.count("{") == text.count("}")


def test_the_sheet_grows_with_the_text():
    assert "font-size: 26px" in sheet(LIGHT, 200)
    assert scaled(14, 200) == 28


def test_the_look_can_be_chosen_and_widgets_follow(qtbot):
    look = theme.theme()
    button = QPushButton("x")
    qtbot.addWidget(button)
    theme.dress(button, "lock")
    try:
        with qtbot.waitSignal(look.changed):
            look.use("dark")
        dark = button.icon().pixmap(20).toImage()
        assert theme.tokens() is DARK
        assert QApplication.palette().window().color().name().upper() == DARK.window
        look.use("light")
        assert theme.tokens() is LIGHT
        assert button.icon().pixmap(20).toImage() != dark
    finally:
        look.use("system", 100)


def test_text_can_be_twice_as_large(qtbot):
    look = theme.theme()
    try:
        look.use("light", 200)
        assert QApplication.font().pixelSize() == 28
        assert theme.row_height() == 72
        assert theme.pixels(10) == 20
        look.use("light", 900)
        assert look.percent == 200
    finally:
        look.use("system", 100)


def test_the_font_travels_with_the_program(qtbot):
    theme.theme()
    assert FAMILY in QFontDatabase.families()
    assert QApplication.font().family() == FAMILY
    assert {"Regular", "Semibold"} <= set(QFontDatabase.styles(FAMILY))


def test_every_icon_is_one_stroke_and_can_be_drawn(qtbot):
    theme.theme()
    files = sorted(resources.path("icons").glob("*.svg"))
    assert len(files) > 80
    for file in files:
        text = file.read_text("utf-8")
        assert 'stroke-width="1.75"' in text
        assert text.count("stroke-width") == 1
        assert "currentColor" in text
        assert not icons.pixmap(file.stem, "#102030").isNull()


def test_icons_bear_their_licence():
    assert "ISC License" in resources.path("icons", "LICENSE").read_text("utf-8")


def test_an_icon_takes_its_colour(qtbot):
    picture = icons.pixmap("circle", "#ff0000", 20).toImage()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert seen == {"#ff0000"}


def test_an_unknown_icon_is_an_error():
    with pytest.raises(LookupError):
        icons.pixmap("no-such-icon", "#000000")


def test_a_checked_button_and_a_disabled_one_look_otherwise(qtbot):
    made = icons.icon("house", LIGHT)
    plain = made.pixmap(20).toImage()
    assert made.pixmap(20, QIcon.Mode.Normal, QIcon.State.On).toImage() != plain
    assert made.pixmap(20, QIcon.Mode.Disabled).toImage() != plain


def test_a_label_is_dressed(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    theme.dress(label, "info", tone=Tone.ACCENT, size=16)
    assert label.pixmap().deviceIndependentSize().toSize().width() == 16
    assert icons.pixmap("info", LIGHT.accent, 16).devicePixelRatio() == 2


def test_twenty_thousand_calls_do_not_wear_out_none(qtbot):
    # PySide6 6.12.0 lost a reference to None at each void call and aborted after some 4,700.
    button = QPushButton()
    qtbot.addWidget(button)
    for number in range(20_000):
        button.setEnabled(number % 2 == 0)
    assert not button.isEnabled()
