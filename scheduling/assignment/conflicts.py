"""Name the rules that leave an agent no lawful week, and what would mend it.

Rules are left out one at a time: one without which there is still no tour does not
belong to the conflict (a deletion filter, Chinneck and Dravnieks 1991). What remains
conflicts and cannot be made smaller by leaving one out; smaller sets are looked for
as well, so the set named is a smallest one. Each trial is an exact search for a tour.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from scheduling.assignment.loosened import (
    PARAMETERS,
    OneWeek,
    cheapest,
    eased,
    hours,
    listed,
    rules_of,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

    from scheduling.assignment.members import RosterWork
    from scheduling.assignment.week import Member
    from scheduling.problem import Week

_NAMED = 3
# Different reasons that are worked out; more than a reader can take in.
_MOST = 50


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    Why an agent has no lawful week.

    Attributes
    ----------
    rules : tuple of str
        A smallest set of rules that cannot all hold.
    remedies : tuple of str
        For each rule that alone can mend it, the smallest change that does; where
        none can, the rules to give up together, as one entry.
    """

    rules: tuple[str, ...]
    remedies: tuple[str, ...]


def why_no_tours(work: RosterWork, week: Week, members: Sequence[Member]) -> list[str]:
    """
    Say why some agents have no lawful week, those with the same reason together.

    Parameters
    ----------
    work : RosterWork
        Terms, rules, and what the agents worked before.
    week : Week
        The week in hand.
    members : sequence of Member
        Agents without a lawful tour.

    Returns
    -------
    list of str
        One sentence a reason.
    """
    date = work.board.demand.dates[week.first].date()
    return [
        f"{_who(agents, contract)}: no lawful week from {date}: {reason}"
        for (contract, reason), agents in _by_reason(
            work, week, members, _conflict_words
        )
    ]


def unreached_hours(
    work: RosterWork, week: Week, members: Sequence[Member]
) -> list[str]:
    """
    Say which agents cannot work the hours of their contract in a week, and why.

    Parameters
    ----------
    work, week
        As for `why_no_tours`.
    members : sequence of Member
        Agents of the week; those without a lawful tour are left out.

    Returns
    -------
    list of str
        One sentence a reason; empty where everybody can.
    """
    date = work.board.demand.dates[week.first].date()
    return [
        f"{_who(agents, contract)}: week from {date}: {reason}"
        for (contract, reason), agents in _by_reason(work, week, members, _idle_words)
    ]


def conflict(one: OneWeek) -> Conflict:
    """
    Find a smallest set of rules that leaves no lawful week, and what mends it.

    Parameters
    ----------
    one : OneWeek
        A week without a lawful tour.

    Returns
    -------
    Conflict
        Without rules, if there is no tour even without all that are known here.
    """
    rules = rules_of(one)

    def lawful(kept: Collection[str]) -> bool:
        return _only(one, rules, kept).lawful()

    clashing = smallest_conflict(rules, lawful)
    return Conflict(clashing, _remedies(one, rules, clashing) if clashing else ())


def smallest_conflict(
    rules: Sequence[str], lawful: Callable[[Collection[str]], bool]
) -> tuple[str, ...]:
    """
    Find a smallest set of rules under which nothing is lawful.

    Parameters
    ----------
    rules : sequence of str
        All rules; together they leave nothing.
    lawful : callable
        Whether something is lawful under some of the rules; more rules never allow
        more.

    Returns
    -------
    tuple of str
        In the order of `rules`; empty if nothing is lawful without any of them.
    """
    kept = list(rules)
    for rule in rules:
        fewer = [each for each in kept if each != rule]
        if not lawful(fewer):
            kept = fewer
    for size in range(1, len(kept)):
        for some in combinations(rules, size):
            if not lawful(some):
                return some
    return tuple(kept)


def _only(one: OneWeek, rules: Iterable[str], kept: Collection[str]) -> OneWeek:
    for rule in rules:
        if rule not in kept:
            one = without(one, rule)
    return one


