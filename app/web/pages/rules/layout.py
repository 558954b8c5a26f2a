"""What stands on the page of the labour rules."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
import pandas as pd
from dash import html

from app.web.components import controls
from app.web.components.attributes import attributes
from app.web.components.downloads import downloads
from app.web.components.table import cell
from app.web.pages.rules import ids
from app.web.spreadsheet import DAY, DECIMAL, TEXT, Field
from wfm.labour.countries import COUNTRIES, law_of

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.visitor import Visitor
    from wfm.labour.parameters import Parameter

_HEADS = ("rule", "value", "since", "next", "source", "note")
_FIRST = date(2000, 1, 1)


def layout(here: Here) -> Component:
    """Lay out the choice of country and day, and what holds then."""
    say = here.visitor.say
    today = datetime.now(tz=UTC).date()
    first = next(iter(sorted(COUNTRIES)))
    chosen = html.Div(
        [
            controls.choice(
                ids.COUNTRY,
                say("rules.country"),
                [{"value": code, "label": code} for code in sorted(COUNTRIES)],
                first,
            ),
            html.Label(
                [
                    html.Span(say("rules.day")),
                    _day(today),
                ],
                className="day-field",
            ),
        ],
        className="filters",
    )
    files = downloads(ids.EXCEL, ids.FILE, here.visitor)
    return html.Div(
        [
            controls.heading(say("rules.title"), say("rules.lead"), *files),
            controls.card(chosen, html.Div(id=ids.TABLE)),
        ],
        className="stack start",
    )


def _day(today: date) -> Component:
    """Field of a day, as the browser itself has it."""
    return dmc.TextInput(
        id=ids.DAY,
        value=today.isoformat(),
        inputProps={"type": "date"},
        **attributes(aria_label="date"),
    )


def rule_table(visitor: Visitor, country: str, day: date) -> Component:
    """Show what holds in a country on a day, each with its source."""
    head = html.Tr(
        [
            html.Th(
                visitor.say(f"rules.{name}"),
                className="number" if name == "value" else "",
            )
            for name in _HEADS
        ]
    )
    coming = _coming(country, day)
    rows = [
        _row(visitor, each, coming.get(each.name)) for each in _holding(country, day)
    ]
    return html.Div(
        html.Table([html.Thead(head), html.Tbody(rows)], className="table"),
        className="scroll-x",
    )


def rule_fields(visitor: Visitor, country: str, day: date) -> list[Field]:
    """Columns of the same as a file."""
    rows = _holding(country, day)
    cells = {
        "rule": (TEXT, [each.name for each in rows]),
        "value": (DECIMAL, [each.value for each in rows]),
        "since": (DAY, [pd.Timestamp(each.effective_from) for each in rows]),
        "source": (TEXT, [each.source for each in rows]),
        "note": (TEXT, [each.note for each in rows]),
    }
    return [
        Field(visitor.say(f"rules.{name}"), kind, pd.Series(values))
        for name, (kind, values) in cells.items()
    ]


def _holding(country: str, day: date) -> list[Parameter]:
    return sorted(law_of(country).on(day).values(), key=lambda each: each.name)


def _coming(country: str, day: date) -> dict[str, Parameter]:
    """Next value of each rule that is already known to change."""
    later = [each for each in law_of(country).parameters if each.effective_from > day]
    later.sort(key=lambda each: each.effective_from, reverse=True)
    return {each.name: each for each in later}


def _row(visitor: Visitor, rule: Parameter, coming: Parameter | None) -> Component:
    said = visitor.formats
    since = "\N{EN DASH}"
    if rule.effective_from >= _FIRST:
        since = said.date(rule.effective_from)
    after = ""
    if coming is not None:
        after = visitor.say(
            "rules.from",
            value=_number(visitor, coming.value),
            day=said.date(coming.effective_from),
        )
    cells = {
        "value": _number(visitor, rule.value),
        "since": since,
        "next": after,
        "source": visitor.own_words(rule.source),
        "note": visitor.own_words(rule.note),
    }
    return html.Tr(
        [
            html.Th(html.Code(rule.name), scope="row"),
            *(
                cell(
                    visitor.say(f"rules.{name}"),
                    content,
                    "number" if name == "value" else "",
                )
                for name, content in cells.items()
            ),
        ]
    )


def _number(visitor: Visitor, value: float) -> str:
    """Write as many decimals as the rule has."""
    digits = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return visitor.formats.number(value, digits)
