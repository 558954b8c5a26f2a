"""What may come, drawn: days, intervals and handle times that belong together.

Every interval of a path has the law of its band. What ties the intervals together is
drawn on the normal scale and then bent to that law (a Gaussian copula): an error that
all days of the forecast share, one that fades from day to day, one that lingers from
slot to slot, and chance. So sums of paths are bands of days and weeks, and they agree
with the intervals' own. Errors of whole days go together between queues as they did in
the past, so sums over queues have true bands, too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from forecasting.handle_time import draw_handle_times
from forecasting.outlook import grid_of, rows_of
from forecasting.uncertainty.bands import draws
from forecasting.uncertainty.day_draws import draw_days
from wfm.tables import PATHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting.base import Floats
    from forecasting.inputs import Request
    from forecasting.outlook import Outlook


_SMALLEST = 1e-6


def draw_volumes(outlook: Outlook, paths: int, rng: np.random.Generator) -> Floats:
    """
    Draw the contacts of a queue.

    Parameters
    ----------
    outlook : Outlook
        What is expected.
    paths : int
        How many draws.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    ndarray of float64, shape (P, H, S)
        Whole contacts; NaN where closed.
    """
    return next(draw_together([outlook], paths, [rng]))


def draw_together(
    found: Sequence[Outlook], paths: int, streams: Sequence[np.random.Generator]
) -> Iterator[Floats]:
    """
    Draw the contacts of queues that may be busy on the same days.

    Parameters
    ----------
    found : sequence of Outlook, length Q
        What is expected of each, at least one, all on the same dates.
    paths : int
        How many draws.
    streams : sequence of numpy.random.Generator, length Q
        Source of chance of each queue.

    Yields
    ------
    ndarray of float64, shape (P, H, S)
        As `draw_volumes`, queue by queue. Draws of the same number belong together.
    """
    days = draw_days(
        [each.spread for each in found], [each.leads for each in found], paths, streams
    )
    for outlook, errors, rng in zip(found, days, streams, strict=True):
        yield _volumes(outlook, errors, rng)


def _volumes(outlook: Outlook, days: Floats, rng: np.random.Generator) -> Floats:
    """Draw the contacts of a queue, given the errors of whole days (P, H)."""
    day, slot = np.nonzero(np.isfinite(outlook.volume))
    mean = outlook.volume[day, slot]
    shared, alone = outlook.day_variance[day], outlook.spread.within[slot]
    total = np.maximum(mean + mean**2 * (shared + alone), 1e-12)
    of_slot = _slots(outlook, len(days), rng)[:, day, slot]
    chance = rng.standard_normal((len(days), len(mean)))
    normal = (
        np.sqrt(mean**2 * shared / total) * days[:, day]
        + np.sqrt(mean**2 * alone / total) * of_slot
        + np.sqrt(mean / total) * chance
    )
    found = np.full((len(days), *outlook.volume.shape), np.nan)
    stretch = outlook.spread.stretch(outlook.leads)[day]
    found[:, day, slot] = draws(normal, mean, shared + alone, stretch)
    return found


def _slots(outlook: Outlook, paths: int, rng: np.random.Generator) -> Floats:
    """
    Draw standard normal errors of intervals that linger, shape (P, H, S).

    They are what intervals stray from their day, so they leave the day's sum alone.
    """
    lingering = outlook.spread.lingering
    errors = rng.standard_normal((paths, *outlook.volume.shape))
    errors[:, :, 1:] *= np.sqrt(1 - lingering**2)
    for slot in range(1, errors.shape[2]):
        errors[:, :, slot] += lingering * errors[:, :, slot - 1]
    slots = np.arange(outlook.volume.shape[1])
    covariance = lingering ** np.abs(slots[:, None] - slots[None, :])
    found = np.empty_like(errors)
    size = np.nan_to_num(outlook.volume) * np.sqrt(outlook.spread.within)
    for day, moves in enumerate(size):
        # Take out the part of the errors that would move the day's sum.
        power = moves @ moves
        along = moves / np.sqrt(power) if power > 0 else moves
        without = np.eye(len(slots)) - np.outer(along, along)
        deviation = np.sqrt(np.diag(without @ covariance @ without))
        free = errors[:, day] @ without
        found[:, day] = free / np.where(deviation > _SMALLEST, deviation, 1.0)
    return found


def tabulate_paths(
    found: list[Outlook], request: Request, paths: int, rng: np.random.Generator
) -> pd.DataFrame:
    """
    Draw some outlooks and write them as a paths table.

    Parameters
    ----------
    found : list of Outlook
        In the order in which they are to stand, all with the same interval.
    request : Request
        Its dates and zone give each row its time.
    paths : int
        Draws of each queue.
    rng : numpy.random.Generator
        Each queue draws from a stream of its own.

    Returns
    -------
    DataFrame
        Of `wfm.tables.PATHS`, by queue, start and path; open intervals only. Contacts
        of one path belong together over all queues. Handle times are what contacts are
        expected to take, without the chance of each, and each queue's for itself.
    """
    grid = grid_of(found, request)
    tables = []
    streams = rng.spawn(len(found))
    drawn = draw_together(found, paths, streams)
    for outlook, volume, own in zip(found, drawn, streams, strict=True):
        times, day, slot = rows_of(outlook, grid)
        handle = draw_handle_times(
            outlook.aht_s,
            volume,
            replace(outlook.handle, contact=0.0),
            own,
            leads=outlook.leads,
        )
        count = len(times)
        tables.append(
            pd.DataFrame(
                {
                    "queue": pd.Series(
                        outlook.queue, index=range(count * paths), dtype="str"
                    ),
                    "start": times.repeat(paths).reset_index(drop=True),
                    "path": np.tile(np.arange(1, paths + 1), count),
                    "volume": volume[:, day, slot].T.ravel(),
                    "aht_s": handle[:, day, slot].T.ravel(),
                },
                columns=PATHS.names,
            )
        )
    return pd.concat(tables, ignore_index=True)
