"""Roster an instance of Curtois and Qu (2014) with the team engine.

``python -m benchmarks.curtois FILE --json`` prints cost, bound, seconds, and that the
roster was checked against the rules as the file states them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scheduling.team import TeamProblem

    Roster = Mapping[str, Sequence[str | None]]

_WEEK, _SATURDAY = 7, 5
_TIME_LIMIT = 55.0
_PASSES = 100_000


@dataclass(slots=True)
class Instance:
    """
    A file, section by section, as it is written.

    Attributes
    ----------
    days : int
        Horizon; it starts on a Monday.
    shifts : dict
        Minutes of each shift, and which may not follow it.
    staff : dict
        Most shifts of each type, and the six numbers after them.
    days_off : dict
        Days that a person has off.
    wanted, unwanted : dict
        Weight of each request by person, day and shift.
    cover : dict
        Required, weight under and weight over by day and shift.
    """

    days: int = 0
    shifts: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    staff: dict[str, tuple[dict[str, int], list[int]]] = field(default_factory=dict)
    days_off: dict[str, list[int]] = field(default_factory=dict)
    wanted: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    unwanted: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    cover: dict[tuple[int, str], tuple[int, int, int]] = field(default_factory=dict)

    def read(self, section: str, cells: list[str]) -> None:
        """Take in one line of a section."""
        name, rest = cells[0], cells[1:]
        if section == "HORIZON":
            self.days = int(name)
        elif section == "SHIFTS":
            self.shifts[name] = int(rest[0]), _parts(rest[1] if rest[1:] else "")
        elif section == "STAFF":
            pairs = (part.split("=") for part in _parts(rest[0]))
            most = {shift: int(number) for shift, number in pairs}
            self.staff[name] = most, [int(cell) for cell in rest[1:]]
        elif section == "DAYS_OFF":
            self.days_off[name] = [int(cell) for cell in rest if cell]
        elif section == "SHIFT_ON_REQUESTS":
            self.wanted[name, int(rest[0]), rest[1]] += int(rest[2])
        elif section == "SHIFT_OFF_REQUESTS":
            self.unwanted[name, int(rest[0]), rest[1]] += int(rest[2])
        elif section == "COVER":
            required, under, over = map(int, rest[1:])
            self.cover[int(name), rest[0]] = required, under, over


def parse(text: str) -> Instance:
    """Read the text of an instance."""
    made, section = Instance(), ""
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("SECTION_"):
            section = line.removeprefix("SECTION_")
        elif line and not line.startswith("#"):
            made.read(section, [cell.strip() for cell in line.split(",")])
    return made


def to_problem(instance: Instance) -> TeamProblem:
    """Translate an instance into the product's words."""
    from scheduling.team import Cover, Member, ShiftType, TeamProblem  # noqa: PLC0415

    members = []
    for name, (most, numbers) in instance.staff.items():
        high, low, run, least_run, least_off, weekends = numbers
        prices: Counter[tuple[int, str]] = Counter()
        for requests, sign in ((instance.wanted, -1), (instance.unwanted, 1)):
            for (person, day, shift), weight in requests.items():
                if person == name:
                    prices[day, shift] += sign * weight
        members.append(
            Member(
                name=name,
                min_minutes=low,
                max_minutes=high,
                min_days_in_row=min(least_run, run),
                max_days_in_row=run,
                min_days_off_in_row=least_off,
                max_weekends=weekends,
                max_shifts=most,
                days_off=frozenset(instance.days_off.get(name, ())),
                prices=prices,
            )
        )
    saturdays = range(_SATURDAY, instance.days, _WEEK)
    return TeamProblem(
        days=instance.days,
        shifts=tuple(
            ShiftType(name, minutes, frozenset(barred))
            for name, (minutes, barred) in instance.shifts.items()
        ),
        members=tuple(members),
        cover=tuple(
            Cover(day, shift, *map(float, numbers))  # type: ignore[arg-type]
            for (day, shift), numbers in instance.cover.items()
        ),
        weekends=tuple(
            tuple(day for day in (first, first + 1) if day < instance.days)
            for first in saturdays
        ),
        constant=float(sum(instance.wanted.values())),
    )


def broken(instance: Instance, roster: Roster) -> Iterator[str]:
    """Name every rule of the file that a roster breaks."""
    if set(roster) != set(instance.staff):
        yield "the roster does not name the staff of the file"
        return
    for name, days in roster.items():
        if len(days) != instance.days or not set(days) - {None} <= set(instance.shifts):
            yield f"{name}: not a shift or a day off for each day"
            continue
        yield from (f"{name}: {what}" for what in _limits(instance, name, days))
        yield from (f"{name}: {what}" for what in _runs(instance, name, days))


