"""What the referee says of an edit, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dash import html

from app.web.components.attributes import attributes
from app.web.texts import TEXTS, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from app.services.rosters.editing import EditRefusedError
    from app.services.rosters.verdict import Objection, QueueChange, Verdict
    from app.web.visitor import Visitor

_MINUTES = re.compile(r"(\d+(?:\.\d+)?) min\b")
_HOUR = 60
_SHOWN = 40
# Rules of a whole week, which are told on its Monday.
_OF_WEEK = frozenset({"week_maximum", "contract_days", "weekly_rest", "overtime_week"})
# Objections that were there before are told up to this many.
_MOST = 12
# The referee's English, from the longest phrase on: word by word in Spanish.
_SPANISH = (
    ("house policy", "política interna"),
    ("requirement", "requerimiento"),
    ("availability", "disponibilidad"),
    ("restriction", "restricción"),
    ("time off", "ausencias"),
    ("home_days", "días en casa"),
    ("sites", "sedes"),
    ("schedule", "malla"),
    ("one segment at a time", "una actividad a la vez"),
    ("in two segments", "en dos actividades a la vez"),
    ("an agent of the list", "un asesor de la lista"),
    ("longer than", "más de"),
    ("years old", "años"),
    ("a week from home", "a la semana desde casa"),
    ("one place a shift", "un solo lugar por turno"),
    ("site and home", "sede y casa"),
    ("not available on", "no disponible el"),
    ("after the start", "después de la entrada"),
    ("while closed", "con la cola cerrada"),
    ("starting at", "con entrada a las"),
    ("one before lunch", "una antes del almuerzo"),
    ("off or outside the schedule", "libres o fuera de la malla"),
    ("a month", "al mes"),
    ("at most", "máximo"),
    ("at least", "mínimo"),
    ("of work", "de trabajo"),
    ("work from", "trabajo de"),
    ("in a row", "seguidos"),
    ("Sundays", "domingos"),
    ("Sunday", "domingo"),
    ("scheduled", "programados"),
    ("outside", "por fuera"),
    ("lunch of", "almuerzo de"),
    ("breaks", "pausas"),
    ("break", "pausa"),
    ("lunch", "almuerzo"),
    ("shifts", "turnos"),
    ("shift", "turno"),
    ("days", "días"),
    ("day", "día"),
    ("seats", "puestos"),
    ("seat", "puesto"),
    ("agents", "asesores"),
    ("agent", "asesor"),
    ("skills", "habilidades"),
    ("skill", "habilidad"),
    ("contract", "contrato"),
    ("contacts", "contactos"),
    ("available", "disponible"),
    ("none", "ninguno"),
    ("open", "abierta"),
    ("off", "libre"),
    ("from", "desde"),
    ("until", "hasta"),
    ("of", "de"),
    ("on", "en"),
    ("to", "a"),
)
_WORDS = re.compile(
    r"\b(" + "|".join(re.escape(english) for english, _ in _SPANISH) + r")\b"
)


def refusal(error: EditRefusedError, visitor: Visitor) -> str:
    """Sentence that says why an operation cannot be done."""
    return sentence(visitor.language, f"refused.{error.key}", None, **error.values)


def verdict_panel(verdict: Verdict, visitor: Visitor) -> list[Component]:
    """
    Describe what the edits do.

    Parameters
    ----------
    verdict : Verdict
        Of all edits that are not saved yet.
    visitor : Visitor
        Who reads.

    Returns
    -------
    list of Component
        New violations first, then those mended, the coverage, and what was there.
    """
    say = visitor.say
    parts: list[Component] = []
    if verdict.new:
        title = say("verdict.new", count=len(verdict.new))
        parts.append(_listed(title, verdict.new, visitor, "bad"))
    else:
        parts.append(html.P(say("verdict.clean"), className="good verdict-line"))
    if verdict.mended:
        title = say("verdict.mended", count=len(verdict.mended))
        parts.append(_listed(title, verdict.mended, visitor, "good"))
    parts.append(_coverage(verdict.queues, visitor))
    if verdict.remaining:
        title = say("verdict.remaining", count=len(verdict.remaining))
        parts.append(
            html.Details(
                [
                    html.Summary(title),
                    _entries(verdict.remaining[:_MOST], visitor),
                ],
                className="verdict-left",
            )
        )
    return parts


def verdict_line(verdict: Verdict, visitor: Visitor) -> list[Component]:
    """Say in a line what the edits do: rules, then hours short."""
    say, hours = visitor.say, visitor.formats.hours
    parts = [html.Span(say("verdict.clean"), className="good")]
    if verdict.new:
        first = verdict.new[0]
        rule = TEXTS[visitor.language].get(f"rule.{first.rule}", first.rule)
        who = say("verdict.all") if first.agent == "*" else first.agent
        told = say("verdict.new", count=len(verdict.new))
        parts = [html.Span(f"{told}: {who}, {rule}", className="bad")]
    if verdict.mended:
        told = say("verdict.mended", count=len(verdict.mended))
        parts.append(html.Span(told, className="good"))
    if not any(each.changed for each in verdict.queues):
        said = say("verdict.same_coverage")
        return [*parts, html.Span(said, className="quiet")]
    before = sum(each.short_before for each in verdict.queues)
    after = sum(each.short_after for each in verdict.queues)
    said = say("verdict.short", short=hours(before, 1), short_after=hours(after, 1))
    return [*parts, html.Span(said, className="bad" if after > before else "good")]


def marks_of(
    objections: Sequence[Objection], visitor: Visitor
) -> dict[str, list[list[object]]]:
    """
    Say which rows of the Gantt break a rule.

    Parameters
    ----------
    objections : sequence of Objection
        Of the whole roster.
    visitor : Visitor
        Who reads.

    Returns
    -------
    dict of str to list
        By agent: day, the rule in words, and whether it is one of a whole week, of
        which the day is the Monday.
    """
    marks: dict[str, list[list[object]]] = {}
    for each in objections:
        rule = TEXTS[visitor.language].get(f"rule.{each.rule}", each.rule)
        marked = [each.date.isoformat(), rule, each.rule in _OF_WEEK]
        marks.setdefault(each.agent, []).append(marked)
    return marks


def broken_list(objections: Sequence[Objection], visitor: Visitor) -> list[Component]:
    """List every rule that the roster breaks, each leading to its row."""
    if not objections:
        return []
    title = visitor.say("verdict.every", count=len(objections))
    listed = [_entries(objections[:_SHOWN], visitor)]
    if len(objections) > _SHOWN:
        more = visitor.say("publish.more", count=len(objections) - _SHOWN)
        listed.append(html.P(more, className="quiet"))
    return [
        html.Details(
            [html.Summary(title), html.Div(listed, className="edit-verdict")],
            className="broken-rules",
        )
    ]


def _listed(
    title: str, objections: Sequence[Objection], visitor: Visitor, tone: str
) -> Component:
    return html.Section(
        [html.H3(title, className=tone), _entries(objections, visitor)],
        className=f"verdict-part verdict-{tone}",
    )


def _entries(objections: Sequence[Objection], visitor: Visitor) -> Component:
    return html.Ul([html.Li(_entry(each, visitor)) for each in objections])


def _entry(objection: Objection, visitor: Visitor) -> list[Component]:
    say, language = visitor.say, visitor.language
    who = say("verdict.all") if objection.agent == "*" else objection.agent
    rule = TEXTS[language].get(f"rule.{objection.rule}", objection.rule)
    place = objection.note.removesuffix(objection.caveat).rstrip("; ")
    said = say(
        "verdict.entry",
        found=in_words(objection.found, visitor),
        limit=in_words(objection.limit, visitor),
    )
    told = f"{who} · {visitor.formats.day(objection.date)} · {rule}"
    head: Component = html.Strong(told)
    if objection.agent != "*":
        # The script of the Gantt brings the row into sight.
        head = html.Button(
            told,
            type="button",
            className="jump",
            title=say("verdict.jump", who=objection.agent),
            **attributes(
                data_jump_agent=objection.agent,
                data_jump_day=objection.date.isoformat(),
            ),
        )
    lines: list[Component] = [head, html.Div(said)]
    if place:
        lines.append(html.Div(in_words(place, visitor), className="quiet"))
    source = say("verdict.source", source=in_words(objection.source, visitor))
    lines.append(html.Div(source, className="quiet"))
    if objection.caveat:
        lines.append(
            html.Div(
                [
                    say("verdict.unconfirmed"),
                    " ",
                    visitor.own_words(objection.caveat),
                ],
                className="quiet caveat",
            )
        )
    return lines


def in_words(written: str, visitor: Visitor) -> str:
    """Limit or finding of the referee: long minutes as hours, in the language."""
    said = _MINUTES.sub(lambda found: _duration(float(found[1]), visitor), written)
    if visitor.language != "es":
        return said
    spanish = dict(_SPANISH)
    return _WORDS.sub(lambda found: spanish[found[1]], said)


def _duration(minutes: float, visitor: Visitor) -> str:
    if minutes < 2 * _HOUR:
        return f"{visitor.formats.number(minutes)} min"
    hours, rest = divmod(round(minutes), _HOUR)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _coverage(queues: Sequence[QueueChange], visitor: Visitor) -> Component:
    changed = [each for each in queues if each.changed]
    if not changed:
        return html.P(visitor.say("verdict.same_coverage"), className="quiet")
    hours = visitor.formats.hours

    def line(change: QueueChange) -> Component:
        worse = change.short_after > change.short_before
        said = visitor.say(
            "verdict.queue",
            queue=change.queue,
            short=hours(change.short_before, 1),
            short_after=hours(change.short_after, 1),
            over=hours(change.over_before, 1),
            over_after=hours(change.over_after, 1),
        )
        return html.Li(said, className="bad" if worse else "good")

    return html.Section(
        [
            html.H3(visitor.say("verdict.coverage")),
            html.Ul([line(each) for each in changed]),
        ],
        className="verdict-part",
    )
