"""A first lawful roster: each person answers in turn to those before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduling.team.tours import LARGEST, Person, Room
from wfm.errors import ConflictError, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduling.team.allowance import Allowance
    from scheduling.team.arrays import Span, TeamArrays
    from scheduling.team.plan import Plan
    from scheduling.team.problem import Member, TeamProblem

# A span whose states fit well into memory, and after which limits are shared out.
SPAN = 28
_PASSES = 2


def windows(team: TeamArrays, span: int = SPAN) -> list[tuple[int, int]]:
    """Cut the horizon into spans of days that split no weekend."""
    cuts, first = [], 0
    while first < team.days:
        last = min(first + span, team.days)
        if team.days - last < span // 2:
            last = team.days
        while not team.cuts[last]:
            last += 1
        cuts.append((first, last))
        first = last
    return cuts


def fits(plan: Plan, person: int) -> bool:
    """Whether a person's whole horizon can be searched at once."""
    priced = plan.persons[person]
    return priced.size(priced.whole()) <= LARGEST


def first_roster(plan: Plan, problem: TeamProblem) -> None:
    """
    Give everyone a lawful tour.

    Raises
    ------
    ConflictError
        If a person has none, with the limits of which one would have to give way.
    NoAnswerError
        If none was found for a person whose horizon is too long to be sure.
    """
    broken = []
    # Where periods split the horizon, the state stays small and fits.
    long = [each for each in range(plan.team.people) if not fits(plan, each)]
    for person in range(plan.team.people):
        if person in long:
            continue
        found = plan.respond(person, plan.persons[person].whole())
        if found.days is None:
            broken.append(_conflict(plan, problem, person))
        else:
            plan.put(person, 0, found.days)
    if broken:
        raise ConflictError(broken)
    cuts = windows(plan.team)
    for number, (_, last) in enumerate(cuts):
        for person in long:
            _continue(plan, problem, person, cuts[: number + 1])
        if last == plan.team.days:
            break
    plan.total()


def _continue(
    plan: Plan,
    problem: TeamProblem,
    person: int,
    cuts: Sequence[tuple[int, int]],
) -> None:
    """Add the last of some spans to a tour; go back as far as needed."""
    last = cuts[-1][1]
    for first, _ in reversed(cuts):
        kept = plan.tours[person, first:last].copy()
        plan.put(person, first, np.full(last - first, -1, dtype=np.int64))
        given = _shared(plan, person, first, last)
        priced = plan.persons[person]
        if priced.size(given) > 4 * LARGEST:
            plan.put(person, first, kept)
            break
        for lower in (1.0, 0.9, 0.75) if last < plan.team.days else (1.0,):
            (span,) = given.periods
            eased = span._replace(
                fewest=int(span.fewest * lower),
                least_days=int(span.least_days * lower),
            )
            found = plan.respond(person, replace(given, periods=(eased,)))
            if found.days is not None:
                plan.put(person, first, found.days)
                return
        plan.put(person, first, kept)
    raise NoAnswerError(
        f"no lawful tour was found for {problem.members[person].name!r}; lower her "
        "min_minutes, or roster a shorter horizon"
    )


def _shared(plan: Plan, person: int, first: int, last: int) -> Allowance:
    """Share limits of the horizon out over its days until the end of a span."""
    team, priced = plan.team, plan.persons[person]
    base = priced.within(plan.tours[person], first, last)
    if last == team.days:
        return base
    can = np.isfinite(team.price[person]).any(axis=1)
    part = float(can[:last].sum()) / max(1, int(can.sum()))
    weekends = int(np.count_nonzero(team.weekend == 1))
    of_weekends = int(np.count_nonzero(team.weekend[:last] == 1)) / max(1, weekends)
    forced = np.argmax(np.append(can[last:], True))
    later = np.full(int(forced), -1, dtype=np.int64)
    (own,), (left,) = team.periods[person], base.periods
    used, days = own.most - left.most, own.most_days - left.most_days
    shared = left._replace(
        fewest=max(0, int(own.fewest * part) - used),
        most=round(own.most * part) - used,
        least_days=max(0, int(own.least_days * part) - days),
        most_days=int(np.ceil(own.most_days * part)) - days,
    )
    own_weekends = int(team.weekends_most[person])
    type_most = team.type_most[person]
    return replace(
        base,
        ends=priced.stages.ends_before(later),
        periods=(shared,),
        weekends=base.weekends
        - own_weekends
        + int(np.ceil(own_weekends * of_weekends)),
        of_type=base.of_type - type_most + np.ceil(type_most * part).astype(np.int64),
    )


_LIMITS = {
    "min_days_in_row": ("least_run", 1),
    "min_days_off_in_row": ("least_off", 1),
    "max_days_in_row": ("run", None),
    "max_weekends": ("weekends_most", None),
    "max_shifts": ("type_most", None),
}


def _conflict(plan: Plan, problem: TeamProblem, person: int) -> str:
    """Say which limit, dropped alone, would give a person a lawful tour."""
    team, one = plan.team, problem.members[person]
    enough = int(team.units.max()) * team.days
    mends = []
    for name, periods in _eased(one, team.periods[person], enough):
        every = list(team.periods)
        every[person] = periods
        eased = Person(replace(team, periods=tuple(every)), person, Room())
        if eased.best(team.price[person], eased.whole()).days is not None:
            mends.append(name)
    for name, (field, value) in _LIMITS.items():
        limit = getattr(team, field).copy()
        limit[person] = enough if value is None else value
        if name == "max_days_in_row":
            limit[person] = team.days
        eased = Person(replace(team, **{field: limit}), person, Room())
        if eased.best(team.price[person], eased.whole()).days is not None:
            mends.append(f"{name} = {_value(getattr(one, name))}")
    if one.days_off:
        price = team.price.copy()
        price[person, sorted(one.days_off)] = 0.0
        eased = Person(replace(team, price=price), person, Room())
        if eased.best(price[person], eased.whole()).days is not None:
            mends.append("days_off")
    way = (
        f"one exists without {' or without '.join(mends)}"
        if mends
        else "more than one of her limits would have to give way"
    )
    return f"{one.name!r} has no lawful tour: {way}"


def _eased(
    one: Member, spans: tuple[Span, ...], enough: int
) -> list[tuple[str, tuple[Span, ...]]]:
    """Periods without their fewest, then without their most, with a name for each."""
    low, high = f"min_minutes = {one.min_minutes}", f"max_minutes = {one.max_minutes}"
    if one.periods:
        low, high = "the least of her periods", "the most of her periods"
    return [
        (low, tuple(span._replace(fewest=0, least_days=0) for span in spans)),
        (high, tuple(span._replace(most=enough, most_days=enough) for span in spans)),
    ]


def _value(limit: object) -> object:
    return dict(limit) if hasattr(limit, "items") else limit  # type: ignore[call-overload]
