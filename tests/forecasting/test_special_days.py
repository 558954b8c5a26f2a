from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast, reforecast
from forecasting.almanac.special_days import name_class, same_name
from tests.forecasting.builders import change, like_sunday, make_history, on, total
from wfm.errors import TableError, UnknownNameError

# The Immaculate Conception, a Tuesday and a public holiday in Colombia.
HOLIDAY = "2026-12-08"
# The public holidays of the history, all on Mondays.
PAST = ("2026-10-12", "2026-11-02", "2026-11-16")
SUNDAY, SATURDAY, TUESDAY = "2026-12-13", "2026-12-12", "2026-12-01"


def days(*rows):
    return pd.DataFrame(rows, columns=["date", "name", "kind", "value"])


def same_volumes(table, day, other):
    np.testing.assert_allclose(on(table, day)["volume"], on(table, other)["volume"])


def test_a_public_holiday_is_like_a_sunday():
    # Sundays are open for fewer hours than the rest.
    history = make_history()
    evening = history["start"].dt.hour >= 14
    history = history[~(evening & (history["start"].dt.day_of_week == 6))]

    table = forecast(like_sunday(history, *PAST), country="CO")

    same_volumes(table, HOLIDAY, SUNDAY)
    assert len(on(table, HOLIDAY)) == 12
    assert total(table, "2026-12-15") > 2 * total(table, HOLIDAY)


def test_a_public_holiday_is_like_a_saturday_where_sundays_are_closed():
    history = make_history(closed=(6,), weeks=3)

    table = forecast(history, start="2026-10-12", days=7, country="CO")

    same_volumes(table, "2026-10-12", "2026-10-17")


def test_a_public_holiday_is_like_its_weekday_where_nothing_else_is_known():
    table = forecast(make_history(closed=(5, 6)), country="CO")

    same_volumes(table, HOLIDAY, TUESDAY)


def test_a_public_holiday_is_like_its_weekday_where_the_past_ones_were():
    table = forecast(make_history(), country="CO")

    same_volumes(table, HOLIDAY, TUESDAY)


def test_where_sunday_is_a_working_day_a_holiday_is_like_a_saturday():
    history = make_history(weeks=3)
    sundays = history["start"].dt.day_of_week == 6
    history.loc[sundays, "offered"] *= 4

    table = forecast(history, start="2026-10-12", days=7, country="CO")

    same_volumes(table, "2026-10-12", "2026-10-17")


def test_no_country_has_no_holidays():
    history = like_sunday(make_history(), *PAST)

    table = forecast(history)

    same_volumes(table, HOLIDAY, TUESDAY)
    pd.testing.assert_frame_equal(forecast(history, country="none"), table)


def test_what_past_holidays_did_is_learnt_with_caution():
    history = like_sunday(make_history(), *PAST, times=0.5)

    table = forecast(history, country="CO")

    # Three ratios of 1/2 and two prior days of 1, by their logarithms.
    ratio = total(table, HOLIDAY) / total(table, SUNDAY)
    assert ratio == pytest.approx(0.5 ** (3 / 5))
    # Nor did they teach the Mondays.
    calm = forecast(make_history(), country="CO")
    assert total(table, "2026-12-14") == pytest.approx(total(calm, "2026-12-14"))


def test_a_holiday_on_which_the_queue_was_closed_is_closed():
    history = make_history()
    past = history["start"].dt.strftime("%Y-%m-%d").isin(PAST)

    without_rows = forecast(history[~past], country="CO")
    with_zeros = forecast(change(history, past, offered=0.0), country="CO")

    for table in (without_rows, with_zeros):
        assert on(table, HOLIDAY).empty
        assert len(on(table, TUESDAY)) == 20


def test_the_same_holiday_tells_more_than_the_others():
    fair_days, closed_day = ("2026-10-20", "2026-11-03"), "2026-10-06"
    history = like_sunday(make_history(), *fair_days, times=2.0)
    history = history[history["start"].dt.strftime("%Y-%m-%d") != closed_day]
    special = days(
        (closed_day, "Inventory", "", ""),
        *((day, "Fair", "", "") for day in fair_days),
        ("2026-12-01", "Inventory", "", ""),
        ("2026-12-15", "Fair", "", ""),
        ("2026-12-22", "Party", "", ""),
    )

    table = forecast(history, special_days=special)

    assert on(table, "2026-12-01").empty
    # Two fairs were twice a Sunday, which tells something of a party, more of a fair.
    usual = total(table, SUNDAY)
    party, fair = (total(table, day) / usual for day in ("2026-12-22", "2026-12-15"))
    assert 1.2 < party < 2.2
    assert abs(fair - 2.0) <= abs(party - 2.0) + 1e-9
    assert fair == pytest.approx(2.0, rel=0.2)


