"""The instances of Curtois and Qu: translated, solved, and checked by the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.curtois import broken, main, parse, price, to_problem
from scheduling.team import solve_team
from tests.scheduling.teams import instance

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "curtois_qu24"
real = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="the folder ../shared/data/curtois_qu24 is not beside the repository",
)

SMALL = """
SECTION_HORIZON
# days
7
SECTION_SHIFTS
E,480,
L,480,E
SECTION_STAFF
A,E=7|L=1,2400,960,3,2,2,1
SECTION_DAYS_OFF
A,6
SECTION_SHIFT_ON_REQUESTS
A,0,E,2
SECTION_SHIFT_OFF_REQUESTS
A,1,E,3
SECTION_COVER
0,E,1,100,1
1,E,0,100,1
2,L,1,100,1
"""


def run(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    figures = json.loads(capsys.readouterr().out)
    assert code == 0
    assert figures["verified"]
    assert figures["violations"] == []
    assert figures["bound"] <= figures["cost"]
    return figures


def test_cost_is_worked_out_from_the_file():
    roster = {"A": ("E", "E", None, None, None, None, None)}

    # Day 1 is unwanted (3) and one too many (1); the late of day 2 is missing (100).
    assert price(parse(SMALL), roster) == 104


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("EE-----", []),
        ("E------", ["480 minutes, not 960 to 2400"]),
        ("EEEE---", ["4 days in a row from day 0, at most 3"]),
        ("--LE---", ["E follows L after day 2"]),
        ("LL-----", ["2 shifts L, at most 1"]),
        ("E--E--E", ["works on day 6", "1 days in a row from day 3, at least 2"]),
        ("EE-EE--", ["1 days off from day 2, at least 2"]),
        ("EE", ["not a shift or a day off for each day"]),
    ],
)
def test_each_broken_rule_is_named(days, found):
    roster = {"A": tuple(None if day == "-" else day for day in days)}

    faults = list(broken(parse(SMALL), roster))

    assert len(faults) == len(found)
    assert all(any(part in fault for fault in faults) for part in found)


def test_too_many_weekends_are_named():
    text = SMALL.replace("2400,960,3,2,2,1", "2400,960,3,2,2,0")

    faults = list(broken(parse(text), {"A": (None,) * 4 + ("E", "E", None)}))

    assert faults == ["A: 1 weekends, at most 0"]


def test_a_generated_instance_is_solved_and_verified(tmp_path, capsys):
    file = tmp_path / "instance.txt"
    file.write_text(instance(6, 14, 2, seed=5), encoding="utf-8")

    figures = run(capsys, file, "--passes", 20)

    assert figures["stopped_by"] in ("gap", "passes")


def test_limits_of_many_types_hold_on_a_generated_instance():
    case = parse(instance(4, 28, 10, seed=2))

    result = solve_team(to_problem(case), passes=2, seed=1)

    assert list(broken(case, result.assignment)) == []
    assert price(case, result.assignment) == result.cost


def test_a_horizon_too_long_for_one_search_is_rostered_span_by_span():
    case = parse(instance(3, 182, 7, seed=4))

    result = solve_team(to_problem(case), passes=2, seed=1)

    assert list(broken(case, result.assignment)) == []
    assert price(case, result.assignment) == result.cost
    assert 0 < result.bound <= result.cost


@real
@pytest.mark.parametrize(("number", "best"), [(1, 607), (2, 828), (3, 1001), (4, 1716)])
def test_the_small_instances_are_solved_to_the_optimum(number, best, capsys):
    figures = run(capsys, FOLDER / f"Instance{number}.txt")

    assert figures["cost"] == figures["bound"] == best


@real
@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "best", "within"), [(5, 1143, 0.003), (6, 1950, 0.003), (7, 1056, 0.05)]
)
def test_the_larger_instances_come_near_the_best_known(number, best, within, capsys):
    figures = run(capsys, FOLDER / f"Instance{number}.txt")

    assert figures["bound"] <= best <= figures["cost"] <= best * (1 + within)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("people", "days", "types"),
    [(30, 28, 4), (60, 28, 10), (120, 28, 18), (50, 182, 6), (150, 364, 32)],
)
def test_a_large_instance_always_comes_back_verified(
    people, days, types, tmp_path, capsys
):
    file = tmp_path / "instance.txt"
    file.write_text(instance(people, days, types), encoding="utf-8")

    run(capsys, file, "--time-limit", 20)
