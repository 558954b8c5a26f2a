"""What stands on the page of the labour rules."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pandas as pd
from dash import html

from app.web.components import controls
from app.web.components.attributes import attributes
from app.web.components.downloads import downloads
from app.web.components.table import cell
from app.web.pages.rules import ids
from app.web.pages.rules.own import own_card
from app.web.pages.rules.values import in_words
from app.web.spreadsheet import DAY, DECIMAL, TEXT, Field
from app.web.texts import word
from wfm.labour.countries import COUNTRIES, law_of

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.web.here import Here
    from app.web.visitor import Visitor
    from wfm.labour.parameters import Parameter

_CLASSES = {"value": "number", "since": "day"}
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
                [
                    {"value": code, "label": here.visitor.formats.country(code)}
                    for code in sorted(COUNTRIES)
                ],
                first,
            ),
            html.Label(
                [
                    html.Span(say("rules.day")),
                    controls.day_field(
                        ids.DAY,
                        here.visitor,
                        today.isoformat(),
                        **attributes(aria_label=say("rules.day")),
                    ),
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
            own_card(here),
            controls.card(chosen, html.Div(id=ids.TABLE)),
        ],
        className="stack start",
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
    shown = sorted(
        ((_name(visitor, each), each) for each in _holding(country, day)),
        key=lambda pair: pair[0],
    )
    rows = [
        _row(visitor, country, name, (each, coming.get(each.name)))
        for name, each in shown
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
        "source": (TEXT, [visitor.own_words(each.source) for each in rows]),
        "note": (TEXT, [visitor.own_words(each.note) for each in rows]),
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


def _name(visitor: Visitor, rule: Parameter) -> str:
    """Write what a rule is called on screen; files keep its name in code."""
    return word(visitor.language, "limit", rule.name)


def _row(
    visitor: Visitor,
    country: str,
    name: str,
    rules: tuple[Parameter, Parameter | None],
) -> Component:
    rule, coming = rules
    said = visitor.formats
    since = "\N{EN DASH}"
    if rule.effective_from >= _FIRST:
        since = said.date(rule.effective_from)
    after = ""
    if coming is not None:
        after = visitor.say(
            "rules.from",
            value=in_words(visitor, rule.name, coming.value, country),
            day=said.date(coming.effective_from),
        )
    cells = {
        "value": in_words(visitor, rule.name, rule.value, country),
        "since": since,
        "next": after,
        "source": visitor.own_words(rule.source),
        "note": visitor.own_words(rule.note),
    }
    return html.Tr(
        [
            html.Th(name, scope="row"),
            *(
                cell(
                    visitor.say(f"rules.{name}"),
                    content,
                    _CLASSES.get(name, ""),
                )
                for name, content in cells.items()
            ),
        ]
    )
