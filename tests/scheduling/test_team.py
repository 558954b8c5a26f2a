"""Rosters of a team: against brute force, lawful, bounded, repeatable."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from scheduling.team import Cover, Member, Period, ShiftType, TeamProblem, solve_team
from wfm.errors import ConflictError, InputError, ParameterError, UnknownNameError

EARLY = ShiftType("early", 480)
LATE = ShiftType("late", 360, frozenset({"early"}))


def lawful(problem, member, tour):
    """Judge a tour by the words of the docstrings, sharing no code with the engine."""
    shifts = {shift.name: shift for shift in problem.shifts}
    worked = [shift is not None for shift in tour]
    pairs = itertools.pairwise(tour)
    busy = sum(any(worked[day] for day in pair) for pair in problem.weekends)
    return (
        not any(worked[day] for day in member.days_off)
        and not any(each in member.barred for each in enumerate(tour))
        and not any(b in shifts[a].not_before for a, b in pairs if a and b)
        and all(tour.count(name) <= most for name, most in member.max_shifts.items())
        and (member.max_weekends is None or busy <= member.max_weekends)
        and _periods_hold(problem, member, tour)
        and _runs_hold(member, worked)
    )


def _periods_hold(problem, member, tour):
    minutes = {shift.name: shift.minutes for shift in problem.shifts}
    whole = Period(problem.days, member.min_minutes, member.max_minutes)
    first = 0
    for period in member.periods or (whole,):
        worked = [shift for shift in tour[first : period.last] if shift]
        paid = sum(minutes[shift] for shift in worked)
        if not period.min_minutes <= paid <= period.max_minutes:
            return False
        if not period.min_days <= len(worked) <= (period.max_days or problem.days):
            return False
        first = period.last
    return True


def _runs_hold(member, worked):
    first = 0
    for works, days in itertools.groupby(worked):
        length = len(list(days))
        inside = first > 0 and first + length < len(worked)
        least = member.min_days_in_row if works else member.min_days_off_in_row
        if (works and length > member.max_days_in_row) or (inside and length < least):
            return False
        first += length
    return True


def price(problem, rosters):
    cost = problem.constant
    for member, tour in zip(problem.members, rosters, strict=True):
        cost += sum(
            member.prices.get((day, shift), 0)
            for day, shift in enumerate(tour)
            if shift
        )
    for need in problem.cover:
        there = sum(tour[need.day] == need.shift for tour in rosters)
        cost += need.short_price * max(0, need.required - there)
        cost += need.over_price * max(0, there - need.required)
    return cost


def optimum(problem):
    """Cost of the cheapest roster by trying all; None when there is none."""
    words = [None, *(shift.name for shift in problem.shifts)]
    everyone = [
        [
            t
            for t in itertools.product(words, repeat=problem.days)
            if lawful(problem, m, t)
        ]
        for m in problem.members
    ]
    choices = itertools.product(*everyone)
    return min((price(problem, choice) for choice in choices), default=None)


def tiny(seed):
    """Two people over six days with every kind of limit."""
    rng = np.random.default_rng(seed)
    days = 6
    halves = bool(rng.integers(2))
    members = tuple(
        Member(
            name=f"p{each}",
            min_minutes=int(rng.choice([0, 720, 960])),
            max_minutes=int(rng.choice([1440, 1680, 2400])),
            periods=(Period(3, 0, 960, 1, 2), Period(6, 360, 1320)) if halves else (),
            min_days_in_row=int(rng.integers(1, 3)),
            max_days_in_row=int(rng.integers(2, 5)),
            min_days_off_in_row=int(rng.integers(1, 3)),
            max_weekends=None if rng.random() < 0.3 else int(rng.integers(0, 2)),
            max_shifts={"late": int(rng.integers(0, 3)), "early": 3},
            days_off=frozenset({int(rng.integers(days))}),
            barred=frozenset({(int(rng.integers(days)), "early")}),
            prices={
                (int(d), str(rng.choice(["early", "late"]))): int(rng.integers(-3, 4))
                for d in rng.integers(0, days, 4)
            },
        )
        for each in range(2)
    )
    cover = tuple(
        Cover(day, shift, int(rng.integers(0, 3)), float(rng.integers(1, 9)), 1.0)
        for day in range(days)
        for shift in ("early", "late")
    )
    return TeamProblem(
        days=days,
        shifts=(EARLY, LATE),
        members=members,
        cover=cover,
        weekends=((1, 2), (5,)),
        constant=4.0,
    )


def assert_sound(problem, result):
    rosters = [result.assignment[member.name] for member in problem.members]
    for member, tour in zip(problem.members, rosters, strict=True):
        assert lawful(problem, member, tour), member
    assert price(problem, rosters) == pytest.approx(result.cost)
    assert result.bound <= result.cost + 1e-9


@pytest.mark.parametrize("seed", range(16))
def test_a_tiny_team_is_rostered_at_the_optimum_found_by_trying_all(seed):
    problem = tiny(seed)
    least = optimum(problem)

    if least is None:
        with pytest.raises(ConflictError, match="has no lawful tour"):
            solve_team(problem)
        return
    result = solve_team(problem, passes=20, seed=seed)

    assert_sound(problem, result)
    assert result.cost == pytest.approx(least)
    assert result.bound <= least + 1e-9


def test_the_same_seed_and_passes_give_the_same_roster():
    problem = tiny(3)

    first, second = (solve_team(problem, passes=5, seed=7) for _ in range(2))

    assert first.assignment == second.assignment
    assert (first.cost, first.bound) == (second.cost, second.bound)


def test_fractions_of_prices_are_not_rounded_up():
    member = Member(name="ana", max_minutes=960, max_days_in_row=2)
    problem = TeamProblem(
        days=2,
        shifts=(EARLY,),
        members=(member,),
        cover=(Cover(0, "early", 2, 0.4, 0.1), Cover(1, "early", 0, 0.4, 0.1)),
    )

    result = solve_team(problem)

    assert result.cost == pytest.approx(0.4)
    assert result.stopped_by == "gap"


def test_who_has_no_lawful_tour_is_named_with_the_limit_that_would_give_way():
    member = Member(name="ana", min_minutes=2400, max_minutes=2400, max_days_in_row=2)
    problem = TeamProblem(days=6, shifts=(EARLY,), members=(member,))

    with pytest.raises(ConflictError) as caught:
        solve_team(problem)

    assert str(caught.value) == (
        "'ana' has no lawful tour: one exists without min_minutes = 2400 or without "
        "max_days_in_row = 2"
    )


def test_days_off_that_leave_no_tour_are_named():
    member = Member(
        name="ana",
        min_minutes=960,
        max_minutes=960,
        max_days_in_row=1,
        days_off=frozenset({0}),
    )
    problem = TeamProblem(days=3, shifts=(EARLY,), members=(member,))

    with pytest.raises(ConflictError, match="or without days_off"):
        solve_team(problem)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"members": ()}, InputError, "needs members"),
        ({"shifts": ()}, InputError, "needs shift types"),
        ({"days": 0}, ParameterError, "days must be at least 1"),
        ({"shifts": (EARLY, EARLY)}, InputError, "'early' occurs twice"),
        ({"cover": (Cover(0, "erly", 1, 1, 1),)}, UnknownNameError, "mean 'early'"),
        ({"cover": (Cover(9, "early", 1, 1, 1),)}, ParameterError, "from 0 to 5"),
        ({"weekends": ((1, 3),)}, ParameterError, "one day, or two in a row"),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused(change, error, message):
    base = {
        "days": 6,
        "shifts": (EARLY,),
        "members": (Member(name="ana", max_minutes=960, max_days_in_row=2),),
    }

    with pytest.raises(error, match=message):
        TeamProblem(**{**base, **change})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"min_minutes": 961}, "min_minutes = 961 is above max_minutes = 960"),
        ({"min_days_in_row": 3}, "min_days_in_row = 3 is above"),
        ({"min_days_off_in_row": 0}, "must be at least 1"),
        ({"max_weekends": -1}, "must be at least 0"),
    ],
)
def test_limits_that_make_no_sense_are_refused(change, message):
    base = {"name": "ana", "max_minutes": 960, "max_days_in_row": 2}

    with pytest.raises(InputError, match=message):
        Member(**{**base, **change})


@pytest.mark.parametrize("change", [{"gap": -1}, {"passes": -1}, {"time_limit": 0}])
def test_parameters_outside_their_domain_are_refused(change):
    with pytest.raises(ParameterError):
        solve_team(tiny(0), **change)
