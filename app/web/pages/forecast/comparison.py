"""Two forecasts of the same days side by side, and which was nearer to what came."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, html

from app.services.access import Action
from app.services.forecasts.comparison import compare_versions, forecast_versions
from app.web.components import controls
from app.web.components.downloads import CSV, as_asked, downloads
from app.web.components.table import cell
from app.web.pages.forecast import ids
from app.web.spreadsheet import DAY, DECIMAL, SHARE, TEXT, Field
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
_JUDGED = ("actual", "nearer")
_LEAST = 2


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

    @registry.callback(
        Action.FORECAST_READ,
        output=Output(ids.COMPARED, "children"),
        inputs=[
            Input(ids.FIRST, "value"),
            Input(ids.SECOND, "value"),
            Input(ids.QUEUE, "value"),
        ],
    )
    def compare(here: Here, first: str, second: str, queue: str) -> Component:
        try:
            table = _compared(here, first, second)
        except WfmError as error:
            said = here.visitor.own_words(str(error))
            return html.P(said, className="quiet", role="status")
        return _table(table[table["queue"] == queue], queue, here.visitor)

    @registry.callback(
        Action.FORECAST_READ,
        output=Output(ids.COMPARE_FILE, "data"),
        inputs={
            "excel": Input(ids.COMPARE_EXCEL, "n_clicks"),
            "csv": Input(f"{ids.COMPARE_EXCEL}{CSV}", "n_clicks"),
            "first": State(ids.FIRST, "value"),
            "second": State(ids.SECOND, "value"),
        },
        prevent_initial_call=True,
    )
    def save(
        here: Here, excel: object, csv: object, first: str, second: str
    ) -> dict[str, Any]:
        del excel, csv
        table = _compared(here, first, second)
        visitor = here.visitor
        if "nearer" in table:
            said = [_nearer(each, visitor) for each in table["nearer"]]
            table = table.assign(nearer=said)
        fields = [
            Field(visitor.say(f"compare.column.{name}"), kind, table[name])
            for name, kind in _SHEET.items()
            if name in table
        ]
        return as_asked(visitor.say("compare.title"), fields, "aforo-forecasts")


def _compared(here: Here, first: str, second: str) -> pd.DataFrame:
    campaign = here.campaign
    assert campaign is not None  # the right has been checked on it
    return compare_versions(
        here.site.store, here.actor, campaign.id, int(first), int(second)
    )


def _table(rows: pd.DataFrame, queue: str, visitor: Visitor) -> Component:
    names = [*_SHOWN, *(name for name in _JUDGED if name in rows)]
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
        [
            html.P(_sentence(rows, queue, visitor), className="quiet"),
            html.Div(
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
            ),
        ]
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
    errors = [float(known[name].sum()) for name in ("first_error", "second_error")]
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
