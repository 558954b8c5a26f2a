from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast, forecast_new, forecast_paths
from forecasting.launch.level import update_level
from forecasting.launch.templates import TEMPLATES
from forecasting.launch.terms import read_launches
from tests.forecasting.builders import make_history, make_noisy, on, total
from wfm.errors import (
    HistoryTooShortError,
    InputError,
    ParameterError,
    TableError,
    UnknownNameError,
)
from wfm.tables import FORECAST

MONDAY = "2026-11-30"


def contract(queue="nueva", **months):
    """Contracted volumes, months named like ``december`` by their text."""
    return pd.DataFrame(
        {"queue": queue, "month": list(months), "volume": list(months.values())}
    )


def december(volume=31000.0, queue="nueva"):
    return contract(queue, **{"2026-11": volume, "2026-12": volume})


def every_day(hours=("08:00", "18:00"), queue="*"):
    return pd.DataFrame(
        {"queue": queue, "weekday": range(7), "open": hours[0], "close": hours[1]}
    )


def launches(**columns):
    return pd.DataFrame({"queue": ["nueva"], **{k: [v] for k, v in columns.items()}})


def day_total(table, date, queue="nueva"):
    return total(table[table["queue"] == queue], date)


def width(table, date):
    """Relative width of the 80 % band at 10:00."""
    row = on(table, date).iloc[4]
    return (row["volume_p90"] - row["volume_p10"]) / row["volume"]


# --- the plan


def test_a_whole_month_adds_up_to_its_contracted_volume():
    table = forecast_new(contracted=december(), start="2026-12-01", days=31)

    assert table["volume"].sum() == pytest.approx(31000, rel=1e-12)


def test_holidays_move_contacts_within_the_month_and_change_no_total():
    calm, table = (
        forecast_new(
            contracted=december(),
            opening=every_day(),
            start="2026-12-01",
            days=31,
            country=country,
        )
        for country in ("none", "CO")
    )

    assert table["volume"].sum() == pytest.approx(31000, rel=1e-12)
    assert total(table, "2026-12-08") < 0.8 * total(calm, "2026-12-08")
    assert total(table, "2026-12-09") > total(calm, "2026-12-09")


def test_a_template_gives_weekdays_and_hours_their_published_shares():
    shares = TEMPLATES["banking"].weekdays
    # December 2026 has five Tuesdays to Thursdays, four of every other weekday.
    weekly = np.array([4, 5, 5, 5, 4, 4, 4]) * np.array(shares)

    table = forecast_new(
        launches(sector="banking"),
        contracted=december(),
        opening=every_day(("10:00", "12:00")),
        start="2026-12-01",
        days=31,
        interval=60,
    )

    monday = on(table, "2026-12-07")["volume"]
    assert monday.sum() == pytest.approx(31000 * shares[0] / weekly.sum(), rel=1e-12)
    assert monday[0] / monday[1] == pytest.approx(1.25 / 1.20, rel=1e-12)


def test_the_ramp_rises_by_the_same_amount_every_day():
    table = forecast_new(
        launches(start=MONDAY, ramp_weeks=2, start_share=0.3),
        contracted=december(),
        opening=every_day(),
        start=MONDAY,
        days=28,
    )
    full = forecast_new(
        contracted=december(), opening=every_day(), start=MONDAY, days=28
    )

    share = [total(table, d) / total(full, d) for d in ("2026-11-30", "2026-12-07")]
    assert share == pytest.approx([0.3, 0.65])
    assert total(table, "2026-12-14") == pytest.approx(total(full, "2026-12-14"))


def test_nothing_comes_before_the_first_day_of_work():
    table = forecast_new(
        launches(start="2026-12-03"), contracted=december(), start=MONDAY, days=7
    )

    assert str(table["start"].min().date()) == "2026-12-03"


def test_an_analog_lends_its_week_its_hours_and_its_share():
    table = forecast_new(
        launches(analog="sales", share=0.5), history=make_history(), start=MONDAY
    )

    old = forecast(make_history())
    np.testing.assert_allclose(table["volume"], 0.5 * old["volume"], rtol=1e-9)
    assert (table["start"].to_numpy() == old["start"].to_numpy()).all()


def test_an_analog_with_a_contract_lends_its_shape_only():
    big, small = (
        forecast_new(
            launches(analog="sales"),
            contracted=december(),
            history=make_history(base=base),
            start=MONDAY,
        )
        for base in (600.0, 6.0)
    )

    np.testing.assert_allclose(big["volume"], small["volume"], rtol=1e-9)


