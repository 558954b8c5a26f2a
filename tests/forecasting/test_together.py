"""Queues that are busy on the same days are drawn so, and sums over them are true."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast_paths
from forecasting.ahead import outlooks, read_question
from forecasting.paths import draw_together, draw_volumes
from forecasting.uncertainty.day_errors import DayErrors
from forecasting.uncertainty.together import correlations, root
from tests.forecasting.builders import MONDAY, make_noisy
from tests.forecasting.synthetic import make_together

DAYS, QUEUES, SHARED, CENTRES = 28, 4, 0.6, 6
PATHS = 200


def make_errors(seed, *, queues=3, correlation=0.0, share=0.9, dates=84, later=0):
    """Errors of forecasts made every three days, of days that are off together."""
    rng = np.random.default_rng(seed)
    ahead = np.tile(np.arange(DAYS), dates // 3)
    origin = np.repeat(np.arange(dates // 3) * 3, DAYS)
    both = rng.standard_normal(dates + DAYS)
    found = []
    for queue in range(queues):
        own = rng.standard_normal((2, dates + DAYS))
        signal = np.sqrt(correlation) * both + np.sqrt(1 - correlation) * own[0]
        error = np.sqrt(share) * signal + np.sqrt(1 - share) * own[1]
        moved = later * queue
        day = origin + ahead
        kept = day + moved < dates + DAYS
        found.append(
            DayErrors(
                origin=(origin + moved)[kept],
                day=(day + moved)[kept],
                error=error[(day + moved)[kept]],
                share=np.full(int(kept.sum()), share),
            )
        )
    return found


def beside(matrix):
    return matrix[np.triu_indices(len(matrix), 1)]


def centre(seed, correlation):
    """Give the outlooks on four weeks, and what came each day in all queues."""
    truths = make_together(
        seed, QUEUES, correlation, base=100.0, weeks=24, day_persistence=0.3
    )
    every = pd.concat([truth.history for truth in truths])
    date = every["start"].dt.tz_localize(None).dt.normalize()
    start = date.max() - pd.Timedelta(days=DAYS - 1)
    request, guidance = read_question(
        every[date < start], {"start": start, "days": DAYS}
    )
    came = every["offered"].groupby(date).sum()
    return outlooks(request, guidance=guidance), came[came.index >= start].to_numpy()


def totals(drawn):
    """Contacts by queue, path and day."""
    return np.stack([np.nansum(volume, axis=2) for volume in drawn])


def drawn_together_and_apart(found, seed):
    together = draw_together(found, PATHS, np.random.default_rng(seed).spawn(QUEUES))
    apart = (
        draw_volumes(outlook, PATHS, stream)
        for outlook, stream in zip(
            found, np.random.default_rng(seed).spawn(QUEUES), strict=True
        )
    )
    return totals(together), totals(apart)


def held(drawn, came):
    """Share of days whose total over queues lies inside the band of 80 %."""
    low, high = np.quantile(drawn.sum(axis=0), [0.1, 0.9], axis=0)
    return np.mean((low <= came) & (came <= high))


@pytest.fixture(scope="module")
def centres():
    """What came in some centres, and its draws together and apart."""
    known = [centre(seed, SHARED) for seed in range(CENTRES)]
    return [
        (came, *drawn_together_and_apart(found, seed))
        for seed, (found, came) in enumerate(known)
    ]


def test_the_total_over_queues_has_a_true_band_only_if_drawn_together(centres):
    shares = [[held(drawn, came) for drawn in both] for came, *both in centres]

    together, apart = np.mean(shares, axis=0)
    assert 0.72 < together < 0.88
    assert apart < together - 0.1


def test_paths_go_together_as_the_days_of_the_past_did(centres):
    pairs = [
        beside(np.corrcoef(together[:, :, day]))
        for _, together, _ in centres
        for day in range(DAYS)
    ]

    # Chance and lingering slots take a little of what the days share.
    assert np.mean(pairs) == pytest.approx(SHARED, abs=0.15)


def test_drawn_together_or_apart_a_queue_has_the_same_law(centres):
    _, *both = centres[0]

    laws = [np.quantile(drawn, [0.1, 0.5, 0.9], axis=1) for drawn in both]
    # From day to day, too.
    lasting = [
        np.mean([np.corrcoef(days[:, 5:10].T)[0, 1:] for days in drawn], axis=0)
        for drawn in both
    ]

    assert laws[0] == pytest.approx(laws[1], rel=0.06)
    assert lasting[0] == pytest.approx(lasting[1], abs=0.12)


def test_queues_without_a_past_are_drawn_as_if_alone():
    history = make_noisy(8, queue="a")
    new = make_noisy(9, queue="b", first="2026-11-23", weeks=1)

    alone = forecast_paths(history, start=MONDAY, days=2, paths=10)
    both = forecast_paths(pd.concat([history, new]), start=MONDAY, days=2, paths=10)

    pd.testing.assert_frame_equal(alone, both[both["queue"] == "a"])


def test_many_queues_that_go_apart_are_hardly_tied():
    matrix = correlations(make_errors(1, queues=40))

    # Single pairs look alike by chance, which all pairs together show.
    assert np.abs(beside(matrix)).max() < 0.1


def test_without_correlations_nothing_is_mixed():
    assert (root(np.eye(40)) == np.eye(40)).all()


# The less is beyond chance, the nearer to 0 the answer stays.
@pytest.mark.parametrize(
    ("correlation", "share", "queues", "off"),
    [(0.3, 0.9, 2, 0.1), (0.7, 0.9, 2, 0.15), (0.7, 0.4, 12, 0.25)],
)
def test_the_correlation_of_days_is_found_behind_chance(
    correlation, share, queues, off
):
    several = [
        make_errors(seed, queues=queues, correlation=correlation, share=share)
        for seed in range(12)
    ]

    found = [beside(correlations(errors)) for errors in several]

    assert correlation - off < np.mean(found) < correlation + 0.03


def test_queues_that_take_contacts_from_each_other_go_against_each_other():
    one, other = make_errors(2, queues=2, correlation=0.6)
    other.error[:] *= -1

    assert correlations([one, other])[0, 1] == pytest.approx(-0.6, abs=0.15)


def test_queues_that_close_on_other_days_are_compared_all_the_same():
    # Their last days differ, and so do the days on which forecasts were made.
    usual = correlations(make_errors(3, correlation=0.6))
    moved = correlations(make_errors(3, correlation=0.6, later=1))

    assert beside(moved) == pytest.approx(beside(usual), abs=0.1)


def test_few_dates_tell_little():
    many = correlations(make_errors(4, queues=2, correlation=0.7))[0, 1]
    few = [
        correlations(make_errors(seed, queues=2, correlation=0.0, dates=3))[0, 1]
        for seed in range(20)
    ]

    assert many > 0.5
    assert np.abs(few).max() < 0.5


def test_no_errors_or_none_on_common_dates_leave_queues_independent():
    one, other = make_errors(5, queues=2, correlation=0.9)
    long_ago = DayErrors(
        origin=other.origin - 1000,
        day=other.day - 1000,
        error=other.error,
        share=other.share,
    )

    matrix = correlations([None, one, None, long_ago])

    assert (matrix == np.eye(4)).all()


def test_the_root_gives_what_can_be_of_impossible_correlations():
    impossible = np.array(
        [
            [1.0, 0.9, -0.9, 0.0],
            [0.9, 1.0, 0.9, 0.0],
            [-0.9, 0.9, 1.0, 0.0],
            [0, 0, 0, 1],
        ]
    )

    mixed = root(impossible)

    possible = mixed @ mixed.T
    assert np.diag(possible) == pytest.approx(1.0)
    assert (np.sign(possible) == np.sign(impossible))[:3, :3].all()
    assert (mixed[3] == [0, 0, 0, 1]).all()


def test_the_same_seed_draws_the_same_bytes():
    found, _ = centre(9, SHARED)

    one, same = (
        list(draw_together(found, 20, np.random.default_rng(3).spawn(QUEUES)))
        for _ in range(2)
    )

    assert [each.tobytes() for each in one] == [each.tobytes() for each in same]
