from __future__ import annotations

import pandas as pd
import pytest

from forecasting import cleaning_changes, forecast
from tests.forecasting.builders import make_history, make_noisy


def tiny(seed, base=0.8, **where):
    """A queue with about one contact an interval."""
    return make_noisy(seed, base=base, day_sd=0.0, **where)


def per_week(table):
    return table["volume"].sum() / 4


@pytest.mark.parametrize("seed", range(3))
def test_a_history_without_any_zero_leaves_out_empty_intervals(seed):
    whole = tiny(seed)
    written = whole[whole["offered"] > 0]

    table = forecast(written)

    usual = whole["offered"].sum() / 12
    assert per_week(table) == pytest.approx(usual, rel=0.15)
    changes = cleaning_changes(written)
    assert "absent" in set(changes["kind"])
    reason = changes.loc[changes["kind"] == "absent", "reason"].item()
    assert "never writes a zero" in reason


def test_such_intervals_are_missing_where_a_planner_says_so():
    whole = tiny(1)
    written = whole[whole["offered"] > 0]
    changes = cleaning_changes(written)
    ids = changes.loc[changes["kind"] == "absent", "id"].tolist()

    table = forecast(written, refused=ids)

    assert per_week(table) > 1.3 * per_week(forecast(written))


def test_a_history_that_writes_zeros_has_gaps():
    history = tiny(2)
    lost = (history["start"].dt.hour == 9) & (history["start"] > "2026-11-20")

    kinds = cleaning_changes(history[~lost])["kind"].value_counts()

    assert kinds["gap"] == 10
    assert "absent" not in kinds


def test_gaps_of_a_busy_queue_stay_gaps():
    history = make_history()
    lost = history["start"].dt.strftime("%Y-%m-%d %H") == "2026-11-25 09"

    assert cleaning_changes(history[~lost])["kind"].tolist() == ["gap"]


def test_a_busy_queue_beside_a_tiny_one_is_read_by_itself():
    whole = tiny(3, queue="tiny")
    history = pd.concat([make_noisy(4, queue="busy"), whole[whole["offered"] > 0]])

    changes = cleaning_changes(history)

    assert set(changes.loc[changes["kind"] == "absent", "queue"]) == {"tiny"}
