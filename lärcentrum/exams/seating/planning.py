"""Propose who sits where: greedily, with what is better done over, and with its reasons.

1. Everybody who can stays where they are.
2. Those who are out are put in, party by party (who write the same exam at the same time): own
   room first, then small groups, then the largest; each where it costs least, in the room that it
   fills best.
3. While it gets cheaper: one person is moved, two change rooms, one or two rooms are emptied and
   their people put in elsewhere; of a handful one goes in where another goes on from; one who
   needs few or nobody around gets a room first and the rest is done over around that. A day of
   many people only has its rooms emptied one by one.
4. The same is begun from an empty day; the cheaper plan counts (a tie goes to the one that stays).
5. It is done over as if the plan were kept, until nothing more changes. So a placed day that is
   proposed again moves nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from lärcentrum.exams.seat_plans import Together
from lärcentrum.exams.seating.costs import cost_of, is_moved
from lärcentrum.exams.seating.facts import (
    Moving,
    Person,
    Proposal,
    RoomFacts,
    SeatRules,
    Spot,
    Why,
)
from lärcentrum.exams.seating.plans import NO_BIAS, Bias, Judge, Plan
from lärcentrum.exams.seating.sessions import seated, sessions
from lärcentrum.progress import Progress, silent

FEW = 40
"""Up to so many people every way of making a plan better is tried."""
HANDFUL = 12
"""Up to so many people three rooms change people too."""
_ROUNDS = 6

# --- rules -----------------------------------------------------------------


def propose(
    people: Sequence[Person],
    rooms: Sequence[RoomFacts],
    rules: SeatRules | None = None,
    *,
    few: int = FEW,
    after: Mapping[str, Spot] | None = None,
    progress: Progress = silent,
) -> Proposal:
    """Propose who sits where on a day.

    Args:
        people: everybody who writes.
        rooms: every room.
        rules: what the centre has settled.
        few: up to how many people every way is tried.
        after: places that are kept first, so that nobody in them is left out for another.
        progress: told now and then that it goes on; may stop it.

    Returns:
        the places, who is moved and why, and why somebody cannot be placed.
    """
    settled = rules or SeatRules()
    now, judge = list(people), Judge(people, rooms, settled, progress)
    stays = judge.as_it_is()
    if after is not None:
        now = [as_kept(one, after) for one in people]
        judge = Judge(now, rooms, settled, progress)
    for _round in range(_ROUNDS):
        plan = _cheapest(judge, small=after is None and len(people) <= few)
        places = _spots(judge, plan)
        then = [as_kept(one, places) for one in now]
        if then == now:
            break
        now = then
        judge = Judge(now, rooms, settled, progress)
    return Proposal(
        places=places,
        unplaced={people[one].key: why_not(judge, plan, one) for one in sorted(plan.out)},
        moved=_moved(people, rooms, places, {people[one].key for one in stays.out}),
        cost=cost_of(people, rooms, settled, places),
    )


def as_kept(person: Person, places: Mapping[str, Spot]) -> Person:
    """Give somebody as they stand once a plan is kept; without a seat one stays in the room."""
    room = None if person.now is None else Spot(room=person.now.room)
    return replace(person, now=places.get(person.key, room))


def _cheapest(judge: Judge, *, small: bool) -> Plan:
    best = _better(judge, judge.filled(judge.as_it_is()), small=small)
    if small:
        for bias in (NO_BIAS, Bias(small_first=True)):
            other = _better(judge, judge.filled(judge.nothing(), bias), small=True)
            if other.cost < best.cost:
                best = other
    return best


def _better(judge: Judge, plan: Plan, *, small: bool) -> Plan:
    """Make a plan cheaper as long as something makes it so."""
    if not small:
        return _with_fewer_rooms(judge, plan)
    while True:
        found = next((one for one in _small_ways(judge, plan) if one.cost < plan.cost), None)
        if found is None:
            return plan
        plan = found


def _with_fewer_rooms(judge: Judge, plan: Plan) -> Plan:
    """Empty one room after another, the smallest party first, where the others take its people."""
    used = [n for n, there in enumerate(plan.rooms) if there]
    for number in sorted(used, key=lambda n: len(plan.rooms[n])):
        if judge.may_be_emptied(plan, number):
            bias = Bias(banned=frozenset({number}), all_or_none=True)
            made = judge.filled(judge.without(plan, [number]), bias, limit=plan.cost)
            plan = made if made.cost < plan.cost else plan
    return plan


def _small_ways(judge: Judge, plan: Plan) -> Iterator[Plan]:
    yield from _one_moved(judge, plan)
    yield from _two_changed(judge, plan)
    yield from _rooms_emptied(judge, plan)
    if len(judge.people) <= HANDFUL:
        yield from _one_pushed_on(judge, plan)
    yield from _first_of_all(judge, plan)


def _first_of_all(judge: Judge, plan: Plan) -> Iterator[Plan]:
    """Give a room to one who needs it most, and do the day over around that."""
    used = [n for n, there in enumerate(plan.rooms) if there]
    bare = judge.without(plan, used)
    special = {n for n, one in enumerate(judge.people) if one.own_room or one.small_group}
    for one in sorted(plan.out | special):
        for number in range(len(plan.rooms)):
            bias = Bias(first=one, first_room=number)
            near = {number, plan.room_of(one)} - {-1}
            yield judge.filled(judge.without(plan, near), bias, limit=plan.cost)
            yield judge.filled(bare, bias, limit=plan.cost)
            yield judge.filled(bare, replace(bias, small_first=True), limit=plan.cost)
    yield judge.filled(bare, Bias(special_last=True), limit=plan.cost)
    for number in used:
        yield judge.filled(bare, Bias(banned=frozenset({number})), limit=plan.cost)
    for number in range(len(plan.rooms)):
        yield judge.filled(bare, Bias(favoured=number), limit=plan.cost)


def _one_moved(judge: Judge, plan: Plan) -> Iterator[Plan]:
    for source, there in enumerate(plan.rooms):
        for one in sorted(there):
            for target, others in enumerate(plan.rooms):
                if target != source:
                    rooms = {source: there - {one}, target: others | {one}}
                    made = judge.changed(plan, rooms, plan.out)
                    if made is not None:
                        yield made


def _two_changed(judge: Judge, plan: Plan) -> Iterator[Plan]:
    used = [n for n, there in enumerate(plan.rooms) if there]
    for first, second in combinations(used, 2):
        here, there = plan.rooms[first], plan.rooms[second]
        for one in sorted(here):
            for other in sorted(there):
                rooms = {first: here - {one} | {other}, second: there - {other} | {one}}
                made = judge.changed(plan, rooms, plan.out)
                if made is not None:
                    yield made


def _one_pushed_on(judge: Judge, plan: Plan) -> Iterator[Plan]:
    """One goes in where another goes on from, to a third room or out."""
    for first in range(len(judge.people)):
        source = plan.room_of(first)
        for middle, there in enumerate(plan.rooms):
            for second in sorted(there) if middle != source else ():
                rooms = {middle: there - {second} | {first}}
                out = plan.out - {first}
                if source >= 0:
                    rooms[source] = plan.rooms[source] - {first}
                for target in range(-1, len(plan.rooms)):
                    if target == middle or (target == source and source >= 0):
                        continue
                    gone = {target: plan.rooms[target] | {second}} if target >= 0 else {}
                    left = out if target >= 0 else out | {second}
                    made = judge.changed(plan, rooms | gone, left)
                    if made is not None:
                        yield made


def _rooms_emptied(judge: Judge, plan: Plan) -> Iterator[Plan]:
    used = [n for n, there in enumerate(plan.rooms) if there]
    groups = [frozenset(one) for size in (1, 2) for one in combinations(used, size)]
    for emptied in groups:
        bare = judge.without(plan, emptied)
        for number in sorted(emptied):
            yield judge.filled(bare, Bias(banned=frozenset({number})), limit=plan.cost)
        for favoured in range(len(plan.rooms)):
            yield judge.filled(
                bare, Bias(favoured=favoured, banned=emptied - {favoured}), limit=plan.cost
            )


def _spots(judge: Judge, plan: Plan) -> dict[str, Spot]:
    places: dict[str, Spot] = {}
    for room, there in zip(judge.rooms, plan.rooms, strict=True):
        for one in sessions(room, [judge.people[n] for n in sorted(there)]):
            for person, seat in seated(room, one.people).items():
                places[person] = Spot(room=room.key, seat=seat)
    return places


def _moved(
    people: Sequence[Person],
    rooms: Sequence[RoomFacts],
    places: dict[str, Spot],
    crowded: set[str],
) -> dict[str, Moving]:
    usable = {room.key: {chair.key for chair in room.chairs} for room in rooms}
    found = {}
    for one in people:
        now = one.now
        if now is None or not is_moved(one, places.get(one.key)):
            continue
        gone = now.room not in usable or (now.seat and now.seat not in usable[now.room])
        found[one.key] = (
            Moving.GONE if gone else Moving.CROWDED if one.key in crowded else Moving.SAVES
        )
    return found


def why_not(judge: Judge, plan: Plan, number: int) -> Why:
    """Say why somebody has no place in a plan: what stands in the way everywhere."""
    who, alone = judge.people[number], frozenset({number})
    plain = replace(who, needs=frozenset(), avoids=frozenset())
    in_time = [
        n for n, room in enumerate(judge.rooms)
        if room.chairs and Judge([plain], [room], judge.rules).cost(0, frozenset({0})) is not None
    ]  # fmt: skip
    if not in_time:
        return Why.NO_ROOM
    fit = [n for n in in_time if judge.cost(n, alone) is not None]
    if not fit:
        near = any(who.needs <= judge.rooms[n].has for n in in_time)
        return Why.NEAR if near else Why.EQUIPMENT
    if who.own_room:
        return Why.OWN_ROOM
    if who.small_group:
        return Why.SMALL_GROUP
    free = [n for n in fit if _beside(judge, plan, n, who) < judge.usable[n]]
    if any(judge.rooms[n].together is Together.APART for n in free):
        return Why.APART
    gaps = any(
        judge.rooms[n].gap and _beside(judge, plan, n, who) < len(judge.rooms[n].chairs)
        for n in fit
    )
    return Why.GAPS if gaps else Why.FULL


def _beside(judge: Judge, plan: Plan, number: int, who: Person) -> int:
    return sum(judge.people[one].span.overlaps(who.span) for one in plan.rooms[number])
