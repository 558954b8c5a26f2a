"""Forecasts of synthetic queues: seconds, memory, and errors beside the peers'.

The rate behind the contacts is known, so that errors are those against the rate, and
Poisson chance blurs no ratio.
"""

from __future__ import annotations

import inspect
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.measure import Line, seconds
from forecasting import forecast, reforecast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_FIRST, _WEEKS, _AHEAD = "2026-05-25", 26, 4
_MONDAY = pd.Timestamp(_FIRST) + pd.Timedelta(weeks=_WEEKS)
_OPENS, _CLOSES = 7, 21
_QUEUES, _WORKERS = 200, 2
_MEBI = 1024.0
_ROOT = Path(__file__).resolve().parents[1]
_PEERS = _ROOT / ".venv-peers" / "bin" / "python"
_LIKE = np.array([1.15, 1.0, 0.95, 0.95, 1.05, 0.55, 0.35])
# Level of a day: lognormal, with a memory.
_DAY_SD, _MEMORY = 0.06, 0.6


def rate(rng: np.random.Generator, peak: float) -> pd.DataFrame:
    """Rate of every half-hour of 26 weeks and four more, 0 while closed."""
    start = pd.date_range(_FIRST, periods=(_WEEKS + _AHEAD) * 336, freq="30min")
    hour = np.asarray(start.hour + start.minute / 60)
    is_open = (hour >= _OPENS) & (hour < _CLOSES)
    shape = np.exp(-(((hour - 10.5) / 2.2) ** 2)) + 0.8 * np.exp(
        -(((hour - 16.0) / 2.8) ** 2)
    )
    days = (_WEEKS + _AHEAD) * 7
    level = np.zeros(days)
    for day in range(1, days):
        shock = _DAY_SD * np.sqrt(1 - _MEMORY**2) * rng.standard_normal()
        level[day] = _MEMORY * level[day - 1] + shock
    growth = 1 + 0.003 * np.arange(days) / 7
    daily = np.exp(level) * growth * np.tile(_LIKE, _WEEKS + _AHEAD)
    value = peak * np.repeat(daily, 48) * shape * is_open
    return pd.DataFrame({"start": start, "rate": value, "open": is_open})


def history(rates: pd.DataFrame, queue: str, rng: np.random.Generator) -> pd.DataFrame:
    """Contacts of the open intervals of the first 26 weeks."""
    past = rates[rates["open"] & (rates["start"] < _MONDAY)]
    return pd.DataFrame(
        {
            "queue": queue,
            "start": past["start"],
            "offered": rng.poisson(past["rate"]).astype(float),
            "aht_s": rng.normal(300, 15, len(past)),
        }
    )


def lines() -> Iterator[Line]:
    """Measure."""
    rng = np.random.default_rng(7)
    rates = rate(rng, 80.0)
    past = history(rates, "sales", rng)
    made = forecast(past)  # compiled before the clock
    took = seconds(lambda: forecast(past), runs=3)
    yield _most("one queue, 26 weeks: four weeks with bands", took, "s", 1.0)
    today = past["start"] < _MONDAY - pd.Timedelta(hours=13)
    at = _MONDAY - pd.Timedelta(hours=12)
    reforecast(past[today], at=at)
    took = seconds(lambda: reforecast(past, at=at), runs=3)
    yield _most("the rest of its day", took, "s", 0.3)
    yield from _many()
    yield from _against_peers(rates, past, made, seconds(lambda: forecast(past)))


def _most(name: str, value: float, unit: str, asked: float) -> Line:
    return Line(name, value, unit, asked, at_least=False)


def _many() -> Iterator[Line]:
    """Measure 200 queues in a process of their own, for its memory."""
    done = subprocess.run(
        [sys.executable, "-c", f"import {__name__} as b; b.in_a_process()"],
        capture_output=True,
        text=True,
        check=True,
    )
    took, peak, workers = map(float, done.stdout.split())
    yield _most(f"{_QUEUES} queues, {workers:g} processes", took, "s", 120)
    yield _most("memory of the largest of them at its peak", peak, "MiB", 1000)


def in_a_process() -> None:
    """Print seconds, MiB and processes of 200 queues."""
    rng = np.random.default_rng(8)
    table = pd.concat(
        [
            history(rate(rng, peak), f"queue {number:03d}", rng)
            for number, peak in enumerate(np.geomspace(3, 300, _QUEUES))
        ],
        ignore_index=True,
    )
    parallel = "workers" in inspect.signature(forecast).parameters
    asked = {"workers": _WORKERS} if parallel else {}
    took = seconds(lambda: forecast(table, **asked))
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    sys.stdout.write(f"{took} {peak / _MEBI} {asked.get('workers', 1)}\n")


def _against_peers(
    rates: pd.DataFrame, past: pd.DataFrame, made: pd.DataFrame, took: float
) -> Iterator[Line]:
    """Compare with the packages of `peers.txt`, in an environment of their own."""
    ahead = rates[rates["start"] >= _MONDAY]
    own = made.set_index(made["start"].dt.tz_localize(None))["volume"]
    found = own.reindex(ahead["start"]).fillna(0.0).to_numpy()
    error = _wape(found, ahead)
    if not _PEERS.is_file():
        sys.stdout.write("no ratios to Prophet and MSTL: `make bench` installs them\n")
        return
    for name, peer in _peers(rates, past, len(ahead)).items():
        theirs = _wape(np.array(peer["volume"]), ahead)
        yield _most(f"error, share of that of {name}", error / theirs, "ratio", 1)
        faster = peer["seconds"] / took
        yield Line(f"forecast: faster than {name}", faster, "times", 1)


def _peers(rates: pd.DataFrame, past: pd.DataFrame, count: int) -> dict[str, dict]:
    grid = rates.loc[rates["start"] < _MONDAY, ["start"]]
    grid = grid.merge(past[["start", "offered"]], on="start", how="left").fillna(0.0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.csv"
        grid.to_csv(path, index=False)
        script = Path(__file__).with_name("peer_forecasts.py")
        done = subprocess.run(
            [str(_PEERS), str(script), str(path), str(count)],
            capture_output=True,
            text=True,
            check=True,
        )
    answer: dict[str, dict] = json.loads(done.stdout)
    return answer


def _wape(volume: NDArray[np.float64], ahead: pd.DataFrame) -> float:
    """Error against the rate in open intervals, share of it."""
    is_open = ahead["open"].to_numpy()
    truth = ahead["rate"].to_numpy()[is_open]
    return float(np.abs(volume[is_open] - truth).sum() / truth.sum())
