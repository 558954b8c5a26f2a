from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import explain, forecast
from forecasting.models import METHODS
from tests.forecasting.builders import (
    MONDAY,
    change,
    make_history,
    make_noisy,
    weekly_rate,
)
from wfm.errors import InputError, UnknownNameError
from wfm.tables import EXPLANATION

SPECIAL = pd.DataFrame(
    {
        "date": ["2026-12-02", "2026-12-05", "2026-11-30"],
        "name": ["promo", "half", "strike"],
        "kind": ["campaign", "like_weekday", "factor"],
        "value": ["1.3/4", "0", "0.5"],
    }
)
DECISIONS = pd.DataFrame(
    {
        "queue": ["sales", "*"],
        "start": ["2026-12-03", "2026-12-03T09:00"],
        "end": ["2026-12-03", "2026-12-03T10:00"],
        "kind": ["factor", "add"],
        "value": [1.2, 5.0],
        "author": ["Ana", "Eva"],
        "reason": ["plan", "mailing"],
    }
)


def summed(pieces):
    """Contacts of each interval by its pieces."""
    return pieces.groupby(["queue", "start"])["contacts"].sum().to_numpy()


def at(pieces, piece):
    """The one row of a piece."""
    found = pieces[pieces["piece"] == piece]
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize("model", [*METHODS])
def test_the_pieces_of_every_model_add_up_to_its_forecast(model):
    question = {
        "country": "CO",
        "special_days": SPECIAL,
        "overrides": DECISIONS,
        "model": model,
        "days": 14,
    }
    history = make_noisy(3, first="2026-07-13", weeks=20, closed=(6,))

    pieces = explain(history, **question)

    np.testing.assert_allclose(
        summed(pieces), forecast(history, **question)["volume"], rtol=0, atol=1e-9
    )
    assert "rest of the model" not in set(pieces["piece"])


def test_a_history_with_a_yearly_season_adds_up_too():
    starts = make_history(weeks=110, first="2024-10-21", interval=60)
    turn = 2 * np.pi * starts["start"].dt.day_of_year / 365.25
    history = starts.assign(offered=starts["offered"] * (1 + 0.3 * np.cos(turn)))

    pieces = explain(history, days=7)

    table = forecast(history, days=7)
    np.testing.assert_allclose(summed(pieces), table["volume"], rtol=0, atol=1e-9)
    assert "time of the year" in set(pieces["piece"])


def test_level_weekday_and_time_of_day_are_those_of_the_history():
    history = make_history()
    rate = np.asarray(weekly_rate(pd.DatetimeIndex(history["start"])))
    monday = history["start"].dt.day_of_week == 0

    pieces = explain(history, at="2026-11-30T10:10", model="ewma")

    assert pieces["piece"].tolist() == ["level", "weekday", "time of day"]
    level, weekday, slot = pieces["contacts"]
    assert level == pytest.approx(rate.mean())
    assert level + weekday == pytest.approx(rate[monday].mean())
    ten = rate[monday & (history["start"].dt.strftime("%H:%M") == "10:00")].mean()
    assert level + weekday + slot == pytest.approx(ten)
    assert pieces["factor"].iloc[1] == pytest.approx(rate[monday].mean() / rate.mean())
    assert np.isnan(pieces["factor"].iloc[0])


def test_the_effects_of_the_month_are_named():
    history = make_noisy(2, weeks=26, first="2026-06-01", base=600.0)
    paid = history["start"].dt.day <= 3
    history = change(history, paid, offered=history["offered"] * 1.3)

    pieces = explain(history, at="2026-12-01T10:00", model="core")

    assert 1.1 < at(pieces, "1st to 3rd")["factor"] < 1.35
    assert not (pieces["piece"] == "last three days").any()


def test_a_special_day_is_what_it_adds_to_its_own_weekday():
    pieces = explain(make_history(), special_days=SPECIAL, at=f"{MONDAY}T10:00")

    strike = at(pieces, "special day")
    assert strike["factor"] == pytest.approx(0.5)
    assert strike["note"] == "strike"