def half_between(history, *dates):
    """Give some dates the mean of their own contacts and those of a Sunday."""
    sunday = like_sunday(history, *dates)["offered"]
    return history.assign(offered=(history["offered"] + sunday) / 2)


def test_a_holiday_may_lie_between_its_weekday_and_a_sunday():
    # Sundays have another shape than the other days.
    history = make_history()
    sunday = history["start"].dt.day_of_week == 6
    morning = history["start"].dt.hour < 12
    history.loc[sunday & morning, "offered"] *= 0.1
    history = half_between(history, *PAST)

    table = forecast(history, country="CO")

    expected = (on(table, TUESDAY)["volume"] + on(table, SUNDAY)["volume"]) / 2
    np.testing.assert_allclose(on(table, HOLIDAY)["volume"], expected, rtol=0.1)


def test_eves_are_learnt_apart_from_holidays():
    history = like_sunday(make_history(), *PAST)
    eves = history["start"].dt.strftime("%Y-%m-%d").isin(["2026-10-13", "2026-11-18"])
    history.loc[eves, "offered"] *= 0.8
    special = days(
        ("2026-10-13", "Víspera", "", ""),
        ("2026-11-18", "Víspera", "", ""),
        ("2026-12-15", "Víspera", "", ""),
    )

    table = forecast(history, country="CO", special_days=special)

    assert total(table, "2026-12-15") / total(table, TUESDAY) == pytest.approx(
        0.8, rel=0.15
    )
    assert total(table, HOLIDAY) == pytest.approx(total(table, SUNDAY), rel=0.2)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Independence Day", "Independence Day (observed)"),
        ("La Asunción (observado)", "la asunción"),
        ("Fiesta (trasladado)", "Fiesta"),
    ],
)
def test_a_moved_holiday_is_the_same_holiday(name, other):
    assert same_name(name) == same_name(other)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("eve", "eve"),
        ("New Year's Eve", "eve"),
        ("Víspera de Navidad", "eve"),
        ("bridge", "bridge"),
        ("Día puente", "bridge"),
        ("Whit Monday", "holiday"),
        ("Evening shift", "holiday"),
    ],
)
def test_a_name_tells_eves_and_bridges_from_holidays(name, kind):
    assert name_class(name) == kind


def test_the_eve_of_a_saturday_of_rest_is_like_a_friday():
    # Sunday to Thursday are busy, Friday is short, Saturday is quiet.
    history = make_history(weeks=20, first="2026-07-13")
    weekday, hour = history["start"].dt.day_of_week, history["start"].dt.hour
    base = 60 * (1 + 0.6 * np.sin((hour - 8) / 10 * np.pi))
    short = (weekday == 4) & (hour >= 13)
    history["offered"] = base.mask(short, 0.5).mask(weekday == 5, 5.0)
    eves = ("2026-09-01", "2026-10-13", "2026-11-11")
    for date in eves:
        eve = history["start"].dt.strftime("%Y-%m-%d") == date
        history.loc[eve, "offered"] = np.where(hour[eve] >= 13, 0.5, base[eve])
    special = days(*((date, "eve", "", "") for date in (*eves, "2026-12-02")))

    table = forecast(history, special_days=special)

    np.testing.assert_allclose(
        on(table, "2026-12-02")["volume"], on(table, "2026-12-04")["volume"], rtol=0.1
    )


def test_a_half_day_keeps_its_profile_in_its_hours_only():
    special = days(("2026-12-02", "Short day", "half_day", "08:00-13:00"))

    table = forecast(make_history(), special_days=special)

    half, whole = on(table, "2026-12-02"), on(table, "2026-12-09")
    assert len(half) == 10
    np.testing.assert_allclose(half["volume"], whole["volume"][:10])


def test_a_morning_of_a_blended_day_moves_its_rest():
    history = half_between(make_history(base=600.0), *PAST)
    special = days((TUESDAY, "Fair", "", ""))
    today = make_history(base=600.0, first="2026-11-30", weeks=1)
    today = today[today["start"].dt.strftime("%Y-%m-%d") == TUESDAY]

    told = [
        reforecast(
            pd.concat([history, today.assign(offered=today["offered"] * times)]),
            at=f"{TUESDAY}T12:00",
            country="CO",
            special_days=special,
        )["volume"].sum()
        for times in (0.5, 0.65, 0.8)
    ]

    assert told[0] < told[1] < told[2]


def test_a_closed_day_is_absent():
    table = forecast(
        make_history(), special_days=days(("2026-12-02", "Inventory", "closed", ""))
    )

    assert on(table, "2026-12-02").empty
    assert len(table) == 27 * 20


