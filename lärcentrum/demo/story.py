"""The main job from end to end: each step does its work and says what it did.

What goes into registers and files is Swedish; what is said is in the language of whoever listens.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from operator import itemgetter
from pathlib import Path

from lärcentrum.certificates.certificates import (
    check_certificate,
    check_list_file,
    list_certificates,
    read_certificate,
    save_certificate,
)
from lärcentrum.certificates.issuing import mark_certificate_printed
from lärcentrum.clock import FixedClock
from lärcentrum.demo import office
from lärcentrum.demo.stage import EXAM_DAY, TODAY, Stage
from lärcentrum.documents.day_lists import day_list_pdf
from lärcentrum.documents.day_papers import confirmation_pdf, letterhead
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.documents.recovery_paper import RecoverySheet, draw_recovery
from lärcentrum.documents.sitting_papers import attendance_list_pdf
from lärcentrum.errors import UserError
from lärcentrum.exams.booking_changes import Refusal, refuse_booking
from lärcentrum.exams.booking_lists import BookingRow, booking_page, list_bookings
from lärcentrum.exams.bookings import book_exam
from lärcentrum.exams.exams import NewExam, list_exams
from lärcentrum.exams.room_uses import add_room_use, list_room_uses
from lärcentrum.exams.rooms import list_rooms
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.language import N_, SOURCE, _, in_language
from lärcentrum.region.folder import save_receipt
from lärcentrum.region.inbox import receive_package
from lärcentrum.region.keys import identities, recipients
from lärcentrum.store.files import publish
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day
from lärcentrum.sync.cards import write_card
from lärcentrum.sync.months import check_month, close_month
from lärcentrum.sync.packages import create_package, deliver_to_folder, list_packages
from lärcentrum.sync.payloads import preview_month
from lärcentrum.sync.receipt_format import Status
from lärcentrum.sync.receipts import read_receipt
from lärcentrum.sync.words import LEVEL_NAMES, RECEIPT_NAMES


@dataclass(slots=True)
class Story:
    """The two registers and what has been told.

    Args:
        stage: the centre's register.
        region: the regional office's register.
        region_clock: its clock.
        folder: the demo's folder.
        say: takes a line.
        language: what is said is in this language.
        student: who the first booking is for.
        certificates: the PDF files that were saved.
    """

    stage: Stage
    region: Store
    region_clock: FixedClock
    folder: Path
    say: Callable[[str], None]
    language: str = SOURCE
    student: str = ""
    certificates: list[Path] = field(default_factory=list)

    @property
    def centre(self) -> Store:
        """Give the centre's register."""
        return self.stage.store

    def tell(self, text: str, **facts: object) -> None:
        """Say a line in the listener's language.

        Args:
            text: a text of the catalogue.
            facts: what is put in; a call for what depends on the language.
        """
        with in_language(self.language):
            known = {name: fact() if callable(fact) else fact for name, fact in facts.items()}
            self.say(_(text).format(**known))

    def file(self, part: str, name: str, data: bytes) -> Path:
        """Write a file into one of the demo's folders and say where it is."""
        path = self.folder / part / name
        publish(path, data)
        self.say(f"  → {path}")
        return path


# --- before ------------------------------------------------------------------


def save_codes(told: Story, centre_code: str, region_code: str) -> None:
    """Save the logins and recovery codes; the centre's code also as the paper to lock in."""
    lines = [
        _("Exempeldata: lösenord och koder gäller bara här."),
        _("Lärcentrum: {folder}").format(folder="centre"),
        *[f"  {login} / {office.PASSWORD}" for login in _LOGINS],
        "  " + _("Återställningskod: {code}").format(code=centre_code),
        _("Regionkontor: {folder}").format(folder="region"),
        f"  {office.OFFICE} / {office.PASSWORD}",
        "  " + _("Återställningskod: {code}").format(code=region_code),
        "",
    ]
    publish(told.folder / "keys" / "inloggning.txt", "\n".join(lines).encode())
    sheet = RecoverySheet(
        head=letterhead(told.centre), code=centre_code, made=told.centre.clock.today()
    )
    publish(told.folder / "papers" / "aterstallningskod.pdf", draw_recovery(sheet))


_LOGINS = (office.HEAD, office.STAFF, office.SUBSTITUTE)


def meet(told: Story) -> None:
    """Let centre and office exchange their key cards, and enter the controller's decision."""
    _set_region_clock(told)
    own, other = office.exchange_cards(told.centre, told.region)
    office.decide(told.centre)
    keys = told.folder / "keys"
    publish(keys / "centrum.nyckelkort.txt", write_card(own))
    publish(keys / "region.nyckelkort.txt", write_card(other))
    text = _("Regionkontorets demonyckel: den öppnar exempeldatas månadsfiler och inget annat.")
    identity, recipient = identities(told.region)[-1], recipients(told.region)[-1]
    lines = [f"# demo. {text}", f"# public key: {recipient}", identity, ""]
    publish(keys / "region-age-identity.txt", "\n".join(lines).encode())


