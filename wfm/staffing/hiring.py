"""From a gap in the weeks ahead to the lines of a staffing request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from wfm.errors import ParameterError
from wfm.labour import parameters_on
from wfm.requisition import State
from wfm.staffing.gaps import find_gap
from wfm.staffing.lead_times import LeadTimes, first_day_possible, last_day_to_decide
from wfm.staffing.shrinkage import exact_ceil
from wfm.staffing.standard_contract import SUCCESSIVE_SHIFTS
from wfm.tables.results import REQUESTS

if TYPE_CHECKING:
    from datetime import date

    from wfm.staffing.gaps import Gap

EXTRA_COLUMNS = (
    "skill",
    "contract",
    "regime",
    "gap_heads",
    "temporary",
    "feasible_from",
    "monthly_cost",
    "uncovered_hours",
    "consequence",
)
# A Colombian month of pay is 30 days of a six-day week: 42 hours a week are 210.
_WEEKS_OF_PAY = 5
_DATES = ("start_by", "decide_by", "feasible_from")
_LINES = [*REQUESTS.names, *EXTRA_COLUMNS]


@dataclass(frozen=True, slots=True, kw_only=True)
class HiringYield:
    """
    How many of those hired are still there when it counts.

    With the defaults 77 of 100 stay, within the 15 to 25 % of a class that usually
    leave in their first 90 days.

    Attributes
    ----------
    training_pass, nesting_pass : float
        Shares that pass the classroom and the first weeks on contacts, in (0, 1].
    early_attrition : float
        Share of those that leaves soon after, in [0, 1).
    """

    training_pass: float = 0.90
    nesting_pass: float = 0.95
    early_attrition: float = 0.10

    def __post_init__(self) -> None:
        for name in ("training_pass", "nesting_pass"):
            share = getattr(self, name)
            if not 0 < share <= 1:
                raise ParameterError(name, share, "in (0, 1]")
        if not 0 <= self.early_attrition < 1:
            raise ParameterError("early_attrition", self.early_attrition, "in [0, 1)")

    @property
    def share(self) -> float:
        """Share of those hired that stays, in (0, 1]."""
        return self.training_pass * self.nesting_pass * (1 - self.early_attrition)

    def hires(self, heads: int) -> int:
        """
        Persons to hire so that enough stay.

        Parameters
        ----------
        heads : int
            Persons needed, at least 0.

        Returns
        -------
        int
            At least `heads`.

        Examples
        --------
        >>> HiringYield(training_pass=0.8, nesting_pass=1, early_attrition=0).hires(4)
        5
        """
        return int(exact_ceil(heads / self.share))


def hiring_requests(  # noqa: PLR0913 - who asks, when, and four assumptions
    capacity: pd.DataFrame,
    *,
    campaign: str,
    country: str | None,
    today: date,
    lead_times: LeadTimes | None = None,
    yields: HiringYield | None = None,
    hourly_cost: float | None = None,
    number: int = 1,
) -> pd.DataFrame:
    """
    Lines of the staffing request that closes the gaps of a capacity plan.

    Each skill with a gap has one line for as many persons as `wfm.staffing.gaps` says
    are missing, and a few more, as not all of those hired stay. A gap that does not
    last is asked for as temporary, and the reason says whether overtime covers it.

    Parameters
    ----------
    capacity : DataFrame
        As `wfm.staffing.capacity.capacity` returns it.
    campaign : str
        Name on the request.
    country : str or None
        Whose holidays and labour law hold.
    today : date
        When the request is written.
    lead_times : LeadTimes, optional
        Working days of every step from the decision to the seat.
    yields : HiringYield, optional
        Shares that get through training, nesting and their first months.
    hourly_cost : float, optional
        Loaded cost of a paid hour; the country's by default (COP in Colombia, else 1,
        so that costs are paid hours).
    number : int
        Number of the request.

    Returns
    -------
    DataFrame
        Columns of the requests table: ``heads`` to hire, the yield counted in;
        ``start_by``, the first planned day with a gap; ``decide_by``, from which all
        lead times fit before it, even when it is past. Then ``skill``, ``contract``,
        ``regime``, ``gap_heads`` (persons that must stay), ``temporary``,
        ``feasible_from`` (first day in operation when decided in time, else when
        decided today), ``monthly_cost`` of those hired, ``uncovered_hours`` (paid
        hours short in all weeks if nobody is hired) and ``consequence`` in words.

    Raises
    ------
    UnknownNameError
        If the country is not known.
    """
    terms = _Terms(
        campaign=campaign,
        country=country,
        today=today,
        steps=(lead_times or LeadTimes()).total,
        yields=yields or HiringYield(),
        hourly_cost=hourly_cost,
    )
    staffed = bool(capacity["contracted_hours"].any() or capacity["heads"].any())
    skills = [rows for _, rows in capacity.groupby("skill", sort=True)]
    gaps = [find_gap(rows, staffed=staffed) for rows in skills]
    lines = [terms.line(gap) for gap in gaps if gap is not None]
    lines.sort(key=lambda line: (line["temporary"], line["decide_by"], line["skill"]))
    for place, line in enumerate(lines, start=1):
        line.update(request=f"RP-{number:04d}", line=place)
    table = pd.DataFrame(lines, columns=_LINES)
    return table.assign(
        **{name: table[name].astype("datetime64[us]") for name in _DATES}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """Under which assumptions the lines of a request are written."""

    campaign: str
    country: str | None
    today: date
    steps: int
    yields: HiringYield
    hourly_cost: float | None

    def line(self, gap: Gap) -> dict[str, Any]:
        """Request line that closes a gap, without its numbers."""
        decide_by = last_day_to_decide(gap.starts, self.steps, self.country)
        late = decide_by < self.today
        feasible = first_day_possible(self.today, self.steps, self.country)
        hires = self.yields.hires(gap.heads)
        parts = [
            _need(gap),
            f"as {self.yields.share:.0%} of those hired stay, {hires} are asked for",
            *([_alternative(gap, self.country)] if gap.temporary else []),
            *(
                [
                    f"the decision is late since {decide_by}, and taken today it "
                    f"brings them into operation on {feasible} at the earliest"
                ]
                if late
                else []
            ),
        ]
        return {
            "campaign": self.campaign,
            "profile": _profile(gap),
            "heads": hires,
            "start_by": gap.starts,
            "decide_by": decide_by,
            "state": State.DRAFT.value,
            "reason": "; ".join(parts) + ".",
            "skill": gap.skill,
            "contract": gap.contract,
            "regime": gap.regime,
            "gap_heads": gap.heads,
            "temporary": gap.temporary,
            "feasible_from": feasible if late else gap.starts,
            "monthly_cost": round(hires * self._monthly_cost(gap), 2),
            "uncovered_hours": round(gap.short_hours, 2),
            "consequence": _consequence(gap),
        }

    def _monthly_cost(self, gap: Gap) -> float:
        law = parameters_on(self.country, gap.starts)
        hour = (
            law["hourly_cost"].value if self.hourly_cost is None else self.hourly_cost
        )
        week = gap.weekly_hours
        if gap.regime == SUCCESSIVE_SHIFTS:
            # Shorter by law, and paid as the full week.
            week = law["week_minutes"].value / 60
        return hour * week * _WEEKS_OF_PAY


def _profile(gap: Gap) -> str:
    temporary = ", temporary" if gap.temporary else ""
    return f"{gap.skill}, {gap.contract}, {gap.weekly_hours:g} h a week{temporary}"


def _need(gap: Gap) -> str:
    """Why persons are missing, with the numbers of the week that decides."""
    opening = "In" if gap.staffed else "The campaign has no agents yet: in"
    hours = (
        f"{opening} the week of {gap.week} {gap.skill} needs {gap.needed_hours:,.1f} h "
        f"against {gap.contracted_hours:,.1f} h contracted"
    )
    if gap.at_once:
        return (
            f"{hours}, but its busiest times and days off ask for "
            f"{_persons(gap.heads + gap.holders)} where {gap.holders} hold the skill, "
            f"a gap of {_persons(gap.heads)}"
        )
    return (
        f"{hours}, a gap of {gap.gap_hours:,.1f} h or {_persons(gap.heads)} of "
        f"{gap.weekly_hours:g} h"
    )


def _alternative(gap: Gap, country: str | None) -> str:
    """Whether overtime would do instead of temporary persons."""
    lasts = f"the gap lasts {gap.weeks} of {gap.horizon} weeks"
    limit = parameters_on(country, gap.week)["overtime_week_minutes"].value / 60
    each = gap.gap_hours / gap.holders if gap.holders else float("inf")
    if gap.at_once:
        return f"{lasts}, and overtime does not put more persons there at once"
    if each <= limit:
        return f"{lasts}, and overtime of {each:.1f} h a person would cover it too"
    return f"{lasts}, and overtime of {limit:g} h a person would not cover it"


def _consequence(gap: Gap) -> str:
    weeks = f"{gap.weeks} of {gap.horizon} weeks"
    if gap.short_hours > 0:
        return f"{gap.short_hours:,.1f} paid hours stay uncovered, in {weeks}"
    return f"{_persons(gap.heads)} too few at the busiest time, in {weeks}"


def _persons(heads: int) -> str:
    return f"{heads} person{'' if heads == 1 else 's'}"
