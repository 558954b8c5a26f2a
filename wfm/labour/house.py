"""What holds where no country's law is coded: the house's own habits."""

from __future__ import annotations

from datetime import date

from wfm.labour.parameters import HOUSE, Parameter

_ALWAYS = date(1950, 1, 1)


def _house(name: str, value: float, note: str = "") -> Parameter:
    return Parameter(name, value, _ALWAYS, HOUSE, note)


DEFAULTS = (
    _house("week_minutes", 48 * 60),
    _house("day_minutes", 9 * 60),
    _house("shortest_day_minutes", 4 * 60),
    _house("successive_day_minutes", 6 * 60),
    _house("successive_week_minutes", 36 * 60),
    _house("overtime_day_minutes", 2 * 60),
    _house("overtime_week_minutes", 12 * 60),
    _house("rest_minutes", 12 * 60, "no article was found that fixes it"),
    _house("consecutive_days", 6),
    _house("weekly_rest_minutes", 24 * 60),
    _house("sundays_a_month", 3, "from the third on, the law calls them habitual"),
    _house("lunch_over_minutes", 6 * 60, "work longer than this needs a lunch"),
    _house("lunch_minutes", 60),
    _house("lunch_earliest_minute", 3 * 60, "after the shift's start"),
    _house("lunch_latest_minute", 5 * 60, "after the shift's start"),
    _house("break_minutes", 15, "paid pause; Ley 1355 de 2009 gives no number"),
    _house("break_over_minutes", 4 * 60, "work of at least this needs one pause"),
    _house("breaks_with_lunch", 2, "one before lunch, one after it"),
    _house("break_edge_minutes", 30, "not so near the start or end of the shift"),
    _house("start_step_minutes", 30, "shifts start on this grid"),
    _house("length_step_minutes", 30, "paid lengths of shifts are multiples of it"),
    _house("short_price", 5.0, "paid hours that an uncovered agent-hour costs"),
    _house("over_price", 0.15, "paid hours that an hour of surplus costs"),
    _house("idle_price", 0.25, "paid hours that a contracted hour left idle costs"),
    _house("shift_hour_share", 0.5, "of an anonymous shift's price: by its hours"),
    _house("shift_day_share", 0.5, "of it: by its day, in average days of a week"),
    _house("night_start_minute", 22 * 60),
    _house("night_end_minute", 6 * 60),
    _house("night_surcharge", 0.0),
    _house("rest_day_surcharge", 0.0),
    _house("hourly_cost", 1.0, "cost is then in paid hours"),
)
