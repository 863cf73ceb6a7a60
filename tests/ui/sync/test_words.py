"""Which month comes next, which step it stands at, and how a sum is said."""

from dataclasses import replace
from datetime import date

import pytest

from lärcentrum.sync.months import Month, MonthState, following
from ui.kit.tokens import Tone
from ui.sync.words import (
    Situation,
    Step,
    first_of,
    month_chip,
    next_month,
    part_of,
    step_chip,
    step_of,
)

OPEN = MonthState.OPEN


def months(**states):
    """A year to November 2026; the last month runs, the others are open but for those named."""
    listed = [following("2026-11", -back) for back in range(11, -1, -1)]
    return [
        Month(
            period=period,
            state=states.get(f"m{period[5:]}", MonthState.AHEAD if period == "2026-11" else OPEN),
            due=date(2026, 12, 28),
            late=period < "2026-10",
        )
        for period in listed
    ]


@pytest.mark.parametrize(
    ("states", "first", "due"),
    [
        ({}, "2025-12", "2025-12"),
        ({f"m{n:02}": MonthState.BEFORE for n in (*range(1, 9), 12)}, "2026-09", "2026-09"),
        ({"m08": MonthState.RECEIPTED}, "2026-08", "2026-09"),
        ({"m08": MonthState.RECEIPTED, "m09": MonthState.DELIVERED}, "2026-08", "2026-10"),
        ({"m09": MonthState.DELIVERED, "m10": MonthState.RECEIPTED}, "2026-09", "2026-10"),
        ({"m09": MonthState.TO_CORRECT, "m10": MonthState.RECEIPTED}, "2026-09", "2026-09"),
        ({"m10": MonthState.CREATED}, "2026-10", "2026-10"),
    ],
)
def test_the_first_month_that_has_not_left_comes_next(states, first, due):
    listed = months(**states)
    assert first_of(listed) == first
    assert next_month(listed) == due


def test_nothing_is_late_before_the_centre_began():
    old = months()[0]
    assert month_chip(old, begun=False).word == "öppen"
    late = month_chip(old)
    assert late.word == "öppen, sen"
    assert late.tone is Tone.WARN
    signs = {month_chip(replace(old, state=state, late=False)).sign for state in MonthState}
    assert len(signs) == len(MonthState), "each state has a shape of its own"


@pytest.mark.parametrize(
    ("state", "closed", "step"),
    [
        (MonthState.AHEAD, False, Step.CHECK),
        (OPEN, False, Step.CHECK),
        (MonthState.TO_CORRECT, False, Step.CHECK),
        (MonthState.CLOSED, True, Step.MAKE),
        (MonthState.CREATED, True, Step.DELIVER),
        (MonthState.DELIVERED, True, Step.RECEIPT),
        (MonthState.RECEIPTED, True, Step.RECEIPT),
        (MonthState.TO_CORRECT, True, Step.RECEIPT),
    ],
)
def test_step_of_a_month(state, closed, step):
    month = replace(months()[10], state=state)
    now = Situation(month=month, closed=closed)
    assert step_of(now) is step
    assert all(step_chip(one, now).word for one in Step)


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("", ""),
        ("sex = woman", "kön: kvinna"),
        ("municipality = 2463", "hemkommun: Åsele"),
        ("reason = full", "skäl: fullt"),
        ("provider = LTU", "anordnare: LTU"),
        ("state = confirmed", "läge: bekräftad"),
        ("age_band = unknown", "ålder: okänt"),
    ],
)
def test_what_a_sum_is_divided_by(by, said):
    assert part_of(by) == said
