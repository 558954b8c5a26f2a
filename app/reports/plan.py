"""The plan as one HTML file for directors, planners and Human Resources."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from app.reports.assumptions import assumptions
from app.reports.coverage import coverage, queues, worst_intervals
from app.reports.facts import Content
from app.reports.figures import figures
from app.reports.markup import Html, joined, tag
from app.reports.overview import brief, foot, head
from app.reports.people import adherence, requests, weeks
from app.reports.reader import Reader
from app.reports.simulation import simulation
from app.reports.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

# Nothing is ever loaded, whatever a name in the data may contain.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
_PARTS = (
    head,
    brief,
    figures,
    queues,
    coverage,
    simulation,
    worst_intervals,
    weeks,
    requests,
    adherence,
    assumptions,
    foot,
)


def plan_report(summary: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> str:
    """
    Report of a plan: one HTML document that needs nothing else.

    It is written in Spanish and English, and a switch shows one of them. It has no
    script, loads nothing, follows the reader's light or dark colours and prints on A4.

    Parameters
    ----------
    summary : mapping
        What ``summary.json`` holds.
    tables : mapping of str to DataFrame
        Typed tables of the plan: ``forecast, requirement, coverage, schedule, shifts,
        simulation, adherence, requests``. Of one that is not there the report says
        why, by ``summary["absent"]``.

    Returns
    -------
    str
        The same for the same plan, at any time and on any machine.
    """
    content = Content(summary, tables)
    style = files("app.reports").joinpath("report.css").read_text(encoding="utf-8")
    page = tag(
        "html",
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("title", str(summary["campaign"]) or Reader(LANGUAGES[0]).say("kind")),
            tag("style", Html(style)),
        ),
        tag("body", *_switch(), *(_edition(content, name) for name in LANGUAGES)),
        lang=LANGUAGES[0],
    )
    return f"<!doctype html>\n{page}\n"


def _switch() -> list[Html]:
    """Language choice; which edition shows is a rule of the style sheet."""
    choices = [
        tag(
            "input",
            type="radio",
            name="language",
            id=name,
            autocomplete="off",
            checked="" if name == LANGUAGES[0] else None,
        )
        for name in LANGUAGES
    ]
    labels = [
        tag("label", Reader(name).say("name"), for_=name, lang=name)
        for name in LANGUAGES
    ]
    return [*choices, tag("nav", *labels)]


def _edition(content: Content, language: str) -> Html:
    reader = Reader(language)
    parts = joined(*(part(content, reader) for part in _PARTS))
    return tag("article", parts, class_=language, lang=language)
