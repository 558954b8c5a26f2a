"""The seven figures that sum a plan up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.reports.facts import worst_week
from app.reports.markup import Html, tag

if TYPE_CHECKING:
    from app.reports.facts import Content
    from app.reports.reader import Reader


def figures(content: Content, reader: Reader) -> Html:
    """Cards of the seven figures that sum the plan up."""
    cards = [
        _contacts(content, reader),
        _peak(content, reader),
        _headcount(content, reader),
        _covered(content, reader),
        _pay(content, reader),
        _gap(content, reader),
        _violations(content, reader),
    ]
    return tag("section", *cards, class_="figures")


def _card(
    label: str, value: str, note: str, *, unit: str = "", bad: bool = False
) -> Html:
    return tag(
        "div",
        tag("p", label, class_="label"),
        tag("p", value, *([" ", tag("small", unit)] if unit else []), class_="value"),
        tag("p", note, class_="note bad" if bad else "note"),
        class_="card",
    )


def _contacts(content: Content, reader: Reader) -> Html:
    summary = content.summary
    days = reader.say("days", summary["days"])
    queues = reader.say("queues", len(summary["queues"]))
    value = reader.formats.number(summary["contacts"])
    return _card(reader.say("kpi.contacts"), value, f"{days} · {queues}")


def _peak(content: Content, reader: Reader) -> Html:
    value = reader.formats.number(content.summary["peak_agents"])
    return _card(reader.say("kpi.peak"), value, reader.say("kpi.peak.note"))


def _headcount(content: Content, reader: Reader) -> Html:
    summary, formats = content.summary, reader.formats
    label, value = reader.say("kpi.people"), formats.number(summary["headcount_needed"])
    if summary["headcount_available"] is None:
        return _card(label, value, reader.say("kpi.people.unknown"))
    available = formats.number(summary["headcount_available"])
    worst = worst_week(content)
    if worst is None:
        note = reader.say("kpi.people.enough", available=available)
        return _card(label, value, note)
    missing = formats.number(worst[1])
    note = reader.say("kpi.people.lacking", available=available, missing=missing)
    return _card(label, value, note, bad=True)


def _covered(content: Content, reader: Reader) -> Html:
    summary, formats = content.summary, reader.formats
    note = reader.say(
        "kpi.coverage.note",
        short=formats.hours(summary["short_hours"]),
        required=formats.hours(summary["required_hours"]),
    )
    return _card(reader.say("kpi.coverage"), formats.share(summary["coverage"]), note)


def _pay(content: Content, reader: Reader) -> Html:
    """Pay; where the plan does not tell it apart, the cost that was minimised."""
    summary = content.summary
    name = "pay" if summary.get("pay") is not None else "cost"
    currency = summary["currency"]
    label = (
        reader.say(f"kpi.{name}", currency=currency)
        if currency
        else reader.say(f"kpi.{name}.hours")
    )
    people = reader.say("people", summary["people"])
    note = reader.say("kpi.cost.note", people=people)
    value, unit = reader.formats.amount(summary[name], currency)
    return _card(label, value, note, unit=unit)


def _gap(content: Content, reader: Reader) -> Html:
    summary, formats = content.summary, reader.formats
    note = reader.say(
        "kpi.gap.note",
        cost=formats.money(summary["cost"], summary["currency"]),
        bound=formats.money(summary["bound"], summary["currency"]),
    )
    return _card(reader.say("kpi.gap"), formats.share(summary["gap"]), note)


def _violations(content: Content, reader: Reader) -> Html:
    count = content.summary["violations"]
    return _card(
        reader.say("kpi.violations"),
        reader.formats.number(count),
        reader.say("kpi.violations.note"),
        bad=bool(count),
    )