def _remedies(
    one: OneWeek, rules: Sequence[str], clashing: Sequence[str]
) -> tuple[str, ...]:
    found = []
    for rule in clashing:
        if without(one, rule).lawful():
            found += [words for words, week in eased(one, rule) if week.lawful()][:1]
    if found:
        return tuple(found)
    for size in range(2, len(rules) + 1):
        for some in combinations(rules, size):
            if _only(one, rules, set(rules) - set(some)).lawful():
                return (f"neither {' nor '.join(some)}",)
    return ()


def _conflict_words(one: OneWeek, _: Member) -> str:
    found = conflict(one)
    if not found.rules:
        return "the rules of the week leave no room for its days of work"
    named = listed([_described(one, rule) for rule in found.rules])
    verb = "leaves" if len(found.rules) == 1 else "together leave"
    mended = " or ".join(found.remedies)
    return f"{named} {verb} no room" + (f"; possible with {mended}" if mended else "")


def _idle_words(one: OneWeek, member: Member) -> str | None:
    due = member.limits.due_minutes
    reach = _reach(member)
    if reach is None or due - reach < member.crew.pricer.unit:
        return None
    return (
        f"at most {hours(reach)} of {hours(due)} due can be worked, because of "
        f"{_reach_causes(one, reach, due)}"
    )


def _reach_causes(one: OneWeek, reach: int, due: int) -> str:
    """Name the rules without which more could be worked: one, else a pair."""
    rules = rules_of(one)
    for size in (1, 2):
        causes = [
            " together with ".join(_described(one, rule) for rule in some)
            for some in combinations(rules, size)
            if (_reach(_only(one, rules, set(rules) - set(some)).member()) or 0) > reach
        ]
        if causes:
            return " or ".join(causes)
        longest = int(one.terms.shifts.paid.max())
        if one.terms.max_days * longest < due:
            return f"max_days = {one.terms.max_days} of at most {hours(longest)}"
    return "several rules of the week together"


def _reach(member: Member) -> int | None:
    """Most paid minutes of a lawful week; None without one."""
    tour = cheapest(member, idle_price=1.0)
    if tour is None:
        return None
    paid = member.crew.shifts.paid
    return sum(int(paid[shape]) for shape in tour if shape >= 0)


def _by_reason(
    work: RosterWork,
    week: Week,
    members: Sequence[Member],
    words: Callable[[OneWeek, Member], str | None],
) -> list[tuple[tuple[str, str], list[str]]]:
    """Agents of one contract by what is said of their week, alike ones worked once."""
    said: dict[Hashable, str | None] = {}
    grouped: dict[tuple[str, str], list[str]] = {}
    for member in members:
        person = member.person
        key = (person.contract, person.queues, member.limits, member.open.tobytes())
        if key not in said:
            if len(grouped) == _MOST:
                continue
            said[key] = words(OneWeek.of(work, week, person), member)
        reason = said[key]
        if reason is not None:
            grouped.setdefault((person.contract, reason), []).append(person.agent)
    return list(grouped.items())


def _who(agents: Sequence[str], contract: str) -> str:
    if len(agents) == 1:
        return f"agent {agents[0]} of contract {contract}"
    named = ", ".join(sorted(agents)[:_NAMED])
    more = ", ..." if len(agents) > _NAMED else ""
    return f"{len(agents)} agents of contract {contract} ({named}{more})"


def _described(one: OneWeek, rule: str) -> str:
    """Name a rule with its value and its source."""
    rules, terms = one.work.rules, one.terms
    if rule in PARAMETERS:
        name = PARAMETERS[rule]
        return f"{rule} ({name} = {rules[name]:g}, {rules.source(name)})"
    values = {
        "contract_days": f"min_days = {terms.min_days}, contract {terms.name}",
        "closed": _opening(one),
        "day_minimum": f"shifts from {hours(terms.shifts.paid.min())}, "
        f"contract {terms.name}",
        "day_maximum": f"{hours(one.person.own.longest_day or 0)} a day",
        "week_maximum": f"{hours(one.member().limits.week_minutes)}, "
        f"contract {terms.name}",
    }
    return f"{rule} ({values[rule]})" if rule in values else rule


def _opening(one: OneWeek) -> str:
    fits = np.any(one.member().crew.fits, axis=1).tolist()
    names = one.day_names([day for day, fit in enumerate(fits) if fit])
    return f"shifts fit the opening hours on {names or 'no day'}"
