"""What lists hold: kinds, their fields, and the headings that people give them (data)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lärcentrum.imports.errors import BadHeadings
from lärcentrum.imports.values import heading_key
from lärcentrum.language import N_, _

# --- records ---------------------------------------------------------------


class ListKind(StrEnum):
    """What a list is a list of."""

    STUDENTS = "students"
    ROOMS = "rooms"
    INVIGILATORS = "invigilators"
    WORKPLACES = "workplaces"
    BOOKINGS = "bookings"


KIND_NAMES: dict[ListKind, str] = {
    ListKind.STUDENTS: N_("Studenter"),
    ListKind.ROOMS: N_("Salar"),
    ListKind.INVIGILATORS: N_("Tentavakter"),
    ListKind.WORKPLACES: N_("Arbetsplatser"),
    ListKind.BOOKINGS: N_("Kommande bokningar"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListField:
    """A column that a list may have.

    Args:
        key: its name in the program.
        title: what people call it, and the template's heading (Swedish source text).
        also: other headings in Swedish and English, as `heading_key` writes them.
        hint: what to write in it.
        example: an invented value for the template.
    """

    key: str
    title: str
    also: tuple[str, ...] = ()
    hint: str = ""
    example: str = ""


# --- data --------------------------------------------------------------------

_NUMBER = ListField(
    key="identity_number",
    title=N_("Personnummer"),
    also=("personnr", "pnr", "person nr", "pers nr", "persnr", "personnummer samordningsnummer",
          "samordningsnummer", "identitetsnummer", "id nummer", "personal number",
          "personal identity number", "ssn", "t nummer"),
    hint=N_("Alla skrivsätt. Samordningsnummer och T-nummer går också."),
    example="19900101-9802",
)  # fmt: skip
_NAME = ListField(
    key="name",
    title=N_("Namn"),
    also=("hela namnet", "for och efternamn", "fullstandigt namn", "student", "name", "full name",
          "studentens namn"),
    hint=N_("Hela namnet, om det inte står i två kolumner: Eva Östberg eller Östberg, Eva."),
)  # fmt: skip
_EMAIL = ListField(
    key="email",
    title=N_("E-post"),
    also=("epost", "e postadress", "epostadress", "mail", "mejl", "mejladress", "mailadress",
          "e mail", "email", "email address"),
    example="eva@example.org",
)  # fmt: skip
_PHONE = ListField(
    key="phone",
    title=N_("Telefon"),
    also=("telefonnummer", "telefonnr", "telnr", "tfn", "tel", "mobil", "mob", "mobilnr",
          "mobilnummer", "mobiltelefon", "phone", "phone number", "mobile", "cell"),
    example="070-123 45 67",
)  # fmt: skip
_ADDRESS = ListField(
    key="address", title=N_("Adress"), also=("postadress", "gatuadress", "address")
)
_MUNICIPALITY = ListField(
    key="municipality",
    title=N_("Hemkommun"),
    also=("kommun", "kommunkod", "bostadskommun", "folkbokforingskommun", "municipality"),
    hint=N_("Kommunens namn eller kod."),
    example="Storuman",
)
_PROVIDER = ListField(
    key="provider",
    title=N_("Lärosäte"),
    also=("anordnare", "utbildningsanordnare", "universitet", "hogskola", "skola", "university",
          "provider", "school"),
    hint=N_("Lärosätets namn eller kortnamn, som i Lärcentrum."),
    example="UmU",
)  # fmt: skip
_NOTE = ListField(
    key="note",
    title=N_("Anteckning"),
    also=("anteckningar", "kommentar", "ovrigt", "notering", "note", "notes", "comment"),
)

FIELDS: dict[ListKind, tuple[ListField, ...]] = {
    ListKind.STUDENTS: (
        ListField(key="given_name", title=N_("Förnamn"),
                  also=("fornamn", "tilltalsnamn", "given name", "first name", "firstname"),
                  example="Eva"),
        ListField(key="family_name", title=N_("Efternamn"),
                  also=("slaktnamn", "family name", "last name", "lastname", "surname"),
                  example="Exempel"),
        _NAME,
        _NUMBER,
        ListField(key="birth_date", title=N_("Födelsedag"),
                  also=("fodelsedatum", "fodd", "birth date", "date of birth", "birthday", "dob"),
                  hint=N_("Behövs inte när personnumret finns.")),
        _EMAIL, _PHONE, _ADDRESS, _MUNICIPALITY, _PROVIDER,
        ListField(key="programme", title=N_("Program"),
                  also=("utbildning", "kurs", "programme", "program utbildning", "education")),
        ListField(key="languages", title=N_("Språk"),
                  also=("sprak", "modersmal", "language", "languages"),
                  hint=N_("Språkens namn eller koder.")),
        _NOTE,
    ),
    ListKind.ROOMS: (
        ListField(key="name", title=N_("Sal"),
                  also=("namn", "salens namn", "rum", "lokal", "room", "name"), example="Sal 1"),
        ListField(key="capacity", title=N_("Antal platser"),
                  also=("platser", "antal pl", "kapacitet", "antal", "stolar", "capacity", "seats"),
                  example="12"),
        ListField(key="building", title=N_("Byggnad"),
                  also=("hus", "plan", "building", "vaning")),
        ListField(key="setup_min", title=N_("Minuter före"),
                  also=("iordningstallande", "minuter fore", "setup"),
                  hint=N_("Så länge hålls salen före en skrivning.")),
        ListField(key="clearing_min", title=N_("Minuter efter"),
                  also=("stadning", "minuter efter", "clearing"),
                  hint=N_("Så länge hålls salen efter en skrivning.")),
        ListField(key="equipment", title=N_("Utrustning"), also=("equipment",)),
        ListField(key="responsible", title=N_("Ansvarig"),
                  also=("kontakt", "vaktmastare", "responsible")),
        _NOTE,
    ),
    ListKind.INVIGILATORS: (
        ListField(key="name", title=N_("Namn"),
                  also=("tentavakt", "vakt", "name", "full name", "invigilator"),
                  example="Göran Exempel"),
        _EMAIL, _PHONE,
    ),
    ListKind.WORKPLACES: (
        ListField(key="employer", title=N_("Arbetsgivare"),
                  also=("foretag", "organisation", "huvudman", "employer", "company"),
                  example="Exempelkommun"),
        ListField(key="organisation_number", title=N_("Organisationsnummer"),
                  also=("orgnr", "org nr", "organisationsnr", "organisation number")),
        ListField(key="name", title=N_("Arbetsplats"),
                  also=("enhet", "avdelning", "praktikplats", "namn", "workplace", "name"),
                  example="Norrskolan"),
        _ADDRESS, _MUNICIPALITY,
        ListField(key="places", title=N_("Antal platser"),
                  also=("platser", "antal", "places")),
        ListField(key="contact", title=N_("Kontaktperson"),
                  also=("kontakt", "ansvarig", "contact", "contact person")),
        _EMAIL, _PHONE,
    ),
    ListKind.BOOKINGS: (
        _NUMBER, _NAME,
        ListField(key="given_name", title=N_("Förnamn"), also=("fornamn", "first name")),
        ListField(key="family_name", title=N_("Efternamn"), also=("last name", "surname")),
        _PROVIDER,
        ListField(key="course_name", title=N_("Kurs"),
                  also=("kursnamn", "kursens namn", "prov", "tenta", "tentamen", "course",
                        "course name", "exam"),
                  example="Statistik A"),
        ListField(key="course_code", title=N_("Kurskod"), also=("kod", "course code"),
                  example="ST0001"),
        ListField(key="day", title=N_("Dag"),
                  also=("datum", "tentadatum", "tentamensdatum", "date", "exam date"),
                  example="2027-01-14"),
        ListField(key="start", title=N_("Klockslag"),
                  also=("tid", "kl", "klocka", "klockan", "start", "starttid",
                        "borjar", "time", "start time"),
                  example="09:00"),
        ListField(key="minutes", title=N_("Längd"),
                  also=("minuter", "skrivtid", "langd minuter", "langd min", "length", "duration"),
                  hint=N_("Minuter, som 240, eller timmar, som 4 h."), example="240"),
        ListField(key="room", title=N_("Sal"), also=("rum", "lokal", "room"),
                  hint=N_("Lämnas den tom väljs en ledig sal.")),
        ListField(key="approved_by", title=N_("Godkänd av"),
                  also=("godkant av", "approved by"),
                  hint=N_("Vem på lärosätet som har godkänt platsen.")),
    ),
}  # fmt: skip
"""The fields of each kind, in the order in which people read them."""

_NEEDED: dict[ListKind, tuple[tuple[str, ...], ...]] = {
    ListKind.STUDENTS: (("family_name", "name", "given_name"),),
    ListKind.ROOMS: (("name",), ("capacity",)),
    ListKind.INVIGILATORS: (("name",),),
    ListKind.WORKPLACES: (("employer", "name"),),
    ListKind.BOOKINGS: (
        ("identity_number", "name", "family_name"), ("provider",), ("course_name",), ("day",),
        ("minutes",),
    ),
}  # fmt: skip
"""One field of each group must have a column."""

# --- rules -----------------------------------------------------------------

_ADDED = re.compile(r"\([^)]*\)")


def title_of(kind: ListKind, key: str) -> str:
    """Give what people call a field; its key where the kind has none of that name."""
    return next((_(one.title) for one in FIELDS[kind] if one.key == key), key)


def needed(kind: ListKind) -> tuple[tuple[str, ...], ...]:
    """Give the fields that a list of a kind cannot be without: one of each group."""
    return _NEEDED[kind]


def guess(kind: ListKind, headings: tuple[str, ...]) -> dict[str, str]:
    """Guess which heading stands for which field; each heading is used once."""
    found: dict[str, str] = {}
    keys = {heading_key(heading): heading for heading in headings}
    # Last without what a heading adds in parentheses: `E-post (privat)`.
    bare = {heading_key(_ADDED.sub("", heading)): heading for heading in headings}
    for known, exactly in ((keys, True), (keys, False), (bare, True), (bare, False)):
        for one in FIELDS[kind]:
            heading = None if one.key in found else _match(one, known, exactly=exactly)
            if heading and heading not in found.values():
                found[one.key] = heading
    return {one.key: found[one.key] for one in FIELDS[kind] if one.key in found}


def check_mapping(kind: ListKind, headings: tuple[str, ...], mapping: Mapping[str, str]) -> None:
    """Refuse a mapping that leads to no column or leaves out what is needed (FC08).

    Raises:
        BadHeadings: as it says.
    """
    known = {one.key for one in FIELDS[kind]}
    gone = [heading for key, heading in mapping.items() if heading not in headings]
    gone += [key for key in mapping if key not in known]
    if gone:
        raise BadHeadings(expected=tuple(gone), found=headings)
    for group in _NEEDED[kind]:
        if not any(key in mapping for key in group):
            raise BadHeadings(expected=(title_of(kind, group[0]),), found=headings)


def _match(one: ListField, keys: Mapping[str, str], *, exactly: bool) -> str | None:
    if exactly:
        own = (heading_key(one.title), heading_key(_(one.title)))
        return next((keys[key] for key in own if key in keys), None)
    return next((keys[also] for also in one.also if also in keys), None)
