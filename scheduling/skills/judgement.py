"""Judge a staffing on contacts of its own, and say what it achieves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from scheduling.skills.result import QueueService, SkillStaffing
from wfm.staffing.multiskill import SkillBounds, overloaded_set

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scheduling.skills.relaxation import Needs
    from scheduling.skills.trial import Trial
    from wfm.queueing.simulation.skills_result import SimulatedSkills


def judged(
    trial: Trial,
    agents: Sequence[int],
    asked: Needs,
    bounds: SkillBounds,
    *,
    seed: int,
) -> SkillStaffing:
    """
    Simulate a staffing once more and put everything said of it together.

    Parameters
    ----------
    trial : Trial
        Contacts that the search has not seen.
    agents : sequence of int
        Of each group.
    asked : Needs
        Of the demands.
    bounds : SkillBounds
        Of the same demands.
    seed : int
        To report.

    Returns
    -------
    SkillStaffing
        As given; whoever searched for it says how.
    """
    run = trial.run(agents)
    names = [group.name for group in trial.groups]
    busy = run.occupancy(since=trial.warm).value
    staffed = np.asarray(agents, dtype=np.float64)
    return SkillStaffing(
        agents=dict(zip(names, map(int, agents), strict=True)),
        cost=float(staffed @ [group.cost for group in trial.groups]),
        services=services(trial, run, asked.missed(agents)),
        occupancy={
            name: share
            for name, share in zip(names, busy.tolist(), strict=True)
            if not math.isnan(share)
        },
        pool_occupancy=float(np.nansum(busy * staffed) / max(staffed.sum(), 1.0)),
        bounds=bounds,
        overload=overloaded_set(asked.load, trial.groups, agents),
        cuts=0,
        simulations=1,
        contacts=int(run.offered[:, :, trial.warm :].sum()),
        seed=seed,
        stopped_by="given",
    )


def services(
    trial: Trial, run: SimulatedSkills, surely: Mapping[str, Sequence[str]]
) -> tuple[QueueService, ...]:
    """
    Say of every queue what a simulation found.

    Parameters
    ----------
    trial : Trial
        Whose contacts were served.
    run : SimulatedSkills
        How.
    surely : mapping of str to sequence of str
        By queue what is missed without asking chance.

    Returns
    -------
    tuple of QueueService
        In the order of the demands; a queue without contacts is served in full.
    """
    missed: dict[int, list[str]] = {
        k: list(surely.get(each.queue, ())) for k, each in enumerate(trial.demands)
    }
    for target in trial.targets(run):
        if target.missed:
            missed[target.queue].append(target.name)
    wait = run.mean_wait(since=trial.warm).value
    lost = run.abandonment(since=trial.warm).value
    found = []
    for k, demand in enumerate(trial.demands):
        level = run.service_level(demand.goal.basis, since=trial.warm)
        found.append(
            QueueService(
                queue=demand.queue,
                goal=demand.goal,
                service_level=_or(level.value[k], 1.0),
                service_level_low=_or(level.low[k], 1.0),
                service_level_high=_or(level.high[k], 1.0),
                mean_wait=_or(wait[k], 0.0),
                abandonment=_or(lost[k], 0.0),
                missed=tuple(missed[k]),
            )
        )
    return tuple(found)


def _or(value: float, nothing: float) -> float:
    """Return a value, or what it is where nothing was counted."""
    return nothing if math.isnan(value) else float(value)
