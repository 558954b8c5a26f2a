"""Where the forecast of a plan comes from: method, new queues, planners' decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting import overridden_intervals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from wfm.campaign import Campaign

AUTO = "auto"
REFUSED = "yes"


def refused_ids(changes: pd.DataFrame | None) -> tuple[str, ...]:
    """
    Pick the changes by cleaning that a planner refused.

    Parameters
    ----------
    changes : DataFrame or None
        Changes table; refused are the rows that say ``yes``.

    Returns
    -------
    tuple of str
        Their ids.
    """
    if changes is None or "refused" not in changes:
        return ()
    return tuple(changes.loc[changes["refused"].str.lower() == REFUSED, "id"])


def overridden(
    forecast: pd.DataFrame, overrides: pd.DataFrame | None, timezone: str
) -> list[dict[str, Any]]:
    """
    Say which intervals planners overrode, ready for JSON.

    Parameters
    ----------
    forecast : DataFrame
        Forecast table.
    overrides : DataFrame or None
        Overrides table with which it was made.
    timezone : str
        IANA zone.

    Returns
    -------
    list of dict
        Keys ``queue, start, end`` (naive ISO), ``intervals, what, kind, value, author,
        reason``.
    """
    if overrides is None:
        return []
    found = overridden_intervals(forecast, overrides, timezone=timezone)
    return [
        {
            **{str(name): cell for name, cell in row.items()},
            "start": row["start"].isoformat(),
            "end": row["end"].isoformat(),
        }
        for row in found.to_dict("records")
    ]


def new_queues(sources: pd.DataFrame | None) -> list[dict[str, Any]]:
    """
    Say what the forecasts of new queues rest on, ready for JSON.

    Parameters
    ----------
    sources : DataFrame or None
        As `forecasting.launch_sources` gives it.

    Returns
    -------
    list of dict
        Keys as its columns, ``begins`` an ISO date, and ``what``, the sentence of
        `origin`; without queues that are not new.
    """
    if sources is None:
        return []
    rows: list[dict[str, Any]] = [
        {
            **{str(name): cell for name, cell in row.items() if name != "new"},
            "begins": row["begins"].date().isoformat(),
            **{
                name: round(float(row[name]), 3)
                for name in ("contacts", "contacts_p10", "contacts_p90")
            },
        }
        for row in sources[sources["new"]].to_dict("records")
    ]
    return [{**row, "what": origin(row)} for row in rows]


def origin_notes(
    campaign: Campaign, sources: pd.DataFrame | None, forecast: pd.DataFrame
) -> list[str]:
    """
    Sentences about the forecast, in English; reports and pages translate them.

    Parameters
    ----------
    campaign : Campaign
        What is planned.
    sources : DataFrame or None
        As `forecasting.launch_sources` gives it, of the queues planned.
    forecast : DataFrame
        Forecast table, with the ``attrs`` of `forecasting.forecast`.

    Returns
    -------
    list of str
        None where every queue has a history and nobody chose a method.
    """
    notes = []
    if campaign.model != AUTO:
        notes.append(f"the campaign chose the method {campaign.model}")
    methods = forecast.attrs.get("methods", {})
    notes += [
        f"{name}: forecast by {methods.get(name, AUTO)}, as {reason}"
        for name, reason in forecast.attrs.get("fell_back", {}).items()
        if (forecast["queue"] == name).any()
    ]
    if sources is None:
        return notes
    new = new_queues(sources)
    for queue in new:
        notes += _about(queue)
    notes += [
        f"{name}: has two weeks of its own, so that launches and contract do not apply"
        for name in sources.loc[~sources["new"].astype(bool), "queue"]
    ]
    planned = set(forecast["queue"])
    models = sorted({queue["analog"] for queue in new} & planned)
    if not campaign.planned:
        notes += [
            f"{name}: is the model of a new queue and is planned too, as [forecast] "
            "queues does not say otherwise"
            for name in models
        ]
    return notes


def origin(queue: Mapping[str, Any]) -> str:
    """
    Say what the forecast of one new queue rests on, and how far it may be off.

    Parameters
    ----------
    queue : mapping
        One of `new_queues`.

    Returns
    -------
    str
        A sentence without its full stop.
    """
    return (
        f"{queue['queue']}: contacts from {_volume(queue)}, spread like "
        f"{_week(queue)}, {_own(queue['own_days'])}; with a probability of 80% between "
        f"{queue['contacts_p10']:,.0f} and {queue['contacts_p90']:,.0f}, "
        f"{queue['contacts']:,.0f} on average"
    )


def _about(queue: Mapping[str, Any]) -> Iterator[str]:
    name = queue["queue"]
    yield queue["what"]
    if queue["ramp_weeks"] > 0:
        weeks = f"{queue['ramp_weeks']:g} week{'s' if queue['ramp_weeks'] != 1 else ''}"
        yield (
            f"{name}: the volume grows from {queue['start_share']:.0%} to all of it in "
            f"{weeks} from {queue['begins']}"
        )
    if queue["borrowed_hours"]:
        yield f"{name}: open like {_week(queue)}, as the campaign gives no hours"


def _volume(queue: Mapping[str, Any]) -> str:
    if queue["volume_from"] == "contract":
        return "the contracted volumes"
    if queue["volume_from"] == "own":
        return "its own first days"
    share = "" if queue["share"] == 1 else f"{queue['share']:.0%} of "
    return f"{share}the volume of queue {queue['analog']}"


def _week(queue: Mapping[str, Any]) -> str:
    if queue["analog"]:
        return f"the week of queue {queue['analog']}"
    return f"the {queue['sector']} template (an assumption)"


def _own(days: int) -> str:
    if days == 0:
        return "without a history of its own"
    return f"with {days} day{'' if days == 1 else 's'} of its own"
