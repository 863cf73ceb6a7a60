import random
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.swedish import (
    clean,
    clean_lines,
    fold,
    kronor,
    long_day,
    month_name,
    number,
    short_day,
    sort_key,
    span,
)

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("  Åsa \t Öberg\n", "Åsa Öberg"),
        ("A\u030asa", "Åsa"),
        ("Anna\u00a0Maria", "Anna Maria"),
        ("Eva\x00\x07\x1b Li", "Eva Li"),
        ("\u202egnirts\u202c", "gnirts"),
        ("Jo\u200bhan\ufeff", "Johan"),
        ("Ka\u00adrin", "Karin"),
        ("Per\ud800", "Per"),
        ("An\u200dna", "Anna"),
        ("\u200d\u200c", ""),
        ("نی\u200cما", "نی\u200cما"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🔧", "👩\u200d🔧"),
        ("NA", "NA"),
        ("None", "None"),
        ("Ελένη Юлия ليلى 山田", "Ελένη Юлия ليلى 山田"),
    ],
)
def test_clean_keeps_what_is_seen(raw: str, stored: str) -> None:
    assert clean(raw) == stored


@given(st.text())
def test_cleaned_text_is_safe_to_store(text: str) -> None:
    stored = clean(text)
    assert clean(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    stored.encode("utf-8")
    assert not {unicodedata.category(c) for c in stored} & {"Cc", "Cs"}
    assert not set(stored) & set("\u200b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_clean_lines_keeps_line_breaks() -> None:
    assert clean_lines("\n Första\u200b  raden\r\n\r\nandra\x00\n") == "Första raden\n\nandra"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Åsa ÄRLA Östen", "asa arla osten"),
        ("Čuovga Đđ Ŋŋ Šš Ŧŧ Žž áÁ ń ï", "cuovga dd nn ss tt zz aa n i"),
        ("Łukasz Søren Bæk Þór Straße ẞ", "lukasz soren baek thor strasse ss"),
        ("O’Hara – Anne‑Marie", "o'hara - anne-marie"),
        ("İbrahim ıı Ə", "ibrahim ii e"),
        ("ﬁ ２", "fi 2"),
        ("Θωμᾶς", "θωμασ"),
    ],
)
def test_fold_takes_accents_off(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text())
def test_fold_is_one_key_for_every_spelling(text: str) -> None:
    nfc, nfd = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(nfc) == fold(nfd)
    assert fold(fold(text)) == fold(text)


ORDERED = [
    "2 kap", "Abel", "Ábel", "Ann-Marie", "Anna", "Annå", "Aron", "Carl", "Čuovga", "Dag", "Đđ",
    "Lars", "Łukasz", "Lund", "Mueller", "Müller", "Myller", "Nils", "Ŋŋ", "O'Hara", "Ohlin",
    "Olle", "Sven Berg", "Svensson", "Vera", "Wera", "Zara", "Žofia", "Åsa", "Ärla", "Æsir",
    "Östen", "Øystein", "Ελένη", "Юлия", "山田",
]  # fmt: skip


def test_sort_key_gives_swedish_order() -> None:
    want = [name for name in ORDERED if name not in {"Müller", "Lund"}]
    shuffled = random.Random(1).sample(want, len(want))
    assert sorted(shuffled, key=sort_key) == want


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Åsa", "Ärla"),
        ("Ärla", "Östen"),
        ("Mutter", "Müller"),
        ("Müller", "Myllerup"),
        ("Löf", "Lőg"),
        ("Cedra", "Čedrb"),
        ("Anna", "anna"),
        ("ana", "aná"),
    ],
)
def test_pairs(first: str, second: str) -> None:
    assert sort_key(first).encode() < sort_key(second).encode()


def test_family_name_decides_before_given_name() -> None:
    people = [("Berg", "Östen"), ("Berglund", "Anna"), ("Berg", "Åsa"), ("Berg-Ek", "Ada")]
    want = [("Berg", "Åsa"), ("Berg", "Östen"), ("Berg-Ek", "Ada"), ("Berglund", "Anna")]
    assert sorted(people, key=lambda person: sort_key(*person)) == want


@given(st.text(), st.text())
def test_sort_keys_are_equal_only_for_equal_text(one: str, two: str) -> None:
    one, two = clean(one), clean(two)
    assert (sort_key(one) == sort_key(two)) == (one == two)
    assert sort_key(unicodedata.normalize("NFD", one)) == sort_key(one)


def test_dates() -> None:
    day = date(2026, 12, 14)
    assert short_day(day) == "mån 14 dec"
    assert long_day(day) == "måndag 14 december 2026"
    assert month_name(2026, 2) == "februari 2026"
    start = datetime(2026, 12, 14, 9)
    assert span(start, start.replace(hour=13)) == "mån 14 dec 09:00–13:00"
    late = span(start.replace(hour=22), datetime(2026, 12, 15, 2))
    assert late == "mån 14 dec 22:00 – tis 15 dec 02:00"


@pytest.mark.parametrize(
    ("öre", "text"),
    [
        (0, f"0{NBSP}kr"),
        (125000, f"1{NBSP}250{NBSP}kr"),
        (9950, f"99,50{NBSP}kr"),
        (-5, f"−0,05{NBSP}kr"),
    ],
)
def test_kronor(öre: int, text: str) -> None:
    assert kronor(öre) == text


@given(st.integers())
def test_number_reads_back(value: int) -> None:
    assert int(number(value).replace(NBSP, "").replace("−", "-")) == value
