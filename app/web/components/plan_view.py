"""The part of a plan that is looked at: a queue, and a day or the week around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dash import Input, Output, State, html

from app.web.components import controls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.plans.plan import Plans
    from app.web.registry import Registry
    from app.web.visitor import Visitor

DAY, WEEK = "1", "7"


@dataclass(frozen=True, slots=True)
class PlanView:
    """
    Controls of a page that shows a part of a plan.

    Attributes
    ----------
    prefix : str
        Of their ids, the page's own.
    """

    prefix: str

    @property
    def queue(self) -> str:
        """Id of the choice of a queue."""
        return f"{self.prefix}-queue"

    @property
    def span(self) -> str:
        """Id of the choice between a day and its week."""
        return f"{self.prefix}-span"

    @property
    def day(self) -> str:
        """Id of the choice of a day."""
        return f"{self.prefix}-day"

    @property
    def inputs(self) -> dict[str, Input]:
        """What is chosen, by name, whenever it changes."""
        return {name: Input(part, "value") for name, part in self._parts.items()}

    @property
    def states(self) -> dict[str, State]:
        """What is chosen, by name, as it is."""
        return {name: State(part, "value") for name, part in self._parts.items()}

    def row(
        self,
        plans: Plans,
        visitor: Visitor,
        span: str,
        kept: Mapping[str, str] | None = None,
    ) -> html.Div:
        """
        Lay the controls out.

        Parameters
        ----------
        plans : Plans
            Whose queues and days there are to choose from.
        visitor : Visitor
            Language.
        span : str
            `DAY` or `WEEK`, at first.
        kept : mapping, optional
            What was chosen before, by name: it stays as far as the plan has it.
        """
        chosen = {
            "queue": plans.queues[0],
            "span": span,
            "day": plans.days[0].isoformat(),
            **(kept or {}),
        }
        queues = [{"value": name, "label": name} for name in plans.queues]
        spans = [
            {"value": DAY, "label": visitor.say("span.day")},
            {"value": WEEK, "label": visitor.say("span.week")},
        ]
        days = {day.isoformat(): day for day in plans.days}
        queue = chosen["queue"] if chosen["queue"] in plans.queues else plans.queues[0]
        return html.Div(
            [
                controls.choice(self.queue, visitor.say("queue"), queues, queue),
                controls.segments(self.span, spans, chosen["span"]),
                controls.day_stepper(
                    self._steps,
                    visitor,
                    plans.days,
                    days.get(chosen["day"], plans.days[0]),
                ),
            ],
            className="controls",
        )

    def register(self, registry: Registry) -> None:
        """Let the buttons beside the day step on by what is shown."""
        register_stepper(registry, self._steps, self.span)

    @property
    def _parts(self) -> dict[str, str]:
        return {"queue": self.queue, "span": self.span, "day": self.day}

    @property
    def _steps(self) -> tuple[str, str, str]:
        return f"{self.prefix}-back", self.day, f"{self.prefix}-next"


def register_stepper(registry: Registry, ids: tuple[str, str, str], span: str) -> None:
    """
    Let the buttons of a `controls.day_stepper` step through its days.

    Parameters
    ----------
    registry : Registry
        Gets the callback.
    ids : tuple of (str, str, str)
        As those of the stepper.
    span : str
        Id of the control whose value tells how many days a step goes on.
    """
    back, day, onward = ids
    registry.in_browser(
        "stepDay",
        Output(day, "value"),
        Input(back, "n_clicks"),
        Input(onward, "n_clicks"),
        State(day, "value"),
        State(day, "data"),
        State(span, "value"),
    )
