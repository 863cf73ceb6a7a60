"""Make the demo: two registers, a term, and the main job told line by line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from lärcentrum.clock import FixedClock
from lärcentrum.demo import folder as place
from lärcentrum.demo import office, story
from lärcentrum.demo.dice import Dice
from lärcentrum.demo.people import PER_SCALE, add_people
from lärcentrum.demo.practice import add_practice
from lärcentrum.demo.stage import TODAY, Stage
from lärcentrum.demo.story import Story
from lärcentrum.demo.term import live_term, plan_term
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.language import N_, SOURCE, _, current, in_language
from lärcentrum.progress import Progress, silent
from lärcentrum.store.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What was made: equal at each run from the same seed and scale.

    Args:
        centre_digest: what the centre's register says.
        region_digest: what the regional office's register says.
        payload: SHA-256 of the month's payload.
    """

    centre_digest: str
    region_digest: str
    payload: str


def make_demo(
    folder: Path,
    say: Callable[[str], None],
    *,
    scale: int = 1,
    seed: int = 1,
    progress: Progress = silent,
) -> Demo:
    """Make the demo in a folder.

    Args:
        folder: new, empty, or an earlier demo, which is made again.
        say: told line by line, in the language in use, what was done and where the files are;
            what is written is Swedish in any language.
        scale: how many times the usual volume.
        seed: what decides names, numbers, keys and the course of the term.
        progress: told steps done.

    Raises:
        NotADemo: the folder holds something else; nothing is touched.
        RegisterOpen: the earlier demo is open in a window (FE03).
    """
    language = current()

    def step(done: int, total: int, what: str = "") -> None:
        with in_language(language):
            progress(done, total, _(what) if what else "")

    with in_language(SOURCE):
        return _make(folder.absolute(), seed, scale, Voice(say, language), step)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who listens, and in which language."""

    say: Callable[[str], None]
    language: str


def _make(folder: Path, seed: int, scale: int, voice: Voice, progress: Progress) -> Demo:
    place.clear(folder)
    centre, centre_code = office.make_centre(folder / "centre", office.around(seed, "centre"))
    try:
        region, region_code = office.make_office(folder / "region", office.around(seed, "region"))
        try:
            place.claim(folder)
            stage = _stage(centre, seed, scale)
            told = Story(stage, region.store, _clock(region), folder, voice.say, voice.language)
            story.save_codes(told, centre_code, region_code)
            _fill(stage, told, progress)
            return _tell(told)
        finally:
            region.close()
    finally:
        centre.close()


def _stage(centre: Register, seed: int, scale: int) -> Stage:
    return Stage(store=centre.store, clock=_clock(centre), dice=Dice(seed, "term"), scale=scale)


def _clock(register: Register) -> FixedClock:
    clock = register.store.clock
    assert isinstance(clock, FixedClock)
    return clock


_SENT_BEFORE = {"2026-08": datetime(2026, 9, 3, 10), "2026-09": datetime(2026, 10, 8, 10)}
"""When the earlier months of the term were sent."""


def _fill(stage: Stage, told: Story, progress: Progress) -> None:
    """The term until this morning."""
    told.tell(N_("Exempeldata för höstterminen 2026, lärcentrum i Storuman:"))
    progress(0, 4, N_("studenter"))
    office.furnish(stage)
    add_people(stage)
    progress(1, 4, N_("tentor"))
    planned = plan_term(stage)
    live_term(
        stage,
        planned,
        [
            (datetime(2026, 9, 1, 9), lambda: story.meet(told)),
            *[
                (datetime(2026, month, 28, 16), lambda: story.certify_some(told))
                for month in (9, 10)
            ],
            *[
                (when, partial(story.send_earlier, told, period))
                for period, when in _SENT_BEFORE.items()
            ],
        ],
    )
    progress(2, 4, N_("praktik"))
    stage.at(TODAY, 8)
    add_practice(stage)
    told.tell(
        N_(
            "  {students} studenter, {bookings} bokningar hos {providers} anordnare,"
            " {n} praktikperioder."
        ),
        students=PER_SCALE * stage.scale,
        bookings=len(list_bookings(stage.store, over=True)),
        providers=len(stage.providers),
        n=12 * stage.scale,
    )
    progress(3, 4, N_("månadsfil"))


def _tell(told: Story) -> Demo:
    """The main job from end to end, on the day on which the demo stands still."""
    stage = told.stage
    booking = story.book(told)
    story.refuse_clashes(told)
    story.print_papers(told, booking)
    story.certify(told)
    stage.at(TODAY, 10)
    payload = story.send_month(told, "2026-10")
    story.verify(told)
    story.say_where(told)
    demo = Demo(
        centre_digest=stage.store.digest(), region_digest=told.region.digest(), payload=payload
    )
    told.tell(N_("Kontrollsummor, lika vid varje körning:"))
    told.tell(N_("  centret {digest}"), digest=demo.centre_digest)
    told.tell(N_("  regionkontoret {digest}"), digest=demo.region_digest)
    told.tell(N_("  månadsfilens innehåll {digest}"), digest=demo.payload)
    return demo