def certify_some(told: Story) -> None:
    """Issue certificates for a few who have sat an exam this month."""
    today = told.centre.clock.today()
    rows = _sat(told, today.replace(day=1), today)
    for row in rows[:: max(1, len(rows) // 4)][:4]:
        issue_certificate(told.centre, booking=row.uid)


def _sat(told: Story, first: date, last: date) -> list[BookingRow]:
    rows = list_bookings(told.centre, first=first, last=last)
    return [row for row in rows if row.handed_in and not row.protected]


# --- the main job --------------------------------------------------------------


def book(told: Story) -> str:
    """Book an exam as a student asks for it by mail."""
    stage = told.stage
    told.tell(N_("1. Bokar en tentamen."))
    told.student = _free_student(stage)
    facts = _exam(stage, "Mittuniversitetet", "FÖ018G", "Redovisning A", time(9))
    uid = book_exam(
        told.centre,
        student=told.student,
        new_exam=facts,
        approved_by="Tentamenssamordnaren",
    )
    row = booking_page(told.centre, booking=uid)
    told.tell(
        N_("  {name}, {course}, {day} kl. {time}, sal {room}, plats {seat}."),
        name=row.name,
        course=row.course_name,
        day=lambda: long_day(row.starts.date()),
        time=f"{row.starts:%H.%M}",
        room=row.room_name,
        seat=row.seat_label,
    )
    return uid


def _free_student(stage: Stage) -> str:
    rows = list_bookings(stage.store, first=EXAM_DAY, last=EXAM_DAY)
    busy = {row.student for row in rows} | set(stage.slow)
    return next(uid for uid in stage.adults if uid not in busy)


def _exam(stage: Stage, provider: str, code: str, name: str, start: time) -> NewExam:
    return NewExam(
        provider=stage.providers[provider],
        course_code=code,
        course_name=name,
        exam_code="0009",
        day=EXAM_DAY,
        minutes=240,
        ordinary_start=start,
    )


def refuse_clashes(told: Story) -> None:
    """Ask for two things that clash; the database refuses both, and the requests are answered."""
    told.tell(N_("2. Två förfrågningar som krockar, båda nekade:"))
    stage = told.stage
    room = next(one for one in list_rooms(told.centre) if one.name == "Storjuktan")
    day = datetime.combine(EXAM_DAY, time())
    add_room_use(
        told.centre,
        room=room.uid,
        title="Fjärrundervisning, komvux",
        starts=day.replace(hour=8),
        ends=day.replace(hour=16),
    )
    same = _exam(stage, "Högskolan i Gävle", "DVG110", "Databaser", time(10))
    other = _exam(stage, "Hermods", "MATMAT02b", "Matematik 2b, slutprov", time(9))
    second = next(uid for uid in reversed(stage.adults) if uid != told.student)
    _refuse(told, told.student, same, None, Refusal.OTHER)
    _refuse(told, second, other, room.uid, Refusal.FULL)


def _refuse(told: Story, student: str, exam: NewExam, room: str | None, why: Refusal) -> None:
    try:
        book_exam(told.centre, student=student, new_exam=exam, room=room, approved_by="–")
    except UserError as fault:
        told.tell("  {why}", why=partial(_by_names, told, fault, exam))
        asked = book_exam(told.centre, student=student, new_exam=exam, give_place=False)
        refuse_booking(told.centre, booking=asked, why=why, note=_("Krockar med en annan bokning"))


def _by_names(told: Story, fault: UserError, wanted: NewExam) -> str:
    """A refusal with names in the place of uids, as the window shows it."""
    day = datetime.combine(EXAM_DAY, time())
    names = {one.uid: one.facts.course_name
             for one in list_exams(told.centre, first=EXAM_DAY, last=EXAM_DAY)}  # fmt: skip
    for use in list_room_uses(told.centre, starts=day, ends=day + timedelta(days=1)):
        names[use.uid] = use.title
    names[fault.facts().get("mine", "")] = wanted.course_name
    text = str(fault)
    for uid, name in filter(itemgetter(0), names.items()):
        text = text.replace(uid, f"”{name}”")
    return text


def print_papers(told: Story, booking: str) -> None:
    """Draw the confirmation, and the papers of today's sittings."""
    told.tell(N_("3. Skriver ut bekräftelsen och dagens papper."))
    told.file("papers", "bekraftelse.pdf", confirmation_pdf(told.centre, booking=booking))
    told.file("papers", f"dagslista-{TODAY}.pdf", day_list_pdf(told.centre, day=TODAY))
    for n, sitting in enumerate(list_sittings(told.centre, first=TODAY, last=TODAY), 1):
        data = attendance_list_pdf(told.centre, sitting=sitting.uid)
        told.file("papers", f"narvarolista-{TODAY}-{n}.pdf", data)


def certify(told: Story) -> None:
    """Issue certificates in Swedish and English for two who have sat an exam, and save them."""
    told.tell(N_("4. Utfärdar närvarointyg."))
    rows = _sat(told, date(2026, 11, 2), date(2026, 11, 20))
    for row, language in zip(rows[-2:], ("sv", "en"), strict=True):
        uid = issue_certificate(told.centre, booking=row.uid, language=language)
        page = read_certificate(told.centre, certificate=uid)
        text = N_("  {number}: {name}, {course}.")
        told.tell(text, number=page.row.number, name=row.name, course=row.course_name)
        path = save_certificate(told.centre, certificate=uid, folder=told.folder / "papers")
        mark_certificate_printed(told.centre, certificate=uid)
        told.certificates.append(path)
        told.say(f"  → {path}")


def send_earlier(told: Story, period: str) -> None:
    """Send a month of the term on its day, and read the receipt."""
    text = N_("  {day}: månadsfilen för {period} skickas och kvitteras.")
    today = told.centre.clock.today()
    told.tell(text, day=lambda: long_day(today).capitalize(), period=period)
    _close(told, period)
    _package, path = _hand_over(told, period)
    _read_receipt(told, _receive(told, path)[1])


def send_month(told: Story, period: str) -> str:
    """Close a month, make its file, hand it over, let the office read it, read the receipt.

    Args:
        told: the story.
        period: the month.

    Returns:
        SHA-256 of the payload.
    """
    told.tell(N_("5. Stänger {period} och skickar månadsfilen."), period=period)
    _close(told, period)
    leaving = preview_month(told.centre, period=period)
    told.tell(
        N_("  Lämnar datorn: {sums} summor och {rows} rader. Nivå: {level}."),
        sums=len(leaving.counts),
        rows=sum(leaving.kinds.values()),
        level=lambda: _(LEVEL_NAMES[leaving.level]),
    )
    package, path = _hand_over(told, period)
    told.tell(N_("6. Regionkontoret läser in filen och kvitterar."))
    text, receipt = _receive(told, path)
    told.say(f"  {text}")
    told.say(f"  → {receipt}")
    told.tell(N_("7. Centret läser kvittensen."))
    name, status = _read_receipt(told, receipt)
    told.tell(N_("  {name}: {status}."), name=name, status=lambda: _(RECEIPT_NAMES[status]))
    return str(told.centre.row("package", package)["payload_sha256"])


def _close(told: Story, period: str) -> None:
    found = check_month(told.centre, period=period)
    close_month(told.centre, period=period, comment=_("Exempeldata.") if found else "")


def _hand_over(told: Story, period: str) -> tuple[str, Path]:
    package = create_package(told.centre, period=period)[0]
    path = deliver_to_folder(told.centre, package=package, folder=told.folder / "month")
    told.say(f"  → {path}")
    return package, path


def _receive(told: Story, path: Path) -> tuple[str, Path]:
    _set_region_clock(told)
    with in_language(told.language):
        received = receive_package(told.region, path=path)
    receipt = save_receipt(told.region, package=received.uid, folder=told.folder / "month")
    return received.text, receipt


def _read_receipt(told: Story, receipt: Path) -> tuple[str, Status]:
    about = read_receipt(told.centre, path=receipt)
    one = next(one for one in list_packages(told.centre) if one.uid == about)
    return one.name, Status(one.receipt)


def _set_region_clock(told: Story) -> None:
    told.region_clock.at = told.stage.clock.at


def verify(told: Story) -> None:
    """Check the certificates as anybody can, without a network."""
    told.tell(N_("8. Kontrollerar intygen, som vem som helst kan göra utan nätverk."))
    for path in told.certificates:
        verdict = check_certificate(told.centre, path=path)
        told.tell("  {file}: {verdict}", file=path.name, verdict=verdict.sentence)
    told.file("keys", "kontrollista-2421.json", check_list_file(told.centre))


def say_where(told: Story) -> None:
    """Say where everything is and how to open it from outside."""
    folder = told.folder
    count = len(list_certificates(told.centre))
    told.tell(N_("Filerna:"))
    told.tell(N_("  {path}: lärcentrets register, {n} intyg"), path=folder / "centre", n=count)
    told.tell(N_("  {path}: regionkontorets register"), path=folder / "region")
    told.tell(N_("  {path}: papper som PDF"), path=folder / "papers")
    told.tell(N_("  {path}: månadsfiler och kvittenser"), path=folder / "month")
    told.tell(N_("  {path}: demonycklar, lösenord och koder"), path=folder / "keys")
    text = N_("Logga in som {login} med lösenordet {password}.")
    told.tell(text, login=office.HEAD, password=office.PASSWORD)
    name = list_packages(told.centre)[0].name
    key = folder / "keys" / "region-age-identity.txt"
    told.tell(N_("Öppna månadsfilen med standardverktyget:"))
    told.say(f"  age -d -i '{key}' '{folder / 'month' / name}'")
