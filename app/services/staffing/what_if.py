"""What other goals, shrinkage, handle times or volumes would ask for, and cost."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
import pandas as pd

from app.services.staffing.band_risk import QUANTILES, has_bands, probability_met
from app.services.staffing.what_if_queues import (
    StaffedQueue,
    staff_calls,
    staff_others,
    weighted,
)
from app.services.staffing.what_if_terms import PriceStep, Staffing, WhatIf
from wfm.errors import ParameterError, UnknownNameError
from wfm.staffing.capacity import capacity, headcount_needed
from wfm.staffing.channels import has_its_own_model
from wfm.staffing.shrinkage import to_schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from wfm.campaign import Campaign
    from wfm.demand import Queue
    from wfm.staffing.standard_contract import StandardContract

T = TypeVar("T")
# Service levels of the price list.
LEVELS = (0.70, 0.75, 0.80, 0.85, 0.90, 0.95, 0.98)
# A queue over four weeks is some 60 kB.
_KEPT = 160


@dataclass(eq=False, slots=True, kw_only=True)
class Desk:
    """
    Answers questions about some days of a forecast, each once.

    Queues of calls are staffed by the load that a day's changes leave in each interval
    (``mol`` of `wfm.staffing.changing`) in one pass; a plan follows them state by
    state. Base and question are answered alike, so that their difference holds.

    Attributes
    ----------
    forecast : DataFrame
        Forecast table of these days.
    campaign : Campaign
        Goals and shrinkage of the base.
    interval : int
        Minutes.
    standard : StandardContract
        The person in whom heads are told.
    hour_cost : float or None
        Money for a paid hour.
    """

    forecast: pd.DataFrame
    campaign: Campaign
    interval: int
    standard: StandardContract
    hour_cost: float | None = None
    _answers: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def queues(self) -> tuple[str, ...]:
        """Queues of the forecast, by name."""
        return tuple(sorted(self.forecast["queue"].astype("str").unique()))

    @property
    def bands(self) -> bool:
        """Whether a probability can be asked for."""
        return has_bands(self.forecast)

    def staffing(self, question: WhatIf | None = None) -> Staffing:
        """
        Totals of a question; of the campaign's own goals without one.

        Raises
        ------
        ParameterError, NoAnswerError
            If a goal is impossible.
        UnknownNameError
            If the queue is none of the forecast's.
        """
        asked = question or WhatIf()
        answer: Staffing = self._once(("staffing", asked), lambda: self._sum(asked))
        return answer

    def prices(self, question: WhatIf | None = None) -> tuple[PriceStep, ...]:
        """Price each of ``LEVELS``, all else as asked; fails as `staffing`."""
        asked = replace(question or WhatIf(), service_level=None)
        return self._once(("prices", asked), lambda: self._price_list(asked))

    def requirement(self, question: WhatIf | None = None) -> pd.DataFrame:
        """
        Agents by queue and interval, as `staffing` counts them.

        Returns
        -------
        DataFrame
            ``queue, start, volume, aht_s, agents, to_schedule, service_level,
            occupancy, asa_s, binding``.
        """
        asked = question or WhatIf()
        lost = asked.of_shrinkage(self.campaign.shrinkage)
        table = pd.concat([each.rows for each in self._staffed(asked)])
        return table.assign(
            to_schedule=to_schedule(table["agents"], lost.unscheduled)
        ).reset_index(drop=True)

    def _sum(self, asked: WhatIf) -> Staffing:
        lost = asked.of_shrinkage(self.campaign.shrinkage)
        staffed = self._staffed(asked)
        table = pd.concat([each.rows for each in staffed], ignore_index=True)
        hours = self.interval / 60
        agent_hours = float(table["agents"].sum()) * hours
        paid = agent_hours / (1 - lost.total)
        people = capacity(
            table.assign(to_schedule=to_schedule(table["agents"], lost.unscheduled)),
            interval=self.interval,
            queue_skills={
                name: self.campaign.queue(name).skill for name in self.queues
            },
            shrinkage=lost,
            standard=self.standard,
            timezone=self.campaign.timezone,
        )
        bound = table.groupby("binding")["agents"].sum() * hours
        return Staffing(
            contacts=float(table["volume"].sum()),
            agent_hours=agent_hours,
            to_schedule_hours=float(
                to_schedule(table["agents"], lost.unscheduled).sum() * hours
            ),
            paid_hours=paid,
            peak_agents=int(table.groupby("start")["agents"].sum().max()),
            heads=headcount_needed(people),
            service_level=weighted(table["service_level"], table["volume"]),
            occupancy=weighted(table["occupancy"], table["agents"]),
            probability=self._probability(staffed, asked),
            cost=None if self.hour_cost is None else paid * self.hour_cost,
            interval_hours=hours,
            binding_hours={str(name): float(value) for name, value in bound.items()},
            queues=staffed,
        )

    def _price_list(self, asked: WhatIf) -> tuple[PriceStep, ...]:
        total = asked.of_shrinkage(self.campaign.shrinkage).total
        steps: list[PriceStep] = []
        for level in LEVELS:
            staffed = self._staffed(replace(asked, service_level=level))
            agents = sum(each.agents for each in staffed)
            hours = agents * self.interval / 60
            paid = hours / (1 - total)
            points = each_point = None
            if steps:
                points = 100 * (level - steps[-1].service_level)
                each_point = (paid - steps[-1].paid_hours) / points
            price = self.hour_cost
            priced = each_point is not None and price is not None
            steps.append(
                PriceStep(
                    service_level=level,
                    agent_hours=hours,
                    paid_hours=paid,
                    cost=None if price is None else paid * price,
                    point_hours=each_point,
                    point_cost=each_point * price if priced else None,  # type: ignore[operator]
                )
            )
        return tuple(steps)

    def _staffed(self, asked: WhatIf) -> tuple[StaffedQueue, ...]:
        if asked.queue is not None and asked.queue not in self.queues:
            raise UnknownNameError("queue", asked.queue, self.queues)
        if asked.probability is not None and not self.bands:
            raise ParameterError(
                "probability", asked.probability, "left out: the forecast has no bands"
            )
        queues = {
            name: asked.of_queue(self.campaign.queue(name)) for name in self.queues
        }
        scale = (asked.volume_factor, asked.aht_factor)
        others = {
            name: queue for name, queue in queues.items() if has_its_own_model(queue)
        }
        found = {
            name: self._once(
                (name, queue.goal, scale, asked.probability),
                lambda queue=queue: self._calls(queue, asked),  # type: ignore[misc]
            )
            for name, queue in queues.items()
            if name not in others
        }
        if others:
            goals = tuple(queue.goal for queue in queues.values())
            found |= self._once(
                ("others", goals, scale), lambda: self._others(queues, asked)
            )
        return tuple(found[name] for name in self.queues)

    def _calls(self, queue: Queue, asked: WhatIf) -> StaffedQueue:
        return staff_calls(
            self._rows(queue.name, asked),
            queue,
            interval=self.interval,
            probability=asked.probability,
        )

    def _met(self, staffed: StaffedQueue, asked: WhatIf) -> tuple[float, float] | None:
        """Odds of a queue's promise; a price list does without them."""
        queue = asked.of_queue(self.campaign.queue(staffed.name))
        if not self.bands or has_its_own_model(queue):
            return None
        return probability_met(
            self._rows(queue.name, asked),
            staffed.rows["agents"].to_numpy(dtype=np.float64),
            queue,
            interval=self.interval,
            offered_to=staffed.offered_to,
        )

    def _others(
        self, queues: dict[str, Queue], asked: WhatIf
    ) -> dict[str, StaffedQueue]:
        rows = pd.concat([self._rows(name, asked) for name in queues])
        return staff_others(
            rows, queues, interval=self.interval, country=self.campaign.country
        )

    def _rows(self, name: str, asked: WhatIf) -> pd.DataFrame:
        """Forecast of a queue with the handle times and contacts asked for."""
        rows = self.forecast[self.forecast["queue"] == name].sort_values("start")
        known = self.campaign.queue(name).aht_s
        aht = rows["aht_s"] if "aht_s" in rows else pd.Series(np.nan, rows.index)
        if known is not None:
            aht = aht.fillna(known)
        volumes = [name for name in ("volume", *QUANTILES) if name in rows]
        rows = rows.assign(aht_s=aht * asked.aht_factor).reset_index(drop=True)
        rows[volumes] = rows[volumes] * asked.volume_factor
        return rows

    def _probability(
        self, staffed: tuple[StaffedQueue, ...], asked: WhatIf
    ) -> float | None:
        scale = (asked.volume_factor, asked.aht_factor, asked.probability)
        found = []
        for each in staffed:
            goal = asked.of_queue(self.campaign.queue(each.name)).goal
            found.append(
                self._once(
                    ("met", each.name, goal, *scale),
                    lambda each=each: self._met(each, asked),  # type: ignore[misc]
                )
            )
        known = [met for met in found if met is not None]
        contacts = sum(weight for _, weight in known)
        return sum(met for met, _ in known) / contacts if contacts > 0 else None

    def _once(self, key: Hashable, work: Callable[[], T]) -> T:
        """Do a piece of work, or give what it gave before."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return cast("T", self._answers[key])
        answer = work()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return answer
