"""A team to roster over one horizon: shift types, people with limits, and cover."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wfm.errors import InputError, ParameterError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LONGEST_WEEKEND = 2


@dataclass(frozen=True, slots=True)
class ShiftType:
    """
    A named shift of the catalogue.

    Attributes
    ----------
    name : str
        Of the shift.
    minutes : int
        Paid minutes, above 0.
    not_before : frozenset of str
        Shift types that may not follow it on the next day, for lack of rest.
    """

    name: str
    minutes: int
    not_before: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.minutes <= 0:
            raise ParameterError(f"minutes of {self.name!r}", self.minutes, "above 0")


@dataclass(frozen=True, slots=True)
class Period:
    """
    Part of the horizon with limits of its own, such as a week.

    Attributes
    ----------
    last : int
        Day after its last; it begins where the period before it ends.
    min_minutes, max_minutes : int
        Paid minutes.
    min_days, max_days : int or None
        Working days; None for any number.
    """

    last: int
    min_minutes: int
    max_minutes: int
    min_days: int = 0
    max_days: int | None = None

    def __post_init__(self) -> None:
        for name, low, high in (
            ("minutes", self.min_minutes, self.max_minutes),
            ("days", self.min_days, self.max_days),
        ):
            if low < 0 or (high is not None and low > high):
                raise InputError(
                    f"period to day {self.last}: min_{name} = {low} and max_{name} = "
                    f"{high} must be at least 0 and in order"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """
    One person of the team, what she may work and at which price.

    Attributes
    ----------
    name : str
        Of the person.
    min_minutes, max_minutes : int
        Paid minutes in the horizon; not used where there are periods.
    periods : tuple of Period
        Limits of paid minutes, period by period, instead of those of the horizon.
    min_days_in_row, max_days_in_row : int
        Working days in a row. Runs that touch an end of the horizon may be shorter:
        what lies beyond is not known.
    min_days_off_in_row : int
        Days off in a row; again not asked for at the ends of the horizon.
    max_weekends : int or None
        Weekends with work; None for any number.
    max_shifts : mapping of str to int
        Most shifts of a type; a type that is not named has no limit.
    days_off : frozenset of int
        Days without work.
    barred : frozenset of (int, str)
        Shifts that the person may not work on a day.
    prices : mapping of (int, str) to float
        What a shift on a day costs; negative where the person wants it.
    """

    name: str
    min_minutes: int = 0
    max_minutes: int = 0
    periods: tuple[Period, ...] = ()
    min_days_in_row: int = 1
    max_days_in_row: int
    min_days_off_in_row: int = 1
    max_weekends: int | None = None
    max_shifts: Mapping[str, int] = field(default_factory=dict)
    days_off: frozenset[int] = frozenset()
    barred: frozenset[tuple[int, str]] = frozenset()
    prices: Mapping[tuple[int, str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for low, high in (
            ("min_minutes", "max_minutes"),
            ("min_days_in_row", "max_days_in_row"),
        ):
            if getattr(self, low) > getattr(self, high):
                raise InputError(
                    f"{self.name!r}: {low} = {getattr(self, low)} is above {high} = "
                    f"{getattr(self, high)}; lower the one or raise the other"
                )
        least = {
            "min_minutes": 0,
            "min_days_in_row": 1,
            "min_days_off_in_row": 1,
            "max_weekends": 0,
        }
        for name, floor in least.items():
            value = getattr(self, name)
            if value is not None and value < floor:
                raise ParameterError(
                    f"{name} of {self.name!r}", value, f"at least {floor}"
                )


@dataclass(frozen=True, slots=True)
class Cover:
    """
    How many are needed on a shift of a day.

    Attributes
    ----------
    day : int
        Of the horizon, from 0.
    shift : str
        Shift type.
    required : int
        People.
    short_price, over_price : float
        Price of each person missing and of each one too many, at least 0.
    """

    day: int
    shift: str
    required: int
    short_price: float
    over_price: float

    def __post_init__(self) -> None:
        for name in ("required", "short_price", "over_price"):
            value = getattr(self, name)
            if not (value >= 0 and math.isfinite(value)):
                raise ParameterError(
                    f"{name} of {self.shift!r} on day {self.day}", value, "at least 0"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamProblem:
    """
    Who may work what, and what is needed.

    Attributes
    ----------
    days : int
        Length of the horizon.
    shifts : tuple of ShiftType
        Catalogue.
    members : tuple of Member
        People.
    cover : tuple of Cover
        At most one for each day and shift type; where there is none, nothing is needed
        and surplus costs nothing.
    weekends : tuple of tuple of int
        Days of each weekend: one, or two that follow each other.
    constant : float
        Part of the cost that no roster changes, such as the price of all wishes.

    Raises
    ------
    InputError
        If there are no members, shifts or days, or a name occurs twice.
    UnknownNameError
        If a shift type does not exist.
    ParameterError
        If a day lies outside the horizon.
    """

    days: int
    shifts: tuple[ShiftType, ...]
    members: tuple[Member, ...]
    cover: tuple[Cover, ...] = ()
    weekends: tuple[tuple[int, ...], ...] = ()
    constant: float = 0.0

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ParameterError("days", self.days, "at least 1")
        self._check_names()
        for what, day in self._dated():
            if not 0 <= day < self.days:
                raise ParameterError(what, day, f"a day from 0 to {self.days - 1}")
        for member in self.members:
            self._check_periods(member)
        for weekend in self.weekends:
            if len(weekend) > _LONGEST_WEEKEND or weekend != tuple(
                range(weekend[0], weekend[0] + len(weekend))
            ):
                raise ParameterError("weekend", weekend, "one day, or two in a row")

    def _check_names(self) -> None:
        for kind, given in (("members", self.members), ("shift types", self.shifts)):
            if not given:
                raise InputError(f"a team needs {kind}, and there are none")
            _distinct(kind, (each.name for each in given))
        _distinct("cover", ((each.day, each.shift) for each in self.cover))
        known = {shift.name for shift in self.shifts}
        for name in self._named():
            if name not in known:
                raise UnknownNameError("shift type", name, known)

    def _check_periods(self, member: Member) -> None:
        lasts = [period.last for period in member.periods]
        if lasts and (lasts != sorted(set(lasts)) or lasts[-1] != self.days):
            raise InputError(
                f"periods of {member.name!r} must end one after the other, the "
                f"last on day {self.days}, got {lasts}"
            )

    def _named(self) -> Iterator[str]:
        for shift in self.shifts:
            yield from sorted(shift.not_before)
        for member in self.members:
            yield from member.max_shifts
            yield from (shift for _, shift in (*member.prices, *sorted(member.barred)))
        yield from (each.shift for each in self.cover)

    def _dated(self) -> Iterator[tuple[str, int]]:
        for member in self.members:
            for day in sorted(member.days_off):
                yield f"days_off of {member.name!r}", day
            for day, _ in (*member.prices, *sorted(member.barred)):
                yield f"prices or barred shifts of {member.name!r}", day
        for each in self.cover:
            yield f"cover of {each.shift!r}", each.day
        for weekend in self.weekends:
            for day in weekend:
                yield "weekend", day


def _distinct(kind: str, names: Iterable[object]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise InputError(f"{kind}: {twice[0]!r} occurs twice; keep one of them")