def test_a_day_may_be_like_another_weekday():
    special = days(("2026-12-02", "Bridge", "like_weekday", "5"))

    table = forecast(make_history(), special_days=special)

    same_volumes(table, "2026-12-02", SATURDAY)


def test_a_factor_multiplies_the_own_weekday():
    special = days(("2026-12-02", "Campaign", "factor", "1.25"))

    table = forecast(make_history(), special_days=special)

    ratio = on(table, "2026-12-02")["volume"] / on(table, "2026-12-09")["volume"]
    np.testing.assert_allclose(ratio, 1.25)


def test_an_analog_day_repeats_a_past_one():
    history = make_history(closed=(6,))
    black_friday = history["start"].dt.strftime("%Y-%m-%d") == "2026-11-27"
    history.loc[black_friday, "offered"] *= 3
    special = days(
        ("2026-11-27", "Black Friday", "", ""),
        ("2026-12-20", "Sunday before Christmas", "analog", "2026-11-27"),
    )

    table = forecast(history, special_days=special)

    np.testing.assert_allclose(
        on(table, "2026-12-20")["volume"], history.loc[black_friday, "offered"]
    )
    assert on(table, "2026-12-13").empty
    assert total(table, "2026-12-04") == pytest.approx(
        history.loc[black_friday, "offered"].sum() / 3
    )


def test_an_analog_day_fills_what_was_not_recorded_from_its_weekday():
    history = make_history()
    lost = history["start"] == "2026-11-25T10:00"
    special = days(("2026-12-05", "Strike", "analog", "2026-11-25"))

    table = forecast(history[~lost], special_days=special)

    same_volumes(table, "2026-12-05", "2026-12-09")


def test_the_users_day_holds_before_the_public_holiday():
    special = days((HOLIDAY, "We work", "like_weekday", "1"))

    table = forecast(make_history(), country="CO", special_days=special)

    same_volumes(table, HOLIDAY, TUESDAY)


def test_a_day_may_be_special_for_one_queue():
    history = pd.concat([make_history("sales"), make_history("support")])
    special = days((TUESDAY, "Inventory", "closed", "")).assign(queue="sales")

    table = forecast(history, special_days=special)

    assert set(on(table, TUESDAY)["queue"]) == {"support"}


def test_a_holiday_on_a_closed_weekday_stays_closed():
    special = days(("2026-12-06", "A Sunday", "", ""))

    table = forecast(make_history(closed=(6,)), special_days=special)

    assert on(table, "2026-12-06").empty


def test_special_days_have_wider_bands():
    table = forecast(like_sunday(make_history(base=600.0), *PAST), country="CO")

    width = {
        day: (on(table, day)["volume_p90"] - on(table, day)["volume_p10"]).sum()
        for day in (HOLIDAY, SUNDAY)
    }
    assert width[HOLIDAY] > 1.2 * width[SUNDAY]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param(("like_weekday", "7"), "weekday from 0", id="no such weekday"),
        pytest.param(("like_weekday", ""), "weekday from 0", id="no weekday"),
        pytest.param(("factor", "double"), "factor of at least 0", id="no number"),
        pytest.param(("factor", "-1"), "factor of at least 0", id="negative"),
        pytest.param(("analog", "last year"), "date of an earlier day", id="no date"),
        pytest.param(("analog", "2027-01-01"), "date of an earlier day", id="future"),
        pytest.param(
            ("analog", "2020-01-01"), "no rows on the analog day", id="unknown"
        ),
        pytest.param(("party", ""), "must be one of", id="no such kind"),
        pytest.param(("half_day", "8 to 13"), "opening hours like", id="no hours"),
        pytest.param(("half_day", "13:00-08:00"), "opening hours", id="backwards"),
        pytest.param(("campaign", ""), "factor of its first day", id="no size"),
        pytest.param(("campaign", "1.3/0"), "factor of its first", id="no half-life"),
    ],
)
def test_a_kind_without_its_value_is_refused(row, message):
    special = days(("2026-12-02", "Odd", *row))

    with pytest.raises(TableError, match=message):
        forecast(make_history(weeks=12), special_days=special)


def test_a_date_cannot_be_two_things():
    special = days(
        ("2026-12-02", "Inventory", "closed", ""), ("2026-12-02", "Fair", "factor", "2")
    )

    with pytest.raises(TableError, match=r"row 3.*2026-12-02 appears again"):
        forecast(make_history(), special_days=special)


def test_unknown_names_are_refused():
    special = days(("2026-12-02", "Odd", "closed", "")).assign(queue="sale")
    with pytest.raises(UnknownNameError, match="did you mean 'sales'"):
        forecast(make_history(), special_days=special)
    with pytest.raises(UnknownNameError, match="unknown country 'Colombia'"):
        forecast(make_history(), country="Colombia")
