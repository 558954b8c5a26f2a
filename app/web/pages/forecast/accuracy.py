"""How far off the campaign's method was on weeks that are over, beside the floor."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dash import html

from app.jobs.accuracy import ACCURACY
from app.services.access import Action
from app.services.forecasts.stored_accuracy import has_history, measured_accuracy
from app.web.components import controls
from app.web.components.kpi import explained
from app.web.components.table import cell
from app.web.pages.forecast import ids
from app.web.pages.forecast.jobs import running_job
from app.web.texts import word
from wfm.intervals import zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from app.services.forecasts.stored_accuracy import Measured
    from app.web.here import Here
    from app.web.visitor import Visitor

_BESIDE = ("seasonal_naive_wape", "naive_wape", "floor")


def accuracy_card(here: Here) -> Component:
    """Card with the error by horizon, the naive ones and the floor of chance."""
    visitor, campaign = here.visitor, here.campaign
    parts: list[Component] = []
    if campaign is not None:
        found = measured_accuracy(here.site.store, here.actor, campaign.id)
        if found is not None:
            parts = _measured(found, here)
        elif has_history(here.site.store, campaign.id):
            parts = [html.P(visitor.say("accuracy.none"), className="quiet")]
        else:
            parts = [html.P(visitor.say("accuracy.no_history"), className="quiet")]
    if here.may(Action.PLAN_RUN):
        button = controls.action(
            ids.MEASURE, "running", visitor.say("accuracy.measure")
        )
        parts.append(html.Div(button, className="controls"))
        parts.append(html.Div(running_job(here, ACCURACY), id=ids.MEASURE_JOB))
    return controls.card(
        *parts, title=visitor.say("accuracy.title"), class_name="accuracy"
    )


def _measured(found: Measured, here: Here) -> list[Component]:
    visitor, campaign = here.visitor, here.campaign
    assert campaign is not None  # something of it was measured
    figures = found.figures
    kind = figures.get("normal") or figures.get("special") or {}
    model = kind["models"][0]
    made = datetime.fromtimestamp(found.created_at, UTC)
    when = made.astimezone(zone(campaign.timezone))
    lead = visitor.say(
        "accuracy.lead",
        origins=visitor.formats.number(figures["origins"]),
        contacts=visitor.formats.number(figures["contacts"]),
        day=visitor.formats.date(when),
    )
    stale = [] if found.current else [visitor.say("accuracy.stale")]
    return [
        html.P(" ".join([lead, *stale]), className="quiet"),
        html.Div(_table(model, kind, visitor), className="scroll-x"),
        html.P(_in_band(model, visitor), className="quiet"),
    ]


def _table(
    model: Mapping[str, Any], kind: Mapping[str, Any], visitor: Visitor
) -> html.Table:
    horizons = [name for name in model["by_horizon"] if name != "all"]
    rows = [("model", model["by_horizon"]), *((name, kind[name]) for name in _BESIDE)]
    heads = [word(visitor.language, "accuracy.horizon", name) for name in horizons]
    names = {
        "model": explained(
            visitor.say("accuracy.model"), visitor.say("accuracy.model.meaning")
        ),
        "seasonal_naive_wape": explained(visitor.say("accuracy.week_before"), ""),
        "naive_wape": explained(visitor.say("accuracy.naive"), ""),
        "floor": explained(
            visitor.say("accuracy.floor"), visitor.say("accuracy.floor.meaning")
        ),
    }
    return html.Table(
        [
            html.Thead(
                html.Tr(
                    [
                        html.Th(visitor.say("accuracy.error")),
                        *(html.Th(head, className="number") for head in heads),
                    ]
                )
            ),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(names[name], scope="row"),
                            *(
                                cell(
                                    head,
                                    visitor.formats.share(values.get(horizon)),
                                    "number",
                                )
                                for head, horizon in zip(heads, horizons, strict=True)
                            ),
                        ],
                        className=f"accuracy-{name.split('_', maxsplit=1)[0]}",
                    )
                    for name, values in rows
                ]
            ),
        ],
        className="table",
    )


def _in_band(model: Mapping[str, Any], visitor: Visitor) -> str:
    share = visitor.formats.share
    return visitor.say(
        "accuracy.band",
        share80=share(model.get("coverage_80"), 0),
        share95=share(model.get("coverage_95"), 0),
        bias=share(model.get("bias")),
    )
