"""The plan as one HTML file for directors, planners and Human Resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.reports.assumptions import assumptions
from app.reports.coverage import coverage, queues, worst_intervals
from app.reports.facts import Content
from app.reports.figures import figures
from app.reports.markup import Html, joined
from app.reports.origin import decisions
from app.reports.overview import brief, foot, head
from app.reports.page import page
from app.reports.people import adherence, requests, weeks
from app.reports.quality import quality
from app.reports.reader import Reader
from app.reports.simulation import simulation
from app.reports.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_PARTS = (
    head,
    brief,
    figures,
    queues,
    decisions,
    coverage,
    simulation,
    worst_intervals,
    quality,
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
        simulation, adherence, requests, violations``. Of one that is not there the
        report says why, by ``summary["absent"]``.

    Returns
    -------
    str
        The same for the same plan, at any time and on any machine.
    """
    content = Content(summary, tables)
    title = str(summary["campaign"]) or Reader(LANGUAGES[0]).say("kind")
    return page(title, {name: _edition(content, name) for name in LANGUAGES})


def _edition(content: Content, language: str) -> Html:
    reader = Reader(language)
    return joined(*(part(content, reader) for part in _PARTS))
