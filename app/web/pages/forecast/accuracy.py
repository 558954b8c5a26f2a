"""How far off the campaign's method was on weeks that are over, beside the floor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import Input, Output, html
from dash.exceptions import PreventUpdate

from app.jobs.accuracy import ACCURACY
from app.services.access import Action
from app.services.forecasts.stored_accuracy import has_history, measured_accuracy
from app.web import ids as shell
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.downloads import Saved, downloads, register_downloads
from app.web.components.kpi import explained
from app.web.components.legend import AREA, LINE, legend
from app.web.components.table import cell
from app.web.figures.accuracy import accuracy_figure
from app.web.pages.forecast import ids
from app.web.pages.forecast.running import running_job
from app.web.spreadsheet import SHARE, TEXT, Field
from app.web.texts import word
from app.web.theme import FORECAST, GROUNDS, SHORT
from wfm.intervals import zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from app.services.forecasts.stored_accuracy import Measured
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.theme import Figure
    from app.web.visitor import Visitor

_FLOOR = "floor"
_BESIDE = ("seasonal_naive_wape", "naive_wape", _FLOOR)
_CHART_HEIGHT = 220


@dataclass(frozen=True, slots=True)
class _Errors:
    """Error by horizon: of the model, of the naive methods, and the floor."""

    horizons: tuple[str, ...]
    rows: dict[str, tuple[float | None, ...]]


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


def register_accuracy(registry: Registry) -> None:
    """Add the card's callbacks to a registry."""
    register_downloads(
        registry,
        Action.FORECAST_READ,
        (ids.MEASURED_EXCEL, ids.MEASURED_FILE),
        {},
        _saved,
    )

    @registry.callback(
        Action.FORECAST_READ,
        output=Output(ids.MEASURED_CHART, "figure"),
        inputs=[Input(shell.THEME, "data")],
        prevent_initial_call=True,
    )
    def repaint(here: Here, theme: str) -> Figure:
        return _figure(_known(here), here.themed(theme).visitor)


def _measured(found: Measured, here: Here) -> list[Component]:
    visitor, campaign = here.visitor, here.campaign
    assert campaign is not None  # something of it was measured
    figures = found.figures
    model = _kind(figures)["models"][0]
    made = datetime.fromtimestamp(found.created_at, UTC)
    when = made.astimezone(zone(campaign.timezone))
    lead = visitor.say(
        "accuracy.lead",
        origins=visitor.formats.number(figures["origins"]),
        contacts=visitor.formats.number(figures["contacts"]),
        day=visitor.formats.date(when),
    )
    stale = [] if found.current else [visitor.say("accuracy.stale")]
    errors = _errors(figures)
    return [
        html.P(" ".join([lead, *stale]), className="quiet"),
        _legend(visitor),
        chart(ids.MEASURED_CHART, visitor, _CHART_HEIGHT, _figure(errors, visitor)),
        html.Div(_table(errors, visitor), className="scroll-x"),
        html.P(_in_band(model, visitor), className="quiet"),
        html.Div(
            downloads(ids.MEASURED_EXCEL, ids.MEASURED_FILE, visitor),
            className="controls",
        ),
    ]


def _kind(figures: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = figures.get("normal") or figures.get("special") or {}
    return found


def _errors(figures: Mapping[str, Any]) -> _Errors:
    kind = _kind(figures)
    model = kind["models"][0]["by_horizon"]
    horizons = tuple(name for name in model if name != "all")
    rows = {"model": model, **{name: kind[name] for name in _BESIDE}}
    return _Errors(
        horizons,
        {
            name: tuple(values.get(horizon) for horizon in horizons)
            for name, values in rows.items()
        },
    )


def _known(here: Here) -> _Errors:
    campaign = here.campaign
    assert campaign is not None  # the right has been checked on it
    found = measured_accuracy(here.site.store, here.actor, campaign.id)
    if found is None:
        raise PreventUpdate
    return _errors(found.figures)


def _names(visitor: Visitor) -> dict[str, str]:
    return {
        "model": visitor.say("accuracy.model"),
        "seasonal_naive_wape": visitor.say("accuracy.week_before"),
        "naive_wape": visitor.say("accuracy.naive"),
        _FLOOR: visitor.say("accuracy.floor"),
    }


def _heads(errors: _Errors, visitor: Visitor) -> list[str]:
    return [
        word(visitor.language, "accuracy.horizon", name) for name in errors.horizons
    ]


def _figure(errors: _Errors, visitor: Visitor) -> Figure:
    names = _names(visitor)
    bars = {
        name: (names[name], values)
        for name, values in errors.rows.items()
        if name != _FLOOR
    }
    floor = (names[_FLOOR], errors.rows[_FLOOR])
    return accuracy_figure(_heads(errors, visitor), bars, floor, visitor)


def _legend(visitor: Visitor) -> html.Div:
    names, muted = _names(visitor), GROUNDS["dark"].muted
    return legend(
        [
            (FORECAST, AREA, names["model"]),
            (muted, AREA, f"{names['seasonal_naive_wape']} · {names['naive_wape']}"),
            (SHORT, LINE, names[_FLOOR]),
        ]
    )


def _table(errors: _Errors, visitor: Visitor) -> html.Table:
    heads, names = _heads(errors, visitor), _names(visitor)
    meanings = {
        "model": visitor.say("accuracy.model.meaning"),
        _FLOOR: visitor.say("accuracy.floor.meaning"),
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
                            html.Th(
                                explained(names[name], meanings.get(name, "")),
                                scope="row",
                            ),
                            *(
                                cell(head, visitor.formats.share(value), "number")
                                for head, value in zip(heads, values, strict=True)
                            ),
                        ],
                        className=f"accuracy-{name.split('_', maxsplit=1)[0]}",
                    )
                    for name, values in errors.rows.items()
                ]
            ),
        ],
        className="table",
    )


def _saved(here: Here) -> Saved:
    visitor, errors = here.visitor, _known(here)
    names = [_names(visitor)[name] for name in errors.rows]
    fields = [
        Field(visitor.say("accuracy.error"), TEXT, pd.Series(names, dtype="str")),
        *(
            Field(head, SHARE, pd.Series(values, dtype="float64"))
            for head, values in zip(
                _heads(errors, visitor),
                zip(*errors.rows.values(), strict=True),
                strict=True,
            )
        ),
    ]
    return Saved("aforo-accuracy", {visitor.say("accuracy.title"): fields})


def _in_band(model: Mapping[str, Any], visitor: Visitor) -> str:
    share = visitor.formats.share
    return visitor.say(
        "accuracy.band",
        share80=share(model.get("coverage_80"), 0),
        share95=share(model.get("coverage_95"), 0),
        bias=share(model.get("bias")),
    )
