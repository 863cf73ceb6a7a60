"""A plan under way: who is in which room, what each room costs, and how people are put in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lärcentrum.exams.seating.costs import is_moved
from lärcentrum.exams.seating.facts import (
    INVIGILATOR,
    MIX,
    MOVED,
    ROOM,
    UNPLACED,
    Person,
    RoomFacts,
    SeatRules,
)
from lärcentrum.exams.seating.sessions import (
    fits_in_time,
    holds,
    kept,
    most_people,
    sessions,
    stay_put,
)
from lärcentrum.exams.times import Span
from lärcentrum.progress import Progress, silent

Members = frozenset[int]
Key = tuple[int, int, int]
Try = tuple[Key, int, int, Members]
NOBODY: Members = frozenset()

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is in which room.

    Args:
        rooms: the people in each room, by number.
        out: those without a place.
        cost: what it costs.
    """

    rooms: tuple[Members, ...]
    out: Members
    cost: int

    def room_of(self, person: int) -> int:
        """Give the number of somebody's room, -1 without one."""
        return next((n for n, there in enumerate(self.rooms) if person in there), -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """How people are put in.

    Args:
        banned: rooms that nobody is put in.
        favoured: a room that is opened as if it cost nothing, -1 for none.
        first: somebody who is put in before everybody else, -1 for nobody.
        first_room: the only room for that person, -1 for any.
        small_first: whether small parties go before large ones.
        special_last: whether those who need few or nobody around go after everybody else.
        all_or_none: whether it is given up as soon as somebody does not go in.
    """

    banned: frozenset[int] = frozenset()
    favoured: int = -1
    first: int = -1
    first_room: int = -1
    small_first: bool = False
    special_last: bool = False
    all_or_none: bool = False


NO_BIAS = Bias()

# --- rules -----------------------------------------------------------------


def _is_elsewhere(party: list[int], number: int, bias: Bias) -> bool:
    return bias.first_room not in (-1, number) and party[0] == bias.first


class Judge:
    """Tells what people in a room cost, and remembers it.

    Args:
        people: everybody.
        rooms: every room.
        rules: what the centre has settled.
        progress: told of every room that is looked into anew.
    """

    def __init__(
        self,
        people: Sequence[Person],
        rooms: Sequence[RoomFacts],
        rules: SeatRules,
        progress: Progress = silent,
    ) -> None:
        self._progress, self._looks = progress, 0
        self.people, self.rooms, self.rules = people, rooms, rules
        self.usable = [most_people(room) for room in rooms]
        self._known: list[dict[Members, int | None]] = [{} for _room in rooms]
        self._looked: dict[tuple[Members, Span], tuple[int, frozenset[str]]] = {}
        self._widest = max(self.usable, default=1)
        self._numbers = {room.key: n for n, room in enumerate(rooms)}
        self.home = [self._numbers.get(one.now.room, -1) if one.now else -1 for one in people]
        self._homes = set(self.home)
        self._left_out = [UNPLACED + MOVED * is_moved(one, None) for one in people]

    def cost(self, room: int, there: Members) -> int | None:
        """Give what these people in a room cost, None when they cannot be there."""
        if not there:
            return 0
        known = self._known[room]
        if there not in known:
            known[there] = self._cost(room, there)
        return known[there]

    def _cost(self, number: int, there: Members) -> int | None:
        self._looks += 1
        self._progress(self._looks, 0)
        room = self.rooms[number]
        made = sessions(room, [self.people[one] for one in sorted(there)])
        if not fits_in_time(room, made):
            return None
        cost = ROOM
        for one in made:
            people = one.people
            if not holds(room, one, self.rules, self.usable[number]):
                return None
            if people:
                cost += INVIGILATOR * -(-len(people) // self.rules.per_invigilator)
                cost += MIX * (len({who.exam for who in people}) - 1)
                cost += MOVED * self._moved(room, people)
        return cost

    def _moved(self, room: RoomFacts, people: Sequence[Person]) -> int:
        sat = came = 0
        for one in people:
            if one.now is not None:
                came += one.now.room != room.key
                sat += one.now.room == room.key and one.now.seat is not None
        return came + (sat - stay_put(room, people) if sat else 0)

    def changed(self, plan: Plan, rooms: Mapping[int, Members], out: Members) -> Plan | None:
        """Give a plan with other people in some rooms, None when they cannot be there."""
        cost = plan.cost + sum(self._left_out[one] for one in out - plan.out)
        cost -= sum(self._left_out[one] for one in plan.out - out)
        new = list(plan.rooms)
        for number, there in rooms.items():
            before, after = self.cost(number, plan.rooms[number]), self.cost(number, there)
            if before is None or after is None:
                return None
            cost += after - before
            new[number] = there
        return Plan(tuple(new), out, cost)

    def nothing(self) -> Plan:
        """Give the plan in which nobody has a place."""
        everybody = frozenset(range(len(self.people)))
        return Plan(tuple(NOBODY for _room in self.rooms), everybody, sum(self._left_out))

    def as_it_is(self) -> Plan:
        """Give the plan in which everybody who can stays where they are."""
        plan = self.nothing()
        for number in range(len(self.rooms)):
            there = [one for one, home in enumerate(self.home) if home == number]
            if not there:
                continue
            whole = self.changed(plan, {number: frozenset(there)}, plan.out - set(there))
            plan = whole or self._one_by_one(plan, number, there)
        return plan

    def _one_by_one(self, plan: Plan, number: int, there: list[int]) -> Plan:
        seats = set(kept(self.rooms[number], [self.people[one] for one in there]).values())
        there.sort(key=lambda one: (self.people[one].key not in seats, self.people[one].number))
        for one in there:
            more = self.changed(plan, {number: plan.rooms[number] | {one}}, plan.out - {one})
            plan = more or plan
        return plan

    # --- putting people in -------------------------------------------------

    def filled(self, plan: Plan, bias: Bias = NO_BIAS, limit: int | None = None) -> Plan:
        """Put in those who are out, party by party, each where it costs least.

        Args:
            plan: where it begins.
            bias: how they are put in.
            limit: it is given up when those who are in cost so much: there is a plan as cheap.
        """
        for party in self._parties(plan.out, bias):
            rest = party
            while rest:
                found = self._best(plan, rest, bias)
                if found is None and bias.all_or_none:
                    return plan
                if found is None:
                    break
                number, going = found
                there = plan.rooms[number] | going
                made = self.changed(plan, {number: there}, plan.out - going)
                plan = made or plan
                if limit is not None and self._cost_inside(plan) >= limit:
                    return plan
                rest = [one for one in rest if one not in going]
        return plan

    def _cost_inside(self, plan: Plan) -> int:
        return plan.cost - sum(self._left_out[one] for one in plan.out)

    def _parties(self, out: Members, bias: Bias) -> list[list[int]]:
        parties: dict[object, list[int]] = {}
        for one in sorted(out):
            who = self.people[one]
            alone = one if who.own_room else -1
            key = (one == bias.first, alone, who.small_group, who.exam, who.span, who.needs)
            parties.setdefault(key, []).append(one)
        sign = 1 if bias.small_first else -1

        def order(party: list[int]) -> tuple[object, ...]:
            who = self.people[party[0]]
            alone, few = who.own_room, who.small_group and not who.own_room
            rank = (alone, few) if bias.special_last else (not alone, not few)
            return (party[0] != bias.first, *rank, sign * len(party), party[0])

        return sorted(parties.values(), key=order)

    def _best(self, plan: Plan, party: list[int], bias: Bias) -> tuple[int, Members] | None:
        """Find where a party, or as many of it as a room takes, costs least.

        What it must cost at least is asked first; rooms that cannot be cheapest are not tried.
        """
        best: tuple[Key, int, Members] | None = None
        tries = [
            one
            for number in range(len(self.rooms))
            if number not in bias.banned and not _is_elsewhere(party, number, bias)
            for one in self._least(plan, number, party, bias)
        ]
        tries.sort()
        done: set[int] = set()
        for least, _size, number, going in tries:
            if best is not None and least >= best[0]:
                break
            there = plan.rooms[number]
            cost = None if number in done else self.cost(number, there | going)
            if cost is None:
                continue
            done.add(number)
            more = cost - (self.cost(number, there) or 0) - self._favour(number, there, bias)
            score = more + self._rest_costs(len(party) - len(going))
            key = (score, self.usable[number] - len(there) - len(going), number)
            if best is None or key < best[0]:
                best = (key, number, going)
        return None if best is None else (best[1], best[2])

    def _least(self, plan: Plan, number: int, party: list[int], bias: Bias) -> Iterator[Try]:
        """Give as many of a party as a room may take, with what that must cost at least."""
        there, who = plan.rooms[number], self.people[party[0]]
        beside, exams = self._beside(there, who)
        free = min(self.usable[number] - beside, len(party))
        if free <= 0 or (who.own_room and beside):
            return
        few = self.rules.small_group - beside
        sizes = {1} if who.own_room else {free, min(few, free)}
        mine = party
        if number in self._homes:
            mine = sorted(party, key=lambda one: self.home[one] != number)
        opens = 0 if there else ROOM + INVIGILATOR
        for size in sorted((n for n in sizes if n > 0), reverse=True):
            going = mine[:size]
            came = sum(self.home[one] not in (-1, number) for one in going)
            score = opens + MOVED * came + MIX * (bool(exams) and who.exam not in exams)
            score += self._rest_costs(len(party) - size) - self._favour(number, there, bias)
            left = self.usable[number] - len(there) - size
            yield (score, left, number), -size, number, frozenset(going)

    def _beside(self, there: Members, who: Person) -> tuple[int, frozenset[str]]:
        """Count those in a room who write at the same time, and name what they write."""
        key = (there, who.span)
        known = self._looked.get(key)
        if known is None:
            others = [self.people[n] for n in there]
            writing = [one.exam for one in others if one.span.overlaps(who.span)]
            known = self._looked[key] = (len(writing), frozenset(writing))
        return known

    def _rest_costs(self, left: int) -> int:
        return (ROOM + INVIGILATOR) * -(-left // self._widest)

    @staticmethod
    def _favour(number: int, there: Members, bias: Bias) -> int:
        return ROOM + INVIGILATOR if number == bias.favoured and not there else 0

    def without(self, plan: Plan, numbers: Iterable[int]) -> Plan:
        """Give a plan with some rooms emptied."""
        emptied = dict.fromkeys(numbers, NOBODY)
        gone = frozenset().union(*(plan.rooms[number] for number in emptied))
        return self.changed(plan, emptied, plan.out | gone) or plan

    def may_be_emptied(self, plan: Plan, number: int) -> bool:
        """Tell whether the others have seats enough, and moving the people costs less."""
        there = plan.rooms[number]
        free = sum(
            self.usable[n] - len(others)
            for n, others in enumerate(plan.rooms)
            if others and n != number
        )
        settled = sum(self.home[one] == number for one in there)
        saved = self.cost(number, there) or 0
        return len(there) <= free and MOVED * settled < saved
