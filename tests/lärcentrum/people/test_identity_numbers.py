from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from personnummer import personnummer
from stdnum.se import personnummer as stdnum_personnummer

from lärcentrum.people.errors import AmbiguousIdentityNumber, BadIdentityNumber, NumberFault
from lärcentrum.people.identity_numbers import (
    HIDDEN,
    IdentityNumber,
    LegalSex,
    NumberKind,
    check_digit,
    formatted,
    generate,
    holds_number,
    legal_sex,
    masked,
    parse,
    short,
)

TODAY = date(2026, 11, 23)
births = st.dates(date(1912, 1, 1), TODAY)
serials = st.integers(980, 999)
dated_kinds = st.sampled_from(
    [kind for kind in NumberKind if kind not in (NumberKind.RESERVE, NumberKind.OTHER)]
)


def number(text: str) -> str:
    return parse(text, today=TODAY).number


@pytest.mark.parametrize(
    "written",
    [
        "199001019802",
        "19900101-9802",
        "19900101+9802",
        "9001019802",
        "900101-9802",
        " 900101-9802\n",
        "900101 9802",
        "900101 - 9802",
        "90 01 01 98 02",
        "1990 0101 9802",
        "900101\u00a09802",
        "900101\u202f-\u00a09802",
        "900101\u20139802",
        "900101\u22129802",
        "900101\u20109802",
        "\ufeff900101-9802",
        "900101-\u200b9802",
        "9001019802.0",
        "9001019802,0",
        "9001019802.00",
        "199001019802.0",
        "9.001019802E+09",
        "9,001019802E+9".replace("+9", "+09"),
        "1.99001019802E+11",
        "1.99001019802e11",
    ],
)
def test_every_written_form_gives_twelve_digits(written: str) -> None:
    assert number(written) == "199001019802"


@given(st.dates(date(2000, 1, 1), date(2009, 12, 31)), serials)
def test_zeros_that_excel_dropped_come_back(birth: date, serial: int) -> None:
    kept = generate(birth, serial)
    assert number(f"{int(kept[2:])}.0") == kept
    with pytest.raises(BadIdentityNumber):
        parse(str(int(kept[2:])), today=TODAY)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NumberFault.EMPTY),
        (" \u200b\u00a0", NumberFault.EMPTY),
        ("900101-980", NumberFault.FORM),
        ("900101-98021", NumberFault.FORM),
        ("101019802", NumberFault.FORM),
        ("９００１０１９８０２", NumberFault.FORM),
        ("٩٠٠١٠١٩٨٠٢", NumberFault.FORM),
        ("1,99001E+11", NumberFault.FORM),
        ("9.0E+99", NumberFault.FORM),
        ("900101--9802", NumberFault.FORM),
        ("9001019802.5", NumberFault.FORM),
        ("telefon", NumberFault.FORM),
        ("9" * 50_000, NumberFault.FORM),
        ("900101-9803", NumberFault.CHECK_DIGIT),
        ("900101-0008", NumberFault.CHECK_DIGIT),
        ("209901019802", NumberFault.CHECK_DIGIT),
        ("900101-T983", NumberFault.CHECK_DIGIT),
        ("219001019802", NumberFault.DATE),
        ("179001019802", NumberFault.DATE),
        (f"19900230998{check_digit('900230998')}", NumberFault.DATE),
        (f"19901301998{check_digit('901301998')}", NumberFault.DATE),
        (f"19900132998{check_digit('900132998')}", NumberFault.DATE),
        (f"19900160998{check_digit('900160998')}", NumberFault.DATE),
        (f"19900192998{check_digit('900192998')}", NumberFault.DATE),
        (f"20990101998{check_digit('990101998')}", NumberFault.FUTURE),
        (f"261224-998{check_digit('261224998')}", NumberFault.FUTURE),
        ("20261224-TF26", NumberFault.FUTURE),
    ],
)
@pytest.mark.timeout(10)
def test_refused_with_the_reason_and_without_the_number(text: str, fault: NumberFault) -> None:
    with pytest.raises(BadIdentityNumber) as caught:
        parse(text, today=TODAY)
    assert caught.value.fault is fault
    assert (caught.value.code, caught.value.field) == ("FC06", "identity_number")
    assert all(caught.value.parts())
    assert not any(sign.isdigit() for sign in str(caught.value))


