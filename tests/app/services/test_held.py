"""Caches that mind how much memory their tables take."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
import pandas as pd

from app.services.held import held_bytes, shorten
from app.services.rosters.editing import Edited


def table(kilobytes):
    return pd.DataFrame({"x": np.zeros(kilobytes * 128)})


def test_tables_are_found_in_collections_and_objects_and_counted_once():
    one = table(8)
    edited = Edited(schedule=one, agents=frozenset({"A1"}))

    size = held_bytes({"a": (edited, one)}, [np.zeros(10), pd.Series(np.zeros(5))])

    assert 8 * 1024 + 80 + 40 <= size <= 8 * 1024 + 1000


def test_the_oldest_gives_way_by_bytes_or_by_count_and_the_newest_stays():
    kept = OrderedDict((n, table(10)) for n in range(5))
    shorten(kept, 4, 10**9)
    assert list(kept) == [1, 2, 3, 4]
    shorten(kept, 4, 25_000)
    assert list(kept) == [3, 4]
    shorten(kept, 4, 1)
    assert list(kept) == [4]
