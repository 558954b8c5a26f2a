"""The six figures that sum a plan up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.components.kpi import BAD, CALM, GOOD, Kpi

if TYPE_CHECKING:
    from app.services.summary_file import Summary
    from app.web.visitor import Visitor


def plan_kpis(summary: Summary, visitor: Visitor) -> list[Kpi]:
    """Contacts, peak, people, coverage, cost and gap of a plan."""
    return [
        _contacts(summary, visitor),
        _peak(summary, visitor),
        _people(summary, visitor),
        _coverage(summary, visitor),
        _cost(summary, visitor),
        _gap(summary, visitor),
    ]


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


def _cost(summary: Summary, visitor: Visitor) -> Kpi:
    """Card of what is paid, or of the whole cost where the plan tells no more."""
    currency, cost = summary.get("currency", ""), summary.get("cost")
    pay, money = summary.get("pay", cost), visitor.formats.money
    note = visitor.say("kpi.cost.unknown")
    if cost is not None and pay != cost:
        note = visitor.say("kpi.cost.short", cost=money(cost, currency))
    elif summary.get("bound") is not None:
        note = visitor.say("kpi.cost.note", bound=money(summary["bound"], currency))
    amount, scale = visitor.formats.scaled_money(pay, currency)
    return Kpi(
        visitor.say("kpi.cost" if currency else "kpi.cost.hours"),
        amount,
        note,
        visitor.say("kpi.cost.meaning" if currency else "kpi.cost.hours.meaning"),
        unit=scale,
    )


def _gap(summary: Summary, visitor: Visitor) -> Kpi:
    solver = str(summary.get("solver") or "")
    return Kpi(
        visitor.say("kpi.gap"),
        visitor.formats.share(summary.get("gap"), 2),
        visitor.say("kpi.gap.note", solver=solver) if solver else "",
        visitor.say("kpi.gap.meaning"),
    )
