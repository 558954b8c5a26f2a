"""The six figures that sum a plan up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.web.components.kpi import BAD, CALM, GOOD, Kpi

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.plans.summary_file import Summary
    from app.web.visitor import Visitor


def plan_kpis(summary: Summary, visitor: Visitor, *, cost: bool = True) -> list[Kpi]:
    """
    Contacts, peak, people, coverage, simulated service level and cost of a plan.

    Those who may not see what a plan costs, and whom it lacks, have neither.
    """
    cards = (_contacts, _peak, _people, _coverage, _level, _cost)
    shown = cards if cost else (_contacts, _peak, _coverage, _level)
    return [card(summary, visitor) for card in shown]


def _contacts(summary: Summary, visitor: Visitor) -> Kpi:
    return Kpi(
        visitor.say("kpi.contacts"),
        visitor.formats.number(summary.get("contacts")),
        visitor.say(
            "kpi.contacts.note",
            days=visitor.say("days", count=summary["days"]),
            queues=visitor.say("queues", count=len(summary.get("queues", []))),
        ),
        visitor.say("kpi.contacts.meaning"),
    )


def _peak(summary: Summary, visitor: Visitor) -> Kpi:
    return Kpi(
        visitor.say("kpi.peak"),
        visitor.formats.number(summary.get("peak_agents")),
        visitor.say("kpi.peak.note"),
        visitor.say("kpi.peak.meaning"),
    )


def _people(summary: Summary, visitor: Visitor) -> Kpi:
    needed = summary.get("headcount_needed")
    available, lacking = (
        summary.get("headcount_available"),
        summary.get("headcount_missing"),
    )
    note, tone = visitor.say("kpi.people.unknown"), CALM
    if available is not None and lacking is not None:
        key, tone = "kpi.people.enough", GOOD
        if lacking > 0:
            key, tone = "kpi.people.lacking", BAD
        note = visitor.say(
            key, count=lacking, available=visitor.formats.number(available)
        )
    return Kpi(
        visitor.say("kpi.people"),
        visitor.formats.number(needed),
        note,
        visitor.say("kpi.people.meaning"),
        tone,
    )


def _coverage(summary: Summary, visitor: Visitor) -> Kpi:
    short, required = summary.get("short_hours"), summary.get("required_hours")
    note = visitor.say("kpi.coverage.unknown")
    if short is not None:
        note = visitor.say(
            "kpi.coverage.note",
            short=visitor.formats.hours(short),
            required=visitor.formats.hours(required),
        )
    return Kpi(
        visitor.say("kpi.coverage"),
        visitor.formats.share(summary.get("coverage")),
        note,
        visitor.say("kpi.coverage.meaning"),
    )


def _level(summary: Summary, visitor: Visitor) -> Kpi:
    """Card of what simulated customers get from the shifts, beside the promise."""
    told = summary.get("simulation") or {}
    queues = told.get("queues") or []
    share = visitor.formats.share
    note, tone = visitor.say("kpi.level.unknown"), CALM
    if queues:
        low = sum(_misses(row) for row in queues)
        note = visitor.say("kpi.level.note", promised=share(told.get("predicted")))
        if low:
            note += visitor.say("kpi.level.below", count=low)
            tone = BAD
    return Kpi(
        visitor.say("kpi.level"),
        share((told.get("scheduled") or {}).get("service_level")),
        note,
        visitor.say("kpi.level.meaning"),
        tone,
    )


def _misses(row: Mapping[str, Any]) -> bool:
    """Whether a queue misses its goal beyond chance."""
    goal, high = row.get("goal"), row["scheduled"].get("service_level_high")
    return goal is not None and high is not None and high < goal


def _cost(summary: Summary, visitor: Visitor) -> Kpi:
    """Card of what is paid, or of the whole cost where the plan tells no more."""
    currency, cost = summary.get("currency", ""), summary.get("cost")
    pay, money = summary.get("pay", cost), visitor.formats.money
    note = visitor.say("kpi.cost.unknown")
    if cost is not None and pay != cost:
        note = visitor.say("kpi.cost.short", cost=money(cost, currency))
    elif summary.get("bound") is not None:
        note = visitor.say("kpi.cost.note", bound=money(summary["bound"], currency))
    amount, scale = visitor.formats.amount(pay, currency)
    return Kpi(
        visitor.say("kpi.cost" if currency else "kpi.cost.hours"),
        amount,
        note,
        _cost_meaning(summary, visitor),
        unit=scale,
    )


def _cost_meaning(summary: Summary, visitor: Visitor) -> str:
    """Definition of the cost, and how far from the best one the roster may be."""
    money = bool(summary.get("currency"))
    said = visitor.say("kpi.cost.meaning" if money else "kpi.cost.hours.meaning")
    if summary.get("gap") is None:
        return said
    gap = visitor.formats.share(summary["gap"], 2)
    solver = str(summary.get("solver") or "")
    return f"{said} {visitor.say('kpi.gap.meaning', gap=gap, solver=solver)}"