@pytest.mark.parametrize("sign", ["", "-"])
def test_tomorrow_is_the_future_only_with_a_sign(sign: str) -> None:
    text = f"261124{sign}998{check_digit('261124998')}"
    if sign:
        with pytest.raises(BadIdentityNumber):
            parse(text, today=TODAY)
    else:
        assert number(text).startswith("19261124")


@pytest.mark.parametrize("birth", [date(1920, 1, 1), date(2020, 1, 1), date(2015, 5, 5)])
def test_ten_digits_that_fit_two_centuries_are_asked(birth: date) -> None:
    kept = generate(birth)
    with pytest.raises(AmbiguousIdentityNumber) as caught:
        parse(kept[2:], today=TODAY)
    assert caught.value.code == "FC05"
    assert kept not in str(caught.value)
    sign = "+" if birth.year < 1927 else "-"
    assert number(f"{kept[2:8]}{sign}{kept[8:]}") == kept
    assert number(kept) == kept


def test_plus_means_a_hundred_years_more() -> None:
    kept = generate(date(1925, 6, 1))
    assert number(f"{kept[2:8]}+{kept[8:]}") == kept


def test_leap_day_chooses_the_century_that_has_it() -> None:
    assert number(f"960229-998{check_digit('960229998')}").startswith("19960229")
    with pytest.raises(BadIdentityNumber):
        parse(f"19000229998{check_digit('000229998')}", today=TODAY)


@given(births, serials, dated_kinds)
def test_generated_numbers_read_back(birth: date, serial: int, kind: NumberKind) -> None:
    kept = generate(birth, serial, kind=kind)
    want = IdentityNumber(kind=kind, number=kept, birth_date=birth)
    assert parse(kept, today=TODAY) == want
    assert parse(formatted(kept), today=TODAY, kind=kind) == want
    older = "+" if TODAY.year - birth.year >= 100 else "-"
    assert parse(f"{kept[2:8]}{older}{kept[8:]}".lower(), today=TODAY) == want
    assert formatted(kept)[2:] == short(kept)
    assert masked(kept) == f"{formatted(kept)[:9]}{HIDDEN}"


@given(births, serials, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(birth: date, serial: int, place: int, add: int) -> None:
    kept = generate(birth, serial)
    at = place + 2
    wrong = f"{kept[:at]}{(int(kept[at]) + add) % 10}{kept[at + 1 :]}"
    with pytest.raises(BadIdentityNumber):
        parse(wrong, today=TODAY)


@given(st.text(max_size=60))
def test_no_text_is_a_crash(text: str) -> None:
    try:
        read = parse(text, today=TODAY)
    except (BadIdentityNumber, AmbiguousIdentityNumber):
        return
    assert parse(read.number, today=TODAY).number == read.number


def test_test_serials_only() -> None:
    for serial in (979, 1000, 1):
        with pytest.raises(ValueError, match="serial"):
            generate(TODAY, serial)
    with pytest.raises(ValueError, match="kind"):
        generate(TODAY, kind=NumberKind.RESERVE)


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ("871010-P232", NumberKind.T_NUMBER, "19871010P232"),
        ("871010a232", NumberKind.T_NUMBER, "19871010A232"),
        ("000101-T220", NumberKind.T_NUMBER, "20000101T220"),
        ("19140728-TF26", NumberKind.TF_NUMBER, "19140728TF26"),
        ("19140728tf26", NumberKind.TF_NUMBER, "19140728TF26"),
        ("991990123456", NumberKind.RESERVE, "991990123456"),
    ],
)
def test_other_swedish_kinds_show_themselves(text: str, kind: NumberKind, kept: str) -> None:
    read = parse(text, today=TODAY)
    assert (read.kind, read.number) == (kind, kept)


