"""The paths table beside the forecast: what fits, and what is drawn for each queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from wfm.errors import Problem, TableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from wfm.demand import Queue


class PathArrays(NamedTuple):
    """Draws of one queue, of shape (R, T), and the expected handle times, (T,)."""

    contacts: NDArray[np.float64]
    aht: NDArray[np.float64]
    mean_aht: NDArray[np.float64]


def path_draws(
    forecast: pd.DataFrame, paths: pd.DataFrame, queues: Mapping[str, Queue]
) -> dict[str, PathArrays]:
    """
    Arrays of each queue's paths, in the order of its interval starts.

    Parameters
    ----------
    forecast : DataFrame
        ``queue, start, aht_s``.
    paths : DataFrame
        Paths table. A path without handle time takes that of the forecast, and where
        this has none either the queue's own.
    queues : mapping of str to Queue
        Every queue of the forecast.

    Returns
    -------
    dict of str to PathArrays

    Raises
    ------
    TableError
        With every queue and kind of problem: intervals without paths, paths without
        an interval, unequal numbers of paths, handle times nobody knows.
    """
    drawn = {}
    names = paths["queue"].astype("str")
    problems = [
        Problem("paths", f"queue {name!r} is not in the forecast")
        for name in sorted(set(names.unique()) - set(queues))
    ]
    for name, queue in queues.items():
        rows = forecast[forecast["queue"].astype("str") == name].sort_values("start")
        own = paths[names == name].sort_values(["path", "start"])
        found = list(_problems(name, rows["start"], own))
        problems += found
        if found:
            continue
        drawn[name] = _arrays(rows, own, queue)
        if np.isnan(drawn[name].aht).any() or np.isnan(drawn[name].mean_aht).any():
            problems.append(
                Problem("paths", f"queue {name!r} has no handle time: give its aht_s")
            )
    if problems:
        raise TableError(problems)
    return drawn


def _problems(name: str, starts: pd.Series, own: pd.DataFrame) -> list[Problem]:
    """Everything that keeps the paths of one queue from being a full grid."""
    if own.empty:
        return [Problem("paths", f"queue {name!r} has no paths")]
    drawn = own["start"].drop_duplicates()
    found = []
    for missing, words in (
        (starts[~starts.isin(drawn)], "of the forecast without paths"),
        (drawn[~drawn.isin(starts)], "with paths that the forecast has not"),
    ):
        if len(missing):
            found.append(
                Problem(
                    "paths",
                    f"queue {name!r} has {len(missing)} intervals {words}, the first "
                    f"at {missing.min().isoformat()}",
                )
            )
    sizes = own.groupby("start")["path"].nunique()
    odd = sizes[sizes < own["path"].nunique()]
    if len(odd):
        found.append(
            Problem(
                "paths",
                f"queue {name!r} has {own['path'].nunique()} paths, but "
                f"{len(odd)} intervals have fewer, the first at "
                f"{odd.index[0].isoformat()}",
            )
        )
    return found


def _arrays(rows: pd.DataFrame, own: pd.DataFrame, queue: Queue) -> PathArrays:
    shape = (-1, len(rows))
    mean = _seconds(rows).fillna(np.nan if queue.aht_s is None else queue.aht_s)
    mean_aht = mean.to_numpy()
    aht = _seconds(own).to_numpy().reshape(shape)
    aht = np.where(np.isnan(aht), mean_aht, aht)
    # An interval whose own mean is unknown expects what its paths say.
    known = np.where(np.isnan(mean_aht), aht.mean(axis=0), mean_aht)
    contacts = own["volume"].to_numpy(dtype=np.float64).reshape(shape)
    return PathArrays(contacts, aht, known)


def _seconds(rows: pd.DataFrame) -> pd.Series:
    if "aht_s" not in rows:
        return pd.Series(np.nan, index=rows.index)
    return rows["aht_s"].astype("float64")
