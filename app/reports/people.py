"""People: hours needed and contracted, the request to HR, who kept to the schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from app.reports.absence import absence
from app.reports.facts import by_agent, by_week, late
from app.reports.grid import Heading, grid
from app.reports.markup import Html, joined, tag
from app.reports.svg import Pair, pairs_chart

if TYPE_CHECKING:
    from app.reports.facts import Content
    from app.reports.reader import Reader

_LABELS = 8
_WORST = 10


def weeks(content: Content, reader: Reader) -> Html:
    """Hours needed against contracted by week, then by skill."""
    rows = content.weeks
    if rows.empty:
        return Html("")
    title = reader.say("weeks.chart")
    keys = [
        tag("li", reader.say(name), class_=f"key-{name}")
        for name in ("needed", "contracted")
    ]
    caption = tag(
        "figcaption",
        tag("h3", title),
        tag("p", reader.say("weeks.chart.unit")),
        tag("ul", *keys),
    )
    chart = pairs_chart(
        _pairs(by_week(rows), reader), label=title, number=reader.formats.number
    )
    return tag(
        "section",
        tag("h2", reader.say("weeks")),
        tag("figure", caption, chart),
        _skills(rows, reader),
        tag("p", reader.say("weeks.note"), class_="quiet"),
        class_="keep",
    )


def _pairs(table: pd.DataFrame, reader: Reader) -> list[Pair]:
    formats, every = reader.formats, -(-len(table) // _LABELS)
    pairs = []
    for place, row in enumerate(table.to_dict("records")):
        week = row["week"]
        labelled = place % every == 0
        missing = row["gap_heads"]
        note = labelled and missing > 0
        pairs.append(
            Pair(
                needed=row["needed_hours"],
                contracted=row["contracted_hours"],
                tick=formats.day_and_month(week) if labelled else "",
                note=reader.say("weeks.missing", missing) if note else "",
                tip=reader.say(
                    "weeks.tip",
                    week=formats.day_and_month(week),
                    needed=formats.hours(row["needed_hours"]),
                    contracted=formats.hours(row["contracted_hours"]),
                ),
            )
        )
    return pairs


def _skills(rows: pd.DataFrame, reader: Reader) -> Html:
    keys = ("needed_hours", "contracted_hours", "missing_hours", "missing_heads")
    headings = [
        Heading(reader.say("skill")),
        *(Heading(reader.say(key), number=True) for key in keys),
    ]
    skills = [
        _skill(str(name), own, reader) for name, own in rows.groupby("skill", sort=True)
    ]
    return grid(headings, skills, name="stacked")


def _skill(name: str, rows: pd.DataFrame, reader: Reader) -> list[str]:
    """Cells of a skill: sums over all weeks, and the week that misses most persons."""
    formats = reader.formats
    worst = rows.sort_values("gap_heads", ascending=False, kind="stable").iloc[0]
    heads = formats.number(worst["gap_heads"])
    if worst["gap_heads"] > 0:
        week = formats.day_and_month(worst["week"])
        heads = reader.say("missing_week", worst["gap_heads"], week=week)
    sums = rows[["needed_hours", "contracted_hours", "gap_hours"]].sum()
    return [name, *(formats.hours(value) for value in sums), heads]


def requests(content: Content, reader: Reader) -> Html:
    """Lines of the staffing request as Human Resources reads them."""
    table, title = content.tables.get("requests"), tag("h2", reader.say("requests"))
    if table is None:
        return tag("section", title, absence(content, "requests", reader))
    if table.empty:
        return tag("section", title, tag("p", reader.say("requests.none")))
    headings = [
        Heading(reader.say("line")),
        Heading(reader.say("heads"), number=True),
        *(
            Heading(reader.say(key))
            for key in ("profile", "start_by", "decide_by", "state")
        ),
    ]
    overdue = late(table, content.as_of)
    lines = [
        _line(row, content, reader, overdue=is_late)
        for (_, row), is_late in zip(table.iterrows(), overdue, strict=True)
    ]
    return tag(
        "section",
        title,
        _lead(table, content, reader),
        grid(
            headings,
            lines,
            name="stacked requests",
            remarks=[_reason(row, reader) for _, row in table.iterrows()],
        ),
    )


def _lead(table: pd.DataFrame, content: Content, reader: Reader) -> Html:
    people = reader.say("people", int(table["heads"].sum()))
    campaign = str(content.summary["campaign"])
    said = reader.say("requests.lead", people=people, campaign=campaign)
    currency = content.summary["currency"]
    if "monthly_cost" in table and currency:
        # A column beyond the table's contract is text when it comes from a file.
        cost = float(pd.to_numeric(table["monthly_cost"]).sum())
        money = reader.formats.money(cost, currency)
        said = f"{said} {reader.say('requests.cost', money=money)}"
    return tag("p", said)


def _line(
    row: pd.Series, content: Content, reader: Reader, *, overdue: bool
) -> list[str]:
    formats = reader.formats
    decide = formats.date(row["decide_by"])
    if overdue:
        days = (content.as_of - row["decide_by"].date()).days
        said = reader.say("requests.late", days)
        decide = tag("span", tag("strong", decide), f" {said}", class_="bad")
    return [
        f"{row['request']}-{row['line']}",
        formats.number(row["heads"]),
        reader.told(str(row["profile"])),
        formats.date(row["start_by"]),
        decide,
        reader.word("state", row["state"]),
    ]


def _reason(row: pd.Series, reader: Reader) -> Html:
    """Why, and what if not; the plan parts its reasons by semicolons."""
    parts = str(row["reason"]).removesuffix(".").split("; ")
    told = [reader.told(part) for part in parts]
    reason = joined(told[0], *(part for each in told[1:] for part in ("; ", each)), ".")
    if "consequence" not in row.index or not str(row["consequence"]):
        return reason
    otherwise = reader.say("requests.otherwise")
    consequence = reader.told(str(row["consequence"]))
    return joined(reason, " ", otherwise, " ", consequence, ".")


def adherence(content: Content, reader: Reader) -> Html:
    """Adherence of all as a ratio of sums, and the agents with the lowest."""
    table, title = content.tables.get("adherence"), tag("h2", reader.say("adherence"))
    if table is None:
        return tag("section", title, absence(content, "adherence", reader))
    agents = by_agent(table)
    if agents.empty:
        return tag("section", title, tag("p", reader.say("adherence.nobody")))
    return tag(
        "section",
        title,
        tag("p", _total(agents, table, reader)),
        tag("h3", reader.say("adherence.worst")),
        _lowest(agents, reader),
        tag("p", reader.say("adherence.formula"), class_="quiet"),
        class_="keep",
    )


def _total(agents: pd.DataFrame, table: pd.DataFrame, reader: Reader) -> str:
    formats, sums = reader.formats, agents.sum()
    scheduled, adherent = sums["scheduled_minutes"], sums["adherent_minutes"]
    return reader.say(
        "adherence.total",
        adherence=formats.share(adherent / scheduled),
        adherent=formats.hours(adherent / 60),
        scheduled=formats.hours(scheduled / 60),
        people=reader.say("people", len(agents)),
        days=reader.say("days", table["date"].nunique()),
        conformance=formats.share(sums["present_minutes"] / scheduled),
    )


def _lowest(agents: pd.DataFrame, reader: Reader) -> Html:
    formats = reader.formats
    headings = [
        Heading(reader.say("agent")),
        *(
            Heading(reader.say(key), number=True)
            for key in ("adherence.share", "lost", "conformance.share")
        ),
    ]
    rows = [
        [
            str(name),
            formats.share(row["adherence"]),
            reader.say("minutes", row["scheduled_minutes"] - row["adherent_minutes"]),
            formats.share(row["conformance"]),
        ]
        for name, row in agents.head(_WORST).iterrows()
    ]
    return grid(headings, rows, name="short-table")