def _limits(  # noqa: C901 - one branch a rule
    instance: Instance, name: str, days: Sequence[str | None]
) -> Iterator[str]:
    most, (high, low, _, _, _, weekends) = instance.staff[name]
    worked = Counter(shift for shift in days if shift is not None)
    minutes = sum(instance.shifts[shift][0] * n for shift, n in worked.items())
    if not low <= minutes <= high:
        yield f"{minutes} minutes, not {low} to {high}"
    for shift, number in worked.items():
        if number > most.get(shift, 0):
            yield f"{number} shifts {shift}, at most {most.get(shift, 0)}"
    for day in instance.days_off.get(name, ()):
        if days[day] is not None:
            yield f"works on day {day}, a day off"
    for day, (one, next_one) in enumerate(pairwise(days)):
        if one is not None and next_one in instance.shifts[one][1]:
            yield f"{next_one} follows {one} after day {day}"
    busy = sum(
        any(shift is not None for shift in days[first : first + 2])
        for first in range(_SATURDAY, instance.days, _WEEK)
    )
    if busy > weekends:
        yield f"{busy} weekends, at most {weekends}"


def _runs(instance: Instance, name: str, days: Sequence[str | None]) -> Iterator[str]:
    _, (_, _, longest, least, least_off, _) = instance.staff[name]
    first = 0
    while first < len(days):
        works, last = days[first] is not None, first
        while last < len(days) and (days[last] is not None) == works:
            last += 1
        length, inside = last - first, first > 0 and last < len(days)
        if works and length > longest:
            yield f"{length} days in a row from day {first}, at most {longest}"
        if works and inside and length < least:
            yield f"{length} days in a row from day {first}, at least {least}"
        if not works and inside and length < least_off:
            yield f"{length} days off from day {first}, at least {least_off}"
        first = last


def price(instance: Instance, roster: Roster) -> int:
    """Work out the cost of a roster from the file alone."""
    cost = sum(w for (n, d, s), w in instance.wanted.items() if roster[n][d] != s)
    cost += sum(w for (n, d, s), w in instance.unwanted.items() if roster[n][d] == s)
    for (day, shift), (required, under, over) in instance.cover.items():
        there = sum(days[day] == shift for days in roster.values())
        cost += under * max(0, required - there) + over * max(0, there - required)
    return cost


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def main(arguments: Sequence[str] | None = None) -> int:
    """Solve one file and print the figures; 1 when the roster breaks a rule."""
    begun, spent = time.perf_counter(), time.process_time()
    options = _options().parse_args(arguments)
    # Imports count towards the time that the user gave.
    from scheduling.team import solve_team  # noqa: PLC0415

    instance = parse(options.file.read_text(encoding="utf-8"))
    problem = to_problem(instance)
    left = options.time_limit - (time.perf_counter() - begun)
    result = solve_team(
        problem,
        gap=options.gap,
        passes=options.passes,
        time_limit=max(left, 1.0),
        seed=options.seed,
    )
    faults = list(broken(instance, result.assignment))
    cost = price(instance, result.assignment)
    if not faults and abs(cost - result.cost) > 1e-6:  # noqa: PLR2004
        faults = [f"the file's own price is {cost}, not {result.cost:g}"]
    figures = {
        "instance": options.file.name,
        "cost": cost,
        "bound": result.bound,
        "gap": round(result.gap, 6),
        "seconds": round(time.perf_counter() - begun, 2),
        "cpu_seconds": round(time.process_time() - spent, 2),
        "verified": not faults,
        "violations": faults,
        "stopped_by": result.stopped_by,
        "seed": result.seed,
    }
    if options.json:
        sys.stdout.write(f"{json.dumps(figures)}\n")
    else:
        sys.stdout.writelines(f"{key}: {value}\n" for key, value in figures.items())
    return 1 if faults else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.curtois", description=__doc__)
    parser.add_argument("file", type=Path, help="instance file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--time-limit", type=float, default=_TIME_LIMIT, help="seconds")
    parser.add_argument("--passes", type=int, default=_PASSES, help="parts freed anew")
    parser.add_argument("--gap", type=float, default=0.0, help="gap at which to stop")
    parser.add_argument("--seed", type=int, default=1, help="seed of every choice")
    return parser


if __name__ == "__main__":
    sys.exit(main())
