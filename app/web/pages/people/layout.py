"""What stands on the page of the people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.web.components import controls
from app.web.components.downloads import downloads
from app.web.importing import import_card
from app.web.pages.people import ids
from app.web.pages.people.contracts import contracts_card
from app.web.pages.people.grid import heads_card, people_grid
from app.web.pages.people.person import drawer
from app.web.pages.people.rows import EVERY, edits, seen_agents, skills_of
from app.web.pages.people.together import together_panel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dash.development.base_component import Component

    from app.web.components.controls import Choice
    from app.web.here import Here
    from app.web.pages.people.rows import Rows

AGENTS, TIME_OFF = "agents", "time_off"


def layout(here: Here) -> Component:
    """Grid with filters, heads, contracts, imports, and the drawer of a person."""
    visitor, rows = here.visitor, seen_agents(here)
    opening = "people.open.several" if edits(here) else "people.open"
    title = controls.heading(
        visitor.say("people.title"),
        visitor.say("people.lead"),
        *downloads(ids.EXCEL, ids.FILE, visitor),
        html.Div(
            dmc.Button(visitor.say("people.add"), id=ids.ADD, size="sm"),
            hidden=not edits(here),
        ),
    )
    return html.Div(
        [
            title,
            _filters(here, rows),
            controls.card(
                html.P(visitor.say("people.count", count=len(rows)), id=ids.COUNT),
                html.Div(people_grid(here, rows), id=ids.PLACE),
                html.P(visitor.say(opening), className="quiet"),
                together_panel(here, rows),
                class_name="people-list",
            ),
            controls.card(
                html.Div(heads_card(here, rows), id=ids.HEADS),
                title=visitor.say("people.heads"),
            ),
            contracts_card(here),
            *_imports(here),
            dcc.Store(id=ids.CHANGED),
            drawer(here),
        ],
        className="stack people-page",
    )


def _imports(here: Here) -> list[Component]:
    say = here.visitor.say
    return [
        import_card(
            here,
            table,
            say(f"people.import.{table}"),
            say(f"people.import.{table}.lead"),
        )
        for table in (AGENTS, TIME_OFF)
    ]


def _filters(here: Here, rows: Rows) -> Component:
    say = here.visitor.say
    values = {
        "team": {row["team"] for row in rows},
        "skill": {skill for row in rows for skill in skills_of(row)},
        "contract": {row["contract"] for row in rows},
    }
    places = {"team": ids.TEAM, "skill": ids.SKILL, "contract": ids.CONTRACT}
    return html.Div(
        [
            *(
                controls.choice(
                    places[name],
                    say(f"people.{name}"),
                    _choices(say(f"people.every.{name}"), values[name]),
                    EVERY,
                )
                for name in places
            ),
            dmc.TextInput(
                id=ids.SEARCH,
                placeholder=say("people.search"),
                value="",
                size="sm",
                debounce=300,
                className="choice",
                inputProps={"aria-label": say("people.search"), "type": "search"},
            ),
        ],
        className="controls",
    )


def _choices(every: str, values: Iterable[str]) -> list[Choice]:
    named = sorted(value for value in values if value)
    return [
        {"value": EVERY, "label": every},
        *({"value": each, "label": each} for each in named),
    ]