def test_hours_that_the_analog_never_had_are_as_its_nearest():
    table = forecast_new(
        launches(analog="sales"),
        history=make_history(),
        opening=every_day(("07:00", "19:00"), "nueva"),
        start=MONDAY,
        days=1,
    )

    assert len(table) == 24
    assert table["volume"].iloc[0] == pytest.approx(table["volume"].iloc[2])
    assert table["volume"].iloc[-1] == pytest.approx(table["volume"].iloc[-3])


def test_a_campaign_of_the_calendar_moves_a_new_queue_too():
    special = pd.DataFrame(
        {"date": ["2026-12-02"], "name": "promo", "kind": "campaign", "value": "1.5/3"}
    )
    history = make_history()
    asked = {"history": history, "start": MONDAY, "days": 7}

    calm = forecast_new(launches(analog="sales"), **asked)
    table = forecast_new(launches(analog="sales"), special_days=special, **asked)

    assert total(table, "2026-12-02") == pytest.approx(
        1.5 * total(calm, "2026-12-02"), rel=1e-9
    )


# --- handle times


def test_new_agents_are_slow_and_learn():
    table = forecast_new(
        launches(aht_s=200, learning_extra=0.4, learning_half_life_days=7),
        contracted=december(),
        opening=every_day(),
        start=MONDAY,
        days=8,
    )

    assert on(table, "2026-11-30")["aht_s"].iloc[0] == pytest.approx(280)
    assert on(table, "2026-12-07")["aht_s"].iloc[0] == pytest.approx(240)


def test_own_handle_times_correct_those_agreed():
    own = make_history("nueva", first="2026-11-26", weeks=1, hours=(8, 18))
    own = own[own["start"] < MONDAY].assign(aht_s=300.0)
    contacts = own["offered"].sum()

    table = forecast_new(
        launches(aht_s=200), contracted=december(), history=own, start=MONDAY, days=1
    )

    expected = (300 * contacts + 200 * 200) / (contacts + 200)
    assert table["aht_s"].iloc[0] == pytest.approx(expected)


# --- own days


@pytest.mark.parametrize("seen", [0.5, 1.0, 2.0])
def test_the_level_follows_the_gamma_poisson_law(seen):
    # A prior of 0.2 is worth 25 contacts; days without a variance of their own.
    level = update_level(0.2, np.array([100 * seen]), np.array([100.0]), 0.0)

    assert level.mean == pytest.approx((25 + 100 * seen) / 125)
    assert level.variance == pytest.approx(1 / (25 + 100 * seen))


def test_a_busy_day_tells_no_more_than_its_own_variance_allows():
    # However many contacts, a day with a deviation of 10 % is worth at most 100.
    level = update_level(0.2, np.array([2e9]), np.array([1e9]), 0.01)

    assert level.mean == pytest.approx((25 + 200) / 125, rel=1e-6)


def own_days(count, base=60.0, seed=8):
    """The first days of a queue that is like sales, ending on a Sunday."""
    first = pd.Timestamp(MONDAY) - pd.Timedelta(days=count)
    every = make_noisy(seed, "nueva", base=base, first="2026-11-02", weeks=4)
    return every[every["start"] >= first]


def test_the_contract_gives_way_to_own_days_and_the_bands_narrow():
    sales = make_history(base=60.0)
    promised = december(2 * 4.5 * make_history(weeks=1)["offered"].sum())
    truth = total(forecast(sales, days=1), MONDAY)

    found = [
        forecast_new(
            launches(analog="sales"),
            contracted=promised,
            history=pd.concat([sales, own_days(days)]) if days else sales,
            start=MONDAY,
            days=7,
        )
        for days in (0, 1, 5, 13)
    ]

    errors = [abs(total(table, MONDAY) / truth - 1) for table in found]
    assert errors[0] > 0.8
    assert max(errors[1:]) < 0.12
    widths = [width(table, MONDAY) for table in found]
    assert widths == sorted(widths, reverse=True)


def test_the_first_band_is_as_wide_as_was_asked():
    narrow, usual, wide = (
        forecast_new(
            launches(level_sd=sd), contracted=december(9e5), start=MONDAY, days=1
        )
        for sd in (0.1, None, 0.5)
    )

    assert width(narrow, MONDAY) < width(usual, MONDAY) < width(wide, MONDAY)
    # The level's 0.30 is part of it; weekday, hour and the day itself are not known.
    assert 2 * 1.2816 * 0.3 < width(usual, MONDAY) < 2 * 1.2816 * 0.7


