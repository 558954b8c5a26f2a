"""How much memory the tables within a value take, and caches that mind it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections import OrderedDict
    from collections.abc import Iterable

Key = TypeVar("Key")
Value = TypeVar("Value")
_OURS = ("app.", "wfm.", "scheduling.", "forecasting.")


def held_bytes(*values: object) -> int:
    """
    Bytes of the tables and arrays within values, each counted once.

    Parameters
    ----------
    *values : object
        Collections and objects of ours are looked into.

    Returns
    -------
    int

    Examples
    --------
    >>> held_bytes({"a": np.zeros(10)}, np.zeros(5))
    120
    """
    seen: set[int] = set()
    left, size = list(values), 0
    while left:
        value = left.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, pd.DataFrame):
            size += int(value.memory_usage().sum())
        elif isinstance(value, (pd.Series, pd.Index)):
            size += int(value.memory_usage())
        elif isinstance(value, np.ndarray):
            size += value.nbytes
        else:
            left.extend(_within(value))
    return size


def shorten(kept: OrderedDict[Key, Value], most: int, most_bytes: int) -> None:
    """
    Take the oldest out of a cache until it is small enough; the newest stays.

    Parameters
    ----------
    kept : OrderedDict
        From the oldest to the newest, in the hands of whoever has its lock.
    most : int
        Entries.
    most_bytes : int
        Bytes of all tables and arrays within.
    """
    while len(kept) > most:
        kept.popitem(last=False)
    while len(kept) > 1 and held_bytes(*kept.values()) > most_bytes:
        kept.popitem(last=False)


def _within(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        # Another thread may add to it meanwhile.
        return list(value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return value
    if not type(value).__module__.startswith(_OURS) or isinstance(value, type):
        return ()
    parts = [getattr(value, "__dict__", {})]
    if is_dataclass(value):
        parts += [getattr(value, each.name, None) for each in fields(value)]
    return parts
