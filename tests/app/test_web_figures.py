"""Charts as data: what is drawn, where it stops, and what is never in it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pandas as pd
import pytest

from app.services.plans.plan import Plans
from app.web.figures import series
from app.web.figures.adherence import ADHERENCE_GOAL, adherence_figure
from app.web.figures.demand import agents_figure, contacts_figure, demand_of
from app.web.figures.hiring import by_week, hiring_figure
from app.web.figures.roster import (
    roster_of,
    total_figure,
)
from app.web.figures.staffing import to_schedule
from app.web.theme import FORECAST, GOOD, REQUIRED, SHORT, graph_config
from app.web.visitor import Visitor
from tests.app.plan_folder import TIMEZONE, plan_folder

MONDAY = dt.date(2026, 11, 30)
VISITOR = Visitor("es")


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    return Plans(plan_folder().write(tmp_path_factory.mktemp("plan")))


@pytest.fixture
def day(plans):
    return demand_of(plans, "ventas", "1", MONDAY.isoformat())


@pytest.fixture
def roster(plans):
    return roster_of(plans.schedule(MONDAY), plans.coverage(MONDAY), MONDAY, 30)


def coloured(figure, colour):
    """Traces of a line colour that answer the pointer."""
    return [
        trace
        for trace in figure["data"]
        if trace.get("line", {}).get("color") == colour and "customdata" in trace
    ]


def starts(*texts):
    return pd.Series(pd.to_datetime([*texts])).dt.tz_localize(TIMEZONE)


def test_a_line_stops_where_the_queue_is_closed():
    times = starts("2026-11-30T08:00", "2026-11-30T08:30", "2026-12-01T08:00")
    parts = series.runs(times, 30)

    x, y = series.broken(parts, series.wall(times), [1.0, 2.0, 3.0])

    assert x[2] is None
    assert y == [1.0, 2.0, None, 3.0]


def test_steps_hold_their_value_to_the_end_of_the_interval():
    x, y = series.stairs([slice(0, 2)], (["a", "b"], ["b", "c"]), [1.0, 2.0])

    assert x == ["a", "b", "b", "c"]
    assert y == [1.0, 1.0, 2.0, 2.0]


def test_an_area_stands_on_the_ground():
    x, y = series.stairs([slice(0, 1)], (["a"], ["b"]), [3.0], ground=True)

    assert (x, y) == (["a", "a", "b", "b"], [0.0, 3.0, 3.0, 0.0])


def test_nothing_is_drawn_of_nothing():
    assert series.runs(starts(), 30) == []
    assert series.stairs([], ([], []), []) == ([], [])


def test_the_forecast_and_the_agents_to_schedule_are_drawn_as_they_are(day):
    [forecast] = coloured(contacts_figure(day, VISITOR), FORECAST)
    [required] = coloured(agents_figure(day, VISITOR), REQUIRED)

    assert forecast["y"] == [round(v, 3) for v in day.forecast["volume"]]
    assert required["y"] == [round(v, 3) for v in to_schedule(day.requirement)]


def test_the_bands_are_the_central_80_and_95_percent(day):
    figure = contacts_figure(day, VISITOR)

    bands = [t for t in figure["data"] if t.get("fill")]
    highs = [band["y"][0] for band in bands]
    assert highs == [
        round(day.forecast["volume_p975"].iloc[0], 3),
        round(day.forecast["volume_p90"].iloc[0], 3),
    ]


def test_the_hover_names_the_constraint_that_rules(day):
    [required] = coloured(agents_figure(day, VISITOR), REQUIRED)

    peak = int(day.requirement["agents"].to_numpy().argmax())
    assert day.requirement["binding"].iloc[peak] == "occupancy"
    assert "manda: ocupación" in required["customdata"][peak]


def test_every_hover_text_belongs_to_a_point(plans):
    week = demand_of(plans, "soporte", "7", "2026-12-03")
    drawn = (contacts_figure(week, VISITOR), agents_figure(week, VISITOR))
    for trace in [trace for figure in drawn for trace in figure["data"]]:
        assert len(trace["x"]) == len(trace["y"])
        if "customdata" in trace:
            assert len(trace["customdata"]) == len(trace["x"])


def test_a_week_begins_on_its_monday_and_names_its_days(plans):
    week = demand_of(plans, "soporte", "7", "2026-12-03")

    axis = contacts_figure(week, VISITOR)["layout"]["xaxis"]
    assert week.days[0] == MONDAY
    assert axis["ticktext"][0] == "lun 30"
    assert len(axis["tickvals"]) == 7


def test_shortage_hangs_from_the_requirement(day):
    figure = agents_figure(day, VISITOR)

    [bars] = [trace for trace in figure["data"] if trace["type"] == "bar"]
    lacking = day.coverage[day.coverage["short"] > 0]
    tops = [base + high for base, high in zip(bars["base"], bars["y"], strict=True)]
    assert tops == pytest.approx(lacking["required"].tolist(), abs=0.002)


def test_a_closed_day_draws_nothing_and_does_not_fail(plans):
    closed = demand_of(plans, "ventas", "1", "2030-01-01")

    assert contacts_figure(closed, VISITOR)["data"] == []
    assert agents_figure(closed, VISITOR)["data"] == []


def test_the_pointer_learns_what_binds_and_its_price(day):
    priced = day.requirement.assign(binding="occupancy", binding_cost=3.0)

    figure = agents_figure(replace(day, requirement=priced), VISITOR)

    said = [text for trace in figure["data"] for text in trace.get("customdata", [])]
    assert any("manda: ocupación (+3)" in str(text) for text in said)


def test_a_forecast_without_quantiles_has_no_bands(day):
    bare = day.forecast[["queue", "start", "volume"]]
    figure = contacts_figure(replace(day, forecast=bare), VISITOR)

    assert coloured(figure, FORECAST)
    upper = [t for t in figure["data"] if t.get("fill")]
    assert upper == []


def test_the_rows_of_a_roster_are_by_start_of_shift_unless_asked_otherwise(roster):
    begins = roster.segments.groupby("agent")["start"].min()

    assert [*begins[[*roster.agents]]] == sorted(begins)
    rows = roster.segments.assign(team=roster.segments["agent"].str[-1])
    named, teams = (
        roster_of(rows, roster.coverage, MONDAY, 30, by=by).agents
        for by in ("agent", "team")
    )
    assert [*named] == sorted(named)
    assert [agent[-1] for agent in teams] == sorted(agent[-1] for agent in teams)


def test_agents_below_the_goal_are_red_and_come_first(plans):
    figure = adherence_figure(plans.adherence, VISITOR)

    dots = figure["data"][1]
    colours = dots["marker"]["color"]
    assert dots["y"] == sorted(dots["y"])
    below = [y < ADHERENCE_GOAL for y in dots["y"]]
    assert colours == [SHORT if late else GOOD for late in below]
    assert figure["layout"]["shapes"][0]["y0"] == ADHERENCE_GOAL


def test_one_absence_does_not_flatten_the_chart_of_all_others(plans):
    rows = plans.adherence
    rows.loc[0, ["adherence", "conformance", "adherent_minutes"]] = 0.0

    figure = adherence_figure(rows, VISITOR)

    assert figure["layout"]["yaxis"]["range"][0] > 0.5
    assert figure["data"][1]["marker"]["symbol"][0] == "triangle-down"
    assert "0,0" in figure["data"][1]["hovertext"][0]


def test_spare_hours_of_one_skill_do_not_serve_another(plans):
    weeks = by_week(plans.weeks)

    first = weeks.iloc[0]
    assert first["short_hours"] == pytest.approx(200 + 120)
    assert first["needed_hours"] - first["contracted_hours"] < first["short_hours"]


def test_the_gap_of_a_week_is_written_over_its_bars(plans):
    figure = hiring_figure(by_week(plans.weeks), VISITOR)

    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert len(texts) == 2
    assert "320" in texts[0]


def test_the_names_of_weeks_stay_upright_on_a_phone(plans):
    axis = hiring_figure(by_week(plans.weeks), VISITOR)["layout"]["xaxis"]

    assert axis["tickangle"] == 0


def test_numbers_on_the_axes_follow_the_language(day):
    spanish = contacts_figure(day, Visitor("es"))["layout"]["separators"]
    english = contacts_figure(day, Visitor("en"))["layout"]["separators"]

    assert (spanish, english) == (",.", ".,")


def test_the_dark_theme_changes_the_ink_and_not_the_data(day):
    light = contacts_figure(day, Visitor("es", "light"))
    dark = contacts_figure(day, Visitor("es", "dark"))

    assert light["data"] == dark["data"]
    assert light["layout"]["font"]["color"] != dark["layout"]["font"]["color"]


def test_figures_are_plain_json(day, roster, plans):
    figures = (
        contacts_figure(day, VISITOR),
        agents_figure(day, VISITOR),
        total_figure(roster, VISITOR),
        adherence_figure(plans.adherence, VISITOR),
        hiring_figure(by_week(plans.weeks), VISITOR),
    )
    for figure in figures:
        assert "NaN" not in json.dumps(figure)


def test_no_chart_can_be_sent_to_an_outside_host():
    config = graph_config(VISITOR)

    assert config["plotlyServerURL"] == ""
    assert config["modeBarButtons"] == [["toImage"]]
    assert "sendChartToCloud" in config["modeBarButtonsToRemove"]
    assert config["locale"] == "es"
