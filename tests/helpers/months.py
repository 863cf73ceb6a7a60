"""A centre with a month behind it, and the keys of its region."""

from pathlib import Path
from typing import Any

from lärcentrum.people import protection
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from lärcentrum.sync import keys, months, packages, recipients
from lärcentrum.sync.cards import KeyCard, Role, write_card
from lärcentrum.sync.envelope import public_key
from lärcentrum.sync.levels import Level
from tests.helpers import packages as make
from tests.helpers.people import make_student

OCTOBER = "2026-10"
REGION = KeyCard(
    role=Role.REGION,
    code="norr",
    name="Akademi Norr",
    register="region-1",
    environment="real",
    seal=public_key(make.REGION_SECRET),
    recipient=make.region_keys().recipient,
    email="in@exempel.se",
)


def name_centre(store: Store, code: str = "2463", name: str = "Åsele lärcentrum") -> None:
    change_settings(store, values={"centre_code": code, "centre_name": name})


def enrol_region(store: Store, card: KeyCard = REGION) -> list[str]:
    return recipients.add_recipient(store, card=write_card(card), fingerprint=card.fingerprint)


def decide(store: Store, *levels: Level) -> None:
    for level in levels:
        keys.enter_decision(
            store,
            level=level,
            decided_on=store.clock.today(),
            file_number="KS 2026/123",
            decided_by="Kommunstyrelsen",
        )


def seed(store: Store, students: int = 4, month: str = OCTOBER, *, first: int = 0) -> list[str]:
    """Students with a booking each in a month, the last of them absent; gives the uids."""
    people = [make_student(store, first + n, municipality="2463") for n in range(students)]
    with store.operating("seed", "Seed", False), store.write():
        provider = store.insert("provider", name=f"Luleå {first}", short="LTU", kind="university")
        exam = store.insert(
            "exam", provider_id=provider.id, course_name="Statistik", date=f"{month}-14",
            length_min=240, form="paper",
        )  # fmt: skip
        room = store.insert("room", name=f"Sal {month} {first}", capacity=20)
        starts = _minutes(f"{month}-14")
        sitting = store.insert(
            "sitting", room_id=room.id, starts_wall=f"{month}-14T09:00", starts_at=starts,
            ends_at=starts + 360,
        )  # fmt: skip
        for number, person in enumerate(people):
            absent = number == students - 1
            store.insert("booking", **_booking(store, person, exam.id, sitting.id, starts, absent))
    return people


def _booking(
    store: Store, person: str, exam: int, sitting: int, starts: int, absent: bool
) -> dict[str, Any]:
    return {
        "student_id": store.id_of("student", person),
        "exam_id": exam,
        "sitting_id": sitting,
        "requested_on": "2026-09-20",
        "starts_wall": store.value("SELECT starts_wall FROM sitting WHERE id = ?", sitting),
        "starts_at": starts,
        "ends_at": starts + 360,
        "extra_min": 120,
        "place_given_at": starts - 10_000,
        "provider_approved_at": starts - 9_000,
        "attendance": "absent" if absent else "present",
        "sent_at": None if absent else starts + 1_000,
    }


def _minutes(day: str) -> int:
    from datetime import UTC, datetime

    return int(datetime.fromisoformat(f"{day}T07:00:00").replace(tzinfo=UTC).timestamp()) // 60


def protect(store: Store, student: str) -> None:
    protection.set_protection(
        store, student=student, protection=protection.Protection.MARKED, reason="beslut i register"
    )


def ready(store: Store, level: Level = Level.NONE, students: int = 4) -> list[str]:
    """A centre with a region, a decision and a closed October."""
    name_centre(store)
    people = seed(store, students)
    enrol_region(store)
    if level is not Level.NONE:
        steps = [one for one in list(Level)[1:] if level.covers(one)]
        decide(store, *steps)
    months.close_month(store, period=OCTOBER)
    return people


def send(store: Store, folder: Path, period: str = OCTOBER) -> list[Path]:
    """Make the month's files and put them in a folder."""
    made = packages.create_package(store, period=period)
    return [packages.deliver_to_folder(store, package=uid, folder=folder) for uid in made]


def opened(store: Store, package: str) -> Any:
    """What the region would read in a file of this register."""
    from lärcentrum.sync.package_format import KnownKey, open_package

    card = keys.card_of(store)
    return open_package(
        packages.package_bytes(store, package=package),
        [make.region_keys().identity],
        [KnownKey(public=card.seal, centre=card.code)],
        [make.region_keys().recipient],
    )
