"""The request in sentences: how many, who, when, why, and what if not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dash import html

from app.web.figures.hiring import by_week
from app.web.pages.requests.words import profile

if TYPE_CHECKING:
    import pandas as pd
    from dash.development.base_component import Component

    from app.services.plans.plan import Plans
    from app.services.plans.summary_file import Summary
    from app.web.visitor import Visitor

# Lines in these states wait for somebody's decision.
UNDECIDED = ("draft", "submitted")


@dataclass(frozen=True)
class Need:
    """
    What the request rests on.

    Attributes
    ----------
    requests : DataFrame
        Lines of the request.
    weeks : DataFrame
        Hours by week and skill, as ``Plans.weeks`` gives it.
    summary : Summary
        Figures of the plan.
    short_intervals, intervals : int
        Intervals in which an agent or more is missing, and all; 0 when unknown.
    today : date
        In the plan's zone.
    """

    requests: pd.DataFrame
    weeks: pd.DataFrame
    summary: Summary
    short_intervals: int
    intervals: int
    today: date

    @property
    def written(self) -> date:
        """Day on which the request was written."""
        as_of = self.summary.get("as_of")
        return date.fromisoformat(as_of) if as_of else self.today

    @property
    def undecided(self) -> pd.DataFrame:
        """Lines that wait for a decision."""
        return self.requests[self.requests["state"].isin(UNDECIDED)]

    @property
    def late(self) -> pd.DataFrame:
        """Lines that should have been decided before today."""
        waiting = self.undecided
        return waiting[waiting["decide_by"].dt.date < self.today]


def need_of(plans: Plans) -> Need:
    """Everything the page says, read once."""
    days = plans.days
    coverage = plans.coverage(days[0], len(days))
    return Need(
        requests=plans.requests,
        weeks=plans.weeks,
        summary=plans.summary,
        short_intervals=int((coverage["short"] >= 1).sum()),
        intervals=len(coverage),
        today=plans.today,
    )


def statement(need: Need, visitor: Visitor) -> list[Component]:
    """Write the request as a letter's first paragraph, one line a question."""
    summary = need.summary
    answers: list[tuple[str, list[Component | str]]] = [
        ("requests.who", [_profiles(need, visitor)]),
        ("requests.when", _when(need, visitor)),
        ("requests.decide", _decide(need, visitor)),
        ("requests.why", [_why(need, visitor)]),
        ("requests.otherwise", [_otherwise(need, visitor)]),
    ]
    if "monthly_cost" in need.requests:
        answers.insert(3, ("requests.cost", [_cost(need, visitor)]))
    campaign, client = summary.get("campaign", ""), summary.get("client", "")
    purpose = "requests.for.client" if client else "requests.for"
    heads = int(need.requests["heads"].sum())
    return [
        html.P(
            [
                html.Strong(visitor.say("requests.people", count=heads)),
                visitor.say(purpose, campaign=campaign, client=client),
            ],
            className="statement",
        ),
        html.Dl(
            [
                part
                for key, said in answers
                for part in (html.Dt(visitor.say(key)), html.Dd(said))
            ],
            className="answers",
        ),
    ]


def _profiles(need: Need, visitor: Visitor) -> html.Ul:
    names = [profile(row, visitor) for _, row in need.requests.iterrows()]
    heads = need.requests["heads"].groupby(names).sum()
    return html.Ul(
        [
            html.Li([html.Strong(visitor.formats.number(count)), f" {name}"])
            for name, count in heads.sort_values(ascending=False, kind="stable").items()
        ]
    )


def _when(need: Need, visitor: Visitor) -> list[Component | str]:
    """Days on which they are needed and, in red, from when it is possible instead."""
    rows, long = need.requests, visitor.formats.full_date
    first, last = rows["start_by"].min(), rows["start_by"].max()
    said: list[Component | str] = [
        visitor.say("requests.on", day=long(first))
        if first == last
        else visitor.say("requests.between", first=long(first), last=long(last))
    ]
    if "feasible_from" in rows and rows["feasible_from"].max() > last:
        day = long(rows["feasible_from"].max())
        text = visitor.say("requests.feasible.long", day=day)
        said += [" ", html.Span(text, className="bad")]
    return said


def _decide(need: Need, visitor: Visitor) -> list[Component | str]:
    """Next decision to take, and in red those that are late."""
    late, formats = need.late, visitor.formats
    coming = need.undecided["decide_by"].drop(late.index)
    said: list[Component | str] = []
    if len(late):
        first = formats.full_date(late["decide_by"].min())
        text = visitor.say("requests.late_lines", count=len(late), day=first)
        said += [html.Span(text, className="bad"), " "]
    if len(coming):
        day = formats.full_date(coming.min())
        key = "requests.before.rest" if said else "requests.before"
        said.append(visitor.say(key, day=day))
    return said or [visitor.say("requests.decided")]


def _cost(need: Need, visitor: Visitor) -> str:
    currency = need.summary.get("currency", "")
    total = float(need.requests["monthly_cost"].sum())
    return visitor.say(
        "requests.cost.month", money=visitor.formats.money(total, currency)
    )


def _why(need: Need, visitor: Visitor) -> str:
    weeks, formats = by_week(need.weeks), visitor.formats
    if weeks.empty or weeks["short_hours"].max() <= 0:
        return visitor.say("requests.why.unknown")
    worst = weeks.iloc[int(weeks["short_hours"].to_numpy().argmax())]
    return visitor.say(
        "requests.why.week",
        day=formats.day_and_month(worst["week"]),
        needed=formats.hours(worst["needed_hours"]),
        contracted=formats.hours(worst["contracted_hours"]),
        short=formats.hours(worst["short_hours"]),
        people=visitor.say("people", count=round(float(worst["short_heads"]))),
    )


def _otherwise(need: Need, visitor: Visitor) -> str:
    """Say what stays uncovered with the people there are."""
    formats, summary = visitor.formats, need.summary
    said = []
    if "uncovered_hours" in need.requests:
        hours = float(need.requests["uncovered_hours"].sum())
        said.append(visitor.say("requests.otherwise.hours", hours=formats.hours(hours)))
    short, required = summary.get("short_hours"), summary.get("required_hours")
    if short and required:
        said.append(
            visitor.say(
                "requests.otherwise.coverage",
                hours=formats.hours(short),
                share=formats.share(short / required),
                short=formats.number(need.short_intervals),
                intervals=formats.number(need.intervals),
            )
        )
    return " ".join(said)
