from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.se import orgnr

from lärcentrum.people.identity_numbers import NumberKind, generate
from lärcentrum.practice.errors import BadOrganisationNumber, OrganisationFault
from lärcentrum.practice.organisation_numbers import (
    make_number,
    read_number,
    shown_number,
    whole_number,
)

TODAY = date(2026, 11, 23)
nines = st.from_regex(r"[1235679][0-9][2-9][0-9]{6}", fullmatch=True)


@pytest.mark.parametrize(
    "text",
    [
        "556036-0793", "5560360793", " 556036 0793", "165560360793", "SE556036079301",
        "se 556036-0793 01", "556036\u20130793",
    ],
)  # fmt: skip
def test_every_written_form_is_kept_alike(text: str) -> None:
    read = read_number(text, today=TODAY)
    assert (read.number, read.sole_trader) == ("5560360793", False)
    assert shown_number(read.number, sole_trader=False) == "556036-0793"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", OrganisationFault.FORM),
        ("55603607", OrganisationFault.FORM),
        ("556036-079A", OrganisationFault.FORM),
        ("\uff15\uff15\uff16\uff10\uff13\uff16\uff10\uff17\uff19\uff13", OrganisationFault.FORM),
        ("5" * 500, OrganisationFault.FORM),
        ("556036-0794", OrganisationFault.CHECK_DIGIT),
        (make_number("402100001"), OrganisationFault.GROUP),
        ("19900101-9803", OrganisationFault.PERSON),
        ("900101-T987", OrganisationFault.FORM),
        ("19901301-9802", OrganisationFault.PERSON),
        (generate(date(2020, 1, 1))[2:], OrganisationFault.CENTURY),
    ],
)
def test_what_is_refused(text: str, fault: OrganisationFault) -> None:
    with pytest.raises(BadOrganisationNumber) as caught:
        read_number(text, today=TODAY)
    assert caught.value.fault is fault
    assert not text or text not in str(caught.value)


@pytest.mark.parametrize("kind", [NumberKind.PERSONNUMMER, NumberKind.SAMORDNINGSNUMMER])
def test_a_sole_traders_number_is_a_persons(kind: NumberKind) -> None:
    number = generate(date(1971, 3, 9), 985, kind=kind)
    for text in (number, number[2:], f"{number[2:8]}-{number[8:]}"):
        read = read_number(text, today=TODAY)
        assert (read.number, read.sole_trader) == (number, True)
    assert shown_number(number, sole_trader=True) == f"{number[:8]}-••••"
    assert whole_number(number, sole_trader=True).endswith(number[-4:])


@given(nines)
def test_made_numbers_are_read_and_another_library_agrees(nine: str) -> None:
    number = make_number(nine)
    assert orgnr.is_valid(number)
    assert read_number(number, today=TODAY).number == number
    wrong = f"{nine}{(int(number[9]) + 1) % 10}"
    with pytest.raises(BadOrganisationNumber):
        read_number(wrong, today=TODAY)
