"""A regional office with centres, and the files that they send it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from lärcentrum.region import archive, enrolment, inbox, keys
from lärcentrum.region.inbox import Received
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from lärcentrum.sync.cards import KeyCard, Role, write_card
from lärcentrum.sync.envelope import public_key
from lärcentrum.sync.header_format import Addressee, Header
from lärcentrum.sync.levels import Level
from lärcentrum.sync.package_format import Payload, seal_package, write_package, write_payload
from tests.helpers import packages as make


def make_region(store: Store) -> None:
    change_settings(store, values={"centre_code": "norr", "centre_name": "Akademi Norr"})
    keys.make_region_keys(store)


def enrol(
    store: Store, code: str = make.CENTRE, secret: bytes = make.SECRET, **changes: str
) -> str:
    card = KeyCard(
        role=Role.CENTRE,
        code=code,
        name=changes.pop("name", f"Centrum {code}"),
        register=f"register-{code}",
        environment="real",
        seal=public_key(secret),
        email="larcentrum@exempel.se",
    )
    card = replace(card, **changes)
    return enrolment.enrol_centre(store, card=write_card(card), fingerprint=card.fingerprint)


@dataclass
class Sender:
    """A centre that makes one file after another for a region."""

    region: Store
    code: str = make.CENTRE
    secret: bytes = make.SECRET
    epoch: str = "0193-a"
    sequence: int = 0
    previous: str = ""
    when: datetime = make.WHEN
    made: list[bytes] = field(default_factory=list)

    def header(self, period: str, **changes: object) -> Header:
        base = make.header(
            sequence=self.sequence,
            centre=self.code,
            previous=self.previous,
            epoch=self.epoch,
            period=period,
            created=self.when,
            recipients=(Addressee(name="Akademi Norr", key=keys.recipients(self.region)[-1]),),
        )
        return replace(base, **changes)  # type: ignore[arg-type]

    def send(self, period: str, body: Payload, **changes: object) -> bytes:
        self.sequence += 1
        self.when += timedelta(minutes=1)
        head = self.header(period, **changes)
        self.previous = write_package(head, write_payload(body)).content
        data = seal_package(head, body, secret=self.secret)
        self.made.append(data)
        return data

    def restored(self, to: int, previous: bytes, epoch: str) -> "Sender":
        """The same centre, gone back to what it was after a file."""
        opened = inbox.opened(self.region, previous)
        return replace(
            self, epoch=epoch, sequence=to, previous=opened.content, made=list(self.made)
        )


def put(folder: Path, data: bytes, name: str = "fil.lcsync") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def receive(store: Store, folder: Path, *files: bytes) -> list[Received]:
    return [inbox.receive_package(store, path=put(folder, data)) for data in files]


def consolidated(store: Store, codes: Sequence[str] = (make.CENTRE,)) -> object:
    """What two regions compare: rows and sums of every centre."""
    found = []
    for code in codes:
        home = archive.home_of(store, code)
        sums = store.query(
            "SELECT period, name, key, value FROM received_aggregate WHERE enrolment_id = ?"
            " ORDER BY period, name, key",
            home.id,
        )
        found.append((code, archive.state_digest(store, home), sums))
    return found


NONE = Level.NONE
