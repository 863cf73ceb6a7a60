"""Breaking a text into lines: none too wide, nothing lost."""

from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.documents import fonts
from lärcentrum.documents.lines import lines_of

TEXTS = st.text(st.sampled_from("aåčm WÖ.–\n"), max_size=120)
WIDTHS = st.floats(1.5, 40)


@given(TEXTS, WIDTHS)
def test_no_line_is_wider_than_asked(text: str, width: float) -> None:
    lines = lines_of(text, fonts.REGULAR, width)
    assert all(fonts.width(line, fonts.REGULAR, 1) <= width + 1e-9 for line in lines)


@given(TEXTS, WIDTHS)
def test_every_sign_but_spaces_is_there_in_order(text: str, width: float) -> None:
    assert "".join("".join(lines_of(text, fonts.REGULAR, width)).split()) == "".join(text.split())


def test_a_space_that_must_not_break_does_not_and_an_empty_text_has_no_line() -> None:
    narrow = fonts.width("om 500\N{NO-BREAK SPACE}kr", fonts.REGULAR, 1) - 0.1
    lines = lines_of("om 500\N{NO-BREAK SPACE}kr", fonts.REGULAR, narrow)
    assert lines == ("om", "500\N{NO-BREAK SPACE}kr")
    assert lines_of("", fonts.REGULAR, narrow) == ()
    assert lines_of("ett\n\ntvå", fonts.REGULAR, 40) == ("ett", "", "två")
