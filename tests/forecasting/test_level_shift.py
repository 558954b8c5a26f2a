from __future__ import annotations

import numpy as np
import pytest

from forecasting.history.level_shift import level_shift
from forecasting.history.reading import read_histories
from tests.forecasting.synthetic import make_truth


def grid(truth):
    """Dates and contacts of a queue's days."""
    table = truth.history
    end = table["start"].max().tz_localize(None).normalize()
    history = read_histories(table, before=end + np.timedelta64(1, "D"))[0]
    return history.dates, history.offered


@pytest.mark.parametrize("times", [0.7, 1.4])
def test_days_before_a_shift_are_brought_to_its_level(times):
    dates, offered = grid(make_truth(0, weeks=18, shifts=(("2025-04-14", times),)))

    factor = level_shift(dates, offered)

    assert factor[-1] == 1.0
    assert factor[0] == pytest.approx(times, rel=0.1)
    change = dates[np.flatnonzero(factor == 1)[0]]
    assert abs(change - np.datetime64("2025-04-14")) <= np.timedelta64(4, "D")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"day_sd": 0.1, "day_persistence": 0.75},
        {"campaigns": (("2025-04-21", 1.5, 3.0),)},
        {"outages": (("2025-04-21 09:00", 8), ("2025-04-22 09:00", 8))},
        {"weeks": 3, "shifts": (("2025-01-20", 1.4),)},
    ],
)
def test_what_is_no_shift_moves_nothing(options):
    for seed in range(3):
        dates, offered = grid(make_truth(seed, **{"weeks": 18, **options}))

        assert (level_shift(dates, offered) == 1).all()


def test_a_shift_of_some_days_ago_is_not_believed_yet():
    dates, offered = grid(make_truth(1, weeks=18, shifts=(("2025-05-07", 1.4),)))

    assert (level_shift(dates, offered) == 1).all()


def test_a_history_without_noise_is_left_alone():
    dates, offered = grid(make_truth(1, weeks=18))
    offered = np.where(np.isfinite(offered), 40.0, np.nan)

    assert (level_shift(dates, offered) == 1).all()
