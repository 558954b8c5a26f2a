"""Agents that an account sees: filtered, sorted, and as columns of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.services.access import Action
from app.services.people.agents import KNOWN, PRIVATE, agents_of
from app.web.importing.words import column_name
from app.web.spreadsheet import DECIMAL, TEXT, WHOLE, Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.services.access import Actor
    from app.storage.engine import Store
    from app.web.here import Here

EVERY = "*"
_NUMBERS = {
    "hourly_cost": DECIMAL,
    "monthly_wage": DECIMAL,
    "rest_day": WHOLE,
    "home_days": WHOLE,
}
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Filters:
    """What the rows must have; ``*`` and empty text are everything."""

    team: str = EVERY
    skill: str = EVERY
    contract: str = EVERY
    search: str = ""


def place(here: Here) -> tuple[Store, Actor, int]:
    """Store, actor and campaign, as services take them."""
    assert here.campaign is not None  # the address of the page names one
    return here.site.store, here.actor, here.campaign.id


def sees_private(here: Here) -> bool:
    """Whether the account reads pay, documents and the like."""
    return here.may(Action.PEOPLE_PRIVATE)


def edits(here: Here) -> bool:
    """Whether the account may change people: it must see what it changes."""
    return here.may(Action.PEOPLE_EDIT) and sees_private(here)


def columns(here: Here) -> tuple[str, ...]:
    """Columns that the account sees, in their order."""
    return ("agent", *KNOWN, *(PRIVATE if sees_private(here) else ()))


def seen_agents(here: Here) -> Rows:
    """Agents of the campaign of the page, with the columns that may be seen."""
    return agents_of(*place(here))


def skills_of(row: dict[str, Any]) -> list[str]:
    """Skills of an agent."""
    return [each.strip() for each in row["skills"].split(";") if each.strip()]


def filtered(rows: Iterable[dict[str, Any]], filters: Filters) -> Rows:
    """Rows that suit the filters; the search looks in code, name and site."""
    words = (filters.search or "").casefold().split()

    def suits(row: dict[str, Any]) -> bool:
        text = f"{row['agent']} {row['name']} {row['home_site']}".casefold()
        return (
            filters.team in (EVERY, row["team"])
            and filters.contract in (EVERY, row["contract"])
            and (filters.skill == EVERY or filters.skill in skills_of(row))
            and all(word in text for word in words)
        )

    return [row for row in rows if suits(row)]


def ordered(rows: Rows, sort_model: Sequence[dict[str, str]]) -> Rows:
    """Rows in the order that the grid asks for; what is blank comes last."""
    for by in reversed(sort_model):
        name, down = str(by["colId"]), by.get("sort") == "desc"
        known = [row for row in rows if row.get(name) not in (None, "")]
        blank = [row for row in rows if row.get(name) in (None, "")]
        rows = [*sorted(known, key=lambda row: row[name], reverse=down), *blank]
    return rows


def fields(here: Here, rows: Rows) -> list[Field]:
    """Columns of a file: those that the account sees and no other."""
    visitor = here.visitor
    return [
        Field(
            column_name(visitor, name),
            _NUMBERS.get(name, TEXT),
            pd.Series([row[name] for row in rows], dtype="object"),
        )
        for name in columns(here)
    ]


def heads(rows: Rows) -> pd.DataFrame:
    """Count agents by skill (rows) and contract; who has two skills counts twice."""
    pairs = [
        {"skill": skill, "contract": row["contract"]}
        for row in rows
        for skill in skills_of(row)
    ]
    if not pairs:
        return pd.DataFrame()
    table = pd.DataFrame(pairs)
    return pd.crosstab(table["skill"], table["contract"])


def teams(rows: Rows) -> dict[str, int]:
    """Agents by team, in the order of names."""
    count = pd.Series([row["team"] for row in rows], dtype="str").value_counts()
    return {str(name): int(n) for name, n in sorted(count.items())}
