"""What queues promise: from a campaign file, or the same for all from options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wfm.demand import Queue, ServiceGoal, Shrinkage


@dataclass(frozen=True, slots=True)
class Terms:
    """
    What a command needs to know of queues beyond their forecast.

    Attributes
    ----------
    queue : callable
        Gives the `Queue` for a queue's name.
    shrinkage : Shrinkage
        Paid time not available for contacts.
    timezone : str
        IANA zone of times without an offset.
    country : str or None
        Whose law bounds outbound work.
    """

    queue: Callable[[str], Queue]
    shrinkage: Shrinkage
    timezone: str
    country: str | None = None


def campaign_terms(path: Path) -> Terms:
    """Terms of a campaign file, by queue."""
    from app.files.campaign import read_campaign

    campaign = read_campaign(path).campaign
    return Terms(
        campaign.queue, campaign.shrinkage, campaign.timezone, campaign.country
    )


def same_terms(
    goal: ServiceGoal,
    timezone: str,
    *,
    aht: float | None,
    patience: float | None,
    concurrency: int = 1,
    shrinkage: tuple[float, float] = (0.0, 0.0),
) -> Terms:
    """Terms of queues that are all alike but for their names."""
    from wfm.demand import Channel, Queue, Shrinkage

    def queue(name: str) -> Queue:
        return Queue(
            name=name,
            channel=Channel.CHAT if concurrency > 1 else Channel.VOICE,
            aht_s=aht,
            concurrency=concurrency,
            patience_s=patience,
            goal=goal,
        )

    queue("")  # what is wrong with the options is said before any file is read
    return Terms(queue, Shrinkage(*shrinkage), timezone)
