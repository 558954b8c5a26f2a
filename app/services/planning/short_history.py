"""What a short history does not show, and what the forecast takes in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.intervals import midnight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

# A weekday is known from then on, and so is how far forecasts of it are off.
_ENOUGH_DAYS = 56
_WEEKDAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)


def short_histories(
    history: pd.DataFrame,
    forecast: pd.DataFrame,
    first: pd.Timestamp,
    days: int,
    *,
    hours_given: bool = False,
) -> dict[str, str]:
    """
    Sentence for each queue whose history is shorter than eight weeks.

    Parameters
    ----------
    history : DataFrame
        Of `wfm.tables.HISTORY`, typed.
    forecast : DataFrame
        Of `wfm.tables.FORECAST`, typed, with its ``attrs``: queues that are new are not
        forecast from their history, and left out.
    first : Timestamp
        First day of the forecast, naive midnight; history from then on is not used.
    days : int
        Calendar days of the forecast.
    hours_given : bool
        Whether opening hours are given: then history does not say what is closed.

    Returns
    -------
    dict of str to str
        By queue: how many days there are, and what weekdays that are not among them
        are taken for.
    """
    day = midnight(history["start"])
    used = history["offered"].notna() & (day < first)
    names = history.loc[used, "queue"]
    spans = day[used].groupby(names).agg(["min", "max"])
    lengths = (spans["max"] - spans["min"]).dt.days + 1
    asked = {(first.weekday() + step) % len(_WEEKDAYS) for step in range(days)}
    found = {}
    for queue in forecast.attrs.get("methods", {}):
        if lengths[queue] < _ENOUGH_DAYS:
            seen = set(day[used][names == queue].dt.day_of_week)
            ahead = midnight(forecast.loc[forecast["queue"] == queue, "start"])
            unseen, opened = asked - seen, set(ahead.dt.day_of_week)
            closed = set() if hours_given else unseen - opened
            told = _told(int(lengths[queue]), seen, closed, unseen & opened)
            found[queue] = "; ".join(told)
    return found


def _told(
    length: int, seen: set[int], closed: set[int], opened: set[int]
) -> Iterator[str]:
    weeks = _ENOUGH_DAYS // len(_WEEKDAYS)
    count = "1 day" if length == 1 else f"{length} days"
    yield f"only {count} of history, less than {weeks} weeks"
    if closed:
        yield f"no {_names(closed, 'or')} seen: taken as closed"
    if opened:
        yield f"no {_names(opened, 'or')} seen: taken like {_names(seen, 'and')}"


def _names(days: Iterable[int], word: str) -> str:
    *others, last = (_WEEKDAYS[day] for day in sorted(days))
    return f"{', '.join(others)} {word} {last}" if others else last
