"""What a file would do: counts, first rows, questions, and what is wrong where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from app.services.imports.findings import Level
from app.services.imports.kinds import kind_of
from app.services.imports.sentences import reason, remedy, sentence
from app.web.components.attributes import attributes
from app.web.components.icon import icon
from app.web.components.table import cell
from app.web.importing import ids
from app.web.importing.words import column_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dash.development.base_component import Component

    from app.services.imports.findings import Finding
    from app.services.imports.preview import Preview
    from app.web.visitor import Visitor

_ROWS, _LETTERS = 6, 60
# Questions that are answered by saying how, not by yes.
_HOW = {
    "E_DATE_AMBIGUOUS": ("date_order", ("dmy", "mdy")),
    "E_DECIMAL_AMBIGUOUS": ("decimal", (",", ".")),
}


def look(seen: Preview, visitor: Visitor) -> list[Component]:
    """Everything that is known about a file before it is imported."""
    of_level = {
        level: [f for f in seen.findings if f.level is level] for level in Level
    }
    return [
        _counts(seen, visitor),
        *_refusals(of_level[Level.REFUSAL], visitor),
        *(_question(each, seen, visitor) for each in of_level[Level.QUESTION]),
        *_bad_rows(of_level[Level.ROW], seen, visitor),
        *_first_rows(seen, visitor),
        *_notes([*of_level[Level.NOTE], *seen.quality], visitor),
    ]


def _counts(seen: Preview, visitor: Visitor) -> Component:
    formats = visitor.formats
    shown = {"rows": seen.rows, "good": seen.good, "bad": seen.bad}
    shown["duplicates"] = seen.duplicates
    parts: list[Component] = [
        html.Div(
            [
                html.Span(visitor.say(f"import.count.{name}")),
                html.Strong(
                    formats.number(count),
                    className="bad" if name == "bad" and count else "",
                ),
            ],
            className="import-count",
        )
        for name, count in shown.items()
    ]
    return html.Div(
        [
            html.Div(
                [html.Strong(seen.filename), html.Span(_period(seen))],
                className="import-file",
            ),
            html.Div(parts, className="import-counts"),
            *([_names(seen, visitor)] if seen.names else []),
        ]
    )


def _period(seen: Preview) -> str:
    if not seen.period:
        return ""
    first, last = (each[:16].replace("T", " ") for each in seen.period)
    return f"{first} – {last}"  # noqa: RUF001 - a dash between times


def _names(seen: Preview, visitor: Visitor) -> Component:
    family = "queues" if "queue" in kind_of(seen.mapping.table).table.names else "names"
    names = ", ".join(seen.names[:12]) + (" …" if len(seen.names) > 12 else "")  # noqa: PLR2004
    return html.P(f"{visitor.say(f'import.{family}')}: {names}", className="quiet")


def _refusals(found: Sequence[Finding], visitor: Visitor) -> list[Component]:
    if not found:
        return []
    return [
        dmc.Alert(
            [html.P(_whole(each, visitor), className="answer-line") for each in found],
            title=visitor.say("import.refused"),
            color="red",
            icon=icon("alert"),
            variant="light",
        )
    ]


def _question(finding: Finding, seen: Preview, visitor: Visitor) -> Component:
    table = seen.mapping.table
    buttons = [
        dmc.Button(
            label,
            id=ids.answer(table, what, value),
            size="xs",
            variant="default",
        )
        for what, value, label in _answers(finding, visitor)
    ]
    return dmc.Alert(
        [
            html.P(_whole(finding, visitor), className="answer-line"),
            html.Div(buttons, className="import-answers"),
        ],
        title=visitor.say("import.question"),
        color="yellow",
        icon=icon("warning"),
        variant="light",
    )


def _answers(finding: Finding, visitor: Visitor) -> Iterable[tuple[str, str, str]]:
    """Give what is set, to what, and the words of the button."""
    if finding.code in _HOW:
        name, values = _HOW[finding.code]
        for value in values:
            yield name, value, visitor.say(f"import.{name}.{value}")
    elif finding.code == "E_SHEET_CHOICE":
        for name in finding.said.get("sheets", "").split(", "):
            yield "sheet", name, name
    elif finding.code == "W_ENCODING":
        encoding = finding.said.get("encoding", "")
        yield "encoding", encoding, visitor.say("import.yes")
    else:
        yield "confirmed", finding.code, visitor.say("import.yes")


def _bad_rows(
    found: Sequence[Finding], seen: Preview, visitor: Visitor
) -> list[Component]:
    if not found:
        return []
    heads = [visitor.say(f"import.bad.{name}") for name in ("row", "column", "value")]
    heads += [visitor.say("import.bad.reason"), visitor.say("import.bad.remedy")]
    rows = [
        html.Tr(
            [cell(h, text) for h, text in zip(heads, _cells(f, visitor), strict=True)]
        )
        for f in found
    ]
    of_rows = {each.code for each in found}
    every = sum(n for code, n in seen.counts.items() if code in of_rows)
    more = every - len(found)
    hidden = [html.P(visitor.say("import.bad.more", count=more), className="quiet")] * (
        more > 0
    )
    return [
        html.H3(visitor.say("import.bad", count=seen.bad), className="import-part"),
        html.Div(
            _table(heads, rows, "import-bad cards"),
            className="scroll-x import-scroll",
            tabIndex=0,
            **attributes(aria_label=visitor.say("import.bad", count=seen.bad)),
        ),
        *hidden,
    ]


def _cells(finding: Finding, visitor: Visitor) -> list[str]:
    language = visitor.language
    row = "" if finding.row is None else visitor.formats.number(finding.row)
    said, todo = reason(finding, language), remedy(finding, language)
    return [row, finding.column, finding.value, said, todo]


def _first_rows(seen: Preview, visitor: Visitor) -> list[Component]:
    if not seen.first_rows:
        return []
    targets = {header: name for name, header in seen.mapping.columns.items()}
    heads = [
        html.Th(
            [
                header,
                html.Div(
                    column_name(visitor, targets[header]) if header in targets else "",
                    className="import-target",
                ),
            ],
            scope="col",
        )
        for header in seen.headers
    ]
    rows = [
        html.Tr([html.Td(_cut(each)) for each in row])
        for row in seen.first_rows[:_ROWS]
    ]
    said = visitor.say("import.first_rows")
    table = html.Table(
        [html.Thead(html.Tr(heads)), html.Tbody(rows)], className="table import-first"
    )
    return [
        html.H3(said, className="import-part"),
        html.Div(
            table, className="scroll-x", tabIndex=0, **attributes(aria_label=said)
        ),
    ]


def _notes(found: Sequence[Finding], visitor: Visitor) -> list[Component]:
    if not found:
        return []
    return [
        html.Details(
            [
                html.Summary(visitor.say("import.notes", count=len(found))),
                html.Ul([html.Li(_whole(each, visitor)) for each in found]),
            ],
            className="import-notes",
        )
    ]


def _whole(finding: Finding, visitor: Visitor) -> str:
    said = _opened(sentence(finding, visitor.language))
    todo = remedy(finding, visitor.language)
    return f"{said}: {todo}." if todo else f"{said}."


def _table(heads: Sequence[str], rows: Sequence[Component], name: str) -> Component:
    top = html.Thead(html.Tr([html.Th(head, scope="col") for head in heads]))
    return html.Table([top, html.Tbody([*rows])], className=f"table {name}")


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"


def _opened(said: str) -> str:
    """Begin a sentence with a capital."""
    return said[:1].upper() + said[1:]
