"""Two forecasts of the same days side by side, and which was nearer to what came."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, html
from dash.exceptions import PreventUpdate

from app.services.access import Action
from app.services.forecasts.comparison import compare_versions, forecast_versions
from app.web import ids as shell
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.downloads import Saved, downloads, register_downloads
from app.web.components.legend import DASH, LINE, RING, legend
from app.web.components.table import cell
from app.web.figures.versions import versions_figure
from app.web.pages.forecast import ids
from app.web.spreadsheet import DAY, DECIMAL, SHARE, TEXT, Field
from app.web.theme import FORECAST, TARGET
from wfm.errors import WfmError
from wfm.intervals import zone

if TYPE_CHECKING:
    import pandas as pd
    from dash.development.base_component import Component

    from app.services.forecasts.comparison import ForecastVersion
    from app.web.here import Here
    from app.web.registry import Registry
    from app.web.visitor import Visitor

_SHEET = {
    "queue": TEXT,
    "date": DAY,
    "first": DECIMAL,
    "second": DECIMAL,
    "difference": DECIMAL,
    "share": SHARE,
    "moved": DECIMAL,
    "first_hours": DECIMAL,
    "second_hours": DECIMAL,
    "actual": DECIMAL,
    "first_error": DECIMAL,
    "second_error": DECIMAL,
    "nearer": TEXT,
}
_SHOWN = ("first", "second", "difference", "share")
_JUDGED = ("actual", "first_error", "second_error", "nearer")
_ERRORS = ("first_error", "second_error")
_LEAST = 2
_CHART_HEIGHT = 240


def comparison_card(here: Here) -> Component:
    """Card with a choice of two versions, and where their difference is shown."""
    visitor = here.visitor
    title = visitor.say("compare.title")
    found = []
    if here.campaign is not None:
        found = forecast_versions(here.site.store, here.actor, here.campaign.id)
    if len(found) < _LEAST:
        return controls.card(
            html.P(visitor.say("compare.few"), className="quiet"), title=title
        )
    choices = [{"value": str(each.id), "label": _name(each, here)} for each in found]
    return controls.card(
        html.Div(
            [
                controls.choice(
                    ids.FIRST, visitor.say("compare.first"), choices, str(found[1].id)
                ),
                html.Span(visitor.say("compare.with"), className="quiet"),
                controls.choice(
                    ids.SECOND, visitor.say("compare.second"), choices, str(found[0].id)
                ),
                *downloads(ids.COMPARE_EXCEL, ids.COMPARE_FILE, visitor),
            ],
            className="controls compare-choice",
        ),
        html.Div(id=ids.COMPARED),
        title=title,
        class_name="compare",
    )


def register_comparison(registry: Registry) -> None:
    """Add the card's callbacks to a registry."""
    register_downloads(
        registry,
        Action.FORECAST_READ,
        (ids.COMPARE_EXCEL, ids.COMPARE_FILE),
        {"first": State(ids.FIRST, "value"), "second": State(ids.SECOND, "value")},
        _saved,
    )

    @registry.callback(
        Action.FORECAST_READ,
        output=Output(ids.COMPARED, "children"),
        inputs=[
            Input(ids.FIRST, "value"),
            Input(ids.SECOND, "value"),
            Input(ids.VIEW.queue, "value"),
            Input(shell.THEME, "data"),
        ],
    )
    def compare(
        here: Here, first: str, second: str, queue: str, theme: str
    ) -> list[Component]:
        # The choices come with the plan's part of the page, in any order.
        if first is None or second is None or queue is None:
            raise PreventUpdate
        try:
            table = _compared(here, first, second)
        except WfmError as error:
            said = here.visitor.told(error)
            return [html.P(said, className="quiet", role="status")]
        return _side_by_side(
            table[table["queue"] == queue], queue, here.themed(theme).visitor
        )


def _saved(here: Here, first: str, second: str) -> Saved:
    table, visitor = _compared(here, first, second), here.visitor
    if "nearer" in table:
        said = [_nearer(each, visitor) for each in table["nearer"]]
        table = table.assign(nearer=said)
    fields = [
        Field(visitor.say(f"compare.column.{name}"), kind, table[name])
        for name, kind in _SHEET.items()
        if name in table
    ]
    return Saved("aforo-forecasts", {visitor.say("compare.title"): fields})


