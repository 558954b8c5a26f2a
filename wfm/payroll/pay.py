"""Pay of a schedule: every minute on its own calendar date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from wfm.labour.clock import ClockTimes
from wfm.labour.rules import RuleBook, rule_book
from wfm.payroll.concepts import priced
from wfm.payroll.hour import WAGE, ordinary_hour
from wfm.payroll.limits import beyond_ordinary, beyond_tier
from wfm.payroll.pieces import Pieces, paid_pieces
from wfm.payroll.registers import overtime_register, worked_rest_days
from wfm.payroll.terms import pay_terms
from wfm.schedule import OVERTIME
from wfm.tables import SCHEDULE
from wfm.tables.payroll import OVERTIME_REGISTER, PAY, REST_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

_HOUR = 60
_CENTS = 2
_LINE = ["agent", "date", "concept", "beyond", "overtime"]


@dataclass(frozen=True, slots=True)
class Payroll:
    """
    What a schedule costs.

    Attributes
    ----------
    lines : DataFrame
        Pay table by agent, calendar date and concept; money is not rounded.
    overtime : DataFrame
        Overtime register: who, when, on what, how long, by day or by night.
    rest_days : DataFrame
        Worked weekly rest days by agent and calendar month, and the rests that are
        due in return.
    """

    lines: pd.DataFrame
    overtime: pd.DataFrame
    rest_days: pd.DataFrame

    @property
    def totals(self) -> pd.DataFrame:
        """Minutes, amount and increment by agent; money is rounded here, once."""
        names = ["minutes", "amount", "increment"]
        sums = self.lines.groupby("agent")[names].sum()
        return sums.round(_CENTS).reset_index()


def schedule_pay(  # noqa: PLR0913 - the tables and terms that pay depends on
    schedule: pd.DataFrame,
    rules: str | Mapping[str, Any] | RuleBook = "co",
    *,
    agents: pd.DataFrame | None = None,
    contracts: pd.DataFrame | None = None,
    basis: str = WAGE,
    beyond_limits: bool = False,
    timezone: str = "America/Bogota",
) -> Payroll:
    """
    Pay a schedule minute by minute, each on its own calendar date.

    A shift that crosses midnight into a holiday is paid as a holiday from midnight on.
    The percentages of a minute add; a holiday on a rest day counts once.

    Parameters
    ----------
    schedule : DataFrame
        Schedule table, text or typed. Overtime is what its activity ``overtime`` says.
    rules : str, mapping or RuleBook
        Country code, or overrides of its parameters with an optional ``country``.
    agents : DataFrame, optional
        Agents table: ``rest_day``, ``monthly_wage`` and ``hourly_cost`` where they are
        there. Without it everybody rests on the rules' day for the minimum wage.
    contracts : DataFrame, optional
        Contracts table; without it the law alone limits the ordinary hours.
    basis : str
        ``wage`` pays the month's wage; ``cost`` the loaded hour.
    beyond_limits : bool
        Whether minutes beyond the ordinary day or week, of the law and of the
        contract, are overtime although the schedule does not call them so.
    timezone : str
        IANA zone of the calendar and of times without an offset.

    Returns
    -------
    Payroll
        ``amount`` is the whole cost of the minutes, ``increment`` what comes on top of
        the month's wage: the surcharge alone for ordinary minutes, as their base is in
        the wage, and everything for overtime and for minutes beyond the limits.

    Raises
    ------
    TableError
        If a table breaks its contract, or an agent or contract is not in its table.
    InputError
        If contracts come without agents.
    ParameterError
        If the basis is unknown.
    ConflictError
        If the rules contradict each other.
    """
    book = rule_book(rules)
    table = SCHEDULE.parse(schedule, timezone=timezone)
    people = pay_terms(table, agents, contracts)
    if not (table["end"] > table["start"]).any():
        return Payroll(*(_nothing(each.names) for each in _TABLES))
    pieces = paid_pieces(table, book, timezone)
    rows = _judged(pieces, people, book, beyond_limits=beyond_limits)
    times = _of_rows(pieces.times, rows)
    terms = people.loc[rows["agent"]]
    rows = priced(rows, times, terms).assign(
        hour=ordinary_hour(times.laws, times.day, terms, basis),
        shift_date=rows["date"],
        date=times.days[times.day],
        night=times.night,
        weekday=times.weekday,
    )
    return Payroll(
        lines=_lines(rows, book),
        overtime=overtime_register(rows[rows["overtime"]]),
        rest_days=worked_rest_days(rows, people, book),
    )


_TABLES = (PAY, OVERTIME_REGISTER, REST_DAYS)


def _nothing(names: list[str]) -> pd.DataFrame:
    return pd.DataFrame({name: [] for name in names})


def _judged(
    pieces: Pieces, people: pd.DataFrame, book: RuleBook, *, beyond_limits: bool
) -> pd.DataFrame:
    """Pieces with ``overtime``, ``beyond`` and ``tier``."""
    rows = pieces.rows
    monday = rows["date"] - pd.to_timedelta(rows["date"].dt.day_of_week, unit="D")
    rows = rows.assign(week=monday, overtime=rows["activity"] == OVERTIME)
    ordinary = rows[~rows["overtime"]]
    ordinary = beyond_ordinary(ordinary, people.loc[ordinary["agent"]], book)
    if beyond_limits:
        ordinary = ordinary.assign(overtime=ordinary["beyond"])
    rows = pd.concat([ordinary, rows[rows["overtime"]].assign(beyond=True)])
    rows = rows.astype({"overtime": bool, "beyond": bool})
    rows = rows.sort_values(["agent", "start", "beyond"], kind="stable")
    extra = beyond_tier(rows[rows["overtime"]], book)
    plain = rows[~rows["overtime"]].assign(tier=False)
    rows = pd.concat([plain, extra]).astype({"tier": bool})
    return rows.sort_values(
        ["agent", "start", "beyond"], kind="stable", ignore_index=True
    )


def _of_rows(times: ClockTimes, rows: pd.DataFrame) -> ClockTimes:
    """Give each row what the calendar makes of its cell."""
    cell = rows["cell"].to_numpy()
    return ClockTimes(
        times.days, times.laws, times.holidays, times.day[cell], times.night[cell]
    )


def _lines(rows: pd.DataFrame, book: RuleBook) -> pd.DataFrame:
    """Sum minutes first, so that cutting a segment in two changes no amount."""
    lines = rows.groupby(_LINE, as_index=False).agg(
        minutes=("minutes", "sum"), factor=("factor", "first"), hour=("hour", "first")
    )
    ordinary_hours = lines["minutes"] / _HOUR * lines["hour"]
    base = (~lines["beyond"]).astype(float)
    lines = lines.assign(
        amount=ordinary_hours * lines["factor"],
        increment=ordinary_hours * (lines["factor"] - base),
    )
    lines = lines.groupby(["agent", "date", "concept"], as_index=False).agg(
        minutes=("minutes", "sum"),
        factor=("factor", "first"),
        hour=("hour", "first"),
        amount=("amount", "sum"),
        increment=("increment", "sum"),
    )
    codes = book.codes
    named = [codes.get(concept, concept) for concept in lines["concept"]]
    return lines.assign(code=named)[PAY.names]
