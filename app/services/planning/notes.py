"""What a plan says of itself: how its queues were staffed, and what limits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.staffing.figures import occupancy_missed
from wfm.demand import Channel
from wfm.labour import has_law

if TYPE_CHECKING:
    import pandas as pd

    from scheduling.result import ScheduleResult
    from wfm.campaign import Campaign

# Methods of a requirement in words; the reports translate each.
METHODS = {
    "simulated": "following the queue through the day (simulated)",
    "mol": "the contacts in service at each time, on average (mol)",
    "mol_max": "the contacts in service at each time, at most (mol_max)",
    "lag": "the contacts of one handle time ago (lag)",
    "sipp": "the contacts of each interval as if it lasted for ever (sipp)",
    "mix": "the contacts of each interval, or its peak where demand falls (mix)",
    "chat": "the chats that an agent has at once (chat)",
    "deferred": "the deadline by which the work must be done (deferred)",
    "outbound": "the contacts to reach in the hours allowed (outbound)",
}
_NOBODY_WAITS = (Channel.DEFERRED, Channel.OUTBOUND)


def plan_notes(
    campaign: Campaign, requirement: pd.DataFrame, result: ScheduleResult
) -> list[str]:
    """
    Sentences that go with a plan, in English; reports and pages translate them.

    Parameters
    ----------
    campaign : Campaign
        What was planned.
    requirement : DataFrame
        Its requirement table.
    result : ScheduleResult
        The roster, or the anonymous shifts.

    Returns
    -------
    list of str
        How each queue was staffed, the threshold, and what limits the plan.
    """
    notes = [
        *staffing_notes(campaign, requirement),
        *occupancy_missed(requirement, campaign.queue),
        f"threshold of {campaign.goal.threshold:g} seconds",
    ]
    if campaign.country.lower() != "none" and not has_law(campaign.country):
        notes.append(
            f"labour law of {campaign.country} is not coded: house rules were used"
        )
    if result.stopped_by == "time_limit":
        notes.append(
            "an optimiser was stopped by its time limit: another run may differ"
        )
    return [*notes, *result.notes]


def staffing_notes(campaign: Campaign, requirement: pd.DataFrame) -> list[str]:
    """
    By which method each queue was staffed, and whether its customers give up.

    Parameters
    ----------
    campaign : Campaign
        Knows the patience of its queues.
    requirement : DataFrame
        Requirement table; rows without a method tell nothing.

    Returns
    -------
    list of str
        One sentence for all queues of which the same is true.
    """
    methods: dict[str, list[str]] = {}
    patience: dict[str, list[str]] = {}
    pairs = requirement[["queue", "method"]].dropna().drop_duplicates()
    for name, method in pairs.astype(str).itertuples(index=False):
        how = f"agents by {METHODS.get(method, method)}"
        methods.setdefault(how, []).append(name)
        queue = campaign.queue(name)
        if queue.channel not in _NOBODY_WAITS:
            patience.setdefault(_patience(queue.patience_s), []).append(name)
    return [
        f"{', '.join(names)}: {sentence}"
        for said in (methods, patience)
        for sentence, names in said.items()
    ]


def _patience(seconds: float | None) -> str:
    if seconds is None:
        return (
            "no customer gives up (as in Erlang C), so overload looks worse than it is"
        )
    return f"customers give up after {seconds:g} seconds on average (as in Erlang A)"
