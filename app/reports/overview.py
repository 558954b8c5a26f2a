"""How the report begins and ends: what is planned, and what it comes to in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.reports.facts import (
    late,
    uncovered,
    undecided,
    window_price,
    worst_week,
)
from app.reports.markup import Html, tag
from app.reports.occupancy import cap_in_short
from app.reports.origin import new_in_short

if TYPE_CHECKING:
    from app.reports.facts import Content
    from app.reports.reader import Reader


def head(content: Content, reader: Reader) -> Html:
    """Campaign, client, horizon and goals."""
    summary, formats = content.summary, reader.formats
    horizon = reader.say(
        "horizon",
        first=formats.date(content.first),
        last=formats.date(content.last),
        days=reader.say("days", summary["days"]),
    )
    grid = reader.say(
        "grid", interval=str(summary["interval"]), timezone=summary["timezone"]
    )
    client = [tag("p", summary["client"], class_="client")] if summary["client"] else []
    return tag(
        "header",
        tag("p", reader.say("kind"), class_="kind"),
        tag("h1", str(summary["campaign"])),
        *client,
        tag("p", tag("strong", horizon), f" · {grid}"),
        tag(
            "p",
            tag("strong", reader.say("goal")),
            ": ",
            "; ".join(_goals(summary["goal"], reader)),
            ".",
        ),
    )


def _goals(goal: dict[str, Any], reader: Reader) -> list[str]:
    formats = reader.formats
    said = []
    if goal.get("service_level") is not None:
        said.append(
            reader.say(
                "goal.level",
                share=formats.round_share(goal["service_level"]),
                basis=reader.word("basis", goal["basis"]),
                seconds=formats.seconds(goal["threshold"]),
            )
        )
    if goal.get("max_asa") is not None:
        said.append(reader.say("goal.asa", seconds=formats.seconds(goal["max_asa"])))
    if goal.get("max_abandonment") is not None:
        share = formats.round_share(goal["max_abandonment"])
        said.append(reader.say("goal.abandonment", share=share))
    if goal.get("max_occupancy") is not None:
        share = formats.round_share(goal["max_occupancy"])
        said.append(reader.say(f"goal.occupancy.{goal['occupancy_rule']}", share=share))
    if goal.get("min_agents"):
        said.append(reader.say("goal.minimum", goal["min_agents"]))
    window = reader.word("window", goal["window"])
    return [*said, reader.say("goal.window", window=window)]


def brief(content: Content, reader: Reader) -> Html:
    """Few sentences for whoever reads no further."""
    said = [
        ("brief.new", new_in_short(content, reader)),
        ("brief.people", _people(content, reader)),
        ("brief.coverage", _coverage(content, reader)),
        ("brief.window", _window(content, reader)),
        ("brief.cap", cap_in_short(content, reader)),
        ("brief.hire", _hiring(content, reader)),
    ]
    answers = [
        part
        for key, sentence in said
        if sentence
        for part in (tag("dt", reader.say(key)), tag("dd", sentence))
    ]
    return tag(
        "section",
        tag("h2", reader.say("brief")),
        tag("dl", *answers, class_="answers"),
        class_="brief",
    )


def _people(content: Content, reader: Reader) -> str:
    summary, formats = content.summary, reader.formats
    available = summary["headcount_available"]
    values = {
        "contacts": formats.number(summary["contacts"]),
        "people": reader.say("people", summary["headcount_needed"]),
    }
    if available is None:
        return reader.say("brief.people.unknown", **values)
    values["available"] = formats.number(available)
    worst = worst_week(content)
    if worst is None:
        return reader.say("brief.people.enough", **values)
    return reader.say(
        "brief.people.lacking",
        **values,
        week=formats.day_and_month(worst[0]),
        missing=formats.number(worst[1]),
    )


def _coverage(content: Content, reader: Reader) -> str:
    summary, formats = content.summary, reader.formats
    if summary["coverage"] is None:
        return ""
    required = formats.hours(summary["required_hours"])
    if summary["short_hours"] <= 0:
        return reader.say("brief.coverage.full", required=required)
    values = {
        "coverage": formats.share(summary["coverage"]),
        "short": formats.hours(summary["short_hours"]),
        "required": required,
    }
    table = content.coverage
    rows = None if table is None else uncovered(table)
    if rows is None or rows.empty:
        return reader.say("brief.coverage.hours", **values)
    worst = rows.iloc[0]
    return reader.say(
        "brief.coverage.short",
        **values,
        day=formats.day(worst["start"]),
        time=formats.clock(worst["start"]),
        queue=worst["queue"],
        agents=formats.number(worst["short"], 1),
    )


def _window(content: Content, reader: Reader) -> str:
    """Hours that a goal over a longer window saves; empty where there is none."""
    formats, table = reader.formats, content.tables.get("requirement")
    price = None
    if table is not None:
        price = window_price(table, content.summary["interval"])
    if price is None:
        return ""
    saved = price.every_hours - price.hours
    if saved <= 0:
        return reader.say("brief.window.never")
    return reader.say(
        "brief.window.saves",
        hours=formats.hours(price.hours, 1),
        every=formats.hours(price.every_hours, 1),
        saved=formats.hours(saved, 1),
        less=formats.share(saved / price.every_hours),
    )


def _hiring(content: Content, reader: Reader) -> str:
    table, formats = content.tables.get("requests"), reader.formats
    if table is None:
        return ""
    if table.empty:
        return reader.say("brief.hire.none")
    people = reader.say("people", int(table["heads"].sum()))
    said = [reader.say("brief.hire.heads", people=people)]
    overdue = late(table, content.as_of)
    if overdue.any():
        first = formats.date(table.loc[overdue, "decide_by"].min())
        count = int(overdue.sum())
        said.append(reader.say("brief.hire.late", count, day=first))
    waits = undecided(table) & ~overdue
    if waits.any():
        day = formats.date(table.loc[waits, "decide_by"].min())
        said.append(reader.say("brief.hire.next", day=day))
    return " ".join(said)


def foot(content: Content, reader: Reader) -> Html:
    """Last line: what made the report, and from data until when."""
    if not content.summary.get("as_of"):
        return tag("footer", reader.say("foot.undated"))
    until = content.data_until
    key, day = (
        ("foot.without_history", content.as_of) if until is None else ("foot", until)
    )
    return tag("footer", reader.say(key, day=reader.formats.long_date(day)))
