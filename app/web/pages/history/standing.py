"""What there is of the history: the strip of days, queues, imports, quality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
from dash import dcc, html

from app.services.access import Action
from app.services.history.standing import (
    daily_contacts,
    history_imports,
    history_quality,
    missing_days,
    queue_standing,
)
from app.services.imports.sentences import reason
from app.storage.authors import NOBODY
from app.web.components import controls
from app.web.components.chart import chart
from app.web.components.downloads import downloads
from app.web.components.kpi import explained
from app.web.components.legend import AREA, legend
from app.web.components.notices import notice
from app.web.components.table import cell
from app.web.figures.history import STRIP_HEIGHT
from app.web.moments import moment
from app.web.pages.history import ids
from app.web.spreadsheet import DAY, DECIMAL, TEXT, WHOLE, Field
from app.web.theme import FORECAST, SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from app.services.access import Actor
    from app.services.history.standing import HistoryImport, QueueStanding
    from app.services.imports.findings import Finding
    from app.storage.engine import Store
    from app.web.here import Here
    from app.web.visitor import Visitor

EVERY, NEWEST = "*", "newest"
_DAYS = 53 * 7
_MOST_GAPS, _MOST_IMPORTS = 6, 50


@dataclass(frozen=True)
class Chosen:
    """Queue and span that the strip shows: ``*`` and ``newest``, or a year."""

    queue: str
    span: str


def standing(here: Here) -> list[Component]:
    """Cards of what there is; where there is nothing, what to do."""
    visitor, place = here.visitor, _place(here)
    queues = queue_standing(*place)
    if not queues:
        hint = "history.none.hint" if here.may(Action.HISTORY_IMPORT) else ""
        lines = [visitor.say(hint)] if hint else []
        return [notice("empty", visitor.say("history.none"), *lines)]
    return [
        controls.card(
            _controls(queues, visitor),
            legend(
                [
                    (FORECAST, AREA, visitor.say("history.more")),
                    (SHORT, AREA, visitor.say("history.nothing")),
                ]
            ),
            chart(ids.STRIP, visitor, STRIP_HEIGHT),
            html.P(id=ids.GAPS, className="quiet"),
            _queues(queues, visitor),
            title=visitor.say("history.what"),
            class_name="chart-card history-what",
        ),
        controls.card(
            dcc.Loading(html.Div(id=ids.QUALITY), delay_show=300),
            title=visitor.say("history.quality"),
        ),
        controls.card(
            _imports(here, history_imports(*place)),
            title=visitor.say("history.imports"),
        ),
    ]


def shown_days(here: Here, chosen: Chosen) -> pd.DataFrame:
    """Contacts of each day that the strip shows."""
    place = _place(here)
    queues = queue_standing(*place)
    if not queues:
        return pd.DataFrame(
            {
                "date": pd.Series([], dtype="datetime64[us]"),
                "offered": pd.Series([], dtype="float64"),
                "intervals": pd.Series([], dtype="int64"),
            }
        )
    queue = None if chosen.queue == EVERY else chosen.queue
    first = min(each.first for each in queues)
    last = max(each.last for each in queues)
    if chosen.span == NEWEST:
        first = max(first, last - timedelta(days=_DAYS - 1 - (6 - last.weekday())))
    else:
        year = int(chosen.span)
        first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return daily_contacts(*place, queue, (first, last))


def gaps_said(days: pd.DataFrame, visitor: Visitor) -> str:
    """Sentence about days that are missing."""
    spans = missing_days(days)
    if not spans:
        return visitor.say("history.no_gaps")
    count = sum((last - first).days + 1 for first, last in spans)
    named = [_span(first, last, visitor) for first, last in spans[:_MOST_GAPS]]
    more = " …" if len(spans) > _MOST_GAPS else ""
    days_said = "; ".join(named) + more
    return visitor.say("history.gaps", count=count, days=days_said)


def quality(here: Here) -> list[Component]:
    """List what a forecast would stumble over, a line each."""
    found = history_quality(*_place(here))
    if not found:
        return [html.P(here.visitor.say("history.sound"), className="quiet")]
    lines = [html.Li(_finding(each, here.visitor)) for each in found]
    return [html.Ul(lines, className="history-quality")]


def day_fields(days: pd.DataFrame, visitor: Visitor) -> list[Field]:
    """Columns of a file of the shown days."""
    kinds = {"date": DAY, "offered": DECIMAL, "intervals": WHOLE}
    return [
        Field(visitor.say(f"history.column.{name}"), kind, days[name])
        for name, kind in kinds.items()
    ]


def change_fields(changes: pd.DataFrame, visitor: Visitor) -> list[Field]:
    """Columns of a file of what cleaning leaves out."""
    hours = [
        hours_said(begin, end)
        for begin, end in zip(changes["begin"], changes["end"], strict=True)
    ]
    kinds = [visitor.say(f"cleaning.kind.{kind}") for kind in changes["kind"]]
    state = [visitor.say(f"cleaning.{_state(no)}") for no in changes["refused"]]
    columns: dict[str, tuple[str, Sequence[object] | pd.Series]] = {
        "queue": (TEXT, changes["queue"]),
        "date": (DAY, changes["date"]),
        "hours": (TEXT, hours),
        "kind": (TEXT, kinds),
        "found": (DECIMAL, changes["found"]),
        "usual": (DECIMAL, changes["usual"]),
        "state": (TEXT, state),
    }
    return [
        Field(visitor.say(f"history.column.{name}"), kind, pd.Series(cells))
        for name, (kind, cells) in columns.items()
    ]


def hours_said(begin: int, end: int) -> str:
    """Hours of a day; empty for the whole of it."""
    if end - begin == 24 * 60:
        return ""
    clock = (f"{each // 60:02d}:{each % 60:02d}" for each in (int(begin), int(end)))
    return "–".join(clock)  # noqa: RUF001 - a dash between times


def _state(refused: object) -> str:
    return "refused" if refused else "accepted"


def _place(here: Here) -> tuple[Store, Actor, int]:
    assert here.campaign is not None  # the address of the page names one
    return here.site.store, here.actor, here.campaign.id


def _controls(queues: Sequence[QueueStanding], visitor: Visitor) -> Component:
    names = [{"value": EVERY, "label": visitor.say("queue.all")}]
    names += [{"value": each.queue, "label": each.queue} for each in queues]
    first = min(each.first for each in queues).year
    last = max(each.last for each in queues).year
    spans = [{"value": NEWEST, "label": visitor.say("history.newest")}]
    spans += [
        {"value": str(year), "label": str(year)} for year in range(last, first - 1, -1)
    ]
    return html.Div(
        [
            controls.choice(ids.QUEUE, visitor.say("queue"), names, EVERY),
            controls.choice(ids.SPAN, visitor.say("history.span"), spans, NEWEST),
            *downloads(ids.EXCEL, ids.FILE, visitor),
        ],
        className="controls",
    )


def _queues(queues: Sequence[QueueStanding], visitor: Visitor) -> Component:
    names = ("queue", "first", "last", "days", "intervals", "contacts")
    heads = [visitor.say(f"history.column.{name}") for name in names]
    formats = visitor.formats
    rows = []
    for each in queues:
        days = (each.last - each.first).days + 1
        cells = [
            each.queue,
            formats.date(each.first),
            formats.date(each.last),
            formats.number(days),
            formats.number(each.intervals),
            formats.number(each.contacts),
        ]
        rows.append(_row(heads, cells, numbers=3))
    *plain, intervals, contacts = heads
    explaining: list[str | Component] = [
        *plain,
        explained(intervals, visitor.say("help.intervals")),
        explained(contacts, visitor.say("help.offered")),
    ]
    return _table(explaining, rows, numbers=3)


def _imports(here: Here, imports: Sequence[HistoryImport]) -> Component:
    visitor = here.visitor
    names = ("number", "at", "author", "reason", "new", "changed", "same")
    heads = [visitor.say(f"history.column.{name}") for name in names]
    assert here.campaign is not None
    rows = []
    for each in imports[:_MOST_IMPORTS]:
        cells = [
            visitor.formats.number(each.number),
            moment(visitor, each.at, here.campaign.timezone),
            _author(each.author, visitor),
            visitor.own_words(each.reason),
            *(
                visitor.formats.number(count)
                for count in (each.new, each.changed, each.same)
            ),
        ]
        rows.append(_row(heads, cells, numbers=3))
    return _table(heads, rows, numbers=3)


def _row(heads: Sequence[str], cells: Sequence[str], numbers: int) -> Component:
    plain = len(cells) - numbers
    return html.Tr(
        [
            cell(head, text, "number" if place >= plain else "")
            for place, (head, text) in enumerate(zip(heads, cells, strict=True))
        ]
    )


def _table(
    heads: Sequence[str | Component], rows: Sequence[Component], numbers: int
) -> Component:
    plain = len(heads) - numbers
    top = [
        html.Th(head, scope="col", className="number" if place >= plain else "")
        for place, head in enumerate(heads)
    ]
    table = html.Table(
        [html.Thead(html.Tr(top)), html.Tbody([*rows])], className="table cards"
    )
    return html.Div(table, className="scroll-x", tabIndex=0)


def _author(name: str, visitor: Visitor) -> str:
    return visitor.say("compare.nobody") if name == NOBODY else name


def _finding(finding: Finding, visitor: Visitor) -> str:
    said = reason(finding, visitor.language)
    kind = finding.said.get("kind", "")
    if kind:
        said = said.replace(kind, visitor.say(f"cleaning.kind.{kind}").lower())
    return said[:1].upper() + said[1:] + "."


def _span(first: date, last: date, visitor: Visitor) -> str:
    begun = visitor.formats.day_and_month(first)
    if first == last:
        return begun
    return f"{begun} – {visitor.formats.day_and_month(last)}"  # noqa: RUF001
