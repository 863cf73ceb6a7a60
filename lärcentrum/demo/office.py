"""The two registers of the demo, their users, and the key cards that they exchange."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from lärcentrum.clock import STOCKHOLM, FixedClock
from lärcentrum.demo.dice import Dice
from lärcentrum.demo.stage import BEGIN, TODAY, Stage, listed
from lärcentrum.exams.invigilators import add_invigilator
from lärcentrum.exams.providers import add_shipped_providers, list_providers
from lärcentrum.exams.rooms import add_room
from lärcentrum.opening import NewRegister, create_register, surroundings
from lärcentrum.people.users import Role, add_user
from lärcentrum.region.enrolment import enrol_centre
from lärcentrum.region.keys import make_region_keys, region_card
from lärcentrum.settings import change_settings
from lärcentrum.store.keys import Cost
from lärcentrum.store.places import machine_id
from lärcentrum.store.register import Register, Surroundings
from lärcentrum.store.store import Store
from lärcentrum.sync.cards import KeyCard, write_card
from lärcentrum.sync.keys import centre_card, enter_decision, make_centre_keys
from lärcentrum.sync.levels import Level
from lärcentrum.sync.recipients import add_recipient

PASSWORD = "larcentrum-demo"
HEAD, STAFF, SUBSTITUTE, OFFICE = "berit", "sara", "vikarie", "region"
FILE_NUMBER = "DEMO-2026-17"
_CHEAP = Cost(memory_kib=8 * 1024, passes=1, lanes=1)
"""The password is printed for all to see: making it dear to guess would protect nothing."""


def around(seed: int, purpose: str) -> Surroundings:
    """Give what a demo register is handed: a clock that is set, and randomness from the seed."""
    real = surroundings()
    # The computer's own id is no part of the demo: made first, it takes nothing of the seed's.
    machine_id(real.state, real.entropy)
    clock = FixedClock(datetime.combine(BEGIN, time(8), STOCKHOLM))
    return replace(real, clock=clock, entropy=Dice(seed, purpose).bytes, cost=_CHEAP)


def make_centre(folder: Path, outside: Surroundings) -> tuple[Register, str]:
    """Make the centre's register with its settings and users; give its recovery code too."""
    made, code = create_register(
        folder,
        NewRegister(
            kind="centre",
            environment="demo",
            code="2421",
            name="Lärcentrum Storuman (demo)",
            municipality="Storuman",
            login=HEAD,
            password=PASSWORD,
            user_name="Berit Åström",
            user_title="Föreståndare",
        ),
        outside,
    )
    _users(made.store)
    change_settings(
        made.store,
        values={
            "centre_address": "Skolgatan 1, 923 31 Storuman",
            "centre_email": "larcentrum@storuman.example",
            "centre_phone": "070-1740600",
            "certificate_contact": "larcentrum@storuman.example, 070-1740600",
            "use_invigilators": "1",
            "use_seats": "1",
        },
    )
    return made, code


def _users(store: Store) -> None:
    add_user(store, login=STAFF, name="Sara Njuolla", title="Studiesamordnare", password=PASSWORD)
    add_user(
        store,
        login=SUBSTITUTE,
        name="Vilma Öhman",
        title="Vikarie",
        password=PASSWORD,
        role=Role.SUBSTITUTE,
        valid_until=date(2099, 12, 31),
    )


def furnish(stage: Stage) -> None:
    """Add rooms, invigilators and the providers that travel with the program."""
    places = listed("places")
    add_shipped_providers(stage.store)
    known = {one.name: one.uid for one in list_providers(stage.store)}
    stage.providers = {one["name"]: known[one["name"]] for one in listed("courses")["provider"]}
    for copy in range(stage.scale):
        with stage.batch():
            for room in places["rooms"]:
                add_room(stage.store, **{**room, "name": _numbered(room["name"], copy)})
            for n, name in enumerate(places["invigilators"]):
                phone = f"070-17406{10 + n:02}"
                add_invigilator(stage.store, name=_numbered(name, copy), phone=phone)


def _numbered(name: str, copy: int) -> str:
    return f"{name} {copy + 1}" if copy else name


def make_office(folder: Path, outside: Surroundings) -> tuple[Register, str]:
    """Make the regional office's register with its keys; give its recovery code too."""
    made, code = create_register(
        folder,
        NewRegister(
            kind="region",
            environment="demo",
            code="akademi-norr",
            name="Akademi Norr (demo)",
            municipality="Storuman",
            login=OFFICE,
            password=PASSWORD,
            user_name="Örjan Hedman",
            user_title="Regionsamordnare",
        ),
        outside,
    )
    change_settings(made.store, values={"centre_email": "manadsfil@region.example"})
    make_region_keys(made.store)
    return made, code


def exchange_cards(centre: Store, office: Store) -> tuple[KeyCard, KeyCard]:
    """Let the two know each other's keys, each with the fingerprint that was read aloud."""
    make_centre_keys(centre)
    own, other = centre_card(centre), region_card(office)
    assert own is not None
    assert other is not None
    enrol_centre(office, card=write_card(own), fingerprint=own.fingerprint)
    add_recipient(centre, card=write_card(other), fingerprint=other.fingerprint)
    return own, other


def decide(centre: Store) -> None:
    """Enter the data controller's decision that rows may leave under pseudonyms."""
    enter_decision(
        centre,
        level=Level.PSEUDONYMOUS,
        decided_on=min(date(2026, 9, 1), TODAY),
        file_number=FILE_NUMBER,
        decided_by="Kommunstyrelsen i Storuman (demo)",
    )
