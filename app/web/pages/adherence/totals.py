"""Totals of a day: sums first, ratios last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.web.components.kpi import BAD, CALM, GOOD, Kpi
from app.web.figures.adherence import ADHERENCE_GOAL

if TYPE_CHECKING:
    import pandas as pd

    from app.web.visitor import Visitor


@dataclass(frozen=True)
class Totals:
    """
    Minutes of all agents of a day.

    Attributes
    ----------
    agents, below : int
        Agents with scheduled time, and those of them under the goal.
    scheduled, adherent, present : float
        Minutes.
    """

    agents: int
    below: int
    scheduled: float
    adherent: float
    present: float

    @property
    def adherence(self) -> float | None:
        """Adherent over scheduled minutes; None without scheduled time."""
        return self.adherent / self.scheduled if self.scheduled else None

    @property
    def conformance(self) -> float | None:
        """Present over scheduled minutes; None without scheduled time."""
        return self.present / self.scheduled if self.scheduled else None

    @property
    def lost(self) -> float:
        """Scheduled minutes not spent as scheduled."""
        return self.scheduled - self.adherent


def totals(rows: pd.DataFrame) -> Totals:
    """Totals over adherence rows; rows without scheduled time count for nothing."""
    known = rows[rows["scheduled_minutes"] > 0]
    return Totals(
        agents=len(known),
        below=int((known["adherence"] < ADHERENCE_GOAL).sum()),
        scheduled=float(known["scheduled_minutes"].sum()),
        adherent=float(known["adherent_minutes"].sum()),
        present=float(known["present_minutes"].sum()),
    )


def adherence_kpis(day: Totals, visitor: Visitor) -> list[Kpi]:
    """Four cards: both ratios, who is below the goal, and the time lost."""
    formats = visitor.formats
    goal = formats.share(ADHERENCE_GOAL, 0)
    reached = (day.adherence or 0) >= ADHERENCE_GOAL
    return [
        Kpi(
            visitor.say("adherence.kpi"),
            formats.share(day.adherence),
            visitor.say("adherence.goal", share=goal),
            visitor.say("adherence.formula"),
            GOOD if reached else BAD,
        ),
        Kpi(
            visitor.say("conformance.kpi"),
            formats.share(day.conformance),
            visitor.say("conformance.note"),
            visitor.say("conformance.formula"),
        ),
        Kpi(
            visitor.say("adherence.below"),
            formats.number(day.below),
            visitor.say("adherence.below.note", count=day.agents),
            visitor.say("adherence.below.meaning", share=goal),
            BAD if day.below else CALM,
        ),
        Kpi(
            visitor.say("adherence.lost"),
            formats.hours(day.lost / 60, 1),
            visitor.say("adherence.lost.note", hours=formats.hours(day.scheduled / 60)),
            visitor.say("adherence.lost.meaning"),
        ),
    ]
