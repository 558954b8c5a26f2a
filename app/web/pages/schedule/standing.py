"""Figures of the roster beside those of its plan, and the rules that it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, html

from app.services.access import Action
from app.services.rosters.kpis import kpis_of
from app.services.rosters.verdict import all_objections
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.desk import Pending, draft_of, operations_in
from app.web.pages.schedule.verdict import broken_list, marks_of

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.rosters.kpis import KpiComparison, RosterKpis
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.visitor import Visitor


def register(registry: Registry) -> None:
    """Add the callback of the figures to a registry."""

    @registry.callback(
        Action.SCHEDULE_EDIT,
        output={
            "kpis": Output(own.KPIS, "children"),
            "marks": Output(own.MARKS, "data"),
            "broken": Output(own.BROKEN, "children"),
        },
        # After the verdict, which is waited for: simulating days takes longer.
        inputs={
            "_": Input(own.DOCK_SAID, "children"),
            "pending": State(own.PENDING, "data"),
        },
        prevent_initial_call=True,
    )
    def tell(here: Here, _: object, pending: object) -> dict[str, Any]:
        known = Pending.of(pending)
        if known is None:
            return {"kpis": [], "marks": {}, "broken": []}
        draft = draft_of(here, known)
        operations, visitor = operations_in(draft, known), here.visitor
        told = kpis_of(here.site.store, draft, operations)
        judged = draft.judged(operations) if operations else None
        broken = all_objections(draft.unedited, judged)
        money = here.may(Action.STAFFING_READ)
        currency = draft.plans.summary.get("currency", "")
        return {
            "kpis": kpi_strip(told, visitor, currency if money else None),
            "marks": marks_of(broken, visitor),
            "broken": broken_list(broken, visitor),
        }


def kpi_strip(
    told: KpiComparison, visitor: Visitor, currency: str | None
) -> list[Component]:
    """
    Figures in a line; those that differ from the plan say what the plan has.

    Parameters
    ----------
    told : KpiComparison
        The roster and its plan.
    visitor : Visitor
        Who reads.
    currency : str or None
        Of the pay; None leaves it out.

    Returns
    -------
    list of Component
    """
    number = str(told.plan_version.number)
    plan, edited = (
        _figures(each, visitor, currency) for each in (told.plan, told.edited)
    )
    return [
        _figure(name, plan.get(name), value, visitor, number)
        for name, value in edited.items()
    ]


def _figures(
    kpis: RosterKpis, visitor: Visitor, currency: str | None
) -> dict[str, str]:
    formats = visitor.formats
    told: dict[str, Any] = {"coverage": formats.share(kpis.coverage)}
    if kpis.level is not None:
        told["level"] = formats.share(kpis.level)
    if kpis.occupancy is not None:
        told["occupancy"] = formats.share(kpis.occupancy)
    told["short"] = formats.hours(kpis.short_hours, 1)
    told["over"] = formats.hours(kpis.over_hours, 1)
    told["paid"] = formats.hours(kpis.paid_hours, 1)
    if kpis.pay is not None and currency is not None:
        told["pay"] = formats.money(kpis.pay, currency)
    return told


def _figure(
    name: str, planned: str | None, value: str, visitor: Visitor, number: str
) -> Component:
    parts = [
        html.Dt(visitor.say(f"kpis.{name}"), title=visitor.say(f"kpis.{name}.help")),
        html.Dd(value),
    ]
    if planned is not None and planned != value:
        said = visitor.say("kpis.plan", value=planned, number=number)
        parts.append(html.Dd(said, className="roster-kpi-plan"))
    return html.Dl(parts, className="roster-kpi")
