"""Two forecasts of the same days side by side, and what a forecast was made from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wfm.errors import InputError
from wfm.intervals import LENGTHS, epoch_minutes, midnight
from wfm.tables import FORECAST, HISTORY

if TYPE_CHECKING:
    from collections.abc import Mapping

_HOUR = 3600.0
_KEY = ["queue", "start"]


def fingerprint(
    tables: Mapping[str, pd.DataFrame | None], settings: Mapping[str, object]
) -> str:
    """
    Hash of everything that a forecast is made from.

    Parameters
    ----------
    tables : mapping of str to DataFrame or None
        History rows used, special days and so on, typed. The order of rows does not
        matter.
    settings : mapping of str to object
        First day, days, model and so on; written as JSON, other objects as text.

    Returns
    -------
    str
        64 hexadecimal digits (SHA-256).

    Examples
    --------
    >>> table = pd.DataFrame({"queue": ["a", "b"], "offered": [1.0, 2.0]})
    >>> one = fingerprint({"history": table}, {"days": 7})
    >>> one == fingerprint({"history": table.iloc[::-1]}, {"days": 7})
    True
    >>> one == fingerprint({"history": table}, {"days": 8})
    False
    """
    found = hashlib.sha256()
    for name, table in sorted(tables.items()):
        if table is None:
            continue
        columns = sorted(map(str, table.columns))
        found.update(f"{name}:{','.join(columns)};".encode())
        rows = pd.util.hash_pandas_object(table[columns], index=False)
        found.update(np.sort(rows.to_numpy()).tobytes())
    found.update(json.dumps(dict(settings), sort_keys=True, default=str).encode())
    return found.hexdigest()


def compare_forecasts(
    first: pd.DataFrame,
    second: pd.DataFrame,
    *,
    actual: pd.DataFrame | None = None,
    timezone: str = "America/Bogota",
) -> pd.DataFrame:
    """
    Differences of two forecasts by queue and day, and which was nearer.

    Only days inside the spans of both are compared; an interval that one of them does
    not have counts as closed there.

    Parameters
    ----------
    first, second : DataFrame
        Of `wfm.tables.FORECAST`, raw or typed.
    actual : DataFrame, optional
        Of `wfm.tables.HISTORY`, raw or typed: what came.
    timezone : str
        IANA name; zone of times without an offset, and of the days.

    Returns
    -------
    DataFrame
        By queue and date: ``first`` and ``second`` (contacts), ``difference`` (second
        less first), ``share`` (of the first; not a number where that is 0), ``moved``
        (sum of the absolute differences of all intervals: more than the difference
        where contacts moved within the day), ``first_hours`` and ``second_hours`` of
        work (not a number where a handle time is unknown). With `actual` also, for the
        intervals that are recorded and in both: ``actual``, ``first_error`` and
        ``second_error`` (sums of absolute errors, contacts) and ``nearer``
        (``first``, ``second``, ``same``, or empty where nothing is recorded).

    Raises
    ------
    TableError
        If a table breaks its contract.
    InputError
        If the forecasts have no day in common, or interval lengths differ.

    Examples
    --------
    >>> start = pd.date_range("2026-11-30 08:00", periods=2, freq="30min")
    >>> one = pd.DataFrame({"queue": "a", "start": start, "volume": [10.0, 10.0]})
    >>> two = one.assign(volume=[13.0, 8.0])
    >>> day = compare_forecasts(one, two).iloc[0]
    >>> float(day["difference"]), float(day["moved"])
    (1.0, 5.0)
    """
    made = [FORECAST.parse(table, timezone=timezone) for table in (first, second)]
    _check_lengths([*made])
    begin = max(midnight(table["start"]).min() for table in made)
    end = min(midnight(table["start"]).max() for table in made)
    if begin > end:
        raise InputError("the two forecasts have no day in common")
    both = _side_by_side(*made)
    both = both[both["date"].between(begin, end)]
    if actual is not None:
        came = HISTORY.parse(actual, timezone=timezone)
        _check_lengths([*made, came])
        both = both.merge(came[[*_KEY, "offered"]], on=_KEY, how="left")
    return _by_day(both, judged=actual is not None)


def _check_lengths(tables: list[pd.DataFrame]) -> None:
    steps = [np.diff(np.unique(epoch_minutes(table["start"]))) for table in tables]
    # Starts further apart than an interval can be long say nothing about its length.
    lengths = {
        int(step.min()) for step in steps if len(step) and step.min() <= max(LENGTHS)
    }
    if len(lengths) > 1:
        raise InputError(
            f"interval lengths differ ({', '.join(map(str, sorted(lengths)))} "
            "minutes): make both forecasts, and the history, with one length"
        )


def _side_by_side(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Intervals of either, with contacts and hours of both."""
    tables = []
    for name, table in (("first", first), ("second", second)):
        aht_s = table.get("aht_s", np.nan)
        tables.append(
            table[_KEY].assign(
                **{name: table["volume"], f"{name}_hours": table["volume"] * aht_s}
            )
        )
    both = tables[0].merge(tables[1], on=_KEY, how="outer", indicator="where")
    for name, other in (("first", "right_only"), ("second", "left_only")):
        absent = both["where"] == other
        both.loc[absent, [name, f"{name}_hours"]] = 0.0
        both[f"{name}_hours"] /= _HOUR
    both["date"] = midnight(both["start"])
    both["common"] = both["where"] == "both"
    return both.drop(columns="where")


def _by_day(both: pd.DataFrame, *, judged: bool) -> pd.DataFrame:
    both = both.assign(moved=(both["second"] - both["first"]).abs())
    columns = ["first", "second", "moved"]
    hours = ["first_hours", "second_hours"]
    if judged:
        told = both["common"] & both["offered"].notna()
        both["actual"] = both["offered"].where(told)
        for name in ("first", "second"):
            both[f"{name}_error"] = (both[name] - both["actual"]).abs()
    errors = ["actual", "first_error", "second_error"] if judged else []
    days = both.groupby(["queue", "date"])
    # A day with an unknown handle time has unknown hours, one without records no error.
    found = days[columns].sum()
    found[hours] = days[hours].sum(skipna=False)
    if errors:
        found[errors] = days[errors].sum(min_count=1)
    difference = found["second"] - found["first"]
    found.insert(2, "difference", difference)
    found.insert(3, "share", difference / found["first"].where(found["first"] > 0))
    if judged:
        found["nearer"] = _nearer(found["first_error"], found["second_error"])
    return found.reset_index()


def _nearer(first: pd.Series, second: pd.Series) -> pd.Series:
    same = np.isclose(first, second, rtol=1e-12)
    return pd.Series(
        np.select(
            [first.isna(), same, first < second], ["", "same", "first"], "second"
        ),
        index=first.index,
    )
