"""Read a request for an exam out of a mail: what stands there, without asking the register.

A mail is read once, in memory, and never kept. What cannot be told for sure is left out: a field
that is empty is seen, one that is wrong is believed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from lärcentrum.exams.mail_times import days_in, length_in, time_in, without_days
from lärcentrum.people.contact import clean_email, clean_phone
from lärcentrum.people.errors import BadContact
from lärcentrum.people.identity_numbers import numbers_in
from lärcentrum.swedish import clean

T = TypeVar("T")

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MailWords:
    """What a mail says of an exam; "" and None where it does not, or not for sure.

    Args:
        name: the student's name as written.
        identity_number: the one whole identity number in the text, in its kept form.
        emails: every address in the text, the sender's first.
        sender: the sender's name.
        phone: the one phone number in the text.
        provider: what stands after *Lärosäte:* or the like.
        course_name: the course.
        course_code: its code.
        day: the exam's day.
        starts: when it begins.
        minutes: how long it is, without extra time.
        platform: Inspera, WISEflow …
        contact_name: what stands after *Kontakt:* or the like.
        extra_time: whether extra time is mentioned; its measure is noted by hand.
    """

    name: str = ""
    identity_number: str = ""
    emails: tuple[str, ...] = ()
    sender: str = ""
    phone: str = ""
    provider: str = ""
    course_name: str = ""
    course_code: str = ""
    day: date | None = None
    starts: time | None = None
    minutes: int | None = None
    platform: str = ""
    contact_name: str = ""
    extra_time: bool = False


# --- rules -----------------------------------------------------------------

MOST = 100_000
"""Characters of a mail that are read; a longer one is a thread with attachments pasted in."""

CODE = re.compile(r"\b(?=[A-ZÅÄÖ0-9]*\d)(?=[A-ZÅÄÖ0-9]*[A-ZÅÄÖ])[A-ZÅÄÖ0-9]{5,8}\b")
"""A course code as Swedish universities write them: letters and figures, 5 to 8 signs."""

_LABELS = {
    "name": "namn|studentens namn|student|för- och efternamn|name|student name",
    "provider": "lärosäte|universitet|högskola|anordnare|skola|university|school",
    "course": "kurs|kursnamn|kursens namn|tentamen|tenta|prov|delkurs|course|course name|exam",
    "code": "kurskod|anmälningskod|course code|kod",
    "day": "datum|tentamensdatum|tentadatum|provdatum|dag|skrivdag|date|exam date",
    "time": "tid|tentamenstid|skrivtid|klockslag|när|time|exam time",
    "length": "längd|provtid|tentatid|duration|length",
    "phone": "telefon|telefonnummer|tel|mobil|mobilnummer|phone",
    "contact": "kontakt|kontaktperson|administratör|kursadministratör|contact|contact person",
}
_LABEL_OF = {word: key for key, words in _LABELS.items() for word in words.split("|")}
_LABELLED = re.compile(r"[ *•-]*([^\W\d_][\w -]{1,30}?) ?\*?\s?[:=]\s*\*?\s*(.*)")
_HEAD = re.compile(
    r"(från|from|till|to|kopia|cc|skickat|sent|datum|date|ämne|subject) ?: ?(.*)", re.IGNORECASE
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d-])(?:\+46|0046|0)[ -]?\d(?:[ -]?\d){6,9}(?!\d)")
_CALLED = re.compile(
    r"(?:jag heter|mitt namn är|my name is) +((?:[^\W\d_][\w'’-]* ?){2,4})", re.IGNORECASE
)
_WORD_OF_NAME = r"[^\W\d_a-zåäö][\w'’-]+"
_BEFORE_NUMBER = re.compile(
    rf"(?:(?:Vår|Er|Studenten|Student|Eleven) )*((?:{_WORD_OF_NAME} ){{1,3}}{_WORD_OF_NAME})"
    r"(?:,? \(?| ?\()\d{6}(?:\d\d)?[-+ ]?[\dA-Z]\d{3}(?!\d)"
)
"""A name and its identity number, as an administrator writes them of a student."""
_CODE_LABEL = re.compile(rf"[,;(]? *\b(?:{_LABELS['code']})\b:? *", re.IGNORECASE)
_OF_COURSE = re.compile(
    r"(?:tentamen|tentan?|provet|prov|omtenta(?:men)?|exam) (?:i|för|in|for) +(?:kursen +)?"
    r"[\"”“]?([^\W\d_][^\n.,;:\"”“()]{2,80})",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r" (?:den|på|som|kl|vid|hos|med|från|on|at|mån|tis|ons|tors|fre|lör|sön)(?:dag\w*)?\b.*",
    re.IGNORECASE,
)
_PLATFORMS = ("Inspera", "WISEflow", "Zoom", "Canvas", "Digiexam", "Exam.net")
_EXTRA = re.compile(
    r"(förlängd|extra|utökad) (skriv|prov|tenta)?tid|\bnais\b|pedagogiskt stöd|ext(ra|ended) time",
    re.IGNORECASE,
)
_TELLS_DAY = re.compile(r"tent|skriv|prov|exam|datum|dag|date", re.IGNORECASE)
_QUOTES = re.compile(r"^[>|\s]+")
_EDGES = ' ,;·–-()"”“*'


def mail_words(text: str, today: date) -> MailWords:
    """Read what a mail says of an exam.

    Args:
        text: the mail as it was copied, head and all.
        today: what a day without a year, and a ten-digit number, count from.
    """
    lines = [clean(_QUOTES.sub("", line)) for line in text[:MOST].splitlines()]
    heads, body = _parted(lines)
    told = _told(body)
    whole = "\n".join(body)
    sender = heads.get("from", "")
    emails = tuple(dict.fromkeys(_emails(f"{sender}\n{whole}")))
    starts, minutes = _when(told, body, today)
    code = _code(told, whole)
    return MailWords(
        name=_name(told, whole),
        identity_number=_only([one.number for one in numbers_in(whole, today=today)]) or "",
        emails=emails,
        sender=_EMAIL.sub("", sender).strip(" <>[]()\"'"),
        phone=_phone(told, whole),
        provider=told.get("provider", ""),
        course_name=_course(told, " ".join(body), code),
        course_code=code,
        day=_day(told, body, today),
        starts=starts,
        minutes=minutes or _length(told, body),
        platform=next((one for one in _PLATFORMS if one.lower() in whole.lower()), ""),
        contact_name=_EMAIL.sub("", told.get("contact", "")).strip(_EDGES + "<>")[:200],
        extra_time=bool(_EXTRA.search(whole)),
    )


def _parted(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Part the heads of the mail (the last one quoted is the student's own) from what it says."""
    heads: dict[str, str] = {}
    body: list[str] = []
    for place, line in enumerate(lines):
        found = _HEAD.fullmatch(line)
        near = lines[max(0, place - 1) : place] + lines[place + 1 : place + 2]
        if found is None or not any(_HEAD.fullmatch(other) for other in near):
            body.append(line)
            continue
        match found[1].lower():
            case "från" | "from":
                heads["from"] = found[2]
            case "ämne" | "subject":
                body.append(re.sub(r"^((sv|re|vb|fw|fwd): ?)+", "", found[2], flags=re.IGNORECASE))
    return heads, body