def test_own_contacts_weigh_against_a_hundred_of_the_analog():
    # Two hours a day; the analog's are equal, the queue brought 300 and 100.
    flat = make_history(hours=(8, 10), interval=60).assign(offered=50.0)
    own = pd.DataFrame(
        {
            "queue": "nueva",
            "start": ["2026-11-29T08:00", "2026-11-29T09:00"],
            "offered": [300, 100],
        }
    )
    history = pd.concat(
        [flat.assign(start=flat["start"].dt.strftime("%Y-%m-%dT%H:%M")), own]
    )

    table = forecast_new(launches(analog="sales"), history=history, start=MONDAY)

    # (300 + 50) / (200 + 50) against (100 + 50) / (200 + 50).
    day = on(table, MONDAY)["volume"]
    assert day[0] / day[1] == pytest.approx(350 / 150)


def test_a_queue_with_a_sector_and_own_days_has_their_level():
    own = own_days(6)

    table = forecast_new(launches(sector="retail"), history=own, start=MONDAY, days=7)

    assert table["volume"].sum() == pytest.approx(
        own["offered"].sum() * 7 / 6, rel=0.35
    )


def test_days_of_a_new_queue_are_wrong_together():
    drawn = forecast_paths(
        None, contracted=december(9e5), start=MONDAY, days=6, paths=300
    )

    by_day = drawn.assign(day=drawn["start"].dt.date).pivot_table(
        index="path", columns="day", values="volume", aggfunc="sum"
    )
    assert np.corrcoef(by_day.to_numpy().T)[0, 4] > 0.4
    assert by_day.mean().sum() == pytest.approx(
        forecast(None, contracted=december(9e5), start=MONDAY, days=6)["volume"].sum(),
        rel=0.08,
    )


# --- inside an ordinary forecast


def test_two_weeks_of_own_history_speak_for_themselves():
    sales = make_history()
    twelve, fourteen = (
        forecast(
            pd.concat([sales, own_days(days, base=30.0)]),
            launches=launches(analog="sales"),
        )
        for days in (12, 14)
    )

    plain = forecast(pd.concat([sales, own_days(14, base=30.0)]))
    pd.testing.assert_frame_equal(fourteen, plain)
    new = forecast_new(
        launches(analog="sales"),
        history=pd.concat([sales, own_days(12, base=30.0)]),
        start=MONDAY,
    )
    rows = twelve[twelve["queue"] == "nueva"].reset_index(drop=True)
    pd.testing.assert_frame_equal(rows, new)


def test_a_forecast_without_any_history_needs_only_a_contract():
    table = forecast(None, contracted=december(), start=MONDAY, days=7)

    pd.testing.assert_frame_equal(
        FORECAST.parse(table, timezone="America/Bogota"), table
    )
    assert set(table["queue"]) == {"nueva"}


def test_queues_stand_in_the_order_of_their_names():
    table = forecast(make_history("zeta"), contracted=december(), start=MONDAY, days=2)

    assert table["queue"].unique().tolist() == ["nueva", "zeta"]


# --- what is refused


def test_a_queue_of_which_nothing_is_known_is_told_what_to_give():
    with pytest.raises(HistoryTooShortError, match="contracted volumes by month, an"):
        forecast(make_history(), launches=launches(sector="retail"))
    with pytest.raises(HistoryTooShortError, match="contracted volumes or an analog"):
        forecast(make_history(), start="2020-01-01")


def test_an_analog_must_be_known_and_no_beginner():
    with pytest.raises(UnknownNameError, match="did you mean 'sales'"):
        forecast(make_history(), launches=launches(analog="sale"))
    with pytest.raises(HistoryTooShortError, match="less than 2 weeks of history"):
        forecast(
            make_history(weeks=1, first="2026-11-23"), launches=launches(analog="sales")
        )


def test_a_month_without_a_volume_is_named():
    with pytest.raises(TableError, match="no volume for 2026-12"):
        forecast_new(contracted=contract(**{"2026-11": 100.0}), start=MONDAY)


def test_wrong_cells_are_all_named():
    with pytest.raises(TableError, match="'Dec 26' is not a month like 2026-12"):
        read_launches(None, contract(**{"Dec 26": 1.0}))
    with pytest.raises(TableError, match="level_sd: '0' must be above 0"):
        read_launches(launches(level_sd=0), None)
    with pytest.raises(ParameterError, match=r"one of banking, .*, utilities, got "):
        read_launches(launches(sector="bank"), None)
    with pytest.raises(InputError, match="start must be given where there is no hist"):
        forecast(None, contracted=december())


def test_months_may_come_as_text_dates_or_times():
    written = ["2026-12", "2026-12-01", "2026-12-01 00:00:00"]

    found = [
        read_launches(None, contract(**{text: 5.0}))["nueva"].months for text in written
    ]

    assert found == [{np.datetime64("2026-12"): 5.0}] * 3
