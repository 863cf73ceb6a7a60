from lärcentrum.exams import shipped
from lärcentrum.people.municipalities import UNKNOWN, municipalities, municipality_name


def test_290_municipalities_with_text_codes() -> None:
    codes = municipalities()
    assert len(codes) == 290
    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert municipality_name("0180") == "Stockholm"
    assert municipality_name("2462") == "Vilhelmina"
    assert municipality_name(UNKNOWN) is None
    assert municipality_name("180") is None


def test_the_centres_are_municipalities() -> None:
    assert all(municipality_name(one.code) == one.name for one in shipped.centres())