def _told(body: list[str]) -> dict[str, str]:
    """Give what stands after each label, the first of a kind; an empty one goes on below."""
    told: dict[str, str] = {}
    for place, line in enumerate(body):
        found = _LABELLED.fullmatch(line)
        key = _LABEL_OF.get(found[1].lower().strip()) if found else None
        if found is None or key is None or key in told:
            continue
        below = body[place + 1] if place + 1 < len(body) else ""
        value = found[2] or ("" if _LABELLED.fullmatch(below) else below)
        if value:
            told[key] = value
    return told


def _emails(text: str) -> Iterator[str]:
    for found in _EMAIL.findall(text):
        if (address := _cleaned(clean_email, found)) != "":
            yield address


def _phone(told: dict[str, str], whole: str) -> str:
    if told.get("phone"):
        return _cleaned(clean_phone, told["phone"])
    numbers = {_cleaned(clean_phone, one) for one in _PHONE.findall(whole)} - {""}
    return numbers.pop() if len(numbers) == 1 else ""


def _cleaned(clean_one: Callable[[str], str], text: str) -> str:
    try:
        return clean_one(text)
    except BadContact:
        return ""  # what is no address or number is left to the eye


def _name(told: dict[str, str], whole: str) -> str:
    if told.get("name"):
        return re.split(r"[,(<\d]", told["name"])[0].strip(_EDGES)[:200]
    found = _CALLED.search(whole)
    words = found[1].split() if found else []
    named = [word for word in words if word[:1].isupper()]
    if len(named) > 1 and named == words[: len(named)]:
        return " ".join(named)
    return _only(_BEFORE_NUMBER.findall(whole)) or ""


def _code(told: dict[str, str], whole: str) -> str:
    for text in (told.get("code", ""), told.get("course", "")):
        if found := CODE.search(text):
            return found[0]
    return _only(CODE.findall(whole)) or ""


def _course(told: dict[str, str], whole: str, code: str) -> str:
    found = None if told.get("course") else _OF_COURSE.search(whole)
    text = told.get("course", "") or (_STOPS.sub("", found[1]) if found else "")
    text = re.sub(r",? ?\d{1,2}([.,]5)? ?(hp|högskolepoäng|credits)\b", "", text)
    return clean(_CODE_LABEL.sub(" ", text.replace(code, " ")) if code else text).strip(_EDGES)[
        :200
    ]


def _day(told: dict[str, str], body: list[str], today: date) -> date | None:
    if said := days_in(told.get("day", "") or told.get("time", ""), today):
        return said[0].day
    near = [line for line in body if _TELLS_DAY.search(line)]
    for lines in (near, body):
        coming = {one.day for line in lines for one in days_in(line, today) if one.day >= today}
        if len(coming) == 1:
            return coming.pop()
    return None


def _when(told: dict[str, str], body: list[str], today: date) -> tuple[time | None, int | None]:
    for text in (told.get("time", ""), told.get("day", "")):
        if found := time_in(f"tid {without_days(text, today)}" if text else ""):
            return found
    times = {found for line in body if (found := time_in(_figures(line, today)))}
    return times.pop() if len(times) == 1 else (None, None)


def _length(told: dict[str, str], body: list[str]) -> int | None:
    for text in (told.get("length", ""), told.get("time", "")):
        if found := length_in(text):
            return found
    return _only([found for line in body if (found := length_in(line))])


def _figures(line: str, today: date) -> str:
    """Take away what looks like a time and is none: days, phones, numbers of people."""
    return re.sub(r"\d{5,}[-+]?\d*", " ", _PHONE.sub(" ", without_days(line, today)))


def _only(found: list[T]) -> T | None:
    there = list(dict.fromkeys(found))
    return there[0] if len(there) == 1 else None
