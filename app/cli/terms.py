"""What queues promise: from a campaign file, or the same for all from options."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from wfm.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import pandas as pd
    import typer

    from wfm.demand import Queue, ServiceGoal, Shrinkage

# Names at least this alike are taken for one name and its misspelling: "vetnas" and
# "ventas" are, "postventa" and "ventas" are not.
_ALIKE = 0.75


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
    described : tuple of str
        Queues of which the campaign file says something.
    """

    queue: Callable[[str], Queue]
    shrinkage: Shrinkage
    timezone: str
    country: str | None = None
    described: tuple[str, ...] = ()


def refuse_beside_goals(
    context: typer.Context, goals: Path | None, names: Iterable[str]
) -> None:
    """
    Refuse options that a campaign file makes idle, rather than ignore them.

    Parameters
    ----------
    context : typer.Context
        Of the command that runs.
    goals : Path or None
        The campaign file; without one every option has its effect.
    names : iterable of str
        Parameters of the command that the campaign file says.

    Raises
    ------
    InputError
        With a sentence for each that the user typed.
    """
    if goals is None:
        return
    options = {each.name: each.opts[0] for each in context.command.params}
    typed = [
        options[name]
        for name in names
        if (source := context.get_parameter_source(name)) is not None
        and source.name == "COMMANDLINE"
    ]
    if typed:
        raise InputError(
            "\n".join(
                f"{option} has no effect beside --goals: the campaign file says it"
                for option in typed
            )
        )


def check_names(terms: Terms, forecast: pd.DataFrame) -> None:
    """
    Refuse a campaign that misspells a queue of the forecast.

    A campaign may describe queues that the forecast has not; one that reads nearly
    like a queue of the forecast of which the campaign says nothing is meant for it.

    Parameters
    ----------
    terms : Terms
        With the queues that the campaign describes.
    forecast : DataFrame
        With the column ``queue``.

    Raises
    ------
    UnknownNameError
        For the first such queue; it knows those that the name may be meant for.
    """
    present = {str(name) for name in forecast["queue"].unique()}
    silent = sorted(present - set(terms.described))
    for name in terms.described:
        if name not in present and any(_alike(name, other) for other in silent):
            raise UnknownNameError("queue", name, silent)


def _alike(name: str, other: str) -> bool:
    matcher = SequenceMatcher(None, name.casefold(), other.casefold())
    return matcher.ratio() >= _ALIKE


def read_forecast(
    path: Path, terms: Terms, interval: int | None
) -> tuple[pd.DataFrame, int]:
    """Forecast of the queues that the terms are for, and its interval in minutes."""
    from app.files.read import read_table
    from wfm.intervals import interval_of
    from wfm.tables import FORECAST

    frame = read_table(path, FORECAST, timezone=terms.timezone)
    check_names(terms, frame)
    return frame, interval_of(frame["start"], interval, frame["queue"])


def campaign_terms(path: Path) -> Terms:
    """Terms of a campaign file, by queue."""
    from app.files.campaign import read_campaign

    campaign = read_campaign(path).campaign
    return Terms(
        campaign.queue,
        campaign.shrinkage,
        campaign.timezone,
        campaign.country,
        tuple(campaign.queues),
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