def test_kinds_that_must_be_named() -> None:
    reserve = parse("19900101-ab2c", today=TODAY, kind=NumberKind.RESERVE)
    assert (reserve.number, reserve.birth_date) == ("19900101AB2C", None)
    foreign = parse("120190-123A / FI", today=TODAY, kind=NumberKind.OTHER)
    assert (foreign.number, foreign.kind) == ("120190-123A / FI", NumberKind.OTHER)
    assert formatted(foreign.number) == foreign.number
    assert masked(foreign.number) == f"120190-123A {HIDDEN}"
    assert masked("123") == HIDDEN
    with pytest.raises(BadIdentityNumber):
        parse("Ö" * 5, today=TODAY, kind=NumberKind.OTHER)


@pytest.mark.parametrize("kind", [NumberKind.SAMORDNINGSNUMMER, NumberKind.TF_NUMBER])
def test_another_kind_than_the_chosen_is_refused(kind: NumberKind) -> None:
    with pytest.raises(BadIdentityNumber) as caught:
        parse("199001019802", today=TODAY, kind=kind)
    assert caught.value.fault is NumberFault.KIND


def test_legal_sex_only_where_the_number_tells() -> None:
    def sex(serial: int, kind: NumberKind = NumberKind.PERSONNUMMER) -> LegalSex | None:
        return legal_sex(parse(generate(date(1990, 1, 1), serial, kind=kind), today=TODAY))

    assert sex(980) is LegalSex.WOMAN
    assert sex(981) is LegalSex.MAN
    assert sex(981, NumberKind.SAMORDNINGSNUMMER) is LegalSex.MAN
    assert sex(981, NumberKind.T_NUMBER) is None


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Ringde. 900101-9802 är numret", True),
        ("(199001019802)", True),
        ("900101\u20139802", True),
        ("900101 9802", True),
        ("född 871010-P232", True),
        ("19140728-TF26,", True),
        ("900101-9803", False),
        ("tel 0701234567 eller 070-123 45 67", False),
        ("2026-11-23 kl. 09:00", False),
        ("kurs 123456-1234567", False),
        ("", False),
        ("9" * 50_000, False),
    ],
)
def test_a_number_in_free_text_is_noticed(text: str, holds: bool) -> None:
    assert holds_number(text, today=TODAY) is holds


# The two libraries as second opinions, and where they are wrong for us.


# The libraries read the computer's clock: births that no year soon makes ambiguous.
@given(st.dates(date(1940, 1, 1), date(2020, 1, 1)), serials)
def test_both_libraries_agree_on_ordinary_numbers(birth: date, serial: int) -> None:
    kept = generate(birth, serial)
    assert personnummer.valid(kept)
    assert stdnum_personnummer.is_valid(f"{kept[2:8]}-{kept[8:]}")


@given(births, st.integers(0, 9999))
def test_check_digits_agree_with_the_library(birth: date, four: int) -> None:
    text = f"{birth:%Y%m%d}{four:04}"
    try:
        ours = parse(text, today=TODAY).number == text
    except BadIdentityNumber:
        ours = False
    assert ours == personnummer.valid(text)


def test_where_personnummer_is_wrong() -> None:
    future = f"20990101998{check_digit('990101998')}"
    assert personnummer.valid(future)
    assert personnummer.valid("９００１０１９８０２")
    for text in (future, "９００１０１９８０２"):
        with pytest.raises(BadIdentityNumber):
            parse(text, today=TODAY)
    assert not personnummer.valid("900101\u00a09802")
    assert number("900101\u00a09802") == "199001019802"


@given(st.dates(date(1940, 1, 1), TODAY - timedelta(days=1)), serials)
def test_where_stdnum_is_wrong(birth: date, serial: int) -> None:
    kept = generate(birth, serial, kind=NumberKind.SAMORDNINGSNUMMER)
    assert not stdnum_personnummer.is_valid(f"{kept[2:8]}-{kept[8:]}")
    assert parse(kept, today=TODAY).birth_date == birth
