"""Entries of the trail as a table and as a file, and what is asked of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd
from dash import html

from app.reports.formats import NOTHING
from app.services.administration.audit_trail import account_names, author_names
from app.storage.audit_trail import Wanted
from app.web.components.table import cell
from app.web.moments import moment, zone_here
from app.web.spreadsheet import TEXT, TIME, WHOLE, Field
from app.web.texts import word
from wfm.intervals import zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from app.storage.audit_trail import TrailRow
    from app.web.here import Here
    from app.web.visitor import Visitor

_REACH = "scopes"
_HEADS = ("number", "when", "who", "action", "thing", "version", "reason")


@dataclass(frozen=True, slots=True)
class Names:
    """
    What numbers in the trail are called.

    Attributes
    ----------
    accounts, campaigns : mapping of str to str
        Number to name.
    """

    accounts: Mapping[str, str]
    campaigns: Mapping[str, str]

    def of(self, entry: TrailRow) -> str:
        """Name of what an entry is about; its number where it has none."""
        known = {"account": self.accounts, "campaign": self.campaigns}
        names = known.get(entry.object_kind, {})
        return names.get(entry.object_id) or _short(entry.object_id)


def authors_of(here: Here) -> list[dict[str, str]]:
    """Accounts that the trail can be narrowed to, as choices."""
    names = author_names(here.site.store, here.actor)
    return [{"value": str(number), "label": name} for number, name in names]


def wanted_of(
    here: Here, kind: str | None, account: str | None, day: str | None
) -> Wanted:
    """
    Filter that the fields say.

    Raises
    ------
    ValueError
        If one of them holds what it does not offer.
    """
    since = until = None
    if day:
        first = date.fromisoformat(day)
        place = zone(zone_here(here))
        since, until = (
            int(datetime(each.year, each.month, each.day, tzinfo=place).timestamp())
            for each in (first, first + timedelta(days=1))
        )
    return Wanted(
        object_kind=str(kind or ""),
        account_id=int(account) if account else None,
        since=since,
        until=until,
    )


def entry_table(here: Here, rows: list[TrailRow]) -> Component:
    """Table of some entries."""
    say = here.visitor.say
    if not rows:
        return html.P(say("audit.none"), className="quiet")
    timezone = zone_here(here)
    names = Names(
        account_names(here.site.store, here.actor),
        {str(row.id): row.name for row in here.campaigns()},
    )
    head = html.Tr([html.Th(say(f"audit.{name}")) for name in _HEADS])
    return html.Div(
        html.Table(
            [
                html.Thead(head),
                html.Tbody([_row(here, each, timezone, names) for each in rows]),
            ],
            className="table",
        ),
        className="scroll-x",
    )


def entry_fields(here: Here, rows: list[TrailRow]) -> list[Field]:
    """Columns of the same as a file, with the hashes that prove it; times in UTC."""
    say = here.visitor.say
    times = [pd.Timestamp(datetime.fromtimestamp(each.at, tz=UTC)) for each in rows]
    cells = {
        "number": (WHOLE, [each.id for each in rows]),
        "when.utc": (TIME, times),
        "who": (TEXT, [_who(here, each) for each in rows]),
        "action": (TEXT, [each.action for each in rows]),
        "object": (TEXT, [each.object_kind for each in rows]),
        "thing": (TEXT, [each.object_id for each in rows]),
        "campaign": (WHOLE, [each.campaign_id for each in rows]),
        "version": (WHOLE, [each.version for each in rows]),
        "reason": (TEXT, [each.reason for each in rows]),
        "request": (TEXT, [each.request_id for each in rows]),
        "hash.column": (TEXT, [each.hash for each in rows]),
    }
    return [
        Field(say(f"audit.{name}"), kind, pd.Series(values))
        for name, (kind, values) in cells.items()
    ]


def _row(here: Here, each: TrailRow, timezone: str, names: Names) -> Component:
    visitor = here.visitor
    version = "" if each.version is None else visitor.formats.number(each.version)
    changed = changes_in_words(visitor, each.changes, names.campaigns)
    reason = " ".join(
        part for part in (visitor.own_words(each.reason), changed) if part
    )
    said = {
        "when": moment(visitor, each.at, timezone),
        "who": _who(here, each),
        "action": word(visitor.language, "audit.did", each.action),
        "thing": f"{kind_in_words(visitor, each.object_kind)} {names.of(each)}",
        "version": version,
        "reason": reason,
    }
    return html.Tr(
        [
            html.Th(visitor.formats.number(each.id), scope="row"),
            *(cell(visitor.say(f"audit.{name}"), text) for name, text in said.items()),
        ]
    )


def kind_in_words(visitor: Visitor, kind: str) -> str:
    """Write what kind of thing was changed."""
    return word(visitor.language, "audit.kind", kind)


def changes_in_words(
    visitor: Visitor, recorded: str, campaigns: Mapping[str, str]
) -> str:
    """Write fields with what they were and are: ``role: Planner → Quality``."""
    fields = json.loads(recorded or "{}")
    return "; ".join(
        f"{word(visitor.language, 'audit.field', name)}: "
        f"{_change(visitor, name, _named(each, campaigns) if name == _REACH else each)}"
        for name, each in fields.items()
    )


def _change(visitor: Visitor, name: str, each: object) -> str:
    if isinstance(each, list) and len(each) == len(("before", "after")):
        before, after = (_value(visitor, name, part) for part in each)
        return after if before in {NOTHING, after} else f"{before} → {after}"
    return _value(visitor, name, each)


def _named(said: object, campaigns: Mapping[str, str]) -> object:
    """Give a reach with the names of its campaigns, which are numbers in the trail."""
    if isinstance(said, list):
        return [_named(part, campaigns) for part in said]
    return campaigns.get(str(said), said) if isinstance(said, int) else said


def _value(visitor: Visitor, name: str, said: object) -> str:
    if isinstance(said, list):
        parts = (_value(visitor, name, part) for part in said if part)
        return ", ".join(parts) or NOTHING
    if said is None or said == "":
        return NOTHING
    return word(visitor.language, name, str(said))


def _who(here: Here, each: TrailRow) -> str:
    if each.account_id is None:
        return here.visitor.say("jobs.nobody")
    return each.account or here.visitor.say("audit.gone", n=str(each.account_id))


def _short(name: str) -> str:
    """Beginning of an identifier that nobody reads to its end."""
    return name if len(name) <= 20 else f"{name[:16]}…"  # noqa: PLR2004 - of a hash