def test_a_campaign_is_an_event_with_its_name():
    pieces = explain(
        make_history(), special_days=SPECIAL, at="2026-12-02T10:00", model="ewma"
    )

    assert at(pieces, "event")["factor"] == pytest.approx(1.3)
    assert at(pieces, "event")["note"] == "promo"


def test_a_special_day_on_a_closed_weekday_is_explained_by_the_day_it_is_like():
    sunday = pd.DataFrame(
        {"date": ["2026-12-06"], "name": "fair", "kind": "like_weekday", "value": "0"}
    )

    pieces = explain(
        make_history(closed=(6,)), special_days=sunday, at="2026-12-06T10:00"
    )

    monday = explain(make_history(closed=(6,)), at=f"{MONDAY}T10:00")
    assert pieces["contacts"].sum() == pytest.approx(monday["contacts"].sum())
    assert pieces["piece"].tolist()[-1] == "special day"


def test_overrides_come_last_with_their_author_and_reason():
    pieces = explain(make_history(), overrides=DECISIONS, at="2026-12-03T09:30")

    ours = pieces[pieces["piece"] == "override"]
    assert ours["note"].tolist() == [
        "+5 contacts an interval: mailing (Eva)",
        "times 1.2: plan (Ana)",
    ]
    assert ours["contacts"].iloc[0] == pytest.approx(5)
    before = pieces[pieces["piece"] != "override"]["contacts"].sum()
    assert ours["contacts"].iloc[1] == pytest.approx(0.2 * (before + 5))


def test_a_new_queue_shows_contract_ramp_and_first_days():
    question = {
        "launches": pd.DataFrame(
            {
                "queue": ["nueva"],
                "analog": ["sales"],
                "start": ["2026-11-26"],
                "ramp_weeks": [2],
                "start_share": [0.5],
            }
        ),
        "contracted": pd.DataFrame(
            {
                "queue": "nueva",
                "month": ["2026-11", "2026-12"],
                "volume": [30000.0, 31000.0],
            }
        ),
        "country": "CO",
        "days": 14,
    }
    own = make_noisy(4, "nueva", first="2026-11-23", weeks=1)
    history = pd.concat([make_history(), own[own["start"] >= "2026-11-26"]])

    pieces = explain(history, **question)

    table = forecast(history, **question)
    np.testing.assert_allclose(summed(pieces), table["volume"], rtol=0, atol=1e-9)
    ten = pd.Timestamp(f"{MONDAY}T10:00-05:00")
    first = pieces[(pieces["queue"] == "nueva") & (pieces["start"] == ten)]
    assert first["piece"].tolist() == [
        "level",
        "weekday",
        "time of day",
        "ramp-up",
        "own days so far",
    ]
    assert at(first, "ramp-up")["factor"] == pytest.approx(0.5 + 0.5 * 4 / 14)


def test_one_queue_is_explained_as_among_all():
    history = pd.concat([make_noisy(1), make_noisy(2, "care", interval=30)])

    alone = explain(history, queue="care", days=2)

    every = explain(history, days=2)
    expected = every[every["queue"] == "care"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, expected)


def test_the_table_fulfils_its_contract():
    pieces = explain(make_noisy(1), days=2)

    pd.testing.assert_frame_equal(
        EXPLANATION.parse(pieces, timezone="America/Bogota"), pieces
    )


def test_a_moment_outside_the_forecast_or_at_night_is_refused():
    with pytest.raises(InputError, match=r"no open interval contains 2026-11-30 03:00"):
        explain(make_history(), at=f"{MONDAY}T03:00")
    with pytest.raises(InputError, match="give the first day and the number of days"):
        explain(make_history(), at="2027-03-01T10:00", queue="sales")
    with pytest.raises(UnknownNameError, match="did you mean 'sales'"):
        explain(make_history(), queue="sale")
