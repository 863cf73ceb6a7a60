"""How a person is reached: e-mail, phone, municipality and languages, checked and kept as text."""

import re

from lärcentrum.language import N_
from lärcentrum.people.errors import BadContact
from lärcentrum.people.municipalities import UNKNOWN
from lärcentrum.swedish import clean

# --- records ---------------------------------------------------------------

LANGUAGES: dict[str, str] = {
    "sv": N_("svenska"),
    "fi": N_("finska"),
    "fit": N_("meänkieli"),
    "se": N_("nordsamiska"),
    "smj": N_("lulesamiska"),
    "sma": N_("sydsamiska"),
    "sju": N_("umesamiska"),
    "sje": N_("pitesamiska"),
    "rom": N_("romani chib"),
    "yi": N_("jiddisch"),
    "swl": N_("svenskt teckenspråk"),
    "en": N_("engelska"),
    "no": N_("norska"),
    "da": N_("danska"),
    "de": N_("tyska"),
    "nl": N_("nederländska"),
    "fr": N_("franska"),
    "es": N_("spanska"),
    "pl": N_("polska"),
    "et": N_("estniska"),
    "lv": N_("lettiska"),
    "lt": N_("litauiska"),
    "ru": N_("ryska"),
    "uk": N_("ukrainska"),
    "ro": N_("rumänska"),
    "bs": N_("bosniska, kroatiska, serbiska"),
    "sq": N_("albanska"),
    "el": N_("grekiska"),
    "tr": N_("turkiska"),
    "ku": N_("kurmanji"),
    "ckb": N_("sorani"),
    "ar": N_("arabiska"),
    "fa": N_("persiska"),
    "prs": N_("dari"),
    "ps": N_("pashto"),
    "ur": N_("urdu"),
    "so": N_("somaliska"),
    "ti": N_("tigrinja"),
    "am": N_("amhariska"),
    "sw": N_("swahili"),
    "th": N_("thailändska"),
    "vi": N_("vietnamesiska"),
    "zh": N_("kinesiska"),
}
"""Languages by ISO 639 code (the shortest there is); the national minority languages first."""

# --- rules -----------------------------------------------------------------

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@([^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")
_PHONE_SIGNS = re.compile(r"\+?[0-9][0-9 ()/-]*")
_PLAIN = str.maketrans("\u2010\u2011\u2012\u2013\u2212.", "----- ")
_LONGEST_EMAIL = 254


def clean_email(text: str) -> str:
    """Give an e-mail address as it is kept, or "" for nothing.

    Args:
        text: typed or pasted; `mailto:` and `Namn <a@b.se>` are taken off.

    Raises:
        BadContact: it cannot be an address.
    """
    address = clean(text[: 4 * _LONGEST_EMAIL])
    if found := re.search(r"<([^<>]*)>$", address):
        address = found[1]
    address = address.removeprefix("mailto:").strip(" .;,")
    if address and (len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address)):
        raise BadContact("email")
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.lower()}"


def email_key(address: str) -> str:
    """Give what two spellings of one address share."""
    return address.casefold()


def clean_phone(text: str) -> str:
    """Give a phone number as it is kept, or "" for nothing: `070-123 45 67`, `+46 70 123 45 67`.

    It stays as its owner writes it, with single spaces and plain hyphens; several kinds of
    brackets and dots become spaces.

    Raises:
        BadContact: other signs, or not 5 to 15 digits (ITU-T E.164).
    """
    phone = clean(text[:200]).removeprefix("tel:")
    phone = phone.translate(_PLAIN)
    phone = " ".join(phone.replace("(0)", " ").split())
    if phone and not (_PHONE_SIGNS.fullmatch(phone) and 5 <= len(_digits(phone)) <= 15):
        raise BadContact("phone")
    return phone[:40]


def phone_key(text: str) -> str:
    """Give the digits that all spellings of a phone number share: the Swedish number after 0.

    `070-123 45 67`, `+46 70 1234567` and `0046701234567` all give `701234567`.
    """
    digits = _digits(text)
    if text.lstrip().startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        return digits.removeprefix("46").removeprefix("0") if digits[:2] == "46" else digits
    return digits.removeprefix("0")


def clean_municipality(text: str) -> str:
    """Give a municipality code: four digits as text, 9999 for none.

    Args:
        text: a code; the leading zero that Excel drops is put back (`180` is `0180`).

    Raises:
        BadContact: not a code.
    """
    code = clean(text[:40]).removesuffix(".0")
    if not code:
        return UNKNOWN
    if not (code.isascii() and code.isdigit() and len(code) in (3, 4)):
        raise BadContact("municipality")
    return code.zfill(4)


def clean_languages(text: str) -> str:
    """Give language codes, each once, as typed in order: "sv fi".

    Args:
        text: codes with spaces, commas or semicolons between.

    Raises:
        BadContact: a code that `LANGUAGES` lacks.
    """
    codes = dict.fromkeys(re.split(r"[\s,;]+", clean(text[:400]).lower()))
    codes.pop("", None)
    if not codes.keys() <= LANGUAGES.keys():
        raise BadContact("languages")
    return " ".join(codes)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if "0" <= sign <= "9")