def _compared(here: Here, first: str, second: str) -> pd.DataFrame:
    campaign = here.campaign
    assert campaign is not None  # the right has been checked on it
    return compare_versions(
        here.site.store, here.actor, campaign.id, int(first), int(second)
    )


def _side_by_side(rows: pd.DataFrame, queue: str, visitor: Visitor) -> list[Component]:
    marks = [
        (TARGET, DASH, visitor.say("compare.column.first")),
        (FORECAST, LINE, visitor.say("compare.column.second")),
    ]
    if "actual" in rows and rows["actual"].notna().any():
        marks.append(("currentColor", RING, visitor.say("compare.column.actual")))
    return [
        html.P(_sentence(rows, queue, visitor), className="quiet"),
        legend(marks),
        chart(
            ids.COMPARED_CHART, visitor, _CHART_HEIGHT, versions_figure(rows, visitor)
        ),
        _table(rows, visitor),
    ]


def _table(rows: pd.DataFrame, visitor: Visitor) -> Component:
    judged = "actual" in rows and rows["actual"].notna().any()
    names = [*_SHOWN, *(_JUDGED if judged else ())]
    heads = [visitor.say(f"compare.column.{name}") for name in ("date", *names)]
    body = [
        html.Tr(
            [
                html.Th(visitor.formats.day(row["date"]), scope="row"),
                *(
                    cell(head, _cell(row, name, visitor), "number")
                    for name, head in zip(names, heads[1:], strict=True)
                ),
            ]
        )
        for row in rows.to_dict("records")
    ]
    return html.Div(
        html.Table(
            [
                html.Thead(
                    html.Tr(
                        [
                            html.Th(head, className="number" if n else "")
                            for n, head in enumerate(heads)
                        ]
                    )
                ),
                html.Tbody(body),
            ],
            className="table",
        ),
        className="scroll-x compare-table",
        tabIndex=0,
    )


def _sentence(rows: pd.DataFrame, queue: str, visitor: Visitor) -> str:
    """Say how the totals differ and, as far as days are over, which was nearer."""
    number = visitor.formats.number
    first, second = float(rows["first"].sum()), float(rows["second"].sum())
    said = visitor.say(
        "compare.total",
        queue=queue,
        first=number(first),
        second=number(second),
        share=visitor.formats.share((second - first) / first if first else None),
    )
    if "actual" not in rows or rows["actual"].isna().all():
        return said
    known = rows[rows["actual"].notna()]
    came = float(known["actual"].sum())
    errors = [float(known[name].sum()) for name in _ERRORS]
    return f"{said} " + visitor.say(
        "compare.judged",
        came=number(came),
        first=visitor.formats.share(errors[0] / came if came else None),
        second=visitor.formats.share(errors[1] / came if came else None),
        days=visitor.say("days", count=len(known)),
    )


def _cell(row: dict[Any, Any], name: str, visitor: Visitor) -> str:
    if name == "nearer":
        return _nearer(str(row[name]), visitor)
    if name == "share":
        return visitor.formats.share(row[name])
    if name in _ERRORS:
        # Of what came: days with much and days with little can be told apart by it.
        came = row["actual"]
        return visitor.formats.share(row[name] / came if came > 0 else None)
    return visitor.formats.number(row[name])


def _nearer(name: str, visitor: Visitor) -> str:
    words = {
        "first": visitor.say("compare.nearer.first"),
        "second": visitor.say("compare.nearer.second"),
        "same": visitor.say("compare.nearer.same"),
    }
    return words.get(name, "")


def _name(version: ForecastVersion, here: Here) -> str:
    visitor, campaign = here.visitor, here.campaign
    assert campaign is not None  # there are versions of it
    made = datetime.fromtimestamp(version.created_at, UTC)
    local = made.astimezone(zone(campaign.timezone))
    return visitor.say(
        "compare.version",
        number=str(version.number),
        day=visitor.formats.day_and_month(local),
        clock=f"{local:%H:%M}",
        author=version.author or visitor.say("compare.nobody"),
    )
