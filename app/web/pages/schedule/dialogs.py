"""Dialogs of the roster: its versions, and publishing one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.storage.authors import NOBODY
from app.web.components.attributes import attributes
from app.web.components.table import cell
from app.web.pages.schedule import ids as own
from wfm.intervals import zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from app.services.rosters.draft_list import Comparison, RosterVersion
    from app.services.rosters.editing import ShiftChange
    from app.storage.campaigns import CampaignRow
    from app.web.visitor import Visitor

_MOST = 40
_LISTED = 60
_KINDS = ("moved", "changed", "added", "removed")


def versions_dialog(visitor: Visitor) -> Component:
    """Dialog that lists the versions, filled when it is opened."""
    return dmc.Modal(
        html.Div(id=own.VERSIONS_BODY, className="scroll-x"),
        id=own.VERSIONS_MODAL,
        title=visitor.say("schedule.versions"),
        size="xl",
        closeButtonProps={"aria-label": visitor.say("schedule.close")},
    )


def publish_dialog(visitor: Visitor) -> Component:
    """Dialog that says what publishing changes, and asks why."""
    return dmc.Modal(
        dmc.Stack(
            [
                html.Div(id=own.PUBLISH_BODY),
                dmc.TextInput(
                    id=own.PUBLISH_REASON,
                    label=visitor.say("schedule.reason"),
                    placeholder=visitor.say("publish.reason.example"),
                    inputProps={"maxLength": 500},
                ),
                dmc.Checkbox(
                    id=own.PUBLISH_OLDER,
                    label=visitor.say("newer.older"),
                    display="none",
                ),
                html.Div(id=own.PUBLISH_SAID, **attributes(role="alert")),
                dmc.Button(visitor.say("publish.now"), id=own.PUBLISH_NOW),
                dcc.Store(id=own.PUBLISH_SEEN),
            ]
        ),
        id=own.PUBLISH_MODAL,
        title=visitor.say("schedule.publish"),
        size="lg",
        closeButtonProps={"aria-label": visitor.say("schedule.close")},
    )


def versions_table(
    rows: Sequence[RosterVersion],
    shown: int | None,
    campaign: CampaignRow,
    visitor: Visitor,
) -> Component:
    """Versions, the newest first, each with a link that shows it."""
    say = visitor.say
    heads = [
        say(f"versions.{name}")
        for name in ("version", "when", "who", "reason", "state")
    ]
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head) for head in heads])),
            html.Tbody(
                [_version(row, shown, campaign, visitor) for row in rows[:_LISTED]]
            ),
        ],
        className="table",
    )


def _version(
    row: RosterVersion, shown: int | None, campaign: CampaignRow, visitor: Visitor
) -> Component:
    say, version = visitor.say, row.version
    name = say(f"versions.{version.kind}", number=str(version.number))
    link = dcc.Link(name, href=f"/c/{campaign.key}/schedule?version={version.id}")
    states = []
    if row.current:
        states.append(dmc.Badge(say("versions.current"), color="teal"))
    elif row.publications:
        states.append(dmc.Badge(say("versions.earlier"), color="gray"))
    if version.id == shown:
        states.append(dmc.Badge(say("versions.shown"), variant="outline"))
    return html.Tr(
        [
            html.Th(link),
            cell(say("versions.when"), when(version.created_at, campaign, visitor)),
            cell(say("versions.who"), author(row.author, visitor)),
            cell(
                say("versions.reason"),
                visitor.own_words(version.reason) or "\N{EN DASH}",
            ),
            cell(say("versions.state"), html.Span(states, className="badges")),
        ]
    )


def what_changes(comparison: Comparison, visitor: Visitor) -> list[Component]:
    """Say what agents will find changed once the version is published."""
    say = visitor.say
    if comparison.publication is None:
        return [html.P(say("publish.first"))]
    changes = comparison.changes
    if not changes:
        return [html.P(say("publish.same"))]
    counts = {kind: sum(c.kind == kind for c in changes) for kind in _KINDS}
    agents = len({change.agent for change in changes})
    said = [say(f"publish.{kind}", count=n) for kind, n in counts.items() if n]
    return [
        html.P(say("publish.agents", count=agents) + ": " + ", ".join(said) + "."),
        *change_list(changes, visitor),
    ]


def change_list(changes: Sequence[ShiftChange], visitor: Visitor) -> list[Component]:
    """Shifts that differ, the first of them; nothing where none does."""
    if not changes:
        return []
    listed = html.Ul(
        [html.Li(_change(each, visitor)) for each in changes[:_MOST]],
        className="publish-changes",
    )
    if len(changes) <= _MOST:
        return [listed]
    more = visitor.say("publish.more", count=len(changes) - _MOST)
    return [listed, html.P(more, className="quiet")]


def _change(change: ShiftChange, visitor: Visitor) -> str:
    spans = [
        f"{span[0]:%H:%M}\N{EN DASH}{span[1]:%H:%M}"
        for span in (change.before, change.after)
        if span is not None
    ]
    if change.kind == "changed":
        spans = [*spans[:1], visitor.say("publish.within")]
    said = " → ".join(spans)
    if change.kind in ("added", "removed"):
        said = f"{said} ({visitor.say(f'publish.kind.{change.kind}')})"
    return f"{change.agent} · {visitor.formats.day(change.date)} · {said}"


def when(seconds: int, campaign: CampaignRow, visitor: Visitor) -> str:
    """Moment in the campaign's zone."""
    at = datetime.fromtimestamp(seconds, UTC).astimezone(zone(campaign.timezone))
    return f"{visitor.formats.day(at)} {at:%H:%M}"


def author(name: str, visitor: Visitor) -> str:
    """Who made a version; jobs and the command line have no account."""
    return name if name != NOBODY else visitor.say("versions.nobody")
