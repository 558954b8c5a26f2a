"""How good the roster is: how near the best, how fair, and what found no place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from app.reports.grid import Heading, grid
from app.reports.markup import Html, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.reports.facts import Content
    from app.reports.reader import Reader

_WORST = 10
_THOUSAND = 1000


def quality(content: Content, reader: Reader) -> Html:
    """Price against the bound, shares of unliked shifts, wishes, activities, seats."""
    title = "quality" if _named(content) else "quality.anonymous"
    return tag(
        "section",
        tag("h2", reader.say(title)),
        tag("p", _price(content, reader)),
        *_people(content, reader),
        *_spread(content, reader),
        *_missed(content, reader),
        *_seats(content, reader),
        *_violations(content, reader),
        tag("p", _run(content, reader), class_="quiet"),
    )


def _named(content: Content) -> bool:
    return "schedule" in content.tables


def _price(content: Content, reader: Reader) -> str:
    """Cost, bound, and how much dearer than the cheapest it can be, rounded up."""
    summary, formats = content.summary, reader.formats
    cost, bound = summary["cost"], summary["bound"]
    said = {"cost": formats.money(cost, summary["currency"])}
    if cost is None or not bound:
        return reader.say("quality.price.only", **said)
    if cost <= bound:
        return reader.say("quality.price.least", **said)
    more = math.ceil(_THOUSAND * (cost - bound) / bound) / _THOUSAND
    return reader.say(
        "quality.price" if _named(content) else "quality.price.anonymous",
        **said,
        bound=formats.money(bound, summary["currency"]),
        more=formats.share(more),
    )


def _run(content: Content, reader: Reader) -> str:
    summary = content.summary
    steps = summary.get("steps") or {}
    step = "roster" if _named(content) else "shifts"
    return reader.say(
        "quality.run",
        solver=str(summary["solver"]),
        seed=str(summary["seed"]),
        stopped=reader.word("stopped", summary["stopped_by"]),
        seconds=reader.formats.seconds(steps.get(step)),
    )


def _people(content: Content, reader: Reader) -> Iterator[Html]:
    """Wishes met of those asked, and whom anonymous shifts take."""
    summary, formats = content.summary, reader.formats
    wishes = summary.get("wishes")
    if wishes:
        met, asked = wishes["met"], wishes["asked"]
        yield tag(
            "p",
            reader.say(
                "quality.wishes",
                met=formats.number(met),
                asked=formats.number(asked),
                share=formats.share(met / asked),
            ),
        )
    hires = [
        reader.say(
            "quality.hires.of",
            heads=reader.say("people", heads),
            contract=reader.word("contract", contract),
        )
        for contract, heads in (summary.get("hires") or {}).items()
        if heads
    ]
    if hires:
        yield tag("p", reader.say("quality.hires", hires=", ".join(hires)))


def _spread(content: Content, reader: Reader) -> Iterator[Html]:
    spread, formats = content.summary.get("spread"), reader.formats
    if not spread:
        return
    columns = ("fewest", "mean", "most")
    headings = [
        Heading(reader.say("quality.kind")),
        *(Heading(reader.say(f"quality.{name}"), number=True) for name in columns),
    ]
    rows = [
        [
            reader.word("spread", kind),
            *(formats.number(counts[name], name == "mean") for name in columns),
        ]
        for kind, counts in spread.items()
    ]
    yield tag("h3", reader.say("quality.spread"))
    yield grid(headings, rows, name="short-table")
    yield tag("p", reader.say("quality.spread.note"), class_="quiet")


def _missed(content: Content, reader: Reader) -> Iterator[Html]:
    """Activities without a place, those with the same reason in one row."""
    missed = content.summary.get("missed")
    if missed is None:
        return
    yield tag("h3", reader.say("quality.missed"))
    if not missed:
        yield tag("p", reader.say("quality.missed.none"))
        return
    groups: dict[tuple[str, str, str], list[str]] = {}
    for row in missed:
        key = (row["name"], row["activity"], row["reason"])
        groups.setdefault(key, []).append(row["agent"])
    keys = ("quality.activity", "quality.missed.who", "quality.missed.why")
    rows = [
        [
            f"{name} ({reader.word('activity', activity)})",
            ", ".join(agents),
            reader.told(reason),
        ]
        for (name, activity, reason), agents in groups.items()
    ]
    yield grid([Heading(reader.say(key)) for key in keys], rows, name="stacked")


def _seats(content: Content, reader: Reader) -> Iterator[Html]:
    seats = content.summary.get("seats")
    if not seats:
        return
    columns = ("agents", "seats", "most", "home")
    headings = [
        Heading(reader.say("quality.site")),
        *(Heading(reader.say(f"quality.site.{name}"), number=True) for name in columns),
    ]
    yield tag("h3", reader.say("quality.seats"))
    yield grid(headings, [_site(row, reader) for row in seats], name="stacked")


def _site(row: dict[str, Any], reader: Reader) -> list[str]:
    counts = (row[name] for name in ("agents", "seats", "most", "home_days"))
    return [str(row["site"]), *map(reader.formats.number, counts)]


def _violations(content: Content, reader: Reader) -> Iterator[Html]:
    """Show what was settled beforehand and breaks a rule; nothing else may."""
    table, formats = content.tables.get("violations"), reader.formats
    if table is None or table.empty:
        return
    keys = ("agent", "date", "rule", "limit", "found", "source")
    names = {key: f"quality.{key}" for key in keys[2:]}
    headings = [Heading(reader.say(names.get(key, key))) for key in keys]
    rows = [
        [
            formats.day(row[key]) if key == "date" else str(row.get(key, ""))
            for key in keys
        ]
        for row in table.head(_WORST).to_dict("records")
    ]
    yield tag("h3", reader.say("quality.violations"))
    yield grid(headings, rows, name="stacked")
    yield tag("p", reader.say("quality.violations.note"), class_="quiet")
